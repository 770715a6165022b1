"""The tests' temporary PostgreSQL is cleaned up however the command exits."""

import os
import signal
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

SCRIPT = Path(__file__).with_name("on_postgresql.sh")


def on_postgresql(command):
    """Run a shell command with its own PostgreSQL, in its own process group, like a terminal."""
    return subprocess.Popen(
        ["bash", SCRIPT, "bash", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # Tests running in the background may ignore Ctrl-C, and the process would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def cluster_in(database_url):
    """The socket folder in a DATABASE_URL."""
    return Path(unquote(urlsplit(database_url.strip()).netloc.partition("@")[2]))


def test_returns_the_exit_code_of_the_command_and_cleans_up():
    with on_postgresql('echo "$DATABASE_URL"; exit 7') as process:
        cluster = cluster_in(process.stdout.read())

    assert cluster.name.startswith("pg")
    assert process.returncode == 7
    assert not cluster.exists()


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_cleans_up_after_a_signal_even_if_nobody_reads_its_output(signum, code):
    with on_postgresql('echo "$DATABASE_URL"; sleep 60') as process:
        cluster = cluster_in(process.stdout.readline())
        was_there = cluster.exists()
        process.stdout.close()  # as `make test | head` does
        os.killpg(process.pid, signum)

    assert was_there
    assert process.returncode in {code, 141}  # 141 is SIGPIPE: nobody read the message
    assert not cluster.exists()
