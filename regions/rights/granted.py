"""What one user may at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from regions.fields.publication import Publishable
from regions.rights.ownership import Owned, hangs_below, region_of, row_above


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

    def may_read(self, row: Owned) -> bool:
        return self.is_national or row.is_shared or region_of(row) in self.writes

    def may_change(self, row: Owned) -> bool:
        """Whether this row may be written as it is now: an editor keeps off what is published."""
        if self.is_national:
            return True
        region = region_of(row)
        return region in self.leads or (region in self.writes and self._is_draft(row, region))

    def may_publish_in(self, region: int | None) -> bool:
        return self.is_national or region in self.leads

    def regions_to_write(self, model: type[Owned]) -> frozenset[int]:
        """The regions in which this user may add a row of that kind."""
        if issubclass(model, Publishable) or hangs_below(model):
            return self.writes
        return self.leads | self.drafts

    def _is_draft(self, row: Owned, region: int | None) -> bool:
        """What has no date of its own is on the site as soon as what it hangs below is."""
        dated = row_above(row) or row
        if isinstance(dated, Publishable):
            return dated.published_from is None
        return region in self.drafts
