"""Calendar files: the open days of chosen schools, or one event."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from news.calendar import CONTENT_TYPE, calendar
from news.models import Event
from regions.clock import today
from regions.directory import redirect_if_moved
from regions.lists.query_names import reads
from schools.comparison import Choice, select_schools
from schools.models import School


@require_safe
@reads("school")
def open_days(request: HttpRequest) -> HttpResponse:
    """Redirect to the comparison page, which explains it, if these schools have no open days."""
    day = today()
    choice = select_schools(request.GET.getlist("school"), School.objects.published(day))
    events = Event.objects.published(day).filter(school__in=choice.schools)
    upcoming = list(events.coming(day).for_list())
    if not upcoming:
        return redirect(Choice(choice.slugs).address)
    return _calendar_response(request, upcoming, day, "open-dagen.ics")


@require_safe
@redirect_if_moved
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    event = Event.objects.published(day).for_list().find(slug)
    return _calendar_response(request, [event], day, f"{event.slug}.ics")


def _calendar_response(
    request: HttpRequest, events: Iterable[Event], day: date, filename: str
) -> HttpResponse:
    body = calendar(events, day, request.build_absolute_uri)
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
