"""What tells a school from others of its name in its place: its street, else its whole address.

Stored with each school, so that every page has it at hand; worked out anew for all schools as a
change to any of them ends.
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
LOCK = 0x6E616D65  # of all that may lock with a number in this database
AT_ONCE = 500


def follow(change: Change) -> None:
    """Renew what tells schools apart. Called as the transaction of a change ends."""
    if any(model is School for model, _ in change.touched):
        # Else of two new namesakes neither would know of the other.
        lock_until_commit(LOCK)
        for school in _renewed():
            change.touch(school)


def _renewed() -> list[School]:
    # Not by the manager: history keeps what people wrote, and not what follows from other rows.
    rows: models.QuerySet[School] = models.QuerySet(School)
    schools = list(
        rows.only(
            "name", "place", "municipality", "address", "published_from", "told_apart_by"
        ).order_by("pk")
    )
    told = told_apart(schools)
    changed = [school for school in schools if school.told_apart_by != told.get(school.pk, "")]
    free = _without_locked([school.pk for school in changed])
    changed = [school for school in changed if school.pk in free]
    for school in changed:
        school.told_apart_by = told.get(school.pk, "")
    rows.bulk_update(changed, ["told_apart_by"], batch_size=AT_ONCE)
    return changed


def _without_locked(keys: list[int]) -> set[int]:
    """Those that nobody else is writing: who does, comes here too and waits for us."""
    rows: models.QuerySet[School] = models.QuerySet(School).filter(pk__in=keys)
    rows = rows.select_for_update(skip_locked=True, no_key=True)
    return set(rows.values_list("pk", flat=True)) if keys else set()


def told_apart(schools: Iterable[Any]) -> dict[int, str]:
    """By school the street, or the address where that street has two; of namesakes only.

    What is on the site is not told from what is not.
    """
    groups = defaultdict(list)
    for school in schools:
        town = None if school.place_id else school.municipality_id
        groups[fold(school.name), school.place_id, town].append(school)
    return {
        school.pk: _unlike(school, others)
        for group in groups.values()
        for school in group
        if (others := [other for other in group if _is_seen_beside(other, school)])
    }


def _is_seen_beside(other: Any, school: Any) -> bool:
    return other.pk != school.pk and bool(other.published_from or not school.published_from)


def _unlike(school: Any, others: list[Any]) -> str:
    street = street_of(school.address)
    shares = any(fold(street_of(other.address)) == fold(street) for other in others)
    return school.address if shares else street


def street_of(address: str) -> str:
    return NUMBER.sub("", address)
