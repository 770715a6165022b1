"""Evenings that end after midnight."""

from __future__ import annotations

from datetime import date, time, timedelta

# An event from noon may end in the following night, and still counts as one day.
NOON, END_OF_NIGHT = time(12), time(6)
MIDNIGHT = time.min  # as an end: 24.00 uur of the last day


def is_one_evening(
    first: date | None, last: date | None, start: time | None, end: time | None
) -> bool:
    """Whether two days are one evening that ends in the night: 20.00 tot 00.30 uur.

    Not for an end at midnight, which may be that of the second day.
    """
    if first is None or last is None or start is None or end is None:
        return False
    in_the_night = start >= NOON and MIDNIGHT < end <= END_OF_NIGHT
    return in_the_night and last - first == timedelta(days=1)
