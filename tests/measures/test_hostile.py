"""A share of `make hostile`, and what it calls red."""

from itertools import islice

import pytest

from tests.measures.hostile.__main__ import Found, answers_in, ask, first_difference
from tests.measures.hostile.addresses import PAGES, Drawing, addresses

QUESTIONS = 200
GOOD = {
    "page": "/zoeken/",
    "address": "/zoeken/?q=a",
    "asked": "a1",
    "status": 200,
    "said": "b2",
    "cpu": 0.02,
    "seconds": 0.04,
    "error": "",
}


def test_no_hostile_question_breaks_a_page_or_is_answered_otherwise_elsewhere(tmp_path):
    """Of the first hundreds of them; each database in a process of its own."""
    folders = ask(QUESTIONS, tmp_path)
    found = Found({name: answers_in(folder) for name, folder in folders.items()})
    some, other = found.answers.values()

    assert found.broken == []
    assert [
        (some[one]["address"], *first_difference(folders, found, one)) for one in found.differing
    ] == []
    assert len(some) == len(other) == QUESTIONS
    assert {one["page"] for one in some} == set(PAGES)
    assert {one["status"] for one in some} >= {200, 302, 404}
    assert len({one["said"] for one in some}) > QUESTIONS / 2


def found(**change):
    return Found({"SQLite": [GOOD, GOOD], "PostgreSQL": [GOOD, GOOD | change]})


def test_where_both_say_the_same_nothing_is_red():
    assert (found().broken, found().differing, found().costly) == ([], [], [])


@pytest.mark.parametrize("change", [{"said": "c3"}, {"status": 302}, {"asked": "a2"}])
def test_another_answer_is_seen(change):
    assert found(**change).differing == [1]


def test_an_answer_that_is_missing_is_seen():
    assert Found({"SQLite": [GOOD], "PostgreSQL": []}).differing == [0]


def test_what_breaks_and_what_costs_much_is_told():
    assert found(status=500, error="KeyError()").broken == [
        "PostgreSQL: 500 KeyError() /zoeken/?q=a"
    ]
    assert found(cpu=0.51).costly == ["PostgreSQL: 0.510 s CPU, 0.040 s in al: /zoeken/?q=a"]


def test_the_questions_are_always_the_same_and_no_two_alike():
    drawn = [[one.text for one in addresses(500)] for _ in range(2)]

    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == 500


def test_each_hostile_value_is_asked_at_all_a_page_reads():
    """As far as one goes on drawing: pages take turns, and so do the names that each reads."""
    places = list(islice(Drawing()._places(), 1_000))
    asked = {page: {name for at, name in places if at == page} for page in PAGES}

    assert asked == {page: set(names) for page, (_, names) in PAGES.items()}


@pytest.mark.django_db
def test_every_filter_of_a_page_is_asked(client):
    for page, (_, names) in PAGES.items():
        context = client.get(page.format("1703")).context
        narrowed_by = getattr(context and context.get("filter"), "filters", {})

        assert set(narrowed_by) <= {*names, "naam"}, page
