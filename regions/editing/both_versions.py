"""One row in three versions: as it was shown, as it is stored now, and as someone sent it."""

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any, Self, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.forms import BoundField, CheckboxInput, ModelForm, Widget
from django.utils.text import capfirst

from regions.editing.sent_rows import is_key
from regions.fields.rich_text import RichTextField, clean
from regions.history.names import Names
from regions.history.words import FieldChange, differences_named, label_of, words_of

TAKEN_OVER = "Overgenomen in uw formulier."
BOTH = "U wijzigde dit allebei."
YOURS = "Alleen u wijzigde dit."
THEIRS = "De ander wijzigde dit."
DIFFERENT = "Dit verschilt."


@dataclass(frozen=True)
class TwoVersions:
    """What a field says in the database and in the form, and how that came."""

    label: str
    stored: str
    typed: str
    note: str

    @classmethod
    def as_shown(cls, change: FieldChange, note: str) -> Self:
        """Of what the sender left alone: as the form showed it."""
        return cls(capfirst(change.label), change.new_words, change.old_words, note)

    @property
    def was_shown(self) -> bool:
        return self.note in (TAKEN_OVER, THEIRS)


class SentRow:
    """A row of a form that was sent, beside what is stored of it.

    `shown` is that row as the form showed it when it was opened; None where nobody knows. A field
    that its sender left as it was takes over what is stored.
    """

    def __init__(
        self,
        form_class: type[ModelForm],
        data: Any,
        stored: Model,
        shown: Model | None,
        *,
        prefix: str | None = None,
        fixed: Collection[str] = (),
    ) -> None:
        self.data, self.stored, self.shown, self.fixed = data, stored, shown, fixed
        self._as_stored = form_class(instance=stored, prefix=prefix)
        sent = form_class(data, instance=stored, prefix=prefix)
        since_shown = form_class(data, instance=shown, prefix=prefix) if shown else sent
        self._touched = {bound.name for bound in self._fields(since_shown) if _is_other(bound)}
        self._kept = [
            bound
            for bound in self._fields(sent)
            if bound.name in self._touched and _is_other(bound)
        ]
        self.typed, self._unreadable = _as_typed(stored, self._kept)

    def _fields(self, form: ModelForm) -> Iterator[BoundField]:
        columns = {field.name for field in self.stored._meta.concrete_fields}
        return (bound for bound in form if bound.name in columns - {"id", *self.fixed})

    def rows(self) -> list[Model]:
        """All that names are needed for, to put it in words."""
        return [row for row in (self.shown, self.stored, self.typed) if row]

    def versions(self, names: Names) -> list[TwoVersions]:
        """Every field of which the database and the form differ, or did until it was taken over."""
        theirs = self._theirs(names)
        taken_over = [
            TwoVersions.as_shown(one, TAKEN_OVER)
            for name, one in theirs.items()
            if name not in self._touched
        ]
        return [self._two(bound, theirs, names) for bound in self._kept] + taken_over

    def _theirs(self, names: Names) -> dict[str, FieldChange]:
        if self.shown is None:
            return {}
        changes = differences_named(self.shown, self.stored, names)
        return {one.name: one for one in changes if one.name not in self.fixed}

    def _two(self, bound: BoundField, theirs: dict[str, FieldChange], names: Names) -> TwoVersions:
        field = _column(bound)
        typed = self._unreadable.get(bound.name) or words_of(field, self.typed, names)
        note = DIFFERENT if self.shown is None else BOTH if bound.name in theirs else YOURS
        return TwoVersions(
            capfirst(label_of(field)), words_of(field, self.stored, names), typed, note
        )

    @property
    def would_change_something(self) -> bool:
        return bool(self._kept) or any(self._to_take_over())

    def _to_take_over(self) -> Iterator[BoundField]:
        """The fields of the form in which its sender would put back what was there before."""
        for bound in self._fields(self._as_stored):
            if self.shown is None or bound.name in self._touched:
                continue
            column = _column(bound).attname
            if getattr(self.shown, column) != getattr(self.stored, column):
                yield bound

    def take_over(self) -> None:
        """Put what is stored into the form where its sender typed nothing else."""
        for bound in self._to_take_over():
            put(self.data, bound)
        for bound in self._fields(self._as_stored):
            if bound.field.show_hidden_initial:
                self.data.setlist(bound.html_initial_name, _as_sent(bound))


def _as_typed(stored: Model, kept: list[BoundField]) -> tuple[Model, dict[str, str]]:
    """The row as it would be stored, and as it was typed what cannot be read."""
    typed, unreadable = copy(stored), {}
    for bound in kept:
        try:
            setattr(typed, _column(bound).attname, _value(bound))
        except (ValidationError, ValueError):
            unreadable[bound.name] = str(bound.data)
    return typed, unreadable


def _value(bound: BoundField) -> Any:
    """What was typed; of another row its key, for its name is looked up with all others."""
    if not _column(bound).is_relation:
        return bound.field.clean(bound.data)
    if bound.data and not is_key(bound.data):
        raise ValueError(f"{bound.data!r} is no key")
    return int(bound.data) if bound.data else None


def _is_other(bound: BoundField) -> bool:
    """Whether what was sent is other than what the form's row says."""
    initial, sent = (_normal(value, _column(bound)) for value in (bound.initial, bound.data))
    return bound.field.has_changed(initial, sent)


def _normal(value: Any, field: Field) -> Any:
    """Browsers end lines in a way of their own, and an editor of rich text adds what is cleaned."""
    if not isinstance(value, str):
        return value
    one_way = value.replace("\r\n", "\n")
    return clean(one_way) if isinstance(field, RichTextField) else one_way


def _column(bound: BoundField) -> Any:
    return bound.form._meta.model._meta.get_field(bound.name)  # type: ignore[attr-defined]


def put(data: Any, bound: BoundField) -> None:
    """Put into sent data what a browser sends of a field as it is stored."""
    if values := _as_sent(bound):
        data.setlist(bound.html_name, values)
    else:
        data.pop(bound.html_name, None)


def _as_sent(bound: BoundField) -> list[str]:
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, CheckboxInput):
        return ["on"] if value else []
    shown = cast(Widget, getattr(widget, "widget", widget)).format_value(value)
    if isinstance(shown, list | tuple):
        return [str(one) for one in shown]
    return [] if shown is None else [str(shown)]
