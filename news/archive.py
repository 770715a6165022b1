"""A list narrowed to one year, by a plain link: "?jaar=2021"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django import forms
from django.http import QueryDict

NAME = "jaar"


class YearForm(forms.Form):
    """What may stand in the address. Spelled in one way only: no "02021"."""

    jaar = forms.ChoiceField(required=False)


class Archive:
    """The years there is something from, the latest first, and the one that was asked for.

    A year without anything, or what is none at all, narrows nothing; `ignored` says so.
    """

    def __init__(self, asked: QueryDict, years: Iterable[int]) -> None:
        self.years = sorted(set(years), reverse=True)
        self._asked = asked

    @cached_property
    def form(self) -> YearForm:
        form = YearForm({NAME: self._asked.get(NAME, "")})
        form.fields[NAME] = forms.ChoiceField(
            required=False, choices=[(str(year), str(year)) for year in self.years]
        )
        form.full_clean()
        return form

    @property
    def year(self) -> int | None:
        asked = self.form.cleaned_data.get(NAME)
        return int(asked) if asked else None

    @property
    def ignored(self) -> bool:
        return bool(self.form.errors)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What counts of it in the address of this page."""
        return [(NAME, str(self.year))] if self.year else []

    @property
    def chosen_by_facet(self) -> list[tuple[str, list[str]]]:
        """For the title of the page."""
        return [("Jaar", [str(self.year)])] if self.year else []
