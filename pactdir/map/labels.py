"""Names beside the points of a map, where they lie over nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pactdir.map.frame import Cell, Frame


@dataclass(frozen=True)
class Label:
    text: str
    x: int
    y: int
    anchor: str


@dataclass(frozen=True)
class Lettering:
    """In squares: the height of the letters, and how far from a point its name begins."""

    size: int
    mark: int

    @property
    def letter(self) -> float:
        """A letter is seldom wider than this, also where someone has letters set wide apart."""
        return self.size * 0.65


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, frame: Frame) -> bool:
        return (
            self.left >= 0
            and self.top >= 0
            and self.right <= frame.width
            and self.bottom <= frame.height
        )


def labels(
    points: Iterable[tuple[Cell, str]],
    others: Sequence[Cell],
    frame: Frame,
    lettering: Lettering,
) -> list[Label]:
    """A name to the right of its point, else left, below or above; else none: a title says it.

    It lies over none of the points, nor of the `others`.
    """
    named = list(points)
    mark = lettering.mark
    taken = [
        Box(x - mark, y - mark, x + mark, y + mark) for x, y in [*(at for at, _ in named), *others]
    ]
    placed = []
    for (x, y), text in named:
        for label, box in _ways(x, y, text, lettering):
            if box.within(frame) and not any(box.meets(other) for other in taken):
                taken.append(box)
                placed.append(label)
                break
    return placed


def _ways(x: int, y: int, text: str, lettering: Lettering) -> list[tuple[Label, Box]]:
    size, off = lettering.size, lettering.mark + lettering.size // 4
    wide, high = lettering.letter * len(text), lettering.size * 1.15
    level, below, above = y + size // 3, y + off + round(size * 0.8), y - off
    return [
        (
            Label(text, x + off, level, "start"),
            Box(x + off, y - high / 2, x + off + wide, y + high / 2),
        ),
        (
            Label(text, x - off, level, "end"),
            Box(x - off - wide, y - high / 2, x - off, y + high / 2),
        ),
        (
            Label(text, x, below, "middle"),
            Box(x - wide / 2, y + off, x + wide / 2, y + off + high),
        ),
        (
            Label(text, x, above, "middle"),
            Box(x - wide / 2, y - off - high + size // 4, x + wide / 2, y - off + size // 4),
        ),
    ]
