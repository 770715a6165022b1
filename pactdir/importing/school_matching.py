"""Which location of a file may be a school we have without its code: proposed, never decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from pactdir.importing.rows import Checked, as_text
from pactdir.models import SchoolMatch, Verdict
from regions.folding import fold
from schools.models import Level, School

if TYPE_CHECKING:
    from pactdir.importing.schools import Schools

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
ELSEWHERE = {Level.VSO, Level.MBO}  # these are in other files


class Matching:
    """Holds back what may be one of our schools, and asks an editor."""

    def __init__(self, kind: Schools, existing: Collection[str], source: str) -> None:
        self.kind, self.existing, self.source = kind, existing, source
        self.asked: dict[str, list[SchoolMatch]] = defaultdict(list)
        for match in SchoolMatch.objects.select_related("school__place", "school__municipality"):
            self.asked[match.key].append(match)
        self.candidates: dict[int, list[School]] = defaultdict(list)
        without_code = School.objects.real().filter(location_code="", municipality__isnull=False)
        for school in without_code.select_related("place", "municipality").prefetch_related(
            "former_names"
        ):
            if not school.levels or not ELSEWHERE.issuperset(school.levels):
                self.candidates[school.municipality_id or 0].append(school)

    def let_through(self, rows: list[Checked]) -> list[Checked]:
        """The rows of which it is clear what they are. The others are proposed to an editor."""
        through = [row for row in rows if self._is_clear(row)]
        found = SchoolMatch.objects.undecided().filter(key__in=[row.key for row in through])
        found.delete()  # an editor wrote the code down meanwhile
        return through

    def _is_clear(self, row: Checked) -> bool:
        if row.key in self.existing or row.key in self.kind.of_memory:
            return True
        asked = self.asked[row.key]
        if any(one.verdict == Verdict.SAME for one in asked):
            return False  # a second code of a school that has one
        if undecided := [one for one in asked if not one.verdict]:
            self._refresh(row, undecided)
        else:
            undecided = self._proposed(row, {one.school_id for one in asked})
        self.kind.run.outcome.doubtful += [
            f"{one.name} ({one.key}): misschien {one.school.name_and_place}, {one.reason}. "
            "Wacht op een besluit."
            for one in undecided
        ]
        return not undecided

    def _proposed(self, row: Checked, answered: set[int]) -> list[SchoolMatch]:
        near = self.candidates.get(row.cleaned["municipality"].pk, [])
        values = self.kind.values(row.cleaned) if near else {}
        reasons = {
            school: reason
            for school in near
            if school.pk not in answered and (reason := likeness(row.cleaned, values, school))
        }
        if not reasons:
            return []
        said = self._said(row)
        return SchoolMatch.objects.bulk_create(
            SchoolMatch(key=row.key, school=school, reason=reason, **said)
            for school, reason in reasons.items()
        )

    def _refresh(self, row: Checked, undecided: list[SchoolMatch]) -> None:
        """What waits long is decided by what the newest file says."""
        said = self._said(row)
        for match in undecided:
            if said and any(getattr(match, name) != value for name, value in said.items()):
                for name, value in said.items():
                    setattr(match, name, value)
                match.save()

    def _said(self, row: Checked) -> dict[str, Any]:
        """What a proposal keeps of the row; nothing where another file of this import told it."""
        told = self.kind.run.said[self.kind.name, row.key]
        if told:
            return {}
        values = self.kind.values(row.cleaned)
        told |= values.keys()
        return {
            "name": row.cleaned["name"],
            "where": _where(row.cleaned),
            "source": self.source,
            "values": {name: as_text(School, name, value) for name, value in values.items()},
        }


def _where(cleaned: dict[str, Any]) -> str:
    street = f"{cleaned['address']}, " if cleaned["address"] else ""
    return f"{street}{cleaned['postcode']} {cleaned['place_name']}".strip()


def likeness(cleaned: dict[str, Any], values: dict[str, Any], school: School) -> str:
    """Why this location may be that school of the same municipality, in words; empty if not."""
    if school.brin:
        is_same = school.brin == cleaned["brin"]
        return f"zelfde BRIN {school.brin}, gemeente {school.municipality}" if is_same else ""
    address = fold(f"{school.address} {school.postcode}")
    if school.address and address == fold(f"{cleaned['address']} {cleaned['postcode']}"):
        return f"zelfde adres: {school.address}"
    if school.place_id and school.place_id != values["place"].pk:
        return ""
    where = school.place or school.municipality
    theirs = telling_words(cleaned["name"], values["place"], school.municipality)
    for name in [school.name, school.brand, *(one.name for one in school.former_names.all())]:
        ours = telling_words(name, values["place"], school.municipality)
        if ours and theirs and (ours <= theirs or theirs <= ours):
            return f"in {where}, en deze woorden staan in beide namen: {_listed(ours & theirs)}"
    return ""


def telling_words(name: str, *places: Any) -> set[str]:
    """The words of a name that tell a school from others in that place."""
    said = {word for place in places for word in fold(str(place)).split()}
    return set(fold(name).split()) - SAYS_NOTHING - said


def _listed(words: set[str]) -> str:
    return ", ".join(sorted(words))
