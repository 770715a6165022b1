"""Pages of schools."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.directory import Moved, follow_old_addresses
from regions.filtering import without_blanks
from schools.filters import SchoolFilter
from schools.models import School


@require_safe
@without_blanks
def school_list(request: HttpRequest) -> HttpResponse:
    day = today()
    schools = School.objects.published(day).not_closed(day)
    narrowed = SchoolFilter(request.GET, schools, on=day)
    page = narrowed.page(narrowed.qs.for_list(day), per_page=24)
    context = {"filter": narrowed, "page": page, "day": day}
    return render(request, "schools/school_list.html", context)


@require_safe
@follow_old_addresses
def school_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The school; a name it once had leads to it, or asks which where several had that name."""
    day = today()
    schools = School.objects.published(day)
    try:
        school = schools.for_page(day).find(slug)
    except Http404:
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
