"""The profiles of a school as text, with their source and date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from regions.fields.partial_date import PartialDate
from regions.wording.dutch import counted
from regions.wording.glossary import TERMS
from schools.models import TECHNICAL_PROFILES, Level, Profile, ProfilesBasis

MAX_CERTAIN_YEARS = 3  # years; profiles rarely open or close sooner
# Schools without these levels have no vmbo profiles.
LEVELS_WITH_PROFILES = frozenset(
    {
        Level.VMBO,
        Level.VMBO_BKG,
        Level.VMBO_BB,
        Level.VMBO_KB,
        Level.VMBO_GL,
        Level.VSO,
        Level.BRIDGE,
    }
)


class HasProfiles(Protocol):
    @property
    def levels(self) -> list[str]: ...
    @property
    def profiles(self) -> list[str]: ...
    @property
    def profiles_known(self) -> bool: ...
    @property
    def profiles_basis(self) -> str: ...
    @property
    def profiles_on(self) -> PartialDate | None: ...


def source(basis: str, on: PartialDate | None) -> str:
    """As "DUO, leerlingen op 1 oktober 2019"; empty for profiles that were entered by hand."""
    if not basis or on is None:
        return ""
    if basis == ProfilesBasis.EXAMS:
        return f"{ProfilesBasis(basis).label} in schooljaar {on.year - 1}-{on.year}"
    return f"{ProfilesBasis(basis).label} op {on}"


def dates_in_words(days: Iterable[PartialDate | None]) -> str:
    """As "218 scholen hadden dat op 1 oktober 2019", for the date of each school's profiles."""
    counts = Counter(days)
    number = counts.total()
    schools = counted(number, "school", "scholen")
    dated = [(day, count) for day, count in counts.most_common() if day]
    if not dated:
        return f"{schools} {'heeft' if number == 1 else 'hebben'} dat"
    day, count = dated[0]
    when = f" {'op' if day.day else 'in'} {day}"
    had = f"{schools} {'had' if number == 1 else 'hadden'} dat"
    return had + (when if count == number else f", de meeste{when}")


def may_have_changed(on: PartialDate | None, day: date) -> bool:
    if on is None:
        return False
    last = on.last_day
    return (last.year + MAX_CERTAIN_YEARS, last.month, last.day) < (day.year, day.month, day.day)


def labels(profiles: list[str]) -> list[str]:
    return [str(Profile(profile).label) for profile in profiles]


def abbreviation(profile: str) -> str:
    return TERMS[profile].name


def can_have_profiles(levels: Iterable[str]) -> bool:
    levels = set(levels)
    return not levels or not LEVELS_WITH_PROFILES.isdisjoint(levels)


def has_none(school: HasProfiles) -> bool:
    """Whether a source states that it has none, or none of its levels has vmbo profiles."""
    return not school.profiles and (school.profiles_known or not can_have_profiles(school.levels))


def in_line(school: HasProfiles) -> str:
    """Text for a row, as "in 2019: BWI, PIE"; empty if unknown, as `ProfilesNote` says once."""
    if not school.profiles_known:
        return ""
    if not school.profiles:
        return "geen vmbo-profielen"
    when = f"in {school.profiles_on.year}" if school.profiles_on else "profielen"
    return f"{when}: {', '.join(map(abbreviation, school.profiles))}"


@dataclass(frozen=True)
class ProfilesNote:
    """A note about the profiles in a list, shown once."""

    profiles: list[Profile]  # profiles in the list, in the order of Profile
    sources: list[str]
    may_have_changed: bool
    unknown: int  # number of schools that can have profiles but whose profiles are unknown
    has_without_technical: bool  # True if a school has only other profiles

    @property
    def technical(self) -> list[Profile]:
        return [profile for profile in self.profiles if profile in TECHNICAL_PROFILES]


def note_on(schools: Iterable[HasProfiles], day: date) -> ProfilesNote:
    schools = list(schools)
    present = {profile for school in schools for profile in school.profiles}
    dated = [school for school in schools if school.profiles]
    sources = {source(school.profiles_basis, school.profiles_on) for school in dated}
    return ProfilesNote(
        profiles=[profile for profile in Profile if profile in present],
        sources=sorted(sources - {""}),
        may_have_changed=any(may_have_changed(school.profiles_on, day) for school in dated),
        unknown=sum(
            not school.profiles_known and can_have_profiles(school.levels) for school in schools
        ),
        has_without_technical=any(
            set(school.profiles).isdisjoint(TECHNICAL_PROFILES) for school in dated
        ),
    )
