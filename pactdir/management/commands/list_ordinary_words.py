"""Rewrite `ordinary_words.txt`: `python manage.py list_ordinary_words /usr/share/dict/dutch`.

It needs a database with the whole country, and a list of Dutch words such as Debian's wdutch.
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
from pactdir.search_box.typos import FILE, nearest_spellings
from regions.clock import today
from regions.names.spelling import normalized_name, normalized_words

HEADER = (
    "Gewone Nederlandse woorden die op een plaatsnaam lijken.",
    "Zo'n woord is geen typefout.",
    "Gemaakt met `manage.py list_ordinary_words`.",
    "Bron: de woordenlijst van OpenTaal (BSD of CC BY 3.0).",
)
WORD = re.compile(r"[a-zà-ÿ]{3,16}")
MIN_PREFIX_LENGTH = 4


class Command(BaseCommand):
    help = "Schrijf opnieuw op welke gewone woorden op een plaatsnaam lijken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", type=Path)

    def handle(self, *args: Any, words: Path, **options: Any) -> None:
        candidates = [word for word in words.read_text().split() if WORD.fullmatch(word)]
        similar = list(similar_to_places(candidates))
        header = "".join(f"# {line}\n" for line in HEADER)
        FILE.write_text(f"{header}{fill(' '.join(similar), 100)}\n")
        self.stdout.write(f"{len(similar)} van {len(candidates)} woorden lijken op een plaatsnaam")


def similar_to_places(words: Iterable[str]) -> Iterator[str]:
    gazetteer = Gazetteer(today())
    names = {entry.name for entries in gazetteer.by_name.values() for entry in entries}
    parts = {word for name in names for word in normalized_words(name) if len(word) > 2}
    spellings = {*gazetteer.by_name, *gazetteer.by_other_name}
    for word in sorted(set(map(normalized_name, words)) - spellings):
        is_prefix = len(word) >= MIN_PREFIX_LENGTH and gazetteer.by_prefix(word)
        if word in parts or is_prefix or nearest_spellings(word, spellings | parts):
            yield word
