"""The interpretation of a query, as the search page displays it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pactdir.search_box.gazetteer import GazetteerEntry, Kind


class Problem(StrEnum):
    """Reasons why a query has no page of its own."""

    EMPTY = "empty"
    STARTS_WITH_0 = "starts with 0"
    UNKNOWN_POSTCODE = "unknown postcode"
    NOT_TWO_LETTERS = "not two letters"
    NOT_FOUR_DIGITS = "not four digits"
    MORE_THAN_A_POSTCODE = "more than a postcode"
    STREET_ONLY = "street only"
    CARIBBEAN = "caribbean netherlands"


@dataclass(frozen=True)
class Interpretation:
    """A redirect, a choice or a problem; none of these for a query that is just words."""

    redirect_to: str = ""
    is_postcode: bool = False
    choices: tuple[GazetteerEntry, ...] = ()
    # If the only choice is a municipality: the places in it.
    places: tuple[GazetteerEntry, ...] = ()
    problem: Problem | None = None
    digits: str = ""
    # Postcodes that may have been meant, each with its place.
    postcodes: tuple[tuple[str, str], ...] = ()
    ignores_street: bool = False
    island: str = ""
    # The words of a query besides its postcode.
    besides: str = ""

    @property
    def has_message(self) -> bool:
        return bool(self.choices) or self.problem not in (None, Problem.MORE_THAN_A_POSTCODE)

    @property
    def municipality(self) -> GazetteerEntry | None:
        return self._only_choice(Kind.MUNICIPALITY)

    @property
    def province(self) -> GazetteerEntry | None:
        return self._only_choice(Kind.PROVINCE)

    def _only_choice(self, kind: Kind) -> GazetteerEntry | None:
        is_only = len(self.choices) == 1 and self.choices[0].kind is kind
        return self.choices[0] if is_only else None
