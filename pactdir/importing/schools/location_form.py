"""Validates a school location as DUO writes it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import brin as brin_numbers

from pactdir.importing.geography.places import SUFFIX
from pactdir.importing.reading.cells import Decimal, Postcode
from pactdir.importing.reading.row_form import RowForm
from pactdir.importing.schools.capitals import capitalise
from pactdir.importing.schools.contact_cells import house_number, parse_site
from pactdir.importing.schools.newcomers import is_for_newcomers
from regions.models import Municipality
from schools.models import Level, LevelsBasis, School

# VBO is the former name of vmbo basis, kader and gemengd; it says nothing about profiles, so
# nothing about technology. A bridge class counts as a level only if it is the only one.
LEVELS = {
    "VBO": Level.VMBO_BKG,
    "MAVO": Level.VMBO_TL,
    "HAVO": Level.HAVO,
    "VWO": Level.VWO,
    "PRO": Level.PRO,
    "BRUGJAAR": Level.BRIDGE,
}


class SchoolForm(RowForm):
    name_fields = ("name", "place_name", "street")
    code = forms.CharField()
    structure = forms.CharField(required=False)
    street = forms.CharField(required=False, max_length=99)
    number = forms.CharField(required=False, max_length=20)
    postcode = Postcode(required=False)
    place_name = forms.CharField(max_length=120)
    municipality = forms.CharField()
    site = forms.CharField(required=False)
    latitude = Decimal(required=False)
    longitude = Decimal(required=False)

    class Meta:
        model = School
        fields = ["name", "brin", "latitude", "longitude"]

    def clean_name(self) -> str:
        return capitalise(" ".join(self.cleaned_data["name"].split()))

    def clean_brin(self) -> str:
        brin = str(self.cleaned_data["brin"]).upper().zfill(len("00WD"))
        try:
            brin_numbers.validate(brin)
        except NumberError:
            brin = ""
        if len(brin) != len("00WD"):
            raise ValidationError("Een BRIN is twee cijfers en twee letters.")
        return brin

    def clean_code(self) -> str:
        """Return BRIN and location number; some editions have only the location number."""
        code, brin = self.cleaned_data["code"].upper(), self.cleaned_data.get("brin", "")
        if code.isdecimal() and len(code) <= len("00"):
            code = brin + code.zfill(2)
        if not re.fullmatch(r"[0-9]{2}[A-Z]{2}[0-9A-Z]{2}", code):
            raise ValidationError("Een vestiging is een BRIN en twee tekens, zoals 00WD00.")
        if brin and not code.startswith(brin):
            raise ValidationError(f"Deze vestiging hoort niet bij de BRIN {brin}.")
        return code

    def clean_structure(self) -> list[str]:
        levels = []
        for token in filter(None, self.cleaned_data["structure"].upper().split("/")):
            if (name := token.strip()) not in LEVELS:
                names = ", ".join(LEVELS)
                raise ValidationError(f"De soort {name} kennen we niet. Wel: {names}.")
            levels.append(LEVELS[name].value)
        return [level for level in levels if level != Level.BRIDGE] or levels[:1]

    def clean_municipality(self) -> Municipality:
        return self.municipality_of(self.cleaned_data["municipality"])

    def clean_place_name(self) -> str:
        return capitalise(SUFFIX.sub("", self.cleaned_data["place_name"]))

    def clean_site(self) -> str:
        text = self.cleaned_data["site"]
        site, self.doubt = parse_site(text)
        return site

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        street = capitalise(cleaned.get("street") or "")
        cleaned["address"] = f"{street} {house_number(cleaned.get('number') or '')}".strip()
        cleaned["website"], cleaned["doubt"] = cleaned.get("site") or "", getattr(self, "doubt", "")
        cleaned["levels"] = cleaned.get("structure") or []
        if is_for_newcomers(cleaned.get("name") or "", cleaned["website"]):
            cleaned["levels"] = [*cleaned["levels"], Level.ISK.value]
        cleaned["levels_basis"] = LevelsBasis.DUO.value if cleaned["levels"] else ""
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("latitude", "Breedte en lengte staan er beide, of geen van beide.")
        return cleaned
