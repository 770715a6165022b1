"""Two schools of the same name saved at once: both show the street, whichever commits last."""

from threading import Event

import pytest

from regions.writing.changing import changing
from schools.models import School
from tests import make
from tests.regions.test_two_writers import PATIENCE, Second, on_its_own_connection, threads

__all__ = ["threads"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_label_update_skips_a_school_locked_by_another_transaction(threads):
    place = make.a_place(name="Hoorn")
    first = make.a_school(name="Tabor", place=place, address="Dampten 1")
    make.a_school(name="Tabor", place=make.a_place(name="Venhuizen"), address="Twijver 1")
    second = School.objects.get(place__name="Venhuizen")
    written, may_commit = Event(), Event()

    def edit():
        with changing():
            School.objects.filter(pk=first.pk).update(summary="Aan het water")
            written.set()
            assert may_commit.wait(PATIENCE)

    def move():
        second.place, second.municipality = place, place.municipality
        second.save()

    editing = threads.submit(on_its_own_connection(edit))
    assert written.wait(PATIENCE)
    writer = Second(move)
    moving = threads.submit(on_its_own_connection(writer))
    assert writer.begins.wait(PATIENCE)
    may_commit.set()
    editing.result(PATIENCE)

    assert moving.result(PATIENCE) == "saved"
    assert [school.label for school in School.objects.order_by("pk")] == [
        "Tabor (Dampten)",
        "Tabor (Twijver)",
    ]


def test_two_namesakes_saved_concurrently_both_show_their_street(threads):
    place = make.a_place(name="Hoorn")
    written, may_commit = Event(), Event()

    def make_first():
        with changing():
            make.a_school(name="Tabor", place=place, address="Dampten 1")
            written.set()
            assert may_commit.wait(PATIENCE)

    holding = threads.submit(on_its_own_connection(make_first))
    assert written.wait(PATIENCE)
    writer = Second(lambda: make.a_school(name="Tabor", place=place, address="Twijver 1"))
    trying = threads.submit(on_its_own_connection(writer))
    assert writer.begins.wait(PATIENCE)
    may_commit.set()
    holding.result(PATIENCE)

    assert trying.result(PATIENCE) == "saved"
    assert sorted(school.label for school in School.objects.all()) == [
        "Tabor (Dampten)",
        "Tabor (Twijver)",
    ]
