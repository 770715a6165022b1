"""Words that stand in one field of one row and nowhere else, so that an answer betrays itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from django.db import models

from regions.directory import DirectoryModel
from regions.fields.rich_text import RichTextField

# A mark survives escaping, folding, slugs and addresses: small letters and digits.
FOREIGN, OWN, SENT = "qzx", "qzo", "qzy"
FOREIGN_MARK = re.compile(rf"{FOREIGN}\d{{4}}{FOREIGN}", re.IGNORECASE)
UNIQUE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
A_DAY = date(2031, 5, 20)
TEXTS = (models.CharField, models.TextField, models.JSONField)


@dataclass
class Marks:
    """Hands out marks, and knows where each was put."""

    kind: str
    places: dict[str, str] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)  # what is one of a kind by itself

    def new(self, place: str) -> str:
        mark = f"{self.kind}{len(self.places):04}{self.kind}"
        self.places[mark] = place
        return mark

    def found_in(self, text: str) -> set[str]:
        """Where the marks in this text were put."""
        marks = {self.places.get(mark.lower(), mark) for mark in FOREIGN_MARK.findall(text)}
        return marks | {self.exact[one] for one in set(UNIQUE.findall(text)) & self.exact.keys()}


def as_sent(value: str) -> str:
    """What a leader sends is not taken for what the site tells."""
    return value.replace(FOREIGN, SENT)


def marked_texts(row: models.Model, marks: Marks) -> dict[str, Any]:
    """A text of its own for every field of this row that takes one."""
    return {
        one.name: _around(one, marks.new(f"{row._meta.label} {row.pk} {one.name}"))
        for one in row._meta.concrete_fields
        if isinstance(one, TEXTS) and not one.choices and one.name not in _derived(row)
    }


def _around(one: models.Field, mark: str) -> Any:
    shapes: list[tuple[type, Callable[[str], Any]]] = [
        (models.JSONField, lambda text: {"tekst": text}),
        (RichTextField, "<p>{}</p>".format),
        (models.EmailField, "{}@example.org".format),
        (models.URLField, "https://example.org/{}".format),
    ]
    if one.name == "words":  # that mean the same: at least two
        return f"{mark}; woord"
    return next((shape(mark) for kind, shape in shapes if isinstance(one, kind)), mark)


def _derived(row: models.Model) -> tuple[str, ...]:
    return getattr(row, "derived_fields", ())


def plain_value(one: models.Field) -> Any:
    """A value for a field that must have one and takes no text."""
    if one.choices:
        return one.choices[0][0]
    values: list[tuple[type, Any]] = [
        (models.BooleanField, False),
        (models.DateTimeField, datetime(2031, 5, 20, tzinfo=UTC)),
        (models.DateField, A_DAY),
        (models.TimeField, time(9)),
        (models.UUIDField, uuid4()),
        (models.IntegerField, 1),
        (models.DecimalField, 1),
        (models.FloatField, 1.0),
    ]
    for kind, value in values:
        if isinstance(one, kind):
            return value
    raise AssertionError(f"Say in marks.py what {one} may hold: {type(one).__name__}")


def needs_value(one: models.Field) -> bool:
    made_by_itself = getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False)
    return not (one.null or one.has_default() or made_by_itself or one.primary_key)


def is_shared(model: type[models.Model]) -> bool:
    return issubclass(model, DirectoryModel) and model.is_shared
