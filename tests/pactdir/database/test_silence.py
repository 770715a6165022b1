"""A hanging database is detected, whatever a thread is waiting for, and not queried again."""

from threading import Event

import psycopg
import pytest
from django.db import OperationalError

from pactdir.database import hang_detector as hang_detector_module
from pactdir.database.background_call import BackgroundCall
from pactdir.database.errors import CommitInDoubt, is_worth_retrying, outage_in
from pactdir.database.hang_detector import HangDetector, ServerNotResponding, StatementNotSent
from pactdir.database.postgresql import base
from pactdir.database.postgresql.base import Connection
from tests.pactdir.database.silent_server import SilentServer


@pytest.fixture
def server():
    server = SilentServer()
    yield server
    server.close()


@pytest.fixture
def connection_params(server):
    return {
        "host": "127.0.0.1",
        "port": server.port,
        "user": "a",
        "dbname": "a",
        "sslmode": "disable",
        "gssencmode": "disable",
    }


@pytest.fixture
def hang_detector(connection_params):
    return HangDetector(lambda: psycopg.connect(**connection_params, connect_timeout=2).close())


@pytest.fixture
def connection(connection_params, hang_detector):
    connection = Connection.connect(**connection_params, autocommit=True)
    connection.hang_detector = hang_detector
    return connection


@pytest.fixture
def _immediately(monkeypatch):
    for module in (hang_detector_module, base):
        monkeypatch.setattr(module, "PROBE_TIMEOUT", 0)


@pytest.mark.usefixtures("_immediately")
def test_gives_up_waiting_for_a_database_that_hangs(server, connection, hang_detector):
    server.accepts_connections = False
    with pytest.raises(ServerNotResponding) as error:
        connection.execute("SELECT 1")

    assert type(error.value) is ServerNotResponding
    assert (hang_detector.is_hanging, connection.closed) == (True, True)


@pytest.mark.usefixtures("_immediately")
def test_sends_nothing_more_to_a_database_that_hangs(
    server, connection, hang_detector, connection_params
):
    other = Connection.connect(**connection_params, autocommit=True)
    other.hang_detector = hang_detector
    server.accepts_connections = False
    with pytest.raises(ServerNotResponding):
        connection.execute("SELECT 1")
    received = len(server.received)
    with pytest.raises(StatementNotSent):
        other.execute("SELECT 2")

    assert len(server.received) == received
    assert not any(b"SELECT 2" in data for data in server.received)


def test_keeps_waiting_for_a_lock_or_a_long_statement(connection, hang_detector, monkeypatch):
    """It accepts connections, so it does not hang; it cancels a long statement itself."""
    monkeypatch.setattr(base, "PROBE_TIMEOUT", 0)
    checks = []
    check = hang_detector.check
    monkeypatch.setattr(hang_detector, "check", lambda: checks.append(1) or check())
    connection.client_timeout = 0.25
    with pytest.raises(ServerNotResponding, match="did not cancel"):
        connection.execute("SELECT pg_sleep(1000)")

    assert checks
    assert hang_detector.is_hanging is False


def test_a_refused_connection_is_not_a_hang(hang_detector, server):
    server.close()
    hang_detector._run_probe()

    assert hang_detector.is_hanging is False


def test_recovers_once_the_database_responds(hang_detector):
    hang_detector.report_hang()
    assert hang_detector.is_hanging
    hang_detector._run_probe()

    assert hang_detector.is_hanging is False


def test_runs_one_probe_at_a_time_without_waiting(monkeypatch):
    probes, may_finish = [], Event()

    def probe():
        probes.append(1)
        assert may_finish.wait(60)

    detector = HangDetector(probe)
    results = [detector.check() for _ in range(100)]
    monkeypatch.setattr(hang_detector_module, "PROBE_TIMEOUT", -1)
    results.append(detector.check())
    may_finish.set()

    assert results == [False] * 100 + [True]
    assert len(probes) == 1


@pytest.mark.parametrize(
    ("cause", "raised"),
    [
        (psycopg.OperationalError("server closed the connection"), CommitInDoubt),
        (ServerNotResponding("silent"), CommitInDoubt),
        (StatementNotSent("silent"), OperationalError),
    ],
)
def test_an_unanswered_commit_is_in_doubt(cause, raised):
    class Broken:
        def commit(self):
            raise cause

    wrapper = base.DatabaseWrapper({})
    wrapper.connection = Broken()
    with pytest.raises(OperationalError) as error:
        wrapper._commit()

    assert type(error.value) is raised
    assert outage_in(error.value)


def test_does_not_retry_while_the_database_hangs():
    for cause in [
        ServerNotResponding("a"),
        StatementNotSent("a"),
        psycopg.errors.ConnectionTimeout("a"),
    ]:
        error = Exception()
        error.__cause__ = cause
        assert is_worth_retrying(error) is False


def test_a_background_call_times_out():
    may_finish = Event()
    call = BackgroundCall(lambda: may_finish.wait(60))
    for _ in range(3):
        with pytest.raises(TimeoutError):
            call.result(0)
    may_finish.set()

    assert call.result(60) is True


def test_a_background_call_raises_its_error():
    call = BackgroundCall(lambda: 1 / 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            call.result(60)
