"""Form fields and codes as they occur in cells; stricter than Django's."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from stdnum.exceptions import ValidationError as NumberError
from stdnum.nl import postcode as postcodes

DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,20})?")
MUNICIPALITY_CODE = re.compile(r"(?:GM)?([0-9]{1,4})", re.IGNORECASE)


class Decimal(forms.FloatField):
    """A number with a decimal point or comma: no exponent, no thousands separator."""

    default_error_messages = {"invalid": "Schrijf een getal, zoals 52.37."}

    def to_python(self, value: Any) -> Any:
        if value and not DECIMAL_NUMBER.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(str(value).replace(",", ".") if value else value)


class Postcode(forms.CharField):
    """A full postcode such as "1703WB"; an empty string if it is optional and missing."""

    def to_python(self, value: Any) -> str:
        if not (text := super().to_python(value)):
            return ""
        try:
            return str(postcodes.validate(text))
        except NumberError:
            raise ValidationError("Dit is geen postcode.") from None


def full_municipality_code(code: str) -> str:
    """The code in CBS notation; DUO writes "0106", which a spreadsheet turns into 106."""
    match = MUNICIPALITY_CODE.fullmatch(code)
    return f"GM{match[1].zfill(4)}" if match else code
