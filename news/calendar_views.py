"""Calendar files: of the open days of chosen schools, and of one event."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from news.calendar import CONTENT_TYPE, calendar
from news.models import Event
from regions.clock import today
from regions.directory import follow_old_addresses
from regions.lists.query_names import reads
from schools.comparison import Choice, chosen
from schools.models import School


@require_safe
@reads("school")
def open_days(request: HttpRequest) -> HttpResponse:
    """What is coming at these schools; without any it leads to the page that says so."""
    day = today()
    found = chosen(request.GET.getlist("school"), School.objects.published(day))
    events = Event.objects.published(day).filter(school__in=found.schools)
    coming = list(events.coming(day).for_list())
    if not coming:
        return redirect(Choice(found.slugs).address)
    return _file(request, coming, day, "open-dagen.ics")


@require_safe
@follow_old_addresses
def event_file(request: HttpRequest, slug: str) -> HttpResponse:
    """One event. Under an old address it leads to its page, which leads to the file."""
    day = today()
    event = Event.objects.published(day).for_list().find(slug)
    return _file(request, [event], day, f"{event.slug}.ics")


def _file(request: HttpRequest, events: Iterable[Event], day: date, name: str) -> HttpResponse:
    body = calendar(events, day, request.build_absolute_uri)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)
