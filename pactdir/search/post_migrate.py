"""Signal handlers that fill the index and the synonyms after `migrate`."""

from typing import Any

from django.db import connections

from pactdir.models import SearchEntry, Synonym
from pactdir.search.maintenance import rebuild
from pactdir.search.synonyms import add_new_synonyms
from regions.directory import searched_kinds


def rebuild_if_empty(using: str, **kwargs: Any) -> None:
    models = [kind.model for kind in searched_kinds()]
    if not _has_tables(using, SearchEntry, *models):
        return  # migrated back to before the index
    if not SearchEntry.objects.exists() and any(model.objects.exists() for model in models):
        rebuild()


def add_synonyms(using: str, **kwargs: Any) -> None:
    if _has_tables(using, Synonym, Synonym.history.model):
        add_new_synonyms()


def _has_tables(using: str, *models: Any) -> bool:
    tables = set(connections[using].introspection.table_names())
    return {model._meta.db_table for model in models} <= tables
