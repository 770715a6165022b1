"""Which location of a file may be a school we have without its code: proposed, never decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from pactdir.importing.outcome import Outcome
from pactdir.importing.schools.likeness import (
    likeness,
    official,
    twin_reason,
    where,
    words_in_both,
)
from pactdir.models import SchoolMatch, Verdict
from schools.buildings import address_of
from schools.models import Level, School, SchoolParticipation

LONGEST_REASON = 300
ELSEWHERE = {Level.VSO, Level.MBO}  # these are in other files


def second_codes() -> set[str]:
    """The codes of which an editor said that the school has another already."""
    matches = SchoolMatch.objects.filter(verdict=Verdict.SAME)
    return set(matches.values_list("key", flat=True))


class Proposing:
    """Finds which locations may be a school we have, and asks an editor.

    The location is stored all the same. Where it has the name and the address of ours it becomes a
    draft, so that visitors are shown one of the two; else both stand, for only which of them is
    meant is uncertain.
    """

    def __init__(self, source: str, outcome: Outcome) -> None:
        self.source, self.outcome = source, outcome
        self.matches: dict[str, list[SchoolMatch]] = defaultdict(list)
        for match in SchoolMatch.objects.select_related("school__place", "school__municipality"):
            self.matches[match.key].append(match)

    def look_at(self, rows: Mapping[str, School], new: Collection[str]) -> None:
        """Propose what may be the same among these rows of the file, by their codes."""
        self._end_what_an_editor_answered(rows)
        for key, location in rows.items():
            for match in self._waiting(key):
                self._renew(match, location)
        self._propose_ours({key: row for key, row in rows.items() if key in new})
        self._propose_twins(rows, {rows[key].pk for key in new})
        self.outcome.doubtful += [
            f"{match.name} ({key}): misschien {match.school.name_and_place}, {match.reason}. "
            "Wacht op een besluit."
            for key in rows
            for match in self._waiting(key)
        ]

    def _waiting(self, key: str) -> list[SchoolMatch]:
        return [match for match in self.matches[key] if not match.verdict]

    def _end_what_an_editor_answered(self, rows: Mapping[str, School]) -> None:
        """An editor wrote the code down meanwhile: then location and school are one row."""
        for key, location in rows.items():
            for match in self._waiting(key):
                if match.school_id == location.pk:
                    match.delete()
                    self.matches[key].remove(match)

    def _renew(self, match: SchoolMatch, location: School) -> None:
        """What waits long is decided by what the newest file says."""
        newest = {"name": official(location), "where": where(location), "location_id": location.pk}
        if any(getattr(match, name) != value for name, value in newest.items()):
            is_new = match.location_id is None
            for name, value in newest.items():
                setattr(match, name, value)
            match.save()
            if is_new:
                hide_where_both_are(location, match.school)

    def _propose(self, location: School, school: School, reason: str) -> None:
        match = SchoolMatch(
            key=location.duo_code,
            location=location,
            school=school,
            name=official(location),
            where=where(location),
            reason=reason[:LONGEST_REASON],
            source=self.source,
        )
        match.save()
        self.matches[match.key].append(match)

    # --- what we have without its code ---

    def _propose_ours(self, new: Mapping[str, School]) -> None:
        if not new:
            return
        candidates = _without_code()
        for key, location in new.items():
            answered = {match.school_id for match in self.matches[key]}
            for school in candidates.get(location.municipality_id or 0, []):
                if school.pk not in answered and (reason := likeness(location, school)):
                    self._propose(location, school, reason)
                    hide_where_both_are(location, school)

    # --- one school twice ---

    def _propose_twins(self, rows: Mapping[str, School], new: Collection[int]) -> None:
        """Of schools that share name and address one stays on the site; the others wait."""
        answered, waiting = set(), set()
        for key, matches in self.matches.items():
            here = rows[key].pk if key in rows else None
            answered |= {
                frozenset({match.school_id, match.location_id or here}) for match in matches
            }
            waiting |= {match.location_id for match in matches if not match.verdict}
        for schools in _by_address():
            kept: list[School] = []
            for school in sorted(schools, key=lambda school: _which_stays(school, new)):
                if school.duo_code in rows and (twin := self._twin(school, kept, answered)):
                    self._propose(school, *twin)
                    hide(school)
                elif school.pk not in waiting:
                    kept.append(school)

    def _twin(
        self, school: School, kept: list[School], answered: Collection[Any]
    ) -> tuple[School, str] | None:
        for other in kept:
            if frozenset({other.pk, school.pk}) not in answered and (
                reason := twin_reason(school, other)
            ):
                return other, reason
        return None


def hide(location: School) -> None:
    """Off the site until an editor decides; the school it may be is shown."""
    if location.published_from is not None:
        location.published_from = None
        location.save()


def hide_where_both_are(location: School, school: School) -> None:
    """Where ours has the address too, one of the two is enough; else each tells its own."""
    if address_of(location) == address_of(school) and words_in_both(location, school):
        hide(location)


def _without_code() -> dict[int, list[School]]:
    """Ours of which the code is not known, by municipality, but what is in other files of DUO."""
    by_municipality = defaultdict(list)
    rows = School.objects.real().filter(location_code="", municipality__isnull=False)
    for school in rows.select_related("place", "municipality").prefetch_related("former_names"):
        if not school.levels or not ELSEWHERE.issuperset(school.levels):
            by_municipality[school.municipality_id or 0].append(school)
    return by_municipality


def _by_address() -> list[list[Any]]:
    """Schools on the site that share an address."""
    by_address: dict[tuple[str, str], list[Any]] = defaultdict(list)
    rows = School.objects.real().filter(closed_on__isnull=True, published_from__isnull=False)
    takes_part = SchoolParticipation.objects.filter(school=OuterRef("pk"))
    rows = rows.select_related("place", "municipality").annotate(takes_part=Exists(takes_part))
    for school in rows:
        if address := address_of(school):
            by_address[address].append(school)
    return [schools for schools in by_address.values() if len(schools) > 1]


def _which_stays(school: Any, new: Collection[int]) -> tuple[Any, ...]:
    """In this order: what people wrote, what stood already, what most is known of."""
    return (
        bool(school.location_code),
        not school.takes_part,
        school.pk in new,
        -len(school.levels),
        not school.website,
        school.pk,
    )
