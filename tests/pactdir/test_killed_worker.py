"""A gunicorn worker that dies during a save has written all of it or nothing.

Half of the saves submit the region's admin form with its goals; the other half write a region,
its goals and an event in one change, since no admin form has all three.
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
ALL_AT_ONCE_PATH = "/in-een-keer/"
SAVES = 26  # saves on each database
SEED = 20211118
TIMEOUT = 30  # seconds after which a hanging server fails the test
MAX_POLLS = 20_000


def database_url():
    params = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{params['NAME']}"
    credentials = quote(params["USER"]) + (
        f":{quote(params['PASSWORD'])}" if params["PASSWORD"] else ""
    )
    server = quote(params["HOST"], safe="") + (f":{params['PORT']}" if params["PORT"] else "")
    return f"postgresql://{credentials}@{server}/{params['NAME']}"


@pytest.fixture
def port(tmp_path):
    """The port of a gunicorn with the project's configuration, on this test's database."""
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
    lines = []
    for line in process.stderr:
        lines.append(line)
        if "Booting worker" in line:
            break
    else:
        pytest.fail(f"gunicorn ended before it served:\n{''.join(lines)}")
    with open(os.devnull, "w") as nowhere:
        reader = subprocess.Popen(["cat"], stdin=process.stderr, stdout=nowhere)
    process.stderr.close()
    yield port
    process.terminate()
    process.wait(TIMEOUT)
    reader.wait(TIMEOUT)


class Saves:
    """A region, its goals and an event, saved repeatedly with the same number in each of them."""

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

    def save_form(self, number, kill_at):
        own_row = RowSet(OWN_ROW, Region.objects.filter(pk=self.region.pk), ModelForm)
        goals = RowSet("goals", self.region.goals.all(), ModelForm)
        version = self.shown | stored_version([own_row, goals])
        self.form |= {"summary": number, "goals-0-target": number, "goals-1-target": number}
        self.form["form_version"] = signed(self.region, version)
        sent = {name: value for name, value in self.form.items() if "__prefix__" not in name}
        return self.send(self.form.where, urlencode(sent, doseq=True), kill_at)

    def save_all_at_once(self, number, kill_at):
        return self.send(f"{ALL_AT_ONCE_PATH}?number={number}", "", kill_at)

    def send(self, address, body, kill_at):
        """Send the request and kill the worker at that statement; return the status and the number
        of statements.
        """
        cookies = "; ".join(
            f"{cookie.key}={cookie.value}" for cookie in self.client.cookies.values()
        )
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)) as site:
            with socket.create_server(("127.0.0.1", 0)) as listener:
                listener.settimeout(TIMEOUT)
                headers = {
                    "Cookie": cookies,
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Watch-Port": str(listener.getsockname()[1]),
                }
                site.request("POST", address, body, headers)
                worker, _ = listener.accept()
                with worker, worker.makefile("rb") as messages:
                    statements = count_statements(messages, kill_at)
            try:
                return site.getresponse().status, statements
            except (http.client.RemoteDisconnected, ConnectionError):
                return None, statements

    def stored_number(self):
        self.region.refresh_from_db()
        numbers = {self.region.summary, *self.region.goals.values_list("target", flat=True)}
        assert len(numbers) == 1, numbers
        return numbers.pop()

    def history_of(self, number):
        """The number of history records of each kind for one save, and the number of distinct
        changes.
        """
        region = Region.history.filter(summary=number).exclude(history_type="+")
        goals = Goal.history.filter(target=number).exclude(history_type="+")
        event = Event.history.filter(summary=number).exclude(history_type="+")
        changes = {change for rows in (region, goals, event) for change in change_ids(rows)}
        return region.count(), goals.count(), event.count(), len(changes)


def change_ids(records):
    return records.order_by().values_list("change_id", flat=True)


def count_statements(messages, kill_at):
    """Follow a worker by its dots and kill it at `kill_at`; return the number of dots."""
    process = int(messages.readline())
    statements = 0
    while messages.read(1):
        statements += 1
        if statements == kill_at:
            os.kill(process, signal.SIGKILL)
    return statements


def wait_for_other_connections():
    # PostgreSQL may still be executing the last statement of a killed worker; SQLite died with it.
    if connection.vendor != "postgresql":
        return
    for _ in range(MAX_POLLS):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            if cursor.fetchone()[0] == 0:
                return
    pytest.fail("another connection is still writing")


def test_a_save_by_a_killed_worker_is_complete_or_absent(port):
    # Random but repeatable moments, different on each database.
    saves, rng = Saves(port), random.Random(f"{SEED}{connection.vendor}")  # noqa: S311
    variants = [(saves.save_form, (1, 2, 0, 1)), (saves.save_all_at_once, (1, 2, 1, 1))]
    lengths = [save("voluit", kill_at=None)[1] for save, _ in variants]
    committed, answered = Counter(), Counter()

    for number in map(str, range(1, SAVES + 1)):
        variant = int(number) % 2
        save, full_history = variants[variant]
        before = saves.stored_number()
        # One random moment in each of equal parts of the save: with half as many, the gaps are no
        # larger than between moments chosen anywhere in it. Past the last statement it is not
        # killed.
        part, parts = (int(number) - 1) // 2, SAVES // 2
        moment = (part + rng.random()) / parts * lengths[variant] * 5 / 4
        status, _ = save(number, kill_at=1 + int(moment))
        wait_for_other_connections()

        is_committed = saves.stored_number() == number
        assert is_committed or saves.stored_number() == before
        assert saves.history_of(number) == (full_history if is_committed else (0, 0, 0, 0))
        assert status in (None, 302)
        assert is_committed or status is None  # a response means that the save was committed
        committed[variant] += is_committed
        answered[variant] += status is not None

    assert ContentVersion.current() == saves.start + len(variants) + committed.total()
    # The test has seen both outcomes for both variants.
    assert all(0 < answered[variant] < SAVES // 2 for variant in range(2)), answered
