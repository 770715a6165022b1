"""A row of a file, checked as the admin would check it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from pactdir.importing.run import Run

# A cell that a spreadsheet would run.
FORMULA = ("=", "@", "+", "\t")
SAVE_AS_UTF_8 = "Bewaar het bestand als “CSV UTF-8” en kijk of de namen kloppen."
# What is not seen on a page and makes two names differ or read otherwise: control characters,
# spaces without width, and what turns the direction of reading about.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
# What stands in a name when a file was read in another encoding than it was written in: "Frysl‰n",
# "FryslÃ¢n", "Fryslƒn". No Dutch name holds these letters, nor an opening quote or a dash between
# two letters; "œ" is only French: "Sacré-Cœur".
NOT_OF_A_NAME = re.compile(r"[ŠšŽžŸƒÃÕÐÞ]|œ(?!u)|(?<=[^\W\d_])[‘“”„—](?=[^\W\d_])", re.UNICODE)
OF_A_NAME = re.compile(r"[\w\s.,:;!?'’‘“”„\"´`()/\\&+@#*|=²³–—-]")


class RowForm(forms.ModelForm):
    """A row of a file, checked as the admin would; what only the database knows is left to it.

    Whether a row is unique is looked at for all rows at once, for asking it of the database row by
    row takes longer than all the rest.
    """

    names: ClassVar[tuple[str, ...]] = ("name",)  # the fields that hold a name

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
            if text := _wrong_in(value) or (name in self.names and _wrong_in_name(value)):
                self.add_error(name, text)
        north, east = (self.cleaned_data.get(name) or 0 for name in ("latitude", "longitude"))
        if 3 < north < 8 and 50 < east < 54:
            self.add_error("latitude", "Breedte en lengte staan andersom.")
            del self.cleaned_data["longitude"]  # that one sentence is enough
        return self.cleaned_data

    def municipality_of(self, code: str) -> Any:
        """The municipality with that code. Raises ValidationError where none is known."""
        if (found := self.run.municipalities.get(code)) is None:
            raise ValidationError("Deze gemeente kennen we niet.")
        return found


def _wrong_in(text: str) -> str:
    """What is wrong with a text whatever it is of, in words; nothing where it may be right."""
    if text.startswith(FORMULA):
        return "Hier staat een formule in plaats van een tekst."
    if "\n" in text or "\r" in text:
        return "Deze cel loopt door op de volgende regel. Ontbreekt er een aanhalingsteken?"
    if found := UNSEEN.search(text):
        return f"Hier staat een teken dat je niet ziet (U+{ord(found[0]):04X})."
    if any(char.isdigit() and not char.isascii() for char in text):
        return "Hier staat een cijfer uit een ander schrift."
    return ""


def _wrong_in_name(name: str) -> str:
    """The character in a name that no Dutch name holds, in words."""
    found = NOT_OF_A_NAME.search(name)
    strange = found[0] if found else next((char for char in name if not _is_of_a_name(char)), "")
    if not strange:
        return ""
    return f"Het teken “{strange}” staat in geen Nederlandse naam. {SAVE_AS_UTF_8}"


def _is_of_a_name(char: str) -> bool:
    if not OF_A_NAME.fullmatch(char):
        return False
    return char.isascii() or not char.isalpha() or "LATIN" in unicodedata.name(char, "")
