"""Dates, months, years and times as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.fields.typed_dates import TypedDate, read_time

THIRD_OF_NOVEMBER = TypedDate(2026, 11, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 november 2026", THIRD_OF_NOVEMBER),
        ("3 NOV  2026", THIRD_OF_NOVEMBER),
        ("3 nov. 2026", THIRD_OF_NOVEMBER),
        ("3 nov '26", THIRD_OF_NOVEMBER),
        ("3-nov-2026", THIRD_OF_NOVEMBER),
        ("3e november 2026", THIRD_OF_NOVEMBER),
        ("dinsdag 3 november 2026", THIRD_OF_NOVEMBER),
        ("di 3-11-2026", THIRD_OF_NOVEMBER),
        ("3-11-2026", THIRD_OF_NOVEMBER),
        ("3-11-26", THIRD_OF_NOVEMBER),
        ("03.11.2026", THIRD_OF_NOVEMBER),
        ("3/11/2026", THIRD_OF_NOVEMBER),
        ("3 - 11 - 2026", THIRD_OF_NOVEMBER),
        ("3–11–2026", THIRD_OF_NOVEMBER),
        ("2026-11-03", THIRD_OF_NOVEMBER),
        ("3-11-98", TypedDate(1998, 11, 3)),
        ("3/11", TypedDate(None, 11, 3)),
        ("3 mrt", TypedDate(None, 3, 3)),
        ("3 sept", TypedDate(None, 9, 3)),
        ("november 2026", TypedDate(2026, 11, None)),
        ("nov 2026", TypedDate(2026, 11, None)),
        ("11-2026", TypedDate(2026, 11, None)),
        ("2026-11", TypedDate(2026, 11, None)),
        ("2026", TypedDate(2026, None, None)),
    ],
)
def test_a_date_is_parsed_as_people_type_it(text, expected):
    assert TypedDate.read(text) == expected


@pytest.mark.parametrize("text", ["", "ooit", "november", "nov 26", "3", "3 foo 2026", "1 2024"])
def test_rejects_text_that_is_not_a_date(text):
    with pytest.raises(ValueError, match=r".+"):
        TypedDate.read(text)


@pytest.mark.parametrize(
    ("text", "on", "next_day", "nearest"),
    [
        ("3/11", date(2026, 11, 28), date(2027, 11, 3), date(2026, 11, 3)),
        ("28/11", date(2026, 11, 28), date(2026, 11, 28), date(2026, 11, 28)),
        ("3/1", date(2026, 11, 28), date(2027, 1, 3), date(2027, 1, 3)),
        ("30/12", date(2027, 1, 3), date(2027, 12, 30), date(2026, 12, 30)),
        ("29/2", date(2026, 11, 28), date(2028, 2, 29), date(2028, 2, 29)),
        ("29/2", date(2099, 11, 28), date(2104, 2, 29), date(2096, 2, 29)),
    ],
)
def test_a_date_without_a_year_is_the_next_or_the_nearest(text, on, next_day, nearest):
    typed = TypedDate.read(text)
    assert (typed.next_after(on), typed.nearest_to(on)) == (next_day, nearest)


@pytest.mark.parametrize("text", ["31/2", "0/1", "1/13"])
def test_rejects_a_date_that_exists_in_no_year(text):
    for which in ("next_after", "nearest_to"):
        with pytest.raises(ValueError, match=r".+"):
            getattr(TypedDate.read(text), which)(date(2026, 11, 28))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9", time(9)),
        ("9u", time(9)),
        ("9 uur", time(9)),
        ("9.00", time(9)),
        ("09.00 uur", time(9)),
        ("9:00", time(9)),
        ("0900", time(9)),
        ("900", time(9)),
        ("19u30", time(19, 30)),
        ("19.30u.", time(19, 30)),
        ("19,30", time(19, 30)),
        ("19:30:15", time(19, 30)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_parsed_as_people_type_it(text, expected):
    assert read_time(text) == expected
    assert read_time(text, is_end=True) == expected


@pytest.mark.parametrize("text", ["24:00", "24.00 uur", "24", "2400", "24u"])
def test_24_00_is_valid_as_an_end_and_not_as_a_start(text):
    assert read_time(text, is_end=True) == time(0)
    with pytest.raises(ValueError, match=r".+"):
        read_time(text)


@pytest.mark.parametrize("text", ["", "negen", "25", "24:01", "9:60", "9:5", "12345", "-9", "9-10"])
def test_rejects_text_that_is_not_a_time(text):
    with pytest.raises(ValueError, match=r".+"):
        read_time(text, is_end=True)


@given(st.text(max_size=50))
def test_any_text_is_parsed_or_raises_value_error(text):
    for read in (TypedDate.read, read_time):
        try:
            read(text)
        except ValueError:
            continue


@pytest.mark.parametrize("character", "1 a-.'")
def test_rejects_long_texts(character):
    for read in (TypedDate.read, read_time):
        with pytest.raises(ValueError, match=r".+"):
            read(character * 100_000)
