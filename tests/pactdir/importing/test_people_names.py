"""What people call a school, out of the name it has in DUO's register."""

import csv
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pactdir.importing.schools.name_words import KINDS, LEVELS
from pactdir.importing.schools.people_names import BARE, CONNECTING, LOCATION, LONGEST, people_name
from regions.names.folding import fold
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


def words(text):
    return re.findall(r"[^\W_]+", text.casefold())


def follows(name, official):
    """Whether every word of the one stands in the other as often, in that order, capitals aside."""
    left = iter(words(official))
    return all(word in left for word in words(name))


KNOWN_WORDS = sorted({*LEVELS, *KINDS, *BARE, *LOCATION, *CONNECTING, "Ahorn", "Hoorn", "'t", "v."})


@example([("interconfessioneel", " "), ("vest", " "), ("christelijk", "")])
@given(
    st.lists(st.tuples(st.sampled_from(KNOWN_WORDS), st.sampled_from([" ", ", ", " - ", "/", "("])))
)
def test_whatever_stands_in_a_name_its_words_are_whole_and_some_are_left(parts):
    official = "".join(word + separator for word, separator in parts)
    name = people_name(official, "Hoorn")

    assert bool(words(name)) == bool(words(official))
    assert follows(name, official)


@example(",0")
@example("(")
@given(st.text(max_size=120))
def test_any_text_at_all_is_read(official):
    assert bool(people_name(official).strip()) == bool(official.strip())


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


@if_real_files_are_here
def test_no_word_is_cut_and_none_made_up(whole_list):
    wrong = [
        (row["naam"], row["name"]) for row in whole_list if not follows(row["name"], row["naam"])
    ]
    assert wrong == []
