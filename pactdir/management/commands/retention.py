"""Delete personal data past its retention period: `python manage.py retention`, every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pactdir.retention.rules import delete_expired


class Command(BaseCommand):
    help = "Wis wat langer is bewaard dan op /privacy/ staat."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = delete_expired(timezone.now())
        for what, count in counts.items():
            if count:
                self.stdout.write(f"Gewist: {what} ({count}).")
        if not any(counts.values()):
            self.stdout.write("Er was niets te wissen: alles is nog vers genoeg.")
