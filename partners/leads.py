"""The open participations of a partner, and the agreements it leads."""

from __future__ import annotations

from collections.abc import Iterable

from partners.models import Partner, PartnerParticipation
from regions.clock import AsOf
from regions.leads import Led, led_by_name
from regions.published_regions import published_regions


def open_participations(partner: Partner, as_of: AsOf) -> list[PartnerParticipation]:
    """Expects a partner from `for_page()`."""
    regions = published_regions(as_of.today)
    return [
        row
        for row in partner.participations.all()
        if row.is_open_as_of(as_of, regions.get(row.region_id, row.region))
    ]


def led_by(partner: Partner, rows: Iterable[PartnerParticipation], as_of: AsOf) -> list[Led]:
    """`rows` are its open participations."""
    regions = published_regions(as_of.today)
    own = {row.region_id: regions.get(row.region_id, row.region) for row in rows}
    members = PartnerParticipation.objects.open(as_of).filter(
        partner__published_from__lte=as_of.today
    )
    return led_by_name(partner.folded_name, own.values(), members, as_of)
