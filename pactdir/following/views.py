"""Calendars to subscribe to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from news.calendar import Heading
from news.calendar_views import calendar_response
from news.models import Audience
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


def agenda_response(request: HttpRequest, scope: Scope, day: date) -> HttpResponse:
    events = rows_of(AGENDA, scope, day)[:MAX_EVENTS]
    invented = "Voorbeeld (verzonnen): " if scope.is_example else ""
    heading = Heading(
        f"{invented}{AGENDA.name} {scope.about}",
        f"Wat komt, en wat hooguit {PAST.days} dagen geleden was; samen hooguit {MAX_EVENTS} "
        f"activiteiten. {scope.note}".strip(),
        scope.page,
    )
    return calendar_response(request, events, day, "agenda.ics", heading)


def rows_of(stream: Stream, scope: Scope, day: date) -> Any:
    # By key, since a lookup to themes would give a row more than once.
    keys = stream.rows(day).filter(scope.rows_of(stream)).order_by().values("pk")
    rows = stream.rows(day).filter(pk__in=keys)
    return rows if scope.is_example else rows.real()


def refusal(reason: str) -> HttpResponse:
    return HttpResponse(f"{reason}\n", status=400, content_type="text/plain; charset=utf-8")
