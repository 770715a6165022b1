"""What people call a school, out of the name it has in DUO's register."""

import csv
import re

import pytest

from pactdir.importing.people_names import LONGEST, people_name
from regions.folding import fold
from tests.pactdir.importing.files import REAL, if_real_files_are_here
from tests.pactdir.importing.school_names import NAMES

ELSEWHERE = {"arnhem", "breda", "groningen", "harderwijk"}


@pytest.mark.parametrize(
    ("official", "where", "expected"), [line.split(" | ") for line in NAMES.splitlines()]
)
def test_a_school_has_the_name_that_people_use(official, where, expected):
    assert people_name(official, *where.split(", "), elsewhere=ELSEWHERE) == expected


@pytest.mark.parametrize("official", ["School", "Voor vwo", "Havo", "(", "Stichting", "vwo, havo"])
def test_a_name_of_such_words_alone_stays_as_it_is(official):
    assert people_name(official, "Hoorn").casefold() == official.casefold()


@pytest.fixture(scope="module")
def whole_list():
    """The register row by row, each with the name for people."""
    with (REAL / "vo_vestigingen.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = {fold(row[column]) for row in rows for column in ("plaats", "gemeente")}
    for row in rows:
        row["name"] = people_name(row["naam"], row["plaats"], row["gemeente"], elsewhere=places)
    return rows


@if_real_files_are_here
def test_of_the_whole_list_hardly_any_name_is_long_and_none_empty(whole_list):
    names = [row["name"] for row in whole_list]

    assert len(names) == 1619
    assert all(names)
    assert sum(len(name) > LONGEST for name in names) <= len(names) * 0.05


def words(text):
    return re.findall(r"[^\W_]+", text.casefold())


@if_real_files_are_here
def test_no_word_is_cut_and_none_made_up(whole_list):
    """Every word stands in DUO's name as often, capitals aside, and in that order."""
    wrong = [
        (row["naam"], row["name"]) for row in whole_list if not follows(row["name"], row["naam"])
    ]
    assert wrong == []


def follows(name, official):
    left = iter(words(official))
    return all(word in left for word in words(name))
