"""Names beside the points of a map, where they lie over nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from pactdir.map.frame import Cell, Frame

# On a sheet of 850 squares, shown some 400 px wide. A letter is seldom wider than this.
LETTER, LINE, MARK = 16, 32, 14


@dataclass(frozen=True)
class Label:
    text: str
    x: int
    y: int
    anchor: str


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def labels(points: list[tuple[Cell, str]], frame: Frame) -> list[Label]:
    """A name to the right of its point, else left, below or above; else none: a title says it."""
    sheet = _Box(0, 0, frame.width, frame.height)
    taken = [_Box(x - MARK, y - MARK, x + MARK, y + MARK) for (x, y), _ in points]
    placed = []
    for (x, y), text in points:
        wide = LETTER * len(text)
        for label, box in (
            (
                Label(text, x + MARK + 6, y + 10, "start"),
                _Box(x + MARK, y - LINE / 2, x + MARK + 6 + wide, y + LINE / 2),
            ),
            (
                Label(text, x - MARK - 6, y + 10, "end"),
                _Box(x - MARK - 6 - wide, y - LINE / 2, x - MARK, y + LINE / 2),
            ),
            (
                Label(text, x, y + MARK + LINE - 6, "middle"),
                _Box(x - wide / 2, y + MARK, x + wide / 2, y + MARK + LINE),
            ),
            (
                Label(text, x, y - MARK - 6, "middle"),
                _Box(x - wide / 2, y - MARK - LINE, x + wide / 2, y - MARK),
            ),
        ):
            fits = box.left >= sheet.left and box.right <= sheet.right
            fits = fits and box.top >= sheet.top and box.bottom <= sheet.bottom
            if fits and not any(box.meets(other) for other in taken):
                taken.append(box)
                placed.append(label)
                break
    return placed
