"""The content versions that this worker has seen, and until when each was current."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from threading import Lock
from time import monotonic

RECENT = 300  # seconds
MAX_VERSIONS = 50  # with many saves, these cover less time


class SeenVersions:
    def __init__(self) -> None:
        self._first_seen: deque[tuple[int, float]] = deque(maxlen=MAX_VERSIONS)
        self._lock = Lock()

    def record(self, version: int) -> None:
        # Record lower versions too: a restored backup repeats them.
        with self._lock:
            if not self._first_seen or self._first_seen[-1][0] != version:
                self._first_seen.append((version, monotonic()))

    def recent(self) -> list[int]:
        with self._lock:
            first_seen = list(self._first_seen)
        since = monotonic() - RECENT
        superseded = [
            version for (version, _), (_, until) in pairwise(first_seen) if until >= since
        ]
        return [version for version, _ in first_seen[-1:]] + superseded[::-1]

    def forget(self) -> None:
        """For tests, whose databases return to earlier versions."""
        self._first_seen.clear()
