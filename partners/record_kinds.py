"""Partners in the search, the sitemap and the demo data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partners.models import Partner, PartnerParticipation
from regions.directory import Fixture, RecordKind, SearchText, register, register_rows
from regions.models.periods import period_of


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
            *([place.name, place.municipality.name] if place else []),
        ],
        text=partner.summary,
        shown={"where": [partner.get_kind_display(), place.name if place else ""]},
        shown_from=partner.published_from,
        is_example=partner.is_example,
        regions=[(row.region_id, *period_of(row)) for row in partner.participations.all()],
    )


register_rows(PartnerParticipation, Fixture("partner_participation", ("region", "partner")))
