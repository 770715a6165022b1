"""Facets of regions and municipalities."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from regions.lists.counting import choices_of, fixed, pairs, tally
from regions.lists.facets import TableFacet, province_facet, provinces_of
from regions.lists.filtering import (
    DirectoryFilter,
    municipalities_of,
    region_choices,
    themes_of_regions,
)
from regions.models import Agreement, FundingPeriod, Municipality, Region, RegionKind
from regions.models.agreements import IS_AHEAD, by_mark, described_agreement_first
from regions.models.links import MUNICIPALITIES, REGIONS
from regions.taking_part import DERIVED, STATED
from regions.wording.shapes import Shape

NO_REGION = "geen"
RUNS, AHEAD, PASSED, ENDED, UNKNOWN = "loopt", "begint-nog", "voorbij", "beeindigd", "niet-bekend"
STATES = [
    (RUNS, "loopt"),
    (AHEAD, "begint nog"),
    (PASSED, "einddatum voorbij, vervolg niet bekend"),
    (ENDED, "beëindigd"),
    (UNKNOWN, "niet bekend"),
]
NOT_KNOWN = "niet-bekend"
WAYS = [
    (STATED, "opgegeven"),
    (DERIVED, "afgeleid uit deelnemende scholen"),
    (NOT_KNOWN, "niet bekend"),
]


def period_in_words(path: str = "") -> Case:
    first, last = (Cast(f"{path}{end}_year", CharField()) for end in ("first", "last"))
    one_year = When(**{f"{path}first_year": F(f"{path}last_year")}, then=first)
    return Case(one_year, default=Concat(first, Value("-"), last, output_field=CharField()))


def state_of(region: OuterRef, on: date) -> Coalesce:
    # Select a region's status. An upcoming follow-up takes precedence over a past end.
    ahead = Agreement.objects.filter(IS_AHEAD.query(on), region=OuterRef("region"))
    past = Case(When(Exists(ahead), then=fixed(AHEAD)), default=fixed(PASSED))
    choice = by_mark(
        on,
        {
            Shape.OPEN: fixed(RUNS),
            Shape.AHEAD: fixed(AHEAD),
            Shape.PASSED: past,
            Shape.ENDED: fixed(ENDED),
            Shape.UNKNOWN: fixed(UNKNOWN),
        },
    )
    agreements = Agreement.objects.filter(region=region).order_by(*described_agreement_first(on))
    return Coalesce(Subquery(agreements.values(choice=choice)[:1]), fixed(UNKNOWN))


class RegionFilter(DirectoryFilter):
    soort = TableFacet(label="Soort", field_name="kind", choices=RegionKind.choices)
    staat = TableFacet(
        label="Overeenkomst", choices=STATES, method="filter_state", tally="count_states"
    )
    provincie = province_facet(tally="count_provinces")
    gemeente = TableFacet(
        label="Gemeente", method="filter_municipality", tally="count_municipalities"
    )
    periode = TableFacet(label="Subsidieperiode", method="filter_period", tally="count_periods")
    thema = TableFacet(label="Thema", method="filter_theme", tally="count_themes")

    @classmethod
    def rows(cls, on: date) -> Any:
        return Region.objects.published(on)

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        with_region = Municipality.objects.exclude_examples().with_region(on)
        period = period_in_words()
        return {
            "gemeente": choices_of(with_region, "slug", "name"),
            "periode": choices_of(FundingPeriod.objects.all(), period, period),
            "thema": themes_of_regions(on),
        }

    @classmethod
    def sort_choices(cls, name: str, rows: list[tuple[str, str, bool]]) -> list[tuple[str, str]]:
        sort_choices = super().sort_choices(name, rows)
        return sort_choices[::-1] if name == "periode" else sort_choices

    def filter_state(self, rows: Any, states: list[str]) -> QuerySet:
        return rows.annotate(state=state_of(OuterRef("pk"), self.on)).filter(state__in=states)

    def count_states(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, state_of(OuterRef("pk"), self.on))]

    def filter_province(self, rows: Any, slugs: list[str]) -> QuerySet:
        in_province = Municipality.objects.filter(province__in=provinces_of(slugs))
        return rows.in_municipalities(in_province, self.on)

    def count_provinces(self, rows: QuerySet) -> list[QuerySet]:
        return self._by_municipality(rows, "province")

    def filter_municipality(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.in_municipalities(municipalities_of(slugs), self.on)

    def count_municipalities(self, rows: QuerySet) -> list[QuerySet]:
        return self._by_municipality(rows, "slug")

    def _by_municipality(self, rows: QuerySet, field: str) -> list[QuerySet]:
        # Select distinct pairs, because a region linked to a municipality in both ways counts once.
        regions = Region.objects.filter(pk__in=rows.order_by().values("pk"))
        return [
            pairs(regions.filter(path.query(self.on)), path.lookup(field))
            for path in MUNICIPALITIES
        ]

    def filter_period(self, rows: Any, periods: list[str]) -> QuerySet:
        agreements = Agreement.objects.annotate(period=period_in_words("funding_period__"))
        return rows.filter(pk__in=agreements.filter(period__in=periods).values("region"))

    def count_periods(self, rows: QuerySet) -> list[QuerySet]:
        agreements = Agreement.objects.filter(
            region__in=rows.order_by().values("pk"), funding_period__isnull=False
        )
        return [tally(agreements, period_in_words("funding_period__"), "region")]

    def filter_theme(self, rows: Any, slugs: list[str]) -> QuerySet:
        about = Region.objects.filter(region_themes__theme__slug__in=slugs)
        return rows.filter(pk__in=about.values("pk"))

    def count_themes(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, "region_themes__theme__slug")]


class MunicipalityFilter(DirectoryFilter):
    provincie = province_facet("province")
    regio = TableFacet(label="Techniekregio", method="filter_region", tally="count_regions")
    bekend = TableFacet(
        label="Hoe bekend", choices=WAYS, method="filter_way_known", tally="count_ways_known"
    )

    @classmethod
    def rows(cls, on: date) -> Any:
        return Municipality.objects.current(on)

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        return {"regio": region_choices(on)}

    @classmethod
    def known_choices(cls) -> dict[str, list[tuple[str, str]]]:
        return {"regio": [(NO_REGION, "Geen techniekregio bekend")]}

    def filter_province(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.filter(province__in=provinces_of(slugs))

    def filter_region(self, rows: Any, slugs: list[str]) -> QuerySet:
        everyone = Municipality.objects
        is_match = Q(pk__in=everyone.with_region(self.on, slug__in=slugs).values("pk"))
        if NO_REGION in slugs:
            is_match |= Q(pk__in=everyone.without_region(self.on).values("pk"))
        return rows.filter(is_match)

    def count_regions(self, rows: Any) -> list[QuerySet]:
        # Select distinct pairs, because a municipality linked to a region in both ways counts once.
        municipalities = Municipality.objects.filter(pk__in=rows.order_by().values("pk"))
        return [
            *(
                pairs(municipalities.filter(path.query(self.on)), path.lookup("slug"))
                for path in REGIONS
            ),
            tally(rows.exclude_examples().without_region(self.on), fixed(NO_REGION)),
        ]

    def filter_way_known(self, rows: Any, ways: list[str]) -> QuerySet:
        return rows.annotate(way_known=self._way_known()).filter(way_known__in=ways)

    def count_ways_known(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(rows, self._way_known())]

    def _way_known(self) -> Case:
        everyone = Municipality.objects
        return Case(
            When(pk__in=everyone.stated(self.on).values("pk"), then=fixed(STATED)),
            When(pk__in=everyone.derived(self.on).values("pk"), then=fixed(DERIVED)),
            default=fixed(NOT_KNOWN),
        )
