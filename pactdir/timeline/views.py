"""Timelines and changes of regions and municipalities."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.pages.former_names import resolve_name
from pactdir.timeline.changes import load_changes
from pactdir.timeline.feed import atom
from pactdir.timeline.page import load_timeline
from pactdir.timeline.scope import Scope, municipality_scope, region_scope
from pactdir.timeline.since import read_since, year_before
from regions.clock import today
from regions.directory import redirect_subpage_if_moved
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.models import Municipality
from regions.published_regions import find_region


@require_safe
@redirect_subpage_if_moved("tijdlijn/")
def region_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    return _timeline(request, region_scope(find_region(slug, day), day))


@require_safe
@redirect_subpage_if_moved("tijdlijn/")
def municipality_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    return _municipality_page(request, slug, _timeline)


@require_safe
@drop_blank_fields
@redirect_subpage_if_moved("veranderd/")
@reads("sinds")
def region_changes(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    return _changes(request, region_scope(find_region(slug, day), day))


@require_safe
@drop_blank_fields
@redirect_subpage_if_moved("veranderd/")
@reads("sinds")
def municipality_changes(request: HttpRequest, slug: str) -> HttpResponse:
    return _municipality_page(request, slug, _changes)


@require_safe
@redirect_subpage_if_moved("veranderd.atom")
def region_feed(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    return _feed(request, region_scope(find_region(slug, day), day))


@require_safe
@redirect_subpage_if_moved("veranderd.atom")
def municipality_feed(request: HttpRequest, slug: str) -> HttpResponse:
    return _municipality_page(request, slug, _feed)


def _municipality_page(
    request: HttpRequest, slug: str, page: Callable[[HttpRequest, Scope], HttpResponse]
) -> HttpResponse:
    day = today()
    municipality = Municipality.objects.current(day).filter(slug=slug).first()
    if municipality is None:
        resolve_name(slug, day)
        return redirect("municipalities:detail", slug)  # which lists them
    return page(request, municipality_scope(municipality, day))


def _timeline(request: HttpRequest, scope: Scope) -> HttpResponse:
    context = {
        "page": load_timeline(scope),
        "scope": scope,
        "about": scope.about,
        "url": request.build_absolute_uri(request.path),
        "day": scope.day,
    }
    return render(request, "timeline/timeline.html", context)


def _changes(request: HttpRequest, scope: Scope) -> HttpResponse:
    since = read_since(request.GET.get("sinds", ""), scope.day)
    context = {
        "changes": load_changes(scope, since.day),
        "since": since,
        "scope": scope,
        "about": scope.about,
        "url": request.build_absolute_uri(f"{request.path}?sinds={since.day}"),
        "feed_url": reverse(_named(scope, "feed"), args=[scope.about.slug]),
        "day": scope.day,
    }
    return render(request, "timeline/changes.html", context)


def _feed(request: HttpRequest, scope: Scope) -> HttpResponse:
    changes = load_changes(scope, year_before(scope.day))
    page = reverse(_named(scope, "changes"), args=[scope.about.slug])
    feed = atom(changes, page, request.path, request.build_absolute_uri)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _named(scope: Scope, page: str) -> str:
    return f"{'municipalities' if scope.names_regions else 'regions'}:{page}"
