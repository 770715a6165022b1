"""The one door through which public data is written.

Every write of a DirectoryModel happens inside `changing()`: one transaction that notes what was
touched and, as its very last statement, raises the content version. Just before that comes what
has to follow every change, like the entries of search (`follow_changes`). The version comes last so
that two writers wait for each other no longer than a commit takes, and so that a version a reader
has seen is never raised by older data that commits later.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction


class OutsideTheDoor(RuntimeError):
    """Public data was about to be written without `changing()`."""


@dataclass
class Change:
    """What one transaction touched: a set of (model, primary key). History keeps its id."""

    id: UUID = field(default_factory=uuid4)
    touched: set[tuple[type[models.Model], Any]] = field(default_factory=set)
    reason: str = ""  # what the history of every row it writes says of it

    def touch(self, instance: models.Model) -> None:
        self.touched.add((type(instance), instance.pk))

    def touch_model(self, model: type[models.Model]) -> None:
        """Note a write of which the rows are not known one by one."""
        self.touched.add((model, None))


Follower = Callable[[Change], None]
_followers: list[Follower] = []


def follow_changes(follower: Follower) -> None:
    """Call this as every change ends, within its transaction; for what stands above this floor."""
    if follower not in _followers:
        _followers.append(follower)


_open_change: ContextVar[Change | None] = ContextVar("open_change", default=None)


@contextmanager
def changing(*, savepoint: bool = True) -> Iterator[Change]:
    """Open the door: a transaction in which public data may be written.

    May be nested: one that fails inside another leaves nothing of itself behind. A single row
    needs no `savepoint` for that.
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
            for follower in _followers:
                follower(change)
            ContentVersion.raise_by_one()


def current_change() -> Change:
    """The change that is open. Raises OutsideTheDoor where there is none."""
    if (change := _open_change.get()) is None:
        raise OutsideTheDoor(
            "Public data is written inside changing() (regions/writing/changing.py)."
        )
    return change


class ContentVersion(models.Model):
    """One row: how often the public data has changed."""

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
        """Asked for every page: in plain SQL, for the ORM takes ten times as long to put it so."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT version FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608
            row = cursor.fetchone()
        return int(row[0]) if row else 0

    @classmethod
    def raise_by_one(cls) -> None:
        rows = cls.objects.filter(pk=1)
        if not rows.update(version=models.F("version") + 1):
            # The first write of all; where two come first at once, one of them makes the row.
            ContentVersion.objects.bulk_create([ContentVersion(pk=1)], ignore_conflicts=True)
            rows.update(version=models.F("version") + 1)
