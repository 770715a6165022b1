"""Sentences about an offer on a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partners.models import Offer, OfferState
from regions.clock import AsOf
from regions.wording.shapes import Shape

SHAPES = {
    OfferState.RUNS: Shape.OPEN,
    OfferState.AHEAD: Shape.AHEAD,
    OfferState.UNSURE: Shape.UNKNOWN,
    OfferState.PAST: Shape.HELD,
}


@dataclass(frozen=True)
class OfferOn:
    """An offer as it is today, or as of a past date; for templates."""

    offer: Offer
    as_of: date | AsOf

    @property
    def state(self) -> OfferState:
        return self.offer.state(self.as_of)

    @property
    def day(self) -> date:
        return AsOf.of(self.as_of).on

    @property
    def is_as_of_past_date(self) -> bool:
        return AsOf.of(self.as_of).is_past

    @property
    def shape(self) -> Shape:
        return SHAPES[self.state]

    @property
    def is_past(self) -> bool:
        return self.state == OfferState.PAST

    @property
    def label(self) -> str:
        if self.is_past:
            return f"Was er {self._years}"
        if self.is_as_of_past_date:
            return self._label_then
        return {
            OfferState.RUNS: "Is er nu",
            OfferState.AHEAD: "Komt nog",
            OfferState.UNSURE: "Niet zeker of het er nog is",
        }[self.state]

    @property
    def _label_then(self) -> str:
        if self.state == OfferState.UNSURE and self.offer.starts is None:
            return "Vermeld, vanaf wanneer niet bekend"
        return {
            OfferState.RUNS: "Was er op die dag",
            OfferState.AHEAD: "Kwam nog",
            OfferState.UNSURE: "Niet zeker of het er toen nog was",
        }[self.state]

    @property
    def sentence(self) -> str:
        """A sentence about what the dates leave open; empty if they leave nothing open."""
        offer = self.offer
        if self.state == OfferState.UNSURE:
            return f"{self._known_since}Of het er nog is, weten wij niet."
        if self.state == OfferState.RUNS and offer.ends is None:
            return "Wanneer het ophoudt, is niet bekend."
        return ""

    @property
    def _known_since(self) -> str:
        if self.offer.starts:
            return f"Begonnen {self.offer.starts.in_a_sentence}. "
        if self.offer.source_dated:
            return f"Sinds {self.offer.source_dated} genoemd. "
        return ""

    @property
    def _years(self) -> str:
        first, last = self.offer.starts, self.offer.ends
        if last is None:
            return ""
        if first is None or first.year == last.year:
            return f"in {last.year}"
        return f"van {first.year} tot en met {last.year}"

    @property
    def period(self) -> str:
        first, last = self.offer.starts, self.offer.ends
        if first is not None and first == last:
            return str(first)
        if first is not None and last is not None:
            return f"{first} tot en met {last}"
        if first is not None:
            return f"{'vanaf' if first.first_day > self.day else 'sinds'} {first}"
        return f"tot en met {last}" if last is not None else ""

    @property
    def when(self) -> str:
        """The dates as text; empty if unknown."""
        appointment = "op afspraak" if self.offer.by_appointment else ""
        return ", ".join(filter(None, [self.period, self.offer.weekdays, appointment]))

    @property
    def may_join(self) -> bool:
        return self.offer.may_join(self.day)
