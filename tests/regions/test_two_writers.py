"""Two real transactions at once, each on a connection of its own, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from regions.changing import ContentVersion, changing
from regions.models import Goal, MunicipalitySuccession
from schools.models import SchoolParticipation
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30  # seconds before a test that hangs fails; none of them waits so long
TRIES = 20_000


@pytest.fixture
def threads():
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool


def on_its_own_connection(work):
    def run():
        try:
            return work()
        finally:
            connection.close()

    return run


class Second:
    """The second writer: starts when told, and says what came of it."""

    def __init__(self, write):
        self.write = write
        self.begins = Event()
        self.backend = None

    def __call__(self):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = cursor.fetchone()[0]
        self.begins.set()
        try:
            self.write()
        except ValidationError as refusal:
            return refusal.messages
        return "saved"

    def is_kept_waiting(self):
        """Whether the first writer holds it up. SQLite cannot be asked; there it just begins."""
        assert self.begins.wait(PATIENCE)
        if connection.vendor != "postgresql":
            return True
        return any(self._is_blocked() for _ in range(TRIES))

    def _is_blocked(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self.backend])
            return cursor.fetchone()[0]


def race(threads, first, second):
    """Write `first`, let `second` try before that is committed, and tell what came of it."""
    written, may_commit = Event(), Event()

    def hold():
        with changing():
            first()
            written.set()
            assert may_commit.wait(PATIENCE)

    writer = Second(second)
    holding = threads.submit(on_its_own_connection(hold))
    assert written.wait(PATIENCE)
    trying = threads.submit(on_its_own_connection(writer))
    try:
        waited = writer.is_kept_waiting()
    finally:
        may_commit.set()
    holding.result(PATIENCE)
    outcome = trying.result(PATIENCE)
    assert waited
    return outcome


def test_of_two_overlapping_participations_saved_at_once_one_stands(threads):
    """Both have an end, so the index on open ones does not see it: only the lock does."""
    row = make.a_school_participation(since="2010", until="2011")
    member = {"school": row.school, "region": row.region, "source": "testbron"}
    first = SchoolParticipation(since="2020", until="2022", **member)
    second = SchoolParticipation(since="2021", until="2023", **member)
    outcome = race(threads, first.save, second.save)
    assert outcome == ["Deze deelnemer doet in deze periode al mee in deze regio."]
    assert list(SchoolParticipation.objects.order_by("pk")) == [row, first]


def test_two_participations_that_follow_each_other_both_stand(threads):
    row = make.a_school_participation(since="2010", until="2011")
    member = {"school": row.school, "region": row.region, "source": "testbron"}
    first = SchoolParticipation(since="2020", until="2021", **member)
    second = SchoolParticipation(since="2022", until="2023", **member)
    assert race(threads, first.save, second.save) == "saved"
    assert SchoolParticipation.objects.count() == 3


def test_of_two_successions_that_close_a_ring_one_stands(threads):
    here, there = make.a_municipality(), make.a_municipality()
    first = MunicipalitySuccession(old=here, new=there, on="2022")
    second = MunicipalitySuccession(old=there, new=here, on="2023")
    outcome = race(threads, first.save, second.save)
    assert outcome == ["Een gemeente kan zichzelf niet opvolgen."]
    assert list(MunicipalitySuccession.objects.all()) == [first]


def test_two_writers_of_two_regions_do_not_hinder_each_other(threads):
    goals = [make.a_goal(), make.a_goal()]
    schools = [make.a_school(), make.a_school()]
    before = ContentVersion.current()
    # SQLite lets one writer in at a time, so there they meet before the door and not behind it.
    meet_inside = connection.vendor == "postgresql"
    meeting = Barrier(2, timeout=PATIENCE)

    def write(goal, school):
        row = SchoolParticipation(school=school, region=goal.region, source="testbron")

        def work():
            if not meet_inside:
                meeting.wait()
            with changing():
                goal.target = "gehaald"
                goal.save()
                if meet_inside:
                    meeting.wait()
                row.save()

        return on_its_own_connection(work)

    writers = [write(goal, school) for goal, school in zip(goals, schools, strict=True)]
    for done in [threads.submit(writer) for writer in writers]:
        done.result(PATIENCE)
    assert ContentVersion.current() == before + 2
    assert set(Goal.objects.values_list("target", flat=True)) == {"gehaald"}
    assert SchoolParticipation.objects.count() == 2
