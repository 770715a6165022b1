"""Chooses which agreement of a region to describe, and finds the follow-up of the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from regions.clock import AsOf
from regions.fields.partial_date import PartialDate, stored_number
from regions.models.agreements.agreement import Agreement
from regions.models.agreements.states import IS_AHEAD, AgreementState

NEVER = 99_999_999  # as a stored date, later than any other date


def agreement_to_describe(agreements: Iterable[Agreement], on: date | AsOf) -> Agreement | None:
    """Choose the agreement to describe: of those that have started, the one that ends last.

    As of a past date, one that was certainly in force then takes precedence.
    """
    as_of = AsOf.of(on)

    def sort_key(agreement: Agreement) -> tuple[object, ...]:
        may_not_have_run = as_of.is_past and not agreement.certainly_runs(as_of.on)
        is_ahead, *by_end = _sort_key(agreement, as_of.on)
        return is_ahead, may_not_have_run, *by_end

    return min(agreements, key=sort_key, default=None)


def _sort_key(agreement: Agreement, on: date) -> tuple[bool, int, int, int]:
    last = _end_number(agreement.terminated or agreement.ends)
    return agreement.is_ahead(on), -last, -_end_number(agreement.ends), agreement.pk


def _end_number(end: PartialDate | None) -> int:
    return stored_number(end, end=True) if end else NEVER


def described_agreement_first(on: date) -> list[Any]:
    last = Coalesce("terminated", "ends").desc(nulls_first=True)
    is_ahead = Case(When(IS_AHEAD.query(on), then=Value(1)), default=Value(0))
    return [is_ahead, last, F("ends").desc(nulls_first=True), "pk"]


def states_of(
    agreements: Iterable[Agreement], on: date | AsOf
) -> list[tuple[Agreement, AgreementState]]:
    as_of = AsOf.of(on)
    on = as_of.on
    by_end = sorted(agreements, key=lambda agreement: agreement.last_day, reverse=True)
    # Agreements that have started come before upcoming ones.
    later = sorted(by_end, key=lambda agreement: agreement.is_ahead(on))
    if as_of.is_past:
        begun = [agreement for agreement in by_end if not agreement.is_ahead(on)] or by_end
        # One without a known start may not have started yet.
        dated = [agreement for agreement in later if agreement.starts]
        return [(row, row.state_on_past_date(on, _next(row, dated))) for row in begun]
    return [(agreement, agreement.state(on, _next(agreement, later))) for agreement in by_end]


def _next(agreement: Agreement, others: Iterable[Agreement]) -> Agreement | None:
    return next((other for other in others if other.last_day > agreement.last_day), None)
