"""What every page of the admin shares: the door, Dutch fields, search that forgives accents."""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminIntegerFieldWidget,
    AdminTextareaWidget,
    AdminURLFieldWidget,
    AutocompleteSelect,
)
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from regions.admin_rows import DirectoryFormSet, ParticipationFormSet
from regions.changing import changing
from regions.clock import today
from regions.directory import Publishable
from regions.folding import fold
from regions.partial_date import PartialDateField
from regions.richtext import TAGS, RichTextField

SMALL_INTEGER_MAX = 32_767  # PostgreSQL's; SQLite would take more
A_FEW_SENTENCES = 300  # characters: more than fits in one line
ONE_LINE = (forms.TextInput, forms.URLInput)
HOW_PRECISE = "Zo precies als bekend: 2024, juni 2024 of 18-11-2024. Leeg: niet bekend."
KEPT_HTML = f"HTML mag. Dit blijft staan: {', '.join(sorted(TAGS))}; al het andere gaat eruit."
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


class KeyedAutocomplete(AutocompleteSelect):
    """Shows the chosen row; what is no key at all is left out instead of looked up."""

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if _is_key(one)], attrs)


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
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(db_field, RichTextField):
            field.help_text = f"{field.help_text} {KEPT_HTML}".strip()
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
    """Every POST is one change: checks that lock, the row, the rows below it, and the log."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _through_the_door(super().changeform_view, request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _through_the_door(super().delete_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _through_the_door(super().changelist_view, request, *args, **kwargs)


def _through_the_door(
    view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    if request.method != "POST":
        return view(request, *args, **kwargs)
    with changing():
        return view(request, *args, **kwargs)


class DirectoryForm(forms.ModelForm):
    """A form that can be asked again after saving it was refused."""

    refused: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refused:
            self.add_error(None, self.refused)
        return cleaned


class DirectoryAdmin(DirectoryFields, ThroughTheDoor):
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
        form.refused = getattr(request, "refused", [])  # type: ignore[attr-defined]
        return form

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        # Without a name select_related() would load everything.
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Refuse in the address what PostgreSQL cannot look up."""
        return "\0" not in str(value) and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

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


class NamedAdmin(DirectoryAdmin):
    """Something with a name and a page."""

    search_fields: ClassVar[list[str]] = ["folded_name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """The page as it is stored; none for a draft, or for what belongs to one."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        rows: Any = type(obj)._default_manager
        shown = rows.published(on=today()) if isinstance(obj, Publishable) else rows.all()
        stored = shown.filter(pk=obj.pk).first()
        return stored.get_absolute_url() if stored else None


class ReadOnlyAdmin(admin.ModelAdmin):
    """What the site keeps by itself: to look at, not to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DirectoryInline(DirectoryFields, admin.options.InlineModelAdmin):
    """Rows below a form, closed until one needs them."""

    formset = DirectoryFormSet
    extra = 0
    classes = ["collapse"]
    select_related: ClassVar[list[str]] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(*self.select_related) if self.select_related else rows


class TabularRows(DirectoryInline, admin.TabularInline):
    """Rows in a table, narrow enough to stand beside the menu."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, forms.Textarea):
            widget.attrs |= {"class": "", "rows": 2, "cols": 24}
        elif isinstance(widget, ONE_LINE) and not isinstance(db_field, models.DateField):
            widget.attrs |= {"class": "", "size": 16}
        return field


class StackedRows(DirectoryInline, admin.StackedInline):
    pass


class ParticipationRows(TabularRows):
    """Participations, below their region or below their member."""

    formset = ParticipationFormSet


# For the fieldsets: what most models have, under the same headings.
PUBLICATION: tuple[str, Any] = ("Op de site", {"fields": ["published_from", "is_example"]})
SOURCE: tuple[str, Any] = ("Bron", {"fields": ["source", "source_url"]})
POINT: tuple[str, Any] = (
    "Op de kaart",
    {"fields": [("latitude", "longitude")], "description": "In graden, WGS84. Beide of geen."},
)
