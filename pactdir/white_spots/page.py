"""The white spots page: a map of one profile and a table of all profiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pactdir.map.white_spots import WhiteSpotMap, white_spot_map
from pactdir.white_spots.nearest import (
    ENOUGH_PERCENT,
    FAR_KM,
    Coverage,
    Row,
    WhiteSpots,
    roads,
    white_spots,
)
from regions.lists.facets import CODE_BY_SLUG, PROVINCE_CHOICES
from regions.wording.dutch import counted
from regions.wording.glossary import TERMS
from schools.models import TECHNICAL_PROFILES, Profile


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    profile: Profile
    short: str
    far_count: int  # number among the rows shown
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class ProvinceChoice:
    slug: str
    label: str

    @property
    def code(self) -> str:
        return CODE_BY_SLUG[self.slug]

    @property
    def title_suffix(self) -> str:
        return f" in {self.label}" if self.code else f", {self.label}"


@dataclass(frozen=True)
class WhiteSpotPage:
    spots: WhiteSpots
    choices: list[ProfileChoice]
    chosen: ProfileChoice
    province: ProvinceChoice | None
    rows: list[Row]  # in the chosen province, if any
    map: WhiteSpotMap | None  # None without municipalities or locations

    @property
    def shows_roads(self) -> bool:
        return any(row.road for row in self.rows)

    @property
    def has_uncertain(self) -> bool:
        return any(nearest and nearest.may_be_here for row in self.rows for nearest in row.nearest)

    @property
    def has_enough(self) -> bool:
        return any(choice.coverage.is_enough for choice in self.choices)

    @property
    def has_too_few(self) -> bool:
        return not all(choice.coverage.is_enough for choice in self.choices)

    @property
    def provinces(self) -> list[ProvinceChoice]:
        has_unknown = any(not row.municipality.province for row in self.spots.rows)
        return [choice for choice in PROVINCES if choice.code or has_unknown]

    far_km = FAR_KM
    enough_percent = ENOUGH_PERCENT


PROVINCES = [ProvinceChoice(slug, label) for slug, label in PROVINCE_CHOICES]


def white_spot_page(slug: str, province: str, day: date) -> WhiteSpotPage:
    """Fall back to the first profile and to the whole country for unknown values."""
    spots = white_spots(day)
    area = next((choice for choice in PROVINCES if choice.slug == province), None)
    rows = _rows_of_province(spots, area, day) if area else spots.rows
    choices = [
        ProfileChoice(
            profile, TERMS[profile.value].name, len(_far(rows, profile)), spots.coverage[profile]
        )
        for profile in TECHNICAL_PROFILES
    ]
    chosen = next((choice for choice in choices if choice.profile == slug), choices[0])
    return WhiteSpotPage(spots, choices, chosen, area, rows, _map(spots, chosen, day))


def _rows_of_province(spots: WhiteSpots, province: ProvinceChoice, day: date) -> list[Row]:
    by_municipality = roads(day)
    rows = [row for row in spots.rows if row.municipality.province == province.code]
    return [replace(row, road=by_municipality.get(row.municipality.pk)) for row in rows]


def _far(rows: Sequence[Row], profile: Profile) -> list[Row]:
    return [row for row in rows if (nearest := row.nearest_with(profile)) and nearest.is_far]


def _map(spots: WhiteSpots, choice: ProfileChoice, day: date) -> WhiteSpotMap | None:
    profile = choice.profile
    locations = [school.point for school in spots.locations if profile in school.profiles]
    if not locations or not spots.rows:
        return None
    far = _far(spots.rows, profile)
    near = [row for row in spots.rows if (nearest := row.nearest_with(profile)) and nearest.is_near]
    number = len(spots.rows) - len(far) - len(near)
    unsure = f", bij {number} niet zeker" if number else ""
    places = counted(len(locations), "vestiging", "vestigingen")
    if choice.coverage.is_enough:
        title = f"Waar {profile.label} ver weg is"
        municipalities = counted(len(far), "gemeente", "gemeenten")
        text = f"{municipalities} op meer dan {FAR_KM} km van een vestiging met dit profiel, "
        text += f"{len(near)} dichterbij"
    else:
        title = f"Waar {profile.label} dichtbij is"
        municipalities = counted(len(near), "gemeente", "gemeenten")
        text = f"{municipalities} tot {FAR_KM} km van een vestiging met dit profiel"
    return white_spot_map(
        title,
        f"{text}{unsure}; {places}. De tabel heeft de afstanden.",
        [row.point for row in near],
        [row.point for row in far],
        locations,
        day,
    )
