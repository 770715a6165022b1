"""A row of a file, validated like a form in the admin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.run import Run

# A spreadsheet would evaluate a cell that begins with one of these.
FORMULA_PREFIXES = ("=", "@", "+", "\t")
SAVE_AS_UTF_8 = "Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen."
# Invisible on a page, but makes names differ or read in another order: control characters,
# zero-width spaces, bidirectional overrides.
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
# Traces of a wrong encoding: "Frysl‰n", "FryslÃ¢n", "Fryslƒn". No Dutch name has these letters, nor
# an opening quote or a dash between two letters; "œ" occurs in French only: "Sacré-Cœur".
NEVER_IN_A_NAME = re.compile(r"[ŠšŽžŸƒÃÕÐÞ]|œ(?!u)|(?<=[^\W\d_])[‘“”„—](?=[^\W\d_])", re.UNICODE)
ALLOWED_IN_A_NAME = re.compile(r"[\w\s.,:;!?'’‘“”„\"´`()/\\&+@#*|=²³–—-]")


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
            if text := text_error(value) or (name in self.name_fields and _name_error(value)):
                self.add_error(name, text)
        north, east = (self.cleaned_data.get(name) or 0 for name in ("latitude", "longitude"))
        if 3 < north < 8 and 50 < east < 54:
            self.add_error("latitude", "Breedte en lengte staan andersom.")
            del self.cleaned_data["longitude"]  # so that there is one message for both
        return self.cleaned_data

    def municipality_of(self, code: str) -> Any:
        """Raises ValidationError for an unknown CBS code."""
        if (municipality := self.run.municipalities.get(code)) is None:
            raise ValidationError("Deze gemeente kennen we niet.")
        return municipality


def text_error(text: str) -> str:
    if text.startswith(FORMULA_PREFIXES):
        return "Hier staat een formule in plaats van een tekst."
    if "\n" in text or "\r" in text:
        return "Deze cel loopt door op de volgende regel. Ontbreekt er een aanhalingsteken?"
    if invisible := INVISIBLE.search(text):
        return f"Hier staat een teken dat je niet ziet (U+{ord(invisible[0]):04X})."
    if any(char.isdigit() and not char.isascii() for char in text):
        return "Hier staat een cijfer uit een ander schrift."
    return ""


def _name_error(name: str) -> str:
    match = NEVER_IN_A_NAME.search(name)
    strange = (
        match[0] if match else next((char for char in name if not _may_be_in_a_name(char)), "")
    )
    if not strange:
        return ""
    return f"Het teken “{strange}” staat in geen Nederlandse naam. {SAVE_AS_UTF_8}"


def _may_be_in_a_name(char: str) -> bool:
    if not ALLOWED_IN_A_NAME.fullmatch(char):
        return False
    return char.isascii() or not char.isalpha() or "LATIN" in unicodedata.name(char, "")
