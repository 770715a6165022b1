"""Checks of old confirmations, and of icons used for more than one state."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from regions.fields.partial_date import MONTHS
from tests.measures.country_walk.checks.registry import Violations, check
from tests.measures.country_walk.facts import Facts
from tests.measures.country_walk.reading import Series, text_of

A_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
A_YEAR = timedelta(days=366)


@check
def old_confirmation_with_a_tick(series: Series, facts: Facts) -> Violations:
    for page in series.pages:
        for block in page.blocks:
            if "✓" in block.text:
                days = (
                    date(int(year), MONTHS.index(month) + 1, int(day))
                    for day, month, year in A_DAY.findall(block.text)
                )
                if any(day < facts.today - A_YEAR for day in days):
                    yield page.address, block.text


# The start of the label of each state; any other label is a separate state.
STATES = {
    "voorbij": r"einddatum voorbij|.*of er een vervolg is|.*vervolg niet bekend",
    "niet bekend": r".*niet (bekend|opgegeven)|.*weten wij niet|geen techniekregio|niet zeker",
    "beëindigd": r"(.*\b)?beëindigd\b",
    "geldt nog": r"(.*\b)?loopt\b|is er nu",
    "komt nog": r"(komt|begint) nog",
    "geweest": r"(is )?geweest|was er (in|van)|.*\bis voorbij\b",
    "afgeleid": r"afgeleid",
    "opgegeven": r"opgegeven",
    "bevestigd": r"bevestigd",
}


def shapes_of(series: Series) -> Iterator[tuple[str, str, str]]:
    """Yield (shape, state, URL)."""
    for page in series.pages:
        for mark in page.of_class("state__mark"):
            shape = text_of(mark)
            wording = text_of(mark.parent).removeprefix(shape).strip().lower()
            state = next(
                (name for name, words in STATES.items() if re.match(words, wording)), wording
            )
            yield shape, re.sub(r"[\d(].*", "", state).strip(), page.address


def clashing(shapes: Iterable[tuple[str, str, str]]) -> Violations:
    states: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for shape, state, address in shapes:
        states[shape].setdefault(state, address)
    for shape, addresses in states.items():
        if len(addresses) > 1:
            yield list(addresses.values())[-1], f"{shape} is {' en '.join(sorted(addresses))}"


@check
def one_shape_for_two_states(series: Series, facts: Facts) -> Violations:
    yield from clashing(shapes_of(series))
