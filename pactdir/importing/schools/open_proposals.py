"""The proposals that wait for an editor, as an import found them: undoing it finds them again.

What an editor decided since is newer than the import, so that stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pactdir.models import SchoolMatch, Verdict
from schools.models import School

# Before the keys of these, in what an import keeps of what was remembered before.
MARK = "voorstel "
SAID = ("name", "where", "reason", "source", "values", "location_id")


def open_proposals() -> dict[str, Any]:
    """What each says, by a key that no row of a file has."""
    return {_key(one): _said(one) for one in SchoolMatch.objects.undecided()}


def changed_since(before: Mapping[str, Any]) -> dict[str, Any]:
    """Of those that differ by now: what they said, and None of one that was not there."""
    after = open_proposals()
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {key: before.get(key) for key in sorted(differing)}


@dataclass
class PuttingBack:
    """What undoing an import comes to for the proposals it touched."""

    gone: list[SchoolMatch] = field(default_factory=list)
    as_before: list[SchoolMatch] = field(default_factory=list)
    decided: list[SchoolMatch] = field(default_factory=list)

    def look_at(self, former: Mapping[str, Any]) -> None:
        """Add what one file touched; of several files of one import the last loaded comes first."""
        touched = {key: was for key, was in former.items() if key.startswith(MARK)}
        if not touched:
            return
        stored = {
            _key(one): one
            for one in SchoolMatch.objects.select_related("school__place", "school__municipality")
        }
        same = {one.key for one in stored.values() if one.verdict == Verdict.SAME}
        schools = set(School.objects.values_list("pk", flat=True))
        for key, was in touched.items():
            location, school = key.removeprefix(MARK).split(" ")
            one = stored.get(key) or SchoolMatch(key=location, school_id=int(school))
            for known in (self.gone, self.as_before, self.decided):
                known[:] = [other for other in known if _key(other) != key]
            if one.verdict:
                self.decided.append(one)
            elif was is None and one.pk:
                self.gone.append(one)
            elif was is not None and location not in same and one.school_id in schools:
                for name, value in was.items():
                    setattr(one, name, value)
                if one.location_id not in schools:
                    one.location_id = None
                self.as_before.append(one)

    @property
    def codes_decided(self) -> set[str]:
        """Locations of which an editor has said since whose they are: those stay as they are."""
        return {one.key for one in self.decided}

    def lets_go(self, proposal: int, location: int) -> bool:
        """Whether that proposal will no longer point to that location."""
        kept = {one.pk: one.location_id for one in self.as_before}
        return proposal in {one.pk for one in self.gone} or kept.get(proposal, location) != location

    def write(self) -> None:
        for one in self.gone:
            one.delete()
        for one in self.as_before:
            one.save()


def _key(match: SchoolMatch) -> str:
    return f"{MARK}{match.key} {match.school_id}"


def _said(match: SchoolMatch) -> dict[str, Any]:
    return {name: getattr(match, name) for name in SAID}
