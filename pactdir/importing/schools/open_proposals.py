"""Undecided match proposals before and after an import, so that undo can restore them.

A decision made since the import is newer, and is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pactdir.models import SchoolMatch, Verdict
from schools.models import School

# Distinguishes these keys from row keys in `Import.former`.
KEY_PREFIX = "voorstel "
FIELDS = ("name", "where", "reason", "source", "values", "location_id")


def open_proposals() -> dict[str, Any]:
    return {_key(match): _values(match) for match in SchoolMatch.objects.undecided()}


def changed_since(before: Mapping[str, Any]) -> dict[str, Any]:
    after = open_proposals()
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {key: before.get(key) for key in sorted(differing)}


@dataclass
class ProposalsUndo:
    """The effect of an undo on the match proposals that the import touched."""

    created: list[SchoolMatch] = field(default_factory=list)
    restored: list[SchoolMatch] = field(default_factory=list)
    decided: list[SchoolMatch] = field(default_factory=list)

    def add_file(self, former: Mapping[str, Any]) -> None:
        touched = {
            key: former_values
            for key, former_values in former.items()
            if key.startswith(KEY_PREFIX)
        }
        if not touched:
            return
        stored = {
            _key(match): match
            for match in SchoolMatch.objects.select_related("school__place", "school__municipality")
        }
        merged_keys = {match.key for match in stored.values() if match.verdict == Verdict.SAME}
        schools = set(School.objects.values_list("pk", flat=True))
        for key, former_values in touched.items():
            location, school = key.removeprefix(KEY_PREFIX).split(" ")
            match = stored.get(key) or SchoolMatch(key=location, school_id=int(school))
            for group in (self.created, self.restored, self.decided):
                group[:] = [other for other in group if _key(other) != key]
            if match.verdict:
                self.decided.append(match)
            elif former_values is None and match.pk:
                self.created.append(match)
            elif (
                former_values is not None
                and location not in merged_keys
                and match.school_id in schools
            ):
                for name, value in former_values.items():
                    setattr(match, name, value)
                if match.location_id not in schools:
                    match.location_id = None
                self.restored.append(match)

    @property
    def codes_decided(self) -> set[str]:
        return {match.key for match in self.decided}

    def will_release(self, proposal: int, location: int) -> bool:
        locations = {match.pk: match.location_id for match in self.restored}
        return (
            proposal in {match.pk for match in self.created}
            or locations.get(proposal, location) != location
        )

    def write(self) -> None:
        for match in self.created:
            match.delete()
        for match in self.restored:
            match.save()


def _key(match: SchoolMatch) -> str:
    return f"{KEY_PREFIX}{match.key} {match.school_id}"


def _values(match: SchoolMatch) -> dict[str, Any]:
    return {name: getattr(match, name) for name in FIELDS}
