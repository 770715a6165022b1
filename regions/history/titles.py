"""Titles of rows in the history, and summaries of their contents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.text import Truncator, capfirst

from regions.history.fields import MAX_SENTENCE_VALUE, value_in_words
from regions.history.names import EMPTY, Names
from regions.history.records import model_of, owner_of
from regions.models import (
    Agreement,
    Channel,
    Confirmation,
    Contact,
    Evidence,
    Goal,
    GoalDocument,
    MunicipalitySuccession,
    Neighbour,
    Participation,
    PostcodeDoubt,
    Region,
)
from regions.rights import Rights

# Templates for the title and the summary of rows without a clear name.
TITLES: dict[type[models.Model], tuple[str, str]] = {
    Agreement: ("{kind}", "begint {starts}"),
    Channel: ("{kind}", "{url}"),
    Confirmation: ("Bevestiging van {block}", "{on}"),
    Contact: ("Contact {role}", "{organisation_name}"),
    Goal: ("Doel {order}", "{text}"),
    GoalDocument: ("Document bij een doel: {name}", "{goal}"),
    Neighbour: ("Buurgemeenten {municipality} en {neighbour}", ""),
    PostcodeDoubt: ("Twijfel over postcode {area}", "{reason}"),
    MunicipalitySuccession: ("Herindeling {old} naar {new}", "per {on}"),
}


def title_of(row: Any, names: Names) -> str:
    model = model_of(row)
    if issubclass(model, Participation):
        return f"Deelname van {_value(model.member_field, row, names)}"
    if issubclass(model, Evidence):
        name = _value(model.evidence_field, row, names)
        return f"{capfirst(model._meta.verbose_name)}: {name}"
    if linked_field := getattr(model, "linked_field", ""):  # what an article is about
        name = _value(linked_field, row, names)
        return f"{capfirst(model._meta.verbose_name)}: {name}"
    if hasattr(model, "theme"):  # parts of a region, an article or an event
        return f"Thema {_value('theme', row, names)}"
    if model in TITLES:
        return capfirst(_fill(TITLES[model][0], row, names))
    fields = [field for field in ("number", "name", "code") if hasattr(row, field)]
    name = " ".join(_value(field, row, names) for field in fields)
    return f"{capfirst(model._meta.verbose_name)} {name}".strip()


def title_in_region(row: Any, names: Names) -> str:
    region = owner_of(row)
    title = title_of(row, names)
    if region is None or model_of(row) is Region:
        return title
    return f"{title} in {names.of(Region, region, row)}"


def titles_of(records: Iterable[Any], rights: Rights) -> list[str]:
    rows = list(records)
    names = Names(rights, rows)
    return [title_of(row, names) for row in rows]


def gist_of(row: Any, names: Names) -> str:
    model = model_of(row)
    gist = _fill(TITLES[model][1], row, names) if model in TITLES else ""
    if issubclass(model, Evidence):
        gist = _value("goal", row, names)
    return Truncator(gist).chars(MAX_SENTENCE_VALUE)


def _fill(template: str, row: Any, names: Names) -> str:
    fields = re.findall(r"{(\w+)}", template)
    values = {field: _value(field, row, names) for field in fields}
    if fields and set(values.values()) == {EMPTY}:
        return ""
    return template.format_map(
        {field: "?" if value == EMPTY else value for field, value in values.items()}
    )


def _value(field: str, row: Any, names: Names) -> str:
    return value_in_words(model_of(row)._meta.get_field(field), row, names)
