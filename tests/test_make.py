"""Every factory creates a valid row."""

import inspect
import re
from pathlib import Path

import pytest

from tests import make

FACTORIES = [
    function
    for name, function in inspect.getmembers(make, inspect.isfunction)
    if name.startswith(("a_", "an_")) and name != "a_row_of"
]
PROJECT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_creates_valid_rows_repeatedly(db, factory):
    for row in (factory(), factory()):
        row.refresh_from_db()
        row.full_clean(exclude=["password"])


def test_a_draft_has_no_publication_date(db):
    assert make.a_school(**make.drafts).published_from is None


def test_examples_take_part_in_examples(db):
    assert make.a_school_participation(region=make.a_region(is_example=True)).school.is_example
    assert make.a_partner_participation(partner=make.a_partner(is_example=True)).region.is_example


@pytest.mark.parametrize(
    ("pattern", "generated"),
    [
        (r"GM(\d{4})\b", make.MUNICIPALITY_CODES),
        (r"\b(\d{4})(?: ?[A-Z]{2})?\b", make.POSTCODES),
        (r"\b(\d\d)[A-Z]{2}(?:\d\d)?\b", make.BRINS),
        (r"first_year[^\d\n]*(\d{4})\b", make.FIRST_YEARS),
        (r"(?:[a-z]-|[A-Z][a-z]+ )(\d+)\b", make.NUMBERS),
    ],
    ids=["municipality", "postcode", "brin", "funding period", "name and slug"],
)
def test_no_test_or_fixture_contains_a_generated_number(pattern, generated):
    files = {*PROJECT.glob("tests/**/*.*"), *PROJECT.glob("fixtures/**/*.*")} - {
        Path(make.__file__),
        Path(__file__),
    }
    texts = {file: file.read_text("utf-8") for file in files if file.suffix in (".py", ".toml")}

    numbers = {int(value) for text in texts.values() for value in re.findall(pattern, text)}

    assert numbers
    assert numbers & set(generated) == set()
