"""Cells that a form reads stricter than Django: points and postcodes."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import postcode as postcodes

A_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,20})?")


class Decimal(forms.FloatField):
    """A number with a point, as the files write it: no exponent, no comma, nothing between."""

    default_error_messages = {"invalid": "Schrijf een getal met een punt, zoals 52.37."}

    def to_python(self, value: Any) -> Any:
        if value and not A_NUMBER.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Postcode(forms.CharField):
    """A postcode of four digits and two letters, as "1703WB"; empty where it is not required."""

    def to_python(self, value: Any) -> str:
        if not (written := super().to_python(value)):
            return ""
        try:
            return str(postcodes.validate(written))
        except NumberError:
            raise ValidationError("Dit is geen postcode.") from None
