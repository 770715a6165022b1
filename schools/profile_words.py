"""The source and date of the profiles of a school, in Dutch."""

from __future__ import annotations

from datetime import date

from regions.fields.partial_date import PartialDate
from schools.models import Profile, ProfilesBasis

LONGEST_SURE = 3  # years; profiles seldom open or close sooner


def source(basis: str, on: PartialDate | None) -> str:
    """ "DUO, leerlingen op 1 oktober 2019"; empty for profiles that were stated by hand."""
    if not basis or on is None:
        return ""
    if basis == ProfilesBasis.EXAMS:
        return f"{ProfilesBasis(basis).label} in schooljaar {on.year - 1}-{on.year}"
    return f"{ProfilesBasis(basis).label} op {on}"


def may_have_changed(on: PartialDate | None, day: date) -> bool:
    if on is None:
        return False
    last = on.last_day
    return (last.year + LONGEST_SURE, last.month, last.day) < (day.year, day.month, day.day)


def labels(profiles: list[str]) -> list[str]:
    return [str(Profile(profile).label) for profile in profiles]
