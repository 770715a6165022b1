"""Keeps a school's name from an earlier file, so that search still finds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regions.names.folding import fold, is_same_name
from schools.models import School, SchoolName


def keep_former_name(school: School, values: Mapping[str, Any], source: str) -> None:
    """Expects a school that is about to get `values`.

    A name is not a former name if it differs only because we now shorten DUO's name differently.
    """
    if "official_name" in values and "name" in values:
        former_name, school.name = school.name, values["name"]
        keep_name(school, former_name, source)


def keep_name(school: School, former_name: str, source: str) -> bool:
    """Store a name that differs from the current one, without an end date; return whether it
    differs.
    """
    if is_same_name(former_name, school.name):
        return False
    if not SchoolName.objects.filter(school=school, folded_name=fold(former_name)).exists():
        SchoolName(school=school, name=former_name, source=source).save()
    return True
