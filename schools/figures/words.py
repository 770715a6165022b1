"""Figures in Dutch: exact, as a range or masked, and always rounded the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal

from regions.fields.partial_date import PartialDate
from regions.wording.dutch import euros, with_unit
from schools.models import Figure, Unit

MASKED = (1, 4)
RANGE = " tot en met "
NOT_GIVEN = "niet te zeggen"
HIDES_FEW = "om geen aantal van 1 tot en met 4 te verraden"  # not every range hides one
ONE_DECIMAL = Decimal("0.1")
# Qualifications of a number, at the start of a note.
QUALIFIER = re.compile(r"\A(bijna|ruim|meer dan|ongeveer)(?:[;,] |$)")


def in_words(figure: Figure) -> str:
    """ "3.258", "58 tot en met 62", "minder dan 5", "bijna 50", "23,1 %", "3 tot en met 5 %"."""
    if (shares := figure.shares) is None:
        return qualified(figure, number_in_words(figure.low, figure.high))
    if is_share_of_masked(figure):
        return f"{NOT_GIVEN}: minder dan 5 leerlingen"
    if is_any_share(figure):
        return NOT_GIVEN
    least, most = map(percentage, shares)
    words = with_unit(least if least == most else f"{least} tot en met {most}", "%")
    return qualified(figure, words)


def in_unit(figure: Figure) -> str:
    """ "€ 5 miljoen", "50 vestigingen", "23,1 %"."""
    if figure.indicator.unit == Unit.EURO:
        low, high = euros(figure.low), euros(figure.high)
        return qualified(figure, low if low == high else f"{low}{RANGE}{high}")
    words = in_words(figure)
    return words if figure.shares else with_unit(words, unit_after(words, figure.indicator.unit))


def unit_after(number: str, unit: str) -> str:
    """The unit, unless the number has it already or is not given."""
    if number.endswith("%") or number.startswith(NOT_GIVEN):
        return ""
    # For counts of people, a single person is never reported.
    return "vestiging" if (number, unit) == ("1", Unit.LOCATIONS) else str(Unit(unit).label)


def qualified(figure: Figure, number: str) -> str:
    match = QUALIFIER.match(figure.note)
    return f"{match[1]} {number}" if match else number


def note_of(figure: Figure) -> str:
    """The note, without the words that qualify the number."""
    return QUALIFIER.sub("", figure.note)


def whole_in_words(figure: Figure) -> str:
    """A share, as "4.001 van 17.332"; empty for a count and where `in_words` is enough."""
    if figure.of_low is None or figure.of_high is None or is_share_of_masked(figure):
        return ""
    whole = number_in_words(figure.of_low, figure.of_high)
    if is_any_share(figure):
        return f"van {whole} leerlingen"
    return f"{number_in_words(figure.low, figure.high)} van {whole}"


def is_share_of_masked(figure: Figure) -> bool:
    """Whether it is a share of fewer than 5, which may be nearly anything."""
    return (figure.of_low, figure.of_high) == MASKED and figure.low != figure.high


def is_any_share(figure: Figure) -> bool:
    """Whether it is a share from 0 to 100 %, as where a range hides a number from 1 to 4."""
    return figure.shares == (0, 100)


def why_hidden(*, has_range: bool, has_not_given: bool) -> str:
    """A note on figures shown together; empty if none is a range or `NOT_GIVEN`."""
    kinds = {"een bereik": has_range, f"“{NOT_GIVEN}”": has_not_given}
    shown = " of ".join(kind for kind, is_shown in kinds.items() if is_shown)
    return f"{shown}: {HIDES_FEW}" if shown else ""


def why_values_hidden(values: Iterable[str]) -> str:
    """As a sentence, for values from `in_words`. Other masked values say it themselves."""
    values = list(values)
    note = why_hidden(
        has_range=any(RANGE in value for value in values), has_not_given=NOT_GIVEN in values
    )
    return f"{note[0].upper()}{note[1:]}." if note else ""


def number_in_words(low: Decimal, high: Decimal) -> str:
    if (low, high) == MASKED:
        return "minder dan 5"
    least, most = map(_grouped, (low, high))
    return least if low == high else f"{least} tot en met {most}"


def in_short(figure: Figure) -> str:
    """ "4.001", "<5", "23,1", or a range with a dash, for the labels of a chart; or `NOT_GIVEN`."""
    if (shares := figure.shares) is None:
        return number_in_short(figure.low, figure.high)
    if is_share_of_masked(figure) or is_any_share(figure):
        return NOT_GIVEN
    least, most = map(percentage, shares)
    return least if least == most else f"{least}–{most}"


def number_in_short(low: Decimal, high: Decimal) -> str:
    if (low, high) == MASKED:
        return "<5"
    least, most = map(_grouped, (low, high))
    return least if least == most else f"{least}–{most}"


def change_in_words(first: Figure, last: Figure) -> str:
    """As "12 meer", "3 minder tot 20 meer", "1,5 procentpunt minder" or "gelijk".

    The difference between the rounded numbers, as a reader would compute it.
    """
    is_share = bool(first.shares and last.shares)
    (low, high), (last_low, last_high) = (
        map(to_one_decimal, (is_share and figure.shares) or (figure.low, figure.high))
        for figure in (first, last)
    )
    return _between(
        last_low - high,
        last_high - low,
        (lambda number: f"{percentage(number)} procentpunt") if is_share else _grouped,
    )


def _between(least: Decimal, most: Decimal, words: Callable[[Decimal], str]) -> str:
    if (words(abs(least)), least < 0) == (words(abs(most)), most < 0):
        return _difference(least, words)
    if least < 0 < most:
        return f"{_difference(least, words)} tot {_difference(most, words)}"
    near, far = sorted((least, most), key=abs)
    return f"{words(abs(near))} tot en met {_difference(far, words)}"


def _difference(number: Decimal, words: Callable[[Decimal], str]) -> str:
    size = words(abs(number))
    if size == words(Decimal(0)):
        return "gelijk"
    return f"{size} {'meer' if number > 0 else 'minder'}"


def _grouped(number: Decimal) -> str:
    # One decimal if the source gives a fraction: "20,2".
    whole, _, fraction = f"{to_one_decimal(number):,}".partition(".")
    return whole.replace(",", ".") + (f",{fraction}" if fraction != "0" else "")


def to_one_decimal(number: Decimal) -> Decimal:
    return Decimal(number).quantize(ONE_DECIMAL, rounding=ROUND_HALF_UP)


def percentage(share: Decimal) -> str:
    return f"{to_one_decimal(share):f}".replace(".", ",").removesuffix(",0")


def date_not_in_source(figure: Figure) -> PartialDate | None:
    """The reference date, unless the source already has it or its period."""
    said = figure.source
    return None if str(figure.as_of) in said or figure.period in said else figure.as_of
