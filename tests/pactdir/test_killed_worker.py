"""A worker of gunicorn that dies in the middle of a save leaves all of it, or nothing.

Half of the saves are the region's form with its goals, sent to the admin; the other half a region,
its goals and an activity in one change, for no form of the admin holds all three.
"""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
from collections import Counter
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.forms import ModelForm
from django.test import Client

from news.models import Event
from regions.editing.conflict.version import OWN_ROW, RowSet, signed, stored_version, unsigned
from regions.models import Goal, Region
from regions.writing.changing import ContentVersion
from tests import make
from tests.admin import filling

pytestmark = pytest.mark.django_db(transaction=True)

APP = "tests.pactdir.watched_app:application"
ALL_AT_ONCE = "/in-een-keer/"
SAVES = 100
SEED = 20211118
PATIENCE = 30  # seconds before a site that hangs ends as a red test
TRIES = 20_000


def database_url():
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    who = quote(at["USER"]) + (f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else "")
    where = quote(at["HOST"], safe="") + (f":{at['PORT']}" if at["PORT"] else "")
    return f"postgresql://{who}@{where}/{at['NAME']}"


@pytest.fixture
def port(tmp_path):
    """The port of a gunicorn that serves this test's database with the project's own config."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "pactdir/gunicorn.py", APP],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "PORT": str(port),
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
            "STATIC_ROOT": str(tmp_path),
        },
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    heard = []
    for line in process.stderr:
        heard.append(line)
        if "Booting worker" in line:
            break
    else:
        pytest.fail(f"gunicorn ended before it served:\n{''.join(heard)}")
    with open(os.devnull, "w") as nowhere:
        reader = subprocess.Popen(["cat"], stdin=process.stderr, stdout=nowhere)
    process.stderr.close()
    yield port
    process.terminate()
    process.wait(PATIENCE)
    reader.wait(PATIENCE)


class Saves:
    """One region, its goals and an activity, saved again and again with a number in all of them."""

    def __init__(self, port):
        self.port = port
        self.region = make.a_region(summary="0")
        for order in (1, 2):
            make.a_goal(region=self.region, order=order, target="0")
        self.event = make.an_event(region=self.region, summary="0")
        self.client = Client()
        self.client.force_login(make.a_national_editor())
        self.form = filling.opened(self.client, Region, self.region)
        self.shown = unsigned(self.region, self.form["form_version"])
        self.start = ContentVersion.current()

    def by_form(self, number, kill_at):
        own_row = RowSet(OWN_ROW, Region.objects.filter(pk=self.region.pk), ModelForm)
        goals = RowSet("goals", self.region.goals.all(), ModelForm)
        version = self.shown | stored_version([own_row, goals])
        self.form |= {"summary": number, "goals-0-target": number, "goals-1-target": number}
        self.form["form_version"] = signed(self.region, version)
        sent = {name: value for name, value in self.form.items() if "__prefix__" not in name}
        return self.send(self.form.where, urlencode(sent, doseq=True), kill_at)

    def all_at_once(self, number, kill_at):
        return self.send(f"{ALL_AT_ONCE}?number={number}", "", kill_at)

    def send(self, address, body, kill_at):
        """Send it, and kill who is at it at that statement; the status and how far it came."""
        cookies = "; ".join(f"{one.key}={one.value}" for one in self.client.cookies.values())
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as site:
            with socket.create_server(("127.0.0.1", 0)) as watching:
                watching.settimeout(PATIENCE)
                headers = {
                    "Cookie": cookies,
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Watch-Port": str(watching.getsockname()[1]),
                }
                site.request("POST", address, body, headers)
                worker, _ = watching.accept()
                with worker, worker.makefile("rb") as told:
                    statements = watch(told, kill_at)
            try:
                return site.getresponse().status, statements
            except (http.client.RemoteDisconnected, ConnectionError):
                return None, statements

    def stands(self):
        """The number that is stored, which is one and the same wherever it is."""
        self.region.refresh_from_db()
        numbers = {self.region.summary, *self.region.goals.values_list("target", flat=True)}
        assert len(numbers) == 1, numbers
        return numbers.pop()

    def recorded(self, number):
        """What one save left in history: how many records of each kind, and of how many changes."""
        region = Region.history.filter(summary=number).exclude(history_type="+")
        goals = Goal.history.filter(target=number).exclude(history_type="+")
        event = Event.history.filter(summary=number).exclude(history_type="+")
        changes = {change for rows in (region, goals, event) for change in of_changes(rows)}
        return region.count(), goals.count(), event.count(), len(changes)


def of_changes(records):
    return records.order_by().values_list("change_id", flat=True)


def watch(told, kill_at):
    """Follow a worker by its dots, and kill it at one of them; how many there were."""
    process = int(told.readline())
    statements = 0
    while told.read(1):
        statements += 1
        if statements == kill_at:
            os.kill(process, signal.SIGKILL)
    return statements


def wait_until_nobody_writes():
    """What a killed worker sent last may still be at work in PostgreSQL. In SQLite it died too."""
    if connection.vendor != "postgresql":
        return
    for _ in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            if cursor.fetchone()[0] == 0:
                return
    pytest.fail("someone is still writing")


def test_a_save_whose_worker_is_killed_is_there_whole_or_not_at_all(port):
    saves, draw = Saves(port), random.Random(SEED)  # noqa: S311 (the same moments every time)
    ways = [(saves.by_form, (1, 2, 0, 1)), (saves.all_at_once, (1, 2, 1, 1))]
    lengths = [save("voluit", kill_at=None)[1] for save, _ in ways]
    kept, answered = Counter(), Counter()

    for number in map(str, range(1, SAVES + 1)):
        way = int(number) % 2
        save, whole = ways[way]
        before = saves.stands()
        # Beyond its last statement nobody kills it.
        status, _ = save(number, kill_at=draw.randint(1, lengths[way] * 5 // 4))
        wait_until_nobody_writes()

        is_kept = saves.stands() == number
        assert is_kept or saves.stands() == before
        assert saves.recorded(number) == (whole if is_kept else (0, 0, 0, 0))
        assert status in (None, 302)
        assert is_kept or status is None  # what was answered for stands
        kept[way] += is_kept
        answered[way] += status is not None

    assert ContentVersion.current() == saves.start + len(ways) + kept.total()
    # Of either way some were killed, and some were not.
    assert all(0 < answered[way] < SAVES // 2 for way in range(2)), answered
