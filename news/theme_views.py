"""Pages of the themes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.theme_page import ThemePage
from regions.clock import today
from regions.directory import redirect_if_moved
from regions.models import Theme


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    day = today()
    themes = Theme.objects.used_by_real_rows(day).with_regions_counted(day)
    return render(request, "news/theme_list.html", {"themes": themes, "day": day})


@require_safe
@redirect_if_moved
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    theme = Theme.objects.published(day).find(slug)
    context = {"theme": theme, "page": ThemePage(theme, day), "day": day}
    return render(request, "news/theme_detail.html", context)
