"""Postcodes as people type them. The letters identify a street, and are not stored anywhere."""

import re

POSTCODE = re.compile(r"\s*([0-9]{4})\s*(?:[a-zA-Z]{2})?\s*")


def postcode_in(text: str) -> str:
    """The four digits of a text that is a postcode, like "1703 ab"; else ""."""
    match = POSTCODE.fullmatch(text)
    return match[1] if match else ""
