"""The levels of a school as text, for templates."""

from collections.abc import Iterable
from typing import Any

from django import template

from regions.wording.dutch import listed
from schools import level_words
from schools.models import Level, LevelsBasis, School

register = template.Library()

# Everyday names; all kinds of vmbo become "vmbo".
SHORT = {Level.PRO: "praktijkonderwijs", Level.VSO: "vso", Level.ISK: "ISK"}


@register.filter
def levels_in_line(school: School, may: str = "mag") -> str:
    return level_words.in_line(school, may)


@register.filter
def levels_in_full(school: School) -> str:
    return level_words.in_full(school)


@register.filter
def levels_in_title(school: School) -> str:
    """As "vmbo, havo en vwo"; "school" if no level is certain."""
    is_stated = school.levels_basis != LevelsBasis.DUO
    return (_in_short(school) if is_stated else "") or "school"


@register.filter
def may_offer_in_title(school: School) -> str:
    """As " (mag vmbo, havo en vwo)", for levels that DUO permits."""
    offered = _in_short(school) if school.levels_basis == LevelsBasis.DUO else ""
    return f" (mag {offered})" if offered else ""


def _in_short(school: School) -> str:
    levels = [Level(level) for level in school.levels if level != Level.BRIDGE]
    short = [
        SHORT.get(level, "vmbo" if level.startswith("vmbo") else level.value) for level in levels
    ]
    return listed(dict.fromkeys(short))


@register.filter
def any_may_offer(rows: Iterable[Any]) -> bool:
    """Expects schools, or rows with a `school`."""
    schools = (getattr(row, "school", row) for row in rows)
    return any(school.levels_basis == LevelsBasis.DUO for school in schools)
