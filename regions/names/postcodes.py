"""Postcodes in fields that contain nothing else.

The letters identify a street, so they are not stored anywhere.
"""

import re

POSTCODE = re.compile(r"\s*([0-9]{4})\s*(?:[a-zA-Z]{2})?\s*")


def postcode_in(text: str) -> str:
    """Return the four digits of a postcode such as "1703 ab", or "" for any other text."""
    match = POSTCODE.fullmatch(text)
    return match[1] if match else ""
