"""Converts the values in a fixture to column values, and those to text for the ledger."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from django.db import models

from pactdir.demo.fixtures import Row
from pactdir.demo.tables import DemoError
from regions.fields.partial_date import PartialDate, PartialDateField

# "+14d" is a date relative to the date of loading, "+14d za" the first Saturday on or after it,
# "+3y" a year relative to the year of loading.
WEEKDAYS = ["ma", "di", "wo", "do", "vr", "za", "zo"]
RELATIVE_DATE = re.compile(
    rf"(?P<number>[+-]\d+)(?P<unit>[dy])(?: (?P<weekday>{'|'.join(WEEKDAYS)}))?"
)

Find = Callable[[type[models.Model], str], models.Model]


def column_values(row: Row, day: date, find: Find) -> dict[str, Any]:
    """Return values by column, in the form in which the database returns them.

    Raises DemoError or ValidationError for a value that does not fit its column.
    """
    values = {}
    for name, raw in row.values.items():
        field = row.table.field(name)
        values[field.attname] = _clean(field, _resolve(field, raw, day, find))
    return values


def relative_date_columns(row: Row) -> set[str]:
    return {name for name, raw in row.values.items() if _match_relative_date(raw)}


def default_of(model: type[models.Model], column: str) -> Any:
    return getattr(model(), column)


def to_text(model: type[models.Model], column: str, value: Any) -> str | None:
    if value is None:
        return None
    return _field(model, column).value_to_string(model(**{column: value}))


def from_text(model: type[models.Model], column: str, text: str | None) -> Any:
    return None if text is None else _field(model, column).to_python(text)


def _field(model: type[models.Model], column: str) -> models.Field:
    return cast(models.Field, model._meta.get_field(column))


def _resolve(field: models.Field, raw: Any, day: date, find: Find) -> Any:
    if isinstance(field, models.ForeignKey):
        return find(field.remote_field.model, raw).pk
    if isinstance(field, (models.DateField, PartialDateField)) and (
        match := _match_relative_date(raw)
    ):
        number = int(match["number"])
        if match["unit"] == "y":
            return PartialDate(day.year + number)
        return _weekday_from(day + timedelta(number), match["weekday"])
    # Line breaks in a fixture are for readability only.
    return " ".join(raw.split()) if isinstance(raw, str) else raw


def _weekday_from(day: date, weekday: str | None) -> date:
    if weekday is None:
        return day
    return day + timedelta((WEEKDAYS.index(weekday) - day.weekday()) % 7)


def _match_relative_date(raw: Any) -> re.Match[str] | None:
    return RELATIVE_DATE.fullmatch(raw) if isinstance(raw, str) else None


def _clean(field: models.Field, value: Any) -> Any:
    try:
        instance = field.model(**{field.attname: field.to_python(value)})
    except (TypeError, ValueError) as error:
        raise DemoError(f"{field.name}: {value!r} past daar niet") from error
    return field.pre_save(instance, add=False)
