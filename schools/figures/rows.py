"""Rows of tables of figures: one per part of an indicator, or one per area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.urls import reverse

from regions.charts.bars import Bar
from regions.wording.glossary import TERMS
from schools.figures.words import in_words, note_of, whole_in_words
from schools.models import TECHNICAL_PROFILES, Figure, Level, Profile
from schools.models.figures import POSTCODE, period_order


@dataclass(frozen=True, slots=True)
class Part:
    """An item in an indicator's breakdown: a profile, a learning path or one within the other."""

    key: str
    label: str

    @property
    def is_technical(self) -> bool:
        return self.key.partition(WITHIN)[0] in TECHNICAL_PROFILES

    @property
    def short(self) -> str:
        """The abbreviation of a profile, which is a glossary term; otherwise the label."""
        return TERMS[self.key].name if self.is_profile else self.label

    @property
    def is_profile(self) -> bool:
        return self.key in Profile.values


@dataclass(frozen=True, slots=True)
class FigureRow:
    code: str
    label: str
    url: str  # URL of the area's page; empty if it has none
    citation_url: str  # permanent URL of the figure
    value: str
    whole: str
    bar: Bar
    order: Decimal
    is_technical: bool = False


@dataclass(frozen=True, slots=True)
class ReportedRow:
    area: str  # as named by the source
    value: str
    note: str
    figure: Figure  # has the period and source
    is_disputed: bool  # whether another source gives another value


WITHIN = "."
LABELS: dict[str, str] = {
    **{profile.value: str(profile.label) for profile in Profile},
    **{level.value: str(level.label) for level in Level},
    **{
        f"{profile.value}{WITHIN}{level.value}": f"{profile.label}, {level.label}"
        for profile in Profile
        for level in Level
    },
    "": "Cijfer",
}
POSITIONS = {key: position for position, key in enumerate(LABELS)}
# Fields of a reported figure that a page shows.
VISIBLE_FIELDS = (
    *("indicator_id", "area_name", "profile", "level", "period", "as_of", "low", "high"),
    *("of_low", "of_high", "note", "source", "source_url"),
)


def key_of(figure: Figure) -> str:
    return WITHIN.join(filter(None, (figure.profile, figure.level)))


def parts_of(figures: Iterable[Figure]) -> list[Part]:
    keys = {key_of(figure) for figure in figures}
    return [Part(key, LABELS[key]) for key in sorted(keys, key=POSITIONS.__getitem__)]


def in_order_of_part(figures: Iterable[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: POSITIONS[key_of(figure)])


def rows_by_part(figures: Sequence[Figure]) -> list[FigureRow]:
    """Omit the label of a single figure without a group."""
    if len(figures) == 1 and not key_of(figures[0]):
        return [_row(figures[0], "", "", _maximum(figures))]
    # A row per source, if they disagree.
    maximum = _maximum(figures)
    return [
        _row(figure, part.label, "", maximum, part.is_technical)
        for part in parts_of(figures)
        for figure in figures
        if key_of(figure) == part.key
    ]


def rows_by_area(figures: Sequence[Figure]) -> list[FigureRow]:
    maximum = _maximum(figures)
    rows = [_row(figure, *area_of(figure), maximum) for figure in figures]
    return sorted(rows, key=lambda row: (row.label.casefold(), row.code))


def reported_rows(figures: Iterable[Figure]) -> list[ReportedRow]:
    """One row per figure; conflicting sources are shown side by side."""
    figures = without_duplicates(figures)
    values: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for figure in figures:
        values[_area_part_and_period(figure)].add(in_words(figure))
    rows = [
        ReportedRow(
            area_of(figure)[0],
            in_words(figure),
            note_of(figure),
            figure,
            len(values[_area_part_and_period(figure)]) > 1,
        )
        for figure in figures
    ]
    return sorted(
        rows,
        key=lambda row: (row.area.casefold(), period_order(row.figure.period), row.figure.pk),
    )


def without_duplicates(figures: Iterable[Figure]) -> list[Figure]:
    """Remove figures that look the same; prefer the one for a known region."""
    found: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        same = tuple(getattr(figure, name) for name in VISIBLE_FIELDS)
        if same not in found or (figure.region_id and not found[same].region_id):
            found[same] = figure
    return list(found.values())


def _area_part_and_period(figure: Figure) -> tuple[str, ...]:
    return figure.area_code, figure.profile, figure.level, figure.period


def figures_of_part(figures: QuerySet[Figure], key: str) -> QuerySet[Figure]:
    first, _, second = key.partition(WITHIN)
    if second:
        return figures.filter(profile=first, level=second)
    return figures.filter(Q(profile=key, level="") | Q(profile="", level=key))


def area_of(figure: Figure) -> tuple[str, str]:
    """The name of the area, and the URL of its page; empty if it has none."""
    if figure.school:
        return figure.school.name_and_place, figure.school.get_absolute_url()
    if figure.municipality:
        return figure.area, figure.municipality.get_absolute_url()
    if figure.province:
        return figure.area, ""
    if figure.region and not figure.area_name:
        return figure.area, figure.region.get_absolute_url()
    is_postcode = POSTCODE.fullmatch(figure.area_code)
    return figure.area, reverse("nearby", args=[figure.area_code]) if is_postcode else ""


def _maximum(figures: Iterable[Figure]) -> Decimal:
    # Return the value of a full-length bar: 100 for shares, otherwise the greatest value.
    numbers = [Decimal(100) if figure.of_low else figure.high for figure in figures]
    return max(numbers, default=Decimal(1)) or Decimal(1)


def _row(
    figure: Figure, label: str, url: str, maximum: Decimal, is_technical: bool = False
) -> FigureRow:
    low, high = figure.shares or (figure.low, figure.high)
    return FigureRow(
        code=figure.area_code,
        label=label,
        url=url,
        citation_url=figure.get_absolute_url(),
        value=in_words(figure),
        whole=whole_in_words(figure) or note_of(figure),
        bar=Bar.of(low, high, maximum),
        order=high,
        is_technical=is_technical,
    )
