"""Formsets of the admin, which compare rows with each other and keep input in an edit conflict."""

from itertools import combinations
from typing import Any

from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property

from regions.editing.form_fields import ChoiceByLabel
from regions.editing.formset_data import KEY, FormsetData
from regions.models import Participation

DELETED_BY_OTHERS = (
    "Deze rij is intussen door iemand anders verwijderd. "
    "Sla nog eens op om hem toch te bewaren, of verwijder hem."
)


class DirectoryFormSet(BaseInlineFormSet):
    """Inline rows of one model and one parent.

    A row that another user deleted after the form was opened is shown again as a new row, with a
    message. Django would lose the input.
    """

    data: Any  # the admin passes a copy that may be modified
    prefix: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._choices: dict[str, list[Any]] = {}  # by field, shared by all rows
        super().__init__(*args, **kwargs)
        self.deleted_by_others = range(0)
        if self.is_bound:
            self._rows_as_sent = self._put_deleted_rows_last()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        # With Django's own queryset an error would reveal keys of rows in other regions.
        form.fields[KEY].queryset = self.queryset
        for name, field in form.fields.items():
            if isinstance(field, ChoiceByLabel):
                field.share_choices(name, form.instance, self._choices)

    @cached_property
    def empty_form(self) -> Any:
        # Cached, because a page uses it four times and Django would build it each time.
        return super().empty_form

    def get_queryset(self) -> Any:
        # Return rows in the submitted order, since the admin pairs them by position.
        return self._rows_as_sent if self.is_bound else super().get_queryset()

    def _put_deleted_rows_last(self) -> list[Model]:
        stored = {row.pk: row for row in super().get_queryset()}
        submitted = FormsetData(self.data, self.prefix)
        keys = submitted.keys()
        remaining = [number for number, key in enumerate(keys) if key in stored]
        missing = [number for number, key in enumerate(keys) if key not in stored]
        if missing:
            self.deleted_by_others = range(len(remaining), len(keys))
            submitted.reorder(remaining, [*missing, *range(submitted.initial, submitted.total)])
            submitted.drop(KEY, self.deleted_by_others)
        return [stored[key] for key in keys if key in stored]

    def clean(self) -> None:
        super().clean()
        for number in self.deleted_by_others:
            if not _is_to_be_deleted(self.forms[number]):
                self.forms[number].add_error(None, DELETED_BY_OTHERS)

    def rows_to_keep(self) -> list[ModelForm]:
        return [
            form
            for form in self.forms
            if not form.errors
            and not _is_to_be_deleted(form)
            and (form.has_changed() or not form.instance._state.adding)
        ]


def _is_to_be_deleted(form: ModelForm) -> bool:
    return bool(form.cleaned_data.get(DELETION_FIELD_NAME))


class ParticipationFormSet(DirectoryFormSet):
    """Inline participations of one region or one member.

    The model compares a row with stored rows only, so two new rows would clash during saving. They
    are compared here instead, before anything is saved.
    """

    def clean(self) -> None:
        super().clean()
        rows = self.rows_to_keep()
        for row in rows:
            self._reject_example_with_real(row)
        for earlier, later in combinations(rows, 2):
            if self._pair(earlier) == self._pair(later):
                self._reject_overlap(earlier, later)

    def _pair(self, form: ModelForm) -> tuple[Any, Any]:
        row: Participation = form.instance
        return row.region_id, getattr(row, f"{row.member_field}_id")

    def _reject_overlap(self, earlier: ModelForm, later: ModelForm) -> None:
        if earlier.instance.overlaps(later.instance):
            to_blame = later if later.has_changed() else earlier
            to_blame.add_error(None, "Deze deelnemer staat hier twee keer in dezelfde periode.")

    def _reject_example_with_real(self, form: ModelForm) -> None:
        row: Participation = form.instance
        if getattr(row, row.member_field).is_example != row.region.is_example:
            form.add_error(None, "Wat verzonnen is, doet alleen mee in de voorbeeldregio.")
