"""Numbered markers for schools; schools that are too close share one marker with their count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pactdir.map.labels import Label, LabelStyle, place_labels
from pactdir.map.viewport import XY, Viewport
from regions.geo.distances import point_of
from regions.wording.dutch import counted, listed

# A map 500 units wide is 288 px on the narrowest phone, so a marker of 42 units is a touch target
# of 24 px. Markers never overlap.
RADIUS = 21
LABEL_STYLE = LabelStyle(font_size=18, point_radius=17)
MAX_NAMES = 4

# The numbers of the schools that share a marker, and its position.
Cluster = tuple[list[int], XY]


@dataclass(frozen=True)
class Marker:
    xy: XY
    schools: list[tuple[int, Any]]  # schools with their number

    @property
    def text(self) -> str:
        return str(self.schools[0][0]) if len(self.schools) == 1 else f"{len(self.schools)}×"

    @property
    def font_size(self) -> int:
        # Three characters fit the circle only when smaller.
        return 17 if len(self.text) < 3 else 13

    @property
    def name(self) -> str:
        names = [f"{number} {school.label}" for number, school in self.schools]
        if len(names) == 1:
            return names[0]
        hidden_count = len(names) - MAX_NAMES
        items = [*names[:MAX_NAMES], *([f"nog {hidden_count}"] if hidden_count > 0 else [])]
        return f"{counted(len(names), 'school', 'scholen')}: {listed(items)}"

    @property
    def url(self) -> str:
        number, school = self.schools[0]
        return school.get_absolute_url() if len(self.schools) == 1 else f"#school-{number}"


def number_schools(schools: Iterable[Any]) -> list[tuple[int, Any]]:
    return list(enumerate((school for school in schools if point_of(school)), start=1))


def place_markers(schools: list[tuple[int, Any]], viewport: Viewport) -> list[Marker]:
    clusters: list[Cluster] = []
    for number, school in schools:
        point = point_of(school)
        if point and viewport.contains(xy := viewport.project(point)):
            _add_or_merge(clusters, ([number], xy))
    while overlapping := next((c for c in clusters if _overlapping(clusters, c)), None):
        clusters.remove(overlapping)
        _add_or_merge(clusters, overlapping)
    by_number = dict(schools)
    return [
        Marker(xy, [(number, by_number[number]) for number in numbers])
        for numbers, xy in sorted(clusters)
    ]


def label_places(markers: list[Marker], viewport: Viewport, dots: Sequence[XY] = ()) -> list[Label]:
    """`dots` are other points that no name may cover."""
    northernmost: dict[str, XY] = {}
    for marker in sorted(markers, key=lambda marker: marker.xy[1]):
        for _, school in marker.schools:
            if school.place:
                northernmost.setdefault(school.place.name, marker.xy)
    named_points = [(xy, name) for name, xy in northernmost.items()]
    points = [*(marker.xy for marker in markers), *dots]
    return place_labels(named_points, points, viewport, LABEL_STYLE)


def _add_or_merge(clusters: list[Cluster], new: Cluster) -> None:
    overlapping = _overlapping(clusters, new)
    if not overlapping:
        clusters.append(new)
        return
    nearest = min(overlapping, key=lambda cluster: _distance_squared(cluster[1], new[1]))
    clusters.remove(nearest)
    clusters.append((sorted(nearest[0] + new[0]), _weighted_centre(nearest, new)))


def _overlapping(clusters: list[Cluster], new: Cluster) -> list[Cluster]:
    return [
        cluster
        for cluster in clusters
        if cluster is not new and _distance_squared(cluster[1], new[1]) < (2 * RADIUS) ** 2
    ]


def _distance_squared(a: XY, b: XY) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _weighted_centre(a: Cluster, b: Cluster) -> XY:
    weight_a, weight_b = len(a[0]), len(b[0])
    x, y = (
        round((a[1][axis] * weight_a + b[1][axis] * weight_b) / (weight_a + weight_b))
        for axis in range(2)
    )
    return x, y
