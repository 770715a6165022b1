"""Two concurrent changes to one entry: neither overwrites the other."""

from threading import Event

import pytest
from django.db import transaction

from pactdir.models import SearchEntry
from pactdir.search.maintenance import problems
from tests import make
from tests.regions.test_two_writers import PATIENCE, Second, on_its_own_connection, threads

__all__ = ["threads"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_renaming_a_school_and_its_place_at_once_updates_the_entry_with_both(threads):
    place = make.a_place(name="Hoorn")
    school = make.a_school(name="Eik", place=place)
    place.name, school.name = "Horn", "Beuk"
    written, may_commit = Event(), Event()

    def first():
        with transaction.atomic():
            place.save()  # with its index entries, and not yet committed
            written.set()
            assert may_commit.wait(PATIENCE)

    first_result = threads.submit(on_its_own_connection(first))
    assert written.wait(PATIENCE)
    writer = Second(school.save)
    second_result = threads.submit(on_its_own_connection(writer))
    try:
        waited = writer.is_waiting()
    finally:
        may_commit.set()
    first_result.result(PATIENCE)

    assert (second_result.result(PATIENCE), waited) == ("saved", True)
    entry = SearchEntry.objects.get(kind="school")
    assert (entry.title, entry.shown["where"][0]) == ("Beuk", "Horn")
    assert problems() == []
