"""Sends digests in real processes that are killed at random moments."""

import os
import re
import select
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone

from pactdir.models import MailState, Message, Subscriber
from regions.clock import today
from tests import make

PROJECT = Path(__file__).resolve().parents[3]
RECIPIENT = re.compile(r"^To: (\S+)$", re.MULTILINE)
LONGEST = 300  # seconds after which a hanging command fails
# A message and the number of times it arrived.
ALLOWED = {(MailState.SENT, 1), (MailState.UNSURE, 0), (MailState.UNSURE, 1)}
PAUSE = 0.01  # seconds between two polls of the database


@dataclass
class Killer:
    folder: Path  # folder that mail is written to
    random: Random
    forking: subprocess.Popen
    killed: Counter = field(default_factory=Counter)

    def start(self, command):
        self.forking.stdin.write(f"{command}\n".encode())
        return int(self.forking.stdout.readline())

    def run(self, command):
        self.start(command)
        assert self.ends_within(LONGEST)
        assert self.exit_code() == 0

    def run_and_kill(self, command, rows, more):
        """Kill the command at a random moment after that many more rows exist."""
        last = rows.count() + more
        process = self.start(command)
        while not self.ends_within(PAUSE) and rows.count() < last:
            pass
        if not self.ends_within(self.random.uniform(0, PAUSE)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        assert self.ends_within(LONGEST)
        self.killed[command] += self.exit_code() == -signal.SIGKILL

    def ends_within(self, seconds):
        return bool(select.select([self.forking.stdout], [], [], seconds)[0])

    def exit_code(self):
        return int(self.forking.stdout.readline())

    def kill_some(self, command, rows, total, times):
        for left in range(times, 0, -1):
            most = (total - rows.count()) // left
            if most > 0:
                self.run_and_kill(command, rows, self.random.randint(0, most))

    def delivered(self):
        """How many mails each address got."""
        texts = (path.read_text(errors="replace") for path in self.folder.glob("*.log"))
        return Counter(address for text in texts for address in RECIPIENT.findall(text))


@contextmanager
def a_killer(folder, database_url, random):
    environment = {
        "DATABASE_URL": database_url,
        # without the third slash, a path relative to the project
        "EMAIL_URL": f"file:///{folder}",
        "MAIL_AT_ONCE": "off",
    }
    forking = subprocess.Popen(
        [sys.executable, "-m", "tests.pactdir.digest.forking"],
        cwd=PROJECT,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,  # `select` sees no line that a buffer holds
    )
    with forking:
        yield Killer(folder, random, forking)


def add_readers(number):
    region = make.a_region()
    make.an_event(region=region, starts_on=today() + timedelta(days=7))
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    for nth in range(number):
        email = f"lezer-{nth}@school.example"
        Subscriber.objects.create(email=email, confirmed_at=long_ago).regions.add(region)


def send_all(killer, number, times):
    """Return the number of mails per reader, by the state of their one message."""
    killer.kill_some("send_digest", Message.objects.all(), number, times)
    killer.run("send_digest")
    sent = Message.objects.filter(state=MailState.SENT)
    killer.kill_some("send_mail", sent, number, times)
    # Expire the claims of the killed senders.
    Message.objects.filter(claimed_at__isnull=False).update(
        claimed_at=timezone.now() - timedelta(hours=1), next_try_at=timezone.now()
    )
    while Message.objects.filter(state=MailState.WAITING).exists():
        killer.run("send_mail")
    states = dict(Message.objects.values_list("recipient", "state"))
    assert len(states) == Message.objects.count() == number
    delivered = killer.delivered()
    return Counter((state, delivered[recipient]) for recipient, state in states.items())
