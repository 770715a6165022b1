"""The rows below a form in the admin, checked against each other and kept through a conflict."""

import re
from itertools import combinations
from typing import Any

from django.db import models
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property

from regions.models import Participation

VANISHED = (
    "Deze rij is intussen door iemand anders verwijderd. "
    "Sla nog eens op om hem toch te bewaren, of verwijder hem."
)


class DirectoryFormSet(BaseInlineFormSet):
    """Rows of one kind, of one parent.

    A row that someone else deleted meanwhile comes back as a new one, with a message: Django
    would lose what was typed in it.
    """

    model: type[models.Model]
    prefix: str
    data: Any  # the admin hands on a copy of its own, made to be changed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._asked: dict[str, list[Any]] = {}  # choices by field, the same in every row
        super().__init__(*args, **kwargs)
        self.first_vanished = self.after_vanished = 0
        if self.is_bound and self.management_form.is_valid():
            self._put_vanished_last()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        # Of Django's own choice the error would tell which keys exist elsewhere.
        form.fields[self._key].queryset = self.queryset
        for name, field in form.fields.items():
            if hasattr(field, "remember"):
                field.remember(name, form.instance, self._asked)

    @cached_property
    def empty_form(self) -> Any:
        """The row that scripts copy; a page asks for it four times, and Django makes four."""
        return super().empty_form

    def _put_vanished_last(self) -> None:
        """Count as stored only the rows that still are, in the order they were sent."""
        stored = {str(row.pk): row for row in self.get_queryset()}
        rows = range(min(self.initial_form_count(), self.total_form_count()))
        sent = [self.data.get(f"{self.add_prefix(row)}-{self._key}", "") for row in rows]
        # The admin shows the stored rows beside the sent ones, and pairs them by position.
        self._queryset = [stored[key] for key in sent if key in stored]
        vanished = [row for row in rows if sent[row] not in stored]
        if vanished:
            self._renumber([row for row in rows if sent[row] in stored] + vanished)
            self.first_vanished = len(rows) - len(vanished)
            self.after_vanished = len(rows)
            self._forget_stored(vanished)

    @property
    def _key(self) -> str:
        return str(self.model._meta.pk.name)

    def _renumber(self, order: list[int]) -> None:
        place_of = {str(old): new for new, old in enumerate(order)}
        field = re.compile(
            rf"(?P<of>(initial-)?{re.escape(self.prefix)}-)(?P<row>\d+)(?P<rest>-.+)"
        )
        moved = {}
        for name in list(self.data):
            match = field.fullmatch(name)
            if match and match["row"] in place_of:
                new_name = f"{match['of']}{place_of[match['row']]}{match['rest']}"
                moved[new_name] = self.data.getlist(name)
                del self.data[name]
        for name, values in moved.items():
            self.data.setlist(name, values)

    def _forget_stored(self, vanished: list[int]) -> None:
        for row in range(self.first_vanished, self.after_vanished):
            self.data.pop(f"{self.add_prefix(row)}-{self._key}", None)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(self.first_vanished)
        del self.management_form

    def clean(self) -> None:
        super().clean()
        for form in self.forms[self.first_vanished : self.after_vanished]:
            if not _is_to_be_deleted(form):
                form.add_error(None, VANISHED)

    def rows_to_keep(self) -> list[ModelForm]:
        """The rows that are right by themselves and will be there when this is saved."""
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
    """Participations of one region or one member.

    Their model compares a row with what is stored; two new rows, or rows of a parent that is new
    itself, would clash only while saving. So they are compared here, before anything is saved.
    """

    def clean(self) -> None:
        super().clean()
        rows = self.rows_to_keep()
        for row in rows:
            self._refuse_example_beside_real(row)
        for earlier, later in combinations(rows, 2):
            if self._pair(earlier) == self._pair(later):
                self._refuse_overlap(earlier, later)

    def _pair(self, form: ModelForm) -> tuple[Any, Any]:
        row: Participation = form.instance
        return row.region_id, getattr(row, f"{row.member_field}_id")

    def _refuse_overlap(self, earlier: ModelForm, later: ModelForm) -> None:
        if earlier.instance.overlaps(later.instance):
            to_blame = later if later.has_changed() else earlier
            to_blame.add_error(None, "Deze deelnemer staat hier twee keer in dezelfde periode.")

    def _refuse_example_beside_real(self, form: ModelForm) -> None:
        row: Participation = form.instance
        if getattr(row, row.member_field).is_example != row.region.is_example:
            form.add_error(None, "Wat verzonnen is, doet alleen mee in de voorbeeldregio.")
