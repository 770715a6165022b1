"""The common name of a school, from its name in DUO's register."""

import csv
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pactdir.importing.schools.common_names import (
    BARE_SCHOOL_WORDS,
    CONNECTING_WORDS,
    LOCATION_WORDS,
    MAX_LENGTH,
    common_name,
)
from pactdir.importing.schools.name_words import KIND_WORDS, LEVELS
from regions.names.folding import fold
from tests.pactdir.importing.files import OFFICIAL_FILES, needs_official_files
from tests.pactdir.importing.school_names import NAMES

ELSEWHERE = {"arnhem", "breda", "groningen", "harderwijk"}


@pytest.mark.parametrize(
    ("official", "where", "expected"), [line.split(" | ") for line in NAMES.splitlines()]
)
def test_shortens_to_the_common_name(official, where, expected):
    assert common_name(official, *where.split(", "), elsewhere=ELSEWHERE) == expected


@pytest.mark.parametrize("official", ["School", "Voor vwo", "Havo", "(", "Stichting", "vwo, havo"])
def test_keeps_a_name_without_distinctive_words(official):
    assert common_name(official, "Hoorn").casefold() == official.casefold()


def words(text):
    return re.findall(r"[^\W_]+", text.casefold())


def is_subsequence(name, official):
    remaining = iter(words(official))
    return all(word in remaining for word in words(name))


KNOWN_WORDS = sorted(
    {
        *LEVELS,
        *KIND_WORDS,
        *BARE_SCHOOL_WORDS,
        *LOCATION_WORDS,
        *CONNECTING_WORDS,
        "Ahorn",
        "Hoorn",
        "'t",
        "v.",
    }
)


@example([("interconfessioneel", " "), ("vest", " "), ("christelijk", "")])
@given(
    st.lists(st.tuples(st.sampled_from(KNOWN_WORDS), st.sampled_from([" ", ", ", " - ", "/", "("])))
)
def test_drops_only_whole_words_and_never_all(parts):
    official = "".join(word + separator for word, separator in parts)
    name = common_name(official, "Hoorn")

    assert bool(words(name)) == bool(words(official))
    assert is_subsequence(name, official)


@example(",0")
@example("(")
@given(st.text(max_size=120))
def test_accepts_any_text(official):
    assert bool(common_name(official).strip()) == bool(official.strip())


@pytest.fixture(scope="module")
def official_rows():
    with (OFFICIAL_FILES / "vo_vestigingen.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = {fold(row[column]) for row in rows for column in ("plaats", "gemeente")}
    for row in rows:
        row["name"] = common_name(row["naam"], row["plaats"], row["gemeente"], elsewhere=places)
    return rows


@needs_official_files
def test_few_official_names_are_long_and_none_empty(official_rows):
    names = [row["name"] for row in official_rows]

    assert len(names) == 1619
    assert all(names)
    assert sum(len(name) > MAX_LENGTH for name in names) <= len(names) * 0.05


@needs_official_files
def test_from_official_names_only_whole_words_are_dropped(official_rows):
    wrong = [
        (row["naam"], row["name"])
        for row in official_rows
        if not is_subsequence(row["name"], row["naam"])
    ]
    assert wrong == []
