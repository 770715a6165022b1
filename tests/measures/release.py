"""Sends requests during three upgrades to a new release: `make release`.

Fails if a request fails, or if the old release keeps running.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.browser.page_types import NOT_FOUND, PAGE_TYPES
from tests.measures.served import PATIENCE, PROJECT, served_demo

VISITORS = 8
RELEASES = 3
ADDRESSES = [address for address in PAGE_TYPES.values() if address != NOT_FOUND]


class Visits:
    def __init__(self, host: str) -> None:
        self.host = host
        self.is_over = threading.Event()
        self.answers, self.failures, self.slowest = 0, list[str](), 0.0
        self._lock = threading.Lock()

    def keep_visiting(self, number: int) -> None:
        while not self.is_over.is_set():
            number += 1
            self._visit(ADDRESSES[number % len(ADDRESSES)])

    def _visit(self, address: str) -> None:
        start, failure = time.monotonic(), ""
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request("GET", address, headers={"Connection": "close"})
            answer = connection.getresponse()
            answer.read()
            failure = f"{address}: {answer.status}" if answer.status >= 400 else ""
        except (OSError, HTTPException) as error:
            failure = f"{address}: {error!r}"
        finally:
            connection.close()
        with self._lock:
            self.answers += 1
            self.slowest = max(self.slowest, time.monotonic() - start)
            self.failures += [failure] if failure else []


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _wait_for(where: str) -> None:
    host, _, port = where.partition(":")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection((host, int(port))).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)  # nothing signals that a port is still closed


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        pidfile = Path(folder, "gunicorn.pid")
        # A socket handed over by its number does not outlive a restarted master.
        where = f"127.0.0.1:{_free_port()}"
        options = ["--bind", where, "--pid", str(pidfile)]
        with served_demo("", *options, ends_by=pidfile):
            _wait_for(where)
            visits = Visits(where)
            visitors = [
                threading.Thread(target=visits.keep_visiting, args=[number * 7])
                for number in range(VISITORS)
            ]
            for visitor in visitors:
                visitor.start()
            masters = [pidfile.read_text()]
            try:
                for _ in range(RELEASES):
                    renew = ["sh", "pactdir/new_release.sh", str(pidfile)]
                    subprocess.run(renew, cwd=PROJECT, check=True, timeout=PATIENCE * 3)
                    masters.append(pidfile.read_text())
            finally:
                visits.is_over.set()
                for visitor in visitors:
                    visitor.join()
    summary = f"{visits.answers} verzoeken tijdens {RELEASES} keer overnemen"
    _print(f"{summary}, {len(visits.failures)} mislukt; het langste duurde {visits.slowest:.1f} s.")
    for failure in visits.failures[:10]:
        _print(f"  {failure}")
    return int(bool(visits.failures) or len(set(masters)) <= RELEASES)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
