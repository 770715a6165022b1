"""PostgreSQL backend with client-side timeouts, since a hanging server cannot enforce its own."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from pactdir.database.errors import CommitInDoubt
from pactdir.database.hang_detector import (
    PROBE_TIMEOUT,
    HangDetector,
    ServerNotResponding,
    StatementNotSent,
)

_detectors: dict[str, HangDetector] = {}


class Connection(psycopg.Connection[Any]):
    client_timeout = float("inf")
    hang_detector: HangDetector | None = None

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        # Called for every statement and commit.
        if self.hang_detector and self.hang_detector.is_hanging and self.hang_detector.check():
            self._give_up(StatementNotSent("the database hangs; the statement was not sent"))
        return super().wait(self._with_checks(gen), *args, **kwargs)

    def _with_checks(self, gen: Any) -> Generator[Any, Any, Any]:
        last_data = monotonic()
        try:
            waits_for = next(gen)
            while True:
                ready = yield waits_for
                if ready:
                    last_data = monotonic()
                else:
                    self._check_waiting(monotonic() - last_data)
                waits_for = gen.send(ready)
        except StopIteration as done:
            return done.value

    def _check_waiting(self, seconds: float) -> None:
        if seconds > self.client_timeout:
            self._give_up(ServerNotResponding("the database did not cancel a statement in time"))
        if self.hang_detector and seconds > PROBE_TIMEOUT and self.hang_detector.check():
            self._give_up(ServerNotResponding("the database does not answer"))

    def _give_up(self, error: ServerNotResponding) -> None:
        self.pgconn.finish()
        raise error


class DatabaseWrapper(base.DatabaseWrapper):
    client_timeout: float
    detect_hangs: bool

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.client_timeout = params.pop("client_timeout")
        self.detect_hangs = params.pop("detect_hangs")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Like Django's, but with our Connection class and without pool and isolation options."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        hang_detector = _detector(conn_params) if self.detect_hangs else None
        if hang_detector and hang_detector.is_hanging and hang_detector.check():
            raise StatementNotSent("the database hangs; no connection was tried")
        try:
            connection = Connection.connect(**conn_params)
        except psycopg.errors.ConnectionTimeout:
            if hang_detector:
                hang_detector.report_hang()
            raise
        connection.hang_detector, connection.client_timeout = hang_detector, self.client_timeout
        return connection

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        except (OperationalError, InterfaceError) as error:
            if isinstance(error.__cause__, StatementNotSent):
                raise
            raise CommitInDoubt(*error.args) from error.__cause__


def _detector(conn_params: dict[str, Any]) -> HangDetector:
    identifying = ("host", "port", "dbname", "user", "password", "connect_timeout")
    params = {name: conn_params[name] for name in identifying if name in conn_params}
    return _detectors.setdefault(
        repr(params), HangDetector(lambda: psycopg.connect(**params).close())
    )
