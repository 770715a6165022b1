"""The filters of the schools near a postcode, and the radius of the search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from django.http import QueryDict

from pactdir.nearby.schools import KnownSchool, SchoolNear
from regions.lists.narrowing import Counted, DefaultChoice, Facet, NarrowedList, Pairs, narrow
from regions.wording.dutch import kilometres
from schools.advice import ADVICE_CHOICES, ADVICES, NOT_KNOWN, Fit, how_it_fits
from schools.filters import NOT_KNOWN as PROFILE_NOT_KNOWN
from schools.filters import PERMITTED_TOO_HINT, UNKNOWN
from schools.models import TECHNICAL_PROFILES, Profile
from schools.profile_words import can_have_profiles

RADII = (5, 10, 15, 25)  # km
DEFAULT_RADIUS, MAX_RADIUS = 10, RADII[-1]
MIN_SCHOOLS = 3  # with fewer schools, the radius grows
GENERAL = "havo-vwo"
TECHNICAL_FIRST = sorted(Profile, key=lambda profile: profile not in TECHNICAL_PROFILES)


FACETS = [
    # Not collapsed: the advice matters most to pupils.
    Facet("advies", "Advies of niveau", ADVICE_CHOICES, is_folded=False, hint=PERMITTED_TOO_HINT),
    Facet(
        "profiel",
        "Profiel",
        [*((profile.value, profile.label) for profile in TECHNICAL_FIRST), PROFILE_NOT_KNOWN],
    ),
    Facet(
        "afstand",
        "Afstand",
        [(str(km), f"binnen {kilometres(km)}") for km in RADII],
        is_single=True,
    ),
    Facet("ook", "Ook tonen", [(GENERAL, "scholen met alleen havo of vwo")]),
]


class NearbyFilter(NarrowedList):
    """Filters schools in memory, since all are loaded for their distance anyway.

    Schools with only havo and vwo are hidden unless chosen, as the site is about technology. A
    school with unknown levels or profiles is not hidden.
    """

    facet_names = frozenset(facet.name for facet in FACETS)

    def __init__(self, query: QueryDict, schools: list[SchoolNear], carried: Pairs) -> None:
        self.schools = schools
        self.narrowing = narrow(query.getlist, FACETS, carried=carried)
        if self.values.get("afstand") == [str(DEFAULT_RADIUS)] == [str(self.default_reach)]:
            # The default radius does not count as a choice.
            self.narrowing = self.narrowing.without("afstand")

    @property
    def values(self) -> dict[str, list[str]]:
        return self.narrowing.values

    # --- matches ---

    @cached_property
    def fitting(self) -> list[SchoolNear]:
        return fitting(self.schools, self.values)

    @cached_property
    def chosen_radius(self) -> int | None:
        chosen = self.values.get("afstand")
        return int(chosen[0]) if chosen else None

    @cached_property
    def reach(self) -> int:
        """The radius in km: as chosen, or large enough for MIN_SCHOOLS schools."""
        return self.chosen_radius or self.default_reach

    @cached_property
    def default_reach(self) -> int:
        return reach_of(self.fitting)

    @property
    def exceeds_max_radius(self) -> bool:
        # Beyond the largest radius, the list has the nearest schools.
        return self.reach > MAX_RADIUS

    @property
    def calendar_km(self) -> int:
        return min(self.reach, MAX_RADIUS)

    @property
    def radius_in_words(self) -> str:
        return "" if self.exceeds_max_radius else f"binnen {kilometres(self.reach)}"

    @property
    def why_wider(self) -> str:
        if self.reach <= DEFAULT_RADIUS or self.chosen_radius:
            return ""
        number = self._within(self.fitting, DEFAULT_RADIUS)
        choice = " met deze keuze" if self.values else ""
        if self.without_distance:
            choice += " waarvan wij de afstand kennen"
        few = f"staan er maar {number}" if number > 1 else "staat er maar 1"
        count = few if number else "staat geen school"
        nearby = f"Binnen {kilometres(DEFAULT_RADIUS)} {count}{choice}."
        listed = (
            "die het dichtstbij staan"
            if self.exceeds_max_radius
            else f"tot {kilometres(self.reach)}"
        )
        return f"{nearby} Daarom zie je hier de scholen {listed}."

    @cached_property
    def matches(self) -> list[SchoolNear]:
        near = [school for school in self.fitting if school.is_within(self.reach)]
        return sorted(near, key=self.fit_of) if self.is_ranked else near

    @property
    def is_ranked(self) -> bool:
        return not ADVICES.keys().isdisjoint(self.values.get("advies", []))

    @property
    def is_general_advised(self) -> bool:
        return not {"havo", "vwo"}.isdisjoint(self.values.get("advies", []))

    def fit_of(self, school: SchoolNear) -> Fit:
        return how_it_fits(school.known.levels, self.values.get("advies", []))

    @cached_property
    def without_distance(self) -> list[SchoolNear]:
        return [school for school in self.fitting if school.km is None]

    @property
    def nearest_beyond(self) -> SchoolNear | None:
        measured = (school for school in self.fitting if school.km is not None)
        return None if self.matches else next(measured, None)

    @property
    def hidden_general(self) -> int:
        return 0 if is_general_chosen(self.values) else self.counted.numbers["ook"][GENERAL]

    @property
    def query_with_general(self) -> str:
        return self.narrowing.query_with(("ook", GENERAL))

    @property
    def unknown_levels(self) -> int:
        advices = set(self.values.get("advies", []))
        if NOT_KNOWN in advices or advices <= {"mbo", "vso"}:
            return 0
        return self.counted.numbers["advies"][NOT_KNOWN]

    @property
    def query_with_unknown_levels(self) -> str:
        return self.narrowing.query_with(("advies", NOT_KNOWN))

    @property
    def unknown_profiles(self) -> int:
        if not self.values.get("profiel") or UNKNOWN in self.values["profiel"]:
            return 0
        return self.counted.numbers["profiel"][UNKNOWN]

    @property
    def query_with_unknown_profiles(self) -> str:
        return self.narrowing.query_with(("profiel", UNKNOWN))

    # --- counting ---

    @cached_property
    def counted(self) -> Counted:
        near = [school for school in self.schools if school.km is None or self._is_near(school)]
        general = fitting(near, self.values | {"ook": [GENERAL]})
        total = len(self.matches) + len(self.without_distance)
        return Counted(
            total,
            max(total, self._count_without_choices),
            {
                "advies": self._counts_by_choice(FACETS[0], near),
                "profiel": self._counts_by_choice(FACETS[1], near),
                "afstand": {str(km): self._within(self.fitting, km) for km in RADII},
                "ook": {GENERAL: sum(school.known.is_general for school in general)},
            },
            default={"afstand": self._default_distance},
        )

    def _is_near(self, school: SchoolNear) -> bool:
        return school.is_within(self.reach)

    @property
    def _default_distance(self) -> DefaultChoice:
        km = self.default_reach
        words = "de dichtstbijzijnde" if km > MAX_RADIUS else f"binnen {kilometres(km)}"
        return DefaultChoice(str(km), words, self._within(self.fitting, km))

    @property
    def _count_without_choices(self) -> int:
        schools = [school for school in self.schools if not school.known.is_general]
        reach = reach_of(schools)
        return sum(school.km is None or school.is_within(reach) for school in schools)

    @property
    def wider_searches(self) -> list[tuple[str, int, str]]:
        """Label, number of schools and query string of each radius that has more schools.

        Shown if the page has no distance facet.
        """
        if any(facet.name == "afstand" for facet in self.shown.facets):
            return []
        numbers = self.counted.numbers["afstand"]
        return [
            (
                f"binnen {kilometres(km)}",
                numbers[str(km)],
                self.narrowing.query_with(("afstand", str(km))),
            )
            for km in RADII
            if km > self.reach and numbers[str(km)] > len(self.matches)
        ]

    def _counts_by_choice(self, facet: Facet, near: list[SchoolNear]) -> dict[str, int]:
        return {
            value: len(fitting(near, self.values | {facet.name: [value]}))
            for value, _ in facet.choices
        }

    def _within(self, schools: Iterable[SchoolNear], km: float) -> int:
        return sum(school.is_within(km) for school in schools)

    def blocking(self) -> set[str]:
        return {name for name in self.values if self._has_matches_without(name)}

    def _has_matches_without(self, name: str) -> bool:
        values = self.narrowing.without(name).values
        reach = self.reach if "afstand" in values else float("inf")
        return any(
            school.km is None or school.is_within(reach) for school in fitting(self.schools, values)
        )


def fitting(schools: Iterable[SchoolNear], values: Mapping[str, Sequence[str]]) -> list[SchoolNear]:
    if not is_general_chosen(values):
        schools = [school for school in schools if not school.known.is_general]
    if advices := values.get("advies"):
        schools = [school for school in schools if school.known.fits_any(advices)]
    if profiles := values.get("profiel"):
        chosen = set(profiles)
        schools = [school for school in schools if not chosen.isdisjoint(profiles_of(school.known))]
    return list(schools)


def reach_of(schools: Iterable[SchoolNear]) -> int:
    """The smallest radius in km with MIN_SCHOOLS of these schools, which are sorted by distance."""
    kms = [school.whole_km for school in schools if school.whole_km is not None]
    for radius in RADII[RADII.index(DEFAULT_RADIUS) :]:
        if sum(km <= radius for km in kms) >= MIN_SCHOOLS:
            return radius
    return max([MAX_RADIUS, *kms[:MIN_SCHOOLS]]) if kms else DEFAULT_RADIUS


def profiles_of(school: KnownSchool) -> list[str]:
    if school.profiles_known:
        return school.profiles
    return [UNKNOWN] if can_have_profiles(school.levels) else []


def is_general_chosen(values: Mapping[str, Sequence[str]]) -> bool:
    return "ook" in values or not {"havo", "vwo"}.isdisjoint(values.get("advies", []))
