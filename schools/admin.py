"""The admin of schools."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.functions import Concat
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.base import DirectoryForm, NamedAdmin, RegionScopedAdmin
from regions.editing.evidence import EvidenceAdmin, EvidenceRows
from regions.editing.fieldsets import POINT, PUBLICATION, SOURCE
from regions.editing.list_filters import ChoiceSetFilter, PublicationFilter
from regions.editing.participation import PARTICIPATION_FIELDS, ParticipationRows
from regions.editing.stacked_rows import StackedRows
from schools.figures.rows import LABELS, area_of, key_of
from schools.figures.words import in_words
from schools.level_words import in_line
from schools.models import (
    Figure,
    GoalFigure,
    Indicator,
    Level,
    School,
    SchoolName,
    SchoolParticipation,
)
from schools.models.figures import measures_region


class LevelFilter(ChoiceSetFilter):
    title = "niveau"
    parameter_name = "levels"
    options = Level


class SchoolParticipationInline(ParticipationRows):
    model = SchoolParticipation
    verbose_name_plural = "Scholen die meedoen"
    fields = ["region", "school", *PARTICIPATION_FIELDS]
    autocomplete_fields = ["region", "school"]
    member_label_relations = ["school__place", "school__municipality"]


class SchoolNameInline(StackedRows):
    model = SchoolName
    verbose_name_plural = "Vroegere namen"
    fields = [("name", "until"), ("source", "source_url")]


class SchoolForm(DirectoryForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned is not None and self._levels_are_stated(cleaned):
            cleaned["levels_basis"] = ""
        if cleaned is not None and self._profiles_are_stated(cleaned):
            cleaned["profiles_basis"] = ""
            if "profiles_on" not in self.changed_data:
                cleaned["profiles_on"] = None
        return cleaned

    def _profiles_are_stated(self, cleaned: dict[str, Any]) -> bool:
        # A changed profile counts as stated, without a date unless one is given.
        if "profiles_basis" in self.changed_data:
            return False
        return bool({"profiles", "profiles_known"} & {*self.changed_data})

    def _levels_are_stated(self, cleaned: dict[str, Any]) -> bool:
        # Changed levels count as stated, unless the same form sets another basis.
        if not cleaned.get("levels"):
            return True
        return "levels" in self.changed_data and "levels_basis" not in self.changed_data


# Fields of participating schools that a leader may correct.
LEADERS_FIELDS = ("profiles_known", "profiles", "profiles_basis", "profiles_on")


@admin.register(School)
class SchoolAdmin(NamedAdmin):
    """National editors change schools; leaders correct profiles of participating ones."""

    form = SchoolForm
    leaders_add_and_delete = False
    list_display = [
        "name",
        "place",
        "municipality",
        "levels_shown",
        "duo_code_shown",
        "published_from",
        "possibly_closed",
    ]
    list_select_related = ["place", "municipality"]
    list_filter = [
        PublicationFilter,
        LevelFilter,
        "possibly_closed",
        "profiles_known",
        "is_example",
        "municipality__province",
    ]
    search_fields = [
        "folded_name",
        "folded_official_name",
        "former_names__folded_name",
        "place__folded_name",
        "brin",
    ]
    autocomplete_fields = ["board", "place", "municipality", "successor", "picture"]
    inlines = [SchoolParticipationInline, SchoolNameInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "brand", "board", "summary", "website", "picture"]}),
        ("Waar", {"fields": ["place", "municipality", "address", "postcode"]}),
        (
            "Wat er te leren is",
            {
                "fields": [
                    "levels",
                    "levels_basis",
                    "profiles_known",
                    "profiles",
                    "profiles_basis",
                    "profiles_on",
                ]
            },
        ),
        ("Bij DUO", {"fields": [("brin", "location_code"), "official_name"]}),
        ("Gesloten of opgevolgd", {"fields": ["possibly_closed", "closed_on", "successor"]}),
        POINT,
        PUBLICATION,
        ("Bron", {"fields": [*SOURCE[1]["fields"], "note"]}),
    ]

    fixed_fields = tuple(
        field.name
        for field in School._meta.fields
        if field.editable and not field.primary_key and field.name not in LEADERS_FIELDS
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if super().has_change_permission(request, obj):
            return True
        return obj is not None and self._takes_part_in_a_led_region(request, obj)

    def _takes_part_in_a_led_region(self, request: HttpRequest, school: School) -> bool:
        if not (leads := rights_of(request).leads):
            return False
        return school.participations.open(today()).filter(region__in=leads).exists()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        # A leader reads only rows of their own regions; a form would reveal those of others.
        is_sent_by_leader = request.method == "POST" and not rights_of(request).is_national
        return [] if is_sent_by_leader else super().get_inlines(request, obj)

    @admin.display(description="niveaus")
    def levels_shown(self, row: School) -> str:
        return in_line(row)

    @admin.display(description="DUO-code", ordering=Concat("brin", "location_code"))
    def duo_code_shown(self, row: School) -> str:
        return row.duo_code or row.brin

    def choice_label(self, row: School) -> str:
        # Namesakes are distinguished by their place or street.
        where = ", ".join(filter(None, [row.where, row.told_apart_by]))
        return f"{row.name} ({where})" if where else row.name


@admin.register(SchoolName)
class SchoolNameAdmin(RegionScopedAdmin):
    list_display = ["name", "school", "until"]
    list_select_related = ["school"]
    search_fields = ["folded_name", "school__folded_name"]
    autocomplete_fields = ["school"]


@admin.register(SchoolParticipation)
class SchoolParticipationAdmin(RegionScopedAdmin):
    list_display = ["school", "region", "since", "until", "source"]
    list_select_related = ["school", "region"]
    list_filter = ["region"]
    search_fields = ["school__folded_name", "region__folded_name"]
    autocomplete_fields = ["school", "region"]


@admin.register(Indicator)
class IndicatorAdmin(NamedAdmin):
    list_display = ["name", "unit", "publisher", "published_from"]
    list_filter = [PublicationFilter]
    search_fields = ["folded_name"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "definition", "unit"]}),
        ("Wie en wanneer", {"fields": ["publisher", "frequency", "next_update"]}),
        ("Op de site", {"fields": ["published_from"]}),
        SOURCE,
    ]


AREA = ["area_name", "area_code"]


@admin.register(Figure)
class FigureAdmin(RegionScopedAdmin):
    list_display = ["indicator", "area_code", "profile", "level", "period", "value", "source"]
    list_select_related = ["indicator", "school__place", "municipality", "region"]
    list_filter = ["indicator", "profile", "level"]
    search_fields = ["area_code", "school__folded_name", "municipality__folded_name"]
    autocomplete_fields = ["indicator", "school", "municipality", "region"]
    fieldsets = [
        (None, {"fields": ["indicator", ("profile", "level"), ("period", "as_of")]}),
        (
            "Waarvan",
            {"fields": ["school", "municipality", "region", "province", "area_name", "area_code"]},
        ),
        ("Hoeveel", {"fields": [("low", "high"), ("of_low", "of_high"), "note"]}),
        SOURCE,
    ]

    @admin.display(description="waarde")
    def value(self, row: Figure) -> str:
        return in_words(row)

    def choice_label(self, row: Figure) -> str:
        part = f", {LABELS[key]}" if (key := key_of(row)) else ""
        return f"{row.indicator}{part}, {area_of(row)[0]}, {row.period}: {in_words(row)}"


class GoalFigureInline(EvidenceRows):
    model = GoalFigure
    verbose_name_plural = "Cijfers die dit doel meten"
    choice_label_relations = ["indicator", "school__place", "municipality", "region"]

    def choices_of(self, rows: QuerySet, regions: Any) -> QuerySet:
        (region,) = regions  # a saved goal has exactly one
        return Figure.objects.latest_around(region).filter(pk__in=rows.order_by().values("pk"))


@admin.register(GoalFigure)
class GoalFigureAdmin(EvidenceAdmin):
    list_display = ["figure", "goal"]
    list_select_related = [
        "figure__indicator",
        "figure__school",
        "figure__municipality",
        "figure__region",
        "goal__region",
    ]
    search_fields = ["goal__text", "figure__area_code"]
    autocomplete_fields = ["figure", "goal"]

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        # Autocomplete would search the figures of the whole country.
        fields = super().get_autocomplete_fields(request)
        is_national = rights_of(request).is_national
        return fields if is_national else [name for name in fields if name != "figure"]

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        rows = super().get_field_queryset(db, db_field, request)
        rights = rights_of(request)
        if db_field.name != "figure" or rights.is_national:
            return rows
        around = map(measures_region, self.scope.regions(rights))
        figures = Figure.objects.filter(reduce(or_, around, Q(pk__in=[]))).order_by()
        return rows.filter(pk__in=figures.values("pk"))
