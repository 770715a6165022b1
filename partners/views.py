"""Pages of partners."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.filters import PartnerFilter
from partners.leads import led_by, open_participations
from partners.models import OfferQuerySet, Partner
from regions.as_of.asking import AskedDay, asked_day
from regions.as_of.rendering import render_as_of
from regions.clock import AsOf, today
from regions.directory import redirect_if_moved
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.models import Municipality
from regions.past_municipalities import PastMunicipalities
from regions.standing import standing_by_slug, standing_by_slug_as_of


@require_safe
@drop_blank_fields
@reads(PartnerFilter, "page")
def partner_list(request: HttpRequest) -> HttpResponse:
    day = today()
    partner_filter = PartnerFilter(request.GET, on=day)
    page = partner_filter.page(partner_filter.qs.for_list(day), per_page=24)
    context = {
        "filter": partner_filter,
        "filters": partner_filter.shown,
        "page": page,
        "standing_by_slug": standing_by_slug(day),
        "day": day,
    }
    return render(request, "partners/partner_list.html", context)


@require_safe
@drop_blank_fields
@reads("peildatum")
@redirect_if_moved
def partner_detail(request: HttpRequest, slug: str) -> HttpResponse:
    asked = asked_day(request, today())
    as_of, day = asked.as_of, asked.today
    partner = Partner.objects.published(day).for_page(day).find(slug)
    participations = list(partner.participations.all())
    open_rows = open_participations(partner, as_of)
    context = {
        "partner": partner,
        "municipalities": _municipalities(partner, asked),
        "offers": list(_offers(partner, as_of)),
        "articles": _articles(partner, as_of),
        "open": open_rows,
        "former": [row for row in participations if row.is_former(as_of.on)],
        "led": led_by(partner, open_rows, as_of),
        "standing_by_slug": standing_by_slug_as_of(as_of),
    }
    return render_as_of(request, "partners/partner_detail.html", context, asked)


def _offers(partner: Partner, as_of: AsOf) -> QuerySet:
    offers: OfferQuerySet = partner.offers.published(as_of.today)
    return offers.for_list().as_of(as_of)


def _articles(partner: Any, as_of: AsOf) -> list[Any]:
    # Through the reverse relation, since this app may not import their model.
    articles: list[Any] = partner.article_partners.newest_articles(as_of)
    return articles


def _municipalities(partner: Partner, asked: AskedDay) -> list[Municipality]:
    """Municipalities of its place; several if it is unknown which one on that date."""
    if partner.place is None:
        return []
    if not asked.is_past:
        return [partner.place.municipality]
    then = PastMunicipalities(asked.on)
    return then.of(partner.place.municipality, partner.place.folded_name)
