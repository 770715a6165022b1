"""One URL for comparisons, whether of schools, regions or municipalities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pactdir.pages.municipality_comparison import compare_municipalities, nearest_rows
from pactdir.pages.municipality_selection import (
    MAX_MUNICIPALITIES,
    comparison_url,
    neighbours_to_choose,
    select_municipalities,
)
from pactdir.pages.region_views import region_comparison
from regions.clock import today
from regions.lists.query_names import names_read_by, reads
from regions.published_regions import published_regions
from schools.figures.compared import figure_rows
from schools.views import school_comparison


@require_safe
@reads("gemeente")
def municipality_comparison(request: HttpRequest) -> HttpResponse:
    day = today()
    values = request.GET.getlist("gemeente")
    selection = select_municipalities(values, day)
    # Keep a repeated municipality in the URL, so that the page can report it.
    if values != selection.values and not selection.repeated:
        return redirect(selection.url)
    chosen = selection.municipalities
    columns = compare_municipalities(chosen, day)
    slugs = [municipality.slug for municipality in chosen]
    context = {
        "columns": columns,
        "selection": selection,
        "choices": chosen,
        "neighbours": (
            neighbours_to_choose(chosen, day) if len(chosen) < MAX_MUNICIPALITIES else []
        ),
        "ambiguous": [
            (name, [(row, comparison_url([*slugs, row.slug])) for row in name.candidates])
            for name in selection.ambiguous
        ],
        "figure_rows": figure_rows(columns),
        "nearest_rows": nearest_rows(columns),
        "has_successions": any(column.succession_sentences for column in columns),
        "has_example": any(municipality.is_example for municipality in chosen),
        "maximum": MAX_MUNICIPALITIES,
        "day": day,
    }
    return render(request, "regions/municipality_comparison.html", context)


@require_safe
@reads(
    *names_read_by(school_comparison),
    *names_read_by(region_comparison),
    *names_read_by(municipality_comparison),
)
def compare(request: HttpRequest) -> HttpResponse:
    if "school" in request.GET or "vanaf" in request.GET:
        return school_comparison(request)
    if "regio" in request.GET:
        return region_comparison(request)
    if "gemeente" in request.GET:
        return municipality_comparison(request)
    day = today()
    regions = [region for region in published_regions(day).values() if not region.is_example]
    return render(request, "pages/vergelijken.html", {"choices": regions, "day": day})
