"""Follow the links to the channels of published regions: `manage.py check_channels`, weekly.

A channel that answers gets the day on which it was last found. One that does not answer, or
redirects to another page such as a log-in page, keeps its day: it is listed for a person to look
at.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management.base import BaseCommand
from django.db.models import QuerySet

from pactdir.importing.download import DownloadError, Fetcher, Limits, NetworkPolicy
from pactdir.importing.problems import printable
from regions.clock import today
from regions.models import Channel, Region
from regions.writing.changing import changing

LIMITS = Limits(size=10_000_000, seconds=20)


def problem_with(url: str, policy: NetworkPolicy) -> str:
    """Say why it was not found; return an empty string if it was."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            final_url = Fetcher(LIMITS, policy).fetch(url, Path(folder, "page"), lambda *_: None)
        except DownloadError as error:
            return str(error)
    if page_of(final_url) != page_of(url):
        return str(DownloadError.at(url, f"verwijst door naar {printable(final_url)[:200]}"))
    return ""


def page_of(url: str) -> tuple[str, int, str]:
    """Host, port and path, without what differs between addresses of one page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host, parts.port or 443, unquote(parts.path).rstrip("/")


def record_found(channels: Iterable[Channel]) -> None:
    """Give channels this day, unless deleted or given another URL in the meantime."""
    day, urls = today(), {channel.pk: channel.url for channel in channels}
    with changing() as change:
        stored = Channel.objects.filter(pk__in=urls).exclude(found_on=day).locked()
        found = [row for row in stored if row.url == urls[row.pk]]
        # Bypasses the manager: the day stays out of the history.
        rows: QuerySet[Channel] = QuerySet(Channel)
        rows.filter(pk__in=[row.pk for row in found]).update(found_on=day)
        for row in found:
            change.touch(row)


class Command(BaseCommand):
    help = "Kijk of de kanalen van regio's er nog zijn, en onthoud de dag."
    policy = NetworkPolicy()

    def handle(self, *args: Any, **options: Any) -> None:
        regions = Region.objects.published(today()).exclude_examples()
        channels = list(Channel.objects.filter(region__in=regions).select_related("region"))
        found: list[Channel] = []
        try:
            for channel in channels:
                if problem := problem_with(channel.url, self.policy):
                    self.stdout.write(f"{channel.region}, {problem}")
                else:
                    found.append(channel)
        finally:  # an error halfway loses nothing that was found
            record_found(found)
        self.stdout.write(f"Gevonden: {len(found)} van {len(channels)}.")
