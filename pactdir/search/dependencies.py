"""Determines which entries display a row, from the declarations of each RecordKind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import models

from regions.directory import RecordKind, model_at, part_at, searched_kinds

Model = type[models.Model]
# For each kind that displays a row, the lookups from that kind to the row.
Lookups = defaultdict[Model, list[str]]


def _lookups_by_model() -> defaultdict[Model, Lookups]:
    return defaultdict(lambda: defaultdict(list))


@dataclass
class Dependencies:
    kinds: dict[Model, RecordKind] = field(default_factory=dict)
    # For a child row: its foreign key columns, each with the model of the parent.
    parents: defaultdict[Model, dict[str, Model]] = field(default_factory=lambda: defaultdict(dict))
    # Entries that display a row which refers to their own row.
    mentions: defaultdict[Model, Lookups] = field(default_factory=_lookups_by_model)
    # Entries that display a child of a more distant row: lookups to its parent.
    parent_mentions: defaultdict[Model, Lookups] = field(default_factory=_lookups_by_model)

    @property
    def models(self) -> set[Model]:
        return {*self.kinds, *self.parents, *self.mentions}

    def kinds_displaying(self, model: Model) -> set[Model]:
        displaying = {model, *self.parents.get(model, {}).values()}
        displaying |= {*self.mentions.get(model, {}), *self.parent_mentions.get(model, {})}
        return displaying & self.kinds.keys()


def dependencies() -> Dependencies:
    depends = Dependencies({kind.model: kind for kind in searched_kinds()})
    for kind in depends.kinds.values():
        for path in kind.search_parts:
            part = part_at(kind.model, path)
            depends.parents[part.model][part.column] = part.owner
            if part.way:
                depends.parent_mentions[part.model][kind.model].append(part.way)
        for path in kind.search_mentions:
            depends.mentions[model_at(kind.model, path)][kind.model].append(path)
    return depends
