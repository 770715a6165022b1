"""Pages of partners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partners.filters import PartnerFilter
from partners.models import Partner
from regions.clock import today
from regions.directory import follow_old_addresses
from regions.lists.blanks import without_blanks
from regions.lists.query_names import reads
from regions.standing import standings


@require_safe
@without_blanks
@reads(PartnerFilter, "page")
def partner_list(request: HttpRequest) -> HttpResponse:
    day = today()
    partner_filter = PartnerFilter(request.GET, on=day)
    page = partner_filter.page(partner_filter.qs.for_list(day), per_page=24)
    context = {
        "filter": partner_filter,
        "filters": partner_filter.shown,
        "page": page,
        "standings": standings(day),
        "day": day,
    }
    return render(request, "partners/partner_list.html", context)


@require_safe
@follow_old_addresses
def partner_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    partner = Partner.objects.published(day).for_page(day).find(slug)
    participations = list(partner.participations.all())
    context = {
        "partner": partner,
        "open": [row for row in participations if row.is_open(day)],
        "former": [row for row in participations if row.is_former(day)],
        "standings": standings(day),
        "day": day,
    }
    return render(request, "partners/partner_detail.html", context)
