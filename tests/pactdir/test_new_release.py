"""A new release takes over from the old one without refusing a request."""

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

TIMEOUT = 120  # so that a hanging server fails the test
# Imports a module, as the site does: after a restart the master must find the same modules.
APP = """
from http import cookies
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"{release}"]
"""


class RunningSite:
    """gunicorn with the project's configuration, started as systemd would."""

    def __init__(self, folder):
        self.folder, self.pidfile = folder, folder / "gunicorn.pid"
        self.write_release("old")
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(str(folder / "notify"))
        self.notices.settimeout(TIMEOUT)
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.port = server.getsockname()[1]
        gunicorn = [Path(sys.executable).with_name("gunicorn"), "--config", "pactdir/gunicorn.py"]
        options = ["--pid", str(self.pidfile), "--pythonpath", str(folder), "served:application"]
        with open(folder / "log", "w") as log:
            self.process = subprocess.Popen(
                [*gunicorn, *options],
                cwd=settings.BASE_DIR,
                env=os.environ
                | {"PORT": str(self.port), "NOTIFY_SOCKET": str(folder / "notify")}
                | {"PYTHONDONTWRITEBYTECODE": "1"},
                stderr=log,
            )
        assert self.announced_main_process() == self.process.pid

    def write_release(self, release, code=APP):
        (self.folder / "served.py").write_text(code.format(release=release))

    def announced_main_process(self):
        while True:
            message = self.notices.recv(4096).decode()
            if message.startswith("MAINPID="):
                return int(message.removeprefix("MAINPID="))

    def new_release(self, **environment):
        return subprocess.run(
            ["sh", "pactdir/new_release.sh", str(self.pidfile)],
            cwd=settings.BASE_DIR,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )

    def ask(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        connection.request("GET", "/", headers={"Connection": "close"})
        body = connection.getresponse().read().decode()
        connection.close()
        return body

    def main_process(self):
        return int(self.pidfile.read_text())


@pytest.fixture
def served(tmp_path):
    site = RunningSite(tmp_path)
    yield site
    subprocess.run(["kill", str(site.main_process())], check=True)
    site.process.wait(timeout=TIMEOUT)
    site.notices.close()


def test_a_new_release_refuses_no_request(served):
    bodies, stop = [served.ask()], threading.Event()

    def visit():
        while not stop.is_set():
            try:
                bodies.append(served.ask())
            except OSError as error:
                bodies.append(repr(error))

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    served.write_release("new")
    result = served.new_release()
    stop.set()
    for visitor in visitors:
        visitor.join()

    assert (result.returncode, result.stderr) == (0, "")
    assert set(bodies) == {"old", "new"}
    assert bodies[0] == "old"
    assert served.ask() == "new"
    assert served.process.wait(timeout=TIMEOUT) == 0  # the old master has stopped
    assert served.announced_main_process() == served.main_process() != served.process.pid


def test_a_release_that_does_not_start_leaves_the_old_one_running(served):
    served.write_release("", code="raise SystemExit('stuk')")
    result = served.new_release(PATIENCE="5")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "De nieuwe versie start niet: zie het logboek. De oude blijft staan.\n"
    assert served.ask() == "old"
    assert served.main_process() == served.process.pid


def test_the_documented_unit_uses_the_script():
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
