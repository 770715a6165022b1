"""All writes of public data go through `changing()`.

It opens a transaction and records which rows are written. At the end, listeners update derived data
such as the search index, and the last statement increments the content version.
The version is incremented last for two reasons: concurrent writers block each other only during a
commit, and data cannot be added later to a version that a reader has already seen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction


class OutsideChange(RuntimeError):
    """An attempt to write public data outside `changing()`."""


@dataclass
class Change:
    """One transaction. All history records written in it have its id as `change_id`."""

    id: UUID = field(default_factory=uuid4)
    # (model, primary key) pairs; a key of None means any number of unknown rows.
    touched: set[tuple[type[models.Model], Any]] = field(default_factory=set)
    reason: str = ""  # for the history records

    def touch(self, instance: models.Model) -> None:
        self.touched.add((type(instance), instance.pk))

    def touch_model(self, model: type[models.Model]) -> None:
        self.touched.add((model, None))


Listener = Callable[[Change], None]
_listeners: list[Listener] = []


def add_change_listener(listener: Listener) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


_open_change: ContextVar[Change | None] = ContextVar("open_change", default=None)


@contextmanager
def changing(*, savepoint: bool = True) -> Iterator[Change]:
    """Open a transaction in which public data may be written.

    Calls can be nested: a failed inner change is rolled back to its savepoint. For an inner change
    that writes a single row, pass `savepoint=False`.
    """
    if (change := _open_change.get()) is not None:
        with transaction.atomic() if savepoint else nullcontext():
            yield change
        return
    change = Change()
    with transaction.atomic():
        token = _open_change.set(change)
        try:
            yield change
        finally:
            _open_change.reset(token)
        if change.touched:
            for listener in _listeners:
                listener(change)
            ContentVersion.increment()


def current_change() -> Change:
    if (change := _open_change.get()) is None:
        raise OutsideChange(
            "Public data is written inside changing() (regions/writing/changing.py)."
        )
    return change


def open_change_id() -> UUID | None:
    """The id of the open change, for code that may also run outside `changing()`."""
    change = _open_change.get()
    return change.id if change is not None else None


class ContentVersion(models.Model):
    """A single row that counts the changes to public data."""

    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "versie van de inhoud"
        verbose_name_plural = "versie van de inhoud"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_content_version"),
        ]

    def __str__(self) -> str:
        return str(self.version)

    @classmethod
    def current(cls) -> int:
        # Uses plain SQL: this runs for every page, and the ORM is ten times slower.
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT version FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    @classmethod
    def increment(cls) -> None:
        rows = cls.objects.filter(pk=1)
        if not rows.update(version=models.F("version") + 1):
            # This is the very first change. Of two concurrent ones, one creates the row.
            ContentVersion.objects.bulk_create([ContentVersion(pk=1)], ignore_conflicts=True)
            rows.update(version=models.F("version") + 1)
