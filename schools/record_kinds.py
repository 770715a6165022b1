"""Registers schools and figures: fixtures, sitemaps and search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from regions.directory import ALWAYS, Fixture, RecordKind, SearchText, register, register_rows
from regions.models.periods import period_of
from regions.names.folding import is_same_name
from schools import profile_words
from schools.figures.words import in_unit
from schools.level_words import in_line
from schools.models import (
    TECHNICAL_PROFILES,
    Figure,
    GoalFigure,
    Indicator,
    Profile,
    School,
    SchoolName,
    SchoolParticipation,
)
from schools.models.figures import COUNTRY, NO_DEFINITION, period_label, period_order


@register
class SchoolRecords(RecordKind):
    model = School
    fixture = Fixture("school", ("slug",), (("slug",), ("brin", "location_code")))
    sitemap = "scholen"
    page_parts = ("former_names", "participations")
    search_number = 2
    search_key, search_label, search_plural = "school", "school", "Scholen"
    search_parts = ("former_names", "participations", "board__other_names")
    search_mentions = ("place", "municipality", "board")

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        rows = (
            School.objects.filter(pk__in=keys)
            .select_related("place", "municipality", "board")
            .prefetch_related("former_names", "participations", "board__other_names")
        )
        return (_text_of(school) for school in rows)


def _text_of(school: School) -> SearchText:
    former_names = [
        former.name
        for former in school.former_names.all()
        if not is_same_name(former.name, school.name)
    ]
    # So that a search for a place finds its schools.
    place = school.place.name if school.place else ""
    return SearchText(
        school,
        names=[school.brand, school.official_name, *former_names, place],
        more=[
            "school",
            school.municipality.name if school.municipality else "",
            school.levels_in_words,
            school.profiles_in_words,
            school.duo_code,
            *_names_of_board(school),
        ],
        text=school.summary,
        shown={
            "was": [[name, ALWAYS.isoformat()] for name in former_names],
            "where": [
                school.where,
                in_line(school, "mag volgens DUO"),
                profile_words.in_line(school),
            ],
        },
        shown_from=school.published_from,
        past_from=school.closed_on.first_day if school.closed_on else None,
        is_example=school.is_example,
        regions=[(row.region_id, *period_of(row)) for row in school.participations.all()],
    )


def _names_of_board(school: School) -> list[str]:
    if (board := school.board) is None:
        return []
    return [board.name, *(other.name for other in board.other_names.all())]


register_rows(SchoolName, Fixture("school_name", ("school", "name")))
register_rows(SchoolParticipation, Fixture("school_participation", ("region", "school")))


@register
class IndicatorRecords(RecordKind):
    model = Indicator
    fixture = Fixture("indicator", ("slug",))
    sitemap = "cijfers"
    page_parts = ("figures",)
    search_number = 7
    search_key, search_label, search_plural = "cijfer", "cijfer", "Cijfers"
    search_parts = ("figures",)
    search_mentions = ("figures__municipality",)

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        areas: defaultdict[int, set[str]] = defaultdict(set)
        profiles: defaultdict[int, set[str]] = defaultdict(set)
        figures = Figure.objects.filter(indicator__in=keys).order_by()
        columns = ("indicator", "area_name", "municipality__name", "profile")
        for key, area, municipality, profile in figures.values_list(*columns).distinct():
            areas[key] |= {area, municipality or ""}
            profiles[key].add(profile)
        whole_country = _whole_country(keys)
        for indicator in Indicator.objects.filter(pk__in=keys):
            yield SearchText(
                indicator,
                more=[
                    *("cijfer", "cijfers", indicator.publisher),
                    *sorted(areas[indicator.pk]),
                    *_subjects(indicator, profiles[indicator.pk]),
                ],
                text=indicator.definition.removeprefix(NO_DEFINITION).strip(),
                shown={
                    "where": [
                        indicator.publisher,
                        indicator.frequency,
                        whole_country.get(indicator.pk, ""),
                    ]
                },
                shown_from=indicator.published_from,
            )


def _whole_country(keys: Iterable[int]) -> dict[int, str]:
    """Map indicators to their latest national figure over all parts, as text."""
    figures = Figure.objects.filter(indicator__in=keys, area_code=COUNTRY, profile="", level="")
    by_period: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for figure in figures.select_related("indicator").order_by("pk"):
        by_period[figure.indicator_id][figure.period].append(in_unit(figure))
    texts = {}
    for key, periods in by_period.items():
        last = max(periods, key=period_order)
        # Sources may disagree.
        values = " of ".join(dict.fromkeys(periods[last]))
        texts[key] = f"Nederland: {values} ({period_label(last)})"
    return texts


def _subjects(indicator: Indicator, profiles: set[str]) -> list[str]:
    """Labels of the profiles that it counts; all technical ones if it counts those as one group."""
    if "techniek" in indicator.folded_name.split():
        profiles = profiles | set(TECHNICAL_PROFILES)
    is_technical = not profiles.isdisjoint(TECHNICAL_PROFILES)
    labels = [str(profile.label) for profile in Profile if profile in profiles]
    return ["techniek", *labels] if is_technical else labels


FIGURE_KEY = ("indicator", "area_code", "profile", "level", "period")
# An import that matches the name with a region changes the code.
BY_AREA_NAME = ("indicator", "area_name", "profile", "level", "period", "source")
FIGURE_KEYS = ((*FIGURE_KEY, "source"), FIGURE_KEY, BY_AREA_NAME)
register_rows(Figure, Fixture("figure", FIGURE_KEY, FIGURE_KEYS))
register_rows(GoalFigure, Fixture("goal_figure", ("goal", "figure")))
