"""What a fixture says, as the value a model keeps."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from django.db import models

from pactdir.demo.fixtures import Row
from pactdir.demo.tables import DemoError
from regions.fields.partial_date import PartialDate, PartialDateField

# "+14d" is a day counted from the day of loading, "+3y" a year counted from its year.
FROM_TODAY = re.compile(r"(?P<number>[+-]\d+)(?P<unit>[dy])")

Find = Callable[[type[models.Model], str], models.Model]


def values_of(row: Row, day: date, find: Find) -> dict[str, Any]:
    """The row's values by column, as they come out of the database again.

    Raises DemoError or ValidationError where the row says something that no column can hold.
    """
    values = {}
    for name, written in row.written.items():
        field = row.table.field(name)
        values[field.attname] = _kept(field, _meant(field, written, day, find))
    return values


def columns_that_move(row: Row) -> set[str]:
    """The dates that go along with the day of loading."""
    return {name for name, written in row.written.items() if _from_today(written)}


def default_of(model: type[models.Model], column: str) -> Any:
    """What a row has where the fixture is silent."""
    return getattr(model(), column)


def as_text(model: type[models.Model], column: str, value: Any) -> str | None:
    """A value as the ledger keeps it."""
    if value is None:
        return None
    return _field(model, column).value_to_string(model(**{column: value}))


def from_text(model: type[models.Model], column: str, text: str | None) -> Any:
    return None if text is None else _field(model, column).to_python(text)


def _field(model: type[models.Model], column: str) -> models.Field:
    return cast(models.Field, model._meta.get_field(column))


def _meant(field: models.Field, written: Any, day: date, find: Find) -> Any:
    if isinstance(field, models.ForeignKey):
        return find(field.remote_field.model, written).pk
    if isinstance(field, (models.DateField, PartialDateField)) and (ahead := _from_today(written)):
        number = int(ahead["number"])
        return day + timedelta(number) if ahead["unit"] == "d" else PartialDate(day.year + number)
    # A text is broken into lines to be read; where the lines end means nothing.
    return " ".join(written.split()) if isinstance(written, str) else written


def _from_today(written: Any) -> re.Match[str] | None:
    return FROM_TODAY.fullmatch(written) if isinstance(written, str) else None


def _kept(field: models.Field, value: Any) -> Any:
    """Through the field's own hands: in order, cleaned, of the right type."""
    try:
        instance = field.model(**{field.attname: field.to_python(value)})
    except (TypeError, ValueError) as error:
        raise DemoError(f"{field.name}: {value!r} past daar niet") from error
    return field.pre_save(instance, add=False)
