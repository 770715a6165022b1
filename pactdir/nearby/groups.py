"""Groups the schools near a postcode: those for only the chosen advice come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from schools.advice import Fit

HEADINGS = {
    Fit.ONLY: "Het dichtst bij je keuze",
    Fit.RELATED: "Ook ander vmbo, geen havo of vwo",
    Fit.WIDER: "Ook andere niveaus",
    Fit.UNCERTAIN: "Niveau niet zeker",
}


@dataclass(frozen=True)
class Group:
    fit: Fit
    number: int  # number of schools on all pages
    page: int  # number of the page with its first school
    is_general: bool = False  # whether havo or vwo is chosen

    @property
    def heading(self) -> str:
        if self.fit == Fit.RELATED and self.is_general:
            return "Alleen havo en vwo"
        return HEADINGS[self.fit]

    @property
    def anchor(self) -> str:
        return f"groep-{self.fit}"


def grouped(fits: Sequence[Fit], per_page: int, is_general: bool) -> list[Group]:
    numbers = Counter(fits)
    return [
        Group(fit, number, fits.index(fit) // per_page + 1, is_general)
        for fit, number in numbers.items()
    ]
