"""The date that a visitor requests with `?peildatum=`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from regions.clock import AsOf
from regions.fields.typed_dates import NoSuchDay, TypedDate
from regions.wording.dutch import day_in_words

PARAMETER = "peildatum"
EARLIEST = date(2000, 1, 1)
MAX_ECHO_LENGTH = 40


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The date to show; `problem` explains why it is today instead of the requested date."""

    as_of: AsOf
    path: str
    kept: list[tuple[str, str]]  # other query parameters
    typed: str = ""
    problem: str = ""
    is_rounded: bool = False  # rounded from a month or year to its first day

    @property
    def is_past(self) -> bool:
        return self.as_of.is_past

    @property
    def now_or_then(self) -> str:
        return "op die dag" if self.is_past else "nu"

    @property
    def today_url(self) -> str:
        return f"{self.path}?{urlencode(self.kept)}" if self.kept else self.path

    @property
    def query(self) -> str:
        return self.permalink_query if self.is_past else ""

    @property
    def permalink_query(self) -> str:
        """Includes today's date too, for a URL that shows the same on a later date."""
        return f"?{PARAMETER}={self.on.isoformat()}"

    @property
    def on(self) -> date:
        return self.as_of.on

    @property
    def today(self) -> date:
        return self.as_of.today


def asked_day(request: HttpRequest, today: date) -> AskedDay:
    others = [(name, values) for name, values in request.GET.lists() if name != PARAMETER]
    kept = [(name, value) for name, values in others for value in values]
    fallback = AskedDay(AsOf(today, today), request.path, kept)
    typed = request.GET.get(PARAMETER, "").strip()
    if not typed:
        return fallback
    fallback = replace(fallback, typed=typed[:MAX_ECHO_LENGTH])
    try:
        date_typed = TypedDate.read(typed)
        day = date_typed.first_day
    except ValueError as error:
        return replace(fallback, problem=why_no_date(fallback.typed, error))
    if day < EARLIEST:
        problem = f"Verder terug dan {day_in_words(EARLIEST)} gaan wij niet."
        return replace(fallback, problem=problem)
    if day > today:
        return replace(fallback, problem=f"{day_in_words(day)} moet nog komen.")
    return replace(fallback, as_of=AsOf(today, day), is_rounded=date_typed.day is None)


def why_no_date(typed: str, error: ValueError) -> str:
    if isinstance(error, NoSuchDay):
        return f"De dag “{typed}” bestaat niet."
    return f"“{typed}” kunnen wij niet lezen als datum."
