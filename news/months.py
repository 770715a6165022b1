"""The agenda of one month, as a table of its weeks."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.filters import EventFilter
from news.models import Event
from regions.clock import today
from regions.fields.partial_date import MONTHS
from regions.lists.query_names import reads
from regions.wording.dutch import WEEKDAYS

A_DAY = timedelta(days=1)
IN_ADDRESS = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    def __str__(self) -> str:
        """As a reader says it: "november 2026"."""
        return f"{self.name} {self.year}"

    @property
    def name(self) -> str:
        return MONTHS[self.number - 1]

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for what is no month that a calendar of this site has."""
        found = IN_ADDRESS.fullmatch(text)
        if found is None:
            raise ValueError(text)
        month = cls(int(found["year"]), int(found["month"]))
        if not (month.is_in_reach and 1 <= month.number <= 12):
            raise ValueError(text)
        return month

    @property
    def address(self) -> str:
        """As it stands in an address: "2026-11"."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def next(self) -> Month:
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def get_absolute_url(self) -> str:
        return reverse("events:month", args=[self.address])

    @property
    def is_in_reach(self) -> bool:
        """Whether all days of its weeks, and those around it, are dates."""
        return MINYEAR < self.year < MAXYEAR

    def weeks(self) -> list[list[date | None]]:
        """From Monday; the days of other months are left open."""
        weeks = calendar.Calendar().monthdatescalendar(self.year, self.number)
        return [[day if Month.of(day) == self else None for day in week] for week in weeks]


@dataclass(frozen=True)
class Entry:
    """An event on one of its days."""

    event: Event
    number: int
    of: int
    is_past: bool


@dataclass(frozen=True)
class Day:
    date: date
    weekday: str
    entries: list[Entry]
    is_today: bool
    is_past: bool


@dataclass(frozen=True)
class Week:
    days: list[Day | None]

    @property
    def has_something(self) -> bool:
        return any(day and (day.entries or day.is_today) for day in self.days)


def table_of(month: Month, events: list[Event], on: date) -> list[Week]:
    """The weeks of a month, with in each day what there is to do."""
    return [
        Week([_day(one, events, on) if one else None for one in week]) for week in month.weeks()
    ]


def _day(one: date, events: list[Event], on: date) -> Day:
    entries = [
        Entry(
            event=event,
            number=(one - event.starts_on).days + 1,
            of=(event.ends_on - event.starts_on).days + 1,
            is_past=event.is_past(on),
        )
        for event in events
        if event.starts_on <= one <= event.ends_on
    ]
    return Day(one, WEEKDAYS[one.weekday()], entries, is_today=one == on, is_past=one < on)


def months_with(events: Any) -> set[Month]:
    """Every month in which one of these events has a day."""
    found = set()
    for first, last in events.order_by().values_list("starts_on", "ends_on"):
        found |= {Month.of(first), Month.of(last)}
        month = Month.of(first)
        while (month := month.next) < Month.of(last):
            found.add(month)
    return {month for month in found if month.is_in_reach}


@require_safe
@reads("regio")
def event_month(request: HttpRequest, month: str) -> HttpResponse:
    day = today()
    try:
        shown = Month.parse(month)
    except ValueError:
        raise Http404 from None
    narrowed = EventFilter(_regions_in(request.GET), on=day)
    events: Any = narrowed.qs.order_by()
    of_month = events.filter(starts_on__lte=shown.last_day, ends_on__gte=shown.first_day)
    found = list(of_month.for_list().in_order())
    before, after = _nearest(shown, events)
    context = {
        "month": shown,
        "is_past": shown.last_day < day,
        "weeks": table_of(shown, found, day),
        "weekdays": [(name[:2], name) for name in WEEKDAYS],
        "events": found,
        "before": before,
        "after": after,
        "this_month": Month.of(day),
        "filter": narrowed,
        "query": urlencode(narrowed.narrowing.pairs),
        "day": day,
    }
    return render(request, "news/event_month.html", context)


def _regions_in(asked: QueryDict) -> QueryDict:
    """Of what stands in the address only which regions: a month is a period by itself."""
    kept = QueryDict(mutable=True)
    kept.setlist("regio", asked.getlist("regio"))
    return kept


def _before(last: date, month: Month) -> date:
    """The last day before this month on which something goes on that lasts until `last`."""
    return min(last, month.first_day - A_DAY)


def _nearest(month: Month, events: Any) -> tuple[Month | None, Month | None]:
    """The last month before and the first one after in which there is something, in one query."""
    found = events.aggregate(
        before=Max("ends_on", filter=Q(starts_on__lt=month.first_day)),
        after=Min("starts_on", filter=Q(ends_on__gt=month.last_day)),
    )
    before = found["before"] and Month.of(_before(found["before"], month))
    after = found["after"] and Month.of(max(found["after"], month.last_day + A_DAY))
    return (
        before if before and before.is_in_reach else None,
        after if after and after.is_in_reach else None,
    )
