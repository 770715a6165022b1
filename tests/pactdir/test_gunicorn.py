"""How the site is served allows what takes long."""

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


def test_a_long_import_in_the_admin_is_cut_off_by_neither_gunicorn_nor_nginx():
    """A worker with threads goes on telling that it lives, whatever one of them does."""
    config = Config()
    config.set("threads", gunicorn.threads)
    readme = (Path(settings.BASE_DIR) / "pactdir/deploy/README.md").read_text()

    assert config.worker_class_str == "gthread"
    assert issubclass(gunicorn.worker_class, ThreadWorker)
    (seconds,) = re.findall(r"proxy_read_timeout (\d+)s;", readme)
    assert int(seconds) >= 120


def test_the_garbage_collector_passes_over_what_was_loaded_before_there_are_workers():
    """In a process of its own: it holds for all that a process does."""
    told = """
import gc
from pactdir import gunicorn
gunicorn.when_ready(None)
print(gc.get_freeze_count() > 10_000, gc.get_threshold() == gunicorn.GC_THRESHOLDS)
"""
    run = [sys.executable, "-c", told]
    done = subprocess.run(run, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)

    assert gunicorn.preload_app
    assert done.stdout.split() == ["True", "True"]


@pytest.fixture
def ask():
    """Asks a worker with room for one request at a time, and a few threads to spare."""
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

    def asked(address):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", address)
        return connection

    yield asked
    process.terminate()
    process.wait(60)


def answer(connection):
    with closing(connection):
        return connection.getresponse().read().decode()


def test_a_worker_says_that_it_lives_however_many_hang(ask):
    with socket.create_server(("127.0.0.1", 0)) as watching:
        watching.settimeout(60)
        hangs = ask(f"/hangs/?{watching.getsockname()[1]}")
        hanging, _ = watching.accept()
        alive = [answer(ask(address)) for address in ["/livez", "/readyz", "/livez"]]
        turned_away = answer(ask("/"))
        hanging.close()

    assert alive == ["/livez False", "/readyz False", "/livez False"]
    assert turned_away == "/ True"
    assert answer(hangs) == "/hangs/ False"


def test_a_worker_has_as_many_connections_to_the_database_as_it_makes_pages_at_once():
    """Django keeps one for each thread that asks it something."""
    assert gunicorn.threads - gunicorn.RESERVED_THREADS > gunicorn.RENDER_THREADS == 4
