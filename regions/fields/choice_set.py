"""A set of choices from a short fixed list, in one column.

The list is small and fixed (levels, profiles, audiences), so a separate table would only cost every
list an extra query. A set is stored as "|a|b|" in the order of the choices, so that equal sets are
equal strings, and `contains="|a|"` finds one value on every database.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class ChoiceSetField(models.Field):
    """A list of values of a TextChoices, in the order of the choices; [] if empty."""

    description = "Set of choices"

    def __init__(self, *args: Any, options: type[models.TextChoices] | None = None, **kwargs: Any):
        # Omitted from migrations, since a new choice does not change the column.
        self.options = options
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(self, value: str, *args: object) -> list[str]:
        return value.strip("|").split("|") if value else []

    def to_python(self, value: Any) -> list[str]:
        values = self.from_db_value(value) if isinstance(value, str) else list(value or [])
        return self._in_order(values)

    def get_prep_value(self, value: Any) -> str:
        value = super().get_prep_value(value)
        if isinstance(value, str):
            return value
        return "".join(f"|{item}" for item in self._in_order(value or [])) + ("|" if value else "")

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        valid = self.options.values if self.options else value
        if unknown := [item for item in value if item not in valid]:
            raise ValidationError(f"Onbekende keuze: {', '.join(unknown)}.", code="invalid_choice")

    def formfield(self, **kwargs: Any) -> Any:
        defaults: dict[str, Any] = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.options.choices if self.options else [],
            "widget": forms.CheckboxSelectMultiple,
        }
        # Drop the text area that the admin passes in, and use checkboxes.
        kwargs.pop("widget", None)
        return super().formfield(**{**kwargs, **defaults})

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def _in_order(self, values: Iterable[str]) -> list[str]:
        chosen_values = {str(value) for value in values}
        valid_values = self.options.values if self.options else []
        return [value for value in valid_values if value in chosen_values] + sorted(
            chosen_values - set(valid_values)
        )
