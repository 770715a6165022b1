"""Dates, times, lists and numbers as a Dutch reader writes them."""

from datetime import date, time
from decimal import Decimal

import pytest

from regions.wording import dutch


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([], ""),
        (["Alkmaar"], "Alkmaar"),
        (["Alkmaar", "Hoorn"], "Alkmaar en Hoorn"),
        (["Alkmaar", "Bergen", "Hoorn"], "Alkmaar, Bergen en Hoorn"),
        (("a", "b", "c", "d"), "a, b, c en d"),
        ((item for item in ["a", "b"]), "a en b"),
        ([1, 2], "1 en 2"),
    ],
)
def test_a_list_is_joined_in_words(items, words):
    assert dutch.listed(items) == words


def test_a_list_may_use_another_conjunction():
    assert dutch.listed(["vandaag", "morgen"], last="of") == "vandaag of morgen"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 scholen"),
        (1, "1 school"),
        (2, "2 scholen"),
        (999, "999 scholen"),
        (1_619, "1.619 scholen"),
        (1_000_000, "1.000.000 scholen"),
    ],
)
def test_a_count_has_its_noun_in_singular_or_plural(number, words):
    assert dutch.counted(number, "school", "scholen") == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "€ 0"),
        ("0.50", "€ 0,50"),
        ("999", "€ 999"),
        ("1234.5", "€ 1.234,50"),
        ("125000.00", "€ 125.000"),
        ("999999.99", "€ 999.999,99"),
        ("1000000", "€ 1 miljoen"),
        ("3400000.00", "€ 3,4 miljoen"),
        ("1250000", "€ 1.250.000"),
        ("1000000.01", "€ 1.000.000,01"),
        ("10000000", "€ 10 miljoen"),
        ("100000000", "€ 100 miljoen"),
        ("1000000000", "€ 1.000 miljoen"),
        ("2500400000", "€ 2.500,4 miljoen"),
    ],
)
def test_an_amount_is_never_rounded(amount, words):
    # No line breaks within an amount.
    assert dutch.euros(Decimal(amount)) == words.replace(" ", dutch.NO_BREAK_SPACE)


@pytest.mark.parametrize(
    ("day", "words", "with_weekday"),
    [
        (date(2021, 11, 18), "18 november 2021", "donderdag 18 november 2021"),
        (date(2024, 2, 29), "29 februari 2024", "donderdag 29 februari 2024"),
        (date(2026, 1, 1), "1 januari 2026", "donderdag 1 januari 2026"),
        (date(2026, 12, 31), "31 december 2026", "donderdag 31 december 2026"),
        (date(2026, 8, 3), "3 augustus 2026", "maandag 3 augustus 2026"),
        (date(2026, 8, 9), "9 augustus 2026", "zondag 9 augustus 2026"),
    ],
)
def test_a_date_is_spelled_out(day, words, with_weekday):
    assert dutch.day_in_words(day) == words
    assert dutch.day_in_words(day, weekday=True) == with_weekday


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2021, 11, 18), (2021, 11, 18), "donderdag 18 november 2021"),
        ((2021, 11, 18), (2021, 11, 19), "18 en 19 november 2021"),
        ((2021, 11, 18), (2021, 11, 20), "18 tot en met 20 november 2021"),
        ((2021, 11, 30), (2021, 12, 1), "30 november en 1 december 2021"),
        ((2021, 6, 30), (2021, 7, 2), "30 juni tot en met 2 juli 2021"),
        ((2021, 12, 31), (2022, 1, 1), "31 december 2021 en 1 januari 2022"),
        ((2021, 12, 30), (2022, 1, 2), "30 december 2021 tot en met 2 januari 2022"),
        ((2024, 2, 28), (2024, 3, 1), "28 februari tot en met 1 maart 2024"),
        ((2021, 11, 18), (2022, 11, 18), "18 november 2021 tot en met 18 november 2022"),
    ],
)
def test_the_dates_of_an_event_are_spelled_out(first, last, words):
    assert dutch.days_in_words(date(*first), date(*last)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        (time(19, 0), None, "vanaf 19.00 uur"),
        (time(9, 5), time(12, 30), "09.05 tot 12.30 uur"),
        (time(0, 0), time(23, 59), "00.00 tot 23.59 uur"),
        (time(10), time(10), "10.00 uur"),
        (time(20), time(0, 30), "20.00 tot 00.30 uur"),
        (time(20), time(0), "20.00 tot 24.00 uur"),
        (time(0), time(0), "00.00 tot 24.00 uur"),
    ],
)
def test_times_are_spelled_out(start, end, words):
    assert dutch.times_in_words(start, end) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (time(9), time(15), "09.00 tot 15.00 uur"),
        (time(14), time(13), "de eerste dag vanaf 14.00 uur, de laatste dag tot 13.00 uur"),
        (time(20), time(0), "20.00 tot 24.00 uur"),
    ],
)
def test_times_on_several_days_are_spelled_out(start, end, words):
    assert dutch.times_in_words(start, end, several_days=True) == words
