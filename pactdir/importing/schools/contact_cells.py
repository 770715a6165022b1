"""House numbers and web addresses, from DUO's notation to the usual one."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

# DUO's notation of a house number with an addition: "7-A", "38-+40", "7-A+B", "12-BIS".
NUMBER_LETTER = re.compile(r"([0-9]+)-([A-Za-z])")
NUMBER_RANGE = re.compile(r"([0-9]+)-\+([0-9]+)")
NUMBER_WORD = re.compile(r"([0-9]+)-([A-Za-z]+(?:\+[A-Za-z]+)*)")
PHONE = re.compile(r"[0-9 ()+-]{9,}")
# "ww.school.nl", "www,school.nl": another address is meant, but we do not guess which one.
MISTYPED_HOST = re.compile(r"https?://(w|ww|wwww+)\.|https?://www[^.]")
MAX_SITE_LENGTH = 200


def house_number(text: str) -> str:
    """Return the usual notation: "7A", "38-40", "7 A+B", "12 bis"."""
    if match := NUMBER_LETTER.fullmatch(text):
        return f"{match[1]}{match[2]}"
    if match := NUMBER_RANGE.fullmatch(text):
        return f"{match[1]}-{match[2]}"
    if match := NUMBER_WORD.fullmatch(text):
        addition = match[2].lower() if match[2].isalpha() else match[2]
        return f"{match[1]} {addition}"
    return text


def parse_site(text: str) -> tuple[str, str]:
    """Return a URL and an empty string, or an empty string and a warning in Dutch."""
    if not text:
        return "", ""
    if PHONE.fullmatch(text):
        return "", f"het internetadres “{text}” is een telefoonnummer"
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "https", text
    host, slash, path = rest.partition("/")
    site = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    try:
        URLValidator(schemes=["http", "https"])(site)
    except ValidationError:
        return "", f"het internetadres “{text}” klopt niet"
    if "@" in host or MISTYPED_HOST.match(site) or len(site) > MAX_SITE_LENGTH:
        return "", f"het internetadres “{text}” klopt niet"
    return site, ""
