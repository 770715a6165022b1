"""Municipalities side by side, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pactdir.pages.municipality_page import location_count, succession_sentences
from pactdir.white_spots.nearest import Nearest, white_spots
from regions.clock import AsOf
from regions.directory import sources_of
from regions.models import (
    Agreement,
    AgreementState,
    Municipality,
    MunicipalitySuccession,
    Organisation,
)
from regions.models.periods import not_closed_on
from regions.taking_part import TakingPart, links
from regions.wording.glossary import TERMS
from schools.figures.compared import NO_FIGURE, ComparedFigure, figures_of_municipalities
from schools.figures.money import Money, money_of
from schools.models import TECHNICAL_PROFILES, School


@dataclass(frozen=True, slots=True)
class ComparedLink:
    """A region of a municipality."""

    link: TakingPart
    agreement: Agreement | None
    state: AgreementState | None
    money: Money | None

    @property
    def lead(self) -> Organisation | None:
        return self.agreement.lead_organisation if self.agreement else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedMunicipality:
    """A column of the table. An empty list means unknown, never none."""

    municipality: Municipality
    succession_sentences: list[str]
    regions: list[ComparedLink]  # stated ones before derived ones
    school_count: int
    figures: list[ComparedFigure]
    nearest: list[Nearest | None]  # in the order of TECHNICAL_PROFILES; empty if not measured

    why_no_figure = NO_FIGURE

    @property
    def name(self) -> str:
        return self.municipality.name

    @property
    def has_several(self) -> bool:
        return len(self.regions) > 1

    @property
    def sources(self) -> list[str]:
        participations = [entry.link.participation for entry in self.regions]
        return sources_of([*participations, *(entry.agreement for entry in self.regions)])


@dataclass(frozen=True, slots=True)
class NearestRow:
    """A technical profile, with the nearest location for each column."""

    profile: str
    label: str
    cells: list[tuple[str, Nearest | None]]


def compare_municipalities(
    municipalities: Sequence[Municipality], day: date
) -> list[ComparedMunicipality]:
    keys = [municipality.pk for municipality in municipalities]
    all_links = links(day)
    own = {row.pk: all_links.of_municipality(row) for row in municipalities}
    regions = {link.region.pk: link.region for of_one in own.values() for link in of_one}
    money = money_of(regions.values(), AsOf.of(day)) if regions else {}
    schools, figures = _school_counts(keys, day), figures_of_municipalities(keys, day)
    steps = _successions(keys, day)
    spots = {row.municipality.pk: row.nearest for row in white_spots(day).rows}

    def compared(link: TakingPart) -> ComparedLink:
        region = link.region
        agreement = region.agreement_on(day)
        state = dict(region.states_on(day))[agreement] if agreement else None
        return ComparedLink(link, agreement, state, money.get(region.pk))

    return [
        ComparedMunicipality(
            municipality=row,
            succession_sentences=succession_sentences(
                ((step.on, step.old_in_words) for step in steps[row.pk]), row.valid_from
            ),
            regions=[
                compared(link) for link in sorted(own[row.pk], key=lambda link: not link.is_stated)
            ],
            school_count=schools.get(row.pk, 0),
            figures=figures.get(row.pk, []),
            nearest=spots.get(row.pk, []),
        )
        for row in municipalities
    ]


def _school_counts(keys: Sequence[int], day: date) -> dict[int, int]:
    """Count as on the page of a municipality: without locations that may be duplicates."""
    rows = School.objects.published(day).filter(not_closed_on(day), municipality__in=keys)
    schools = defaultdict(set)
    for municipality, school in rows.order_by().values_list("municipality", "pk"):
        schools[municipality].add(school)
    return {key: len(found) - location_count(found, day) for key, found in schools.items()}


def _successions(keys: Sequence[int], day: date) -> defaultdict[int, list[MunicipalitySuccession]]:
    steps = defaultdict(list)
    for step in MunicipalitySuccession.objects.filter(new__in=keys).in_effect(day):
        steps[step.new_id].append(step)
    return steps


def nearest_rows(columns: Sequence[ComparedMunicipality]) -> list[NearestRow]:
    """Return [] if no location with a technical profile is known."""
    rows = []
    for index, profile in enumerate(TECHNICAL_PROFILES):
        cells = [
            (column.name, column.nearest[index] if column.nearest else None) for column in columns
        ]
        rows.append(NearestRow(profile.value, TERMS[profile.value].name, cells))
    return [row for row in rows if any(nearest for _, nearest in row.cells)]
