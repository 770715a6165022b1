"""Fieldsets that most models share, and the fields hidden from some users."""

from collections.abc import Callable, Container
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html

from regions.assigned_rights import rights_of
from regions.editing.composed import Part
from regions.fields.rich_text import RichTextField
from regions.history.fields import withheld_fields
from regions.templatetags.words import richtext

PUBLICATION: tuple[str, Any] = ("Op de site", {"fields": ["published_from", "is_example"]})
SOURCE: tuple[str, Any] = ("Bron", {"fields": ["source", "source_url"]})
POINT: tuple[str, Any] = (
    "Op de kaart",
    {"fields": [("latitude", "longitude")], "description": "In graden, WGS84. Beide of geen."},
)


class NationalFields(Part):
    """Hides from leaders the fields that only national editors may set."""

    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        if rights_of(request).is_national:
            return fieldsets
        return without_fields(fieldsets, self.model_admin.national_fields)  # type: ignore[attr-defined]


class WithheldFields(Part):
    """Hides personal data that is not public in a row that all regions may read."""

    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        withheld = withheld_fields(self.model, rights_of(request), row)
        return without_fields(fieldsets, withheld) if withheld else fieldsets


class ReadOnlyForm(Part):
    """Shows rich text formatted and without instructions to users who may only read a row."""

    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        if row is None or self.model_admin.has_change_permission(request, row):
            return fieldsets
        formatted = {
            field.name: _formatted(field)
            for field in self.model._meta.fields
            if isinstance(field, RichTextField)
        }
        return [
            (
                title,
                {
                    **options,
                    "fields": _replace(options["fields"], formatted),
                    "description": "",
                },
            )
            for title, options in fieldsets
        ]


def without_fields(fieldsets: Any, names: Container[str]) -> list[Any]:
    remaining_fieldsets = [
        (title, {**options, "fields": remaining_fields(options["fields"], names)})
        for title, options in fieldsets
    ]
    return [fieldset for fieldset in remaining_fieldsets if fieldset[1]["fields"]]


def remaining_fields(fields: Any, names: Container[str]) -> list[Any]:
    """`fields` is as in a fieldset, where a tuple is one line of the form."""
    lines = [
        tuple(remaining_fields(line, names)) if isinstance(line, tuple | list) else line
        for line in fields
        if isinstance(line, tuple | list) or line not in names
    ]
    return [line for line in lines if line != ()]


def _replace(fields: Any, replacements: dict[str, Any]) -> list[Any]:
    return [
        tuple(_replace(line, replacements))
        if isinstance(line, tuple | list)
        else replacements.get(line, line)
        for line in fields
    ]


def _formatted(field: RichTextField) -> Callable[[models.Model], str]:
    def formatted(row: models.Model) -> str:
        text = richtext(field.value_from_object(row))
        return format_html('<div class="rich-text__read">{}</div>', text) if text else "–"

    formatted.__name__ = field.name
    formatted.short_description = field.verbose_name  # type: ignore[attr-defined]
    return formatted
