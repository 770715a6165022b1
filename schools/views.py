"""The pages of schools: list, comparison, detail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regions.as_of.asking import AskedDay, asked_day
from regions.as_of.rendering import render_as_of
from regions.clock import today
from regions.directory import Moved, redirect_if_moved, with_query
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.names.postcodes import postcode_in
from regions.standing import standing_by_slug, standing_by_slug_as_of
from schools.as_of import apply_as_of
from schools.comparison import MAX_ECHO_LENGTH, MAX_SCHOOLS, Choice, compare_schools, select_schools
from schools.filters import SchoolFilter
from schools.models import School
from schools.rows import school_rows
from schools.school_page import school_page


@require_safe
@drop_blank_fields
@reads(SchoolFilter, "page", "vergelijk", "vanaf")
def school_list(request: HttpRequest) -> HttpResponse:
    day = today()
    published = School.objects.published(day).select_related("place", "municipality")
    selection = select_schools(request.GET.getlist("vergelijk"), published)
    choice = Choice(selection.slugs, postcode_in(request.GET.get("vanaf", "")))
    narrowed = SchoolFilter(request.GET, on=day, carried=choice.carried)
    page = narrowed.page(narrowed.qs.for_list(), per_page=24)
    context = {
        "filter": narrowed,
        "filters": narrowed.shown,
        "page": page,
        "rows": school_rows(list(page), day, "".join(narrowed.narrowing.values.get("naam", []))),
        "standing_by_slug": standing_by_slug(day),
        "selected": selection.schools,
        "choice": choice,
        "day": day,
    }
    return render(request, "schools/school_list.html", context)


@require_safe
@reads("school", "vanaf", "regio")
def school_comparison(request: HttpRequest) -> HttpResponse:
    day = today()
    slugs = request.GET.getlist("school")
    typed = request.GET.getlist("vanaf")
    start = typed[-1].strip() if typed else ""
    postcode = postcode_in(start)
    rows = School.objects.published(day).for_comparison(day)
    selection = select_schools([slug for slug in slugs if slug], rows)
    if selection.is_renamed or "" in slugs or typed != ([postcode or start] if start else []):
        # For privacy, this also keeps the letters of a postcode out of prints and bookmarks.
        return redirect(Choice(selection.current, postcode or start[:MAX_ECHO_LENGTH]).url)
    choice = Choice(selection.slugs, postcode)
    context = {
        "choice": choice,
        "removals": [(school, choice.without(school.slug).url) for school in selection.schools],
        "selection": selection,
        "page": compare_schools(selection.schools, postcode, day),
        "standing_by_slug": standing_by_slug(day),
        "start": start[:MAX_ECHO_LENGTH],
        "postcode": postcode,
        "maximum": MAX_SCHOOLS,
        "day": day,
    }
    return render(request, "schools/school_comparison.html", context)


@require_safe
@drop_blank_fields
@reads("peildatum")
@redirect_if_moved
def school_detail(request: HttpRequest, slug: str) -> HttpResponse:
    asked = asked_day(request, today())
    day = asked.today
    schools = School.objects.published(day)
    rows = schools.select_related("place", "municipality", "board", "picture")
    try:
        school = rows.prefetch_related("former_names").find(slug)
    except Http404:
        if replacement := schools.replacing_draft(slug).first():
            return redirect(with_query(request, replacement.get_absolute_url()))
        return _schools_formerly_named(
            request, list(schools.formerly_named(slug).for_rows()), asked
        )
    context = {
        "school": school,
        "page": school_page(school, asked.as_of),
        "standing_by_slug": standing_by_slug_as_of(asked.as_of),
    }
    return render_as_of(request, "schools/school_detail.html", context, asked)


def _schools_formerly_named(
    request: HttpRequest, schools: list[School], asked: AskedDay
) -> HttpResponse:
    if not schools:
        raise Http404
    if len(schools) == 1:
        raise Moved(schools[0].get_absolute_url())
    apply_as_of(schools, asked.as_of)
    return render_as_of(request, "schools/school_choice.html", {"schools": schools}, asked)
