"""The three-way merge in isolation: base as shown, theirs as stored, ours as submitted."""

import pytest

from regions.editing.conflict.merge import Outcome, RowChanges, merge_fields, merge_rows


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "outcome"),
    [
        ("a", "a", "a", None),
        ("a", "b", "a", Outcome.THEIRS),
        ("a", "a", "b", Outcome.OURS),
        ("a", "b", "b", None),
        ("a", "b", "c", Outcome.CONFLICT),
        ("a", "", "a", Outcome.THEIRS),
        ("", "a", "", Outcome.THEIRS),
        ("a", "b", "", Outcome.CONFLICT),
    ],
)
def test_every_way_in_which_a_field_can_differ(base, theirs, ours, outcome):
    outcomes = merge_fields({"name": base}, {"name": theirs}, {"name": ours})

    assert outcomes.get("name") is outcome


def test_without_a_base_differing_fields_stay_as_submitted():
    outcomes = merge_fields(
        None, {"name": "a", "slug": "a", "text": "a"}, {"name": "b", "text": "a"}
    )

    assert outcomes == {"name": Outcome.UNKNOWN}


def test_a_field_missing_from_the_form_is_left_alone():
    outcomes = merge_fields({"name": "a", "slug": "a"}, {"name": "a", "slug": "b"}, {"name": "c"})

    assert outcomes == {"name": Outcome.OURS, "slug": Outcome.THEIRS}


def test_submitted_fields_precede_those_that_were_not_submitted():
    theirs = {"slug": "b", "name": "b", "text": "b"}

    outcomes = merge_fields(dict.fromkeys(theirs, "a"), theirs, {"text": "c", "name": "a"})

    assert list(outcomes) == ["text", "name", "slug"]


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "changes"),
    [
        ({1: 10}, {1: 10}, {1: False}, RowChanges([], [], [])),
        ({1: 10}, {1: 11}, {1: False}, RowChanges([1], [], [])),
        ({1: 10}, {1: 11}, {1: True}, RowChanges([1], [], [])),
        ({1: 10}, {1: 11}, {}, RowChanges([], [], [])),
        ({}, {1: 10}, {}, RowChanges([], [1], [])),
        ({}, {1: 10}, {1: False}, RowChanges([1], [], [])),
        ({1: 10}, {}, {1: False}, RowChanges([], [], [1])),
        ({1: 10}, {}, {1: True}, RowChanges([], [], [])),
        ({1: 10}, {}, {}, RowChanges([], [], [])),
        ({}, {}, {1: False}, RowChanges([], [], [])),
    ],
)
def test_every_way_in_which_a_row_can_differ(base, theirs, ours, changes):
    assert merge_rows(base, theirs, ours) == changes
