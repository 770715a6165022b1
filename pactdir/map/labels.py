"""Places the names of points on a map so that nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pactdir.map.viewport import XY, Viewport


@dataclass(frozen=True)
class Label:
    text: str
    x: int
    y: int
    anchor: str


@dataclass(frozen=True)
class LabelStyle:
    """Sizes in SVG units."""

    font_size: int
    point_radius: int

    @property
    def character_width(self) -> float:
        # An upper bound for nearly all letters, even with wide letter spacing.
        return self.font_size * 0.65


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_within(self, viewport: Viewport) -> bool:
        return (
            self.left >= 0
            and self.top >= 0
            and self.right <= viewport.width
            and self.bottom <= viewport.height
        )


def place_labels(
    named_points: Iterable[tuple[XY, str]],
    other_points: Sequence[XY],
    viewport: Viewport,
    style: LabelStyle,
) -> list[Label]:
    """Place a label to the right of each point, or else to its left, below or above it.

    A point without room gets no label; its <title> has the name.
    """
    named_points = list(named_points)
    radius = style.point_radius
    points = [*(xy for xy, _ in named_points), *other_points]
    occupied = [Box(x - radius, y - radius, x + radius, y + radius) for x, y in points]
    labels = []
    for (x, y), text in named_points:
        for label, box in _candidates(x, y, text, style):
            if box.is_within(viewport) and not any(box.overlaps(other) for other in occupied):
                occupied.append(box)
                labels.append(label)
                break
    return labels


def _candidates(x: int, y: int, text: str, style: LabelStyle) -> Iterator[tuple[Label, Box]]:
    size, offset = style.font_size, style.point_radius + style.font_size // 4
    width, height = style.character_width * len(text), size * 1.15
    baseline, top, bottom = y + size // 3, y - height / 2, y + height / 2
    yield (
        Label(text, x + offset, baseline, "start"),
        Box(x + offset, top, x + offset + width, bottom),
    )
    yield (
        Label(text, x - offset, baseline, "end"),
        Box(x - offset - width, top, x - offset, bottom),
    )
    left, right = x - width / 2, x + width / 2
    yield (
        Label(text, x, y + offset + round(size * 0.8), "middle"),
        Box(left, y + offset, right, y + offset + height),
    )
    descent = size // 4
    yield (
        Label(text, x, y - offset, "middle"),
        Box(left, y - offset - height + descent, right, y - offset + descent),
    )
