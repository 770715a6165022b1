"""Detects a hanging database server.

A slow statement proves nothing: it may be waiting for a lock. So after a second, another thread
tries to connect. If that hangs too, waiting statements are abandoned and new ones rejected until a
connection succeeds. A hanging server thus costs one thread two seconds once, rather than every
thread each time.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic

import psycopg

PROBE_TIMEOUT = 1  # seconds
PROBE_INTERVAL = 0.5  # seconds between probes


class ServerNotResponding(psycopg.OperationalError):
    """The server did not answer in time."""


class StatementNotSent(ServerNotResponding):
    """The server hangs, so nothing was sent."""


class HangDetector:
    def __init__(self, probe: Callable[[], object]) -> None:
        """`probe` may raise: a server that rejects a connection does respond."""
        self.is_hanging = False
        self._probe = probe
        self._lock = Lock()
        self._probe_started: float | None = None  # set while a probe is running
        self._probe_ended = -PROBE_INTERVAL

    def check(self) -> bool:
        now = monotonic()
        with self._lock:
            if self._probe_started is not None:
                self.is_hanging = self.is_hanging or now - self._probe_started > PROBE_TIMEOUT
            elif now - self._probe_ended >= PROBE_INTERVAL:
                self._probe_started = now
                Thread(target=self._run_probe, daemon=True).start()
            return self.is_hanging

    def report_hang(self) -> None:
        self.is_hanging = True

    def _run_probe(self) -> None:
        started = monotonic()
        try:
            self._probe()
        except psycopg.Error:
            pass
        finally:
            with self._lock:
                self.is_hanging = monotonic() - started > PROBE_TIMEOUT
                self._probe_started, self._probe_ended = None, monotonic()
