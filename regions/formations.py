"""The first day of municipalities that a merger formed, derived from successions.

A merger by itself does not tell: Groningen already existed when it absorbed Haren and Ten Boer.
CBS assigns ascending codes, so a municipality is new if all those with
higher codes started on that day or later.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from regions.fields.partial_date import PartialDate
from regions.models import Municipality, MunicipalitySuccession
from regions.writing.version_cache import cached_per_version


@cached_per_version
def formation_days(on: date) -> dict[int, PartialDate]:
    """Map municipalities with an unknown start to the date of the merger, past or future."""
    into: defaultdict[int, list[MunicipalitySuccession]] = defaultdict(list)
    successors: defaultdict[int, set[int]] = defaultdict(set)
    for row in MunicipalitySuccession.objects.select_related("old"):
        into[row.new_id].append(row)
        successors[row.old_id].add(row.new_id)
    starts = {pk: rows[0].on for pk, rows in into.items() if _may_be_formed(rows, successors)}
    formed: dict[int, PartialDate] = {}
    earliest: date | None = None
    by_code = Municipality.objects.exclude_examples().order_by("-code")
    for pk, since in by_code.values_list("pk", "valid_from"):
        start = since or starts.get(pk)
        if start is None or (earliest and start.first_day > earliest):
            break
        earliest = start.first_day
        if since is None:
            formed[pk] = start
    return formed


def _may_be_formed(rows: list[MunicipalitySuccession], successors: dict[int, set[int]]) -> bool:
    """Whether two or more municipalities ended to merge into it, all on the same date."""
    on = rows[0].on
    whole = [
        row
        for row in rows
        if len(successors[row.old_id]) == 1
        and row.old.valid_until
        and row.old.valid_until.last_day == on.first_day - timedelta(days=1)
    ]
    return len(whole) > 1 and all(row.on == on for row in rows)
