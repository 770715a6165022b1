"""Lists of the database narrowed by their address, counted in one query."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Q, QuerySet
from django.http import QueryDict

from regions.lists.counting import ask_choices, ask_counts, choices_of, fixed, tally
from regions.lists.facets import TableFacet
from regions.lists.narrowing import Counted, Facet, NarrowedList, Narrowing, Pairs, TextBox, narrow
from regions.models import Municipality, Region, Theme
from regions.names.folding import fold
from regions.writing.changing import ContentVersion
from regions.writing.version_cache import CachedPerVersion

TOTAL = ""
WHOLE = "*"  # the list as it is before anything is chosen
NAME = TextBox("naam", "Naam", longest=100)

RawCounts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Offered:
    """What there is to choose on a day."""

    facets: list[Facet]
    example_regions: frozenset[str]


class DirectoryFilter(NarrowedList):
    """Narrows a list by what stands in the address: any choice of a facet, and every facet.

    A subclass has a TableFacet as an attribute for each name in the address.
    """

    facets: ClassVar[dict[str, TableFacet]] = {}
    text_names = frozenset({NAME.name})
    _offered: ClassVar[CachedPerVersion[Offered]]
    _unnarrowed_counts: ClassVar[CachedPerVersion[RawCounts]]

    def __init_subclass__(cls) -> None:
        own = {name: facet for name, facet in vars(cls).items() if isinstance(facet, TableFacet)}
        cls.facets = {**cls.facets, **own}
        cls.facet_names = frozenset(cls.facets)
        cls._offered = CachedPerVersion(cls._ask_offered)
        cls._unnarrowed_counts = CachedPerVersion(lambda on: cls(QueryDict(), on=on)._ask_counts())

    def __init__(self, asked: QueryDict, *, on: date, carried: Pairs | None = None) -> None:
        self.asked, self.on = asked, on
        offered = self._offered(on)
        self.example_regions = offered.example_regions
        self.narrowing = narrow(asked.getlist, [NAME, *offered.facets], carried=carried)

    @classmethod
    @abstractmethod
    def rows(cls, on: date) -> Any:
        """The whole list, as a DirectoryQuerySet."""

    # --- what one can choose ---

    @classmethod
    def choices(cls, on: date) -> dict[str, QuerySet]:
        """Per facet what `choices_of()` is there, for those that only the database knows."""
        return {}

    @classmethod
    def known_choices(cls) -> dict[str, list[tuple[str, str]]]:
        """What stands before those: what is no row of the database."""
        return {}

    @classmethod
    def in_order(cls, name: str, rows: list[tuple[str, str, bool]]) -> list[tuple[str, str]]:
        """By name; what is invented comes last and says so."""
        rows = sorted(rows, key=lambda row: (row[2], fold(row[1]), row[0]))
        return [
            (slug, f"{label} (verzonnen)" if invented else label) for slug, label, invented in rows
        ]

    @classmethod
    def _ask_offered(cls, on: date) -> Offered:
        found = ask_choices(cls.choices(on))
        known = cls.known_choices()
        choices = {
            name: [*known.get(name, []), *cls.in_order(name, rows)] for name, rows in found.items()
        }
        return Offered(
            [
                Facet(name, facet.label, choices.get(name, facet.choices), hint=facet.hint)
                for name, facet in cls.facets.items()
            ],
            frozenset(slug for slug, _, invented in found.get("regio", []) if invented),
        )

    # --- narrowing ---

    @cached_property
    def qs(self) -> Any:
        return self._narrow(self.narrowing)

    def _narrow(self, narrowing: Narrowing) -> Any:
        """Narrow the whole list; what is invented shows only in its own region."""
        rows = self._fitting(narrowing)
        invented = self.example_regions.intersection(narrowing.values.get("regio", []))
        if not invented:
            return rows.real()
        every = rows.model.objects
        there = self._filter(every.all(), "regio", sorted(invented))
        return rows.filter(Q(pk__in=every.real().values("pk")) | Q(pk__in=there.values("pk")))

    def _fitting(self, narrowing: Narrowing) -> Any:
        rows = self.rows(self.on)
        for name, values in narrowing.values.items():
            rows = self._filter(rows, name, values)
        return rows

    def _filter(self, rows: Any, name: str, values: list[str]) -> Any:
        if name == NAME.name:
            # "%" holds nothing a name is found by, and finds nothing.
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
        """By facet and by what its column holds."""
        return self._ask_counts() if self.narrowing.values else self._unnarrowed_counts(self.on)

    def _ask_counts(self) -> RawCounts:
        """How many there are in all, and what each choice would give; one query for everything."""
        tallies = [
            (name, part)
            for name, facet in self.facets.items()
            for part in self._tallies(name, facet)
        ]
        if self.narrowing.values:
            tallies.append((WHOLE, tally(self.rows(self.on).real(), fixed(TOTAL))))
        if (every := self._facet_of_every_row) is None:
            return ask_counts([(TOTAL, tally(self.qs, fixed(TOTAL))), *tallies])
        counts = ask_counts(tallies)
        return counts | {TOTAL: {TOTAL: sum(counts.get(every, {}).values())}}

    @property
    def _facet_of_every_row(self) -> str | None:
        """One whose tally counts each row of the list once, as it is narrowed."""
        return next(
            (
                name
                for name, facet in self.facets.items()
                if not facet.tally and name not in self.narrowing.values
            ),
            None,
        )

    def _tallies(self, name: str, facet: TableFacet) -> list[QuerySet]:
        """A facet's own choices do not narrow what is counted for it."""
        others = self.narrowing.without(name)
        if name == "regio":
            # Each region counts what it would show: what is invented in an invented region only.
            rows = self._fitting(others)
        else:
            rows = self._narrow(others) if name in self.narrowing.values else self.qs
        if facet.tally:
            parts: list[QuerySet] = getattr(self, facet.tally)(rows)
            return parts
        return [tally(rows, facet.column or facet.field_name)]

    @cached_property
    def counted(self) -> Counted:
        raw = self.raw_counts
        total, whole = (raw.get(name, {}).get(TOTAL, 0) for name in (TOTAL, WHOLE))
        return Counted(
            total,
            max(total, whole),
            {name: facet.numbers(raw.get(name, {})) for name, facet in self.facets.items()},
            unoffered={"regio": self.example_regions},
        )

    def helps(self) -> set[str]:
        """Without which filters there is a result; one query."""
        names = self.narrowing.values
        without = {
            f"without_{name}": Exists(self._narrow(self.narrowing.without(name)).order_by())
            for name in names
        }
        # The one row of this table is there to hang the questions on.
        answers = ContentVersion.objects.annotate(**without).values(*without).first() or {}
        return {name for name in names if answers.get(f"without_{name}")}

    def page(self, rows: QuerySet, per_page: int) -> Page:
        """The page of these rows that is asked for, loaded; how many there are is known already."""
        page = KnownCount(rows, per_page, self.counted.total).get_page(self.asked.get("page"))
        page.object_list = list(page.object_list)
        return page


class KnownCount(Paginator):
    """Pages of which the number of rows was counted with everything else."""

    def __init__(self, rows: QuerySet, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count


# --- choices that several lists have ---


def region_choices(on: date) -> QuerySet:
    return choices_of(Region.objects.published(on), "slug", "name", "is_example")


def municipality_choices(rows: QuerySet, path: str) -> QuerySet:
    """The real municipalities that these rows lie in."""
    rows = rows.filter(**{f"{path}__is_example": False})
    return choices_of(rows, f"{path}__slug", f"{path}__name")


def theme_choices(**used: Any) -> QuerySet:
    return choices_of(Theme.objects.filter(**used), "slug", "name")


def themes_of_regions(on: date) -> QuerySet:
    return theme_choices(region_themes__region__in=Region.objects.published(on).real())


def municipalities_of(slugs: list[str]) -> QuerySet:
    return Municipality.objects.filter(slug__in=slugs)
