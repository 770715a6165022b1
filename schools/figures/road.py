"""How far the nearest vmbo is by road from a postcode, according to CBS."""

from __future__ import annotations

from datetime import date

from schools.models import Figure

ROAD_TO_VMBO = "afstand-over-de-weg-tot-het-vmbo"


def road_to_vmbo(postcode: str, on: date) -> Figure | None:
    figures = Figure.objects.filter(
        indicator__slug=ROAD_TO_VMBO, indicator__published_from__lte=on, area_code=postcode
    )
    return figures.select_related("indicator").order_by("-period", "pk").first()
