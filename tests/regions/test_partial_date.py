"""Partial dates: parsing, printing, storing and comparing."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from regions.fields.partial_date import PartialDate, PartialDateFormField
from regions.models import Agreement, Goal
from tests import make

days = st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31))
partial_dates = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]),
    days,
    st.integers(min_value=1, max_value=3),
)


@given(partial_dates)
def test_isoformat_round_trip(partial):
    assert PartialDate.parse(str(partial)) == partial
    assert PartialDate.parse(partial.isoformat()) == partial


@given(partial_dates)
def test_spans_from_its_first_day_to_its_last(partial):
    assert partial.first_day <= partial.last_day
    assert PartialDate.of(partial.first_day).year == partial.year
    assert (partial.first_day == partial.last_day) == (partial.day is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", PartialDate(2024)),
        (" 2024 ", PartialDate(2024)),
        ("juni 2024", PartialDate(2024, 6)),
        ("JUNI  2024", PartialDate(2024, 6)),
        ("2024-06", PartialDate(2024, 6)),
        ("6-2024", PartialDate(2024, 6)),
        ("06/2024", PartialDate(2024, 6)),
        ("1 juni 2024", PartialDate(2024, 6, 1)),
        ("01-06-2024", PartialDate(2024, 6, 1)),
        ("1.6.2024", PartialDate(2024, 6, 1)),
        ("2024-06-01", PartialDate(2024, 6, 1)),
        ("29 februari 2024", PartialDate(2024, 2, 29)),
    ],
)
def test_parses_what_people_write(text, expected):
    assert PartialDate.parse(text) == expected


BAD_TEXTS = [
    "",
    "ooit",
    "24",
    "20244",
    "1799",
    "2200",
    "2024-13",
    "2024-00",
    "2024-06-00",
    "2024-00-05",
    "0-6-2024",
    "31-6-2024",
    "29 februari 2023",
    "32 juni 2024",
    "june 2024",
    "1 2024",
    "2024-06-01T10:00",
    "2024; juni",
    "-2024",
]


@pytest.mark.parametrize("text", BAD_TEXTS)
def test_rejects_text_that_is_not_a_date(text):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_raises_value_error(text):
    try:
        partial = PartialDate.parse(text)
    except ValueError:
        return
    assert PartialDate.parse(str(partial)) == partial


@pytest.mark.parametrize(
    ("partial", "words", "iso"),
    [
        (PartialDate(2024), "2024", "2024"),
        (PartialDate(2024, 6), "juni 2024", "2024-06"),
        (PartialDate(2024, 6, 1), "1 juni 2024", "2024-06-01"),
    ],
)
def test_displays_only_known_parts(partial, words, iso):
    assert (str(partial), partial.isoformat()) == (words, iso)


@pytest.mark.parametrize("parts", [(2024, None, 1), (2024, 0), (2024, 6, 0), (2024, 13), (1799,)])
def test_rejects_parts_that_are_not_a_date(parts):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(*parts)


# In the database, as a start (starts) and as an end (ends).

TEXTS = ["2023", "2024", "2024-06", "2024-06-01", "2024-06-15", "2024-06-30", "2024-12-31", "2025"]


@pytest.fixture
def agreements(db):
    for text in TEXTS:
        make.an_agreement(starts=text)
        make.an_agreement(ends=text)


@pytest.mark.parametrize("text", TEXTS)
def test_precision_is_stored(db, text):
    agreement = make.an_agreement(starts=text, ends=text)
    agreement.refresh_from_db()
    assert (agreement.starts.isoformat(), agreement.ends.isoformat()) == (text, text)


def test_a_start_sorts_before_all_its_days(agreements):
    begun = Agreement.objects.filter(starts__isnull=False).order_by("starts")
    assert [agreement.starts.isoformat() for agreement in begun] == [
        "2023",
        "2024",
        "2024-06",
        "2024-06-01",
        "2024-06-15",
        "2024-06-30",
        "2024-12-31",
        "2025",
    ]


def test_an_end_sorts_after_all_its_days(agreements):
    ended = Agreement.objects.filter(ends__isnull=False).order_by("ends")
    assert [agreement.ends.isoformat() for agreement in ended] == [
        "2023",
        "2024-06-01",
        "2024-06-15",
        "2024-06-30",
        "2024-06",
        "2024-12-31",
        "2024",
        "2025",
    ]


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2024, 5, 31),
        date(2024, 6, 1),
        date(2024, 6, 30),
        date(2024, 7, 1),
        date(2024, 12, 31),
        date(2025, 1, 1),
    ],
)
def test_the_database_and_python_compare_alike(agreements, day):
    parsed = {text: PartialDate.parse(text) for text in TEXTS}
    begun = {row.starts.isoformat() for row in Agreement.objects.filter(starts__lte=day)}
    lasting = {row.ends.isoformat() for row in Agreement.objects.filter(ends__gte=day)}
    assert begun == {text for text, partial in parsed.items() if partial.first_day <= day}
    assert lasting == {text for text, partial in parsed.items() if partial.last_day >= day}


@pytest.mark.parametrize("text", ["2024", "2024-06", "2024-06-15"])
def test_a_lookup_takes_text_or_a_value(db, text):
    goal = make.a_goal(horizon=text)
    make.a_goal(horizon="2031")
    assert Goal.objects.get(horizon=text) == goal
    assert Goal.objects.get(horizon=PartialDate.parse(text)) == goal


@pytest.mark.parametrize("text", [text for text in BAD_TEXTS if text])
def test_invalid_text_is_refused_in_dutch(db, text):
    with pytest.raises(ValidationError) as refusal:
        make.a_goal(horizon=text)
    assert refusal.value.message_dict == {
        "horizon": ["Dit is geen datum. Schrijf bijvoorbeeld 2024, juni 2024 of 18-11-2024."]
    }


@pytest.mark.parametrize("nothing", ["", None])
def test_empty_values_are_none(db, nothing):
    goal = make.a_goal(horizon=nothing)
    goal.refresh_from_db()
    assert goal.horizon is None


class DateForm(forms.Form):
    on = PartialDateFormField(required=False)
    must = PartialDateFormField()


def test_a_form_parses_a_date_and_displays_it_in_words():
    form = DateForm({"on": "", "must": "6-2024"})
    assert form.is_valid()
    assert form.cleaned_data == {"on": None, "must": PartialDate(2024, 6)}
    assert 'value="juni 2024"' in str(DateForm(initial={"must": PartialDate(2024, 6)})["must"])


@pytest.mark.parametrize("text", ["ooit", "31-6-2024", "x" * 500])
def test_a_form_explains_an_invalid_date_and_keeps_the_input(text):
    form = DateForm({"must": text})
    assert "Schrijf bijvoorbeeld 2024, juni 2024 of 18-11-2024" in form.errors["must"][0]
    assert f'value="{text}"' in str(form["must"])


def test_a_form_requires_a_required_date():
    assert "must" in DateForm({"must": ""}).errors
