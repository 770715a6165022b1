"""Whether the database answers anything at all.

A statement that takes long says nothing of that: it may be a long one, or wait for a lock. So who
has waited a second has someone look, in a thread of its own, whether the database still lets anyone
in. Where it does not, it is silent: who waits gives up, and nobody else begins, until it does.
That way a database that hangs holds up a thread for two seconds once, and not every one each time.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic

import psycopg

PATIENCE = 1  # seconds
BETWEEN = 0.5  # seconds from one look to the next


class NotAnswered(psycopg.OperationalError):
    """The database did not answer, and was given up."""


class NotAsked(NotAnswered):
    """It is silent: nothing was sent."""


class Pulse:
    def __init__(self, look: Callable[[], object]) -> None:
        """`look` may raise: a database that refuses answers."""
        self.is_silent = False
        self._look = look
        self._lock = Lock()
        self._began: float | None = None  # of the look that has not ended
        self._ended = -BETWEEN

    def has_stopped(self) -> bool:
        """What is known of it now, without waiting; sees to it that more will be."""
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
