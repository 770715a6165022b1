"""The tables that a fixture may contain, in loading order."""

from dataclasses import dataclass
from typing import cast

from django.db import models

from regions.directory import Fixture, record_kinds


class DemoError(Exception):
    """A fixture that cannot be loaded; the message is in Dutch and names the row."""


@dataclass(frozen=True)
class Table:
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
        """Raises DemoError for a field that does not exist or that a fixture may not set."""
        field = next((field for field in self.model._meta.fields if field.name == name), None)
        is_settable = name in self.fixture.settable or getattr(field, "editable", False)
        if field is None or not is_settable or field.primary_key:
            raise DemoError(f"een {self.name} heeft geen veld {name!r}")
        return field

    def column(self, name: str) -> str:
        return cast(models.Field, self.model._meta.get_field(name)).attname

    def has_field(self, name: str) -> bool:
        return any(field.name == name for field in self.model._meta.fields)

    def child(self, name: str) -> tuple["Table", str] | None:
        tables = tables_by_model()
        for relation in self.model._meta.related_objects:
            if relation.get_accessor_name() == name and relation.related_model in tables:
                return tables[relation.related_model], relation.field.name
        return None


def demo_tables() -> list[Table]:
    return [Table(kind.model, kind.fixture) for kind in record_kinds() if kind.fixture]


def tables_by_model() -> dict[type[models.Model], Table]:
    return {table.model: table for table in demo_tables()}


def tables_by_name() -> dict[str, Table]:
    return {table.name: table for table in demo_tables()}
