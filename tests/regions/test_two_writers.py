"""Two real transactions at once, each on its own connection, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client

from news.models import Article
from pactdir.accounts.last_national import LAST_ONE
from regions.models import Goal, MunicipalitySuccession, Region
from regions.writing.changing import ContentVersion, changing
from schools.models import SchoolParticipation
from tests import make
from tests.admin.filling import opened

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30  # seconds after which a hanging test fails; no writer should wait this long
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
    """The second writer: starts when called, and returns its outcome."""

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

    def is_waiting(self):
        """Whether the second writer is blocked by the first. SQLite cannot tell, so there this
        means it has started.
        """
        assert self.begins.wait(PATIENCE)
        if connection.vendor != "postgresql":
            return True
        return any(self._is_blocked() for _ in range(TRIES))

    def _is_blocked(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self.backend])
            return cursor.fetchone()[0]


def race(threads, first, second):
    """Write `first`, start `second` before that is committed; return the outcome of `second`."""
    is_written, may_commit = Event(), Event()

    def hold():
        with changing():
            first()
            is_written.set()
            assert may_commit.wait(PATIENCE)

    writer = Second(second)
    holding = threads.submit(on_its_own_connection(hold))
    assert is_written.wait(PATIENCE)
    trying = threads.submit(on_its_own_connection(writer))
    try:
        waited = writer.is_waiting()
    finally:
        may_commit.set()
    holding.result(PATIENCE)
    outcome = trying.result(PATIENCE)
    assert waited
    return outcome


def test_of_two_overlapping_participations_saved_at_once_one_is_refused(threads):
    """Both have an end, so only the lock prevents this, not the index on open participations."""
    row = make.a_school_participation(since="2010", until="2011")
    member = {"school": row.school, "region": row.region, "source": "testbron"}
    first = SchoolParticipation(since="2020", until="2022", **member)
    second = SchoolParticipation(since="2021", until="2023", **member)
    outcome = race(threads, first.save, second.save)
    assert outcome == ["Deze deelnemer doet in deze periode al mee in deze regio."]
    assert list(SchoolParticipation.objects.order_by("pk")) == [row, first]


def test_two_consecutive_participations_are_both_saved(threads):
    row = make.a_school_participation(since="2010", until="2011")
    member = {"school": row.school, "region": row.region, "source": "testbron"}
    first = SchoolParticipation(since="2020", until="2021", **member)
    second = SchoolParticipation(since="2022", until="2023", **member)
    assert race(threads, first.save, second.save) == "saved"
    assert SchoolParticipation.objects.count() == 3


def test_of_two_successions_that_form_a_cycle_one_is_refused(threads):
    here, there = make.a_municipality(), make.a_municipality()
    first = MunicipalitySuccession(old=here, new=there, on="2022")
    second = MunicipalitySuccession(old=there, new=here, on="2023")
    outcome = race(threads, first.save, second.save)
    assert outcome == ["Een gemeente kan zichzelf niet opvolgen."]
    assert list(MunicipalitySuccession.objects.all()) == [first]


def test_two_concurrent_changes_to_one_event_each_raise_its_sequence(threads):
    event = make.an_event(venue="aula")
    first, second = (type(event).objects.get(pk=event.pk) for _ in range(2))
    first.venue, second.venue = "gymzaal", "techlab"

    assert race(threads, first.save, second.save) == "saved"

    event.refresh_from_db()
    assert (event.venue, event.sequence) == ("techlab", 2)


def test_two_drafts_of_the_same_name_published_at_once_each_get_a_slug(threads):
    """On PostgreSQL the second writer is refused and retries."""
    first, second = [
        make.an_article(name="Open dag", slug="open-dag", published_from=None) for _ in range(2)
    ]

    def publish(draft):
        row = Article.objects.get(pk=draft.pk)
        row.published_from = make.PUBLISHED
        row.save()

    def publish_again():
        try:
            publish(second)
        except IntegrityError:
            publish(second)

    assert race(threads, lambda: publish(first), publish_again) == "saved"

    addresses = Article.objects.order_by("pk").values_list("slug", flat=True)
    assert list(addresses) == ["open-dag", "open-dag-2"]


def test_writers_of_two_regions_do_not_block_each_other(threads):
    goals = [make.a_goal(), make.a_goal()]
    schools = [make.a_school(), make.a_school()]
    before = ContentVersion.current()
    # SQLite allows one writer at a time, so there the second waits before `changing()` and not
    # inside it.
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
    for future in [threads.submit(writer) for writer in writers]:
        future.result(PATIENCE)
    assert ContentVersion.current() == before + 2
    assert set(Goal.objects.values_list("target", flat=True)) == {"gehaald"}
    assert SchoolParticipation.objects.count() == 2


def a_form(row, **values):
    client = Client()
    client.force_login(make.a_national_editor())
    form = opened(client, type(row), row)
    form.update(values)
    return form


def sent_at_once(threads, first, second):
    """Submit two forms, the second before the save of the first is committed; return both
    responses.
    """
    answers = {}
    race(
        threads,
        lambda: answers.update(first=first.send()),
        lambda: answers.update(second=second.send()),
    )
    return answers["first"], answers["second"]


def test_of_two_submissions_of_one_form_at_once_one_is_saved_and_one_shows_the_conflict(threads):
    region = make.a_region(name="West", summary="Zoals het was")
    forms = [a_form(region, summary=f"Van de {who}") for who in ("eerste", "tweede")]

    first, second = sent_at_once(threads, *forms)

    assert (first.saved, second.saved) == (True, False)
    assert "Intussen gewijzigd door" in second.soup.select_one(".edit-conflict").text
    assert second["summary"] == "Van de tweede"
    region.refresh_from_db()
    assert region.summary == "Van de eerste"
    assert second.send().saved
    region.refresh_from_db()
    assert region.summary == "Van de tweede"


def test_a_row_submitted_at_once_in_its_own_form_and_its_region_form_is_saved_by_one(threads):
    goal = make.a_goal(text="Meer instroom", target="10")
    by_itself = a_form(goal, text="Van de eerste")
    below = a_form(goal.region, **{"goals-0-target": "20"})

    first, second = sent_at_once(threads, by_itself, below)

    assert (first.saved, second.saved) == (True, False)
    assert (second["goals-0-text"], second["goals-0-target"]) == ("Van de eerste", "20")
    goal.refresh_from_db()
    assert (goal.text, goal.target) == ("Van de eerste", "10")


def test_a_row_deleted_and_changed_at_once_is_not_half_saved(threads):
    goal = make.a_goal(text="Meer instroom")
    deleting = a_form(goal.region, **{"goals-0-DELETE": "on"})
    changing_it = a_form(goal.region, **{"goals-0-text": "Beter", "summary": "Van de tweede"})

    first, second = sent_at_once(threads, deleting, changing_it)

    assert (first.saved, second.saved) == (True, False)
    assert second["goals-0-text"] == "Beter"
    assert not Goal.objects.exists()
    assert Region.objects.get().summary == ""


def test_forms_of_two_regions_submitted_at_once_are_both_saved(threads):
    forms = [a_form(make.a_region(), summary="Beter") for _ in range(2)]

    sending = [threads.submit(on_its_own_connection(form.send)) for form in forms]

    assert [answer.result(PATIENCE).saved for answer in sending] == [True, True]


def demote(user):
    user.is_superuser = False
    user.save()


def disable(user):
    user.is_active = False
    user.save(update_fields=["is_active"])


@pytest.mark.parametrize("leave", [demote, disable, User.delete])
def test_if_two_national_editors_leave_at_once_one_stays(threads, leave):
    first, second = (make.a_national_editor(password="drie woorden samen") for _ in range(2))

    def leave_too():
        with changing():
            leave(second)

    assert race(threads, lambda: leave(first), leave_too) == [LAST_ONE]
    assert User.objects.get(is_superuser=True, is_active=True).username == second.username


def test_if_two_national_editors_are_demoted_in_bulk_at_once_one_stays(threads):
    first, second = (make.a_national_editor(password="drie woorden samen") for _ in range(2))

    def demote_in_bulk(user):
        User.objects.filter(pk=user.pk).update(is_superuser=False)

    def demote_too():
        with pytest.raises(IntegrityError, match="last national editor"), changing():
            demote_in_bulk(second)

    race(threads, lambda: demote_in_bulk(first), demote_too)

    assert User.objects.get(is_superuser=True).username == second.username
