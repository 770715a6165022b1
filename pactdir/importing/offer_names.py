"""Regions, organisations, places and themes that a file of offers names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError

from pactdir.importing.matching.named_rows import NamedRows
from partners.models import Partner
from regions.models import Place, Region, Theme
from regions.names.folding import fold
from schools.models import School

BY_ADDRESS = "Schrijf het laatste deel van het adres van de pagina"


@dataclass(frozen=True)
class Owner:
    """Of an offer: one school, one partner, or the region if both are None."""

    school: School | None = None
    partner: Partner | None = None

    @property
    def key(self) -> str:
        if self.school:
            return f"school {self.school.pk}"
        return f"partner {self.partner.pk}" if self.partner else "regio"

    @property
    def place(self) -> Place | None:
        organisation = self.school or self.partner
        return organisation.place if organisation else None


@dataclass
class OfferNames:
    """Loads the rows that a file may name once, without those of the example region."""

    _owners: dict[tuple[str, int], Owner] = field(default_factory=dict)

    @cached_property
    def regions(self) -> NamedRows:
        rows = Region.objects.exclude_examples()
        return NamedRows("De regio", rows, lambda row: row.slug, BY_ADDRESS)

    @cached_property
    def schools(self) -> NamedRows:
        rows = School.objects.exclude_examples().select_related("place")
        return NamedRows("De school", rows, lambda row: row.slug, BY_ADDRESS)

    @cached_property
    def partners(self) -> NamedRows:
        rows = Partner.objects.exclude_examples().select_related("place")
        return NamedRows("De partner", rows, lambda row: row.slug, BY_ADDRESS)

    @cached_property
    def places(self) -> NamedRows:
        rows = Place.objects.select_related("municipality")
        return NamedRows(
            "De plaats", rows, lambda row: f"{row.name} ({row.municipality})", "Schrijf"
        )

    @cached_property
    def themes(self) -> NamedRows:
        return NamedRows("Het thema", Theme.objects.all(), lambda row: row.slug, BY_ADDRESS)

    def owner(self, text: str, region: Region) -> Owner:
        """Raises ValidationError if this is not one school, one partner or the region itself."""
        key = text, region.pk
        if key not in self._owners:
            self._owners[key] = self._find_owner(text, region)
        return self._owners[key]

    def _find_owner(self, text: str, region: Region) -> Owner:
        if fold(text) in (fold(region.name), fold(region.slug), "regio", "de regio"):
            return Owner()
        found, errors = [], []
        for field_name, rows in (("school", self.schools), ("partner", self.partners)):
            try:
                found.append(Owner(**{field_name: rows.find(text)}))
            except ValidationError as error:
                if fold(text) in rows.by_name:
                    raise
                errors.append(error)
        if len(found) > 1:
            raise ValidationError(
                f"“{text}” is een school en een partner. Geef een van beide een andere naam."
            )
        if errors and not found:
            raise ValidationError(
                f"“{text}” kennen we niet als school of partner. Maak die eerst aan, of schrijf "
                "“regio” als dit van de regio zelf is."
            )
        return found[0]
