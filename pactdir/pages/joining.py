"""Pages about what a region asks of companies, municipalities and schools, and whom to call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.directory import redirect_if_moved
from regions.published_regions import find_region
from regions.standing import regions_to_join


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    day = today()
    regions = regions_to_join(day)
    context = {
        "asking": [region for region in regions if region.asks],
        "silent": [region for region in regions if not region.asks],
        "day": day,
    }
    return render(request, "pages/doe_mee.html", context)


@require_safe
@redirect_if_moved
def join_region(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    region = find_region(slug, day)
    agreement = region.agreement_on(day)
    contacts = list(region.contacts.all())
    context = {
        "region": region,
        "contacts": contacts,
        "can_be_asked": any(
            contact.public_email or contact.public_phone or contact.website for contact in contacts
        ),
        "lead": agreement and agreement.lead_organisation,
        "agreement": agreement,
        "state": dict(region.states_on(day))[agreement] if agreement else None,
        "day": day,
    }
    return render(request, "regions/join.html", context)
