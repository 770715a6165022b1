"""Dates, lists and numbers in Dutch notation."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal

from regions.fields.partial_date import MONTHS

NO_BREAK_SPACE = "\u00a0"
WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]


def listed(items: Iterable[object], last: str = "en") -> str:
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(count: int, singular: str, plural: str) -> str:
    """Write "1 school", "7 scholen" or "1.619 scholen"."""
    return f"{count:,} {singular if count == 1 else plural}".replace(",", ".")


def euros(amount: Decimal) -> str:
    """Abbreviate whole millions ("€ 3,4 miljoen") and write the rest in full ("€ 125.000")."""
    millions = amount / 1_000_000
    if amount >= 1_000_000 and millions == round(millions, 1):
        return with_unit("€", _dutch(f"{millions:,.1f}".removesuffix(".0")), "miljoen")
    return with_unit("€", _dutch(f"{amount:,.2f}".removesuffix(".00")))


def with_unit(*parts: str) -> str:
    """Join a number and its unit so that no line breaks between them."""
    return NO_BREAK_SPACE.join(parts)


def kilometres(number: object) -> str:
    return with_unit(str(number), "km")


def _dutch(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))


def size_in_words(size: int) -> str:
    """`size` is in bytes; a file system counts in thousands, too."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{_dutch(f'{size / 1_000_000:.1f}')} MB"


def duration_in_words(duration: timedelta) -> str:
    """In the largest unit that fits: "30 dagen", "1 uur", "15 minuten"."""
    for unit, one, more in (
        (timedelta(days=1), "dag", "dagen"),
        (timedelta(hours=1), "uur", "uur"),
        (timedelta(minutes=1), "minuut", "minuten"),
    ):
        if duration >= unit and not duration % unit:
            return counted(duration // unit, one, more)
    raise ValueError(f"No whole number of minutes: {duration}")


def day_in_words(day: date, weekday: bool = False) -> str:
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def days_in_words(first: date, last: date) -> str:
    """Write "18 november 2021", "18 en 19 november 2021" or "30 juni tot en met 2 juli 2021"."""
    if first == last:
        return day_in_words(first, weekday=True)
    between = "en" if (last - first).days == 1 else "tot en met"
    begin = day_in_words(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
        if first.month == last.month:
            begin = str(first.day)
    return f"{begin} {between} {day_in_words(last)}"


def times_in_words(start: time | None, end: time | None, several_days: bool = False) -> str:
    """Write "19.00 tot 21.00 uur", "vanaf 19.00 uur", or "" if no time is known.

    For a one-day event, an end before the start is after midnight: "20.00 tot 00.30 uur".
    """
    if start is None:
        return ""
    if end is None:
        return f"vanaf {start:%H.%M} uur"
    if end == start != time.min:
        return f"{start:%H.%M} uur"
    if several_days and time.min < end < start:
        return f"de eerste dag vanaf {start:%H.%M} uur, de laatste dag tot {end:%H.%M} uur"
    return f"{start:%H.%M} tot {'24.00' if end == time.min else f'{end:%H.%M}'} uur"
