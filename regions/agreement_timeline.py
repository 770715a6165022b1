"""The agreements of a region on a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from regions.charts.timeline import Span, Timeline
from regions.fields.partial_date import PartialDate
from regions.models import Agreement, Region
from regions.models.agreements import EndWording, mark_on
from regions.wording.shapes import Shape


def timeline(region: Region, agreements: Sequence[Agreement], day: date) -> Timeline | None:
    """Return None if no agreement has both a start and an end, so no bar can be drawn."""
    spans = spans_of(agreements, day)
    if not any(span.start and span.end for span in spans):
        return None
    return Timeline("tijdbalk", f"Overeenkomsten van {region}, in de tijd", spans, day)


def spans_of(agreements: Sequence[Agreement], day: date) -> list[Span]:
    return [_span(agreement, day) for agreement in agreements if agreement.starts or agreement.ends]


def _span(agreement: Agreement, day: date) -> Span:
    ended = agreement.terminated if mark_on(agreement, day) == Shape.ENDED else None
    may_go_on = not ended and agreement.end_wording == EndWording.AT_LEAST
    label = words = str(agreement)
    if ended:
        words += f", beëindigd {ended}"
    elif may_go_on:
        words += ", daarna niet bekend"
    end = ended or agreement.ends
    if end and not ended and agreement.end_wording == EndWording.INCLUDING:
        end = PartialDate.of(end.last_day)  # "tot en met 2023" holds on all days of 2023
    return Span(label, words, agreement.starts, end, may_go_on)
