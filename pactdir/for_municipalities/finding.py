"""Finds the municipality that a typed name refers to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pactdir.pages.former_names import FormerName
from pactdir.search_box.gazetteer import GazetteerEntry, Kind, gazetteer
from pactdir.search_box.interpreter import (
    interpret,
    named_with_kind,
    nearest_names,
    places_named,
)
from regions.models import Municipality, PostcodeArea
from regions.names.folding import fold
from regions.names.postcodes import postcode_in


@dataclass(frozen=True, slots=True)
class Candidate:
    municipality: Municipality
    has_place: bool  # a place with exactly the typed name


@dataclass(frozen=True, slots=True)
class NameMatch:
    """One candidate, several to choose from, or none with suggestions."""

    text: str
    candidates: list[Candidate]
    sentences: list[str] = field(default_factory=list)  # what became of a former municipality
    province: GazetteerEntry | None = None
    island: str = ""
    names: list[str] = field(default_factory=list)  # suggestions: similar names

    @property
    def only(self) -> Municipality | None:
        return self.candidates[0].municipality if len(self.candidates) == 1 else None


def match_name(text: str, day: date) -> NameMatch:
    names = gazetteer(day)
    entries = named_with_kind(text, names) or places_named(text, names)
    current = [row for row in entries if row.kind is Kind.MUNICIPALITY and not row.old_name]
    if len(current) == 1:
        # A municipality with this name precedes those that have a place with it.
        return NameMatch(text, _candidates({current[0].municipality_slug}, set(), day))
    former_name = FormerName(fold(text).replace(" ", "-"), day)
    with_place = {row.municipality_slug for row in entries if row.kind is Kind.PLACE}
    with_place |= {row.slug for row, has_place in former_name.rows if has_place}
    slugs = {row.municipality_slug for row in entries if row.kind is not Kind.PROVINCE}
    slugs |= {row.slug for row in former_name.candidates} | _with_postcode(text)
    if slugs:
        return NameMatch(text, _candidates(slugs, with_place, day), former_name.sentences)
    provinces = [row for row in entries if row.kind is Kind.PROVINCE]
    return NameMatch(
        text,
        [],
        province=provinces[0] if provinces else None,
        island=interpret(text, day).island,
        names=nearest_names(text, day),
    )


def sentences_about(name: str, municipality: Municipality, day: date) -> list[str]:
    """Explain how a place or former municipality of that name relates to it, if it does."""
    former_name = FormerName(slug := fold(name).replace(" ", "-"), day)
    if slug == municipality.slug or former_name.candidates != [municipality]:
        return []
    known = former_name.name
    shown = known if known != slug.replace("-", " ") else name
    return former_name.sentences or [f"{shown} hoort bij {municipality}."]


def namesakes(municipality: Municipality, day: date) -> list[GazetteerEntry]:
    return [
        row
        for row in places_named(municipality.name, gazetteer(day))
        if row.kind is Kind.PLACE and row.municipality != municipality.pk
    ]


def _candidates(slugs: set[str], with_place: set[str], day: date) -> list[Candidate]:
    rows = Municipality.objects.current(day).exclude_examples().filter(slug__in=slugs)
    rows = rows.order_by("folded_name", "code")
    return [Candidate(row, row.slug in with_place) for row in rows]


def _with_postcode(text: str) -> set[str]:
    areas = PostcodeArea.objects.undisputed().filter(code=postcode_in(text) or "")
    return set(areas.values_list("place__municipality__slug", flat=True))
