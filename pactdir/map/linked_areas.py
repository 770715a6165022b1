"""The municipalities on the map of the country or a province, grouped by the page they link to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pactdir.map.viewport import XY
from regions.models import Municipality, Region
from regions.standing import NOT_KNOWN, Standing
from regions.taking_part import DERIVED, STATED, TakingPart
from regions.wording.dutch import listed

HATCH_DIRECTIONS = 4
RegionIds = tuple[int, ...]


@dataclass(frozen=True)
class MunicipalityShape:
    """A municipality as rendered: its boundary, or its point if no boundary is known."""

    municipality: Municipality
    links: list[TakingPart]
    standing_by_slug: dict[str, Standing]
    path: str = ""
    xy: XY | None = None

    @property
    def kind(self) -> str:
        is_any_stated = any(link.is_stated for link in self.links)
        if len(self.links) > 1:
            return "both both--stated" if is_any_stated else "both"
        if not self.links:
            return "none"
        return "stated" if is_any_stated else "derived"

    @property
    def title(self) -> str:
        if not self.links:
            return f"{self.municipality}: geen techniekregio bekend"
        return f"{self.municipality}: {listed(map(self._link_text, self.links))}"

    def _link_text(self, link: TakingPart) -> str:
        standing = _standing_text(link.region, self.standing_by_slug)
        return f"{link.region} ({link.how_known}; {standing})"

    @property
    def region_ids(self) -> RegionIds:
        return tuple(link.region.pk for link in self.links)


def _standing_text(region: Region, standing_by_slug: dict[str, Standing]) -> str:
    return standing_by_slug.get(region.slug, NOT_KNOWN).in_short


@dataclass(frozen=True)
class MapLink:
    url: str
    name: str
    shapes: list[MunicipalityShape]
    direction: int = 0  # angle of the hatching


def map_links(
    shapes: list[MunicipalityShape], neighbours: Mapping[RegionIds, set[RegionIds]]
) -> list[MapLink]:
    """Return a link per region, then one per municipality that is in several regions.

    `neighbours` is keyed by `region_ids`.
    """
    by_region: dict[int, list[MunicipalityShape]] = {}
    shared = []
    for shape in shapes:
        if len(shape.links) == 1:
            by_region.setdefault(shape.links[0].region.pk, []).append(shape)
        elif shape.links:
            shared.append(shape)
    directions = _hatch_directions(by_region, neighbours)
    links = [
        MapLink(
            shapes[0].links[0].region.get_absolute_url(),
            _region_link_name(shapes),
            shapes,
            directions[pk],
        )
        for pk, shapes in by_region.items()
    ]
    links.sort(key=lambda link: link.shapes[0].links[0].region.folded_name)
    return links + [
        MapLink(shape.municipality.get_absolute_url(), shape.title, [shape]) for shape in shared
    ]


def _hatch_directions(
    by_region: dict[int, list[MunicipalityShape]], neighbours: Mapping[RegionIds, set[RegionIds]]
) -> dict[int, int]:
    directions: dict[int, int] = {}
    for pk in by_region:
        single_regions = [group for group in neighbours.get((pk,), ()) if len(group) == 1]
        taken = {directions.get(other) for (other,) in single_regions}
        free = [direction for direction in range(HATCH_DIRECTIONS) if direction not in taken]
        directions[pk] = free[0] if free else pk % HATCH_DIRECTIONS
    return directions


def _region_link_name(shapes: list[MunicipalityShape]) -> str:
    region = shapes[0].links[0].region
    return f"{region}, {_how_known(shapes)}; {_standing_text(region, shapes[0].standing_by_slug)}"


def _how_known(shapes: list[MunicipalityShape]) -> str:
    kinds = {shape.kind for shape in shapes}
    if len(kinds) > 1:
        return f"deels {STATED}, deels {DERIVED}"
    return STATED if kinds == {"stated"} else DERIVED
