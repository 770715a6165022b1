"""A row of a file, validated as a form in the admin would be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.reading.cells import full_municipality_code
from pactdir.importing.reading.letters import letter_error, name_error
from pactdir.importing.run import Run

# A spreadsheet would evaluate a cell that begins with one of these.
FORMULA_PREFIXES = ("=", "@", "+", "\t")
# Characters that are invisible on a page, but make names differ or reorder them: control
# characters, zero-width spaces, bidirectional overrides.
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class RowForm(forms.ModelForm):
    """Uniqueness is checked for all rows at once, since a query per row would be slow."""

    name_fields: ClassVar[tuple[str, ...]] = ("name",)  # fields that hold a name

    def __init__(self, cells: Mapping[str, str], run: Run) -> None:
        self.run = run
        super().__init__(data=cells)

    def validate_unique(self) -> None:
        pass

    def validate_constraints(self) -> None:
        pass

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            if not isinstance(value, str):
                continue
            if text := text_error(value) or (name in self.name_fields and name_error(value)):
                self.add_error(name, text)
        north, east = (self.cleaned_data.get(name) or 0 for name in ("latitude", "longitude"))
        if 3 < north < 8 and 50 < east < 54:
            self.add_error("latitude", "Breedte en lengte staan andersom.")
            del self.cleaned_data["longitude"]  # so that there is one message for both problems
        return self.cleaned_data

    def municipality_of(self, code: str) -> Any:
        """Raises ValidationError for an unknown CBS code, in any of its spellings."""
        if (municipality := self.run.municipalities.get(full_municipality_code(code))) is None:
            raise ValidationError("Deze gemeente kennen we niet.")
        return municipality


def text_error(text: str) -> str:
    if text.startswith(FORMULA_PREFIXES):
        return "Hier staat een formule in plaats van een tekst."
    if "\n" in text or "\r" in text:
        return "Deze cel loopt door op de volgende regel. Ontbreekt er een aanhalingsteken?"
    if invisible := INVISIBLE.search(text):
        return f"Hier staat een teken dat je niet ziet (U+{ord(invisible[0]):04X})."
    if any(char.isdecimal() and not char.isascii() for char in text):
        return "Hier staat een cijfer uit een ander schrift."
    return letter_error(text)
