"""The day that a visitor asks for with `?peildatum=`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from regions.clock import AsOf
from regions.fields.typed_dates import TypedDate
from regions.wording.dutch import day_in_words

PARAMETER = "peildatum"
EARLIEST = date(2000, 1, 1)
MAX_ECHO_LENGTH = 40  # characters of what was typed


@dataclass(frozen=True, slots=True)
class AskedDay:
    """`problem` says why the day asked for is not shown; then the page is that of today."""

    as_of: AsOf
    path: str
    kept: list[tuple[str, str]]  # the other parameters of the address
    typed: str = ""
    problem: str = ""
    is_rounded: bool = False  # a month or a year: its first day is taken

    @property
    def is_past(self) -> bool:
        return self.as_of.is_past

    @property
    def now_or_then(self) -> str:
        return "op die dag" if self.is_past else "nu"

    @property
    def today_address(self) -> str:
        return f"{self.path}?{urlencode(self.kept)}" if self.kept else self.path

    @property
    def query(self) -> str:
        return f"?{PARAMETER}={self.on.isoformat()}" if self.is_past else ""

    @property
    def on(self) -> date:
        return self.as_of.on

    @property
    def today(self) -> date:
        return self.as_of.today


def asked_day(request: HttpRequest, today: date) -> AskedDay:
    others = [(name, values) for name, values in request.GET.lists() if name != PARAMETER]
    kept = [(name, value) for name, values in others for value in values]
    now = AskedDay(AsOf(today, today), request.path, kept)
    typed = request.GET.get(PARAMETER, "").strip()
    if not typed:
        return now
    now = replace(now, typed=typed[:MAX_ECHO_LENGTH])
    try:
        date_typed = TypedDate.read(typed)
        if date_typed.year is None:
            raise ValueError("no year")
        day = date(date_typed.year, date_typed.month or 1, date_typed.day or 1)
    except ValueError:
        return replace(now, problem=f"“{now.typed}” kunnen wij niet lezen als datum.")
    if day < EARLIEST:
        problem = f"Verder terug dan {day_in_words(EARLIEST)} gaan wij niet."
        return replace(now, problem=problem)
    if day > today:
        return replace(now, problem=f"{day_in_words(day)} moet nog komen.")
    return replace(now, as_of=AsOf(today, day), is_rounded=date_typed.day is None)
