"""Months of the events calendar, and the events of one month as a table of weeks."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any, Self

from django.db.models import Max, Min, Q
from django.urls import reverse

from news.models import Event
from regions.fields.partial_date import MONTHS
from regions.wording.dutch import WEEKDAYS

A_DAY = timedelta(days=1)
YEAR_AND_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    @property
    def name(self) -> str:
        return MONTHS[self.number - 1]

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raise ValueError if `text` is not a month, or a month outside the range of `date`."""
        match = YEAR_AND_MONTH.fullmatch(text)
        if match is None:
            raise ValueError(text)
        month = cls(int(match["year"]), int(match["month"]))
        if not (month.is_in_reach and 1 <= month.number <= 12):
            raise ValueError(text)
        return month

    @property
    def url_part(self) -> str:
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
        return reverse("events:month", args=[self.url_part])

    @property
    def is_in_reach(self) -> bool:
        return MINYEAR < self.year < MAXYEAR

    def weeks(self) -> list[list[date | None]]:
        weeks = calendar.Calendar().monthdatescalendar(self.year, self.number)
        return [[day if Month.of(day) == self else None for day in week] for week in weeks]


@dataclass(frozen=True)
class Entry:
    """An event on one of its days: day `number` of `of`."""

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


def weeks_with_events(month: Month, events: list[Event], on: date) -> list[Week]:
    return [
        Week([_day(day, events, on) if day else None for day in week]) for week in month.weeks()
    ]


def _day(day: date, events: list[Event], on: date) -> Day:
    entries = [
        Entry(
            event=event,
            number=(day - event.starts_on).days + 1,
            of=(event.ends_on - event.starts_on).days + 1,
            is_past=event.is_past(on),
        )
        for event in events
        if event.starts_on <= day <= event.ends_on
    ]
    return Day(day, WEEKDAYS[day.weekday()], entries, is_today=day == on, is_past=day < on)


def months_with(events: Any) -> set[Month]:
    months = set()
    for first, last in events.order_by().values_list("starts_on", "ends_on"):
        months |= {Month.of(first), Month.of(last)}
        month = Month.of(first)
        while (month := month.next) < Month.of(last):
            months.add(month)
    return {month for month in months if month.is_in_reach}


def nearest_months(month: Month, events: Any) -> tuple[Month | None, Month | None]:
    days = events.aggregate(
        last_end=Max("ends_on", filter=Q(starts_on__lt=month.first_day)),
        first_start=Min("starts_on", filter=Q(ends_on__gt=month.last_day)),
    )
    before = after = None
    # An event that starts before this month, or ends after it, also has days in the adjacent month.
    if days["last_end"]:
        before = Month.of(min(days["last_end"], month.first_day - A_DAY))
    if days["first_start"]:
        after = Month.of(max(days["first_start"], month.last_day + A_DAY))
    return (
        before if before and before.is_in_reach else None,
        after if after and after.is_in_reach else None,
    )
