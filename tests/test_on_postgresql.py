"""The tests' own PostgreSQL leaves nothing behind, however the command on it ends."""

import os
import signal
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

SCRIPT = Path(__file__).with_name("on_postgresql.sh")


def on_postgresql(line):
    """Start a shell line on a PostgreSQL of its own, in a process group as a terminal would."""
    return subprocess.Popen(
        ["bash", SCRIPT, "bash", "-c", line],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # Who runs the tests in the background may have Ctrl-C ignored, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def cluster_in(address):
    """The folder that a DATABASE_URL leads to."""
    return Path(unquote(urlsplit(address.strip()).netloc.partition("@")[2]))


def test_hands_on_how_the_command_ended_and_is_gone():
    with on_postgresql('echo "$DATABASE_URL"; exit 7') as process:
        cluster = cluster_in(process.stdout.read())

    assert cluster.name.startswith("pg")
    assert process.returncode == 7
    assert not cluster.exists()


@pytest.mark.parametrize(("ending", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_is_gone_when_it_is_ended_halfway_and_nobody_listens(ending, code):
    with on_postgresql('echo "$DATABASE_URL"; sleep 60') as process:
        cluster = cluster_in(process.stdout.readline())
        was_there = cluster.exists()
        process.stdout.close()  # as `make test | head` does
        os.killpg(process.pid, ending)

    assert was_there
    assert process.returncode in {code, 141}  # 141: it could not say that it was ended
    assert not cluster.exists()
