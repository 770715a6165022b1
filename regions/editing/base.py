"""What every page of the admin shares: the door, Dutch fields, search that forgives accents."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminIntegerFieldWidget,
    AdminTextareaWidget,
    AdminURLFieldWidget,
    AutocompleteSelect,
)
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.conflict.optimistic_lock import OptimisticLock
from regions.editing.date_fields import AsksAboutFarYears, as_typed
from regions.editing.formset_data import MOST_ROWS
from regions.editing.formsets import DirectoryFormSet
from regions.editing.help import help_for
from regions.editing.history_pages import HistoryPages
from regions.editing.list_filters import ScopedRelatedFilter
from regions.editing.preview_button import PreviewPages
from regions.editing.richtext import RichTextAsItReads, edit_as_rich_text
from regions.editing.unsaved_input import NotToSave, given_to, is_unsaved
from regions.editing.wall import NationalOnly, ScopedAdmin, ScopedForm, ScopedInline
from regions.fields.partial_date import PartialDateField
from regions.fields.rich_text import RichTextField
from regions.models import Participation
from regions.names.folding import fold
from regions.writing.changing import changing

SMALL_INTEGER_MAX = 32_767  # PostgreSQL's; SQLite would take more
A_FEW_SENTENCES = 300  # characters: more than fits in one line
HOW_PRECISE = "Zo precies als bekend: 2024, juni 2024 of 18-11-2024. Leeg: niet bekend."
CLASHED = "Dit botst met iets dat een ander net heeft opgeslagen. Kijk het na en sla nog eens op."


def choice_label(row: models.Model) -> str:
    """How a row reads where one chooses it: its admin knows what tells it from its namesakes."""
    model_admin = _directory_admin(type(row))
    return model_admin.choice_label(row) if model_admin else str(row)


def _directory_admin(model: type[models.Model]) -> "DirectoryAdmin | None":
    if not admin.site.is_registered(model):
        return None
    model_admin = admin.site.get_model_admin(model)
    return model_admin if isinstance(model_admin, DirectoryAdmin) else None


class ChoiceByLabel(forms.ModelChoiceField):
    def label_from_instance(self, obj: models.Model) -> str:
        return choice_label(obj)

    def remember(self, name: str, row: models.Model, asked: dict[str, list[Any]]) -> None:
        """Below a form of many rows: what is at hand is not asked again for each of them."""
        widget = getattr(self.widget, "widget", self.widget)
        if not isinstance(widget, KeyedAutocomplete):
            if name not in asked:
                asked[name] = list(cast(Any, self.choices))
            self.choices = asked[name]
        elif name in row._state.fields_cache and (chosen := getattr(row, name)):
            widget.known = {str(chosen.pk): choice_label(chosen)}


class KeyedAutocomplete(AutocompleteSelect):
    """Shows the chosen row; what is no key at all is left out instead of looked up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}  # labels by key

    @property
    def media(self) -> forms.Media:
        django: Any = super().media
        # In one list, so that ours stays behind what it needs.
        return forms.Media(css=django._css, js=[*django._js, "js/autocomplete_names.js"])

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        keys = [one for one in value if _is_key(one)]
        if not keys or keys[0] not in self.known:
            return super().optgroups(name, keys, attrs)
        nothing = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, keys[0], self.known[keys[0]], True, len(nothing))
        return [(None, [*nothing, chosen], 0)]


def _is_key(value: object) -> bool:
    return re.fullmatch(r"[0-9]{1,18}", str(value)) is not None


class DirectoryFields(BaseModelAdmin):
    """Form fields as an editor needs them, in forms and in the rows below them."""

    formfield_overrides = {
        models.PositiveSmallIntegerField: {
            "max_value": SMALL_INTEGER_MAX,
            "widget": AdminIntegerFieldWidget,
        },
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
    }

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **as_typed(db_field), **kwargs)
        if field is None:
            return None
        field.help_text = help_for(db_field) or field.help_text
        if isinstance(db_field, RichTextField):
            edit_as_rich_text(field)
        elif isinstance(db_field, PartialDateField):
            field.help_text = field.help_text or HOW_PRECISE
        elif (db_field.max_length or 0) >= A_FEW_SENTENCES and not db_field.choices:
            field.widget = AdminTextareaWidget(attrs={"rows": 3, "maxlength": db_field.max_length})
        elif isinstance(db_field, models.SlugField):
            field.label = "Adres van de pagina"
        elif db_field.name == "source" and source_is_required(db_field.model):
            field.required = True
            field.error_messages["required"] = "Noem de bron: zonder bron komt dit niet op de site."
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", ChoiceByLabel)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeyedAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """Offer what the list of that model shows, loaded with what its label says."""
        related = _directory_admin(db_field.related_model)
        if related is None:
            return super().get_field_queryset(db, db_field, request)
        return related.get_queryset(request)


def source_is_required(model: type[models.Model]) -> bool:
    return any(
        isinstance(constraint, models.CheckConstraint) and constraint.condition == ~Q(source="")
        for constraint in model._meta.constraints
    )


class ThroughTheDoor(admin.ModelAdmin):
    """Every POST is one change: checks that lock, the row, the rows below it, and the log.

    What was sent by someone who is logged out comes back into the form, and is not saved.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        context = {
            "given_to": given_to(cast(User, request.user)),
            "is_unsaved": is_unsaved(request),
            **(extra_context or {}),
        }
        view = super().changeform_view
        return through_the_door(view, request, object_id, form_url, context)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        return type(form.__name__, (NotToSave, form), {}) if is_unsaved(request) else form

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What the site keeps by itself, as previews, goes along with what it is of."""
        *found, needed, protected = super().get_deleted_objects(objs, request)
        kept = {
            model._meta.verbose_name
            for model, model_admin in self.admin_site._registry.items()
            if isinstance(model_admin, ReadOnlyAdmin)
        }
        return *found, needed - kept, protected

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return through_the_door(super().delete_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return through_the_door(super().changelist_view, request, *args, **kwargs)


def through_the_door(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    if request.method != "POST":
        return view(request, *args, **kwargs)
    with changing():
        return view(request, *args, **kwargs)


class DirectoryForm(AsksAboutFarYears, ScopedForm):
    """A form that can be asked again after saving it was refused."""

    refused: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused:
            self.add_error(None, self.refused)
        return cleaned


class DirectoryAdmin(
    HistoryPages, RichTextAsItReads, ScopedAdmin, DirectoryFields, ThroughTheDoor, OptimisticLock
):
    """An admin of public data.

    Forms and formsets check what they can. What only shows itself while saving (a clash between
    rows of two kinds, another editor who was a moment earlier) undoes the whole change and gives
    the form back as it was sent, with the reason.
    """

    form = DirectoryForm
    list_select_related: ClassVar[list[str]] = []
    list_per_page = 50
    empty_value_display = "–"
    save_on_top = True

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (ValidationError, IntegrityError) as refusal:
            request.refused = _reasons(refusal)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)  # a class made for this request
        form.refused = getattr(request, "refused", [])
        form.rights = rights_of(request)
        return form

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Never offer to filter by what the user may not see."""
        return [
            (one, ScopedRelatedFilter) if self._is_relation(one) else one
            for one in super().get_list_filter(request)
        ]

    def _is_relation(self, name: Any) -> bool:
        return name in [field.name for field in self.model._meta.fields if field.is_relation]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        # Without a name select_related() would load everything.
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def choice_label(self, row: Any) -> str:
        return str(row)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search for the words as typed and as folded, for names are stored in both ways."""
        typed, folded = search_term.strip(), fold(search_term)
        if typed and not folded:
            return queryset.none(), False
        found, double = super().get_search_results(request, queryset, folded)
        if typed.casefold() != folded:
            as_typed, double_as_typed = super().get_search_results(request, queryset, typed)
            found, double = found | as_typed, double or double_as_typed
        return found, double


def _reasons(refusal: ValidationError | IntegrityError) -> list[str]:
    if isinstance(refusal, IntegrityError):
        return [CLASHED]
    if not hasattr(refusal, "error_dict"):
        return refusal.messages
    return [
        text if field == NON_FIELD_ERRORS else f"{field}: {text}"
        for field, texts in refusal.message_dict.items()
        for text in texts
    ]


class NamedAdmin(PreviewPages, DirectoryAdmin):
    """Something with a name and a page."""

    search_fields: ClassVar[list[str]] = ["folded_name"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Who sets no address gets one made from the name; later it stays as it is."""
        if not obj.slug:
            obj.slug = obj.free_slug()
        super().save_model(request, obj, form, change)

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """The page as it is stored; none for a draft, or for what belongs to one."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        rows: Any = type(obj)._default_manager
        shown = rows.published(on=today()) if hasattr(rows, "published") else rows.all()
        stored = shown.filter(pk=obj.pk).first()
        return stored.get_absolute_url() if stored else None


class ReadOnlyAdmin(NationalOnly, admin.ModelAdmin):
    """What the site keeps by itself: to look at, not to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DirectoryInline(ScopedInline, DirectoryFields, admin.options.InlineModelAdmin):
    """Rows below a form, closed until one needs them."""

    form = AsksAboutFarYears
    formset = DirectoryFormSet
    extra = 0
    classes = ["collapse"]
    max_num = MOST_ROWS
    select_related: ClassVar[list[str]] = []

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows


class StackedRows(DirectoryInline, admin.StackedInline):
    """Each row a line that opens: a table of fields does not fit a phone."""

    template = "admin/edit_inline/rows.html"

    def row_title(self, row: Any) -> str:
        """What the line says of a row while it is closed."""
        return str(row)

    def row_note(self, row: Any) -> str:
        return ""

    def none_yet(self, parent: Any) -> str:
        """What stands in the place of rows where there are none."""
        return "Nog niets opgegeven."

    def is_past(self, row: Any, day: date) -> bool:
        return isinstance(row, Participation) and row.is_former(day)


# For the fieldsets: what most models have, under the same headings.
PUBLICATION: tuple[str, Any] = ("Op de site", {"fields": ["published_from", "is_example"]})
SOURCE: tuple[str, Any] = ("Bron", {"fields": ["source", "source_url"]})
POINT: tuple[str, Any] = (
    "Op de kaart",
    {"fields": [("latitude", "longitude")], "description": "In graden, WGS84. Beide of geen."},
)
