"""The log format: one line per failure, and one traceback a minute for each kind of failure."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from threading import Lock
from time import monotonic
from traceback import walk_tb
from typing import Any

from django.db import InterfaceError, OperationalError

INTERVAL = 60  # seconds
PROJECT = str(Path(__file__).resolve().parents[2])
# These URLs contain the token of an account, invitation, subscription or submission, or the key of
# a preview.
WITH_TOKEN = re.compile(
    r"(/(?:admin/wachtwoord-kiezen|admin/uitnodiging|mail|doe-mee/link|voorbeeld(?:/beeld)?)/)[^/\s]+"
)
# PostgreSQL puts conflicting values after these words, and they may be personal data.
WITH_VALUES = ("DETAIL:", "CONTEXT:")


class TracebackOncePerMinute(logging.Formatter):
    """When the database is down, all requests fail in the same way, so one traceback is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._logged: dict[Any, float] = {}  # kind of failure -> when its traceback was logged
        self._lock = Lock()

    def format(self, record: logging.LogRecord) -> str:
        # The record is shared with other handlers.
        record = copy(record)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg = f"{record.getMessage()} ({type(error).__name__})"
            record.args = None
            record.exc_text = None
            if not self._is_due(_kind(error)):
                record.exc_info = None
        return WITH_TOKEN.sub(r"\1…", super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 (named by logging)
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith(WITH_VALUES))

    def _is_due(self, kind: Any) -> bool:
        now = monotonic()
        with self._lock:
            self._logged = {k: at for k, at in self._logged.items() if now - at < INTERVAL}
            if kind in self._logged:
                return False
            self._logged[kind] = now
            return True


def _kind(error: BaseException) -> tuple[Any, ...]:
    classes = tuple(type(cause) for cause in _chain(error))
    if isinstance(error, OperationalError | InterfaceError):
        return classes
    places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    ours = [place for place in places if place[0].startswith(PROJECT) and ".venv" not in place[0]]
    return (*classes, *ours[-1:], *places[-1:])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
