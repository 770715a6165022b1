"""An import that is killed at any statement has written everything or nothing."""

import os
import random
import signal
import socket
import subprocess
import sys
from contextlib import suppress

import pytest
from django.apps import apps
from django.conf import settings

from pactdir.models import Import
from regions.models import Boundary, Municipality, PostcodeArea
from regions.writing.changing import ContentVersion
from tests.pactdir.importing.files import (
    COUNTRY,
    MUNICIPALITIES,
    POSTCODES,
    feature,
    geojson,
    write_files,
)
from tests.pactdir.test_killed_worker import TIMEOUT, database_url, wait_for_other_connections

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 40
SEED = 20211118


@pytest.fixture
def importer(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.pactdir.importing.watched_import"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "pactdir.settings",
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
            "STATIC_ROOT": str(tmp_path),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield Importer(process, tmp_path)
    process.stdin.close()
    process.wait(TIMEOUT)
    process.stdout.close()


class Importer:
    def __init__(self, process, folder):
        self.process, self.folder = process, folder

    def __call__(self, number, kill_at, keep_going=False):
        """Import edition `number`; return the exit code and the number of statements.

        The process is killed before statement `kill_at`, or at some moment after it with
        `goes_on`.
        """
        write_files(self.folder, edition(number))
        with socket.create_server(("127.0.0.1", 0)) as watching:
            watching.settimeout(TIMEOUT)
            self.process.stdin.write(f"{watching.getsockname()[1]} {self.folder}\n")
            self.process.stdin.flush()
            child, _ = watching.accept()
            with child, child.makefile("rb") as messages:
                statements = count_statements(child, messages, kill_at, keep_going)
        return int(self.process.stdout.readline()), statements


def count_statements(child, messages, kill_at, keep_going):
    process, statements = int(messages.readline()), 0
    with suppress(ConnectionError):  # the process died before it read our reply
        while messages.read(1):
            statements += 1
            if statements != kill_at or keep_going:
                child.sendall(b".")
            if statements == kill_at:
                os.kill(process, signal.SIGKILL)
    return statements


def edition(number):
    place = f"52.{number:04}"
    shape = [[[4.7, 52.6], [4.8, 52.6], [4.8, float(place)], [4.7, 52.6]]]
    return COUNTRY | {
        "gemeenten.csv": MUNICIPALITIES.replace("52.60038", place),
        "pc4.csv": POSTCODES.replace("52.631", place),
        "grenzen.geojson": geojson(feature(coordinates=shape)),
    }


def stored_number():
    places = {
        Municipality.objects.get(code="GM0361").latitude,
        PostcodeArea.objects.get(code="1811").latitude,
        Boundary.objects.get().shape[0][0][2][1],
    }
    assert len(places) == 1, places
    return round(places.pop() * 10_000) % 10_000


def row_counts():
    return {model: model._base_manager.count() for model in apps.get_models()}


def test_a_killed_first_import_writes_nothing(importer):
    before = row_counts()
    draw = random.Random(SEED)  # noqa: S311 (the same moments every time)

    for kill_at in [1, 2, *draw.sample(range(3, 30), 6)]:
        assert importer(7000, kill_at)[0] == -signal.SIGKILL
        wait_for_other_connections()
        assert row_counts() == before

    assert importer(7000, None)[0] == 0
    assert stored_number() == 7000


def test_a_killed_later_import_writes_all_or_nothing(importer, pytestconfig):
    """At half of the moments; the next commit tests the other half."""
    importer(7000, None)
    _, length = importer(7001, None)
    draw = random.Random(SEED)  # noqa: S311 (the same moments every time)
    # Past the last statement it is not killed.
    moments = [draw.randint(1, length * 5 // 4) for _ in range(KILLS)]
    moments = moments[pytestconfig.option.turn % 2 :: 2]
    version, log_length, committed = ContentVersion.current(), Import.objects.count(), 0

    for number, kill_at in enumerate(moments, 7002):
        before = stored_number()
        exit_code, _ = importer(number, kill_at, keep_going=True)
        wait_for_other_connections()

        is_committed = stored_number() == number
        assert is_committed or stored_number() == before
        assert exit_code in (0, -signal.SIGKILL)
        assert is_committed or exit_code != 0  # a successful exit means that it was committed
        committed += is_committed
        assert Import.objects.count() == log_length + committed * len(COUNTRY)
        assert ContentVersion.current() == version + committed

    assert 0 < committed < len(moments)  # the test has seen both outcomes
