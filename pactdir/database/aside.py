"""Asking what may never answer, and waiting for it no longer than one wants to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class AskedAside(Generic[Answer]):
    """In a thread of its own, one at a time: who asks meanwhile gets the same answer."""

    def __init__(self, question: Callable[[], Answer]) -> None:
        self._question = question
        self._lock = Lock()
        self._asked: Future[Answer] | None = None

    def ask(self, patience: float) -> Answer:
        """Raises TimeoutError after so many seconds, or what the question raised."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = Future()
                # Where it hangs, it shall not keep the process from ending.
                Thread(target=self._answer, args=[self._asked], daemon=True).start()
            asked = self._asked
        return asked.result(patience)

    def _answer(self, asked: Future[Answer]) -> None:
        try:
            asked.set_result(self._question())
        except Exception as error:
            asked.set_exception(error)
