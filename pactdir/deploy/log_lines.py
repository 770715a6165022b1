"""How the log reads: a line for each failure, and the traceback of each kind once a minute."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from threading import Lock
from time import monotonic
from traceback import walk_tb
from typing import Any

from django.db import InterfaceError, OperationalError

A_MINUTE = 60  # seconds
PROJECT = str(Path(__file__).resolve().parents[2])
# PostgreSQL tells under these which values clashed: names, addresses, whatever someone typed.
TELLS_VALUES = ("DETAIL:", "CONTEXT:")


class OneTracebackAMinute(logging.Formatter):
    """A database that is away fails every request alike: the first tells it all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: dict[Any, float] = {}  # a kind of failure, and when it was told in full
        self._lock = Lock()

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may get the same record: it is left as it was.
        record = copy(record)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg = f"{record.getMessage()} ({type(error).__name__})"
            record.args = None
            record.exc_text = None
            if not self._is_news(_kind(error)):
                record.exc_info = None
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging calls it so)
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith(TELLS_VALUES))

    def _is_news(self, kind: Any) -> bool:
        now = monotonic()
        with self._lock:
            self._told = {told: at for told, at in self._told.items() if now - at < A_MINUTE}
            if kind in self._told:
                return False
            self._told[kind] = now
            return True


def _kind(error: BaseException) -> tuple[Any, ...]:
    """Of which class, and where it was raised; a database fails alike wherever it is asked."""
    classes = tuple(type(each) for each in _chain(error))
    if isinstance(error, OperationalError | InterfaceError):
        return classes
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [place for place in places if place[0].startswith(PROJECT) and ".venv" not in place[0]]
    return (*classes, *ours[-1:], *places[-1:])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
