"""Slugs, with a number if taken."""

import re
from collections.abc import Container
from itertools import count

from django.utils.text import slugify

MAX_LENGTH = 100  # characters; the remaining 20 of the field are for a number


def slug_of(words: str, default: str = "") -> str:
    return slugify(words)[:MAX_LENGTH] or default


def free_slug(start: str, taken: Container[str], own: str = "") -> str:
    """Return the first of "noord", "noord-2", "noord-3" that is free or is the row's own."""
    if start == own or start not in taken:
        return start
    candidates = (f"{start}-{number}" for number in count(2))
    return next(slug for slug in candidates if slug == own or slug not in taken)


def is_slug_of(slug: str, words: str) -> bool:
    return re.fullmatch(rf"{re.escape(slug_of(words))}(-[0-9]+)?", slug) is not None
