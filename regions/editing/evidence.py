"""Inline rows of evidence, in the form of a goal, or of the article or event used as evidence."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.editing.base import RegionScopedAdmin
from regions.editing.form_fields import choice_label
from regions.editing.formsets import DirectoryFormSet
from regions.editing.stacked_rows import StackedRows
from regions.models import Evidence, Goal


class EvidenceAdmin(RegionScopedAdmin):
    """Only for history, restoring and deleting; evidence is added in the form of its goal, article
    or event.
    """

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(
            request, {"has_add_permission": False, **(extra_context or {})}
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)


class EvidenceFormSet(DirectoryFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if deletes := form.fields.get("DELETE"):
            deletes.label = "Ontkoppelen"
        if index is None or index >= self.initial_form_count():
            # A new row that is left empty is not saved, so nothing in it is required.
            for field in form.fields.values():
                field.required = False


class EvidenceRows(StackedRows):
    """Offers only rows of the region of the form's row; a subclass sets the model.

    Evidence for a public goal is visible at once, so only leaders can add it.
    """

    only_leaders = True
    formset = EvidenceFormSet
    # Not collapsed, with an empty row, so that a user only has to choose and save.
    classes = []
    choice_label_relations: ClassVar[list[str]] = []  # relations that the label needs

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.parent_model is not Goal:
            self.verbose_name, self.verbose_name_plural = "doel", "Bewijs voor deze doelen"

    @property
    def chosen_field(self) -> str:
        model: type[Evidence] = self.model
        return model.evidence_field if self.parent_model is Goal else "goal"

    def choices_of(self, rows: QuerySet, regions: Any) -> QuerySet:
        return rows.filter(region__in=regions)

    def row_title(self, row: Any) -> str:
        return choice_label(getattr(row, self.chosen_field))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [self.chosen_field]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        label_relations = [f"{self.chosen_field}__{name}" for name in self._relations_of_label()]
        return (
            super()
            .get_queryset(request)
            .select_related(self.chosen_field, "goal", *label_relations)
        )

    def _relations_of_label(self) -> list[str]:
        return self.choice_label_relations if self.parent_model is Goal else ["region"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get(self.chosen_field)  # missing if read-only
        rights = rights_of(request)
        if field is not None and obj is not None:
            field.queryset = self.choices_of(field.queryset, [obj.region_id])
        elif field is not None and not rights.is_national:
            field.queryset = self.choices_of(field.queryset, rights.leads)
        return formset

    def _shares_owner_with_parent(self) -> bool:
        # A goal or its evidence; both are owned by the same region.
        return True
