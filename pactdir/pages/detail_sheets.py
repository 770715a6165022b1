"""The pages of a region and of a municipality as sheets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from pactdir.pages.detail_facts import municipality_facts, region_facts
from pactdir.pages.former_names import FormerName
from pactdir.pages.municipality_page import load_municipality_page
from pactdir.pages.region_page import load_region_page
from regions.clock import AsOf, today
from regions.directory import Moved
from regions.models import Municipality
from regions.published_regions import find_region
from regions.sheets.facts import FACT
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet


@require_safe
@as_sheet
def region_detail_sheet(request: HttpRequest, slug: str) -> Sheet:
    day = today()
    region = find_region(slug, day)
    facts = region_facts(load_region_page(region, AsOf.of(day)))
    return Sheet(title=region.name, columns=FACT, rows=facts, day=day, is_example=region.is_example)


@require_safe
@as_sheet
def municipality_detail_sheet(request: HttpRequest, slug: str) -> Sheet | HttpResponse:
    day = today()
    page = load_municipality_page(slug, AsOf.of(day))
    if page is None:
        return _former_municipality(slug)
    title = f"Gemeente {page.municipality.name}"
    facts = municipality_facts(page)
    is_example = page.municipality.is_example
    return Sheet(title=title, columns=FACT, rows=facts, day=day, is_example=is_example)


def _former_municipality(slug: str) -> HttpResponse:
    candidates = FormerName(slug, today()).candidates
    if not candidates:
        Municipality.objects.current(today()).find(slug)  # raises Moved or Http404
    if len(candidates) == 1:
        raise Moved(candidates[0].get_absolute_url())
    return redirect("municipalities:detail", slug)  # lists them
