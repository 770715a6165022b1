"""After a migration the index is there, also on a site that already had something to find."""

from typing import Any

from django.db import connections

from pactdir.models import SearchEntry
from pactdir.search.checking import rebuild
from regions.directory import searched_kinds


def fill_where_empty(using: str, **kwargs: Any) -> None:
    """Called after every `migrate`: the first one that knows of an index fills it."""
    tables = connections[using].introspection.table_names()
    found = [kind.model for kind in searched_kinds()]
    needed = {model._meta.db_table for model in [SearchEntry, *found]}
    if not needed <= set(tables):
        return  # migrated back to before there was one
    if not SearchEntry.objects.exists() and any(model.objects.exists() for model in found):
        rebuild()
