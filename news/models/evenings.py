"""Evening events that end after midnight."""

from __future__ import annotations

from datetime import date, time, timedelta

# An event that starts at noon or later may end that night, and still counts as one day.
NOON, END_OF_NIGHT = time(12), time(6)
MIDNIGHT = time.min  # as an end time: 24.00 uur on the last day


def is_one_evening(
    first: date | None, last: date | None, start: time | None, end: time | None
) -> bool:
    """Whether two dates are one evening that ends after midnight: 20.00 tot 00.30 uur.

    False for an end at 00:00, which may mean the end of the second date.
    """
    if first is None or last is None or start is None or end is None:
        return False
    ends_after_midnight = start >= NOON and MIDNIGHT < end <= END_OF_NIGHT
    return ends_after_midnight and last - first == timedelta(days=1)
