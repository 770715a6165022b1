"""Filters the changes of a timeline by user, kind of row and period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from uuid import UUID

from django.apps import apps
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst

from regions.history.names import people_by_key
from regions.history.timeline import Timeline

ROLES = "rollen"
LAST_DAYS = "30"


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True)
class Select:
    name: str
    label: str
    choices: list[Choice]


class ChangeFilter:
    """Offers only what occurs in the timeline; any other value selects everything."""

    def __init__(self, timeline: Timeline, query: Mapping[str, str]) -> None:
        self.changes = timeline.changes
        self._query = query
        self._selected: dict[str, str] = {}
        self.selects = [
            self._by_user(timeline),
            self._by_kind(timeline),
            self._by_period(timeline),
        ]

    @property
    def is_used(self) -> bool:
        return bool(self._selected)

    @property
    def query(self) -> str:
        """The query string for links to other pages of the list; ends with "&" unless empty."""
        return f"{urlencode(self._selected)}&" if self._selected else ""

    def _by_user(self, timeline: Timeline) -> Select:
        users = {change: _users(timeline, change) for change in timeline.changes}
        people = people_by_key(set().union(*users.values()), timeline.rights).items()
        options = sorted([(str(key), name) for key, name in people], key=itemgetter(1))
        return self._select("wie", "Door", options, lambda change, key: int(key) in users[change])

    def _by_kind(self, timeline: Timeline) -> Select:
        kinds = {change: _kinds(timeline, change) for change in timeline.changes}
        options = [(kind, _label(kind, timeline)) for kind in sorted(set().union(*kinds.values()))]
        return self._select("wat", "Wat", options, lambda change, kind: kind in kinds[change])

    def _by_period(self, timeline: Timeline) -> Select:
        since = timezone.now() - timedelta(days=int(LAST_DAYS))
        moments = {
            change: timezone.localtime(timeline.moment_of(change)) for change in timeline.changes
        }
        years = sorted({str(at.year) for at in moments.values()}, reverse=True)
        options = [(LAST_DAYS, f"Laatste {LAST_DAYS} dagen"), *((year, year) for year in years)]

        def matches(change: UUID, period: str) -> bool:
            at: datetime = moments[change]
            return at >= since if period == LAST_DAYS else str(at.year) == period

        return self._select("wanneer", "Wanneer", options, matches)

    def _select(
        self,
        name: str,
        label: str,
        options: list[tuple[str, str]],
        matches: Callable[[UUID, str], bool],
    ) -> Select:
        selected = self._query.get(name, "")
        if selected in dict(options):
            self._selected[name] = selected
            self.changes = [change for change in self.changes if matches(change, selected)]
        choices = [Choice(value, words, value == selected) for value, words in options]
        return Select(name, label, choices)


def _users(timeline: Timeline, change: UUID) -> set[int]:
    keys = {ref.user for ref in timeline.refs.get(change, [])}
    keys |= {role.by_id for role in timeline.role_changes.get(change, [])}
    return {key for key in keys if key is not None}


def _kinds(timeline: Timeline, change: UUID) -> set[str]:
    kinds = {ref.label for ref in timeline.refs.get(change, [])}
    return kinds | {ROLES} if change in timeline.role_changes else kinds


def _label(kind: str, timeline: Timeline) -> str:
    if kind == ROLES:
        return "Rollen van gebruikers"
    model = apps.get_model(kind)
    if isinstance(timeline.row, model):
        return f"{capfirst(model._meta.verbose_name)} zelf"
    return str(capfirst(model._meta.verbose_name_plural))
