"""The data of a school's page, loaded before it renders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from regions.models import PostcodeArea
from schools.figures.missing import Missing, missing_at
from schools.figures.page import AreaFigures, figures_of_school
from schools.figures.technical_exams import TechnicalExams, contradiction
from schools.locations import Candidate, candidates, locations_of
from schools.models import School, SchoolName, SchoolParticipation
from schools.naming import names_before
from schools.profile_words import may_have_changed, source
from schools.sites import OtherSite, other_sites

PAST_EVENTS = 10


class Visit(Protocol):
    """An event at the school; its model is to the right of this app."""

    pk: int
    starts_on: date
    ends_on: date

    def is_past(self, on: date) -> bool: ...


@dataclass(frozen=True)
class SchoolPage:
    school: School
    day: date
    is_closed: bool
    open: list[SchoolParticipation]
    former: list[SchoolParticipation]
    former_names: list[SchoolName]
    predecessors: list[School]
    successor: School | None
    candidates: list[Candidate]  # schools it may be a location of
    locations: list[School]  # that this school may be
    coming: Sequence[Visit]
    past: Sequence[Visit]
    other_site: OtherSite | None
    figures: list[AreaFigures]
    missing: list[Missing]
    exams: TechnicalExams | None  # where they contradict the profiles
    has_nearby: bool  # whether its postcode has a page

    @property
    def profiles_source(self) -> str:
        return source(self.school.profiles_basis, self.school.profiles_on)

    @property
    def profiles_may_have_changed(self) -> bool:
        return may_have_changed(self.school.profiles_on, self.day)

    @property
    def former_names_in_words(self) -> str:
        return names_before(self.school.name, [former.name for former in self.former_names])


def school_page(school: School, on: date) -> SchoolPage:
    """For a school loaded with its place, municipality and board."""
    participations = _participations(school, on)
    figures = figures_of_school(school, on)
    events = list(school.events.published(on).select_related("place").in_order())
    past = [event for event in events if event.is_past(on)]
    return SchoolPage(
        school=school,
        day=on,
        is_closed=school.is_closed(on),
        open=[row for row in participations if row.is_open(on)],
        former=[row for row in participations if row.is_former(on)],
        former_names=list(school.former_names.all()),
        predecessors=list(School.objects.published(on).filter(successor=school)),
        successor=_successor(school, on),
        candidates=candidates([school], on).get(school.pk, []),
        locations=locations_of(school, on),
        coming=[event for event in events if not event.is_past(on)],
        past=sorted(past, key=_end, reverse=True)[:PAST_EVENTS],
        other_site=other_sites([school]).get(school.pk),
        figures=figures,
        missing=missing_at(school, figures, on),
        exams=contradiction(school, figures),
        has_nearby=_has_nearby(school),
    )


def _participations(school: School, on: date) -> list[SchoolParticipation]:
    rows = school.participations.filter(region__published_from__lte=on)
    return list(rows.select_related("region").order_by("region__folded_name"))


def _successor(school: School, on: date) -> School | None:
    if school.successor_id is None:
        return None
    return School.objects.published(on).filter(pk=school.successor_id).first()


def _end(event: Visit) -> tuple[date, date, int]:
    return event.ends_on, event.starts_on, event.pk


def _has_nearby(school: School) -> bool:
    if school.is_example or not school.postcode:
        return False
    return PostcodeArea.objects.filter(code=school.pc4).exists()
