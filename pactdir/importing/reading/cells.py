"""Form fields for coordinates and postcodes, stricter than Django's."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import postcode as postcodes

DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,20})?")


class Decimal(forms.FloatField):
    """A number with a decimal point: no exponent, comma or thousands separator."""

    default_error_messages = {"invalid": "Schrijf een getal met een punt, zoals 52.37."}

    def to_python(self, value: Any) -> Any:
        if value and not DECIMAL_NUMBER.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Postcode(forms.CharField):
    """A full postcode such as "1703WB"; an empty string if it is optional and missing."""

    def to_python(self, value: Any) -> str:
        if not (text := super().to_python(value)):
            return ""
        try:
            return str(postcodes.validate(text))
        except NumberError:
            raise ValidationError("Dit is geen postcode.") from None
