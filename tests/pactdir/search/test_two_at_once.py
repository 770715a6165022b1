"""Two writers at once whose changes show in one entry: neither loses what the other wrote."""

from threading import Event

import pytest
from django.db import transaction

from pactdir.models import SearchEntry
from pactdir.search.checking import problems
from tests import make
from tests.regions.test_two_writers import PATIENCE, Second, on_its_own_connection, threads

__all__ = ["threads"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_school_and_its_place_renamed_at_once_are_both_found(threads):
    place = make.a_place(name="Hoorn")
    school = make.a_school(name="Eik", place=place)
    place.name, school.name = "Horn", "Beuk"
    written, may_commit = Event(), Event()

    def first():
        with transaction.atomic():
            place.save()  # with all that follows it, but for the commit
            written.set()
            assert may_commit.wait(PATIENCE)

    holding = threads.submit(on_its_own_connection(first))
    assert written.wait(PATIENCE)
    writer = Second(school.save)
    trying = threads.submit(on_its_own_connection(writer))
    try:
        waited = writer.is_kept_waiting()
    finally:
        may_commit.set()
    holding.result(PATIENCE)

    assert (trying.result(PATIENCE), waited) == ("saved", True)
    entry = SearchEntry.objects.get(kind="school")
    assert (entry.title, entry.shown["where"][0]) == ("Beuk", "Horn")
    assert problems() == []
