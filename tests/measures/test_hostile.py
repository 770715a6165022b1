"""A sample of the requests of `make hostile`, and what it reports as a failure."""

from itertools import islice

import pytest

from tests.measures.hostile.__main__ import Comparison, answers_in, first_difference, send
from tests.measures.hostile.addresses import PAGES, Drawing, addresses

REQUESTS = 200
GOOD = {
    "page": "/zoeken/",
    "address": "/zoeken/?q=a",
    "request": "a1",
    "status": 200,
    "response": "b2",
    "cpu": 0.02,
    "seconds": 0.04,
    "error": "",
}


def test_hostile_requests_break_no_page_and_get_equal_responses_on_both_databases(tmp_path):
    folders = send(REQUESTS, tmp_path)
    comparison = Comparison({name: answers_in(folder) for name, folder in folders.items()})
    first, second = comparison.answers.values()

    assert comparison.broken == []
    assert [
        (first[number]["address"], *first_difference(folders, comparison, number))
        for number in comparison.differing
    ] == []
    assert len(first) == len(second) == REQUESTS
    assert {answer["page"] for answer in first} == set(PAGES)
    assert {answer["status"] for answer in first} >= {200, 302, 404}
    assert len({answer["response"] for answer in first}) > REQUESTS / 2


def comparison_with(**change):
    return Comparison({"SQLite": [GOOD, GOOD], "PostgreSQL": [GOOD, GOOD | change]})


def test_equal_responses_are_not_a_failure():
    comparison = comparison_with()

    assert (comparison.broken, comparison.differing, comparison.costly) == ([], [], [])


@pytest.mark.parametrize("change", [{"response": "c3"}, {"status": 302}, {"request": "a2"}])
def test_a_different_response_is_reported(change):
    assert comparison_with(**change).differing == [1]


def test_a_missing_response_is_reported():
    assert Comparison({"SQLite": [GOOD], "PostgreSQL": []}).differing == [0]


def test_errors_and_slow_responses_are_listed():
    assert comparison_with(status=500, error="KeyError()").broken == [
        "PostgreSQL: 500 KeyError() /zoeken/?q=a"
    ]
    assert comparison_with(cpu=0.51).costly == [
        "PostgreSQL: 0.510 s CPU, 0.040 s in al: /zoeken/?q=a"
    ]


def test_the_requests_are_deterministic_and_distinct():
    drawn = [[address.text for address in addresses(500)] for _ in range(2)]

    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == 500


def test_hostile_values_reach_every_parameter_of_every_page():
    places = list(islice(Drawing()._places(), 1_000))
    drawn = {page: {name for at, name in places if at == page} for page in PAGES}

    assert drawn == {page: set(names) for page, (_, names) in PAGES.items()}


@pytest.mark.django_db
def test_every_filter_of_a_page_gets_hostile_values(client):
    for page, (_, names) in PAGES.items():
        context = client.get(page.format("1703")).context
        filters = getattr(context and context.get("filter"), "filters", {})

        assert set(filters) <= {*names, "naam"}, page
