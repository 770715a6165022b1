"""Pages of schools."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.directory import Moved, follow_old_addresses
from regions.lists.blanks import without_blanks
from regions.lists.query_names import reads
from regions.names.postcodes import postcode_in
from schools.comparison import MOST_SAID, MOST_SCHOOLS, Choice, chosen, compared
from schools.filters import SchoolFilter
from schools.locations import locations_of, may_be
from schools.models import School


@require_safe
@without_blanks
@reads(SchoolFilter, "page", "vergelijk", "vanaf")
def school_list(request: HttpRequest) -> HttpResponse:
    day = today()
    beside = chosen(request.GET.getlist("vergelijk"), School.objects.published(day).for_rows())
    choice = Choice(beside.slugs, postcode_in(request.GET.get("vanaf", "")))
    narrowed = SchoolFilter(request.GET, on=day, carried=choice.carried)
    page = narrowed.page(narrowed.qs.for_list(day), per_page=24)
    context = {
        "filter": narrowed,
        "filters": narrowed.shown,
        "page": page,
        "beside": beside.schools,
        "choice": choice,
        "day": day,
    }
    return render(request, "schools/school_list.html", context)


@require_safe
@reads("school", "vanaf", "regio")
def school_comparison(request: HttpRequest) -> HttpResponse:
    """Schools side by side; the address is the choice, and the postcode to measure from."""
    day = today()
    asked = request.GET.getlist("school")
    typed = request.GET.getlist("vanaf")
    start = typed[-1].strip() if typed else ""
    postcode = postcode_in(start)
    rows = School.objects.published(day).for_comparison(day)
    found = chosen([slug for slug in asked if slug], rows)
    if found.is_renamed or "" in asked or typed != ([postcode or start] if start else []):
        # Also for the letters of a postcode: no page, print or bookmark keeps them.
        return redirect(Choice(found.current, postcode or start[:MOST_SAID]).address)
    choice = Choice(found.slugs, postcode)
    context = {
        "choice": choice,
        "removals": [(school, choice.without(school.slug).address) for school in found.schools],
        "found": found,
        "page": compared(found.schools, postcode, day),
        "start": start[:MOST_SAID],
        "postcode": postcode,
        "most": MOST_SCHOOLS,
        "day": day,
    }
    return render(request, "schools/school_comparison.html", context)


@require_safe
@follow_old_addresses
def school_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The school; a name it once had leads to it, or asks which where several had that name."""
    day = today()
    schools = School.objects.published(day)
    try:
        school = schools.for_page(day).find(slug)
    except Http404:
        if shown := schools.shown_instead_of(slug).first():
            return redirect(shown)
        return _formerly_so_named(request, list(schools.formerly(slug).for_rows()), day)
    successor = school.successor
    participations = list(school.participations.all())
    events = school.events.published(day).for_list()
    context = {
        "school": school,
        "is_closed": school.is_closed(day),
        "open": [row for row in participations if row.is_open(day)],
        "former": [row for row in participations if row.is_former(day)],
        "successor": successor if successor and successor.is_published(day) else None,
        "may_be": may_be([school], day).get(school.pk, []),
        "locations": locations_of(school),
        "coming": events.coming(day),
        "past": events.past(day)[:10],
        "day": day,
    }
    return render(request, "schools/school_detail.html", context)


def _formerly_so_named(request: HttpRequest, schools: list[School], day: date) -> HttpResponse:
    if not schools:
        raise Http404
    if len(schools) == 1:
        raise Moved(schools[0].get_absolute_url())
    return render(request, "schools/school_choice.html", {"schools": schools, "day": day})
