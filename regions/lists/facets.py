"""Facets of a table: which rows match a choice, and which choices a row counts for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from regions.lists.narrowing import Choices
from regions.models import Province
from regions.models.geography import PROVINCE_UNKNOWN

PROVINCE_BY_SLUG = {
    slugify(province.label): province for province in sorted(Province, key=lambda p: p.label)
}
UNKNOWN = "niet-bekend"
CODE_BY_SLUG: dict[str, str] = {**PROVINCE_BY_SLUG, UNKNOWN: ""}
SLUG_BY_PROVINCE: dict[str, str] = {code: slug for slug, code in CODE_BY_SLUG.items()}
PROVINCE_CHOICES = [
    *((slug, province.label) for slug, province in PROVINCE_BY_SLUG.items()),
    (UNKNOWN, PROVINCE_UNKNOWN),
]


def alone(raw: str) -> list[str]:
    return [raw]


@dataclass(frozen=True, kw_only=True)
class TableFacet:
    """A row matches if its `field_name` is one of the choices, or by the list's `method`.

    Rows are counted by `column`, a field or an expression; `tally` names a method of the list for
    other counts. `values_in` splits a column value into choices. Without `choices` they come from
    the database; those in `rare` are shown only if they have a count.
    """

    label: str
    choices: Choices = ()
    field_name: str = ""
    method: str = ""
    column: Any = None
    tally: str = ""
    values_in: Callable[[str], Iterable[str]] = alone
    hint: str = ""
    rare: tuple[str, ...] = ()

    def numbers(self, raw_counts: dict[str, int]) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for raw, number in raw_counts.items():
            for value in set(self.values_in(raw)) if raw is not None else ():
                numbers[value] = numbers.get(value, 0) + number
        return numbers


def province_facet(column: str = "", **kwargs: Any) -> TableFacet:
    """Pass `tally` instead of a column if rows can be in several provinces."""
    kwargs.setdefault("method", "filter_province")
    return TableFacet(
        label="Provincie",
        choices=PROVINCE_CHOICES,
        column=column,
        values_in=lambda code: [SLUG_BY_PROVINCE[code]],
        rare=(UNKNOWN,),
        **kwargs,
    )


def provinces_of(slugs: list[str]) -> list[str]:
    return [CODE_BY_SLUG[slug] for slug in slugs]
