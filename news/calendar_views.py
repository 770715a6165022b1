"""Calendar files: the open days of chosen schools, or one event."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from news.calendar import CONTENT_TYPE, Heading, calendar
from news.models import Event
from regions.clock import midnight, today
from regions.directory import redirect_file_if_moved
from regions.lists.query_names import reads
from schools.comparison import Choice, select_schools
from schools.models import School


@require_safe
@reads("school")
def open_days(request: HttpRequest) -> HttpResponse:
    """If these schools have no open days, redirect to the comparison page, which says so."""
    day = today()
    choice = select_schools(request.GET.getlist("school"), School.objects.published(day))
    events = Event.objects.published(day).filter(school__in=choice.schools)
    upcoming = list(events.upcoming(day).for_list().with_last_change())
    if not upcoming:
        return redirect(Choice(choice.slugs).url)
    return calendar_response(request, upcoming, day, "open-dagen.ics")


@require_safe
@redirect_file_if_moved
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    event = Event.objects.published(day).for_list().with_last_change().find(slug)
    return calendar_response(request, [event], day, f"{event.slug}.ics")


def last_change(day: date) -> datetime:
    """The newest change of any event, deleted ones included, or the last midnight if that is later.

    Only a hint to clients: unlike the ETag it does not cover names of schools and places, so it
    never leads to a 304.
    """
    newest = Event.history.aggregate(newest=Max("history_date"))["newest"]
    return max(newest, midnight(day)) if newest else midnight(day)


def calendar_response(
    request: HttpRequest,
    events: Iterable[Event],
    day: date,
    filename: str,
    heading: Heading | None = None,
) -> HttpResponse:
    body = calendar(events, day, request.build_absolute_uri, heading)
    headers = {
        "Content-Disposition": f'attachment; filename="{filename}"',
        "Last-Modified": http_date(last_change(day).timestamp()),
    }
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
