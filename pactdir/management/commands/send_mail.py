"""Send the mail that is due: `python manage.py send_mail`, every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from pactdir.mail.sending import send_due


class Command(BaseCommand):
    help = "Verstuur de mail die wacht. Wat mislukt, gaat later nog eens."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Verstuurd: {send_due()}.")
