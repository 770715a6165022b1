"""The `demo` fixture is identical each time, and gone after each test."""

import pytest
from django.apps import apps
from django.db import connection

from regions.models import Region, Theme
from tests import make


def counts():
    models = [m for m in apps.get_models() if m._meta.app_label in ("regions", "schools", "news")]
    counts_by_model = {model._meta.label: model._base_manager.count() for model in models}
    return counts_by_model | {
        "regions.ContentVersion": min(1, counts_by_model["regions.ContentVersion"])
    }


@pytest.fixture(scope="module")
def earlier_counts():
    return []


# Rolled-back and committing tests alternate, so that each kind also runs after the other.


def test_a_test_without_the_demo_starts_empty(db):
    assert not Region.objects.exists()


@pytest.mark.parametrize("time", [1, 2])
def test_the_demo_is_the_same_each_time(demo, earlier_counts, time):
    earlier_counts.append(counts())
    assert earlier_counts[0] == earlier_counts[-1]
    assert earlier_counts[0]["regions.Region"] > 3


@pytest.mark.parametrize("time", [1, 2])
def test_the_demo_is_the_same_for_a_real_transaction(transactional_db, demo, earlier_counts, time):
    assert not connection.in_atomic_block
    earlier_counts.append(counts())
    assert earlier_counts[0] == earlier_counts[-1]


def test_rows_can_be_added_to_the_demo(demo):
    make.a_region()
    make.a_school_participation()
    make.a_user()
    before = Theme.objects.count()
    make.a_theme()
    assert Theme.objects.count() == before + 1


def test_nothing_is_left_for_the_next_committing_test(transactional_db):
    assert not Region.objects.exists()
