"""The data of a postcode page, loaded before it renders."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.core.paginator import Page

from news.models import Event
from pactdir.map.nearby import NearbyMap
from pactdir.nearby.groups import Group
from pactdir.nearby.rows import Row
from pactdir.nearby.surroundings import Surroundings
from pactdir.search_box.gazetteer import GazetteerEntry
from partners.models import Offer
from regions.borders import Outline
from regions.models import Municipality, PostcodeArea, PostcodeDoubt
from regions.taking_part import Link
from schools.comparison import Choice
from schools.locations import Candidate
from schools.models import Figure, School
from schools.taking_part import RegionName


@dataclass(frozen=True)
class NearbyPage:
    """See `Surroundings` for each field."""

    area: PostcodeArea
    municipality: Municipality
    heading: str
    villages: list[str]
    succession_sentences: list[str]
    former_municipality: GazetteerEntry | None
    road: Figure | None
    doubts: list[PostcodeDoubt]
    may_be_elsewhere: bool
    measured_from: PostcodeArea
    other_codes: list[str]

    regions: list[Link]
    regions_have_ended: bool
    region_count: int
    is_own_missing: bool
    border: list[Outline]
    across: list[tuple[Outline, list[Link]]]
    across_without_other_regions: list[Outline]
    nearest: tuple[RegionName, Row] | None
    is_nearest_far: bool
    other_regions: list[tuple[RegionName, list[Row]]]

    page: Page
    rows: list[Row]
    groups: list[Group]
    technical_count: int
    nearest_technical: Row | None
    candidates: list[Candidate]
    rows_by_group: list[tuple[Group | None, list[Row]]]
    without_distance: list[Row]
    nearest_beyond: str
    is_uncertain: bool
    is_any_over_water: bool
    map: NearbyMap | None
    selected: list[School]
    choice: Choice
    chosen_elsewhere: list[str]

    offers: list[Offer]
    offers_in_words: str
    upcoming: list[Event]
    past: list[Event]

    @classmethod
    def of(cls, surroundings: Surroundings) -> NearbyPage:
        return cls(**{field.name: getattr(surroundings, field.name) for field in fields(cls)})
