"""The tables a fixture may hold, in the order in which they are loaded."""

from dataclasses import dataclass
from typing import cast

from django.db import models

from regions.directory import Fixture, record_kinds


class DemoError(Exception):
    """A fixture says something that cannot be loaded; the text is Dutch and names the row."""


@dataclass(frozen=True)
class Table:
    """A model as the fixtures write it."""

    model: type[models.Model]
    fixture: Fixture

    @property
    def name(self) -> str:
        return self.fixture.name

    @property
    def key(self) -> tuple[str, ...]:
        return self.fixture.key

    @property
    def rows(self) -> models.QuerySet:
        return self.model._default_manager.all()

    def field(self, name: str) -> models.Field:
        """The field that a fixture may fill under that name. Raises DemoError if none is."""
        found = next((field for field in self.model._meta.fields if field.name == name), None)
        if found is None or not found.editable or found.primary_key:
            raise DemoError(f"een {self.name} heeft geen veld {name!r}")
        return found

    def column(self, name: str) -> str:
        return cast(models.Field, self.model._meta.get_field(name)).attname

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.model._meta.fields)

    def child(self, name: str) -> tuple["Table", str] | None:
        """The table of a block within this one's, and the field there that leads back."""
        tables = table_of()
        for relation in self.model._meta.related_objects:
            if relation.get_accessor_name() == name and relation.related_model in tables:
                return tables[relation.related_model], relation.field.name
        return None


def demo_tables() -> list[Table]:
    """In the order in which they are loaded: each after the tables its rows refer to."""
    return [Table(kind.model, kind.fixture) for kind in record_kinds() if kind.fixture]


def table_of() -> dict[type[models.Model], Table]:
    return {table.model: table for table in demo_tables()}


def table_named() -> dict[str, Table]:
    return {table.name: table for table in demo_tables()}
