"""A database that hangs is noticed, whatever one was waiting for, and then left alone."""

from threading import Event

import psycopg
import pytest
from django.db import OperationalError

from pactdir.database import pulse as pulse_module
from pactdir.database.aside import AskedAside
from pactdir.database.errors import CommitInDoubt, outage_in, was_cut_off
from pactdir.database.postgresql import base
from pactdir.database.postgresql.base import Connection
from pactdir.database.pulse import NotAnswered, NotAsked, Pulse
from tests.pactdir.database.silent_server import SilentServer


@pytest.fixture
def server():
    server = SilentServer()
    yield server
    server.close()


@pytest.fixture
def at(server):
    """Where it is, for psycopg."""
    return {
        "host": "127.0.0.1",
        "port": server.port,
        "user": "a",
        "dbname": "a",
        "sslmode": "disable",
        "gssencmode": "disable",
    }


@pytest.fixture
def pulse(at):
    return Pulse(lambda: psycopg.connect(**at, connect_timeout=2).close())


@pytest.fixture
def connection(at, pulse):
    connection = Connection.connect(**at, autocommit=True)
    connection.pulse = pulse
    return connection


@pytest.fixture
def _at_once(monkeypatch):
    """A second is over as soon as it begins."""
    for module in (pulse_module, base):
        monkeypatch.setattr(module, "PATIENCE", 0)


@pytest.mark.usefixtures("_at_once")
def test_who_waits_for_a_database_that_hangs_gives_up(server, connection, pulse):
    server.lets_in = False
    with pytest.raises(NotAnswered) as given_up:
        connection.execute("SELECT 1")

    assert type(given_up.value) is NotAnswered
    assert (pulse.is_silent, connection.closed) == (True, True)


@pytest.mark.usefixtures("_at_once")
def test_nothing_more_is_asked_of_it_then(server, connection, pulse, at):
    other = Connection.connect(**at, autocommit=True)
    other.pulse = pulse
    server.lets_in = False
    with pytest.raises(NotAnswered):
        connection.execute("SELECT 1")
    asked = len(server.asked)
    with pytest.raises(NotAsked):
        other.execute("SELECT 2")

    assert len(server.asked) == asked
    assert not any(b"SELECT 2" in said for said in server.asked)


def test_who_waits_for_a_lock_or_a_long_statement_goes_on_waiting(connection, pulse, monkeypatch):
    """As the database lets others in, it is alive; the server breaks a statement off itself."""
    monkeypatch.setattr(base, "PATIENCE", 0)
    looks = []
    has_stopped = pulse.has_stopped
    monkeypatch.setattr(pulse, "has_stopped", lambda: looks.append(1) or has_stopped())
    connection.give_up_after = 0.25
    with pytest.raises(NotAnswered, match="did not break off"):
        connection.execute("SELECT pg_sleep(1000)")

    assert looks
    assert pulse.is_silent is False


def test_a_database_that_refuses_answers(pulse, server):
    server.close()
    pulse._take()

    assert pulse.is_silent is False


def test_once_it_answers_it_is_asked_again(pulse):
    pulse.note_silence()
    assert pulse.is_silent
    pulse._take()

    assert pulse.is_silent is False


def test_one_looks_at_a_time_and_nobody_waits_for_it(monkeypatch):
    looks, may_go = [], Event()

    def look():
        looks.append(1)
        assert may_go.wait(60)

    pulse = Pulse(look)
    found = [pulse.has_stopped() for _ in range(100)]
    monkeypatch.setattr(pulse_module, "PATIENCE", -1)
    found.append(pulse.has_stopped())
    may_go.set()

    assert found == [False] * 100 + [True]
    assert len(looks) == 1


@pytest.mark.parametrize(
    ("cause", "raised"),
    [
        (psycopg.OperationalError("server closed the connection"), CommitInDoubt),
        (NotAnswered("silent"), CommitInDoubt),
        (NotAsked("silent"), OperationalError),
    ],
)
def test_a_commit_that_was_sent_and_not_answered_is_in_doubt(cause, raised):
    class Broken:
        def commit(self):
            raise cause

    wrapper = base.DatabaseWrapper({})
    wrapper.connection = Broken()
    with pytest.raises(OperationalError) as found:
        wrapper._commit()

    assert type(found.value) is raised
    assert outage_in(found.value)


def test_a_page_is_not_tried_again_where_the_database_is_silent():
    for cause in [NotAnswered("a"), NotAsked("a"), psycopg.errors.ConnectionTimeout("a")]:
        error = Exception()
        error.__cause__ = cause
        assert was_cut_off(error) is False


def test_what_is_asked_aside_is_waited_for_only_so_long():
    may_go = Event()
    aside = AskedAside(lambda: may_go.wait(60))
    for _ in range(3):
        with pytest.raises(TimeoutError):
            aside.ask(0)
    may_go.set()

    assert aside.ask(60) is True


def test_what_goes_wrong_aside_is_told_to_who_asked():
    aside = AskedAside(lambda: 1 / 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            aside.ask(60)
