"""Base classes of the admin: for rows of a region, and for models with a page."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.clock import today
from regions.directory import Publishable
from regions.editing.composed import ComposedAdmin, refusals
from regions.editing.conflict.optimistic_lock import OptimisticLock
from regions.editing.date_fields import ConfirmsUnlikelyYears
from regions.editing.deleted_pages import DeletedPages
from regions.editing.fieldsets import NationalFields, ReadOnlyForm, WithheldFields
from regions.editing.help import explanations
from regions.editing.history_pages import HistoryPages
from regions.editing.list_filters import ScopedRelatedFilter
from regions.editing.lookups import OfferedLookups
from regions.editing.options import ScopedOptions
from regions.editing.preview_button import PreviewButton
from regions.editing.restore_pages import RestorePages
from regions.editing.scope import KeepsChoices, ScopedForm, names_owner
from regions.editing.unsaved_input import RestoredInput
from regions.history.fields import withheld_fields
from regions.models import Picture
from regions.names.folding import fold


class DirectoryForm(KeepsChoices, ConfirmsUnlikelyYears, ScopedForm):
    """A form that can be shown again after the save was rejected."""

    refusals: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusals:
            self.add_error(None, self.refusals)
        return cleaned


class RegionScopedAdmin(ScopedOptions, OfferedLookups, ComposedAdmin):
    """Admin for national editors, and for the leaders and editors of a row's region."""

    form = DirectoryForm
    parts = [
        RestoredInput,
        NationalFields,
        WithheldFields,
        ReadOnlyForm,
        OptimisticLock,
        HistoryPages,
        RestorePages,
        DeletedPages,
    ]
    list_select_related: ClassVar[list[str]] = []
    list_per_page = 50
    empty_value_display = "–"
    save_on_top = True
    # Fields that only national editors may change or restore, though others can see them.
    fixed_fields: ClassVar[tuple[str, ...]] = ()
    # False for regions, which only national editors add and delete.
    leaders_add_and_delete: ClassVar[bool] = True

    def choice_label(self, row: Any) -> str:
        return str(row)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        # Without arguments select_related() would follow all relations.
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def get_list_display(self, request: HttpRequest) -> Any:
        return self._without_withheld(request, super().get_list_display(request))

    def get_search_fields(self, request: HttpRequest) -> Any:
        return self._without_withheld(request, super().get_search_fields(request))

    def _without_withheld(self, request: HttpRequest, names: Any) -> list[Any]:
        withheld = withheld_fields(self.model, rights_of(request))
        return [name for name in names if name not in withheld]

    def has_module_permission(self, request: HttpRequest) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_module_permission(request)
        return rights.open_admin and self.scope.is_known

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_view_permission(request, obj)
        return rights.open_admin and self.scope.is_known and (obj is None or rights.may_read(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_change_permission(request, obj)
        if obj is not None:
            return self.scope.is_owned and self.scope.may_write(rights, obj)
        return self.scope.may_write_somewhere(rights)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return super().has_delete_permission(request, obj)
        return self.leaders_add_and_delete and self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_add_permission(request)
        return self.leaders_add_and_delete and self.scope.may_write_somewhere(rights)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kwargs = {"help_texts": explanations(self.model), **kwargs}
        form = super().get_form(request, *args, **kwargs)  # a class created for this request
        form.refusals = refusals(request)
        form.rights = rights_of(request)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        rights = rights_of(request)
        if rights.is_national:
            return fields
        fields = [*fields, *self.fixed_fields]
        if rights.leads or not issubclass(self.model, Publishable):
            return fields
        return [*fields, "published_from"]

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        # Give leaders a plain select instead, which works without JavaScript: they have only a few
        # regions and pictures.
        fields = super().get_autocomplete_fields(request)
        if rights_of(request).is_national:
            return fields
        return [name for name in fields if not _has_few_choices(self.opts.get_field(name))]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        rights = rights_of(request)
        if not rights.is_national and self.scope.is_owned:
            regions = self.scope.regions(rights)
            for field in self.opts.fields:
                if names_owner(field) and len(regions) == 1:
                    initial.setdefault(field.name, str(*regions))
        return initial

    def get_list_filter(self, request: HttpRequest) -> Any:
        relations = {field.name for field in self.opts.fields if field.is_relation}
        return [
            (item, ScopedRelatedFilter) if item in relations else item
            for item in super().get_list_filter(request)
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        # Search for the words both as typed and folded, because some fields are stored folded.
        words, folded = search_term.strip(), fold(search_term)
        if words and not folded:
            return queryset.none(), False
        matches, may_repeat = super().get_search_results(request, queryset, folded)
        if words.casefold() != folded:
            other_matches, others_may_repeat = super().get_search_results(request, queryset, words)
            matches, may_repeat = matches | other_matches, may_repeat or others_may_repeat
        return matches, may_repeat


class NamedAdmin(RegionScopedAdmin):
    """Admin of a model with a name and a page."""

    parts = [*RegionScopedAdmin.parts, PreviewButton]
    search_fields: ClassVar[list[str]] = ["folded_name"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not obj.slug:
            obj.slug = obj.free_slug()
        super().save_model(request, obj, form, change)

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        rows: Any = type(obj)._default_manager
        published = rows.published(on=today()) if hasattr(rows, "published") else rows.all()
        published_row = published.filter(pk=obj.pk).first()
        return published_row.get_absolute_url() if published_row else None


def _has_few_choices(db_field: Any) -> bool:
    return names_owner(db_field) or db_field.related_model is Picture
