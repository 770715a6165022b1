"""Proposes that a location in a file is a school stored without its code; an editor decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from pactdir.importing.outcome import Outcome
from pactdir.importing.schools.similarity import (
    duplicate_reason,
    full_address,
    official_name,
    shared_words,
    similarity_reason,
)
from pactdir.models import SchoolMatch, Verdict
from schools.buildings import address_of
from schools.models import School, SchoolParticipation

MAX_REASON_LENGTH = 300
GONE = "{} staat niet meer in het bestand, en deze vestiging staat op hetzelfde adres ({})"


def decided_codes() -> set[str]:
    matches = SchoolMatch.objects.filter(verdict=Verdict.SAME)
    return set(matches.values_list("key", flat=True))


class MatchProposer:
    """Finds locations that may be a stored school, and asks an editor.

    The location is stored as well. If it has the name and address of the stored school, it becomes
    a draft, so that visitors see only one; otherwise both are published until an editor decides.
    """

    def __init__(
        self, source: str, outcome: Outcome, levels_in_other_files: frozenset[str]
    ) -> None:
        self.source, self.outcome = source, outcome
        self.levels_in_other_files = levels_in_other_files
        self.matches: dict[str, list[SchoolMatch]] = defaultdict(list)
        for match in SchoolMatch.objects.select_related("school__place", "school__municipality"):
            self.matches[match.key].append(match)

    def propose(self, rows: Mapping[str, School], new: Collection[str]) -> None:
        self._delete_resolved(rows)
        for key, location in rows.items():
            for match in self._undecided(key):
                self._refresh(match, location)
        self._propose_stored({key: row for key, row in rows.items() if key in new})
        self._propose_duplicates(rows, {rows[key].pk for key in new})
        self.outcome.warnings += [
            f"{match.name} ({key}): misschien {match.school.name_and_place}, {match.reason}. "
            "Wacht op een besluit."
            for key in rows
            for match in self._undecided(key)
        ]

    def _undecided(self, key: str) -> list[SchoolMatch]:
        return [match for match in self.matches[key] if not match.verdict]

    def _delete_resolved(self, rows: Mapping[str, School]) -> None:
        for key, location in rows.items():
            for match in self._undecided(key):
                if match.school_id == location.pk:
                    match.delete()
                    self.matches[key].remove(match)

    def _refresh(self, match: SchoolMatch, location: School) -> None:
        newest = {
            "name": official_name(location),
            "where": full_address(location),
            "location_id": location.pk,
        }
        if any(getattr(match, name) != value for name, value in newest.items()):
            was_without_location = match.location_id is None
            for name, value in newest.items():
                setattr(match, name, value)
            match.save()
            if was_without_location:
                unpublish_if_same_address(location, match.school)

    def _add(self, location: School, school: School, reason: str) -> None:
        match = SchoolMatch(
            key=location.duo_code,
            location=location,
            school=school,
            name=official_name(location),
            where=full_address(location),
            reason=reason[:MAX_REASON_LENGTH],
            source=self.source,
        )
        match.save()
        self.matches[match.key].append(match)

    # Schools without a code

    def _propose_stored(self, new: Mapping[str, School]) -> None:
        if not new:
            return
        candidates = _schools_without_code(self.levels_in_other_files)
        for key, location in new.items():
            proposed = {match.school_id for match in self.matches[key]}
            for school in candidates.get(location.municipality_id or 0, []):
                if school.pk not in proposed and (reason := similarity_reason(location, school)):
                    self._add(location, school, reason)
                    unpublish_if_same_address(location, school)

    # Duplicates at one address

    def _propose_duplicates(self, rows: Mapping[str, School], new: Collection[int]) -> None:
        proposed_pairs, undecided_locations = set(), set()
        for key, matches in self.matches.items():
            location_id = rows[key].pk if key in rows else None
            proposed_pairs |= {
                frozenset({match.school_id, match.location_id or location_id}) for match in matches
            }
            undecided_locations |= {match.location_id for match in matches if not match.verdict}
        for schools in _schools_by_address():
            published: list[School] = []
            for school in sorted(schools, key=lambda school: _preference(school, new)):
                if school.duo_code in rows and (
                    match := self._duplicate(school, published, proposed_pairs)
                ):
                    self._add(school, *match)
                    unpublish(school)
                elif school.pk not in undecided_locations:
                    published.append(school)

    # Successors of missing schools

    def propose_successors(self, gone: Mapping[str, School], seen: Collection[str]) -> None:
        """For schools marked as possibly closed, propose the locations in the file at their
        address.

        A draft already is a proposal itself.
        """
        without = [
            school
            for school in gone.values()
            if school.possibly_closed
            and school.published_from
            and not school.closed_on
            and not school.successor_id
        ]
        locations = _locations_by_address(without, seen)
        for school in without:
            for location in locations.get(address_of(school), []):
                if all(match.school_id != school.pk for match in self.matches[location.duo_code]):
                    self._add(location, school, GONE.format(school.duo_code, school.address))
                    self.outcome.warnings.append(
                        f"{school} ({school.duo_code}) gaat misschien verder als {location} "
                        f"({location.duo_code}), op hetzelfde adres. Wacht op een besluit."
                    )

    def _duplicate(
        self, school: School, published: list[School], proposed_pairs: Collection[Any]
    ) -> tuple[School, str] | None:
        for other in published:
            if frozenset({other.pk, school.pk}) not in proposed_pairs and (
                reason := duplicate_reason(school, other)
            ):
                return other, reason
        return None


def unpublish(location: School) -> None:
    if location.published_from is not None:
        location.published_from = None
        location.save()


def unpublish_if_same_address(location: School, school: School) -> None:
    if address_of(location) == address_of(school) and shared_words(location, school):
        unpublish(location)


def _schools_without_code(levels_in_other_files: frozenset[str]) -> dict[int, list[School]]:
    by_municipality = defaultdict(list)
    rows = School.objects.exclude_examples().filter(location_code="", municipality__isnull=False)
    for school in rows.select_related("place", "municipality").prefetch_related("former_names"):
        if not school.levels or not levels_in_other_files.issuperset(school.levels):
            by_municipality[school.municipality_id or 0].append(school)
    return by_municipality


def _locations_by_address(
    schools: list[School], seen: Collection[str]
) -> dict[tuple[str, str] | None, list[School]]:
    by_address: defaultdict[tuple[str, str] | None, list[School]] = defaultdict(list)
    rows = School.objects.exclude_examples().filter(
        postcode__in={school.postcode for school in schools} - {""}
    )
    rows = rows.filter(closed_on__isnull=True, published_from__isnull=False)
    for location in rows.select_related("place", "municipality").order_by("pk"):
        if location.duo_code in seen and (address := address_of(location)):
            by_address[address].append(location)
    return by_address


def _schools_by_address() -> list[list[Any]]:
    by_address: dict[tuple[str, str], list[Any]] = defaultdict(list)
    rows = School.objects.exclude_examples().filter(
        closed_on__isnull=True, published_from__isnull=False
    )
    takes_part = SchoolParticipation.objects.filter(school=OuterRef("pk"))
    rows = rows.select_related("place", "municipality").annotate(takes_part=Exists(takes_part))
    for school in rows:
        if address := address_of(school):
            by_address[address].append(school)
    return [schools for schools in by_address.values() if len(schools) > 1]


def _preference(school: Any, new: Collection[int]) -> tuple[Any, ...]:
    """Sort key: has a code, takes part, known before this import, most complete, oldest."""
    return (
        bool(school.location_code),
        not school.takes_part,
        school.pk in new,
        -len(school.levels),
        not school.website,
        school.pk,
    )
