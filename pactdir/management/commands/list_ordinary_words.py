"""Write `ordinary_words.txt` anew: `python manage.py list_ordinary_words /usr/share/dict/dutch`.

Over a database with the whole country, from a list of Dutch words: that of Debian's wdutch.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

from django.core.management.base import BaseCommand

from pactdir.search_box.gazetteer import Gazetteer
from pactdir.search_box.typing_errors import FILE, with_errors
from regions.clock import today
from regions.names.spelling import spelled, words_spelled

ABOUT = (
    "Gewone Nederlandse woorden die op een plaatsnaam lijken.",
    "Zo'n woord is geen typefout.",
    "Gemaakt met `manage.py list_ordinary_words`.",
    "Bron: de woordenlijst van OpenTaal (BSD of CC BY 3.0).",
)
A_WORD = re.compile(r"[a-zà-ÿ]{3,16}")


class Command(BaseCommand):
    help = "Schrijf opnieuw op welke gewone woorden op een plaatsnaam lijken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", type=Path)

    def handle(self, *args: Any, words: Path, **options: Any) -> None:
        listed = [word for word in words.read_text().split() if A_WORD.fullmatch(word)]
        found = list(near_places(listed))
        head = "".join(f"# {line}\n" for line in ABOUT)
        FILE.write_text(f"{head}{fill(' '.join(found), 100)}\n")
        self.stdout.write(f"{len(found)} van {len(listed)} woorden lijken op een plaatsnaam")


def near_places(words: Iterable[str]) -> Iterator[str]:
    """As they are spelled; what is the name of a place is none of them."""
    names = Gazetteer(today())
    places = {one.name for found in names.by_name.values() for one in found}
    parts = {word for name in places for word in words_spelled(name) if len(word) > 2}
    called = {*names.by_name, *names.by_other_name}
    known = called | parts
    for asked in sorted(set(map(spelled, words)) - called):
        is_begun = len(asked) > 3 and names.beginning_with(asked)
        if asked in parts or is_begun or with_errors(asked, known):
            yield asked
