"""Detects a database server that hangs.

A slow statement does not prove that: it may wait for a lock. After a second's wait another thread
tries to connect. If that hangs too, the server is silent: waiting statements are given up and new
ones refused until a connection succeeds. So a hanging server costs a thread two seconds once, not
every thread each time.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic

import psycopg

PATIENCE = 1  # seconds
BETWEEN = 0.5  # seconds between probes


class NotAnswered(psycopg.OperationalError):
    """The server did not answer in time."""


class NotAsked(NotAnswered):
    """The server is silent: nothing was sent."""


class Pulse:
    def __init__(self, look: Callable[[], object]) -> None:
        """`look` may raise: a server that refuses a connection does answer."""
        self.is_silent = False
        self._look = look
        self._lock = Lock()
        self._began: float | None = None  # of the probe that is running
        self._ended = -BETWEEN

    def has_stopped(self) -> bool:
        """Whether it is silent as far as known, without waiting; starts a probe if due."""
        now = monotonic()
        with self._lock:
            if self._began is not None:
                self.is_silent = self.is_silent or now - self._began > PATIENCE
            elif now - self._ended >= BETWEEN:
                self._began = now
                Thread(target=self._take, daemon=True).start()
            return self.is_silent

    def note_silence(self) -> None:
        self.is_silent = True

    def _take(self) -> None:
        began = monotonic()
        try:
            self._look()
        except psycopg.Error:
            pass
        finally:
            with self._lock:
                self.is_silent = monotonic() - began > PATIENCE
                self._began, self._ended = None, monotonic()
