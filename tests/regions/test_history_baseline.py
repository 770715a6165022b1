"""A migration gives rows that predate the history a first record."""

import pytest
from django.apps import apps

from regions.models import Region, Theme
from regions.writing.baseline import REASON, record_rows_of
from tests import make


@pytest.fixture
def rows_without_history(db):
    rows = [make.a_region(name="West", summary="Zo was het."), make.a_region(name="Oost")]
    make.a_theme()
    for model in (Region, Theme):
        model.history.all().delete()
    return rows


def test_every_row_gets_a_first_record(rows_without_history):
    record_rows_of("regions")(apps, None)

    assert Region.history.count() == 2
    assert Theme.history.count() == 1
    first = rows_without_history[0].history.get()
    assert (first.name, first.summary, first.history_type) == ("West", "Zo was het.", "+")
    assert first.history_change_reason == REASON
    assert first.history_user is None


def test_crlf_line_endings_are_not_a_change(db):
    region = make.a_region(aims_note="Een.\nTwee.")
    region.aims_note = "Een.\r\nTwee."
    region.save()

    assert region.history.count() == 1


def test_the_records_of_one_migration_are_one_change(rows_without_history):
    record_rows_of("regions")(apps, None)

    assert len(set(Region.history.values_list("change_id", flat=True))) == 1
