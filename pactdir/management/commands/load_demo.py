from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pactdir.demo import DemoError, Report, demo_password, load_demo, log_ins
from regions.clock import today


class Command(BaseCommand):
    help = "Laad de feiten uit fixtures/. Wat is bewerkt blijft staan; wat ontbreekt komt erbij."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_demo(settings.BASE_DIR / "fixtures", today())
        except DemoError as error:
            raise CommandError(f"Niets geladen. {error}") from error
        for line in [*_done(report), *_accounts(report), *_log_ins()]:
            self.stdout.write(line)


def _done(report: Report) -> list[str]:
    lines = []
    for verb, counts in [("Toegevoegd", report.added), ("Bijgewerkt", report.updated)]:
        if counts:
            parts = [f"{count} {_noun(model, count)}" for model, count in counts.items()]
            lines.append(f"{verb}: {', '.join(parts)}.")
    lines += [
        f"Past niet bij een bewerking en blijft zoals het is: {row}." for row in report.left_alone
    ]
    return lines or ["De demo stond er al: niets toegevoegd of bijgewerkt."]


def _noun(model: Any, count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


def _accounts(report: Report) -> list[str]:
    if report.no_accounts:
        return [report.no_accounts]
    return [f"Demo-account gemaakt: {name}." for name in report.accounts]


def _log_ins() -> list[str]:
    return [
        f"Inloggen op /admin/: {name}, "
        + (f"wachtwoord {demo_password()}" if is_demo else "met een eigen wachtwoord")
        for name, is_demo in log_ins()
    ]
