"""A call that may hang, with a timeout."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class BackgroundCall(Generic[Result]):
    """Runs in its own thread, one call at a time; concurrent callers share the result."""

    def __init__(self, function: Callable[[], Result]) -> None:
        self._function = function
        self._lock = Lock()
        self._future: Future[Result] | None = None

    def result(self, timeout: float) -> Result:
        """Raises TimeoutError after `timeout` seconds, or what the call raised."""
        with self._lock:
            if self._future is None or self._future.done():
                self._future = Future()
                # A daemon thread, so that a hanging call does not keep the process alive.
                Thread(target=self._run, args=[self._future], daemon=True).start()
            future = self._future
        return future.result(timeout)

    def _run(self, future: Future[Result]) -> None:
        try:
            future.set_result(self._function())
        except Exception as error:
            future.set_exception(error)
