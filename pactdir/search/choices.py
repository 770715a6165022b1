"""What the results can be narrowed by: kind, region, theme and year, with how much each gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from pactdir.models import EntryKind
from pactdir.search.candidates import Candidate, Catch, keys_in, open_in
from regions.lists.facets import Option, ShownFacet, worth_showing
from regions.lists.filtering import Chosen
from regions.models import Region, Theme
from regions.names.folding import fold
from regions.writing.version_cache import cached_per_version

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
A_YEAR = re.compile(r"[0-9]{4}")
# An address may name thousands, and every choice is told with the address without it.
MOST_YEARS = 12

# What of a candidate says it, as it is written there: many say the same.
WRITTEN: dict[str, Callable[[Candidate], Any]] = {
    KIND: attrgetter("kind"),
    REGION: attrgetter("regions"),
    THEME: attrgetter("themes"),
    YEAR: attrgetter("year"),
}


class Labels:
    """The regions and themes there are to choose on a day, in the order of the page."""

    def __init__(self, on: date) -> None:
        self.keys: dict[str, dict[str, int]] = {REGION: {}, THEME: {}}
        self.slugs: dict[str, dict[int, str]] = {REGION: {}, THEME: {}}
        self.words: dict[str, dict[str, str]] = {
            KIND: {kind.value: label for kind, label in KIND_LABELS.items()},
            REGION: {},
            THEME: {},
        }
        told = ["pk", "slug", "name"]
        self._add(REGION, Region.objects.published(on).real().values_list(*told))
        self._add(THEME, Theme.objects.values_list(*told))

    def _add(self, facet: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for key, slug, name in sorted(rows, key=lambda row: (fold(row[2]), row[1])):
            self.keys[facet][slug], self.slugs[facet][key] = key, slug
            self.words[facet][slug] = name


labels = cached_per_version(Labels)


class Choices:
    """OR within a facet, AND between them. A choice that does not exist narrows nothing."""

    def __init__(self, question: str, asked: QueryDict, all_found: Catch, on: date) -> None:
        self.question, self.all, self.on = question, all_found, on
        known = labels(on)
        self.keys, self.slugs, self.words = known.keys, known.slugs, {**known.words}
        self._values_written: dict[tuple[str, Any], frozenset[str]] = {}
        years = {str(row.year) for row in all_found.rows if row.year}
        asked_years = dict.fromkeys(filter(A_YEAR.fullmatch, asked.getlist(YEAR)))
        years |= set(islice(asked_years, MOST_YEARS))
        self.words[YEAR] = {year: year for year in sorted(years, reverse=True)}
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

    def _of(self, name: str, row: Candidate) -> frozenset[str]:
        return self._values(name, WRITTEN[name](row))

    def _values(self, name: str, written: Any) -> frozenset[str]:
        known = self._values_written.get((name, written))
        if known is None:
            known = self._values_written[name, written] = frozenset(self._read(name, written))
        return known

    def _read(self, name: str, written: Any) -> Iterable[str]:
        if name in (KIND, YEAR):
            return [str(written)] if written else []
        keys = open_in(written, self.on) if name == REGION else keys_in(written)
        slugs = self.slugs[name]
        return (slugs[key] for key in keys if key in slugs)

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
        total = sum(map(self.fits, self.all.rows)) if self.values else len(self.all.rows)
        return worth_showing(shown, self.values, whole=len(self.all.rows), total=total)

    @property
    def is_offered(self) -> bool:
        return bool(self.facets)

    def _facet(self, name: str) -> ShownFacet:
        present = self._count(name, self.all.rows)
        if self.values.keys() - {name}:
            fitting = (row for row in self.all.rows if self.fits(row, but=name))
            numbers = self._count(name, fitting)
        else:
            numbers = present
        chosen = self.values.get(name, [])
        options = [
            Option(value, words, numbers[value], value in chosen, self.all.has_more)
            for value, words in self.words.get(name, {}).items()
            if present[value] or value in chosen
        ]
        return ShownFacet(name, LABELS[name], options)

    def _count(self, name: str, rows: Iterable[Candidate]) -> Counter[str]:
        numbers: Counter[str] = Counter()
        for written, number in Counter(map(WRITTEN[name], rows)).items():
            for value in self._values(name, written):
                numbers[value] += number
        return numbers

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
