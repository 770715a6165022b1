"""The profiles of a school as text, for templates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from schools import profile_words
from schools.models import Profile

register = template.Library()


@register.filter
def and_profiles(school: Any) -> str:
    """As " · in 2019: BWI, PIE", for a school or a row with the same attributes."""
    words = profile_words.in_line(school)
    return f" · {words}" if words else ""


register.filter("has_no_profiles", profile_words.has_none)


@register.filter
def profile_name(code: str) -> str:
    return str(Profile(code).label)


@register.filter
def abbreviation_in_full(profile: Profile) -> str:
    """As "PIE (Produceren, installeren en energie)"."""
    short = profile_words.abbreviation(profile)
    return short if short == profile.label else f"{short} ({profile.label})"


@register.inclusion_tag("schools/_profiles_note.html")
def profiles_note(rows: Iterable[Any], day: date, in_full: bool = False) -> dict[str, object]:
    """Expects schools, or rows with a `school`; `in_full` if rows spell out technical profiles."""
    schools = (getattr(row, "school", row) for row in rows)
    return {"note": profile_words.note_on(schools, day), "in_full": in_full}
