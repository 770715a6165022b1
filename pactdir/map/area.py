"""The map of the country, or of a province: which municipality is in which region, and how known.

It has an address of its own that holds a digest of the drawing, so a browser keeps it for good and
a change shows at once. Pages name that address, so the drawing is remembered until the content
changes.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b, sha256
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from pactdir.map.frame import Cell, Frame
from pactdir.map.labels import Lettering, labels
from pactdir.map.outlines import Outlines, Shape
from regions.geo.distances import Point, point_of
from regions.lists.facets import PROVINCE_BY_SLUG
from regions.models import Municipality, Province, Region
from regions.standing import NOT_KNOWN, Standing, standings
from regions.taking_part import DERIVED, STATED, TakingPart, of_municipalities
from regions.wording.dutch import listed
from regions.wording.shapes import Shape as StateShape

COUNTRY = "nederland"
AREAS: dict[str, Province | None] = {COUNTRY: None, **PROVINCE_BY_SLUG}
# Upright as the country is, or lying for a province that is wider than high.
UPRIGHT, LYING = (850, 1000), (1000, 750)
EDGE = 10
LEAST_KM = 40  # across: two villages alone fill no sheet
# A bend of fewer squares is not drawn; a sheet is shown some 400 px wide.
LEAST_BEND = 30
DIRECTIONS = 4
LETTERING = Lettering(size=28, mark=14)
GRID_KM = 10  # a point alone says little; squares say how far apart they are


@dataclass(frozen=True)
class Place:
    """A municipality as drawn: its outline, or its point where no outline is known."""

    municipality: Municipality
    links: list[TakingPart]
    standings: dict[str, Standing]
    path: str = ""
    cell: Cell | None = None

    @property
    def kind(self) -> str:
        """The class that says how it is filled."""
        if len(self.links) > 1:
            return "both both--stated" if self._any_stated else "both"
        if not self.links:
            return "none"
        return "stated" if self._any_stated else "derived"

    @property
    def _any_stated(self) -> bool:
        return any(link.is_stated for link in self.links)

    @property
    def title(self) -> str:
        if not self.links:
            return f"{self.municipality}: geen techniekregio bekend"
        return f"{self.municipality}: {listed(map(self._said, self.links))}"

    def _said(self, link: TakingPart) -> str:
        return f"{link.region} ({link.how_known}; {_in_short(link.region, self.standings)})"


def _in_short(region: Region, known: dict[str, Standing]) -> str:
    return known.get(region.slug, NOT_KNOWN).in_short


@dataclass(frozen=True)
class Linked:
    """What one link of the map leads to, and all places that belong to it."""

    address: str
    name: str
    places: list[Place]
    direction: int = 0


@dataclass(frozen=True)
class AreaMap:
    """A drawn map with what the page beside it has to say."""

    slug: str
    svg: str
    kinds: frozenset[str]
    has_outlines: bool
    is_lying: bool
    regions_elsewhere: int  # that have no municipality we know
    not_placed: int  # municipalities of which no place is known
    provinces: list[tuple[str, str]]  # of the country's, those with a map of their own

    @property
    def name(self) -> str:
        province = AREAS[self.slug]
        return province.label if province else "Nederland"

    @cached_property
    def digest(self) -> str:
        return blake2b(self.svg.encode(), digest_size=8).hexdigest()

    @property
    def address(self) -> str:
        return reverse("map", args=[f"{self.slug}-{self.digest}"])

    @property
    def policy(self) -> str:
        """What the drawing may do: use its one style sheet, known by its hash; nothing else."""
        style = self.svg.partition("<style>")[2].partition("</style>")[0]
        digest = b64encode(sha256(style.encode()).digest()).decode()
        return (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none';"
            " form-action 'none'; frame-ancestors 'self'"
        )


def draw(slug: str, day: date) -> AreaMap | None:
    """The map as it is that day, or nothing where no region has a place."""
    province = AREAS[slug]
    there = Municipality.objects.real().current(day).select_related("boundary")
    if province:
        there = there.filter(province=province)
    municipalities = list(there.order_by("folded_name", "code"))
    links = _by_municipality(day, municipalities)
    if not links:
        return None
    shapes = {one.pk: one.boundary.shape for one in municipalities if hasattr(one, "boundary")}
    marks = {one.pk: point for one in municipalities if (point := point_of(one))}
    frame = _frame(shapes, [point for key, point in marks.items() if key in links])
    outlines = Outlines(shapes, frame, LEAST_BEND)
    known = standings(day)
    places = [
        Place(
            one,
            links.get(one.pk, []),
            known,
            path=outlines.path(one.pk) if one.pk in outlines.rings else "",
            cell=_cell(frame, marks.get(one.pk)),
        )
        for one in municipalities
    ]
    drawn = [place for place in places if place.path or place.cell]
    groups = {place.municipality.pk: _group(place) for place in places}
    return AreaMap(
        slug=slug,
        svg=_svg(slug, frame, drawn, outlines, groups),
        kinds=frozenset(place.kind.split()[0] for place in drawn),
        has_outlines=bool(outlines.rings),
        is_lying=frame.width > frame.height,
        regions_elsewhere=0 if province else _regions_without(day, drawn),
        not_placed=sum(not shapes.get(one.pk) and one.pk not in marks for one in municipalities),
        provinces=[] if province else _with_map(drawn),
    )


def _by_municipality(day: date, municipalities: list[Municipality]) -> dict[int, list[TakingPart]]:
    links: dict[int, list[TakingPart]] = {}
    for link in of_municipalities(day, municipalities):
        links.setdefault(link.municipality.pk, []).append(link)
    return links


def _regions_without(day: date, drawn: list[Place]) -> int:
    """How many regions have no municipality on the map."""
    shown = {link.region.pk for place in drawn for link in place.links}
    return Region.objects.published(day).real().exclude(pk__in=shown).count()


def _cell(frame: Frame, point: Point | None) -> Cell | None:
    """Where it lies on the sheet; a municipality without a region may lie beside it."""
    cell = frame.cell(point) if point else None
    return cell if cell and frame.holds(cell) else None


def _with_map(drawn: list[Place]) -> list[tuple[str, str]]:
    there = {place.municipality.province for place in drawn if place.links}
    return [(slug, area.label) for slug, area in AREAS.items() if area and area in there]


def _frame(shapes: dict[int, Shape], marks: list[Point]) -> Frame:
    """All outlines; where there are none, what has a region."""
    corners = [
        Point(latitude, longitude)
        for shape in shapes.values()
        for outer, *_ in shape
        for longitude, latitude, *_ in outer
    ]
    # A mark has a name beside it, an outline fills its place.
    edge = EDGE if corners else EDGE * 12
    frames = [Frame.around(corners or marks, *size, edge, LEAST_KM) for size in (UPRIGHT, LYING)]
    return max(frames, key=lambda frame: frame.scale / frame.width)


def _group(place: Place) -> tuple[int, ...]:
    return tuple(link.region.pk for link in place.links)


def _svg(
    slug: str,
    frame: Frame,
    drawn: list[Place],
    outlines: Outlines,
    groups: dict[int, tuple[int, ...]],
) -> str:
    marks = sorted((place for place in drawn if not place.path), key=lambda one: not one.links)
    context = {
        "province": AREAS[slug],
        "unknown": StateShape.UNKNOWN,
        "frame": frame,
        "unlinked": [place for place in drawn if not place.links],
        "linked": _linked(drawn, outlines.neighbours(groups)),
        "grid": "" if outlines.rings else frame.grid(GRID_KM),
        "borders": outlines.borders(groups),
        "labels": labels(
            [(place.cell, place.municipality.name) for place in marks if place.cell],
            [],
            frame,
            LETTERING,
        ),
    }
    return render_to_string("map/area.svg", context)


def _linked(drawn: list[Place], beside: dict[Any, set[Any]]) -> list[Linked]:
    """One link for each region, then one for each municipality that is in several."""
    regions: dict[int, list[Place]] = {}
    several = []
    for place in drawn:
        if len(place.links) == 1:
            regions.setdefault(place.links[0].region.pk, []).append(place)
        elif place.links:
            several.append(place)
    directions = _directions(regions, beside)
    links = [
        Linked(
            places[0].links[0].region.get_absolute_url(),
            _name(places),
            places,
            directions[pk],
        )
        for pk, places in regions.items()
    ]
    links.sort(key=lambda link: link.places[0].links[0].region.folded_name)
    return links + [
        Linked(place.municipality.get_absolute_url(), place.title, [place]) for place in several
    ]


def _directions(regions: dict[int, list[Place]], beside: dict[Any, set[Any]]) -> dict[int, int]:
    """How each is hatched: parts that touch lie in other directions, as in a section drawing."""
    directions: dict[int, int] = {}
    for pk in regions:
        taken = {directions.get(other[0]) for other in beside.get((pk,), ()) if len(other) == 1}
        free = [one for one in range(DIRECTIONS) if one not in taken]
        directions[pk] = free[0] if free else pk % DIRECTIONS
    return directions


def _name(places: list[Place]) -> str:
    """Of the link of one region: how its municipalities are known, and how it stands."""
    region = places[0].links[0].region
    return f"{region}, {_ways(places)}; {_in_short(region, places[0].standings)}"


def _ways(places: list[Place]) -> str:
    kinds = {place.kind for place in places}
    words = {"stated": STATED, "derived": DERIVED}
    if len(kinds) == 1:
        return words[kinds.pop()]
    return "deels opgegeven, deels afgeleid"
