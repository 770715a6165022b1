"""A school's page reports newer exam figures that contradict its profiles."""

import pytest

from schools.figures.technical_exams import CANDIDATES
from tests import make
from tests.pages.reading import block, words

pytestmark = pytest.mark.django_db

OF_2019 = {"profiles_known": True, "profiles_on": "2019-10-01", "profiles_basis": "duo-leerlingen"}
NONE = "In schooljaar 2023-2024 had deze vestiging geen examenkandidaten techniek."
SOME = (
    "In schooljaar 2023-2024 had deze vestiging examenkandidaten techniek. "
    "In welk profiel, weten wij niet."
)


def said(client, numbers, **fields):
    school = make.a_school(brin="00AH", location_code="17", **fields)
    indicator = make.an_indicator(slug=CANDIDATES)
    for (period, level), (low, high) in numbers.items():
        make.a_figure(
            indicator=indicator,
            school=school,
            area_code="00AH17",
            level=level,
            low=low,
            high=high,
            period=period,
            as_of=period[-4:],
            source=f"DUO, examenkandidaten {period}",
        )
    return words(block(client.get(school.get_absolute_url()), "Wat je hier kunt leren"))


def last_year(low, high):
    return {
        ("2022-2023", "vmbo-bb"): (7, 7),
        ("2023-2024", "vmbo-bb"): (0, 0),
        ("2023-2024", "vmbo-kb"): (low, high),
    }


@pytest.mark.parametrize(
    ("fields", "numbers", "sentence"),
    [
        ({**OF_2019, "profiles": ["pie", "zw"]}, (0, 0), NONE),
        ({**OF_2019, "profiles": ["zw"]}, (12, 12), SOME),
        ({"profiles_known": True, "profiles": []}, (1, 4), SOME),
        ({"profiles_known": False}, (1, 4), SOME),
    ],
)
def test_newer_exams_that_contradict_the_profiles_are_reported(client, fields, numbers, sentence):
    text = said(client, last_year(*numbers), **fields)

    assert sentence in text
    assert "Bron: DUO, examenkandidaten 2023-2024" in text


@pytest.mark.parametrize(
    ("fields", "numbers"),
    [
        ({**OF_2019, "profiles": ["pie"]}, (1, 4)),
        ({**OF_2019, "profiles": ["zw"]}, (0, 0)),
        ({"profiles_known": False}, (0, 0)),
        ({**OF_2019, "profiles": ["pie"], "profiles_on": "2024-10-01"}, (0, 0)),
        ({"profiles_known": True, "profiles": ["pie"]}, (0, 0)),
    ],
)
def test_exams_that_agree_or_are_not_newer_are_not_reported(client, fields, numbers):
    assert "examenkandidaten" not in said(client, last_year(*numbers), **fields)


def test_without_exam_figures_nothing_is_reported(client):
    assert "examenkandidaten" not in said(client, {}, **OF_2019, profiles=["pie"])
