"""Places and schools follow reorganisations of which the day has come."""

from typing import Any

from django.core.management.base import BaseCommand

from pactdir.importing.geography.division import Division
from pactdir.importing.geography.following import follow
from regions.clock import today


class Command(BaseCommand):
    help = "Zet plaatsen en scholen in de gemeente die er na een herindeling is, vanaf die dag."

    def handle(self, *args: Any, **options: Any) -> None:
        following = follow(Division(today()))
        for name, old, new in following.moved:
            self.stdout.write(f"{name}: van {old} naar {new}.")
        for question in following.doubtful:
            self.stdout.write(f"twijfel: {question}")
        if not following.moved and not following.doubtful:
            self.stdout.write("Niets te verplaatsen.")
