"""Pages kept in a real Redis, that may fall away any time."""

import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
import redis
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pactdir.page_store import backends as kept_pages
from pactdir.page_store.backends import NARROWED, PAGES, page_caches
from tests import make

pytestmark = pytest.mark.django_db
BR = {"accept-encoding": "br"}


class Server:
    """A redis-server of our own on a socket, in a folder that is gone afterwards."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="redis"))
        self.socket = self.folder / "socket"
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--save", ""],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )
        asked = redis.Redis(unix_socket_path=str(self.socket))
        for _ in range(1000):
            try:
                asked.ping()
                break
            except redis.ConnectionError:
                self.process.poll()
                try:
                    self.process.wait(0.02)
                    break
                except subprocess.TimeoutExpired:
                    pass
        asked.close()

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.kill()
    shutil.rmtree(server.folder)


class Clock:
    """Stands until a test moves it."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(kept_pages, "monotonic", clock)
    return clock


@pytest.fixture
def in_redis(server, settings, monkeypatch):
    monkeypatch.setattr(kept_pages, "_rests_until", 0.0)
    settings.CACHES = page_caches(f"unix://{server.socket}")
    caches[PAGES].clear()
    return server


def queries(client, address, **asked):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, **asked)
    return answer, len(captured)


def test_a_page_is_kept_there_and_read_from_there(in_redis, client):
    make.a_region(name="Amstelland")
    made = client.get("/regios/", headers=BR)
    again, count = queries(client, "/regios/", headers=BR)
    narrowed = [queries(client, "/regios/?page=1")[1] for _ in range(2)]

    assert (again.content, again.headers, count) == (made.content, made.headers, 1)
    assert narrowed[0] > narrowed[1] == 1
    with redis.Redis(unix_socket_path=str(in_redis.socket)) as inside:
        keys = sorted(inside.keys())
        assert [key.split(b":")[0].decode() for key in keys] == [
            f"pactdir-{NARROWED}",
            f"pactdir-{PAGES}",
        ]
        # Not pickled, and gone by itself.
        assert all(inside.get(key).startswith(b"[{") for key in keys)
        assert all(0 < inside.ttl(key) <= kept_pages.A_DAY for key in keys)


def test_another_release_may_keep_its_pages_in_the_same_redis(in_redis, client):
    before = client.get("/")
    make.a_region(name="Amstelland")

    assert client.get("/", headers={"if-none-match": before["ETag"]}).status_code == 200


def test_what_is_damaged_there_is_made_anew(in_redis, client):
    made = client.get("/")
    caches[PAGES].set(made["ETag"], b"\x80\x04garbage")

    assert client.get("/").content == made.content


def test_a_redis_that_falls_away_breaks_no_page(in_redis, client, caplog, clock):
    make.a_region(name="Amstelland")
    made = client.get("/regios/")
    in_redis.kill()
    try:
        without = [client.get("/regios/") for _ in range(3)]
    finally:
        in_redis.start()
    complaints = [said for said in caplog.messages if "Redis does not answer" in said]
    clock.now += kept_pages.REST - 1
    _, while_it_rests = queries(client, "/regios/")
    clock.now += 1
    client.get("/regios/")
    back, count = queries(client, "/regios/")

    assert [page.content for page in [*without, back]] == [made.content] * 4
    assert len(complaints) == 1
    assert while_it_rests > 1
    assert count == 1


def test_a_redis_that_was_never_there_breaks_no_page(settings, client, monkeypatch, tmp_path):
    monkeypatch.setattr(kept_pages, "_rests_until", 0.0)
    settings.CACHES = page_caches(f"unix://{tmp_path}/none")

    assert client.get("/").status_code == 200


def test_a_redis_that_hangs_is_waited_for_once(settings, client, monkeypatch):
    """It takes a connection and says nothing; each wait is for a third of a second as it stands."""
    assert kept_pages.PATIENCE <= 0.3
    monkeypatch.setattr(kept_pages, "PATIENCE", 0.01)
    monkeypatch.setattr(kept_pages, "_rests_until", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CACHES = page_caches(f"redis://127.0.0.1:{silent.getsockname()[1]}")
        answers = [client.get("/") for _ in range(3)]
        silent.settimeout(0)
        connections = 0
        with suppress(BlockingIOError):
            while True:
                silent.accept()[0].close()
                connections += 1

    assert [answer.status_code for answer in answers] == [200] * 3
    assert connections == 1
