"""Calendars and feeds to subscribe to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from news.calendar import Heading
from news.calendar_views import calendar_response
from news.models import Audience
from pactdir.following.atom import feed
from pactdir.following.scopes import Scope, national, of_audiences
from pactdir.following.streams import AGENDA, PAST, Stream
from regions.clock import today
from regions.directory import redirect_file_if_moved
from regions.lists.query_names import reads
from regions.wording.dutch import listed

MAX_EVENTS = 500
Find = Callable[[str, date], Scope]


@require_safe
@reads("voor")
def agenda_calendar(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.getlist("voor")
    if any(audience not in Audience.values for audience in chosen):
        choices = listed([f"voor={audience}" for audience in Audience.values])
        return refusal(f"Voor wie? Wij kennen: {choices}.")
    day = today()
    audiences = [audience for audience in Audience.values if audience in chosen]
    scope = of_audiences(audiences) if audiences else national(day)
    return agenda_response(request, scope, day)


@require_safe
@redirect_file_if_moved
def calendar_of(request: HttpRequest, slug: str, find: Find) -> HttpResponse:
    day = today()
    return agenda_response(request, find(slug, day), day)


@require_safe
def national_feed(request: HttpRequest, stream: Stream) -> HttpResponse:
    day = today()
    return _feed_response(request, stream, national(day), day)


@require_safe
@redirect_file_if_moved
def feed_of(request: HttpRequest, slug: str, stream: Stream, find: Find) -> HttpResponse:
    day = today()
    return _feed_response(request, stream, find(slug, day), day)


def _feed_response(request: HttpRequest, stream: Stream, scope: Scope, day: date) -> HttpResponse:
    atom = feed(stream, scope, day, request.path, request.build_absolute_uri)
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def agenda_response(request: HttpRequest, scope: Scope, day: date) -> HttpResponse:
    events = scope.rows(AGENDA, day)[:MAX_EVENTS]
    heading = Heading(
        scope.title_of(AGENDA),
        f"Wat komt, en wat hooguit {PAST.days} dagen geleden was; samen hooguit {MAX_EVENTS} "
        f"activiteiten. {scope.note}".strip(),
        scope.page,
    )
    return calendar_response(request, events, day, "agenda.ics", heading)


def refusal(reason: str) -> HttpResponse:
    return HttpResponse(f"{reason}\n", status=400, content_type="text/plain; charset=utf-8")
