"""A row of a file that is only counted, validated cell by cell.

Building a bound ModelForm for each row takes most of the time of an import. These files have many
rows and few different values, so a value is validated once for all rows in which it occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.reading.row_form import text_error
from pactdir.importing.run import Run

MAX_VALUES = 50_000  # cached


class CellForm:
    """Has the interface that `read_rows` needs. The fields must not depend on the row."""

    fields: ClassVar[Mapping[str, forms.Field]]

    def __init__(self, cells: Mapping[str, str], run: Run) -> None:
        self.data, self.run = cells, run
        self.cleaned_data: dict[str, Any] = {}
        self.errors: dict[str, list[str]] = {}

    @property
    def instance(self) -> Any:
        # A counted row is not an object.
        return None

    def fields_of_row(self) -> Mapping[str, forms.Field]:
        return self.fields

    def is_valid(self) -> bool:
        for name, field in self.fields_of_row().items():
            self.check(name, partial(cleaned, field, self.data.get(name, "")))
        if not self.errors:
            self.clean()
        return not self.errors

    def check(self, name: str, clean: Callable[[], Any]) -> None:
        try:
            self.cleaned_data[name] = clean()
        except ValidationError as error:
            self.errors.setdefault(name, []).extend(error.messages)

    def clean(self) -> None:
        """Validate the cells against each other; called if each is valid."""


@lru_cache(maxsize=MAX_VALUES)
def cleaned(field: forms.Field, text: str) -> Any:
    """Raises ValidationError, which is not cached."""
    if error := text_error(text):
        raise ValidationError(error)
    return field.clean(text)
