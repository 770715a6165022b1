"""What others did to a row, and to the rows below it, while someone had its form open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from regions.editing.last_seen import Seen
from regions.editing.meeting import Kind, Meeting, RowInWords
from regions.history.names import AUTOMATIC, FORMER_USER, NOBODY_KNOWN, SOMEONE, Names
from regions.history.words import ago_in_words
from regions.rights import Rights

ANOTHER = "een andere redacteur"
UNNAMED = {SOMEONE, FORMER_USER, AUTOMATIC, NOBODY_KNOWN}


@dataclass(frozen=True)
class Reader:
    """Who sent the form, and what they may know."""

    user: User
    rights: Rights


@dataclass(frozen=True)
class Report:
    """What the sender of a form is told instead of saving it.

    `refuses` is False where the rows of the form say already why they cannot be saved.
    """

    happened: list[str]  # who did it, and how long ago
    rows: list[RowInWords] = field(default_factory=list)
    refuses: bool = True
    is_known: bool = True  # whether it is known what the form showed


def compared(
    kinds: Iterable[Kind], row: Model, data: Any, seen: Seen | None, stored: Seen, reader: Reader
) -> Report | None:
    """What the sender has to know before this is saved; None where there is nothing to lose.

    `data` is a copy of what was sent, and takes over what its sender left alone. Who typed just
    what is stored by now, as one who pressed the button twice, has nothing to choose.
    """
    known = seen or {}
    meetings = [
        Meeting(kind, row, data, known.get(kind.prefix, {}), stored[kind.prefix]) for kind in kinds
    ]
    for meeting in meetings:
        meeting.load(reader.rights)
    refuses = seen is None or any(meeting.refuses for meeting in meetings)
    if not (refuses or any(meeting.vanished for meeting in meetings)):
        return None
    names = Names(reader.rights, [one for meeting in meetings for one in meeting.named()])
    since = [record for meeting in meetings for record in meeting.since()]
    report = Report(
        happened=happened("gewijzigd", since if seen else [], names, reader),
        rows=[words for meeting in meetings for words in meeting.in_words(names)],
        refuses=refuses,
        is_known=seen is not None,
    )
    for meeting in meetings:
        meeting.take_over()
    return report


def happened(verb: str, records: Iterable[Any], names: Names, reader: Reader) -> list[str]:
    """A line for each change, the last one first; what reads alike is said once."""
    by_date = sorted(records, key=lambda record: record.history_date)
    last_of_change = {record.change_id: record for record in by_date}
    last_first = sorted(
        last_of_change.values(), key=lambda record: record.history_date, reverse=True
    )
    now = timezone.now()
    lines = [
        f"Intussen {verb} door {_who(record, names, reader)}, "
        f"{ago_in_words(record.history_date, now)}."
        for record in last_first
    ]
    return list(dict.fromkeys(lines))


def _who(record: Any, names: Names, reader: Reader) -> str:
    if record.history_user_id == reader.user.pk:
        return "uzelf"
    name = names.who(record)
    return ANOTHER if name in UNNAMED else name
