"""The rights of one user."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from regions.fields.publication import Publishable
from regions.rights.ownership import Owned, parent_field_name, parent_of, region_of


@dataclass(frozen=True)
class Rights:
    """What a user may do; regions are primary keys."""

    is_national: bool = False
    leads: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()  # regions in which the user is a leader or an editor
    drafts: frozenset[int] = frozenset()  # unpublished regions among `writes`

    @property
    def open_admin(self) -> bool:
        return self.is_national or bool(self.writes)

    def may_read(self, row: Owned) -> bool:
        return self.is_national or row.is_shared or region_of(row) in self.writes

    def may_change(self, row: Owned) -> bool:
        if self.is_national:
            return True
        region = region_of(row)
        return region in self.leads or (region in self.writes and self._is_draft(row, region))

    def may_change_member(self, regions: Collection[int]) -> bool:
        """Whether the user may change a shared row that takes part in these regions, or in none."""
        return self.is_national or not regions or not self.leads.isdisjoint(regions)

    def may_publish_in(self, region: int | None) -> bool:
        return self.is_national or region in self.leads

    def regions_to_write(self, model: type[Owned]) -> frozenset[int]:
        if issubclass(model, Publishable) or parent_field_name(model):
            return self.writes
        return self.leads | self.drafts

    def _is_draft(self, row: Owned, region: int | None) -> bool:
        # Without its own publication date, a row is public once its parent or region is.
        publishable = parent_of(row) or row
        if isinstance(publishable, Publishable):
            return publishable.published_from is None
        return region in self.drafts
