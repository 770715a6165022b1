"""Slugs for the pages of new objects."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from regions.directory import NamedModel
from regions.names.slugs import free_slug, slug_of


class FreeSlugs:
    """Slugs that no other object has or ever had, loaded once for all rows of a file."""

    def __init__(self, model: type[NamedModel]) -> None:
        self.model = model

    def source_text(self, row: Any) -> str:
        return str(row.name)

    def assign(self, rows: list[Any]) -> None:
        for row in rows:
            row.slug = self.free(row)
            row.set_derived_fields()

    def free(self, row: Any) -> str:
        base = slug_of(self.source_text(row), default=str(self.model._meta.model_name))
        slug = free_slug(base, self._taken, own=row.slug)
        self._taken.add(slug)
        return slug

    @cached_property
    def _taken(self) -> set[str]:
        return self.model.taken_slugs()
