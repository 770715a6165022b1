"""The code of a location: its BRIN and two characters. Older editions give only those two."""

from django.core.validators import RegexValidator

LOCATION_CODE = RegexValidator(
    r"^[0-9]{2}[A-Z]{2}[0-9A-Z]{2}\Z",
    "Een vestigingscode is twee cijfers, twee letters en twee tekens, zoals 00AH17.",
)


def full_location_code(brin: str, location: str) -> str:
    """Raises ValidationError."""
    code = brin + location.zfill(2) if len(location) <= 2 else location
    LOCATION_CODE(code)
    return code
