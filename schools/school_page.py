"""The data of a school's page, loaded before it renders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from regions.clock import AsOf
from regions.leads import Led, led_by_board, led_by_name
from regions.models import Municipality, PostcodeArea, Region
from regions.models.periods import not_closed_on
from regions.past_municipalities import PastMunicipalities
from regions.published_regions import published_regions
from schools.as_of import apply_as_of
from schools.figures.missing import Missing, missing_at
from schools.figures.page import AreaFigures, figures_of_school
from schools.figures.technical_exams import TechnicalExams, contradiction
from schools.locations import Candidate, candidates, locations_of
from schools.models import School, SchoolName, SchoolParticipation
from schools.naming import former_names_text
from schools.profile_words import may_have_changed, source
from schools.sites import OtherSite, other_sites

MAX_PAST_EVENTS = 10
SEVERAL_CODES = "codes van DUO samen"  # ends the note of a figure summed over them


class SchoolEvent(Protocol):
    """An event at the school; this app may not import its model."""

    pk: int
    starts_on: date
    ends_on: date

    def is_past(self, on: date) -> bool: ...


@dataclass(frozen=True)
class SchoolPage:
    school: School
    as_of: AsOf
    past_municipalities: list[Municipality]  # as of a past date; several if it is unknown which one
    is_closed: bool
    open: list[SchoolParticipation]
    former: list[SchoolParticipation]
    led: list[Led]  # agreements of its regions led by the school or, as of today, by its board
    former_names: list[SchoolName]
    predecessors: list[School]
    successor: School | None
    candidates: list[Candidate]  # schools that may be at this location
    locations: list[School]  # locations where this school may be
    upcoming: Sequence[SchoolEvent]
    past: Sequence[SchoolEvent]
    offers: Sequence[Any]
    articles: Sequence[Any]
    other_site: OtherSite | None
    figures: list[AreaFigures]
    missing: list[Missing]
    exams: TechnicalExams | None  # set only if they contradict the profiles
    has_nearby: bool  # whether its postcode has a page

    @property
    def profiles_source(self) -> str:
        return source(self.school.profiles_basis, self.school.profiles_on)

    @property
    def profiles_may_have_changed(self) -> bool:
        return may_have_changed(self.school.profiles_on, self.as_of.on)

    @property
    def several_codes(self) -> str:
        """The codes whose figures are summed, in words; empty if its figures have one code."""
        notes = (figure.note for area in self.figures for figure in area.figures)
        return next((note for note in notes if note.endswith(SEVERAL_CODES)), "")

    @property
    def former_names_in_words(self) -> str:
        return former_names_text(self.school.name, [former.name for former in self.former_names])


def school_page(school: School, as_of: AsOf) -> SchoolPage:
    """Expects a school loaded with place, municipality, board and former names.

    Proposed locations and missing data are shown only for today.
    """
    today, on, is_past = as_of.today, as_of.on, as_of.is_past
    present_name = school.folded_name
    apply_as_of([school], as_of)
    participations = _participations(school, today)
    figures = figures_of_school(school, as_of)
    events = list(school.events.published(today).select_related("place").chronological())
    past = [event for event in events if event.is_past(on)]
    regions = published_regions(today)
    open_rows = [
        row
        for row in participations
        if row.is_open_as_of(as_of, regions.get(row.region_id, row.region))
    ]
    own_regions = {row.region_id: regions.get(row.region_id, row.region) for row in open_rows}
    return SchoolPage(
        school=school,
        as_of=as_of,
        past_municipalities=_past_municipalities(school, on) if is_past else [],
        is_closed=school.is_closed(on),
        open=open_rows,
        former=[row for row in participations if row.is_former(on)],
        led=_led(school, present_name, own_regions.values(), as_of),
        former_names=school.names_that_ended,
        predecessors=_predecessors(school, as_of),
        successor=None if is_past and not school.is_closed(on) else _successor(school, today),
        candidates=[] if is_past else candidates([school], today).get(school.pk, []),
        locations=locations_of(school, today),
        upcoming=[
            event
            for event in events
            if not event.is_past(on) and event.starts_on <= as_of.last_planned
        ],
        past=sorted(past, key=_end, reverse=True)[:MAX_PAST_EVENTS],
        offers=list(_offers(school, as_of)),
        articles=_articles(school, as_of),
        other_site=other_sites([school]).get(school.pk),
        figures=figures,
        missing=[] if is_past else missing_at(school, figures, today),
        exams=contradiction(school, figures),
        has_nearby=_has_nearby(school),
    )


# Offers and articles come through reverse relations, since this app may not import their models.
def _offers(school: Any, as_of: AsOf) -> Iterable[Any]:
    rows: Iterable[Any] = school.offers.published(as_of.today).for_list().as_of(as_of)
    return rows


def _articles(school: Any, as_of: AsOf) -> list[Any]:
    articles: list[Any] = school.article_schools.newest_articles(as_of)
    return articles


def _participations(school: School, on: date) -> list[SchoolParticipation]:
    rows = school.participations.filter(region__published_from__lte=on)
    return list(rows.select_related("region").order_by("region__folded_name"))


def _led(school: School, present_name: str, regions: Collection[Region], as_of: AsOf) -> list[Led]:
    if school.is_closed(as_of.on):
        return []
    members = SchoolParticipation.objects.open(as_of).filter(
        not_closed_on(as_of.on, "school__"), school__published_from__lte=as_of.today
    )
    led = led_by_name(present_name, regions, members, as_of)
    if as_of.is_past or school.board_id is None:
        return led
    by_board = led_by_board(school.board_id, regions, as_of)
    own = {row.agreement for row in led}
    return [*led, *(row for row in by_board if row.agreement not in own)]


def _predecessors(school: School, as_of: AsOf) -> list[School]:
    rows = School.objects.published(as_of.today).filter(successor=school)
    return [row for row in rows if not as_of.is_past or row.is_closed(as_of.on)]


def _past_municipalities(school: School, on: date) -> list[Municipality]:
    place = school.place.folded_name if school.place else ""
    return PastMunicipalities(on).of(school.municipality, place)


def _successor(school: School, on: date) -> School | None:
    if school.successor_id is None:
        return None
    return School.objects.published(on).filter(pk=school.successor_id).first()


def _end(event: SchoolEvent) -> tuple[date, date, int]:
    return event.ends_on, event.starts_on, event.pk


def _has_nearby(school: School) -> bool:
    if school.is_example or not school.postcode:
        return False
    return PostcodeArea.objects.filter(code=school.pc4).exists()
