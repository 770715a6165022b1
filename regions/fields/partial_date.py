"""Dates as precise as their source: a day, a month or a year.

A PartialDate is stored as one integer, yyyymmdd, in which unknown parts are 00 for the start of a
period and 99 for its end: "juni 2024" is 20240600 as a start and 20240699 as an end. So a start
sorts before all its days and an end after them, integers compare the same on every database, and
"end before start" is only reported if it is certain.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
EARLIEST_YEAR, LATEST_YEAR = 1800, 2199


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day.

    The constructor raises ValueError for a day that does not exist, a day without a month, or a
    year outside 1800-2199.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ValueError(f"year {self.year} lies outside {EARLIEST_YEAR}-{LATEST_YEAR}")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        # Reject month or day 0 too: "2024-00-05" would be stored, but read back as 2024.
        date(self.year, *(1 if part is None else part for part in (self.month, self.day)))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read "2024", "juni 2024", "2024-06", "1 juni 2024", "1-6-2024" or "2024-06-01".

        Raise ValueError for any other text.
        """
        words = " ".join(text.casefold().split())
        for pattern in _PATTERNS:
            if match := pattern.fullmatch(words):
                parts = match.groupdict()
                return cls(
                    int(parts["year"]),
                    _month(parts.get("month")),
                    int(parts["day"]) if parts.get("day") else None,
                )
        raise ValueError(f"{text!r} is not a date")

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def is_around(self, on: date) -> bool:
        """True if it may be before that date as well as after it."""
        return self.first_day <= on < self.last_day

    @property
    def in_a_sentence(self) -> str:
        """ "in 2020", "in juni 2020" or "op 1 juni 2020"."""
        return f"{'op' if self.day else 'in'} {self}"

    def isoformat(self) -> str:
        parts = (
            f"{self.year:04}",
            self.month and f"{self.month:02}",
            self.day and f"{self.day:02}",
        )
        return "-".join(part for part in parts if part)

    def __str__(self) -> str:
        month = MONTHS[self.month - 1] if self.month else None
        return " ".join(str(part) for part in (self.day, month, self.year) if part)


_PATTERNS = [
    re.compile(r"(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?", re.ASCII),
    re.compile(r"((?P<day>\d{1,2})[-/.])?(?P<month>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII),
    re.compile(rf"((?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})", re.ASCII),
]


def _month(text: str | None) -> int | None:
    if text is None:
        return None
    return MONTHS.index(text) + 1 if text in MONTHS else int(text)


class PartialDateFormField(forms.CharField):
    """A text field for a date of any precision."""

    default_error_messages = {
        "invalid": "Dit is geen datum. Schrijf bijvoorbeeld 2024, juni 2024 of 18-11-2024."
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def run_validators(self, value: Any) -> None:
        """Skip the base class's length validator, which cannot handle a PartialDate."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, PartialDate) else value


class PartialDateField(models.Field):
    """A PartialDate or None; lookups take a PartialDate or a `date`.

    With `end=True` the date is an end ("tot en met juni 2024"), otherwise a start.
    """

    description = "Date with precision: day, month or year"

    def __init__(self, *args: Any, end: bool = False, **kwargs: Any) -> None:
        self.end = end
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        # Django omits False, its own default, but the default of this field is True.
        kwargs |= {"null": self.null, "blank": self.blank}
        if self.end:
            kwargs["end"] = True
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "IntegerField"

    def from_db_value(self, value: int | None, *args: object) -> PartialDate | None:
        return None if value is None else _from_number(value)

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        if isinstance(value, date):
            return PartialDate.of(value)
        try:
            return _from_number(value) if isinstance(value, int) else PartialDate.parse(str(value))
        except ValueError:
            message = PartialDateFormField.default_error_messages["invalid"]
            raise ValidationError(message, code="invalid") from None

    def get_prep_value(self, value: Any) -> int | None:
        partial_date = self.to_python(super().get_prep_value(value))
        return None if partial_date is None else self._to_number(partial_date)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return value.isoformat() if isinstance(value, PartialDate) else ""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})

    def _to_number(self, value: PartialDate) -> int:
        return stored_number(value, end=self.end)


def stored_number(day: PartialDate | date, end: bool = False) -> int:
    unknown = 99 if end else 0
    return day.year * 10_000 + (day.month or unknown) * 100 + (day.day or unknown)


def _from_number(number: int) -> PartialDate:
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    return PartialDate(year, *(part if part not in (0, 99) else None for part in (month, day)))
