"""Visits the site while a real PostgreSQL restarts twice, and then hangs.

    make outage

Runs against gunicorn directly, without nginx. Twenty visitors request pages that each worker has
rendered before. PostgreSQL is restarted twice, then stopped (SIGSTOP) for ten seconds, while /livez
and /readyz are requested ten times a second.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from urllib.parse import unquote, urlsplit

from tests.measures.served import served_demo

VISITORS = 20
WARMUP_REQUESTS = 40  # per page, so that each worker has it cached
RESTART_MARGIN = 4  # seconds before and after each restart
HANG = 10  # seconds
REQUEST_TIMEOUT = 30  # seconds
MAX_PROBE_SECONDS = 1.0
PAGES = ["/", "/regios/", "/scholen/", "/gemeenten/", "/partners/", "/agenda/", "/nieuws/"]
PAGES += ["/regios/voorbeeldregio/", "/dichtbij/1624/", "/sitemap.xml"]


@dataclass
class Responses:
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int | str] = field(default_factory=Counter)
    stale: int = 0

    def add(self, seconds: float, status: int | str, is_stale: bool) -> None:
        self.seconds.append(seconds)
        self.statuses[status] += 1
        self.stale += is_stale

    def __str__(self) -> str:
        statuses = ", ".join(
            f"{status}: {times}" for status, times in sorted(self.statuses.items())
        )
        return (
            f"{len(self.seconds)} antwoorden ({statuses}), {self.stale} als laatste goede kopie, "
            f"langste {max(self.seconds, default=0):.2f} s"
        )


def request(site: str, address: str, responses: Responses) -> None:
    start = monotonic()
    try:
        with closing(
            http.client.HTTPConnection(urlsplit(site).netloc, timeout=REQUEST_TIMEOUT)
        ) as connection:
            connection.request("GET", address)
            response = connection.getresponse()
            response.read()
            status: int | str = response.status
            is_stale = "stale" in response.getheader("Cache-Status", "")
    except OSError as error:
        status, is_stale = type(error).__name__, False
    responses.add(monotonic() - start, status, is_stale)


@contextmanager
def running(*jobs: Callable[[], object], pause: float = 0) -> Iterator[None]:
    stop = Event()

    def work(job: Callable[[], object]) -> None:
        while not stop.is_set():
            job()
            stop.wait(pause)

    threads = [Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(REQUEST_TIMEOUT + RESTART_MARGIN)


def visitors(site: str, responses: Responses) -> list[Callable[[], object]]:
    def visitor(number: int) -> Callable[[], object]:
        turn = iter(range(number, 10**9))
        return lambda: request(site, PAGES[next(turn) % len(PAGES)], responses)

    return [visitor(number) for number in range(VISITORS)]


class Cluster:
    def __init__(self) -> None:
        self.folder = Path(unquote(urlsplit(os.environ["DATABASE_URL"]).netloc).rpartition("@")[2])
        find = ["bash", "tests/on_postgresql.sh", "--find"]
        programs = subprocess.run(find, check=True, capture_output=True, text=True).stdout.strip()
        owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        self.control = [*owner, f"{programs}/pg_ctl", "-s", "-w", "-D", f"{self.folder}/data"]

    def restart(self) -> float:
        start = monotonic()
        run = [*self.control, "restart", "-m", "fast"]
        subprocess.run(run, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        return monotonic() - start

    def processes(self) -> list[int]:
        first = int((self.folder / "data/postmaster.pid").read_text().splitlines()[0])
        return [first, *(int(task) for task in children(first))]

    def send(self, signal_: signal.Signals) -> None:
        for process in self.processes():
            os.kill(process, signal_)


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def measure(site: str, cluster: Cluster) -> list[str]:
    faults = []
    wait = Event().wait
    warm = Responses()
    for _ in range(WARMUP_REQUESTS):
        for page in PAGES:
            request(site, page, warm)
    print(f"vooraf: {warm}")

    responses = Responses()
    with running(*visitors(site, responses)):
        wait(RESTART_MARGIN)
        for _ in range(2):
            print(f"herstart in {cluster.restart():.2f} s", flush=True)
            wait(RESTART_MARGIN)
    print(f"{VISITORS} bezoekers door twee herstarts: {responses}", flush=True)
    if set(responses.statuses) != {200}:
        faults.append("een bezoeker zag een fout tijdens een herstart")

    livez, ready, read = Responses(), Responses(), Responses()
    health = [lambda: request(site, "/livez", livez), lambda: request(site, "/readyz", ready)]
    with running(*health, pause=0.1):
        with running(*visitors(site, read)):
            wait(RESTART_MARGIN / 2)
            cluster.send(signal.SIGSTOP)
            try:
                wait(HANG)
            finally:
                cluster.send(signal.SIGCONT)
            wait(RESTART_MARGIN)
        after_recovery = Responses()
        request(site, "/readyz", after_recovery)
    print(f"database hing {HANG} s")
    for name, responses in {"/livez": livez, "/readyz": ready, "bezoekers": read}.items():
        print(f"  {name}: {responses}")
    if set(livez.statuses) != {200} or max(livez.seconds) >= MAX_PROBE_SECONDS:
        faults.append("/livez zweeg")
    if set(ready.statuses) != {200, 503} or max(ready.seconds) >= MAX_PROBE_SECONDS:
        faults.append("/readyz zweeg, of zei niet wat er was")
    if set(read.statuses) != {200}:
        faults.append("een bezoeker zag een fout terwijl de database hing")
    if set(after_recovery.statuses) != {200}:
        faults.append("daarna was de site niet weer klaar")
    return faults


def main() -> int:
    cluster = Cluster()
    with served_demo(os.environ["DATABASE_URL"]) as site:
        faults = measure(site, cluster)
    print("\n".join(f"FOUT: {fault}" for fault in faults) or "Geen fout gezien.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
