"""The results of a query: matching, ranking and filtering.

The database says which entries match, up to a maximum; everything else is done in Python, so that
both databases give the same results. Ranking: exact title, exact other name, all words in the
title, anything else; then by kind, upcoming before past, by date and by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from pactdir.models import EntryKind, keys_of_kind
from pactdir.search.engine import matching, visible
from pactdir.search.facets import SearchFacets
from pactdir.search.hits import Hit, load_displays
from pactdir.search.matches import COLUMNS, Match, MatchList
from pactdir.search.query import Query
from regions.directory import search_number, searched_kinds

MAX_RESULTS = 1_000  # more are neither counted nor shown
PER_PAGE = 20


class SearchResults:
    """The results on a date, narrowed by the facets in the URL."""

    def __init__(self, query: Query, params: QueryDict, on: date) -> None:
        self.query, self.on = query, on
        self.all = self._matches()
        self.facets = SearchFacets(query.text, params, self.all, on)
        if self.all.has_more and self.facets.values:
            matches = self._matches(self.facets.kinds, *self.facets.sql)
        else:
            matches = self.all
        fits = self.facets.fits if self.facets.values else None
        self.rows = list(filter(fits, matches.rows))
        self.has_more = matches.has_more

    def __bool__(self) -> bool:
        return bool(self.all.rows)

    def page(self, number: str | None) -> Page:
        return Paginator(self.rows, PER_PAGE).get_page(number)

    def hits(self, page: Page) -> list[Hit]:
        displays = load_displays([match.id for match in page.object_list])
        return [
            Hit(match, displays[match.id], self.query, self.on)
            for match in page.object_list
            if match.id in displays
        ]

    def _matches(
        self, kinds: Iterable[str] = (), extra_where: str = "", extra_arguments: Iterable[Any] = ()
    ) -> MatchList:
        if not self.query.terms:
            return MatchList([], False)
        where, days = visible(self.on)
        rows_by_condition = partial(
            matching,
            COLUMNS,
            days[:1],
            where + extra_where,
            [*days, *extra_arguments],
            id_range=_id_range(kinds),
            limit=MAX_RESULTS + 1,
        )
        query = self.query
        exact = rows_by_condition([query.as_name, query.in_title, query.whole_words])
        rows = _unique(exact)
        if query.has_prefix and len(rows) <= MAX_RESULTS:
            # The last word counts as a prefix only if there are few matches of the whole word.
            rows = _unique([*exact, *rows_by_condition([query.anywhere])])
        named_ids, titled_ids = ({row[0] for row in rows} for rows in exact[:2])
        matches = map(Match._make, islice(rows.values(), MAX_RESULTS))
        rank = _Rank(query.folded, named_ids, titled_ids)
        return MatchList(sorted(matches, key=rank), len(rows) > MAX_RESULTS)


def _id_range(kinds: Iterable[str]) -> tuple[int, int]:
    kinds = list(kinds) or [kind.search_key for kind in searched_kinds()]
    ends = [key for kind in kinds for key in keys_of_kind(kind)]
    return min(ends), max(ends)


def _unique(row_lists: Iterable[list[tuple[Any, ...]]]) -> dict[int, tuple[Any, ...]]:
    return {row[0]: row for rows in row_lists for row in rows}


class _Rank:
    """Sort key for matches."""

    def __init__(self, folded_query: str, named_ids: set[int], titled_ids: set[int]) -> None:
        self.folded_query, self.named_ids, self.titled_ids = folded_query, named_ids, titled_ids

    def __call__(self, match: Match) -> tuple[Any, ...]:
        is_past = bool(match.is_past)
        return (
            self._closeness(match),
            search_number(match.kind),
            is_past,
            self._date_order(match, is_past),
            match.folded_title,
            match.id,
        )

    def _closeness(self, match: Match) -> int:
        if match.folded_title == self.folded_query:
            return 0
        if match.id in self.named_ids:
            return 1
        return 2 if match.id in self.titled_ids else 3

    def _date_order(self, match: Match, is_past: bool) -> int:
        if match.date is None:
            return 0
        return match.date if match.kind == EntryKind.EVENT and not is_past else -match.date
