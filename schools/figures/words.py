"""Figures in Dutch: exact, as a range or masked, always rounded in the same way."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from schools.models import Figure

MASKED = (1, 4)
ONE_DECIMAL = Decimal("0.1")


def in_words(figure: Figure) -> str:
    """ "4.001", "61 tot en met 64", "minder dan 5", or a share: "23,1 %", "3,2 tot 12,5 %"."""
    if (shares := figure.shares) is None:
        return number_in_words(figure.low, figure.high)
    least, most = map(percentage, shares)
    return f"{least} %" if least == most else f"{least} tot {most} %"


def whole_in_words(figure: Figure) -> str:
    """ "4.001 van 17.332" for a share, empty for a count."""
    if figure.of_low is None or figure.of_high is None:
        return ""
    part = number_in_words(figure.low, figure.high)
    return f"{part} van {number_in_words(figure.of_low, figure.of_high)}"


def number_in_words(low: Decimal, high: Decimal) -> str:
    if (low, high) == MASKED:
        return "minder dan 5"
    least, most = (f"{int(number):,}".replace(",", ".") for number in (low, high))
    return least if low == high else f"{least} tot en met {most}"


def percentage(share: Decimal) -> str:
    rounded = share.quantize(ONE_DECIMAL, rounding=ROUND_HALF_UP)
    return f"{rounded:f}".replace(".", ",").removesuffix(",0")
