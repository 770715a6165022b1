"""An entry of the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from regions.lists.facets import SLUG_BY_PROVINCE
from regions.models import Municipality, Province
from regions.models.geography import PROVINCE_UNKNOWN

PROVINCE_NAMES = {
    **{province.value: str(province.label) for province in Province},
    "": PROVINCE_UNKNOWN,
}
MAX_POSTCODES_LISTED = 3


class Kind(StrEnum):
    PLACE = "plaats"
    MUNICIPALITY = "gemeente"
    PROVINCE = "provincie"


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A place, municipality or province, with the URL of its page."""

    kind: Kind
    name: str
    province: str  # CBS code, or "" if unknown
    municipality: int = 0  # primary key of the municipality, or of the one that contains the place
    municipality_name: str = ""
    municipality_slug: str = ""
    postcodes: tuple[str, ...] = ()
    schools: int = 0  # number of schools with one of those postcodes in their address
    central_postcode: str = ""
    # For a municipality found by the name of one that was merged into it; ISO date, if known.
    old_name: str = ""
    since: str = ""
    is_whole: bool = False  # whether that municipality was merged as a whole
    former_address: str = ""  # URL of its page as of its last day

    @classmethod
    def of_municipality(
        cls,
        municipality: Municipality,
        old_name: str = "",
        since: str = "",
        *,
        is_whole: bool = False,
        former_address: str = "",
    ) -> GazetteerEntry:
        return cls(
            Kind.MUNICIPALITY,
            municipality.name,
            municipality.province,
            municipality.pk,
            municipality.name,
            municipality.slug,
            old_name=old_name,
            since=since,
            is_whole=is_whole,
            former_address=former_address,
        )

    @property
    def address(self) -> str:
        if self.kind is Kind.PROVINCE:
            return f"{reverse('municipalities:list')}?provincie={self.province_slug}"
        if self.central_postcode:
            return reverse("nearby", args=[self.central_postcode])
        return reverse("municipalities:detail", args=[self.municipality_slug])

    @property
    def province_slug(self) -> str:
        return SLUG_BY_PROVINCE[self.province]

    @property
    def title(self) -> str:
        return f"Gemeente {self.name}" if self.kind is Kind.MUNICIPALITY else self.name

    @property
    def where(self) -> str:
        if self.kind is Kind.PROVINCE:
            return ""
        province = PROVINCE_NAMES[self.province]
        if self.kind is Kind.MUNICIPALITY:
            return province
        return f"gemeente {self.municipality_name}, {province}"

    @property
    def short_postcode_list(self) -> str:
        is_short = len(self.postcodes) <= MAX_POSTCODES_LISTED
        return ", ".join(self.postcodes) if is_short else ""

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        size = -len(self.postcodes), -self.schools
        return list(Kind).index(self.kind), *size, self.name, self.where

    @property
    def has_page(self) -> bool:
        return self.kind is not Kind.PLACE or bool(self.central_postcode)
