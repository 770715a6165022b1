"""Visits the links that are due, one after another, and stores each answer at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from pactdir.importing.download import NetworkPolicy
from pactdir.links.answers import Answer, answer_of
from pactdir.links.public_links import public_urls
from pactdir.models import BETWEEN_VISITS, LinkCheck, LinkVerdict
from regions.clock import today
from regions.models import Channel, Region
from regions.writing.changing import changing

BATCH = 500
Pause = Callable[[str], None]  # called with the host, before the visit


def list_public_links(on: date) -> None:
    """Give each public URL a row, and delete the rows of URLs that are no longer public."""
    urls = public_urls(on)
    known = set(LinkCheck.objects.values_list("url", flat=True))
    new = [LinkCheck(url=url) for url in sorted(urls - known)]
    LinkCheck.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    gone = sorted(known - urls)
    for number in range(0, len(gone), BATCH):
        LinkCheck.objects.filter(url__in=gone[number : number + BATCH]).delete()


def check_due_links(limit: int, policy: NetworkPolicy, pause: Pause) -> Iterator[LinkCheck]:
    """Visit at most `limit` URLs, the longest ago first; yield each with its answer."""
    day = today()
    list_public_links(day)
    record_found_channels(day)  # of a run that was killed
    try:
        for check in list(LinkCheck.objects.due(day)[:limit]):
            # Another run may have taken it; if this one dies now, it is due again tomorrow.
            if not LinkCheck.objects.due(day).filter(pk=check.pk).update(asked_on=day):
                continue
            pause(urlsplit(check.url).netloc)
            store(check, answer_of(check.url, policy), day)
            yield check
    finally:
        record_found_channels(day)


def store(check: LinkCheck, answer: Answer, day: date) -> None:
    check.asked_on = check.answered_on = day
    check.status, check.reason = answer.status, answer.reason[:200]
    check.verdict = answer.verdict
    if answer.verdict == LinkVerdict.FOUND:
        check.first_missed = None
    if answer.verdict == LinkVerdict.MISSED:
        check.first_missed = check.first_missed or day
        if day - check.first_missed >= BETWEEN_VISITS:
            check.verdict = LinkVerdict.DEAD
    if answer.final_url and page_of(answer.final_url) != page_of(check.url):
        check.reason = check.reason or f"verwijst door naar {answer.final_url}"[:200]
    values = ["asked_on", "answered_on", "status", "reason", "verdict", "first_missed"]
    LinkCheck.objects.filter(pk=check.pk).update(**{name: getattr(check, name) for name in values})


def page_of(url: str) -> tuple[str, int, str]:
    """Host, port and path, without what differs between addresses of one page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host, parts.port or 443, unquote(parts.path).rstrip("/")


def record_found_channels(on: date) -> None:
    """Give each channel the day on which its page was last found, in one change."""
    found = LinkCheck.objects.filter(url=OuterRef("url"), verdict=LinkVerdict.FOUND, reason="")
    regions = Region.objects.published(on).exclude_examples()
    channels = (
        Channel.objects.filter(region__in=regions)
        .annotate(answered_on=Subquery(found.values("answered_on")))
        .filter(Q(found_on=None) | Q(found_on__lt=F("answered_on")), answered_on__isnull=False)
    )
    if not channels.exists():
        return
    with changing() as change:
        # Bypasses the manager: the day stays out of the history.
        rows: QuerySet[Channel] = QuerySet(Channel)
        for channel in channels.locked():
            rows.filter(pk=channel.pk).update(found_on=channel.answered_on)
            change.touch(channel)
