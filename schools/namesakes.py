"""Distinguishes a school from namesakes in the same place, by its street or address.

Stored in `School.told_apart_by`, so that no page has to query for it; recomputed for all schools at
the end of a change to any of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from regions.names.folding import fold
from regions.writing.changing import Change
from regions.writing.locks import lock_until_commit
from schools.models import School

NUMBER = re.compile(r"(?<!\s)\s+[0-9]\S*(\s[A-Za-z]{1,4})?$")
LOCK = 0x6E616D65  # an advisory lock; unique within this database
BATCH_SIZE = 500


def update_after(change: Change) -> None:
    if any(model is School for model, _ in change.touched):
        # Otherwise two concurrent namesakes would not see each other.
        lock_until_commit(LOCK)
        for school in _update():
            change.touch(school)


def _update() -> list[School]:
    # Bypasses the manager: derived values stay out of the history.
    rows: models.QuerySet[School] = models.QuerySet(School)
    schools = list(
        rows.only(
            "name", "place", "municipality", "address", "published_from", "told_apart_by"
        ).order_by("pk")
    )
    addresses = distinguishing_addresses(schools)
    changed = [school for school in schools if school.told_apart_by != addresses.get(school.pk, "")]
    free = _without_locked([school.pk for school in changed])
    changed = [school for school in changed if school.pk in free]
    for school in changed:
        school.told_apart_by = addresses.get(school.pk, "")
    rows.bulk_update(changed, ["told_apart_by"], batch_size=BATCH_SIZE)
    return changed


def _without_locked(keys: list[int]) -> set[int]:
    # Skip rows locked by another transaction, which runs this too after waiting for our lock.
    rows: models.QuerySet[School] = models.QuerySet(School).filter(pk__in=keys)
    rows = rows.select_for_update(skip_locked=True, no_key=True)
    return set(rows.values_list("pk", flat=True)) if keys else set()


def distinguishing_addresses(schools: Iterable[Any]) -> dict[int, str]:
    """Map keys of namesakes to their street, or to their address if they share the street.

    A published school needs none to be distinguished from an unpublished one.
    """
    groups = defaultdict(list)
    for school in schools:
        town = None if school.place_id else school.municipality_id
        groups[fold(school.name), school.place_id, town].append(school)
    return {
        school.pk: _street_or_address(school, others)
        for group in groups.values()
        for school in group
        if (others := [other for other in group if _is_shown_with(other, school)])
    }


def _is_shown_with(other: Any, school: Any) -> bool:
    return other.pk != school.pk and bool(other.published_from or not school.published_from)


def _street_or_address(school: Any, others: list[Any]) -> str:
    street = street_of(school.address)
    is_shared = any(fold(street_of(other.address)) == fold(street) for other in others)
    return school.address if is_shared else street


def street_of(address: str) -> str:
    return NUMBER.sub("", address)
