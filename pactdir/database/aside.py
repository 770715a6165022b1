"""Calls that may hang, with a time-out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class AskedAside(Generic[Answer]):
    """Runs in a thread of its own, one call at a time; concurrent callers share its result."""

    def __init__(self, question: Callable[[], Answer]) -> None:
        self._question = question
        self._lock = Lock()
        self._asked: Future[Answer] | None = None

    def ask(self, patience: float) -> Answer:
        """Raises TimeoutError after `patience` seconds, or what the call raised."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = Future()
                # A daemon: hanging, it must not keep the process alive.
                Thread(target=self._answer, args=[self._asked], daemon=True).start()
            asked = self._asked
        return asked.result(patience)

    def _answer(self, asked: Future[Answer]) -> None:
        try:
            asked.set_result(self._question())
        except Exception as error:
            asked.set_exception(error)
