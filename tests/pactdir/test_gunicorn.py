"""The gunicorn configuration allows long requests, and always answers health probes."""

import http.client
import re
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.workers.gthread import ThreadWorker

from pactdir import gunicorn


def test_allows_a_long_import_in_the_admin():
    """A threaded worker keeps sending its heartbeat, whatever one of its threads does."""
    config = Config()
    config.set("threads", gunicorn.threads)
    readme = (Path(settings.BASE_DIR) / "pactdir/deploy/README.md").read_text()

    assert config.worker_class_str == "gthread"
    assert issubclass(gunicorn.worker_class, ThreadWorker)
    (seconds,) = re.findall(r"proxy_read_timeout (\d+)s;", readme)
    assert int(seconds) >= 120


def test_freezes_the_heap_before_forking_workers():
    """In a separate process, since freezing affects the whole process."""
    script = """
import gc
from pactdir import gunicorn
gunicorn.when_ready(None)
print(gc.get_freeze_count() > 10_000, gc.get_threshold() == gunicorn.GC_THRESHOLDS)
"""
    run = [sys.executable, "-c", script]
    result = subprocess.run(run, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)

    assert gunicorn.preload_app
    assert result.stdout.split() == ["True", "True"]


@pytest.fixture
def ask():
    with socket.create_server(("127.0.0.1", 0)) as server:
        app = ["--bind", f"fd://{server.fileno()}", "tests.pactdir.hanging_app:application"]
        threads = ["--threads", str(gunicorn.RESERVED_THREADS + 1), "--workers", "1"]
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "pactdir/gunicorn.py", *threads, *app],
            cwd=settings.BASE_DIR,
            pass_fds=[server.fileno()],
            stderr=subprocess.DEVNULL,
        )
        port = server.getsockname()[1]

    def send(address):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", address)
        return connection

    yield send
    process.terminate()
    process.wait(60)


def read_body(connection):
    with closing(connection):
        return connection.getresponse().read().decode()


def test_answers_probes_while_other_requests_hang(ask):
    with socket.create_server(("127.0.0.1", 0)) as watching:
        watching.settimeout(60)
        hanging_request = ask(f"/hangs/?{watching.getsockname()[1]}")
        hanging_connection, _ = watching.accept()
        probes = [read_body(ask(address)) for address in ["/livez", "/readyz", "/livez"]]
        refused = read_body(ask("/"))
        hanging_connection.close()

    assert probes == ["/livez False", "/readyz False", "/livez False"]
    assert refused == "/ True"
    assert read_body(hanging_request) == "/hangs/ False"


def test_a_worker_has_four_threads_with_a_database_connection():
    """Django opens one connection for each thread that queries the database."""
    assert gunicorn.threads - gunicorn.RESERVED_THREADS > gunicorn.RENDER_THREADS == 4
