"""A PostgreSQL backend that gives up on a server that hangs, which no server time-out can do."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from pactdir.database.errors import CommitInDoubt
from pactdir.database.pulse import PATIENCE, NotAnswered, NotAsked, Pulse

_pulses: dict[str, Pulse] = {}


class Connection(psycopg.Connection[Any]):
    give_up_after = float("inf")
    pulse: Pulse | None = None

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """Called for every statement and commit."""
        if self.pulse and self.pulse.is_silent and self.pulse.has_stopped():
            self._give_up(NotAsked("the database is silent; nothing was asked"))
        return super().wait(self._watched(gen), *args, **kwargs)

    def _watched(self, gen: Any) -> Generator[Any, Any, Any]:
        """The same generator, checked ten times a second while no data arrives."""
        heard = monotonic()
        try:
            waits_for = next(gen)
            while True:
                ready = yield waits_for
                if ready:
                    heard = monotonic()
                else:
                    self._look_up(monotonic() - heard)
                waits_for = gen.send(ready)
        except StopIteration as done:
            return done.value

    def _look_up(self, waited: float) -> None:
        if waited > self.give_up_after:
            self._give_up(NotAnswered("the database did not break off a statement in time"))
        if self.pulse and waited > PATIENCE and self.pulse.has_stopped():
            self._give_up(NotAnswered("the database does not answer"))

    def _give_up(self, error: NotAnswered) -> None:
        """Close the connection: its state is unknown."""
        self.pgconn.finish()
        raise error


class DatabaseWrapper(base.DatabaseWrapper):
    give_up_after: float
    look_for_silence: bool

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.give_up_after = params.pop("give_up_after")
        self.look_for_silence = params.pop("look_for_silence")
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django's, with our Connection class, without pool or isolation levels."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        pulse = _pulse(conn_params) if self.look_for_silence else None
        if pulse and pulse.is_silent and pulse.has_stopped():
            raise NotAsked("the database is silent; no connection was tried")
        try:
            connection = Connection.connect(**conn_params)
        except psycopg.errors.ConnectionTimeout:
            if pulse:
                pulse.note_silence()
            raise
        connection.pulse, connection.give_up_after = pulse, self.give_up_after
        return connection

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        except (OperationalError, InterfaceError) as error:
            if isinstance(error.__cause__, NotAsked):
                raise
            raise CommitInDoubt(*error.args) from error.__cause__


def _pulse(conn_params: dict[str, Any]) -> Pulse:
    """One per database, shared by all threads."""
    names = ("host", "port", "dbname", "user", "password", "connect_timeout")
    said = {name: conn_params[name] for name in names if name in conn_params}
    return _pulses.setdefault(repr(said), Pulse(lambda: psycopg.connect(**said).close()))
