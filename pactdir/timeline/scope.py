"""The rows behind the timeline of one region, or of one municipality and its regions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q, QuerySet

from partners.models import PartnerParticipation
from regions.models import (
    FundingPeriod,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Region,
)
from regions.published_regions import published_regions
from regions.successions import successions_in_effect, successions_to
from regions.taking_part import links
from regions.writing.version_cache import cached_per_version
from schools.models import Figure, School, SchoolParticipation


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Rows that are public on `day`. `regions` come from `published_regions`."""

    day: date
    about: Region | Municipality
    regions: list[Region]
    school_rows: QuerySet[SchoolParticipation]
    partner_rows: QuerySet[PartnerParticipation]
    municipality_rows: QuerySet[MunicipalityParticipation]
    schools: QuerySet[School]
    figures: QuerySet[Figure]
    mergers: list[MunicipalitySuccession]

    @property
    def names_regions(self) -> bool:
        return not isinstance(self.about, Region)


def region_scope(region: Region, day: date) -> Scope:
    own = {"region": region}
    school_rows = _school_rows(day).filter(**own)
    schools = School.objects.published(day).filter(pk__in=school_rows.values("school"))
    return Scope(
        day=day,
        about=region,
        regions=[region],
        school_rows=school_rows,
        partner_rows=_partner_rows(day).filter(**own),
        municipality_rows=_municipality_rows().filter(**own),
        schools=schools,
        figures=Figure.objects.filter(Q(region=region) | Q(school__in=schools.values("pk"))),
        mergers=_mergers_within(region, day),
    )


def _mergers_within(region: Region, day: date) -> list[MunicipalitySuccession]:
    """Mergers into municipalities that take part, stated or derived, since the region started."""
    linked = {link.municipality.pk for link in links(day).of_region(region)}
    steps = [step for step in successions_in_effect(day) if step.new_id in linked]
    if not steps:
        return []
    begun = min(
        (on.first_day for row in region.agreements.all() if (on := row.starts or row.signed)),
        default=None,
    )
    if begun is None:
        begun = date(first_funded_year(day) or day.year, 1, 1)
    return [step for step in steps if step.on.last_day >= begun]


@cached_per_version
def first_funded_year(day: date) -> int | None:
    """The first year of the national funding scheme; no STO project is older."""
    return FundingPeriod.objects.aggregate(first=Min("first_year"))["first"]


def municipality_scope(municipality: Municipality, day: date) -> Scope:
    """Includes municipalities that merged into it as a whole."""
    mergers = successions_to(municipality, day)
    ended = [step.old_id for step in mergers if not step.is_part]
    own = [municipality.pk, *ended]
    here = School.objects.published(day).filter(municipality=municipality)
    public = published_regions(day)
    municipality_rows = _municipality_rows().filter(municipality__in=own, region__in=public)
    school_rows = _school_rows(day).filter(school__in=here.values("pk"), region__in=public)
    linked = {link.region.pk for link in links(day).of_municipality(municipality)}
    former = {row.region_id for row in links(day).former if row.municipality_id in own}
    regions = _sort(public.values(), linked | former)
    return Scope(
        day=day,
        about=municipality,
        regions=regions,
        school_rows=school_rows,
        partner_rows=_partner_rows(day).filter(region__in=regions),
        municipality_rows=municipality_rows,
        schools=here,
        figures=Figure.objects.filter(
            Q(municipality=municipality) | Q(school__in=here.values("pk"))
        ),
        mergers=mergers,
    )


def _sort(regions: Iterable[Region], keys: set[int]) -> list[Region]:
    return [region for region in regions if region.pk in keys]


def _school_rows(day: date) -> QuerySet[SchoolParticipation]:
    rows = SchoolParticipation.objects.filter(school__published_from__lte=day)
    return rows.select_related("school", "region").order_by("school__folded_name", "pk")


def _partner_rows(day: date) -> QuerySet[PartnerParticipation]:
    rows = PartnerParticipation.objects.filter(partner__published_from__lte=day)
    return rows.select_related("partner", "region").order_by("partner__folded_name", "pk")


def _municipality_rows() -> QuerySet[MunicipalityParticipation]:
    rows = MunicipalityParticipation.objects.select_related("municipality", "region")
    return rows.order_by("municipality__folded_name", "pk")
