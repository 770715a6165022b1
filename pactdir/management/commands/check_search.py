"""Whether the search index is whole: `python manage.py check_search`; if not, it ends with 1."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pactdir.search.checking import WHOLE, problems

MOST_NAMED = 20


class Command(BaseCommand):
    help = "Kijk of de zoekindex heel is: elke ingang zoals die hoort, en te vinden."

    def handle(self, *args: Any, **options: Any) -> None:
        found = problems()
        for problem in found[:MOST_NAMED]:
            self.stdout.write(problem)
        if len(found) > MOST_NAMED:
            self.stdout.write(f"en nog {len(found) - MOST_NAMED}")
        if found:
            raise CommandError("De zoekindex is niet heel. Maak hem opnieuw: rebuild_search.")
        self.stdout.write(WHOLE)
