"""Looks up the submitted rows of a formset by key, and reorders them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT

KEY = "id"
MAX_ROWS = 600  # rows per inline; regions have far fewer, and more would take a minute to render


class FormsetData:
    """The submitted rows: those stored when the form was opened come first, then new ones.

    `data` is a mutable QueryDict. Invalid counts give a formset without rows.
    """

    def __init__(self, data: Any, prefix: str) -> None:
        self.data, self.prefix = data, prefix
        self.total = min(self._count(TOTAL_FORM_COUNT), MAX_ROWS)
        self.initial = min(self._count(INITIAL_FORM_COUNT), self.total)

    def _count(self, name: str) -> int:
        text = self.data.get(f"{self.prefix}-{name}", "")
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0

    def keys(self) -> list[int | None]:
        texts = [
            self.data.get(f"{self.prefix}-{number}-{KEY}", "") for number in range(self.initial)
        ]
        return [int(key) if is_key(key) else None for key in texts]

    def prefix_by_key(self) -> dict[int, str]:
        numbered_keys = enumerate(self.keys())
        return {key: f"{self.prefix}-{number}" for number, key in numbered_keys if key is not None}

    def reorder(self, stored: Sequence[int | None], new: Sequence[int]) -> None:
        """Renumber the rows: first `stored`, then `new`, both given by their submitted numbers.

        None reserves a number for a stored row that was not submitted.
        """
        order = [*stored, *new]
        self._renumber({old: position for position, old in enumerate(order) if old is not None})
        total = self._count(TOTAL_FORM_COUNT) + len(order) - self.total
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(len(stored))
        self.data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(total)
        self.initial, self.total = len(stored), len(order)

    def _renumber(self, positions: dict[int, int]) -> None:
        field = re.compile(
            rf"(?P<of>(initial-)?{re.escape(self.prefix)}-)(?P<row>[0-9]{{1,9}})(?P<rest>-.+)"
        )
        renamed_fields = {}
        for name in list(self.data):
            match = field.fullmatch(name)
            if match and int(match["row"]) in positions:
                position = positions[int(match["row"])]
                renamed_fields[f"{match['of']}{position}{match['rest']}"] = self.data.getlist(name)
                del self.data[name]
        for name, values in renamed_fields.items():
            self.data.setlist(name, values)

    def drop(self, field: str, rows: Iterable[int]) -> None:
        for number in rows:
            self.data.pop(f"{self.prefix}-{number}-{field}", None)


def is_to_be_deleted(data: Any, row_prefix: str) -> bool:
    return f"{row_prefix}-{DELETION_FIELD_NAME}" in data


def is_key(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,18}", text) is not None
