"""The content versions this worker has seen, and until when each was current."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from threading import Lock
from time import monotonic

A_MOMENT = 300  # seconds
MOST = 50  # under many saves these cover less than that


class SeenVersions:
    def __init__(self) -> None:
        self._first_seen: deque[tuple[int, float]] = deque(maxlen=MOST)
        self._lock = Lock()

    def saw(self, version: int) -> None:
        """Lower versions count too: a restored backup repeats them."""
        with self._lock:
            if not self._first_seen or self._first_seen[-1][0] != version:
                self._first_seen.append((version, monotonic()))

    def lately(self) -> list[int]:
        """The current version, then those superseded within A_MOMENT, newest first."""
        with self._lock:
            seen = list(self._first_seen)
        since = monotonic() - A_MOMENT
        before = [version for (version, _), (_, until) in pairwise(seen) if until >= since]
        return [version for version, _ in seen[-1:]] + before[::-1]

    def forget(self) -> None:
        """For tests, whose databases return to earlier versions."""
        self._first_seen.clear()
