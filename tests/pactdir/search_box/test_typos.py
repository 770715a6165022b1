"""A misspelled place is suggested; a dictionary word is never taken for one."""

import pytest

from pactdir.search_box.interpreter import nearest_names
from pactdir.search_box.typos import DICTIONARY_WORDS, nearest_spellings
from regions.clock import today
from tests import make
from tests.pages.reading import main_of

NAMES = ["assen", "amen", "ommeren", "losser", "hoorn", "heerhugowaard", "monster"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoonr", ["hoorn"]),
        ("hoornn", ["hoorn"]),
        ("hurn", []),
        ("goorn", []),  # the first letter of a short word has to match
        ("eerhugowaard", ["heerhugowaard"]),
        ("heerhugowaart", ["heerhugowaard"]),
        ("herhugowaart", ["heerhugowaard"]),
        ("herhugwaart", []),
    ],
)
def test_longer_names_may_have_more_errors(text, expected):
    assert nearest_spellings(text, NAMES) == expected


@pytest.mark.parametrize(
    "word", ["lassen", "Timmeren", "gamen", "lasser", "zaal", "monteren", "adem"]
)
def test_a_dictionary_word_is_not_taken_for_a_misspelled_place(db, client, word):
    for name in ["Assen", "Ommeren", "Amen", "Losser", "Zaaltje", "Monteres", "Adems"]:
        make.a_postcode_area(place=make.a_place(name=name))

    assert nearest_names(word, today()) == []
    page = client.get("/zoeken/", {"q": word})
    assert [link.text for link in main_of(page).select(".lede a")] == []


def test_a_dictionary_word_among_other_words_is_not_taken_for_a_place(db, client):
    make.a_school(name="Tabor")
    make.a_postcode_area(place=make.a_place(name="Monster"))

    page = client.get("/zoeken/", {"q": "tabor monteren"})
    assert [link.text for link in main_of(page).select(".lede a")] == []
    page = client.get("/zoeken/", {"q": "tabbor monstr"})
    assert [link.text for link in main_of(page).select(".lede a")] == []


def test_the_dictionary_is_large_and_contains_no_well_known_place():
    assert len(DICTIONARY_WORDS) > 1000
    assert not {"amsterdam", "hoorn", "heerhugowaard", "slagharen"} & DICTIONARY_WORDS
