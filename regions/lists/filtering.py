"""Filters in the address, in Dutch, shared by all lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.text import slugify

from regions.lists.facets import (
    Choices,
    Counts,
    Facet,
    OneOf,
    Option,
    ShownFacet,
    ask_choices,
    ask_counts,
    choices_of,
    fixed,
    is_worth_filtering,
    tally,
    worth_showing,
)
from regions.models import Municipality, Province, Region, Theme
from regions.names.folding import fold
from regions.wording.dutch import listed
from regions.writing.changing import ContentVersion

PROVINCE_BY_SLUG = {
    slugify(province.label): province for province in sorted(Province, key=lambda p: p.label)
}
PROVINCE_CHOICES: Choices = [(slug, province.label) for slug, province in PROVINCE_BY_SLUG.items()]
SLUG_BY_PROVINCE: dict[str, str] = {code: slug for slug, code in PROVINCE_BY_SLUG.items()}

LONGEST_REDIRECT = 2000
TOTAL = ""
WHOLE = "*"  # the list as it is before anything is chosen


@dataclass(frozen=True)
class Chosen:
    """A choice that is in force, in words, and the query of the address without it."""

    name: str
    label: str
    value: str
    query_without: str


class DirectoryFilter(django_filters.FilterSet):
    """Narrows a list by what stands in the address: any choice of a facet, and every facet.

    A choice that does not exist narrows nothing; `ignored` says so.
    """

    naam = django_filters.CharFilter(label="Naam", method="filter_name", max_length=100)

    def __init__(self, data: QueryDict, queryset: QuerySet, *, on: date) -> None:
        super().__init__(data, queryset)
        self.on = on
        # What the address takes along beside the filters: it narrows nothing, and no filter
        # that is taken away takes it along.
        self.carried: list[tuple[str, str]] = []
        self.example_regions: set[str] = set()
        for name, choices in self._choices_asked().items():
            self.filters[name].extra["choices"] = choices

    # --- what one can choose ---

    def choices(self) -> dict[str, QuerySet]:
        """Per facet what `choices_of()` is there, for those that only the database knows."""
        return {}

    def known_choices(self) -> dict[str, Choices]:
        """What stands before those: what is no row of the database."""
        return {}

    def _choices_asked(self) -> dict[str, Choices]:
        found = ask_choices(self.choices())
        self.example_regions = {slug for slug, _, invented in found.get("regio", []) if invented}
        known = self.known_choices()
        return {
            name: known.get(name, []) + self.in_order(name, rows) for name, rows in found.items()
        }

    def in_order(self, name: str, rows: list[tuple[str, str, bool]]) -> Choices:
        """By name; what is invented comes last and says so."""
        rows = sorted(rows, key=lambda row: (row[2], fold(row[1]), row[0]))
        return [
            (slug, f"{label} (verzonnen)" if invented else label) for slug, label, invented in rows
        ]

    def region_choices(self) -> QuerySet:
        return choices_of(Region.objects.published(self.on), "slug", "name", "is_example")

    def municipality_choices(self, rows: QuerySet, path: str) -> QuerySet:
        """The real municipalities that these rows lie in."""
        rows = rows.filter(**{f"{path}__is_example": False})
        return choices_of(rows, f"{path}__slug", f"{path}__name")

    def real_regions(self) -> QuerySet:
        return Region.objects.published(self.on).real()

    def theme_choices(self, **used: Any) -> QuerySet:
        return choices_of(Theme.objects.filter(**used), "slug", "name")

    # --- narrowing ---

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What is known of what was asked for, by name in the order of the form."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def values(self) -> dict[str, Any]:
        """What counts of it."""
        return self.asked

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self._narrow(queryset, self.values)

    def _narrow(self, queryset: Any, values: dict[str, Any]) -> QuerySet:
        """Narrow by these values; what is invented shows only in its own region."""
        for name, value in values.items():
            queryset = self.filters[name].filter(queryset, value)
        invented = self.example_regions.intersection(values.get("regio", []))
        if not invented:
            return queryset.real()
        rows = queryset.model.objects
        there = self.filters["regio"].filter(rows.all(), sorted(invented))
        return queryset.filter(Q(pk__in=rows.real().values("pk")) | Q(pk__in=there.values("pk")))

    def _without(self, dropped: str) -> QuerySet:
        if dropped not in self.values:
            return self.qs
        values = {name: value for name, value in self.values.items() if name != dropped}
        return self._narrow(self.queryset.all(), values)

    def filter_name(self, queryset: Any, name: str, value: str) -> QuerySet:
        """Narrow by name; "%" holds nothing a name is found by, and finds nothing."""
        return queryset.named(value) if fold(value) else queryset.none()

    # --- counting ---

    @cached_property
    def _counts(self) -> dict[str, Counts]:
        """How many there are in all, and what each choice would give; one query for everything."""
        asked = [(TOTAL, tally(self.qs, fixed(TOTAL)))]
        if self.values:
            asked.append((WHOLE, tally(self._narrow(self.queryset.all(), {}), fixed(TOTAL))))
        for name, facet in self._facets().items():
            asked += [(name, part) for part in self._tallies(name, facet)]
        return ask_counts(asked)

    def _tallies(self, name: str, facet: Facet) -> list[QuerySet]:
        """A facet's own choices do not narrow what is counted for it."""
        rows = self._without(name)
        if name == "regio":
            # Each region counts what it would show: what is invented in an invented region only.
            values = {name: value for name, value in self.values.items() if name != "regio"}
            rows = self._all_but_region(values)
        if facet.tally:
            parts: list[QuerySet] = getattr(self, facet.tally)(rows)
            return parts
        return [tally(rows, facet.column or facet.field_name)]

    def _all_but_region(self, values: dict[str, Any]) -> QuerySet:
        rows = self.queryset.all()
        for name, value in values.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def _facets(self) -> dict[str, Facet]:
        return {name: one for name, one in self.filters.items() if isinstance(one, Facet)}

    @property
    def total(self) -> int:
        return self._counts[TOTAL][TOTAL]

    @property
    def whole(self) -> int:
        """How many there are before anything is chosen."""
        return max(self.total, self._counts.get(WHOLE, {}).get(TOTAL, 0))

    @cached_property
    def facets(self) -> list[ShownFacet]:
        """The facets to choose from, as far as they serve the list."""
        shown = [self._shown(name, facet) for name, facet in self._facets().items()]
        return worth_showing(shown, self.values, whole=self.whole, total=self.total)

    @property
    def asks_name(self) -> bool:
        """Whether one can look for a name in the list: not where it is short, once it is asked."""
        has_box = self.filters.get("naam") is not None
        return has_box and ("naam" in self.values or is_worth_filtering(self.whole))

    @property
    def is_offered(self) -> bool:
        return bool(self.asks_name or self.facets)

    def _shown(self, name: str, facet: Facet) -> ShownFacet:
        numbers: Counts = {}
        for raw, number in self._counts[name].items():
            for value in set(facet.values_in(raw)) if raw else ():
                numbers[value] = numbers.get(value, 0) + number
        chosen = self.values.get(name, [])
        options = [
            Option(value, str(label), numbers.get(value, 0), value in chosen)
            for value, label in facet.extra["choices"]
            # What is invented is chosen in the address only.
            if value in chosen or name != "regio" or value not in self.example_regions
        ]
        is_single = isinstance(facet, OneOf)
        return ShownFacet(name, str(facet.label), options, is_single, hint=facet.hint)

    def page(self, rows: QuerySet, per_page: int) -> Page:
        """The page of these rows that is asked for; how many there are is known already."""
        return KnownCount(rows, per_page, self.total).get_page(self.data.get("page"))

    # --- in words ---

    @cached_property
    def chosen(self) -> list[Chosen]:
        """Every choice that counts, each by itself."""
        return [
            Chosen(name, self._label(name), self._words(name, value), self._query(name, value))
            for name, value in self.pairs
        ]

    @property
    def chosen_by_facet(self) -> list[tuple[str, list[str]]]:
        return [
            (self._label(name), [self._words(name, one) for one in _several(value)])
            for name, value in self.values.items()
        ]

    @property
    def shows_example(self) -> bool:
        return bool(self.example_regions.intersection(self.values.get("regio", [])))

    @property
    def ignored(self) -> list[str]:
        """The labels of the filters of which a value says nothing here."""
        self.form.is_valid()
        return [
            str(field.label)
            for name, field in self.form.fields.items()
            if name in self.form.errors or getattr(field, "has_unknown", False)
        ]

    @property
    def worth_dropping(self) -> list[Chosen]:
        """Of the filters that are chosen those without which there is a result; one query."""
        helps = self._helps()
        return [
            Chosen(name, self._label(name), listed(words, "of"), self._query(name))
            for name, value in self.values.items()
            if name in helps and (words := [self._words(name, one) for one in _several(value)])
        ]

    def _helps(self) -> set[str]:
        without = {
            f"without_{name}": Exists(self._without(name).order_by()) for name in self.values
        }
        # The one row of this table is there to hang the questions on.
        answers = ContentVersion.objects.annotate(**without).values(*without).first() or {}
        return {name for name in self.values if answers.get(f"without_{name}")}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What counts, as it stands in the address: in a fixed order, each once."""
        return [(name, one) for name, value in self.values.items() for one in _several(value)]

    def _label(self, name: str) -> str:
        return str(self.filters[name].label)

    def _words(self, name: str, value: str) -> str:
        choices = self.filters[name].extra.get("choices", [])
        return str(dict(choices).get(value, value))

    def _query(self, name: str, value: str | None = None) -> str:
        """The query of the address without this choice, or without all of that name."""
        kept = [pair for pair in self.pairs if pair[0] != name or value not in (None, pair[1])]
        return _query(kept + self.carried)

    @property
    def query_without_all(self) -> str:
        return _query(self.carried)


class KnownCount(Paginator):
    """Pages of which the number of rows was counted with everything else."""

    def __init__(self, rows: QuerySet, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = count


def _query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def without_blanks(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead "?naam=&niveau=mbo", as a form sends it, to the address one would pass on."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = [(name, value) for name, values in request.GET.lists() for value in values]
        told = [(name, value) for name, value in given if name and value]
        address = f"{request.path}?{urlencode(told)}" if told else request.path
        if len(told) < len(given) and len(address) <= LONGEST_REDIRECT:
            return HttpResponseRedirect(address)
        return view(request, *args, **kwargs)

    return wrapped


def province_facet(column: str = "", **kwargs: Any) -> Facet:
    """By province; where a row is in several its set says how by `method` and `tally`."""
    kwargs.setdefault("method", "filter_province")
    return Facet(
        label="Provincie",
        choices=PROVINCE_CHOICES,
        column=column,
        values_in=lambda code: [SLUG_BY_PROVINCE[code]],
        **kwargs,
    )


def provinces_of(slugs: list[str]) -> list[Province]:
    return [PROVINCE_BY_SLUG[slug] for slug in slugs]


def municipalities_of(slugs: list[str]) -> QuerySet:
    return Municipality.objects.filter(slug__in=slugs)
