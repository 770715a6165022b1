"""Finds rows by the name or the page address in a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError

from regions.names.folding import fold
from regions.wording.dutch import listed

MAX_SHOWN = 5


class NamedRows:
    """Rows by folded name, and by a second text that is unique: a slug, a name with its place."""

    def __init__(
        self, what: str, rows: Iterable[Any], unique: Callable[[Any], str], advice: str
    ) -> None:
        self.what, self.unique, self.advice = what, unique, advice
        self.by_name: defaultdict[str, list[Any]] = defaultdict(list)
        self.by_unique: dict[str, Any] = {}
        for row in rows:
            self.by_name[fold(row.name)].append(row)
            self.by_unique[unique(row)] = row

    def find(self, text: str) -> Any:
        """Raises ValidationError if no row has this name, or more than one."""
        # A page address: "/scholen/berk-hoorn/".
        if row := self.by_unique.get(text) or self.by_unique.get(text.rstrip("/").split("/")[-1]):
            return row
        rows = self.by_name.get(fold(text), []) if fold(text) else []
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise ValidationError(f"{self.what} “{text}” kennen we niet.")
        unique = sorted(map(self.unique, rows))[:MAX_SHOWN]
        raise ValidationError(
            f"{self.what} “{text}” is er meer dan eens. {self.advice}: {listed(unique)}."
        )
