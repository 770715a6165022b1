"""The map of the country or a province: the region of each municipality, stated or derived.

Its URL has a hash of the SVG, so browsers can cache it forever and still show a change at once.
Pages need that URL, so the SVG is cached until the content changes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b, sha256

from django.template.loader import render_to_string
from django.urls import reverse

from pactdir.map.labels import LabelStyle, place_labels
from pactdir.map.linked_areas import MunicipalityShape, map_links
from pactdir.map.outlines import Outlines, Shape, outer_corners
from pactdir.map.viewport import XY, Viewport
from regions.geo.distances import Point, point_of
from regions.lists.facets import PROVINCE_BY_SLUG
from regions.models import Municipality, Province, Region
from regions.standing import standing_by_slug
from regions.taking_part import TakingPart, links
from regions.wording.shapes import Shape as StateShape

COUNTRY = "nederland"
AREAS: dict[str, Province | None] = {COUNTRY: None, **PROVINCE_BY_SLUG}
# Portrait for the country, landscape for a province that is wider than it is high.
PORTRAIT, LANDSCAPE = (850, 1000), (1000, 750)
MARGIN = 10
LABEL_MARGIN = 120  # points have labels next to them
MIN_KM = 40  # minimum width in km, so that two villages do not fill the map
# See Outlines; the map is displayed about 400 px wide.
MIN_AREA = 30
LABEL_STYLE = LabelStyle(font_size=28, point_radius=14)
GRID_KM = 10  # gives a map of points its scale


@dataclass(frozen=True)
class AreaMap:
    slug: str
    svg: str
    kinds: frozenset[str]
    has_outlines: bool
    is_landscape: bool
    unmapped_region_count: int  # regions without a municipality on the map
    unplaced_count: int  # municipalities without a boundary or coordinates
    provinces: list[tuple[str, str]]  # slug and name of the provinces with a map of their own

    @property
    def name(self) -> str:
        province = AREAS[self.slug]
        return province.label if province else "Nederland"

    @cached_property
    def digest(self) -> str:
        return blake2b(self.svg.encode(), digest_size=8).hexdigest()

    @property
    def url(self) -> str:
        return reverse("map", args=[f"{self.slug}-{self.digest}"])

    @property
    def content_security_policy(self) -> str:
        style = self.svg.partition("<style>")[2].partition("</style>")[0]
        digest = b64encode(sha256(style.encode()).digest()).decode()
        return (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none';"
            " form-action 'none'; frame-ancestors 'self'"
        )


def draw_area(slug: str, day: date) -> AreaMap | None:
    province = AREAS[slug]
    rows = Municipality.objects.exclude_examples().current(day).select_related("boundary")
    if province:
        rows = rows.filter(province=province)
    municipalities = list(rows.order_by("folded_name", "code"))
    links_by_municipality = _links_by_municipality(day, municipalities)
    if not links_by_municipality:
        return None
    boundaries = {row.pk: row.boundary.shape for row in municipalities if hasattr(row, "boundary")}
    points = {row.pk: point for row in municipalities if (point := point_of(row))}
    viewport = _viewport(
        boundaries.values(), [p for pk, p in points.items() if pk in links_by_municipality]
    )
    outlines = Outlines(boundaries, viewport, MIN_AREA)
    region_standings = standing_by_slug(day)
    shapes = [
        MunicipalityShape(
            row,
            links_by_municipality.get(row.pk, []),
            region_standings,
            path=outlines.path(row.pk) if row.pk in outlines.rings else "",
            xy=_visible_xy(viewport, points.get(row.pk)),
        )
        for row in municipalities
    ]
    visible_shapes = [shape for shape in shapes if shape.path or shape.xy]
    groups = {shape.municipality.pk: shape.region_ids for shape in shapes}
    located_pks = points.keys() | {pk for pk, boundary in boundaries.items() if boundary}
    return AreaMap(
        slug=slug,
        svg=_render(slug, viewport, visible_shapes, outlines, groups),
        kinds=frozenset(shape.kind.split()[0] for shape in visible_shapes),
        has_outlines=bool(outlines.rings),
        is_landscape=viewport.width > viewport.height,
        unmapped_region_count=0 if province else _count_unmapped_regions(day, visible_shapes),
        unplaced_count=sum(row.pk not in located_pks for row in municipalities),
        provinces=[] if province else _provinces_with_map(visible_shapes),
    )


def _links_by_municipality(
    day: date, municipalities: list[Municipality]
) -> dict[int, list[TakingPart]]:
    all_links = links(day)
    by_key = {row.pk: all_links.of_municipality(row) for row in municipalities}
    return {key: rows for key, rows in by_key.items() if rows}


def _viewport(boundaries: Iterable[Shape], points: list[Point]) -> Viewport:
    corners = [corner for boundary in boundaries for corner in outer_corners(boundary)]
    margin = MARGIN if corners else LABEL_MARGIN
    viewports = [
        Viewport.around(corners or points, *size, margin, MIN_KM) for size in (PORTRAIT, LANDSCAPE)
    ]
    return max(viewports, key=lambda viewport: viewport.scale / viewport.width)


def _visible_xy(viewport: Viewport, point: Point | None) -> XY | None:
    xy = viewport.project(point) if point else None
    return xy if xy and viewport.contains(xy) else None


def _count_unmapped_regions(day: date, visible_shapes: list[MunicipalityShape]) -> int:
    mapped_pks = {link.region.pk for shape in visible_shapes for link in shape.links}
    return Region.objects.published(day).exclude_examples().exclude(pk__in=mapped_pks).count()


def _provinces_with_map(visible_shapes: list[MunicipalityShape]) -> list[tuple[str, str]]:
    linked_provinces = {shape.municipality.province for shape in visible_shapes if shape.links}
    return [
        (slug, province.label)
        for slug, province in AREAS.items()
        if province and province in linked_provinces
    ]


def _render(
    slug: str,
    viewport: Viewport,
    visible_shapes: list[MunicipalityShape],
    outlines: Outlines,
    groups: dict[int, tuple[int, ...]],
) -> str:
    # Points with a link come first, so that their labels are placed first.
    points = sorted(
        (shape for shape in visible_shapes if not shape.path), key=lambda shape: not shape.links
    )
    named_points = [(shape.xy, shape.municipality.name) for shape in points if shape.xy]
    context = {
        "province": AREAS[slug],
        "unknown": StateShape.UNKNOWN,
        "viewport": viewport,
        "unlinked": [shape for shape in visible_shapes if not shape.links],
        "links": map_links(visible_shapes, outlines.neighbours(groups)),
        "grid": "" if outlines.rings else viewport.grid(GRID_KM),
        "borders": outlines.borders(groups),
        "labels": place_labels(named_points, [], viewport, LABEL_STYLE),
    }
    return render_to_string("map/area.svg", context)
