"""The rows of one kind below a form, as a browser sent them."""

import re
from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT

MOST_ROWS = 600  # of one kind: no region comes near it, and more would take a minute to show


class SentRows:
    """Rows that were stored when the form was opened come first, then the new ones.

    `data` is a QueryDict of one's own. Counts that are no counts make it a form without rows.
    """

    def __init__(self, data: Any, prefix: str) -> None:
        self.data, self.prefix = data, prefix
        self.total = min(self._count(TOTAL_FORM_COUNT), MOST_ROWS)
        self.stored = min(self._count(INITIAL_FORM_COUNT), self.total)

    def _count(self, name: str) -> int:
        text = self.data.get(f"{self.prefix}-{name}", "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0

    def row(self, number: int) -> str:
        return f"{self.prefix}-{number}"

    def by_key(self) -> dict[int, int]:
        """The stored rows that were sent: their number, by the key of the row."""
        sent = {self.data.get(f"{self.row(number)}-id", ""): number for number in self._stored()}
        return {int(key): number for key, number in sent.items() if is_key(key)}

    def _stored(self) -> range:
        return range(self.stored)

    def is_to_be_deleted(self, number: int) -> bool:
        return f"{self.row(number)}-{DELETION_FIELD_NAME}" in self.data

    def make_room(self, count: int) -> list[int]:
        """Move the new rows up, so that `count` stored ones fit before them; their numbers."""
        renumber(
            self.data,
            self.prefix,
            {number: number + count for number in range(self.stored, self.total)},
        )
        room = list(range(self.stored, self.stored + count))
        self.stored += count
        self.total += count
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(self.stored)
        self.data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(self.total)
        return room

    def forget_parent(self, field: str) -> None:
        """Leave them to whatever they are saved with."""
        for number in range(self.total):
            self.data.pop(f"{self.row(number)}-{field}", None)


def renumber(data: Any, prefix: str, place_of: dict[int, int]) -> None:
    """Give the rows of one kind other numbers, with all that was sent of them."""
    field = re.compile(
        rf"(?P<of>(initial-)?{re.escape(prefix)}-)(?P<row>[0-9]{{1,9}})(?P<rest>-.+)"
    )
    moved = {}
    for name in list(data):
        match = field.fullmatch(name)
        if match and int(match["row"]) in place_of:
            place = place_of[int(match["row"])]
            moved[f"{match['of']}{place}{match['rest']}"] = data.getlist(name)
            del data[name]
    for name, values in moved.items():
        data.setlist(name, values)


def is_key(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,18}", text) is not None
