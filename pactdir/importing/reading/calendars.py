"""Reads calendar files (iCalendar, RFC 5545), with limits on everything that repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from dateutil.rrule import rrulestr
from django.utils import timezone
from icalendar import Calendar, vRecur

from pactdir.importing.problems import Problem
from pactdir.importing.reading.files import Unreadable
from pactdir.importing.reading.row_form import INVISIBLE
from pactdir.importing.reading.sheets import Line

MAX_BYTES, MAX_EVENTS, MAX_SERIES, MAX_OCCURRENCES = 2_000_000, 1_000, 50, 500
MAX_DATES = 400  # in the RDATE and EXDATE of one event
MAX_COUNT = 1_000
PAST, AHEAD = timedelta(days=60), timedelta(days=400)
MAX_DURATION = timedelta(days=60)
# A rule with only these parts matches a day within a few years. Any other rule might never match,
# and expanding it would run on until the year 9999.
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}
MONTHLY_PARTS = {"BYMONTHDAY", "BYMONTH", "BYSETPOS"}
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
DATED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
START = re.compile(rb"\s*BEGIN:VCALENDAR\b", re.IGNORECASE)

# Exceptions that the parsers raise for malformed files.
ERRORS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)

NOT_READABLE = "Dit is geen leesbare agenda (iCalendar)"


@dataclass
class CalendarFile:
    file: str
    occurrences: list[Line]
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        return iter(self.occurrences)


def is_calendar(file: str, content: bytes) -> bool:
    return file.lower().endswith((".ics", ".ical")) or bool(
        START.match(content.removeprefix(b"\xef\xbb\xbf"))
    )


def read_calendar(file: str, content: bytes, day: date) -> CalendarFile:
    """Raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise Unreadable(f"Een agenda van meer dan {MAX_BYTES // 1_000_000} MB lezen we niet.")
    if content.upper().count(b"BEGIN:VEVENT") > MAX_EVENTS:
        raise Unreadable(f"Meer dan {MAX_EVENTS} activiteiten in één bestand lezen we niet.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("Dit is geen tekst in UTF-8, zoals een agenda hoort te zijn.") from error
    if "\0" in text:
        raise Unreadable(f"{NOT_READABLE}: er staan tekens in die geen tekst zijn.")
    try:
        calendar = Calendar.from_ical(text)
    except ERRORS as error:
        raise Unreadable(f"{NOT_READABLE}: een regel, begin of einde klopt niet.") from error
    if not text.rstrip().upper().endswith("END:VCALENDAR"):
        raise Unreadable(f"{NOT_READABLE}: het einde ontbreekt.")
    events = calendar.walk("VEVENT")
    if calendar.name != "VCALENDAR" or not events:
        raise Unreadable("In deze agenda staat geen enkele activiteit.")
    if len(events) != text.upper().count("END:VEVENT"):
        raise Unreadable(f"{NOT_READABLE}: van een activiteit ontbreekt het einde.")
    for number, event in enumerate(events, start=1):
        if reason := _refusal(event, day):
            name = str(event.get("SUMMARY", ""))[:80]
            raise Unreadable(f"Activiteit {number}{f' ({name})' if name else ''}: {reason}")
    if sum("RRULE" in event for event in events) > MAX_SERIES:
        raise Unreadable(f"Meer dan {MAX_SERIES} activiteiten die zich herhalen lezen we niet.")
    try:
        return CalendarFile(file, _occurrences(calendar, day))
    except ERRORS as error:
        raise Unreadable(f"{NOT_READABLE}: de herhalingen kloppen niet.") from error


def _occurrences(calendar: Any, day: date) -> list[Line]:
    """Occurrences from `PAST` days ago until `AHEAD`, numbered in chronological order."""
    begin, end = day - PAST, day + AHEAD
    by_uid: dict[str, dict[datetime | None, Any]] = {}
    for event in sorted(calendar.walk("VEVENT"), key=_version):
        planned = event["RECURRENCE-ID"].dt if "RECURRENCE-ID" in event else None
        by_uid.setdefault(str(event["UID"]), {})[planned and _naive(planned)] = event
    found = []
    for versions in by_uid.values():
        for occurrence in _of_one(versions, end):
            if begin <= _day(occurrence.start) <= end:
                found.append(occurrence)
            if len(found) > MAX_OCCURRENCES:
                raise Unreadable(
                    f"Samen zijn dit meer dan {MAX_OCCURRENCES} keren. Zoveel lezen we niet."
                )
    found.sort(key=lambda occurrence: (_naive(occurrence.start), str(occurrence.event["UID"])))
    return [Line(number, _cells(occurrence)) for number, occurrence in enumerate(found, start=1)]


@dataclass(frozen=True)
class Occurrence:
    event: Any
    start: date  # or a datetime, as in the file
    planned: datetime | None = None  # in a series: the date and time given by its rule

    @property
    def end(self) -> date:
        end: date = self.start + (self.event.end - self.event.start)
        return end


def _of_one(versions: dict[datetime | None, Any], last: date) -> Iterator[Occurrence]:
    """`versions` are the event and its changed occurrences, by the moment they replace."""
    exceptions = {planned: event for planned, event in versions.items() if planned}
    for planned, event in exceptions.items():
        yield Occurrence(event, event.start, planned)
    if (event := versions.get(None)) is None:
        return
    if not exceptions and "RRULE" not in event and "RDATE" not in event:
        yield Occurrence(event, event.start)
        return
    excluded = {_naive(moment, event.start) for moment in _moments(event, "EXDATE")}
    added = {_naive(moment, event.start) for moment in _moments(event, "RDATE")}
    first = _naive(event.start, event.start)
    for planned in sorted({first, *added, *_by_rule(event, first, last)} - excluded):
        if planned not in exceptions and _naive_here(planned, event.start) not in exceptions:
            yield Occurrence(event, _like(planned, event.start), _naive_here(planned, event.start))


def _by_rule(event: Any, first: datetime, last: date) -> Iterator[datetime]:
    for rule in _each(event, "RRULE"):
        rest = {name: value for name, value in rule.items() if name not in ("UNTIL", "COUNT")}
        until = datetime.combine(last, time.max)
        if "UNTIL" in rule:
            ends = rule["UNTIL"][0]
            whole_day = not isinstance(ends, datetime)
            ends = _naive(ends, event.start)
            until = min(until, datetime.combine(ends, time.max) if whole_day else ends)
        count = int(rule["COUNT"][0]) if "COUNT" in rule else None
        moments = rrulestr(vRecur(rest).to_ical().decode(), dtstart=first)
        yield from takewhile(lambda moment: moment <= until, islice(moments, count))  # noqa: B023


def _version(event: Any) -> tuple[int, str]:
    stamp = event.get("DTSTAMP")
    return int(event.get("SEQUENCE", 0)), str(getattr(stamp, "dt", ""))


def _naive(moment: date, like: date | None = None) -> datetime:
    """The local time in the zone of `like`, or in Amsterdam."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min)
    if timezone.is_naive(moment):
        return moment
    zone = like.tzinfo if isinstance(like, datetime) else None
    return moment.astimezone(zone or timezone.get_default_timezone()).replace(tzinfo=None)


def _like(moment: datetime, like: date) -> date:
    return moment.replace(tzinfo=like.tzinfo) if isinstance(like, datetime) else moment.date()


def _naive_here(planned: datetime, like: date) -> datetime:
    return _naive(_like(planned, like))


def _moments(event: Any, name: str) -> list[Any]:
    return [row.dt for dates in _each(event, name) for row in getattr(dates, "dts", [])]


def _refusal(event: Any, day: date) -> str:
    for name in ("UID", "DTSTART", "SUMMARY"):
        if isinstance(event.get(name, []), list) or not str(event[name]).strip():
            return f"{name} ontbreekt, of staat er meer dan eens."
    if any(name is None or str(name).upper() in DATED for name, _ in event.errors):
        return "een regel of een datum is niet te lezen."
    if "RANGE" in getattr(event.get("RECURRENCE-ID"), "params", {}):
        return "een wijziging van alle volgende keren lezen we niet."
    try:
        start, end = event.start, event.end
    except ERRORS:
        return "begin en einde passen niet bij elkaar."
    if not 2000 <= start.year <= day.year + 10:
        return f"het jaar {start.year} kan niet kloppen."
    if not timedelta(0) <= _day(end) - _day(start) <= MAX_DURATION:
        return f"zij eindigt voor haar begin, of duurt meer dan {MAX_DURATION.days} dagen."
    moments = [*_moments(event, "RDATE"), *_moments(event, "EXDATE")]
    if len(moments) > MAX_DATES:
        return f"meer dan {MAX_DATES} losse dagen bij één activiteit lezen we niet."
    if not all(isinstance(moment, date) for moment in moments):
        return "een los tijdvak lezen we niet."
    rules = _each(event, "RRULE")
    return "meer dan één herhaling." if len(rules) > 1 else _refused_rule(rules[0] if rules else {})


def _refused_rule(rule: Any) -> str:
    if not rule:
        return ""
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    if frequency not in FREQUENCIES:
        return "een herhaling is alleen per dag, week, maand of jaar."
    allowed = PARTS | (MONTHLY_PARTS if frequency in ("MONTHLY", "YEARLY") else set())
    if unknown := sorted({str(name).upper() for name in rule} - allowed):
        return f"deze herhaling lezen we niet ({', '.join(unknown)})."
    interval, count = (int(rule.get(name, [1])[0]) for name in ("INTERVAL", "COUNT"))
    if not 1 <= interval <= 60 or not 1 <= count <= MAX_COUNT:
        return "de herhaling heeft een onmogelijk aantal."
    months = [int(month) for month in rule.get("BYMONTH", [])] or [1]
    days = [abs(int(day)) for day in rule.get("BYMONTHDAY", [])] or [1]
    if not {*months} <= {*range(1, 13)} or min(days) > max(DAYS_OF_MONTH[n - 1] for n in months):
        return "de herhaling komt op geen enkele dag uit."
    return ""


def _each(event: Any, name: str) -> list[Any]:
    value = event.get(name, [])
    return value if isinstance(value, list) else [value]


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _cells(occurrence: Occurrence) -> dict[str, str]:
    entry = occurrence.event
    first, start = _local(occurrence.start)
    last, end = _local(occurrence.end)
    if start is None:
        last = max(first, last - timedelta(days=1))  # DTEND is the day after
    elif (first, start) == (last, end):
        end = None
    elif end == time.min and last > first:
        last -= timedelta(days=1)  # 24.00 uur
    return {
        "uid": _uid(occurrence),
        "name": _line(entry, "SUMMARY"),
        "starts_on": first.isoformat(),
        "ends_on": last.isoformat(),
        "starts_at": start.isoformat() if start is not None else "",
        "ends_at": end.isoformat() if end is not None else "",
        "venue": _line(entry, "LOCATION"),
        "summary": _line(entry, "DESCRIPTION"),
        "website": _website(entry),
        "is_cancelled": "ja" if str(entry.get("STATUS", "")).upper() == "CANCELLED" else "",
    }


def _local(moment: date) -> tuple[date, time | None]:
    if not isinstance(moment, datetime):
        return moment, None
    if timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return moment.date(), moment.time().replace(second=0, microsecond=0)


def _uid(occurrence: Occurrence) -> str:
    """In a series: the uid of the series plus the date the occurrence was first planned for.

    A uid of this site is kept, so that importing our own calendar creates no duplicates.
    """
    uid = str(occurrence.event["UID"])
    if occurrence.planned:
        return str(uuid5(NAMESPACE_OID, f"{uid}/{occurrence.planned.isoformat()}"))
    try:
        return str(UUID(uid))
    except ValueError:
        return str(uuid5(NAMESPACE_OID, uid))


def _line(entry: Any, name: str) -> str:
    value = entry.get(name, "")
    text = str(value[0] if isinstance(value, list) else value)
    return " ".join(INVISIBLE.sub(" ", text).split())


def _website(entry: Any) -> str:
    address = _line(entry, "URL")
    return address if address.startswith(("https://", "http://")) and len(address) <= 200 else ""
