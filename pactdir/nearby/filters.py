"""What the schools near a postcode are narrowed by, and how far from it they are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from django.http import QueryDict

from pactdir.nearby.schools import KnownSchool, SchoolNear
from regions.lists.narrowing import Counted, Facet, NarrowedList, Pairs, Usual, narrow
from schools.advice import ADVICE_CHOICES, ADVICES, NOT_KNOWN, Fit, fits_any, how_it_fits
from schools.filters import ALSO_MAY, UNKNOWN
from schools.filters import NOT_KNOWN as PROFILE_NOT_KNOWN
from schools.models import TECHNICAL_PROFILES, Profile

RADII = (5, 10, 15, 25)  # km
USUAL, FARTHEST = 10, RADII[-1]
ENOUGH = 3  # schools to choose from; with fewer one looks further
GENERAL = "havo-vwo"
TECHNICAL_FIRST = sorted(Profile, key=lambda profile: profile not in TECHNICAL_PROFILES)


FACETS = [
    # Not folded away: for whom a school is, it is the first thing to look for.
    Facet("advies", "Advies of niveau", ADVICE_CHOICES, is_folded=False, hint=ALSO_MAY),
    Facet(
        "profiel",
        "Profiel",
        [*((profile.value, profile.label) for profile in TECHNICAL_FIRST), PROFILE_NOT_KNOWN],
    ),
    Facet("afstand", "Afstand", [(str(km), f"binnen {km} km") for km in RADII], is_single=True),
    Facet("ook", "Ook tonen", [(GENERAL, "scholen met alleen havo of vwo")]),
]


class NearbyFilter(NarrowedList):
    """Narrows schools at hand, without a query: all of them are looked at for the distance.

    A school whose levels or profiles are not known is never left out by itself. What is left out
    until it is asked for are schools for havo and vwo alone: this is about technology.
    """

    facet_names = frozenset(facet.name for facet in FACETS)

    def __init__(self, asked: QueryDict, schools: list[SchoolNear], carried: Pairs) -> None:
        self.schools = schools
        self.narrowing = narrow(asked.getlist, FACETS, carried=carried)
        if self.values.get("afstand") == [str(USUAL)] == [str(self.reach_by_itself)]:
            # The usual distance is no choice where it is what one gets anyway.
            self.narrowing = self.narrowing.without("afstand")

    @property
    def values(self) -> dict[str, list[str]]:
        return self.narrowing.values

    # --- which ---

    @cached_property
    def fitting(self) -> list[SchoolNear]:
        """What fits all choices but the distance, the nearest first."""
        return fitting(self.schools, self.values)

    @cached_property
    def asked_radius(self) -> int | None:
        chosen = self.values.get("afstand")
        return int(chosen[0]) if chosen else None

    @cached_property
    def reach(self) -> int:
        """How far the list goes, in km: as asked, else as far as there are enough."""
        return self.asked_radius or self.reach_by_itself

    @cached_property
    def reach_by_itself(self) -> int:
        """How far the list goes where no distance is asked for."""
        return reach_of(self.fitting)

    @property
    def is_farthest(self) -> bool:
        """Further than one can choose: these are simply the nearest there are."""
        return self.reach > FARTHEST

    @property
    def how_far(self) -> str:
        """How far the list goes, where it is not simply as far as was asked."""
        return "" if self.is_farthest else f"binnen {self.reach} km"

    @property
    def why_wider(self) -> str:
        """A sentence for whoever did not ask for a distance and is shown more than the usual."""
        if self.reach <= USUAL or self.asked_radius:
            return ""
        number = self._within(self.fitting, USUAL)
        choice = " met deze keuze" if self.values else ""
        few = f"staan er maar {number}" if number > 1 else "staat er maar 1"
        here = f"Binnen {USUAL} km {few if number else 'staat geen school'}{choice}."
        shown = "die het dichtstbij staan" if self.is_farthest else f"tot {self.reach} km"
        return f"{here} Daarom zie je hier de scholen {shown}."

    @cached_property
    def found(self) -> list[SchoolNear]:
        """What the list shows: the nearest first, in each group where an advice makes groups."""
        near = [school for school in self.fitting if school.is_within(self.reach)]
        return sorted(near, key=self.fit_of) if self.is_ranked else near

    @property
    def is_ranked(self) -> bool:
        """Whether an advice tells which schools have other levels too."""
        return not ADVICES.keys().isdisjoint(self.values.get("advies", []))

    @property
    def is_general_advised(self) -> bool:
        return not {"havo", "vwo"}.isdisjoint(self.values.get("advies", []))

    def fit_of(self, school: SchoolNear) -> Fit:
        return how_it_fits(school.known.levels, self.values.get("advies", []))

    @cached_property
    def apart(self) -> list[SchoolNear]:
        """In the same municipality, at a distance that is not known."""
        return [school for school in self.fitting if school.km is None]

    @property
    def nearest_beyond(self) -> SchoolNear | None:
        """The nearest, where none lies as near as was asked."""
        known = (school for school in self.fitting if school.km is not None)
        return None if self.found else next(known, None)

    @property
    def left_out(self) -> int:
        """How many are near that show only when they are asked for."""
        return 0 if is_general_asked(self.values) else self.counted.numbers["ook"][GENERAL]

    @property
    def query_with_those(self) -> str:
        """The query of the address at which they show too."""
        return self.narrowing.query_with(("ook", GENERAL))

    @property
    def unknown_levels(self) -> int:
        """Where an advice is asked for: at how many near we do not know for whom they are."""
        advices = set(self.values.get("advies", []))
        if NOT_KNOWN in advices or advices <= {"mbo", "vso"}:
            return 0
        return self.counted.numbers["advies"][NOT_KNOWN]

    @property
    def query_with_unknown_levels(self) -> str:
        return self.narrowing.query_with(("advies", NOT_KNOWN))

    @property
    def unknown_profiles(self) -> int:
        """Where a profile is asked for: how many near may have it, for all we know."""
        if not self.values.get("profiel") or UNKNOWN in self.values["profiel"]:
            return 0
        return self.counted.numbers["profiel"][UNKNOWN]

    @property
    def query_with_unknown_profiles(self) -> str:
        return self.narrowing.query_with(("profiel", UNKNOWN))

    # --- counting, in what is at hand ---

    @cached_property
    def counted(self) -> Counted:
        near = [school for school in self.schools if school.km is None or self._is_near(school)]
        general = fitting(near, self.values | {"ook": [GENERAL]})
        total = len(self.found) + len(self.apart)
        return Counted(
            total,
            max(total, self._unchosen),
            {
                "advies": self._each(FACETS[0], near),
                "profiel": self._each(FACETS[1], near),
                "afstand": {str(km): self._within(self.fitting, km) for km in RADII},
                "ook": {GENERAL: sum(school.known.is_general for school in general)},
            },
            usual={"afstand": self._usual_distance},
        )

    def _is_near(self, school: SchoolNear) -> bool:
        return school.is_within(self.reach)

    @property
    def _usual_distance(self) -> Usual:
        km = self.reach_by_itself
        words = "de dichtstbijzijnde" if km > FARTHEST else f"binnen {km} km"
        return Usual(str(km), words, self._within(self.fitting, km))

    @property
    def _unchosen(self) -> int:
        """How many the list shows where nothing is chosen."""
        schools = [school for school in self.schools if not school.known.is_general]
        reach = reach_of(schools)
        return sum(school.km is None or school.is_within(reach) for school in schools)

    @property
    def further(self) -> list[tuple[str, int, str]]:
        """Where no distance is there to choose: how far one can look to find more, how many there
        are, and the query for it.
        """
        if any(facet.name == "afstand" for facet in self.shown.facets):
            return []
        numbers = self.counted.numbers["afstand"]
        return [
            (f"binnen {km} km", numbers[str(km)], self.narrowing.query_with(("afstand", str(km))))
            for km in RADII
            if km > self.reach and numbers[str(km)] > len(self.found)
        ]

    def _each(self, facet: Facet, near: list[SchoolNear]) -> dict[str, int]:
        """What would show if only this were chosen of the facet."""
        return {
            value: len(fitting(near, self.values | {facet.name: [value]}))
            for value, _ in facet.choices
        }

    def _within(self, schools: Iterable[SchoolNear], km: float) -> int:
        return sum(school.is_within(km) for school in schools)

    def helps(self) -> set[str]:
        """Without which choice there is something; without a distance one finds it for sure."""
        return {name for name in self.values if self._would_find(name)}

    def _would_find(self, dropped: str) -> bool:
        values = self.narrowing.without(dropped).values
        reach = self.reach if "afstand" in values else float("inf")
        return any(
            school.km is None or school.is_within(reach) for school in fitting(self.schools, values)
        )


def fitting(schools: Iterable[SchoolNear], values: Mapping[str, Sequence[str]]) -> list[SchoolNear]:
    """Those that fit these choices, whatever their distance."""
    if not is_general_asked(values):
        schools = [school for school in schools if not school.known.is_general]
    if advices := values.get("advies"):
        schools = [school for school in schools if fits_any(school.known.levels, advices)]
    if profiles := values.get("profiel"):
        chosen = set(profiles)
        schools = [s for s in schools if not chosen.isdisjoint(profiles_of(s.known))]
    return list(schools)


def reach_of(schools: Iterable[SchoolNear]) -> int:
    """As far as there are enough of these, the nearest first."""
    kms = [school.whole_km for school in schools if school.whole_km is not None]
    for radius in RADII[RADII.index(USUAL) :]:
        if sum(km <= radius for km in kms) >= ENOUGH:
            return radius
    return max([FARTHEST, *kms[:ENOUGH]]) if kms else USUAL


def profiles_of(school: KnownSchool) -> list[str]:
    return school.profiles if school.profiles_known else [UNKNOWN]


def is_general_asked(values: Mapping[str, Sequence[str]]) -> bool:
    """Whoever asks for havo or vwo asks for the schools that have nothing else, too."""
    return "ook" in values or not {"havo", "vwo"}.isdisjoint(values.get("advies", []))
