"""Visit the links on public pages that are due: `manage.py check_links`, daily."""

from __future__ import annotations

from time import monotonic, sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pactdir.importing.download import NetworkPolicy
from pactdir.importing.problems import printable
from pactdir.links.checking import check_due_links
from pactdir.models import LinkVerdict


class Command(BaseCommand):
    help = "Kijk of de links op openbare pagina's het nog doen, elk hoogstens eens per week."
    policy = NetworkPolicy()
    seconds_between_visits: float = 2  # to one host

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="hoogstens zoveel links")

    def handle(self, *args: Any, **options: Any) -> None:
        self.visited: dict[str, float] = {}
        found = total = 0
        for check in check_due_links(options["limit"], self.policy, self.pause):
            total += 1
            found += check.verdict == LinkVerdict.FOUND
            if check.reason:
                self.stdout.write(f"{printable(check.url)[:200]}: {printable(check.reason)}")
        self.stdout.write(f"Gevonden: {found} van {total}.")

    def pause(self, host: str) -> None:
        if host in self.visited:
            sleep(max(0, self.visited[host] + self.seconds_between_visits - monotonic()))
        self.visited[host] = monotonic()
