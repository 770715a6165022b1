"""Every factory makes a row that its own model finds right."""

import inspect

import pytest

from tests import make

FACTORIES = [
    function
    for name, function in inspect.getmembers(make, inspect.isfunction)
    if name.startswith(("a_", "an_")) and name != "a_row_of"
]


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_makes_valid_rows_as_often_as_asked(db, factory):
    for row in (factory(), factory()):
        row.refresh_from_db()
        row.full_clean(exclude=["password"])


def test_a_draft_is_made_without_a_day_of_publication(db):
    assert make.a_school(**make.drafts).published_from is None


def test_what_is_invented_takes_part_in_what_is_invented(db):
    assert make.a_school_participation(region=make.a_region(is_example=True)).school.is_example
    assert make.a_partner_participation(partner=make.a_partner(is_example=True)).region.is_example
