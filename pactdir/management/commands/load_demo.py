from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pactdir.demo import DemoError, Report, demo_password, demo_users, load_demo
from regions.clock import today


class Command(BaseCommand):
    help = "Laad de feiten uit fixtures/. Wat is bewerkt blijft staan; wat ontbreekt komt erbij."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_demo(settings.BASE_DIR / "fixtures", today())
        except DemoError as error:
            raise CommandError(f"Niets geladen. {error}") from error
        for line in [*_row_lines(report), *_account_lines(report), *_log_in_lines()]:
            self.stdout.write(line)


def _row_lines(report: Report) -> list[str]:
    lines = []
    for verb, counts in [("Toegevoegd", report.added), ("Bijgewerkt", report.updated)]:
        if counts:
            parts = [f"{count} {_noun(model, count)}" for model, count in counts.items()]
            lines.append(f"{verb}: {', '.join(parts)}.")
    lines += [
        f"Past niet bij een bewerking en blijft zoals het is: {row}." for row in report.skipped
    ]
    return lines or ["De demo stond er al: niets toegevoegd of bijgewerkt."]


def _noun(model: Any, count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


def _account_lines(report: Report) -> list[str]:
    if report.no_accounts:
        return [report.no_accounts]
    return [f"Demo-account gemaakt: {name}." for name in report.accounts]


def _log_in_lines() -> list[str]:
    return [
        f"Inloggen op /admin/: {name}, "
        + (f"wachtwoord {demo_password()}" if has_demo_password else "met een eigen wachtwoord")
        for name, has_demo_password in demo_users()
    ]
