"""What is found for a question, in which order, and by what it can be narrowed.

The databases say which entries have the words, at most so many; the rest is done here, so that it
is the same on both. In the order: whose title it is, who is known by it, in whose title it all is;
then by kind, what is coming before what is past, by day and by name.
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
from pactdir.search.candidates import COLUMNS, Candidate, Catch
from pactdir.search.choices import Choices
from pactdir.search.engine import matching, visible
from pactdir.search.hits import Hit, lines_of
from pactdir.search.question import Question
from regions.directory import search_number, searched_kinds

MOST = 1_000  # more than is counted, or shown
PER_PAGE = 20


class Found:
    """What is found that day, narrowed by what was chosen in the address."""

    def __init__(self, question: Question, asked: QueryDict, on: date) -> None:
        self.question, self.on = question, on
        self.all = self._catch()
        self.choices = Choices(question.text, asked, self.all, on)
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
        lines = lines_of([row.id for row in page.object_list])
        return [
            Hit(row, lines[row.id], self.question, self.on)
            for row in page.object_list
            if row.id in lines
        ]

    # --- asking ---

    def _catch(
        self, kinds: Iterable[str] = (), narrowing: str = "", given: Iterable[Any] = ()
    ) -> Catch:
        if not self.question.groups:
            return Catch([], False)
        seen, days = visible(self.on)
        kinds = list(kinds) or [kind.search_key for kind in searched_kinds()]
        ends = [key for kind in kinds for key in keys_of_kind(kind)]
        ask = partial(
            matching,
            COLUMNS,
            days[:1],
            seen + narrowing,
            [*days, *given],
            keys=(min(ends), max(ends)),
            most=MOST + 1,
        )
        question = self.question
        parts = ask([question.name, question.title, question.words])
        found = _each_once(parts)
        if question.has_beginning and len(found) <= MOST:
            # Words as they are come first: the last one may begin another only where these are few.
            found = _each_once([*parts, *ask([question.anything])])
        named, titled = ({row[0] for row in rows} for rows in parts[:2])
        order = _Order(question.folded, named, titled)
        rows = map(Candidate._make, islice(found.values(), MOST))
        return Catch(sorted(rows, key=order), len(found) > MOST)


def _each_once(parts: Iterable[list[tuple[Any, ...]]]) -> dict[int, tuple[Any, ...]]:
    return {row[0]: row for rows in parts for row in rows}


class _Order:
    def __init__(self, folded: str, named: set[int], titled: set[int]) -> None:
        self.folded, self.named, self.titled = folded, named, titled

    def __call__(self, row: Candidate) -> tuple[Any, ...]:
        is_past = bool(row.is_past)
        return (
            self._nearness(row),
            search_number(row.kind),
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
