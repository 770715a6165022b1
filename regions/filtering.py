"""Filters in the address, in Dutch, shared by all lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django.db.models import Exists, QuerySet
from django.http import QueryDict
from django.utils.text import slugify

from regions.changing import ContentVersion
from regions.folding import fold
from regions.models import Province, Region

Choices = list[tuple[str, str]]

PROVINCE_BY_SLUG = {
    slugify(province.label): province for province in sorted(Province, key=lambda p: p.label)
}
PROVINCE_CHOICES: Choices = [(slug, province.label) for slug, province in PROVINCE_BY_SLUG.items()]


@dataclass(frozen=True)
class Chosen:
    """A filter that is in force, in words, and the address without it."""

    name: str
    label: str
    value: str
    address_without: str


class DirectoryFilter(django_filters.FilterSet):
    """Narrows a list by what stands in the address.

    A choice that does not exist narrows nothing; `ignored` says so. Options that come from the
    database are asked once, in `options()`.
    """

    naam = django_filters.CharFilter(label="Naam", method="filter_name", max_length=100)

    def __init__(self, data: QueryDict, queryset: QuerySet, *, on: date) -> None:
        super().__init__(data, queryset)
        self.on = on
        self.example_regions: set[str] = set()
        for name, choices in self.options().items():
            self.filters[name].extra["choices"] = choices

    def options(self) -> dict[str, Choices]:
        """The choices per filter name that only the database knows."""
        return {}

    def region_choices(self) -> Choices:
        """Published regions by name; what is invented comes last and says so."""
        regions = Region.objects.published(self.on).order_by("is_example", "folded_name")
        rows = list(regions.values_list("slug", "name", "is_example"))
        self.example_regions = {slug for slug, _, is_example in rows if is_example}
        return [
            (slug, f"{name} (verzonnen)" if is_example else name) for slug, name, is_example in rows
        ]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self._narrow(queryset, self.form.cleaned_data)

    def _narrow(self, queryset: Any, values: dict[str, Any]) -> QuerySet:
        """Narrow by these values; what is invented shows only in its own region."""
        for name, value in values.items():
            queryset = self.filters[name].filter(queryset, value)
        if values.get("regio") not in self.example_regions:
            queryset = queryset.real()
        return queryset

    def filter_name(self, queryset: Any, name: str, value: str) -> QuerySet:
        """Narrow by name; "%" holds nothing a name is found by, and finds nothing."""
        return queryset.named(value) if fold(value) else queryset.none()

    @property
    def chosen(self) -> list[Chosen]:
        self.form.is_valid()
        return [
            Chosen(name, str(self.form.fields[name].label), self._words(name, value), address)
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "", []) and (address := self._address_without(name))
        ]

    @property
    def shows_example(self) -> bool:
        return self.form.cleaned_data.get("regio") in self.example_regions

    @property
    def ignored(self) -> list[str]:
        """The labels of the filters whose value says nothing here."""
        return [str(self.form.fields[name].label) for name in self.form.errors]

    @property
    def worth_dropping(self) -> list[Chosen]:
        """Of the chosen filters those without which there is a result; one query for all."""
        chosen = self.chosen
        if not chosen:
            return []
        without = {
            f"without_{one.name}": Exists(self._narrowed_without(one.name).order_by())
            for one in chosen
        }
        # The one row of this table is there to hang the questions on.
        answers = ContentVersion.objects.annotate(**without).values(*without).first() or {}
        return [one for one in chosen if answers.get(f"without_{one.name}")]

    def _narrowed_without(self, dropped: str) -> QuerySet:
        values = {name: value for name, value in self.form.cleaned_data.items() if name != dropped}
        return self._narrow(self.queryset.all(), values)

    def _words(self, name: str, value: str) -> str:
        choices = self.filters[name].extra.get("choices", [])
        return str(dict(choices).get(value, value))

    def _address_without(self, name: str) -> str:
        query = self.data.copy()
        query.pop(name, None)
        query.pop("page", None)
        return f"?{query.urlencode()}"


class ChoiceFilter(django_filters.ChoiceFilter):
    """One of a few; the empty choice says what leaving it open means."""

    def __init__(self, *args: Any, all_of_them: str, **kwargs: Any) -> None:
        super().__init__(*args, empty_label=all_of_them, **kwargs)


def province_filter() -> ChoiceFilter:
    """A list may be narrowed by province; what that means its `filter_province` says."""
    return ChoiceFilter(
        label="Provincie",
        choices=PROVINCE_CHOICES,
        method="filter_province",
        all_of_them="Alle provincies",
    )


def province_of(slug: str) -> Province:
    return PROVINCE_BY_SLUG[slug]
