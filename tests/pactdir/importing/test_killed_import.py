"""An import that is killed at any statement leaves all of it, or nothing."""

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
    written,
)
from tests.pactdir.test_killed_worker import PATIENCE, database_url, wait_until_nobody_writes

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 40
SEED = 20211118


@pytest.fixture
def importing(tmp_path):
    """A process that imports the folder it is given, and says how that ended."""
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
    yield Importing(process, tmp_path)
    process.stdin.close()
    process.wait(PATIENCE)
    process.stdout.close()


class Importing:
    def __init__(self, process, folder):
        self.process, self.folder = process, folder

    def __call__(self, number, kill_at, goes_on=False):
        """Import the country in its edition of that number; how it ended, and how far it came.

        It is killed before that statement, or where it `goes_on` at some moment from there on.
        """
        written(self.folder, edition(number))
        with socket.create_server(("127.0.0.1", 0)) as watching:
            watching.settimeout(PATIENCE)
            self.process.stdin.write(f"{watching.getsockname()[1]} {self.folder}\n")
            self.process.stdin.flush()
            child, _ = watching.accept()
            with child, child.makefile("rb") as told:
                statements = follow(child, told, kill_at, goes_on)
        return int(self.process.stdout.readline()), statements


def follow(child, told, kill_at, goes_on):
    process, statements = int(told.readline()), 0
    with suppress(ConnectionError):  # it died with our answer unread
        while told.read(1):
            statements += 1
            if statements != kill_at or goes_on:
                child.sendall(b".")
            if statements == kill_at:
                os.kill(process, signal.SIGKILL)
    return statements


def edition(number):
    """The files with that number in each of them."""
    place = f"52.{number:04}"
    shape = [[[4.7, 52.6], [4.8, 52.6], [4.8, float(place)], [4.7, 52.6]]]
    return COUNTRY | {
        "gemeenten.csv": MUNICIPALITIES.replace("52.60038", place),
        "pc4.csv": POSTCODES.replace("52.631", place),
        "grenzen.geojson": geojson(feature(coordinates=shape)),
    }


def stands():
    """The number that is stored, which is one and the same wherever it is."""
    places = {
        Municipality.objects.get(code="GM0361").latitude,
        PostcodeArea.objects.get(code="1811").latitude,
        Boundary.objects.get().shape[0][0][2][1],
    }
    assert len(places) == 1, places
    return round(places.pop() * 10_000) % 10_000


def rows():
    """How many rows there are of everything, but for a session or a log-in."""
    return {model: model._base_manager.count() for model in apps.get_models()}


def test_a_first_import_that_is_killed_leaves_nothing(importing):
    before = rows()
    draw = random.Random(SEED)  # noqa: S311 (the same moments every time)

    for kill_at in [1, 2, *draw.sample(range(3, 30), 6)]:
        assert importing(7000, kill_at)[0] == -signal.SIGKILL
        wait_until_nobody_writes()
        assert rows() == before

    assert importing(7000, None)[0] == 0
    assert stands() == 7000


def test_a_later_import_that_is_killed_is_there_whole_or_not_at_all(importing):
    importing(7000, None)
    _, length = importing(7001, None)
    draw = random.Random(SEED)  # noqa: S311 (the same moments every time)
    version, logs, kept = ContentVersion.current(), Import.objects.count(), 0

    for number in range(7002, 7002 + KILLS):
        before = stands()
        # Beyond its last statement nobody kills it.
        ended, _ = importing(number, draw.randint(1, length * 5 // 4), goes_on=True)
        wait_until_nobody_writes()

        is_kept = stands() == number
        assert is_kept or stands() == before
        assert ended in (0, -signal.SIGKILL)
        assert is_kept or ended != 0  # what is said to be loaded is
        kept += is_kept
        assert Import.objects.count() == logs + kept * len(COUNTRY)
        assert ContentVersion.current() == version + kept

    assert 0 < kept < KILLS  # some were killed, and some were not
