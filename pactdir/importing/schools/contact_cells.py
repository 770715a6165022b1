"""House numbers and sites as a register writes them, and as one writes them elsewhere."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

# "7-A", "38-+40", "7-A+B", "12-BIS": a number and what DUO puts behind it.
LETTER_BEHIND = re.compile(r"([0-9]+)-([A-Za-z])")
RANGE_BEHIND = re.compile(r"([0-9]+)-\+([0-9]+)")
WORD_BEHIND = re.compile(r"([0-9]+)-([A-Za-z]+(?:\+[A-Za-z]+)*)")
PHONE = re.compile(r"[0-9 ()+-]{9,}")
# "ww.school.nl", "www,school.nl": meant is another address, and which one is not for us to say.
MISTYPED_HOST = re.compile(r"https?://(w|ww|wwww+)\.|https?://www[^.]")
LONGEST_SITE = 200


def house_number(written: str) -> str:
    """The number as one writes it on a letter: "7A", "38-40", "7 A+B", "12 bis"."""
    if found := LETTER_BEHIND.fullmatch(written):
        return f"{found[1]}{found[2]}"
    if found := RANGE_BEHIND.fullmatch(written):
        return f"{found[1]}-{found[2]}"
    if found := WORD_BEHIND.fullmatch(written):
        behind = found[2].lower() if found[2].isalpha() else found[2]
        return f"{found[1]} {behind}"
    return written


def site_in(written: str) -> tuple[str, str]:
    """A site as one may link to it, and else why what is written is none."""
    if not written:
        return "", ""
    if PHONE.fullmatch(written):
        return "", f"het internetadres “{written}” is een telefoonnummer"
    scheme, separator, rest = written.partition("://")
    if not separator:
        scheme, rest = "https", written
    host, slash, path = rest.partition("/")
    site = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    try:
        URLValidator(schemes=["http", "https"])(site)
    except ValidationError:
        return "", f"het internetadres “{written}” klopt niet"
    if "@" in host or MISTYPED_HOST.match(site) or len(site) > LONGEST_SITE:
        return "", f"het internetadres “{written}” klopt niet"
    return site, ""
