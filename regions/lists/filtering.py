"""Lists of model rows filtered by the query string, with every choice counted in one query."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Q, QuerySet
from django.http import QueryDict

from regions.lists.counting import (
    FacetQuery,
    choices_of,
    fetch_choices,
    fetch_counts,
    fixed,
    tally,
    tally_together,
)
from regions.lists.facets import TableFacet
from regions.lists.narrowing import Counted, Facet, NarrowedList, Narrowing, Pairs, TextBox, narrow
from regions.models import Municipality, Region, Theme
from regions.names.folding import fold
from regions.writing.changing import ContentVersion
from regions.writing.version_cache import CachedPerVersion

TOTAL = ""
NAME = TextBox("naam", "Naam", max_length=100)

RawCounts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Offered:
    """The facets and their choices on a date."""

    facets: list[Facet]
    example_regions: frozenset[str]


class DirectoryFilter(NarrowedList):
    """Rows match any of the choices within a facet, and every facet.

    A subclass has a TableFacet attribute per query parameter, under the same name.
    """

    facets: ClassVar[dict[str, TableFacet]] = {}
    # Facets of which the values have so few combinations that these are counted together.
    counted_together: ClassVar[tuple[str, ...]] = ()
    boxes: ClassVar[tuple[TextBox, ...]] = (NAME,)
    text_names = frozenset({NAME.name})
    _offered: ClassVar[CachedPerVersion[date, Offered]]
    _unnarrowed_counts: ClassVar[CachedPerVersion[date, RawCounts]]

    def __init_subclass__(cls) -> None:
        own = {name: facet for name, facet in vars(cls).items() if isinstance(facet, TableFacet)}
        cls.facets = {**cls.facets, **own}
        cls.facet_names = frozenset(cls.facets)
        cls._offered = CachedPerVersion(cls._load_offered)
        cls._unnarrowed_counts = CachedPerVersion(
            lambda on: cls(QueryDict(), on=on)._fetch_counts(cls.facets)
        )

    def __init__(self, query: QueryDict, *, on: date, carried: Pairs | None = None) -> None:
        self.query, self.on = query, on
        offered = self._offered(on)
        self.example_regions = offered.example_regions
        self.narrowing = narrow(query.getlist, [*self.boxes, *offered.facets], carried=carried)

    @classmethod
    @abstractmethod
    def rows(cls, on: date) -> Any:
        """The whole list, as a DirectoryQuerySet."""

    # --- choices ---

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        """`choices_of()` by facet, for facets without fixed choices."""
        return {}

    @classmethod
    def known_choices(cls) -> dict[str, list[tuple[str, str]]]:
        """Choices that are not in the database, to put first."""
        return {}

    @classmethod
    def sort_choices(cls, name: str, rows: list[tuple[str, str, bool]]) -> list[tuple[str, str]]:
        """Sort by name; examples are last and marked."""
        rows = sorted(rows, key=lambda row: (row[2], fold(row[1]), row[0]))
        return [
            (slug, f"{label} (verzonnen)" if invented else label) for slug, label, invented in rows
        ]

    @classmethod
    def _load_offered(cls, on: date) -> Offered:
        rows_by_facet = fetch_choices(cls.choices(on))
        first = cls.known_choices()
        choices = {
            name: [*first.get(name, []), *cls.sort_choices(name, rows)]
            for name, rows in rows_by_facet.items()
        }
        return Offered(
            [
                Facet(name, facet.label, choices.get(name, facet.choices), hint=facet.hint)
                for name, facet in cls.facets.items()
            ],
            frozenset(slug for slug, _, invented in rows_by_facet.get("regio", []) if invented),
        )

    # --- narrowing ---

    @cached_property
    def qs(self) -> Any:
        return self._narrow(self.narrowing)

    def _narrow(self, narrowing: Narrowing) -> Any:
        # Show example rows only with their own example region.
        rows = self._matching_rows(narrowing)
        invented = self.example_regions.intersection(narrowing.values.get("regio", []))
        if not invented:
            return rows.exclude_examples()
        all_rows = rows.model.objects
        in_example_region = self._filter(all_rows.all(), "regio", sorted(invented))
        return rows.filter(
            Q(pk__in=all_rows.exclude_examples().values("pk"))
            | Q(pk__in=in_example_region.values("pk"))
        )

    def _matching_rows(self, narrowing: Narrowing) -> Any:
        rows = self.rows(self.on)
        for name, values in narrowing.values.items():
            rows = self._filter(rows, name, values)
        return rows

    def _filter(self, rows: Any, name: str, values: list[str]) -> Any:
        if name == NAME.name:
            # A text such as "%" folds to nothing and must match nothing.
            return rows.named(values[0]) if fold(values[0]) else rows.none()
        facet = self.facets[name]
        if facet.method:
            return getattr(self, facet.method)(rows, values)
        return rows.filter(**{f"{facet.field_name}__in": values})

    @property
    def shows_example(self) -> bool:
        return bool(self.example_regions.intersection(self.narrowing.values.get("regio", [])))

    # --- counting ---

    @cached_property
    def raw_counts(self) -> RawCounts:
        """Counts by facet and raw column value."""
        unnarrowed, chosen = self._unnarrowed_counts(self.on), self.narrowing.values
        if not chosen:
            return unnarrowed
        # A facet's own choices do not limit what is counted for it.
        known = {name: unnarrowed.get(name, {}) for name in self.facets if [*chosen] == [name]}
        others = {name: facet for name, facet in self.facets.items() if name not in known}
        return self._fetch_counts(others) | known

    def _fetch_counts(self, facets: dict[str, TableFacet]) -> RawCounts:
        together = [
            name
            for name in self.counted_together
            if name in facets and name not in self.narrowing.values
        ]
        if len(together) < 2:
            together = []
        tallies = [
            (name, part)
            for name, facet in facets.items()
            if name not in together
            for part in self._tallies(name, facet)
        ]
        tallies += self._tallies_together(together) if together else []
        complete = self._facet_of_every_row
        totals = [] if complete else [(TOTAL, part) for part in self._totals()]
        counts = fetch_counts([*totals, *tallies])
        if complete is None:
            return counts
        return counts | {TOTAL: {TOTAL: sum(counts.get(complete, {}).values())}}

    def _totals(self) -> list[QuerySet]:
        return [tally(self.qs, fixed(TOTAL))]

    @property
    def _facet_of_every_row(self) -> str | None:
        # A facet that counts each row of the filtered list once, so that its sum is the total.
        return next(
            (
                name
                for name, facet in self.facets.items()
                if not facet.tally and name not in self.narrowing.values
            ),
            None,
        )

    def _tallies(self, name: str, facet: TableFacet) -> list[QuerySet]:
        others = self.narrowing.without(name)
        if name == "regio":
            # Count example rows only for their own example region.
            rows = self._matching_rows(others)
        else:
            rows = self._narrow(others) if name in self.narrowing.values else self.qs
        if facet.tally:
            parts: list[QuerySet] = getattr(self, facet.tally)(rows)
            return parts
        return [tally(rows, self._column(name))]

    def _tallies_together(self, names: list[str]) -> list[FacetQuery]:
        return [tally_together(self.qs, {name: self._column(name) for name in names})]

    def _column(self, name: str) -> Any:
        facet = self.facets[name]
        return facet.column or facet.field_name

    @cached_property
    def counted(self) -> Counted:
        raw = self.raw_counts
        total, whole = (
            counts.get(TOTAL, {}).get(TOTAL, 0)
            for counts in (raw, self._unnarrowed_counts(self.on))
        )
        numbers = {name: facet.numbers(raw.get(name, {})) for name, facet in self.facets.items()}
        absent = {
            name: {value for value in facet.rare if not numbers[name].get(value)}
            for name, facet in self.facets.items()
        }
        return Counted(
            total,
            max(total, whole),
            numbers,
            unoffered={**absent, "regio": self.example_regions},
        )

    def blocking(self) -> set[str]:
        names = self.narrowing.values
        without = {
            f"without_{name}": Exists(self._narrow(self.narrowing.without(name)).order_by())
            for name in names
        }
        # A table that always has one row, to evaluate the EXISTS of every filter in one query.
        answers = ContentVersion.objects.annotate(**without).values(*without).first() or {}
        return {name for name in names if answers.get(f"without_{name}")}

    def page(self, rows: QuerySet, per_page: int) -> Page:
        """The current page, evaluated, without a COUNT: the total is in `counted`."""
        page = PaginatorWithCount(rows, per_page, self.counted.total).get_page(
            self.query.get("page")
        )
        page.object_list = list(page.object_list)
        return page


class PaginatorWithCount(Paginator):
    """A paginator with a count computed elsewhere."""

    def __init__(self, rows: QuerySet, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count


# --- choices shared by several lists ---


def region_choices(on: date) -> QuerySet:
    return choices_of(Region.objects.published(on), "slug", "name", "is_example")


def municipality_choices(rows: QuerySet, path: str) -> QuerySet:
    rows = rows.filter(**{f"{path}__is_example": False})
    return choices_of(rows, f"{path}__slug", f"{path}__name")


def theme_choices(**used: Any) -> QuerySet:
    return choices_of(Theme.objects.filter(**used), "slug", "name")


def themes_of_regions(on: date) -> QuerySet:
    return theme_choices(region_themes__region__in=Region.objects.published(on).exclude_examples())


def municipalities_of(slugs: list[str]) -> QuerySet:
    return Municipality.objects.filter(slug__in=slugs)
