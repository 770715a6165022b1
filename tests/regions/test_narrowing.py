"""Filtering a list by the parameters in its URL, without a database."""

from urllib.parse import parse_qs

import pytest

from regions.lists.narrowing import Counted, DefaultChoice, Facet, NarrowedList, TextBox, narrow
from regions.lists.shown import Chosen, ShownText

LEVEL = Facet("niveau", "Niveau", [("pro", "praktijkonderwijs"), ("vmbo", "vmbo"), ("mbo", "mbo")])
NAME = TextBox("naam", "Naam", max_length=10)
DISTANCE = Facet(
    "afstand", "Afstand", [(str(km), f"binnen {km} km") for km in (5, 10)], is_single=True
)
PARAMETERS = [NAME, LEVEL, DISTANCE]
NUMBERS = {"niveau": {"pro": 3, "vmbo": 8}, "afstand": {"5": 2, "10": 11}}
COUNTED = Counted(total=11, whole=12, numbers=NUMBERS)


def narrowed(query, parameters=PARAMETERS, **more):
    params = parse_qs(query, keep_blank_values=True)
    return narrow(lambda name: params.get(name, []), parameters, **more)


def options(filters, name):
    (facet,) = [facet for facet in filters.facets if facet.name == name]
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
def test_known_values_count_and_unknown_ones_are_ignored(query, values, ignored):
    narrowing = narrowed(query)
    assert (narrowing.values, narrowing.ignored) == (values, ignored)
    assert list(narrowing.values) == [
        name for name in ("naam", "niveau", "afstand") if name in values
    ]


def test_removing_one_value_keeps_the_others_and_the_other_parameters():
    narrowing = narrowed("niveau=mbo&naam=b%26w&niveau=pro&page=3", carried=[("vanaf", "1703")])

    assert narrowing.pairs == [("naam", "b&w"), ("niveau", "pro"), ("niveau", "mbo")]
    assert narrowing.chosen == [
        Chosen("naam", "Naam", "b&w", "?niveau=pro&niveau=mbo&vanaf=1703"),
        Chosen("niveau", "Niveau", "praktijkonderwijs", "?naam=b%26w&niveau=mbo&vanaf=1703"),
        Chosen("niveau", "Niveau", "mbo", "?naam=b%26w&niveau=pro&vanaf=1703"),
    ]
    assert narrowing.query_without("niveau") == "?naam=b%26w&vanaf=1703"
    assert narrowing.query_without_all == "?vanaf=1703"
    assert narrowing.query_with(("afstand", "5")).endswith("&niveau=mbo&afstand=5&vanaf=1703")
    assert narrowed("niveau=mbo").query_without_all == ""


def test_the_search_query_comes_before_the_filters():
    narrowing = narrowed("niveau=mbo&niveau=pro", leading=[("q", "a b")])
    assert narrowing.query_without("niveau", "pro") == "?q=a+b&niveau=mbo"
    assert narrowing.shown(COUNTED).is_search
    assert narrowing.shown(COUNTED).hidden == [("q", "a b")]


def test_filtering_without_one_facet_still_applies_the_others():
    narrowing = narrowed("niveau=mbo&naam=a&afstand=5").without("niveau")
    assert narrowing.values == {"naam": ["a"], "afstand": ["5"]}


def test_each_option_has_its_number_of_rows():
    filters = narrowed("niveau=vmbo").shown(COUNTED)
    assert options(filters, "niveau") == [("pro", 3, False), ("vmbo", 8, True), ("mbo", 0, False)]
    assert [facet.name for facet in filters.facets] == ["niveau", "afstand"]


def test_an_option_that_is_not_offered_is_shown_once_it_is_selected():
    counted = Counted(11, 12, NUMBERS, unoffered={"niveau": {"pro", "mbo"}})
    assert options(narrowed("niveau=mbo").shown(counted), "niveau") == [
        ("vmbo", 8, False),
        ("mbo", 0, True),
    ]


def test_if_not_all_rows_were_counted_each_number_is_a_minimum():
    filters = narrowed("").shown(Counted(11, 12, NUMBERS, is_at_least=True))
    assert all(option.is_at_least for facet in filters.facets for option in facet.options)


@pytest.mark.parametrize(
    ("query", "default", "expected"),
    [
        ("", DefaultChoice("10", "binnen 10 km", 11), [("5", 2, False), ("", 11, True)]),
        ("afstand=5", DefaultChoice("10", "binnen 10 km", 11), [("5", 2, True), ("", 11, False)]),
        (
            "afstand=10",
            DefaultChoice("10", "binnen 10 km", 11),
            [("5", 2, False), ("10", 11, True)],
        ),
        (
            "",
            DefaultChoice("37", "de verste", 9),
            [("5", 2, False), ("10", 11, False), ("", 9, True)],
        ),
    ],
)
def test_the_default_option_adds_nothing_to_the_url(query, default, expected):
    counted = Counted(11, 12, NUMBERS, default={"afstand": default})
    assert options(narrowed(query).shown(counted), "afstand") == expected


def test_a_short_list_offers_only_its_active_filters():
    short = Counted(total=2, whole=9, numbers=NUMBERS)

    assert not narrowed("").shown(short).is_offered
    assert [facet.name for facet in narrowed("niveau=pro").shown(short).facets] == ["niveau"]
    assert narrowed("").shown(short).text is None
    assert narrowed("naam=a").shown(short).text == ShownText("naam", "Naam", 10, "a", False)


def test_the_text_field_keeps_what_was_typed():
    text = narrowed("naam=+12345678901+").shown(COUNTED).text
    assert text == ShownText("naam", "Naam", 10, " 12345678901 ", is_refused=True)


def test_the_words_in_the_title_are_grouped_by_facet():
    narrowing = narrowed("niveau=mbo&niveau=vmbo&naam=a")
    assert narrowing.words_by_facet == [("Naam", ["a"]), ("Niveau", ["vmbo", "mbo"])]


class RecordingList(NarrowedList):
    """A list that records whether blocking() was called."""

    def __init__(self, query, total):
        self.narrowing, self.total = narrowed(query), total
        self.is_blocking_called = False

    @property
    def counted(self):
        return Counted(self.total, 20, NUMBERS)

    def blocking(self):
        self.is_blocking_called = True
        return {"niveau"}


def test_an_empty_list_names_the_filters_worth_removing():
    empty = RecordingList("niveau=pro&niveau=mbo&naam=a", total=0)
    assert empty.shown.useful_removals == [
        Chosen("niveau", "Niveau", "praktijkonderwijs of mbo", "?naam=a")
    ]


@pytest.mark.parametrize(("query", "total"), [("niveau=pro", 3), ("", 0), ("niveau=x", 0)])
def test_filters_worth_removing_are_not_computed_if_they_are_not_shown(query, total):
    narrowed_list = RecordingList(query, total)
    assert narrowed_list.shown.useful_removals == []
    assert not narrowed_list.is_blocking_called
