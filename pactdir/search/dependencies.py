"""Which entries tell of a row, from what the kinds of records say of themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import models

from regions.directory import RecordKind, model_at, part_at, searched_kinds

Model = type[models.Model]
# Kinds by the ways from them to a row.
Ways = defaultdict[Model, list[str]]


@dataclass
class Dependencies:
    kinds: dict[Model, RecordKind] = field(default_factory=dict)
    # What hangs below a row that has an entry, by the key to it.
    below: defaultdict[Model, dict[str, Model]] = field(default_factory=lambda: defaultdict(dict))
    # In which entries a row is told of that they only point to.
    mentions: defaultdict[Model, Ways] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    # The same of what it hangs below, where it is told of further on than that.
    further: defaultdict[Model, Ways] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    @property
    def models(self) -> set[Model]:
        return {*self.kinds, *self.below, *self.mentions}

    def told_of(self, model: Model) -> set[Model]:
        """The kinds in whose entries any row of a model may be told of."""
        told = {model, *self.below.get(model, {}).values()}
        told |= {*self.mentions.get(model, {}), *self.further.get(model, {})}
        return told & self.kinds.keys()


def dependencies() -> Dependencies:
    found = Dependencies({kind.model: kind for kind in searched_kinds()})
    for kind in found.kinds.values():
        for path in kind.search_parts:
            part = part_at(kind.model, path)
            found.below[part.model][part.column] = part.owner
            if part.way:
                found.further[part.model][kind.model].append(part.way)
        for path in kind.search_mentions:
            found.mentions[model_at(kind.model, path)][kind.model].append(path)
    return found
