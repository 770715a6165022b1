"""Road distance from a postcode to the nearest vmbo, according to CBS."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Subquery

from schools.models import Figure

ROAD_TO_VMBO = "afstand-over-de-weg-tot-het-vmbo"


def road_to_vmbo(postcode: str, on: date) -> Figure | None:
    figures = Figure.objects.filter(
        indicator__slug=ROAD_TO_VMBO, indicator__published_from__lte=on, area_code=postcode
    )
    return figures.select_related("indicator").order_by("-period", "pk").first()


def roads_to_vmbo(on: date) -> dict[str, Decimal]:
    """Map postcodes to km in the last period, if CBS published it."""
    figures = Figure.objects.filter(
        indicator__slug=ROAD_TO_VMBO, indicator__published_from__lte=on
    ).order_by("-period")
    last_period = figures.filter(period=Subquery(figures.values("period")[:1]))
    return dict(last_period.order_by().values_list("area_code", "high"))
