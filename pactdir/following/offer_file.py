"""The dates of an offer as a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from icalendar import Event as Entry

from news.calendar import CONTENT_TYPE, calendar_of
from partners.models import Offer
from regions.clock import midnight, today
from regions.directory import redirect_file_if_moved
from regions.structured_data import Absolute

OFFERS = UUID("6f6d6f3e-6f0b-4d0e-9c8e-2f6a3f0f5b11")  # UUID namespace of the uids


@require_safe
@redirect_file_if_moved
def offer_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirect to the offer's page, which says what is known, if it has no dates of its own."""
    day = today()
    offer: Any = Offer.objects.published(day).for_list().with_last_change().find(slug)
    if not offer.has_days:
        return redirect(offer)
    changed = offer.changed_at or midnight(day)
    body = calendar_of(
        [_entry(offer, changed, request.build_absolute_uri)], day, request.build_absolute_uri
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{offer.slug}.ics"',
        "Last-Modified": http_date(max(changed, midnight(day)).timestamp()),
    }
    return HttpResponse(body, content_type=CONTENT_TYPE, headers=headers)


def _entry(offer: Any, changed: datetime, absolute: Absolute) -> Entry:
    entry = Entry()
    entry.add("uid", str(uuid5(OFFERS, str(offer.pk))))
    entry.add("dtstamp", changed.astimezone(UTC))
    invented = "Verzonnen voorbeeld: " if offer.is_example else ""
    entry.add("summary", f"{invented}{offer.name}")
    entry.add("dtstart", offer.starts.first_day)
    entry.add("dtend", offer.ends.last_day + timedelta(days=1))
    if location := ", ".join(str(part) for part in (offer.venue, offer.town) if part):
        entry.add("location", location)
    if text := "\n".join(filter(None, [offer.weekdays, offer.summary, offer.cost_in_words])):
        entry.add("description", text)
    entry.add("url", absolute(offer.get_absolute_url()))
    return entry
