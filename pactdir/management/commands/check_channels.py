"""Follow the links to the channels of published regions: `manage.py check_channels`, weekly.

A channel that answers gets the day on which it was last found. One that does not answer, or
redirects to another page such as a log-in page, keeps its day: it is listed for a person to look
at.
"""

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management.base import BaseCommand

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


class Command(BaseCommand):
    help = "Kijk of de kanalen van regio's er nog zijn, en onthoud de dag."
    policy = NetworkPolicy()

    def handle(self, *args: Any, **options: Any) -> None:
        day = today()
        regions = Region.objects.published(day).exclude_examples()
        channels = list(Channel.objects.filter(region__in=regions).select_related("region"))
        found = []
        for channel in channels:
            if problem := problem_with(channel.url, self.policy):
                self.stdout.write(f"{channel.region}, {problem}")
            else:
                found.append(channel)
        with changing():
            for channel in found:
                # Unless it was deleted, or got another address in the meantime.
                rows = Channel.objects.filter(pk=channel.pk, url=channel.url)
                rows.exclude(found_on=day).update(found_on=day)
        self.stdout.write(f"Gevonden: {len(found)} van {len(channels)}.")
