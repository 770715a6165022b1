"""Erase a person: `manage.py vergeet "Jan Jansen" --yes`; see `pactdir/deploy/README.md`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pactdir.erasing.erasing import erase, overview
from pactdir.erasing.listing import add_to_list, restored_persons
from pactdir.erasing.mentions import mentions
from pactdir.erasing.people import Ambiguous, Person, person_of_contact, person_of_text
from regions.models import Erasure

LINE = re.compile(r"\d{4}-\d\d-\d\d ([0-9a-f]{64})")


class Command(BaseCommand):
    help = "Wist een persoon uit de site, ook uit de geschiedenis, de mail en het logboek."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("wie", nargs="?", help="naam, mailadres of gebruikersnaam")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--contact", type=int, metavar="NUMMER", help="een contact")
        what.add_argument("--list", action="store_true", help="druk de lijst van wissingen af")
        what.add_argument(
            "--again",
            metavar="BESTAND",
            help="pas de lijst uit dit bestand opnieuw toe (- is de invoer), na een backup",
        )
        parser.add_argument(
            "--only-this", action="store_true", help="een ander heet precies zo: laat die staan"
        )
        parser.add_argument("--yes", action="store_true", help="wis echt, niet alleen tonen")

    def handle(self, *args: Any, wie: str | None, **options: Any) -> None:
        if wie and (options["list"] or options["again"] or options["contact"] is not None):
            raise CommandError(
                "Geef een naam of een van --contact, --list en --again, niet allebei."
            )
        if options["list"]:
            self.stdout.write("\n".join(map(str, Erasure.objects.all())))
        elif options["again"]:
            self._reapply(options["again"], options["yes"])
        elif wie or options["contact"] is not None:
            self._erase_one(wie, options["contact"], options["yes"], not options["only_this"])
        else:
            raise CommandError("Geef een naam, een mailadres, een gebruikersnaam of --contact.")

    def _erase_one(self, who: str | None, contact: int | None, yes: bool, by_name: bool) -> None:
        try:
            if contact is not None:
                person = person_of_contact(contact, by_name=by_name)
            else:
                person = person_of_text(who or "", by_name=by_name)
        except Ambiguous as error:
            raise CommandError(str(error)) from error
        self._show(person)
        left = mentions(person)
        self._erase([person], yes)
        if left:
            self.stdout.write("Hier staat de naam ook. Dat wijzigt u zelf:")
        for mention in left:
            self.stdout.write(f"- {mention.where} {mention.url}".rstrip())

    def _reapply(self, file: str, yes: bool) -> None:
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Dit bestand is niet te lezen: {file}.") from error
        found = [LINE.fullmatch(line.strip()) for line in text.splitlines() if line.strip()]
        if not all(found):
            raise CommandError("Dit is geen lijst van `vergeet --list`.")
        add_to_list(match[1] for match in found if match)
        persons = restored_persons()
        for person in persons:
            self._show(person)
        if not persons:
            self.stdout.write("Niemand van de lijst staat er nog.")
            return
        self._erase(persons, yes)

    def _show(self, person: Person) -> None:
        for line in overview(person):
            self.stdout.write(f"- {line}")

    def _erase(self, persons: list[Person], yes: bool) -> None:
        if not yes:
            self.stdout.write("Er is nog niets gewist. Met --yes wist u dit.")
            return
        try:
            for person in persons:
                erase(person)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("Gewist. Bewaar de lijst naast de backup: manage.py vergeet --list")
