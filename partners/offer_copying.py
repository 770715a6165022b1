"""Copying an offer to the next year, as a draft to edit."""

from __future__ import annotations

from datetime import date

from partners.models import Offer, OfferTheme
from regions.editing.copying import same_weekday, with_next_year
from regions.fields.partial_date import PartialDate

DATES = ("starts", "ends", "join_until")


def copy_to_next_year(offer: Offer, on: date) -> Offer:
    """Return an unsaved draft without its source, which describes the previous edition."""
    copy = Offer.objects.get(pk=offer.pk)
    copy.pk, copy._state.adding = None, True
    first = offer.starts or offer.ends
    if first is not None:
        years = max(1, on.year - first.year)
        for name in DATES:
            setattr(copy, name, _later(getattr(offer, name), years))
        copy.name = with_next_year(offer.name, first.year, first.year + years)
    copy.published_from = copy.source_dated = None
    copy.source = copy.source_url = ""
    copy.slug = copy.free_slug()
    return copy


def _later(value: PartialDate | None, years: int) -> PartialDate | None:
    if value is None:
        return None
    if value.day is None:
        return PartialDate(value.year + years, value.month)
    return PartialDate.of(same_weekday(value.first_day, value.year + years))


def copy_themes(offer: Offer, copy: Offer) -> None:
    """`copy` must be saved first."""
    for row in OfferTheme.objects.filter(offer=offer).order_by("pk"):
        OfferTheme(offer=copy, theme_id=row.theme_id).save()


def existing_copy(copy: Offer) -> Offer | None:
    """A draft with the same name, dates and owner."""
    copies = Offer.objects.filter(
        region=copy.region_id,
        school=copy.school_id,
        partner=copy.partner_id,
        name=copy.name,
        kind=copy.kind,
        published_from=None,
    )
    return next((row for row in copies.order_by("pk") if row.starts == copy.starts), None)
