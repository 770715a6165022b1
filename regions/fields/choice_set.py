"""A set of choices from a short closed list, in one column.

The list is small and fixed (levels, profiles, audiences), so a table of its own would cost every
list a query more and say nothing more. Stored as "|a|b|" in the order of the choices, so that
equal sets are equal texts, and one value is found with `contains="|a|"` on every database.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class ChoiceSetField(models.Field):
    """A list of values of a TextChoices, in the order of the choices; empty is []."""

    description = "Set of choices"

    def __init__(self, *args: Any, options: type[models.TextChoices] | None = None, **kwargs: Any):
        # Not part of a migration, since another choice changes no column.
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
        known = self.options.values if self.options else value
        if unknown := [item for item in value if item not in known]:
            raise ValidationError(f"Onbekende keuze: {', '.join(unknown)}.", code="invalid_choice")

    def formfield(self, **kwargs: Any) -> Any:
        defaults: dict[str, Any] = {
            "form_class": forms.MultipleChoiceField,
            "choices": self.options.choices if self.options else [],
            "widget": forms.CheckboxSelectMultiple,
        }
        # The admin would offer a text area instead of check boxes.
        kwargs.pop("widget", None)
        return super().formfield(**{**kwargs, **defaults})

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def _in_order(self, values: Iterable[str]) -> list[str]:
        wanted = {str(value) for value in values}
        known = self.options.values if self.options else []
        return [value for value in known if value in wanted] + sorted(wanted - set(known))
