"""Registers partners and offers with search, the sitemap and the demo data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Prefetch

from partners.models import (
    Offer,
    OfferDocument,
    OfferRegion,
    OfferTheme,
    Partner,
    PartnerParticipation,
)
from regions.directory import (
    Fixture,
    RecordKind,
    SearchText,
    all_published,
    on_one_line,
    register,
    register_rows,
)
from regions.fields.partial_date import stored_number
from regions.fields.rich_text import plain
from regions.models.documents import STORED, document_titles
from regions.models.periods import BEGINNING, END, period_of


@register
class PartnerRecords(RecordKind):
    model = Partner
    fixture = Fixture("partner", ("slug",))
    sitemap = "partners"
    page_parts = ("participations",)
    search_number = 4
    search_key, search_label, search_plural = "partner", "partner", "Partners"
    search_parts = ("participations",)
    search_mentions = ("place", "place__municipality")

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        partners = Partner.objects.filter(pk__in=keys).select_related("place__municipality")
        return (_search_text(partner) for partner in partners.prefetch_related("participations"))


def _search_text(partner: Partner) -> SearchText:
    place = partner.place
    return SearchText(
        partner,
        more=[
            partner.get_kind_display(),
            partner.sectors_in_words,
            partner.trades,
            *([place.name, place.municipality.name] if place else []),
        ],
        text=on_one_line(partner.summary, partner.makes, partner.other_sites),
        shown={"where": [partner.get_kind_display(), place.name if place else ""]},
        shown_from=partner.published_from,
        is_example=partner.is_example,
        regions=[(row.region_id, *period_of(row)) for row in partner.participations.all()],
    )


@register
class OfferRecords(RecordKind):
    model = Offer
    fixture = Fixture("offer", ("slug",))
    sitemap = "aanbod"
    page_parts = ("offer_themes", "offer_regions", "documents")
    search_number = 8
    search_key, search_label, search_plural = "aanbod", "aanbod", "Iets doen"
    search_parts = ("offer_themes", "offer_regions", "documents")
    search_mentions = (
        *("region", "school", "partner", "place", "place__municipality"),
        "offer_themes__theme",
    )

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        themes = Prefetch("offer_themes", OfferTheme.objects.select_related("theme"))
        documents = Prefetch("documents", OfferDocument.objects.with_file())
        rows = Offer.objects.filter(pk__in=keys)
        rows = rows.select_related("region", "school", "partner", "place__municipality")
        rows = rows.prefetch_related(themes, "offer_regions", documents)
        return (_offer_text(offer) for offer in rows)


def _offer_text(offer: Offer) -> SearchText:
    place, themes = offer.place, offer.themes
    return SearchText(
        offer,
        more=[
            offer.get_kind_display(),
            offer.audience_in_words,
            offer.venue,
            offer.region.name,
            offer.organisation.name,
            *([place.name, place.municipality.name] if place else []),
            *(word for theme in themes for word in (theme.name, theme.pupil_word)),
        ],
        text=on_one_line(
            offer.summary,
            plain(offer.body),
            document_titles(offer),
        ),
        shown={"where": [offer.get_kind_display(), offer.organisation.name]},
        shown_from=all_published(offer, offer.region, offer.school, offer.partner),
        past_from=_day_after_end(offer),
        date=stored_number(offer.starts) if offer.starts else None,
        year=offer.starts.year if offer.starts else None,
        is_example=offer.is_example,
        regions=[
            (region, BEGINNING, END)
            for region in {offer.region_id, *(row.region_id for row in offer.offer_regions.all())}
        ],
        themes=[theme.pk for theme in themes],
    )


def _day_after_end(offer: Offer) -> date | None:
    return offer.ends.last_day + timedelta(1) if offer.ends else None


register_rows(PartnerParticipation, Fixture("partner_participation", ("region", "partner")))
register_rows(OfferTheme, Fixture("offer_theme", ("offer", "theme")))
register_rows(OfferRegion, Fixture("offer_region", ("offer", "region")))
register_rows(OfferDocument, Fixture("offer_document", ("offer", "name"), settable=STORED))
