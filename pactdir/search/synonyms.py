"""Synonyms in this field: shipped in a file, then maintained by editors in the database."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from pactdir.models import Synonym
from pactdir.search.query import Synonyms, build_synonyms
from regions.writing.changing import changing
from regions.writing.version_cache import cached_per_version

FILE = Path(__file__).with_suffix(".toml")


@cached_per_version
def current_synonyms(on: date) -> Synonyms:
    # The date makes no difference, but the cache requires one.
    return build_synonyms(synonym.split() for synonym in Synonym.objects.all())


def read_file() -> dict[str, list[str]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def add_new_synonyms() -> int:
    """Add groups that were never in the database, so none that an editor deleted."""
    known_keys = set(Synonym.history.values_list("key", flat=True))
    new = {key: words for key, words in read_file().items() if key not in known_keys}
    if new:
        with changing():
            for key, words in new.items():
                Synonym.objects.create(key=key, words="; ".join(words))
    return len(new)
