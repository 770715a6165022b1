"""`make run` for real, in a copy of the tree with a database of its own, whatever pytest uses."""

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
SECONDS_AT_MOST = 240  # only so that a hanging server ends as a red test


class Site:
    """A site that `make run` started."""

    def __init__(self, process, port):
        self.process = process
        self.port = port
        self.output = ""

    def wait_until_it_serves(self):
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

    def answers_at(self, address):
        """On Linux all of 127.0.0.0/8 is this machine: who listens on any address answers there."""
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
    """A copy of the tree as a fresh clone would have it; only .venv is the one at hand."""

    def __init__(self, folder):
        self.folder = folder
        for name in _tracked_and_new_files():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, folder / name)
        (folder / ".venv").symlink_to(REPOSITORY / ".venv")
        # Nothing of the tests' own settings: this is someone's clean shell.
        self.environment = {name: os.environ[name] for name in ("PATH", "HOME")}

    def run(self, *command, **environment):
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=SECONDS_AT_MOST,
        )

    def manage(self, *arguments):
        return self.run(".venv/bin/python", "manage.py", *arguments)

    def open_to_others(self):
        """What of the site's own folder and settings another user of the machine could read."""
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
        end_it = threading.Timer(SECONDS_AT_MOST, os.killpg, (process.pid, signal.SIGKILL))
        end_it.start()
        site = Site(process, port)
        try:
            site.wait_until_it_serves()
            yield site
        finally:
            site.stop_with_ctrl_c()
            end_it.cancel()


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
    """What a visitor met when the site was started for the first time."""
    answers = {}
    with clone.make_run() as site:
        answers["ready"] = site.get("/readyz")
        answers["home"] = site.get("/")
        answers["head"] = site.get("/", method="HEAD")
        answers["login"] = site.get("/admin/login/")
        page = BeautifulSoup(answers["home"].text, "html.parser")
        answers["open to others"] = clone.open_to_others()
        answers["elsewhere"] = site.answers_at("127.0.0.2")
        sheets = [link["href"] for link in page.select("link[rel=stylesheet]")]
        answers["sheets"] = {sheet: site.get(sheet) for sheet in sheets}
    return site, answers


def test_starts_a_site_that_is_ready_and_dutch(first_visit):
    _, answers = first_visit

    assert (answers["ready"].status, answers["ready"].text) == (200, "ok")
    assert answers["home"].status == 200
    assert '<html lang="nl"' in answers["home"].text


def test_nobody_else_on_the_machine_reads_what_it_keeps(clone, first_visit):
    _, answers = first_visit

    assert {"pactdir.sqlite3", "static"} <= {
        path.name for path in (clone.folder / ".run").iterdir()
    }
    assert answers["open to others"] == set()


def test_listens_on_loopback_only(first_visit):
    site, answers = first_visit

    assert f"Listening at: http://127.0.0.1:{site.port} " in site.output
    assert answers["elsewhere"] is False


def test_says_where_the_site_is_and_how_to_log_in(first_visit):
    site, _ = first_visit

    assert f"http://127.0.0.1:{site.port}/\n" in site.output
    assert f"http://127.0.0.1:{site.port}/admin/\n" in site.output
    for name in ["landelijk", REGION.replace("techniekpact", "projectleider")]:
        assert f"{name}, wachtwoord techniek-demo" in site.output


def test_serves_styles_under_a_name_that_may_be_kept_for_good(first_visit):
    _, answers = first_visit

    assert answers["sheets"]
    for address, answer in answers["sheets"].items():
        assert answer.status == 200
        assert len(address.split(".")) == 3, f"{address} has no hash"
        assert "immutable" in answer.headers["Cache-Control"]


def test_asks_no_https_on_loopback(first_visit):
    _, answers = first_visit

    assert answers["login"].status == 200
    assert "Strict-Transport-Security" not in answers["home"].headers
    assert "csrftoken" in answers["login"].headers["Set-Cookie"]
    assert "Secure" not in answers["login"].headers["Set-Cookie"]


def test_speaks_of_no_visit_and_ends_quietly_on_ctrl_c(first_visit):
    site, answers = first_visit

    assert (answers["head"].status, answers["head"].text) == (200, "")
    served = site.output.partition("Listening at")[2].splitlines()[1:]
    assert [line for line in served if "[INFO]" not in line] == []
    assert "Shutting down" in served[-1]


def test_runs_again_beside_an_edit_and_another_user(clone, first_visit):
    env_file = (clone.folder / ".env").read_text()
    edited = clone.manage(
        "shell",
        "-c",
        "from django.contrib.auth.models import User; from regions.models import Region; "
        f"region = Region.objects.get(slug='{REGION}'); region.summary = 'Door ons bewerkt.'; "
        "region.save(); User.objects.create_user('iemand-anders')",
    )
    assert edited.returncode == 0, edited.stderr
    (clone.folder / ".run").chmod(0o755)
    (clone.folder / ".run/pactdir.sqlite3").chmod(0o644)

    with clone.make_run() as site:
        private = not clone.open_to_others()
        page = site.get(f"/regios/{REGION}/")

    assert (page.status, "Door ons bewerkt." in page.text) == (200, True)
    assert private
    assert "geen demo-accounts gemaakt" in site.output
    assert (clone.folder / ".env").read_text() == env_file


def test_every_command_works_with_the_env_file_it_wrote(clone, first_visit):
    checked = clone.manage("migrate", "--check")

    assert checked.returncode == 0, checked.stderr


def test_stops_before_any_work_where_the_port_is_taken(clone, first_visit):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        stopped = clone.run("make", "run", PORT=str(port))

    assert stopped.returncode != 0
    assert stopped.stderr.startswith(f"Poort {port} is bezet")
    assert stopped.stdout == ""


def test_does_not_start_without_an_environment_and_names_what_is_missing(tmp_path):
    refused = Clone(tmp_path).manage("check")

    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        "De site start niet. Zet dit goed in de omgeving of in .env:",
        "  SECRET_KEY: ontbreekt",
        "  DATABASE_URL: ontbreekt",
        "  ALLOWED_HOSTS: ontbreekt",
    ]


def test_says_in_dutch_what_one_can_make(clone):
    assert clone.run("make").stdout.startswith("make run    start de site")
