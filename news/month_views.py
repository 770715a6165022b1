"""The page of one month of the events calendar."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.filters import EventFilter
from news.months import Month, nearest_months, weeks_with_events
from regions.clock import today
from regions.lists.query_names import reads
from regions.wording.dutch import WEEKDAYS


@require_safe
@reads("regio")
def event_month(request: HttpRequest, month: str) -> HttpResponse:
    day = today()
    try:
        page_month = Month.parse(month)
    except ValueError:
        raise Http404 from None
    event_filter = EventFilter(_only_regions(request.GET), on=day)
    all_events: Any = event_filter.qs.order_by()
    in_month = all_events.filter(
        starts_on__lte=page_month.last_day, ends_on__gte=page_month.first_day
    )
    events = list(in_month.for_list().chronological())
    before, after = nearest_months(page_month, all_events)
    context = {
        "month": page_month,
        "is_past": page_month.last_day < day,
        "weeks": weeks_with_events(page_month, events, day),
        "weekdays": [(name[:2], name) for name in WEEKDAYS],
        "events": events,
        "before": before,
        "after": after,
        "this_month": Month.of(day),
        "filter": event_filter,
        "query": urlencode(event_filter.narrowing.pairs),
        "day": day,
    }
    return render(request, "news/event_month.html", context)


def _only_regions(query: QueryDict) -> QueryDict:
    # Keep only the regions: the month replaces the period, and its page has no other facets.
    regions = QueryDict(mutable=True)
    regions.setlist("regio", query.getlist("regio"))
    return regions
