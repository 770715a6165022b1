"""The nearest location with each technical profile, for all municipalities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from regions.fields.partial_date import PartialDate
from regions.geo.distances import KM_PER_DEGREE, Point, about_km, point_of, whole_km
from regions.models import Municipality, PostcodeArea
from regions.wording.dutch import counted
from regions.writing.version_cache import cached_per_version
from schools.figures.counted import counted_locations
from schools.figures.road import roads_to_vmbo
from schools.models import TECHNICAL_PROFILES, Profile, School

LOCATION_FIELDS = (
    *("name", "slug", "folded_name", "told_apart_by", "place__name", "place__folded_name"),
    *("latitude", "longitude", "municipality", "published_from", "closed_on"),
    *("profiles", "profiles_known", "profiles_on"),
)
FAR_KM = 12  # about an hour by bicycle; not an official norm
# Share of the locations counted by DUO; below it, a nearer location is probably missing.
ENOUGH_PERCENT = 90


@dataclass(frozen=True, slots=True)
class Location:
    name: str
    url: str
    point: Point
    profiles: frozenset[str]  # technical profiles only


@dataclass(frozen=True, slots=True)
class Coverage:
    """The number of locations with a profile that have coordinates, and DUO's count."""

    known: int
    counted: int | None  # DUO's national count, if there is one

    @property
    def is_enough(self) -> bool:
        return self.counted is not None and self.known * 100 >= self.counted * ENOUGH_PERCENT


@dataclass(frozen=True, slots=True)
class Nearest:
    location: Location
    km: float
    point: Point  # start of the measurement
    unknown: Sequence[Point]  # vmbo locations with unknown profiles
    # DUO counted such a location in the municipality, but none is known there.
    may_be_here: bool = False
    enough_known: bool = True  # see `Coverage`

    @property
    def unknown_nearer(self) -> int:
        # Lazy, since only a province shows them.
        return _count_within(self.point, self.km, self.unknown)

    @property
    def whole_km(self) -> int:
        return whole_km(self.km)

    @property
    def distance(self) -> str:
        return about_km(self.km)

    @property
    def is_far(self) -> bool:
        return self.enough_known and not self.may_be_here and not self.is_near

    @property
    def is_certainly_far(self) -> bool:
        return self.is_far and not self.unknown_nearer

    @property
    def may_be_nearer(self) -> bool:
        return not (self.enough_known or self.is_near)

    @property
    def mark(self) -> str:
        return "?" if self.may_be_here else "*" if self.is_far else ""

    @property
    def is_near(self) -> bool:
        return self.whole_km <= FAR_KM

    @property
    def certainty(self) -> str:
        if self.may_be_here:
            return "niet zeker: DUO telde er een in de gemeente zelf"
        if number := self.unknown_nearer:
            nearer = counted(number, "vmbo-vestiging", "vmbo-vestigingen")
            return f"niet zeker: van {nearer} dichterbij is het profiel niet bekend"
        return (
            "voor zover bekend"
            if self.enough_known
            else "niet zeker: van te weinig vestigingen bekend"
        )


@dataclass(frozen=True, slots=True)
class Road:
    """Road distance in km to the nearest vmbo with any profile, from the nearest and furthest
    postcode.
    """

    low: Decimal
    high: Decimal

    @property
    def words(self) -> str:
        ends = [f"{km:.1f}".replace(".", ",") for km in (self.low, self.high)]
        return "–".join(dict.fromkeys(ends))


@dataclass(frozen=True, slots=True)
class Row:
    municipality: Municipality
    point: Point
    nearest: list[Nearest | None]  # in the order of TECHNICAL_PROFILES
    road: Road | None = None  # shown only in the table of a province

    def nearest_with(self, profile: Profile) -> Nearest | None:
        return self.nearest[TECHNICAL_PROFILES.index(profile)]


@dataclass(frozen=True, slots=True)
class WhiteSpots:
    """Shared by all pages; do not mutate."""

    rows: list[Row]  # sorted by name
    locations: list[Location]
    coverage: dict[Profile, Coverage]
    unknown_count: int  # vmbo locations with unknown profiles
    unplaced_count: int  # locations with a technical profile but without coordinates
    unplaced_municipalities: int
    counted_in: str  # period of DUO's count per municipality; empty if there is none
    dates: list[PartialDate]  # the first and last date of the profiles, or their only date


@cached_per_version
def white_spots(on: date) -> WhiteSpots:
    schools = [school for school in _vmbo_schools() if not school.is_closed(on)]
    schools = [school for school in schools if school.is_published(on)]
    technical = [school for school in schools if _technical(school)]
    locations = [_location(school, point) for school in technical if (point := point_of(school))]
    unknown = [school for school in schools if not school.profiles_known]
    municipalities = list(
        Municipality.objects.exclude_examples().current(on).order_by("folded_name", "code")
    )
    by_duo = counted_locations(on)
    missing = by_duo.pairs - _known_pairs(technical)
    unknown_points = [point for school in unknown if (point := point_of(school))]
    having = {
        profile: [index for index, row in enumerate(locations) if profile in row.profiles]
        for profile in TECHNICAL_PROFILES
    }
    coverage = {
        profile: Coverage(len(indexes), by_duo.in_country.get(profile))
        for profile, indexes in having.items()
    }
    rows = [
        Row(
            row,
            point,
            _nearest(
                point, locations, having, unknown_points, _profiles_in(missing, row), coverage
            ),
        )
        for row in municipalities
        if (point := point_of(row))
    ]
    return WhiteSpots(
        rows=rows,
        locations=locations,
        coverage=coverage,
        unknown_count=len(unknown),
        unplaced_count=len(technical) - len(locations),
        unplaced_municipalities=len(municipalities) - len(rows),
        counted_in=by_duo.period,
        dates=_range_of([school.profiles_on for school in technical if school.profiles_on]),
    )


def _known_pairs(technical: Iterable[School]) -> set[tuple[int | None, str]]:
    return {(row.municipality_id, profile) for row in technical for profile in row.profiles}


def _profiles_in(pairs: Iterable[tuple[int, str]], municipality: Municipality) -> set[str]:
    return {profile for key, profile in pairs if key == municipality.pk}


def _range_of(dates: list[PartialDate]) -> list[PartialDate]:
    """Reduce dates within one year to that year, since some may be no more precise."""
    if len(set(dates)) > 1 and len({day.year for day in dates}) == 1:
        return [PartialDate(dates[0].year)]
    ordered = sorted(dates, key=lambda day: day.first_day)
    return list(dict.fromkeys([*ordered[:1], *ordered[-1:]]))


def _count_within(point: Point, km: float, others: Iterable[Point]) -> int:
    high = km / KM_PER_DEGREE
    # Compare latitudes first, which is fast.
    return sum(
        abs(other.latitude - point.latitude) <= high and point.km_to(other) < km for other in others
    )


@cached_per_version
def roads(on: date) -> dict[int, Road]:
    """Map keys of municipalities to their road distances."""
    by_postcode = roads_to_vmbo(on)
    by_municipality: defaultdict[int, list[Decimal]] = defaultdict(list)
    areas = PostcodeArea.objects.undisputed().order_by()
    for code, municipality in areas.values_list("code", "place__municipality"):
        if (km := by_postcode.get(code)) is not None:
            by_municipality[municipality].append(km)
    return {key: Road(min(kms), max(kms)) for key, kms in by_municipality.items()}


def _vmbo_schools() -> Iterable[School]:
    rows = School.objects.exclude_examples().filter(Q(levels__contains="|vmbo") | ~Q(profiles=[]))
    return rows.select_related("place").only(*LOCATION_FIELDS).order_by("folded_name", "pk")


def _technical(school: School) -> frozenset[str]:
    return frozenset(school.profiles) & frozenset(TECHNICAL_PROFILES)


def _location(school: School, point: Point) -> Location:
    return Location(school.name_and_place, school.get_absolute_url(), point, _technical(school))


def _nearest(
    point: Point,
    locations: Sequence[Location],
    having: Mapping[Profile, Sequence[int]],
    unknown: Sequence[Point],
    missing: Set[str],
    coverage: Mapping[Profile, Coverage],
) -> list[Nearest | None]:
    """`having` lists the indexes of the locations per profile."""
    kms = [point.km_to(location.point) for location in locations]
    nearest_by_profile = {
        profile: min(indexes, key=kms.__getitem__, default=None)
        for profile, indexes in having.items()
    }
    return [
        None
        if index is None
        else Nearest(
            locations[index],
            kms[index],
            point,
            unknown,
            profile in missing,
            coverage[profile].is_enough,
        )
        for profile, index in nearest_by_profile.items()
    ]
