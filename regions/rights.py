"""Who may what in the admin: national editors everything, others in the regions assigned to them.

A leader edits and publishes there; an editor writes what is not on the site yet. Rights are read
from the assignments once per request, so that withdrawing one works at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest

from regions.directory import DirectoryModel, Publishable
from regions.models import Assignment
from regions.models.people import AssignmentRole


@dataclass(frozen=True)
class Rights:
    """What one user may at this moment; regions by primary key."""

    is_national: bool = False
    leads: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()  # the regions led, and those of an editor
    drafts: frozenset[int] = frozenset()  # of those, the regions that are no page on the site yet

    @property
    def open_admin(self) -> bool:
        return self.is_national or bool(self.writes)

    def may_read(self, row: DirectoryModel) -> bool:
        return self.is_national or row.is_shared or region_of(row) in self.writes

    def may_change(self, row: DirectoryModel) -> bool:
        """Whether this row may be written as it is now: an editor keeps off what is published."""
        if self.is_national:
            return True
        region = region_of(row)
        return region in self.leads or (region in self.writes and self._is_draft(row, region))

    def may_publish_in(self, region: int | None) -> bool:
        return self.is_national or region in self.leads

    def regions_to_write(self, model: type[DirectoryModel]) -> frozenset[int]:
        """The regions in which this user may add a row of that kind."""
        if issubclass(model, Publishable) or hangs_below(model):
            return self.writes
        return self.leads | self.drafts

    def _is_draft(self, row: DirectoryModel, region: int | None) -> bool:
        """What has no date of its own is on the site as soon as what it hangs below is."""
        dated = row_above(row) or row
        if isinstance(dated, Publishable):
            return dated.published_from is None
        return region in self.drafts


def hangs_below(model: type[DirectoryModel]) -> str | None:
    """The field that leads to the row between one of these and its region: an article's theme."""
    first, *others = (model.owner_path or "").split("__")
    return first if others else None


def row_above(row: DirectoryModel) -> DirectoryModel | None:
    """What this row hangs below, where that is not its region itself."""
    name = hangs_below(type(row))
    return getattr(row, name) if name else None


def region_of(row: DirectoryModel) -> int | None:
    """The region that owns this row; None where regions share it."""
    if row.owner_path is None:
        return None
    *way, last = row.owner_path.split("__")
    owner: Any = reduce(lambda one, name: one and getattr(one, name), way, row)
    return owner and (owner.pk if last == "pk" else getattr(owner, f"{last}_id"))


def rights_of_user(user: User | AnonymousUser) -> Rights:
    if not user.is_active or not user.is_authenticated:
        return Rights()
    if user.is_superuser:
        return Rights(is_national=True)
    assigned = Assignment.objects.filter(user=user).values_list(
        "region_id", "role", "region__published_from"
    )
    rows = list(assigned.order_by("region_id"))
    return Rights(
        leads=frozenset(region for region, role, _ in rows if role == AssignmentRole.LEADER),
        writes=frozenset(region for region, _, _ in rows),
        drafts=frozenset(region for region, _, published_from in rows if not published_from),
    )


def rights_of(request: HttpRequest) -> Rights:
    """The rights of who asks, read once in a request."""
    if not hasattr(request, "rights"):
        request.rights = rights_of_user(request.user)  # type: ignore[attr-defined]
    return request.rights  # type: ignore[attr-defined]
