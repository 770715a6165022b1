"""A new release takes over from the old one, and nobody is refused meanwhile."""

import configparser
import http.client
import os
import shlex
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings

SECONDS_AT_MOST = 120  # only so that a site that hangs ends as a red test
# As the site does; a master that is started anew must find the same modules.
APP = """
from http import cookies
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"{release}"]
"""


class Served:
    """A gunicorn with the project's own configuration, as systemd would start it."""

    def __init__(self, folder):
        self.folder, self.pidfile = folder, folder / "gunicorn.pid"
        self.become("old")
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(str(folder / "notify"))
        self.notices.settimeout(SECONDS_AT_MOST)
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.port = server.getsockname()[1]
        gunicorn = [Path(sys.executable).with_name("gunicorn"), "--config", "pactdir/gunicorn.py"]
        told = ["--pid", str(self.pidfile), "--pythonpath", str(folder), "served:application"]
        with open(folder / "log", "w") as log:
            self.process = subprocess.Popen(
                [*gunicorn, *told],
                cwd=settings.BASE_DIR,
                env=os.environ
                | {"PORT": str(self.port), "NOTIFY_SOCKET": str(folder / "notify")}
                | {"PYTHONDONTWRITEBYTECODE": "1"},
                stderr=log,
            )
        assert self.main_process_told() == self.process.pid

    def become(self, release, code=APP):
        (self.folder / "served.py").write_text(code.format(release=release))

    def main_process_told(self):
        """Which process systemd is told to watch, once the site stands."""
        while True:
            told = self.notices.recv(4096).decode()
            if told.startswith("MAINPID="):
                return int(told.removeprefix("MAINPID="))

    def new_release(self, **environment):
        return subprocess.run(
            ["sh", "pactdir/new_release.sh", str(self.pidfile)],
            cwd=settings.BASE_DIR,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=SECONDS_AT_MOST,
        )

    def ask(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_AT_MOST)
        connection.request("GET", "/", headers={"Connection": "close"})
        answer = connection.getresponse().read().decode()
        connection.close()
        return answer

    def main_process(self):
        return int(self.pidfile.read_text())


@pytest.fixture
def served(tmp_path):
    site = Served(tmp_path)
    yield site
    subprocess.run(["kill", str(site.main_process())], check=True)
    site.process.wait(timeout=SECONDS_AT_MOST)
    site.notices.close()


def test_a_new_release_takes_over_without_a_gap(served):
    answers, is_over = [served.ask()], threading.Event()

    def visit():
        while not is_over.is_set():
            try:
                answers.append(served.ask())
            except OSError as error:
                answers.append(repr(error))

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    served.become("new")
    done = served.new_release()
    is_over.set()
    for visitor in visitors:
        visitor.join()

    assert (done.returncode, done.stderr) == (0, "")
    assert set(answers) == {"old", "new"}
    assert answers[0] == "old"
    assert served.ask() == "new"
    assert served.process.wait(timeout=SECONDS_AT_MOST) == 0  # the old one has gone
    assert served.main_process_told() == served.main_process() != served.process.pid


def test_a_release_that_does_not_start_leaves_the_old_one(served):
    served.become("", code="raise SystemExit('stuk')")
    done = served.new_release(PATIENCE="5")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "De nieuwe versie start niet: zie het logboek. De oude blijft staan.\n"
    assert served.ask() == "old"
    assert served.main_process() == served.process.pid


def test_the_documented_unit_does_so():
    readme = (settings.BASE_DIR / "pactdir/deploy/README.md").read_text()
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str
    unit.read_string(readme.partition("```ini\n")[2].partition("```")[0])
    service = unit["Service"]

    start, reload = shlex.split(service["ExecStart"]), shlex.split(service["ExecReload"])
    assert start[1:3] == ["--config", "pactdir/gunicorn.py"]
    assert (settings.BASE_DIR / reload[1]).is_file()
    assert start[start.index("--pid") + 1] == reload[2]
    assert (service["Type"], service["NotifyAccess"]) == ("notify", "all")
    graceful = int(start[start.index("--graceful-timeout") + 1])
    assert graceful < int(service["TimeoutStopSec"]) < int(service["TimeoutStartSec"])
