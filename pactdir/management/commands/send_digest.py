"""Queue the digest for subscribers not yet mailed in the period: `manage.py send_digest`, daily."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pactdir.digest.queueing import queue_digests
from pactdir.mail.sending import send_due
from pactdir.models import Frequency
from regions.clock import today


class Command(BaseCommand):
    help = "Zet het nieuws per mail klaar voor wie het deze week of maand nog niet kreeg."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--weekly", action="store_true", help="alleen wie het elke week krijgt")
        parser.add_argument(
            "--monthly", action="store_true", help="alleen wie het elke maand krijgt"
        )
        parser.add_argument("--date", type=date.fromisoformat, help="de dag, zoals 2026-12-01")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["date"] or today()
        if day > today():
            raise CommandError("Die dag moet nog komen.")
        chosen = [frequency for frequency in Frequency if options[frequency.value]]
        for frequency in chosen or list(Frequency):
            outcome = queue_digests(frequency, day)
            self.stdout.write(
                f"{frequency.label.capitalize()}: {outcome.queued} klaargezet,"
                f" voor {outcome.nothing_new} was er niets te melden."
            )
        if settings.MAIL_AT_ONCE:
            while send_due():
                pass
