"""Finds the place that a sender means, and the regions at a postcode."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from regions.editing.form_fields import choice_label
from regions.models import Place, PostcodeArea, Region
from regions.names.folding import fold
from regions.names.postcodes import postcode_in
from regions.taking_part import links


def places_named(text: str) -> list[Place]:
    name = fold(text)
    return list(Place.objects.filter(folded_name=name)) if name else []


def place_meant(answers: dict[str, Any]) -> int | None:
    """The key of the only place of that name, or of the one that was chosen among several."""
    keys = [place.pk for place in places_named(str(answers.get("place_name") or ""))]
    if len(keys) > 1:
        keys = [key for key in keys if str(key) == str(answers.get("place"))]
    return keys[0] if keys else None


def regions_at(postcode: str, day: date) -> list[Region]:
    """Published regions of the municipality of a postcode, stated or derived, on that day."""
    areas = PostcodeArea.objects.undisputed().filter(code=postcode_in(postcode))
    by_municipality = links(day).by_municipality
    found = {
        link.region
        for key in areas.values_list("place__municipality", flat=True)
        for link in by_municipality.get(key, [])
    }
    return sorted(found, key=lambda region: region.folded_name)


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, place: Any) -> str:
        return choice_label(place)
