"""Slugs, numbered when taken."""

import re
from collections.abc import Container
from itertools import count

from django.utils.text import slugify

LONGEST = 100  # characters; the rest of the field's 120 is for a number


def slug_of(words: str, default: str = "") -> str:
    return slugify(words)[:LONGEST] or default


def free_slug(start: str, taken: Container[str], own: str = "") -> str:
    """The first of "noord", "noord-2", "noord-3" that is not taken, or is the row's own."""
    if start == own or start not in taken:
        return start
    numbered = (f"{start}-{number}" for number in count(2))
    return next(slug for slug in numbered if slug == own or slug not in taken)


def is_slug_of(slug: str, words: str) -> bool:
    return re.fullmatch(rf"{re.escape(slug_of(words))}(-[0-9]+)?", slug) is not None
