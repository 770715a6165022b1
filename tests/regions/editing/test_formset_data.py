"""The submitted rows of a formset: counted, looked up and renumbered."""

import pytest
from django.http import QueryDict

from regions.editing.formset_data import MAX_ROWS, FormsetData

SENT = "goals-TOTAL_FORMS=4&goals-INITIAL_FORMS=2&goals-0-id=7&goals-1-id=8&" + "&".join(
    f"goals-{number}-text={text}" for number, text in enumerate("abcd")
)


@pytest.fixture
def data():
    return QueryDict(f"{SENT}&initial-goals-1-on=x&goals-1-tags=y&goals-1-tags=z", mutable=True)


def texts(data):
    total = int(data["goals-TOTAL_FORMS"])
    return [data.get(f"goals-{number}-text") for number in range(total)]


def test_stored_rows_are_looked_up_by_key(data):
    assert FormsetData(data, "goals").prefix_by_key() == {7: "goals-0", 8: "goals-1"}


def test_indexes_are_freed_for_stored_rows_before_the_new_rows(data):
    FormsetData(data, "goals").reorder([0, 1, None, None], [2, 3])

    assert texts(data) == ["a", "b", None, None, "c", "d"]
    assert data["goals-INITIAL_FORMS"] == "4"


def test_a_reordered_row_keeps_all_its_fields(data):
    rows = FormsetData(data, "goals")
    rows.reorder([1], [0, 2, 3])
    rows.drop("id", [1])

    assert texts(data) == ["b", "a", "c", "d"]
    assert data.getlist("goals-0-tags") == ["y", "z"]
    assert data["initial-goals-0-on"] == "x"
    assert rows.prefix_by_key() == {8: "goals-0"}
    assert not data.keys() & {"goals-1-id", "goals-1-tags", "initial-goals-1-on"}


@pytest.mark.parametrize("count", ["", "x", "-1", "²", "9" * 30])
def test_an_invalid_row_count_gives_no_rows(data, count):
    data["goals-TOTAL_FORMS"] = count

    assert FormsetData(data, "goals").keys() == []


def test_an_invalid_key_gives_no_row(data):
    data["goals-0-id"] = "²"

    assert FormsetData(data, "goals").keys() == [None, 8]


def test_no_more_rows_are_counted_than_a_form_can_hold():
    counts = {"goals-TOTAL_FORMS": "999999999", "goals-INITIAL_FORMS": "999999999"}

    rows = FormsetData(counts, "goals")

    assert (rows.total, rows.initial) == (MAX_ROWS, MAX_ROWS)
