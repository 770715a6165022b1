"""Check the search index: `python manage.py check_search`; exit status 1 if it has problems."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pactdir.search.maintenance import INTACT_MESSAGE, problems

MAX_LINES = 20


class Command(BaseCommand):
    help = "Kijk of de zoekindex heel is: elke ingang zoals die hoort, en te vinden."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = problems()
        for line in lines[:MAX_LINES]:
            self.stdout.write(line)
        if len(lines) > MAX_LINES:
            self.stdout.write(f"en nog {len(lines) - MAX_LINES}")
        if lines:
            raise CommandError("De zoekindex is niet heel. Maak hem opnieuw: rebuild_search.")
        self.stdout.write(INTACT_MESSAGE)
