"""What an address narrows a list by, without a database."""

from urllib.parse import parse_qs

import pytest

from regions.lists.narrowing import Counted, Facet, NarrowedList, TextBox, Usual, narrow
from regions.lists.shown import Chosen, ShownText

LEVEL = Facet("niveau", "Niveau", [("pro", "praktijkonderwijs"), ("vmbo", "vmbo"), ("mbo", "mbo")])
NAME = TextBox("naam", "Naam", longest=10)
DISTANCE = Facet(
    "afstand", "Afstand", [(str(km), f"binnen {km} km") for km in (5, 10)], is_single=True
)
PARAMETERS = [NAME, LEVEL, DISTANCE]
NUMBERS = {"niveau": {"pro": 3, "vmbo": 8}, "afstand": {"5": 2, "10": 11}}
COUNTED = Counted(total=11, whole=12, numbers=NUMBERS)


def narrowed(query, parameters=PARAMETERS, **more):
    asked = parse_qs(query, keep_blank_values=True)
    return narrow(lambda name: asked.get(name, []), parameters, **more)


def options(shown, name):
    (facet,) = [facet for facet in shown.facets if facet.name == name]
    return [(option.value, option.number, option.is_chosen) for option in facet.options]


@pytest.mark.parametrize(
    ("query", "values", "ignored"),
    [
        ("", {}, []),
        ("page=2&x=y", {}, []),
        ("niveau=mbo&niveau=pro&niveau=mbo", {"niveau": ["pro", "mbo"]}, []),
        ("niveau=mbo&niveau=havo", {"niveau": ["mbo"]}, ["Niveau"]),
        ("niveau=havo&afstand=7", {}, ["Niveau", "Afstand"]),
        ("niveau=&naam=&naam=+", {}, []),
        ("afstand=10&afstand=5", {"afstand": ["10"]}, []),
        ("niveau=pro&naam=+a+b+", {"naam": ["a b"], "niveau": ["pro"]}, []),
        ("naam=a&naam=b", {"naam": ["b"]}, []),
        ("naam=12345678901", {}, ["Naam"]),
        ("naam=a%00", {}, ["Naam"]),
    ],
)
def test_what_exists_of_what_is_asked_counts_and_the_rest_is_ignored(query, values, ignored):
    found = narrowed(query)
    assert (found.values, found.ignored) == (values, ignored)
    assert list(found.values) == [name for name in ("naam", "niveau", "afstand") if name in values]


def test_the_address_without_one_choice_keeps_the_others_and_what_it_carries():
    found = narrowed("niveau=mbo&naam=b%26w&niveau=pro&page=3", carried=[("vanaf", "1703")])

    assert found.pairs == [("naam", "b&w"), ("niveau", "pro"), ("niveau", "mbo")]
    assert found.chosen == [
        Chosen("naam", "Naam", "b&w", "?niveau=pro&niveau=mbo&vanaf=1703"),
        Chosen("niveau", "Niveau", "praktijkonderwijs", "?naam=b%26w&niveau=mbo&vanaf=1703"),
        Chosen("niveau", "Niveau", "mbo", "?naam=b%26w&niveau=pro&vanaf=1703"),
    ]
    assert found.query_without("niveau") == "?naam=b%26w&vanaf=1703"
    assert found.query_without_all == "?vanaf=1703"
    assert found.query_with(("afstand", "5")).endswith("&niveau=mbo&afstand=5&vanaf=1703")
    assert narrowed("niveau=mbo").query_without_all == ""


def test_the_question_of_a_search_stands_before_the_choices():
    found = narrowed("niveau=mbo&niveau=pro", leading=[("q", "a b")])
    assert found.query_without("niveau", "pro") == "?q=a+b&niveau=mbo"
    assert found.shown(COUNTED).is_search
    assert found.shown(COUNTED).hidden == [("q", "a b")]


def test_without_a_facet_the_others_still_count():
    found = narrowed("niveau=mbo&naam=a&afstand=5").without("niveau")
    assert found.values == {"naam": ["a"], "afstand": ["5"]}


def test_each_choice_shows_how_many_rows_it_gives():
    shown = narrowed("niveau=vmbo").shown(COUNTED)
    assert options(shown, "niveau") == [("pro", 3, False), ("vmbo", 8, True), ("mbo", 0, False)]
    assert [facet.name for facet in shown.facets] == ["niveau", "afstand"]


def test_a_choice_that_is_not_offered_shows_once_it_is_chosen():
    counted = Counted(11, 12, NUMBERS, unoffered={"niveau": {"pro", "mbo"}})
    assert options(narrowed("niveau=mbo").shown(counted), "niveau") == [
        ("vmbo", 8, False),
        ("mbo", 0, True),
    ]


def test_where_not_all_were_counted_each_number_is_a_least():
    shown = narrowed("").shown(Counted(11, 12, NUMBERS, is_at_least=True))
    assert all(option.is_at_least for facet in shown.facets for option in facet.options)


@pytest.mark.parametrize(
    ("query", "usual", "expected"),
    [
        ("", Usual("10", "binnen 10 km", 11), [("5", 2, False), ("", 11, True)]),
        ("afstand=5", Usual("10", "binnen 10 km", 11), [("5", 2, True), ("", 11, False)]),
        ("afstand=10", Usual("10", "binnen 10 km", 11), [("5", 2, False), ("10", 11, True)]),
        ("", Usual("37", "de verste", 9), [("5", 2, False), ("10", 11, False), ("", 9, True)]),
    ],
)
def test_the_usual_choice_adds_nothing_to_the_address(query, usual, expected):
    counted = Counted(11, 12, NUMBERS, usual={"afstand": usual})
    assert options(narrowed(query).shown(counted), "afstand") == expected


def test_a_short_list_offers_only_what_is_chosen_from_it():
    short = Counted(total=2, whole=9, numbers=NUMBERS)

    assert not narrowed("").shown(short).is_offered
    assert [facet.name for facet in narrowed("niveau=pro").shown(short).facets] == ["niveau"]
    assert narrowed("").shown(short).text is None
    assert narrowed("naam=a").shown(short).text == ShownText("naam", "Naam", 10, "a", False)


def test_what_was_typed_stands_in_the_box_again_as_it_was():
    text = narrowed("naam=+12345678901+").shown(COUNTED).text
    assert text == ShownText("naam", "Naam", 10, " 12345678901 ", is_refused=True)


def test_words_for_the_title_go_by_facet():
    found = narrowed("niveau=mbo&niveau=vmbo&naam=a")
    assert found.words_by_facet == [("Naam", ["a"]), ("Niveau", ["vmbo", "mbo"])]


class Counting(NarrowedList):
    """A list that says what it was asked."""

    def __init__(self, query, total):
        self.narrowing, self.total = narrowed(query), total
        self.is_asked = False

    @property
    def counted(self):
        return Counted(self.total, 20, NUMBERS)

    def blocking(self):
        self.is_asked = True
        return {"niveau"}


def test_where_nothing_fits_it_says_without_which_filter_something_would():
    nothing = Counting("niveau=pro&niveau=mbo&naam=a", total=0)
    assert nothing.shown.worth_dropping == [
        Chosen("niveau", "Niveau", "praktijkonderwijs of mbo", "?naam=a")
    ]


@pytest.mark.parametrize(("query", "total"), [("niveau=pro", 3), ("", 0), ("niveau=x", 0)])
def test_that_is_not_asked_where_it_is_not_shown(query, total):
    fitting = Counting(query, total)
    assert fitting.shown.worth_dropping == []
    assert not fitting.is_asked
