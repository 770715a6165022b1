"""Pages are cached in a real Redis, which may go down at any time."""

import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pactdir.page_store import backends
from pactdir.page_store.backends import COUNTS, NARROWED, PAGES, page_caches
from tests import make

pytestmark = pytest.mark.django_db
ACCEPT_BROTLI = {"accept-encoding": "br"}


class Server:
    """A redis-server on a socket in a temporary folder."""

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
        client_ = redis.Redis(unix_socket_path=str(self.socket))
        for _ in range(1000):
            try:
                client_.ping()
                break
            except redis.ConnectionError:
                self.process.poll()
                try:
                    self.process.wait(0.02)
                    break
                except subprocess.TimeoutExpired:
                    pass
        client_.close()

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
    """A clock that stands still until a test moves it."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(backends, "monotonic", clock)
    return clock


@pytest.fixture
def redis_cache(server, settings, monkeypatch):
    monkeypatch.setattr(backends, "_paused_until", 0.0)
    settings.CACHES = page_caches(f"unix://{server.socket}")
    caches[PAGES].clear()
    return server


def with_query_count(client, address, **options):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, **options)
    return response, len(captured)


def test_caches_pages_in_redis(redis_cache, client):
    make.a_region(name="Amstelland")
    first = client.get("/regios/", headers=ACCEPT_BROTLI)
    second, count = with_query_count(client, "/regios/", headers=ACCEPT_BROTLI)
    narrowed = [with_query_count(client, "/regios/?page=1")[1] for _ in range(2)]

    assert (second.content, second.headers, count) == (first.content, first.headers, 1)
    assert narrowed[0] > narrowed[1] == 1
    with redis.Redis(unix_socket_path=str(redis_cache.socket)) as client_:
        keys = sorted(client_.keys())
        assert [key.split(b":")[0].decode() for key in keys] == [
            f"pactdir-{NARROWED}",
            f"pactdir-{PAGES}",
        ]
        # Entries are not pickled, and expire.
        assert all(client_.get(key).startswith(b"[{") for key in keys)
        assert all(0 < client_.ttl(key) <= backends.DAY for key in keys)


def test_counts_in_redis_and_not_at_all_while_it_is_down(redis_cache):
    caches[COUNTS].clear()
    day = timedelta(days=1)
    counts = [backends.count("one", day), backends.count("one", day), backends.count("other", day)]
    redis_cache.kill()
    try:
        while_down = backends.count("one", day)
    finally:
        redis_cache.start()

    assert counts == [1, 2, 1]
    assert while_down == 0


def test_a_new_release_uses_the_same_redis(redis_cache, client):
    before = client.get("/")
    make.a_region(name="Amstelland")

    assert client.get("/", headers={"if-none-match": before["ETag"]}).status_code == 200


def test_renders_a_page_with_a_damaged_entry(redis_cache, client):
    response = client.get("/")
    caches[PAGES].set(response["ETag"], b"\x80\x04garbage")

    assert client.get("/").content == response.content


def test_renders_pages_while_redis_is_down(redis_cache, client, caplog, clock):
    make.a_region(name="Amstelland")
    before = client.get("/regios/")
    redis_cache.kill()
    try:
        responses = [client.get("/regios/") for _ in range(3)]
    finally:
        redis_cache.start()
    warnings = [message for message in caplog.messages if "Redis does not answer" in message]
    clock.now += backends.REDIS_PAUSE - 1
    _, count_during_pause = with_query_count(client, "/regios/")
    clock.now += 1
    client.get("/regios/")
    after, count = with_query_count(client, "/regios/")

    assert [page.content for page in [*responses, after]] == [before.content] * 4
    assert len(warnings) == 1
    assert count_during_pause > 1
    assert count == 1


def test_renders_pages_without_redis(settings, client, monkeypatch, tmp_path):
    monkeypatch.setattr(backends, "_paused_until", 0.0)
    settings.CACHES = page_caches(f"unix://{tmp_path}/none")

    assert client.get("/").status_code == 200


def test_waits_once_for_a_redis_that_hangs(settings, client, monkeypatch):
    """It accepts a connection and sends nothing."""
    assert backends.REDIS_TIMEOUT <= 0.3
    monkeypatch.setattr(backends, "REDIS_TIMEOUT", 0.01)
    monkeypatch.setattr(backends, "_paused_until", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CACHES = page_caches(f"redis://127.0.0.1:{silent.getsockname()[1]}")
        responses = [client.get("/") for _ in range(3)]
        silent.settimeout(0)
        connections = 0
        with suppress(BlockingIOError):
            while True:
                silent.accept()[0].close()
                connections += 1

    assert [response.status_code for response in responses] == [200] * 3
    assert connections == 1
