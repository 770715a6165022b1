"""Runs `make run` in a copy of the tree with its own database."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

REPOSITORY = Path(__file__).resolve().parents[2]
REGION = "techniekpact-west-friesland"
TIMEOUT = 240  # so that a hanging server fails the test


class Site:
    """A site started by `make run`."""

    def __init__(self, process, port):
        self.process = process
        self.port = port
        self.output = ""

    def wait_until_serving(self):
        for line in self.process.stdout:
            self.output += line
            if "Listening at" in line:
                return
        pytest.fail(f"make run ended before it served:\n{self.output}")

    def get(self, address, method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, address)
        response = connection.getresponse()
        response.text = response.read().decode()
        connection.close()
        return response

    def accepts_connections_at(self, address):
        # On Linux all of 127.0.0.0/8 is this machine, so this shows on which address the server
        # listens.
        try:
            socket.create_connection((address, self.port), timeout=60).close()
        except ConnectionRefusedError:
            return False
        return True

    def stop_with_ctrl_c(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        self.output += self.process.communicate()[0]


class Clone:
    """A copy of the tree that is like a fresh clone, except that it shares .venv."""

    def __init__(self, folder):
        self.folder = folder
        for name in _tracked_and_new_files():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)
        (folder / ".venv").symlink_to(REPOSITORY / ".venv")
        # A clean environment, without the settings of the tests.
        self.environment = {name: os.environ[name] for name in ("PATH", "HOME")}

    def run(self, *command, **environment):
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )

    def manage(self, *arguments):
        return self.run(".venv/bin/python", "manage.py", *arguments)

    def readable_by_others(self):
        own = [self.folder / ".run", *(self.folder / ".run").iterdir(), self.folder / ".env"]
        return {path.name for path in own if path.stat().st_mode & 0o077}

    @contextmanager
    def make_run(self):
        port = _free_port()
        process = subprocess.Popen(
            ["make", "run"],
            cwd=self.folder,
            env=self.environment | {"PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        killer = threading.Timer(TIMEOUT, os.killpg, (process.pid, signal.SIGKILL))
        killer.start()
        site = Site(process, port)
        try:
            site.wait_until_serving()
            yield site
        finally:
            site.stop_with_ctrl_c()
            killer.cancel()


def _tracked_and_new_files():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\0") if (REPOSITORY / name).is_file()]


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    return Clone(tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="module")
def first_visit(clone):
    responses = {}
    with clone.make_run() as site:
        responses["ready"] = site.get("/readyz")
        responses["home"] = site.get("/")
        responses["head"] = site.get("/", method="HEAD")
        responses["login"] = site.get("/admin/login/")
        page = BeautifulSoup(responses["home"].text, "lxml")
        responses["open to others"] = clone.readable_by_others()
        responses["elsewhere"] = site.accepts_connections_at("127.0.0.2")
        sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
        responses["sheets"] = {sheet: site.get(sheet) for sheet in sheets}
    return site, responses


def test_starts_a_ready_site_in_dutch(first_visit):
    _, responses = first_visit

    assert (responses["ready"].status, responses["ready"].text) == (200, "ok")
    assert responses["home"].status == 200
    assert '<html lang="nl"' in responses["home"].text


def test_its_files_are_private(clone, first_visit):
    _, responses = first_visit

    assert {"pactdir.sqlite3", "static"} <= {
        path.name for path in (clone.folder / ".run").iterdir()
    }
    assert responses["open to others"] == set()


def test_listens_only_on_loopback(first_visit):
    site, responses = first_visit

    assert f"Listening at: http://127.0.0.1:{site.port} " in site.output
    assert responses["elsewhere"] is False


def test_prints_the_url_and_the_demo_logins(first_visit):
    site, _ = first_visit

    assert f"http://127.0.0.1:{site.port}/\n" in site.output
    assert f"http://127.0.0.1:{site.port}/admin/\n" in site.output
    for name in ["landelijk", REGION.replace("techniekpact", "projectleider")]:
        assert f"{name}, wachtwoord techniek-demo" in site.output


def test_serves_immutable_style_sheets(first_visit):
    _, responses = first_visit

    assert responses["sheets"]
    for address, response in responses["sheets"].items():
        assert response.status == 200
        assert len(address.split(".")) == 3, f"{address} has no hash"
        assert "immutable" in response.headers["Cache-Control"]


def test_does_not_require_https_on_loopback(first_visit):
    _, responses = first_visit

    assert responses["login"].status == 200
    assert "Strict-Transport-Security" not in responses["home"].headers
    assert "csrftoken" in responses["login"].headers["Set-Cookie"]
    assert "Secure" not in responses["login"].headers["Set-Cookie"]


def test_logs_no_requests_and_stops_on_ctrl_c(first_visit):
    site, responses = first_visit

    assert (responses["head"].status, responses["head"].text) == (200, "")
    served = site.output.partition("Listening at")[2].splitlines()[1:]
    assert [line for line in served if "[INFO]" not in line] == []
    assert "Shutting down" in served[-1]


def test_a_second_run_keeps_edits_and_other_users(clone, first_visit):
    env_file = (clone.folder / ".env").read_text()
    result = clone.manage(
        "shell",
        "-c",
        "from django.contrib.auth.models import User; from regions.models import Region; "
        f"region = Region.objects.get(slug='{REGION}'); region.summary = 'Door ons bewerkt.'; "
        "region.save(); User.objects.create_user('iemand-anders')",
    )
    assert result.returncode == 0, result.stderr
    (clone.folder / ".run").chmod(0o755)
    (clone.folder / ".run/pactdir.sqlite3").chmod(0o644)

    with clone.make_run() as site:
        private = not clone.readable_by_others()
        page = site.get(f"/regios/{REGION}/")

    assert (page.status, "Door ons bewerkt." in page.text) == (200, True)
    assert private
    assert "geen demo-accounts gemaakt" in site.output
    assert (clone.folder / ".env").read_text() == env_file


def test_commands_work_with_its_env_file(clone, first_visit):
    result = clone.manage("migrate", "--check")

    assert result.returncode == 0, result.stderr


def test_stops_at_once_if_the_port_is_occupied(clone, first_visit):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = clone.run("make", "run", PORT=str(port))

    assert result.returncode != 0
    assert result.stderr.startswith(f"Poort {port} is bezet")
    assert result.stdout == ""


def test_reports_missing_settings(tmp_path):
    result = Clone(tmp_path).manage("check")

    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "De site start niet. Zet dit goed in de omgeving of in .env:",
        "  SECRET_KEY: ontbreekt",
        "  DATABASE_URL: ontbreekt",
        "  ALLOWED_HOSTS: ontbreekt",
    ]


def test_make_lists_its_targets_in_dutch(clone):
    assert clone.run("make").stdout.startswith("make run    start de site")
