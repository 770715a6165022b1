"""Sends 500 digests while their processes are killed at random moments: `make digest`

Fails if a reader gets two, or gets none and the mail is not marked as unsure. `ARGS=50` for fewer,
`ON=SQLite` for one database.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from random import Random

import django

from tests.measures.databases import in_test_environment, run_on_each

TIMES = 20  # that `send_digest` is killed, and `send_mail`


def measure(readers: int) -> int:
    from django.core.management import call_command  # noqa: PLC0415 (only now there is anything)

    from tests.pactdir.digest.killing import (  # noqa: PLC0415
        ALLOWED,
        a_killer,
        add_readers,
        send_all,
    )

    call_command("migrate", verbosity=0)
    add_readers(readers)
    seed = Random().randrange(10**6)  # noqa: S311
    url = os.environ["DATABASE_URL"]
    with (
        tempfile.TemporaryDirectory() as folder,
        a_killer(Path(folder), url, Random(seed)) as killer,  # noqa: S311
    ):
        outcomes = send_all(killer, readers, TIMES)
    killed = ", ".join(f"{name} {times}" for name, times in killer.killed.items())
    print(f"killed: {killed} (seed {seed})")
    for (state, mails), number in sorted(outcomes.items()):
        print(f"{number:4} readers: message {state}, got {mails}", flush=True)
    return int(not outcomes.keys() <= ALLOWED or outcomes.total() != readers)


if __name__ == "__main__":
    if "--here" not in sys.argv:
        sys.exit(run_on_each("tests.measures.digest", *sys.argv[1:2] or ["500"]))
    django.setup()
    sys.exit(in_test_environment(measure, int(sys.argv[1])))
