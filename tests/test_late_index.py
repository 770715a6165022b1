"""Tests do not notice that search entries of rows from `make` are written late."""

import pytest
from django.db import connection

from pactdir.models import SearchEntry
from tests import make
from tests.late_index import late_index


@pytest.fixture
def school(db):
    return make.a_school(name="Ahorn")


def title_of(school):
    return SearchEntry.objects.get(kind="school", object_id=school.pk).title


def test_a_query_finds_the_entries_and_only_that_query_is_counted(
    school, django_assert_num_queries
):
    assert late_index.is_behind
    with django_assert_num_queries(1):
        assert title_of(school) == "Ahorn"
    assert not late_index.is_behind


def test_a_raw_write_leaves_the_entries_outdated(school):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE schools_school SET name = 'Berk' WHERE id = %s", [school.pk])

    assert title_of(school) == "Ahorn"


def test_a_save_by_the_site_updates_at_once(school):
    school.name = "Berk"
    school.save()

    assert not late_index.is_behind
    assert title_of(school) == "Berk"


def test_logging_in_and_reading_a_page_do_not_write_entries(client, school):
    client.force_login(make.a_user())
    client.get(school.get_absolute_url())

    assert late_index.is_behind


def test_the_check_of_foreign_keys_after_a_test_does_not_write_entries(school):
    connection.check_constraints()

    assert late_index.is_behind


@pytest.mark.django_db(transaction=True)
def test_committed_entries_are_never_late():
    make.a_theme()

    assert not late_index.is_behind
