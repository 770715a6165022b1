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

from django.http import QueryDict

from pactdir.search.candidates import Candidate, Catch, keys_in, open_in
from regions.directory import searched_kinds
from regions.lists.narrowing import Counted, Facet, NarrowedList, narrow
from regions.models import Region, Theme
from regions.names.folding import fold
from regions.writing.version_cache import cached_per_version

KIND, REGION, THEME, YEAR = "soort", "regio", "thema", "jaar"
LABELS = {KIND: "Soort", REGION: "Techniekregio", THEME: "Thema", YEAR: "Jaar"}
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
            KIND: {kind.search_key: kind.search_plural for kind in searched_kinds()},
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


class Choices(NarrowedList):
    """What was found, narrowed: any choice of a facet, and every facet."""

    facet_names = frozenset(LABELS)

    def __init__(self, question: str, asked: QueryDict, all_found: Catch, on: date) -> None:
        self.all, self.on = all_found, on
        known = labels(on)
        self.keys, self.slugs = known.keys, known.slugs
        self._values_written: dict[tuple[str, Any], frozenset[str]] = {}
        words = {**known.words, YEAR: _years(all_found, asked.getlist(YEAR))}
        facets = [Facet(name, label, [*words[name].items()]) for name, label in LABELS.items()]
        self.narrowing = narrow(asked.getlist, facets, leading=[("q", question)])
        self.values = self.narrowing.values

    # --- narrowing ---

    def fits(self, row: Candidate, but: str = "") -> bool:
        """Whether it has one of the choices of each facet, `but` for one."""
        return all(
            any(value in self._of(name, row) for value in values)
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
        given = [self._in_sql(name, value) for name, value in self.narrowing.pairs]
        return "".join(f" AND ({part})" for part in parts), given

    def _in_sql(self, name: str, value: str) -> str | int:
        if name == REGION:
            return f"%|{self.keys[REGION][value]}:%"
        if name == THEME:
            return f"%|{self.keys[THEME][value]}|%"
        return int(value) if name == YEAR else value

    # --- counting, in what was found ---

    @cached_property
    def counted(self) -> Counted:
        """Only what occurs in what was found is there to choose."""
        rows, known = self.all.rows, labels(self.on).words
        present = {name: self._count(name, rows) for name in LABELS}
        return Counted(
            total=sum(map(self.fits, rows)) if self.values else len(rows),
            whole=len(rows),
            numbers={name: self._numbers(name, present[name]) for name in LABELS},
            is_at_least=self.all.has_more,
            unoffered={name: words.keys() - present[name].keys() for name, words in known.items()},
        )

    def _numbers(self, name: str, present: Counter[str]) -> Counter[str]:
        """A facet's own choices do not narrow what is counted for it."""
        if not self.values.keys() - {name}:
            return present
        return self._count(name, (row for row in self.all.rows if self.fits(row, but=name)))

    def _count(self, name: str, rows: Iterable[Candidate]) -> Counter[str]:
        numbers: Counter[str] = Counter()
        for written, number in Counter(map(WRITTEN[name], rows)).items():
            for value in self._values(name, written):
                numbers[value] += number
        return numbers


def _years(all_found: Catch, asked: list[str]) -> dict[str, str]:
    """Those of what was found, and those that were asked for; the latest first."""
    years = {str(row.year) for row in all_found.rows if row.year}
    years |= set(islice(dict.fromkeys(filter(A_YEAR.fullmatch, asked)), MOST_YEARS))
    return {year: year for year in sorted(years, reverse=True)}
