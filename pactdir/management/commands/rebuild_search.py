"""Rebuild the search index: `python manage.py rebuild_search`."""

from typing import Any

from django.core.management.base import BaseCommand

from pactdir.search.maintenance import rebuild


class Command(BaseCommand):
    help = "Maak de zoekindex opnieuw. De site blijft intussen werken."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"De zoekindex is opnieuw gemaakt: {rebuild()} ingangen.")
