"""Addresses of pages for new objects."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from regions.directory import NamedModel
from regions.names.slugs import free_slug, slug_of


class FreeAddresses:
    """Those that nothing else has or had: asked of the database once for all rows of a file."""

    def __init__(self, model: type[NamedModel]) -> None:
        self.model = model

    def words_of(self, row: Any) -> str:
        """The words an address is made of."""
        return str(row.name)

    def give(self, rows: list[Any]) -> None:
        for row in rows:
            row.slug = self.free(row)
            row.follow_name()

    def free(self, row: Any) -> str:
        start = slug_of(self.words_of(row), default=str(self.model._meta.model_name))
        slug = free_slug(start, self._taken, own=row.slug)
        self._taken.add(slug)
        return slug

    @cached_property
    def _taken(self) -> set[str]:
        return self.model.taken_addresses()
