"""The pages of the vmbo profiles."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.lists.query_names import reads
from regions.standing import standing_by_slug
from schools.profiles.page import courses_to_come, load_profile_page, summaries


@require_safe
def profile_list(request: HttpRequest) -> HttpResponse:
    day = today()
    profiles = summaries(day)
    context = {
        "technical": [profile for profile in profiles if profile.is_technical],
        "others": [profile for profile in profiles if not profile.is_technical],
        "courses": courses_to_come(day),
        "day": day,
    }
    return render(request, "profiles/profile_list.html", context)


@require_safe
@reads("page")
def profile_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    if (loaded := load_profile_page(slug, request.GET.get("page"), day)) is None:
        raise Http404
    context = {
        "page": loaded.page,
        "profile": loaded,
        "standing_by_slug": standing_by_slug(day),
        "day": day,
    }
    return render(request, "profiles/profile_detail.html", context)
