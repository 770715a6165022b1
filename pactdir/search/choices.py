"""What the results can be narrowed by: kind, region, theme and year, with how much each gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from pactdir.models import EntryKind
from pactdir.search.candidates import Candidate, Catch, keys_in, open_in
from regions.facets import Option, ShownFacet
from regions.filtering import Chosen
from regions.folding import fold

KIND, REGION, THEME, YEAR = "soort", "regio", "thema", "jaar"
LABELS = {KIND: "Soort", REGION: "Techniekregio", THEME: "Thema", YEAR: "Jaar"}
KIND_LABELS = {
    EntryKind.REGION: "Techniekregio's",
    EntryKind.MUNICIPALITY: "Gemeenten",
    EntryKind.SCHOOL: "Scholen",
    EntryKind.THEME: "Thema's",
    EntryKind.PARTNER: "Partners",
    EntryKind.EVENT: "Agenda",
    EntryKind.ARTICLE: "Nieuws",
}

# (facet, key, slug, name, whether it is invented)
Label = tuple[str, int, str, str, bool]


class Choices:
    """OR within a facet, AND between them. A choice that does not exist narrows nothing."""

    def __init__(
        self, question: str, asked: QueryDict, all_found: Catch, on: date, labels: Iterable[Label]
    ) -> None:
        self.question, self.all, self.on = question, all_found, on
        self.keys: dict[str, dict[str, int]] = {REGION: {}, THEME: {}}
        self.slugs: dict[str, dict[int, str]] = {REGION: {}, THEME: {}}
        self.words: dict[str, dict[str, str]] = {
            KIND: {kind.value: label for kind, label in KIND_LABELS.items()}
        }
        by_name = sorted(labels, key=lambda label: (bool(label[4]), fold(label[3]), label[2]))
        for facet, key, slug, name, invented in by_name:
            self.keys[facet][slug], self.slugs[facet][key] = key, slug
            words = f"{name} (verzonnen)" if invented else name
            self.words.setdefault(facet, {})[slug] = words
        years = {str(row.year) for row in all_found.rows if row.year}
        years |= {one for one in asked.getlist(YEAR) if one.isascii() and one.isdecimal()}
        self.words[YEAR] = {year: year for year in sorted(years, reverse=True) if len(year) == 4}
        # In the order of the page, each once.
        given = {name: set(asked.getlist(name)) - {""} for name in LABELS}
        self.values = {
            name: [one for one in self.words.get(name, {}) if one in given[name]] for name in LABELS
        }
        self.ignored = [
            LABELS[name] for name in LABELS if len(self.values[name]) < len(given[name])
        ]
        self.values = {name: values for name, values in self.values.items() if values}

    # --- narrowing ---

    def fits(self, row: Candidate, but: str = "") -> bool:
        """Whether it has one of the choices of each facet, `but` for one."""
        return all(
            any(one in self._of(name, row) for one in values)
            for name, values in self.values.items()
            if name != but
        )

    def _of(self, name: str, row: Candidate) -> set[str]:
        if name == KIND:
            return {row.kind}
        if name == YEAR:
            return {str(row.year)} if row.year else set()
        keys = open_in(row.regions, self.on) if name == REGION else keys_in(row.themes)
        slugs = self.slugs[name]
        return {slugs[key] for key in keys if key in slugs}

    @property
    def kinds(self) -> list[str]:
        return self.values.get(KIND, [])

    @property
    def in_sql(self) -> tuple[str, list[Any]]:
        """The same for the database, roughly: what it lets through is looked at once more."""
        columns = {KIND: "e.kind = %s", YEAR: "e.year = %s"}
        columns |= {REGION: "e.regions LIKE %s", THEME: "e.themes LIKE %s"}
        parts = [" OR ".join([columns[name]] * len(values)) for name, values in self.values.items()]
        given = [self._in_sql(name, value) for name, value in self._pairs]
        return "".join(f" AND ({part})" for part in parts), given

    def _in_sql(self, name: str, value: str) -> str | int:
        if name == REGION:
            return f"%|{self.keys[REGION][value]}:%"
        if name == THEME:
            return f"%|{self.keys[THEME][value]}|%"
        return int(value) if name == YEAR else value

    # --- for the page ---

    @cached_property
    def facets(self) -> list[ShownFacet]:
        """What there is to choose; nothing where it would make no difference."""
        shown = [self._facet(name) for name in LABELS]
        return [one for one in shown if len(one.options) > 1 or one.name in self.values]

    def _facet(self, name: str) -> ShownFacet:
        told = [(row, self._of(name, row)) for row in self.all.rows]
        present = Counter(one for _, values in told for one in values)
        if self.values.keys() - {name}:
            fitting = (values for row, values in told if self.fits(row, but=name))
            numbers = Counter(one for values in fitting for one in values)
        else:
            numbers = present
        chosen = self.values.get(name, [])
        options = [
            Option(value, words, numbers[value], value in chosen, self.all.has_more)
            for value, words in self.words.get(name, {}).items()
            if present[value] or value in chosen
        ]
        return ShownFacet(name, LABELS[name], options)

    @property
    def chosen(self) -> list[Chosen]:
        return [
            Chosen(name, LABELS[name], self.words[name][value], self._query((name, value)))
            for name, value in self._pairs
        ]

    @property
    def query_without_all(self) -> str:
        """The query of the address without any choice."""
        return f"?{urlencode(self.carried)}"

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the form says besides what is chosen."""
        return [("q", self.question)]

    @property
    def _pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.values.items() for value in values]

    def _query(self, dropped: tuple[str, str]) -> str:
        kept = [pair for pair in self._pairs if pair != dropped]
        return f"?{urlencode([*self.carried, *kept])}"
