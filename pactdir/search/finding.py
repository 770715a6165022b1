"""What is found for a question, in which order, and by what it can be narrowed.

The databases say which entries have the words, at most so many; the rest is done here, so that it
is the same on both. In the order: whose title it is, who is known by it, in whose title it all is;
then by kind, what is coming before what is past, by day and by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import CharField, F, Q, Value
from django.http import QueryDict

from pactdir.models import EntryKind, SearchEntry, keys_of_kind
from pactdir.search.candidates import Candidate, Catch, keys_in, open_in
from pactdir.search.choices import REGION, THEME, Choices, Label
from pactdir.search.engine import matching
from pactdir.search.hits import Hit
from pactdir.search.question import Question
from regions.models import Region, Theme

MOST = 1_000  # more than is counted, or shown
PER_PAGE = 20
KINDS = EntryKind.values


COLUMNS = Candidate._fields


class Found:
    """What is found that day, narrowed by what was chosen in the address."""

    def __init__(self, question: Question, asked: QueryDict, on: date) -> None:
        self.question, self.on = question, on
        self.all = self._catch()
        self.choices = Choices(question.text, asked, self.all, on, self._labels(asked))
        if self.all.has_more and self.choices.values:
            narrowed = self._catch(self.choices.kinds, *self.choices.in_sql)
        else:
            narrowed = self.all
        fits = self.choices.fits if self.choices.values else None
        self.rows = list(filter(fits, narrowed.rows))
        self.has_more = narrowed.has_more

    def __bool__(self) -> bool:
        return bool(self.all.rows)

    def page(self, number: str | None) -> Page:
        return Paginator(self.rows, PER_PAGE).get_page(number)

    def hits(self, page: Page) -> list[Hit]:
        """What stands on a page, with what its lines say; one query."""
        keys = [row.id for row in page.object_list]
        entries = SearchEntry.objects.defer("words").in_bulk(keys)
        return [Hit(entries[key], self.question, self.on) for key in keys if key in entries]

    # --- asking ---

    def _catch(
        self, kinds: Iterable[str] = (), narrowing: str = "", given: Iterable[Any] = ()
    ) -> Catch:
        if not self.question.groups:
            return Catch([], False)
        day = connection.ops.adapt_datefield_value(self.on)
        visible = "e.shown_from <= %s AND (e.shown_until IS NULL OR e.shown_until >= %s)"
        if not self.question.asks_for_example:
            visible += " AND NOT e.is_example"
        ends = [key for kind in kinds or KINDS for key in keys_of_kind(kind)]
        named, titled, anywhere = matching(
            [self.question.name, self.question.title, self.question.anything],
            visible + narrowing,
            [day, day, *given],
            keys=(min(ends), max(ends)),
            most=MOST + 1,
        )
        keys = list(dict.fromkeys([*named, *titled, *anywhere]))
        rows = SearchEntry.objects.filter(pk__in=keys[:MOST]).values_list(*COLUMNS)
        order = _Order(self.question.folded, set(named), set(titled), self.on)
        found = sorted(map(Candidate._make, rows), key=order)
        return Catch(found, len(keys) > MOST)

    def _labels(self, asked: QueryDict) -> list[Label]:
        """The regions and themes that are told of in what was found or asked for; one query."""
        regions = set().union(*(open_in(row.regions, self.on) for row in self.all.rows))
        themes = set().union(*(keys_in(row.themes) for row in self.all.rows))
        told = ["facet", "pk", "slug", "name", "is_invented"]
        shown = Region.objects.published(self.on).filter(
            Q(pk__in=regions) | Q(slug__in=asked.getlist(REGION))
        )
        of_regions = shown.order_by().annotate(
            facet=Value(REGION, CharField()), is_invented=F("is_example")
        )
        about = Theme.objects.filter(Q(pk__in=themes) | Q(slug__in=asked.getlist(THEME)))
        of_themes = about.order_by().annotate(
            facet=Value(THEME, CharField()), is_invented=Value(False)
        )
        found = of_regions.values_list(*told).union(of_themes.values_list(*told), all=True)
        return list(found)


class _Order:
    def __init__(self, folded: str, named: set[int], titled: set[int], on: date) -> None:
        self.folded, self.named, self.titled, self.on = folded, named, titled, on

    def __call__(self, row: Candidate) -> tuple[Any, ...]:
        is_past = row.past_from is not None and row.past_from <= self.on
        return (
            self._nearness(row),
            KINDS.index(row.kind),
            is_past,
            self._day(row, is_past),
            row.folded_title,
            row.id,
        )

    def _nearness(self, row: Candidate) -> int:
        if row.folded_title == self.folded:
            return 0
        if row.id in self.named:
            return 1
        return 2 if row.id in self.titled else 3

    def _day(self, row: Candidate, is_past: bool) -> int:
        """What is coming, soonest first; what is past or told, latest first, without a day last."""
        if row.date is None:
            return 0
        return row.date if row.kind == EntryKind.EVENT and not is_past else -row.date
