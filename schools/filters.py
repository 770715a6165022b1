"""The filters of the list of schools."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, When
from django.db.models.functions import Cast

from regions.lists.counting import fixed, set_values, tally
from regions.lists.facets import TableFacet, province_facet, provinces_of
from regions.lists.filtering import (
    DirectoryFilter,
    municipality_choices,
    region_choices,
    themes_of_regions,
)
from schools.models import Level, Profile, School, SchoolParticipation
from schools.profile_words import LEVELS_WITH_PROFILES

UNKNOWN = "niet-bekend"
PERMITTED_TOO_HINT = "Ook wat een school volgens DUO mag aanbieden."
# Levels that depend on a pupil's advice.
LEVELS_WITH_ADVICE = {*Level.values} - {Level.MBO, Level.VSO, Level.ISK, Level.BRIDGE}
NOT_KNOWN = (UNKNOWN, "niet bekend")
NO_LEVEL = Q(levels="")
CAN_HAVE_PROFILES = reduce(
    or_, (Q(levels__contains=f"|{level}|") for level in LEVELS_WITH_PROFILES), NO_LEVEL
)
# A school with only havo or vwo certainly has no profiles.
NO_PROFILES = Q(profiles_known=False) & CAN_HAVE_PROFILES


def stored_unless(unknown: Q, field: str) -> Case:
    return Case(When(unknown, then=fixed(UNKNOWN)), default=Cast(field, CharField()))


def levels_in(raw: str) -> list[str]:
    # Add the level that includes it: vmbo kader is vmbo.
    levels = set_values(raw)
    return levels + [level.split("-")[0] for level in levels if level != UNKNOWN]


class SchoolFilter(DirectoryFilter):
    niveau = TableFacet(
        label="Niveau",
        choices=[*Level.choices, NOT_KNOWN],
        method="filter_level",
        column=stored_unless(NO_LEVEL, "levels"),
        values_in=levels_in,
        hint=PERMITTED_TOO_HINT,
    )
    gemeente = TableFacet(
        label="Gemeente", field_name="municipality__slug", column="municipality__slug"
    )
    provincie = province_facet("municipality__province")
    regio = TableFacet(label="Techniekregio", method="filter_region", tally="count_regions")
    profiel = TableFacet(
        label="Profiel",
        choices=[*Profile.choices, NOT_KNOWN],
        method="filter_profile",
        column=stored_unless(NO_PROFILES, "profiles"),
        values_in=set_values,
    )
    thema = TableFacet(label="Thema van de regio", method="filter_theme", tally="count_themes")

    @classmethod
    def rows(cls, on: date) -> Any:
        return School.objects.published(on).not_closed(on)

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        return {
            "gemeente": municipality_choices(cls.rows(on), "municipality"),
            "regio": region_choices(on),
            "thema": themes_of_regions(on),
        }

    @property
    def unknown_levels(self) -> int:
        uncertain = self._uncertain_levels
        if LEVELS_WITH_ADVICE.isdisjoint(self.narrowing.values.get("niveau", [])) or not uncertain:
            return 0
        return sum(
            number
            for raw, number in self.raw_counts.get("niveau", {}).items()
            if not set(set_values(raw)).isdisjoint(uncertain)
        )

    @property
    def query_with_unknown_levels(self) -> str:
        return self.narrowing.query_with(*(("niveau", level) for level in self._uncertain_levels))

    @property
    def _uncertain_levels(self) -> list[str]:
        chosen = self.narrowing.values.get("niveau", [])
        return [level for level in (Level.BRIDGE, UNKNOWN) if level not in chosen]

    @property
    def unknown_profiles(self) -> int:
        if UNKNOWN in self.narrowing.values.get("profiel", [UNKNOWN]):
            return 0
        return self.counted.numbers["profiel"].get(UNKNOWN, 0)

    @property
    def query_with_unknown_profiles(self) -> str:
        return self.narrowing.query_with(("profiel", UNKNOWN))

    def filter_region(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.taking_part(self.on, slug__in=slugs)

    def count_regions(self, rows: QuerySet) -> list[QuerySet]:
        return [tally(self._taking_part(rows), "region__slug", "school")]

    def filter_theme(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.taking_part(self.on, region_themes__theme__slug__in=slugs)

    def count_themes(self, rows: QuerySet) -> list[QuerySet]:
        themes = "region__region_themes__theme__slug"
        return [tally(self._taking_part(rows), themes, "school")]

    def _taking_part(self, rows: QuerySet) -> QuerySet:
        return SchoolParticipation.objects.open(self.on).filter(school__in=rows.order_by())

    def filter_province(self, rows: Any, slugs: list[str]) -> QuerySet:
        return rows.filter(municipality__province__in=provinces_of(slugs))

    def filter_level(self, rows: Any, levels: list[str]) -> QuerySet:
        condition = Q()
        for level in levels:
            parts = Q(levels__contains=f"|{level}|") | Q(levels__contains=f"|{level}-")
            condition |= NO_LEVEL if level == UNKNOWN else parts
        return rows.filter(condition)

    def filter_profile(self, rows: Any, profiles: list[str]) -> QuerySet:
        condition = Q()
        for profile in profiles:
            condition |= NO_PROFILES if profile == UNKNOWN else Q(profiles__contains=f"|{profile}|")
        return rows.filter(condition)
