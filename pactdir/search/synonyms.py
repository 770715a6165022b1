"""Words of the field that mean the same: from a file to begin with, then as editors keep them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connections

from pactdir.models import Synonym
from pactdir.search.question import Synonyms, synonyms_of
from regions.writing.changing import changing
from regions.writing.version_cache import cached_per_version

FILE = Path(__file__).with_suffix(".toml")


@cached_per_version
def known_synonyms(on: date) -> Synonyms:
    """The same on any day, until an editor changes them."""
    return synonyms_of(row.split() for row in Synonym.objects.all())


def groups_of_file() -> dict[str, list[str]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def fill_synonyms() -> int:
    """Add the groups that were never here: what an editor changed or deleted stays so."""
    once = set(Synonym.history.values_list("key", flat=True))
    fresh = {key: words for key, words in groups_of_file().items() if key not in once}
    if fresh:
        with changing():
            for key, words in fresh.items():
                Synonym.objects.create(key=key, words="; ".join(words))
    return len(fresh)


def fill_after_migrate(using: str, **kwargs: Any) -> None:
    tables = connections[using].introspection.table_names()
    if {Synonym._meta.db_table, Synonym.history.model._meta.db_table} <= set(tables):
        fill_synonyms()
