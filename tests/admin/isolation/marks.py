"""Unique words per field and row, to detect leaks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from django.db import models

from regions.directory import DirectoryModel
from regions.fields.rich_text import RichTextField

# Lower-case letters and digits survive escaping, folding, slugs and URLs.
FOREIGN, OWN, SENT = "qzx", "qzo", "qzy"
FOREIGN_MARK = re.compile(rf"{FOREIGN}\d{{4}}{FOREIGN}", re.IGNORECASE)
MARK_LENGTH = len(FOREIGN) * 2 + 4  # a postcode has no room for one
UNIQUE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
A_DAY = date(2031, 5, 20)
TEXTS = (models.CharField, models.TextField, models.JSONField)


@dataclass
class Marks:
    """Issues marks and records where each is used."""

    kind: str
    places: dict[str, str] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)  # values that are already unique

    def new(self, place: str) -> str:
        mark = f"{self.kind}{len(self.places):04}{self.kind}"
        self.places[mark] = place
        return mark

    def found_in(self, text: str) -> set[str]:
        marks = {self.places.get(mark.lower(), mark) for mark in FOREIGN_MARK.findall(text)}
        return marks | {self.exact[uuid] for uuid in set(UNIQUE.findall(text)) & self.exact.keys()}


def as_sent(value: str) -> str:
    """Replace the marks that a leader sent, so that echoing them does not count as a leak."""
    return value.replace(FOREIGN, SENT)


def marked_texts(row: models.Model, marks: Marks) -> dict[str, Any]:
    return {
        field.name: _around(field, marks.new(f"{row._meta.label} {row.pk} {field.name}"))
        for field in row._meta.concrete_fields
        if isinstance(field, TEXTS) and not field.choices and field.name not in _derived(row)
        if field.max_length is None or field.max_length >= MARK_LENGTH
    }


def _around(field: models.Field, mark: str) -> Any:
    shapes: list[tuple[type, Callable[[str], Any]]] = [
        (models.JSONField, lambda text: {"tekst": text}),
        (RichTextField, "<p>{}</p>".format),
        (models.EmailField, "{}@example.org".format),
        (models.URLField, "https://example.org/{}".format),
    ]
    if field.name == "words":  # synonyms: at least two
        return f"{mark}; woord"
    return next((shape(mark) for kind, shape in shapes if isinstance(field, kind)), mark)


def _derived(row: models.Model) -> tuple[str, ...]:
    return getattr(row, "derived_fields", ())


def plain_value(field: models.Field) -> Any:
    if field.choices:
        return field.choices[0][0]
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
        if isinstance(field, kind):
            return value
    raise AssertionError(f"Add a value for {field} to marks.py: {type(field).__name__}")


def needs_value(field: models.Field) -> bool:
    is_automatic = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return not (field.null or field.has_default() or is_automatic or field.primary_key)


def is_shared(model: type[models.Model]) -> bool:
    return issubclass(model, DirectoryModel) and model.is_shared
