"""Which location of a file may be a school we have without its code: proposed, never decided."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from pactdir.models import SchoolMatch, Verdict
from regions.names.folding import fold
from schools.buildings import address_of
from schools.models import Level, School, SchoolParticipation

if TYPE_CHECKING:
    from pactdir.importing.run import Run

# Words that many schools have in their names, so that they say nothing of which it is.
SAYS_NOTHING = set(
    fold(
        "aan afdeling algemeen atheneum basis bijzonder bijzondere brede by christelijk "
        "christelijke college coll csg d de den der dr en gemengd gymnasium havo het in "
        "interconfessioneel interconfessionele kader katholiek katholieke loc locatie lwoo lyceum "
        "mavo mbo met middelbare nevenvestiging of onderwijs op openbaar openbare opb osg pc po "
        "praktijkonderwijs praktijkschool pro protestants r regionale rk rooms rsg s "
        "samenwerkingsschool school scholengemeenschap sg sgm stichting t te ten ter van vbo vest "
        "vestiging vmbo vo voor voortgezet vso vwo"
    ).split()
)
# Where each name has another of these they are two schools, as an atheneum and a gymnasium.
KINDS = {"atheneum", "gymnasium", "havo", "lyceum", "mavo", "praktijkonderwijs", "praktijkschool"}
LOCATION = re.compile(r"\b(?:loc|locatie|vest|vestiging|vst)\b", re.IGNORECASE)
LONGEST_REASON = 300
ELSEWHERE = {Level.VSO, Level.MBO}  # these are in other files


class Matching:
    """Finds which locations may be a school we have, and asks an editor.

    The location is stored all the same. Where it has the name and the address of ours it becomes a
    draft, so that visitors are shown one of the two; else both stand, for only which of them is
    meant is uncertain.
    """

    def __init__(self, run: Run, source: str) -> None:
        self.run, self.source = run, source
        self.asked: dict[str, list[SchoolMatch]] = defaultdict(list)
        for match in SchoolMatch.objects.select_related("school__place", "school__municipality"):
            self.asked[match.key].append(match)

    def is_a_second_code(self, key: str) -> bool:
        """Whether an editor said that this is a school that has another code already."""
        return any(one.verdict == Verdict.SAME for one in self.asked[key])

    def look_at(self, rows: Mapping[str, School], fresh: Collection[str]) -> None:
        """Propose what may be the same among these rows of the file, by their codes."""
        self._end_what_an_editor_answered(rows)
        for key, location in rows.items():
            for match in self._waiting(key):
                self._refresh(match, location)
        self._propose_ours({key: row for key, row in rows.items() if key in fresh})
        self._propose_twins(rows, {rows[key].pk for key in fresh})
        self.run.outcome.doubtful += [
            f"{match.name} ({key}): misschien {match.school.name_and_place}, {match.reason}. "
            "Wacht op een besluit."
            for key in rows
            for match in self._waiting(key)
        ]

    def _waiting(self, key: str) -> list[SchoolMatch]:
        return [match for match in self.asked[key] if not match.verdict]

    def _end_what_an_editor_answered(self, rows: Mapping[str, School]) -> None:
        """An editor wrote the code down meanwhile: then location and school are one row."""
        for key, location in rows.items():
            for match in self._waiting(key):
                if match.school_id == location.pk:
                    match.delete()
                    self.asked[key].remove(match)

    def _refresh(self, match: SchoolMatch, location: School) -> None:
        """What waits long is decided by what the newest file says."""
        said = {"name": official(location), "where": where(location), "location_id": location.pk}
        if any(getattr(match, name) != value for name, value in said.items()):
            is_new = match.location_id is None
            for name, value in said.items():
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
        self.asked[match.key].append(match)

    # --- what we have without its code ---

    def _propose_ours(self, fresh: Mapping[str, School]) -> None:
        if not fresh:
            return
        candidates = _without_code()
        for key, location in fresh.items():
            answered = {match.school_id for match in self.asked[key]}
            for school in candidates.get(location.municipality_id or 0, []):
                if school.pk not in answered and (reason := likeness(location, school)):
                    self._propose(location, school, reason)
                    hide_where_both_are(location, school)

    # --- one school twice ---

    def _propose_twins(self, rows: Mapping[str, School], fresh: Collection[int]) -> None:
        """Of schools that share name and address one stays on the site; the others wait."""
        answered, waiting = set(), set()
        for key, asked in self.asked.items():
            here = rows[key].pk if key in rows else None
            answered |= {frozenset({match.school_id, match.location_id or here}) for match in asked}
            waiting |= {match.location_id for match in asked if not match.verdict}
        for schools in _by_address():
            kept: list[School] = []
            for school in sorted(schools, key=lambda one: _which_stays(one, fresh)):
                if school.duo_code in rows and (found := self._twin(school, kept, answered)):
                    self._propose(school, *found)
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
    if address_of(location) == address_of(school) and _in_both(location, school):
        hide(location)


def official(school: School) -> str:
    return school.official_name or school.name


def where(school: School) -> str:
    street = f"{school.address}, " if school.address else ""
    return f"{street}{school.postcode} {school.place or ''}".strip()


def _without_code() -> dict[int, list[School]]:
    """Ours of which the code is not known, by municipality, but what is in other files of DUO."""
    found = defaultdict(list)
    rows = School.objects.real().filter(location_code="", municipality__isnull=False)
    for school in rows.select_related("place", "municipality").prefetch_related("former_names"):
        if not school.levels or not ELSEWHERE.issuperset(school.levels):
            found[school.municipality_id or 0].append(school)
    return found


def _by_address() -> list[list[Any]]:
    """Schools on the site that share an address."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    rows = School.objects.real().filter(closed_on__isnull=True, published_from__isnull=False)
    takes_part = SchoolParticipation.objects.filter(school=OuterRef("pk"))
    rows = rows.select_related("place", "municipality").annotate(takes_part=Exists(takes_part))
    for school in rows:
        if address := address_of(school):
            found[address].append(school)
    return [schools for schools in found.values() if len(schools) > 1]


def _which_stays(school: Any, fresh: Collection[int]) -> tuple[Any, ...]:
    """In this order: what people wrote, what stood already, what most is known of."""
    return (
        bool(school.location_code),
        not school.takes_part,
        school.pk in fresh,
        -len(school.levels),
        not school.website,
        school.pk,
    )


def twin_reason(one: School, other: School) -> str:
    """Why two schools at one address may be one, in words; empty if not."""
    here = f"zelfde adres ({one.address})"
    is_same_name = not _folded_names(one).isdisjoint(_folded_names(other))
    if is_same_name and (one.brin == other.brin or fold(official(one)) == fold(official(other))):
        return f"zelfde naam, {here}"
    if one.levels and other.levels and set(one.levels).isdisjoint(other.levels):
        return ""
    if _kinds(one) and _kinds(other) and _kinds(one).isdisjoint(_kinds(other)):
        return ""
    if is_same_name:
        return f"zelfde naam, {here}"
    ours, theirs = _telling(one), _telling(other)
    if not (_of_location(one) <= theirs and _of_location(other) <= ours):
        return ""
    is_part = ours <= theirs or theirs <= ours
    if ours and theirs and (ours == theirs or (is_part and len(ours & theirs) > 1)):
        return f"{here}, en deze woorden staan in beide namen: {_listed(ours & theirs)}"
    if ours and theirs and _glued(one) == _glued(other):
        return f"{here}, en bijna dezelfde naam"
    return ""


def _folded_names(school: School) -> set[str]:
    return {fold(school.name), fold(official(school))}


def _telling(school: School) -> set[str]:
    return telling_words(official(school), school.place, school.municipality)


def _of_location(school: School) -> set[str]:
    """The telling words of what it calls its location: "Parmant Scholen, loc. Helder"."""
    _, *behind = LOCATION.split(official(school))
    return telling_words(" ".join(behind), school.place, school.municipality)


def _kinds(school: School) -> set[str]:
    return KINDS.intersection(fold(school.name).split())


def _glued(school: School) -> str:
    """The telling words in their order, written as one: "Herle College" is "Herlecollege"."""
    said = {
        word for place in (school.place, school.municipality) for word in fold(str(place)).split()
    }
    words = [
        word for word in fold(official(school)).split() if word not in SAYS_NOTHING - {"college"}
    ]
    return "".join(word for word in words if word not in said)


def _in_both(location: School, school: School) -> set[str]:
    """The telling words of both names, where the one name says no more than the other."""
    places = location.place, school.municipality
    said = [telling_words(name, *places) for name in (official(location), location.name)]
    for name in [school.name, school.brand, *(one.name for one in school.former_names.all())]:
        ours = telling_words(name, *places)
        for theirs in said:
            if ours and theirs and (ours <= theirs or theirs <= ours):
                return ours & theirs
    return set()


def likeness(location: School, school: School) -> str:
    """Why this location may be that school of the same municipality, in words; empty if not."""
    if school.brin:
        is_same = school.brin == location.brin
        return f"zelfde BRIN {school.brin}, gemeente {school.municipality}" if is_same else ""
    if address_of(school) and address_of(school) == address_of(location):
        return f"zelfde adres: {school.address}"
    if school.place_id and school.place_id != location.place_id:
        return ""
    if both := _in_both(location, school):
        here = school.place or school.municipality
        return f"in {here}, en deze woorden staan in beide namen: {_listed(both)}"
    return ""


def telling_words(name: str, *places: Any) -> set[str]:
    """The words of a name that tell a school from others in that place."""
    said = {word for place in places for word in fold(str(place)).split()}
    return set(fold(name).split()) - SAYS_NOTHING - said


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(words))
