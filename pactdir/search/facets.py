"""Facets of the search results: kind, region, theme and year, each with its counts."""

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

from pactdir.search.matches import Match, MatchList, region_ids_on, theme_ids
from regions.directory import searched_kinds
from regions.lists.narrowing import Counted, Facet, NarrowedList, narrow
from regions.models import Region, Theme
from regions.names.folding import fold
from regions.writing.version_cache import cached_per_version

KIND, REGION, THEME, YEAR = "soort", "regio", "thema", "jaar"
LABELS = {KIND: "Soort", REGION: "Techniekregio", THEME: "Thema", YEAR: "Jaar"}
YEAR_PATTERN = re.compile(r"[0-9]{4}")
# A URL can name thousands of years, and every choice is rendered with a link that removes it.
MAX_YEARS = 12

# The column that a facet reads. Many matches share its raw value, which is parsed only once.
COLUMN: dict[str, Callable[[Match], Any]] = {
    KIND: attrgetter("kind"),
    REGION: attrgetter("regions"),
    THEME: attrgetter("themes"),
    YEAR: attrgetter("year"),
}


class FacetOptions:
    """The regions and themes to choose from on a date, in page order."""

    def __init__(self, on: date) -> None:
        self.ids: dict[str, dict[str, int]] = {REGION: {}, THEME: {}}
        self.slugs: dict[str, dict[int, str]] = {REGION: {}, THEME: {}}
        self.labels: dict[str, dict[str, str]] = {
            KIND: {kind.search_key: kind.search_plural for kind in searched_kinds()},
            REGION: {},
            THEME: {},
        }
        columns = ["pk", "slug", "name"]
        self._add(REGION, Region.objects.published(on).exclude_examples().values_list(*columns))
        self._add(THEME, Theme.objects.values_list(*columns))

    def _add(self, facet: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for pk, slug, name in sorted(rows, key=lambda row: (fold(row[2]), row[1])):
            self.ids[facet][slug], self.slugs[facet][pk] = pk, slug
            self.labels[facet][slug] = name


facet_options = cached_per_version(FacetOptions)


class SearchFacets(NarrowedList):
    """Filters and counts matches: a match fits if it has a chosen value of every facet."""

    facet_names = frozenset(LABELS)

    def __init__(self, query: str, params: QueryDict, matches: MatchList, on: date) -> None:
        self.matches, self.on = matches, on
        self.options = facet_options(on)
        self._parsed: dict[tuple[str, Any], frozenset[str]] = {}
        labels = {**self.options.labels, YEAR: _year_labels(matches, params.getlist(YEAR))}
        facets = [Facet(name, label, [*labels[name].items()]) for name, label in LABELS.items()]
        self.narrowing = narrow(params.getlist, facets, leading=[("q", query)])
        self.values = self.narrowing.values

    # --- filtering ---

    def fits(self, match: Match, except_facet: str = "") -> bool:
        return all(
            any(value in self._values_of(match, name) for value in values)
            for name, values in self.values.items()
            if name != except_facet
        )

    def _values_of(self, match: Match, name: str) -> frozenset[str]:
        return self._parse(name, COLUMN[name](match))

    def _parse(self, name: str, raw: Any) -> frozenset[str]:
        values = self._parsed.get((name, raw))
        if values is None:
            values = self._parsed[name, raw] = frozenset(self._parse_uncached(name, raw))
        return values

    def _parse_uncached(self, name: str, raw: Any) -> Iterable[str]:
        if name in (KIND, YEAR):
            return [str(raw)] if raw else []
        ids = region_ids_on(raw, self.on) if name == REGION else theme_ids(raw)
        slugs = self.options.slugs[name]
        return (slugs[pk] for pk in ids if pk in slugs)

    @property
    def kinds(self) -> list[str]:
        return self.values.get(KIND, [])

    @property
    def sql(self) -> tuple[str, list[Any]]:
        """A coarse SQL version of `fits`, with its arguments; it may let too many rows through."""
        columns = {KIND: "e.kind = %s", YEAR: "e.year = %s"}
        columns |= {REGION: "e.regions LIKE %s", THEME: "e.themes LIKE %s"}
        parts = [" OR ".join([columns[name]] * len(values)) for name, values in self.values.items()]
        arguments = [self._sql_argument(name, value) for name, value in self.narrowing.pairs]
        return "".join(f" AND ({part})" for part in parts), arguments

    def _sql_argument(self, name: str, value: str) -> str | int:
        if name == REGION:
            return f"%|{self.options.ids[REGION][value]}:%"
        if name == THEME:
            return f"%|{self.options.ids[THEME][value]}|%"
        return int(value) if name == YEAR else value

    # --- counting ---

    @cached_property
    def counted(self) -> Counted:
        rows = self.matches.rows
        present = {name: self._count(name, rows) for name in LABELS}
        return Counted(
            total=sum(map(self.fits, rows)) if self.values else len(rows),
            whole=len(rows),
            numbers={name: self._facet_counts(name, present[name]) for name in LABELS},
            is_at_least=self.matches.has_more,
            unoffered={
                name: labels.keys() - present[name].keys()
                for name, labels in self.options.labels.items()
            },
        )

    def _facet_counts(self, name: str, present: Counter[str]) -> Counter[str]:
        if not self.values.keys() - {name}:
            return present
        rows = (match for match in self.matches.rows if self.fits(match, except_facet=name))
        return self._count(name, rows)

    def _count(self, name: str, rows: Iterable[Match]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for raw, count in Counter(map(COLUMN[name], rows)).items():
            for value in self._parse(name, raw):
                counts[value] += count
        return counts


def _year_labels(matches: MatchList, chosen: list[str]) -> dict[str, str]:
    years = {str(match.year) for match in matches.rows if match.year}
    years |= set(islice(dict.fromkeys(filter(YEAR_PATTERN.fullmatch, chosen)), MAX_YEARS))
    return {year: year for year in sorted(years, reverse=True)}
