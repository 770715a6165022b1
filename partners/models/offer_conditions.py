"""Conditions on offers: where they are, and of which regions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from partners.models.offer_links import OfferRegion
from regions.models import Region

Lookups = Mapping[str, Any]  # {"municipality": hoorn}, {"in": keys}


def offers_at(places: Lookups, schools: Lookups) -> Q:
    """Offers with their own place there, or else of a school or partner there."""
    own, of_partner = _with_prefix("place", places), _with_prefix("partner__place", places)
    return own | Q(place=None) & (_with_prefix("school", schools) | of_partner)


def offers_in_regions(**region: Any) -> Q:
    """Offers by these regions or open in them too; `region` holds lookups: `slug="almere"`."""
    own = Q(region__in=Region.objects.filter(**region).values("pk"))
    return own | Q(pk__in=OfferRegion.objects.filter(own).values("offer"))


def offers_by_regions(**region: Any) -> Q:
    """Offers by a region itself without a known place, which may be anywhere in its regions."""
    return Q(place=None, is_of_region=True) & offers_in_regions(**region)


def _with_prefix(path: str, lookups: Lookups) -> Q:
    return Q(**{f"{path}__{lookup}": value for lookup, value in lookups.items()})
