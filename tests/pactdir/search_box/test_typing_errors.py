"""A place with a typing error in it is offered; a word of its own never is one."""

import pytest

from pactdir.search_box.typing_errors import ORDINARY_WORDS, with_errors
from pactdir.search_box.understanding import nearest_names
from regions.clock import today
from tests import make
from tests.pages.reading import main_of

NAMES = ["assen", "amen", "ommeren", "losser", "hoorn", "heerhugowaard", "monster"]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("hoonr", ["hoorn"]),
        ("hoornn", ["hoorn"]),
        ("hurn", []),
        ("goorn", []),  # of a short word the beginning is seldom wrong
        ("eerhugowaard", ["heerhugowaard"]),
        ("heerhugowaart", ["heerhugowaard"]),
        ("herhugowaart", ["heerhugowaard"]),
        ("herhugwaart", []),
    ],
)
def test_how_many_errors_a_name_may_have(asked, near):
    assert with_errors(asked, NAMES) == near


@pytest.mark.parametrize(
    "word", ["lassen", "Timmeren", "gamen", "lasser", "zaal", "monteren", "adem"]
)
def test_a_word_of_dutch_is_no_place_with_an_error_in_it(db, client, word):
    for name in ["Assen", "Ommeren", "Amen", "Losser", "Zaaltje", "Monteres", "Adems"]:
        make.a_postcode_area(place=make.a_place(name=name))

    assert nearest_names(word, today()) == []
    page = client.get("/zoeken/", {"q": word})
    assert [link.text for link in main_of(page).select(".lede a")] == []


def test_nor_is_it_one_among_other_words(db, client):
    make.a_school(name="Tabor")
    make.a_postcode_area(place=make.a_place(name="Monster"))

    page = client.get("/zoeken/", {"q": "tabor monteren"})
    assert [link.text for link in main_of(page).select(".lede a")] == []
    page = client.get("/zoeken/", {"q": "tabbor monstr"})
    assert [link.text for link in main_of(page).select(".lede a")] == []


def test_the_list_has_no_name_that_people_type_and_each_word_once():
    assert len(ORDINARY_WORDS) > 1000
    assert not {"amsterdam", "hoorn", "heerhugowaard", "slagharen"} & ORDINARY_WORDS
