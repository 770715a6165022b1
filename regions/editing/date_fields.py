"""Form fields for dates and times in free notation; an unlikely year has to be confirmed.

The widgets extend Django's, so that its calendar and clock work with them.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from regions.clock import today
from regions.fields.partial_date import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    PartialDate,
    PartialDateField,
    PartialDateFormField,
)
from regions.fields.typed_dates import MAX_LENGTH, TypedDate, read_time
from regions.wording.dutch import day_in_words

DAY_FORMAT = "Schrijf de dag zo: 3-11-2026 of 3 november 2026."
TIME_FORMAT = "Schrijf de tijd zo: 9:00 of 19.30 uur."
INVALID_DAY = f"Deze dag bestaat niet, of is niet te lezen. {DAY_FORMAT}"
DAY_REQUIRED = f"Noem ook de dag. {DAY_FORMAT}"
INVALID_TIME = f"Deze tijd bestaat niet, of is niet te lezen. {TIME_FORMAT}"
END_OF_DAY = f"Een dag begint om 0:00. {TIME_FORMAT}"
YEAR_OUT_OF_RANGE = f"Een jaar ligt hier tussen {EARLIEST_YEAR} en {LATEST_YEAR}."
CONFIRM_YEAR = (
    "Het jaar {} ligt ver van nu. Klopt dat? Vink dan hieronder aan dat het klopt, "
    "of verbeter de datum."
)
READ_AS = "“{}” is gelezen als {}."
# Years from now that need no confirmation.
YEARS_BACK, YEARS_AHEAD = 50, 10


class ConfirmsYear(forms.TextInput):
    """Widget that shows a checkbox below an unlikely year, to confirm it."""

    year_to_confirm: int | None = None
    is_confirmed = False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        html = super().render(name, value, attrs, renderer)
        if self.year_to_confirm is None:
            return html
        box = {
            "name": confirmation_name(name),
            "year": self.year_to_confirm,
            "is_right": self.is_confirmed,
        }
        return render_to_string("admin/_far_year.html", {"input": html, **box})


class DayInput(ConfirmsYear, AdminDateWidget):
    pass


class PartialDateInput(ConfirmsYear, AdminTextInputWidget):
    pass


def confirmation_name(name: str) -> str:
    return f"{name}_klopt"


class DayField(forms.DateField):
    """A day. Without a year it means the nearest such date, or with `is_upcoming` the next one."""

    widget = DayInput
    is_upcoming = False

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value)
        try:
            return self._read(value)
        except ValueError:
            raise ValidationError(INVALID_DAY, code="invalid") from None

    def _read(self, text: str) -> date:
        parts = TypedDate.read(text)
        if parts.day is None:
            raise ValidationError(DAY_REQUIRED, code="invalid")
        if parts.year is None:
            return parts.next_after(today()) if self.is_upcoming else parts.nearest_to(today())
        if (day := parts.in_year(parts.year)) is None:
            raise ValueError(text)
        return day


class TypedPartialDateField(PartialDateFormField):
    widget = PartialDateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "max_length": MAX_LENGTH})

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value)
        try:
            return self._read(value)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def _read(self, text: str) -> PartialDate:
        parts = TypedDate.read(text)
        if parts.year is None:
            return PartialDate.of(parts.nearest_to(today()))
        if not EARLIEST_YEAR <= parts.year <= LATEST_YEAR:
            raise ValidationError(YEAR_OUT_OF_RANGE, code="invalid")
        return PartialDate(parts.year, parts.month, parts.day)


class TypedTimeField(forms.TimeField):
    """A time without seconds. With `is_end`, midnight is shown as 24:00."""

    widget = AdminTimeWidget
    is_end = False

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str) or value.strip() in self.empty_values:
            return super().to_python(value)
        try:
            return read_time(value, self.is_end)
        except ValueError:
            is_24 = value.strip().startswith("24")
            raise ValidationError(END_OF_DAY if is_24 else INVALID_TIME, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return "24:00" if self.is_end and value == time.min else value


def typed_field_arguments(db_field: models.Field) -> dict[str, Any]:
    if isinstance(db_field, PartialDateField):
        return {"form_class": TypedPartialDateField, "widget": PartialDateInput}
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        return {"form_class": DayField, "widget": DayInput}
    if isinstance(db_field, models.TimeField):
        return {"form_class": TypedTimeField}
    return {}


class ConfirmsUnlikelyYears(forms.ModelForm):
    """A form in which the user has to confirm an unlikely year."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.changed_data:
            year = _year_of(self.cleaned_data.get(name))
            widget = self.fields[name].widget
            if year is not None and isinstance(widget, ConfirmsYear) and is_unlikely_year(year):
                self._confirm(name, year, widget)
        return cleaned

    def _confirm(self, name: str, year: int, widget: ConfirmsYear) -> None:
        box = confirmation_name(self.add_prefix(name))
        widget.year_to_confirm, widget.is_confirmed = year, self.data.get(box) == str(year)
        if not widget.is_confirmed:
            self.add_error(name, CONFIRM_YEAR.format(year))

    @property
    def assumed_years(self) -> list[str]:
        days = self._typed_without_year()
        return [READ_AS.format(text, day_in_words(day)) for text, day in days]

    def _typed_without_year(self) -> list[tuple[str, date]]:
        days = []
        for name in self.changed_data:
            value, text = self.cleaned_data.get(name), str(self[name].data or "").strip()
            field_class = type(self.fields[name])
            if value and issubclass(field_class, DayField | TypedPartialDateField):
                is_partial = isinstance(value, PartialDate)
                day = value.first_day if is_partial else value
                if TypedDate.read(text).year is None:
                    days.append((text, day))
        return days


def is_unlikely_year(year: int) -> bool:
    this_year = today().year
    return not this_year - YEARS_BACK <= year <= this_year + YEARS_AHEAD


def _year_of(value: Any) -> int | None:
    return value.year if isinstance(value, date | datetime | PartialDate) else None
