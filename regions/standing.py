"""A region's agreement status on a date, and the text shown next to its name.

A participation is stated by a source of its time, so "doet mee" is used only for a region with an
agreement in force.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regions.clock import AsOf
from regions.models import Agreement, Region
from regions.models.agreements import agreement_to_describe, states_of
from regions.published_regions import published_regions
from regions.wording.shapes import Shape
from regions.writing.version_cache import cached_per_version

RUNS, ENDED = Shape.OPEN, Shape.ENDED
AS_MEMBER = {RUNS: "doet mee aan", ENDED: "deed mee aan"}
BY_ITS_SCHOOLS = {
    RUNS: "minstens één school die meedoet aan",
    ENDED: "minstens één school die meedeed aan",
}


@dataclass(frozen=True)
class Standing:
    """A status icon, a label for a row, and a clause for use after the name in a sentence."""

    mark: Shape
    label: str
    clause: str

    @property
    def runs(self) -> bool:
        return self.mark == RUNS

    @property
    def has_ended(self) -> bool:
        """True only if a source says so; a past end date is not enough."""
        return self.mark == ENDED

    @property
    def in_short(self) -> str:
        return self.label[:1].lower() + self.label[1:]

    @property
    def as_member(self) -> str:
        return AS_MEMBER.get(self.mark, "deelnemer aan")

    @property
    def as_former_member(self) -> str:
        return AS_MEMBER[ENDED]

    @property
    def by_its_schools(self) -> str:
        return BY_ITS_SCHOOLS.get(
            self.mark, "minstens één school die is opgegeven als deelnemer aan"
        )

    @property
    def own_part_unknown(self) -> str:
        verb = {RUNS: "meedoet", ENDED: "meedeed"}.get(self.mark, "deelnemer is")
        return f"Of de gemeente zelf {verb}, is niet opgegeven."


NOT_KNOWN = Standing(Shape.UNKNOWN, "Overeenkomst niet bekend", "overeenkomst niet bekend")


def standing_of(agreements: Iterable[Agreement], on: date | AsOf) -> Standing:
    agreements = list(agreements)
    agreement = agreement_to_describe(agreements, on)
    if agreement is None:
        return NOT_KNOWN
    state = dict(states_of(agreements, on))[agreement]
    return Standing(state.mark, state.label, state.clause)


@cached_per_version
def standing_by_slug(on: date) -> dict[str, Standing]:
    """Map slugs of published regions to their status; a draft may have the same slug as one."""
    regions = published_regions(on).values()
    return {region.slug: standing_of(region.agreements.all(), on) for region in regions}


@cached_per_version
def regions_to_join(on: date) -> list[Region]:
    """Published real regions, except those that have ended according to a source."""
    return [
        region
        for region in published_regions(on).values()
        if not region.is_example and not standing_of(region.agreements.all(), on).has_ended
    ]


def standing_by_slug_as_of(as_of: AsOf) -> dict[str, Standing]:
    return _standing_by_slug_then(as_of) if as_of.is_past else standing_by_slug(as_of.today)


@cached_per_version
def _standing_by_slug_then(as_of: AsOf) -> dict[str, Standing]:
    regions = published_regions(as_of.today).values()
    return {region.slug: standing_of(region.agreements.all(), as_of) for region in regions}
