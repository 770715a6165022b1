"""Points of a timeline, and entries that combine similar points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.text import slugify

from regions.fields.partial_date import PartialDate, stored_number
from regions.models import Region
from regions.wording.dutch import counted, listed
from regions.wording.sources import SOURCE_UNKNOWN

MAX_NAMED = 3  # in one sentence
MAX_PER_YEAR = 6  # only for a kind in COMBINED_BY_YEAR


class Kind(StrEnum):
    """The value is the label of a row in the chart, and part of the anchors of its points."""

    SIGNED = "Ondertekend"
    BEGINS = "Begin van een overeenkomst"
    ENDS = "Einde van een overeenkomst"
    LEAD = "Andere penvoerder"
    JOINS = "Deelnemers erbij"
    LEAVES = "Deelnemers weg"
    SCHOOL = "Scholen: andere naam, gesloten"
    MERGER = "Herindelingen"
    EVENT = "Activiteiten"
    OFFER = "Aanbod"
    ARTICLE = "Berichten"
    FIGURES = "Cijfers"
    CONFIRMED = "Bevestigd"
    STATED = "Naam en doelen"
    EVIDENCE = "Bewijs bij doelen"


# Combined per year, as there may be dozens.
COMBINED_BY_YEAR = {
    Kind.EVENT: "activiteit,activiteiten",
    Kind.OFFER: "aanbieding,aanbiedingen",
    Kind.ARTICLE: "bericht,berichten",
    Kind.FIGURES: "cijfer,cijfers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A fact; its sentence is `before`, `name` (with a link to `url`) and `after`.

    Points with `nouns` ("school,scholen") that differ only in their name become one entry.
    """

    kind: Kind
    on: PartialDate | None
    before: str
    name: str = ""
    after: str = "."
    url: str = ""
    nouns: str = ""
    source: str = ""
    source_url: str = ""
    region: Region | None = None
    is_end: bool = False  # `on` is the last day
    # the agreed end, if it passed on the date `on`, which no source names
    agreed_end: PartialDate | None = None
    is_ahead: bool = False
    changes_when_past: bool = False  # "begint" becomes "begon"
    row: Any  # states the fact
    part: str = ""  # makes the anchor unique if a row has several points
    fields: tuple[str, ...] = ()  # fields of `row` whose changes are listed
    public_from: date | None = None  # when the row and all related rows are public

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.name}{self.after}"

    @property
    def anchor(self) -> str:
        return slugify(f"{self.row._meta.verbose_name} {self.row.pk} {self.kind} {self.part}")

    @property
    def order(self) -> int:
        return stored_number(self.on, end=self.is_end) if self.on else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: one point, or several similar ones."""

    points: list[Point]
    on: PartialDate | None
    before: str
    after: str
    nouns: str

    @property
    def kind(self) -> Kind:
        return self.points[0].kind

    @property
    def region(self) -> Region | None:
        return self.points[0].region

    @property
    def unnamed_region(self) -> Region | None:
        """The region, unless the sentence names it already."""
        return self.region if self.region and self.region.name not in self.sentence else None

    @property
    def agreed_end(self) -> PartialDate | None:
        return self.points[0].agreed_end

    @property
    def is_ahead(self) -> bool:
        return self.points[0].is_ahead

    @property
    def is_counted(self) -> bool:
        return len(self.points) > MAX_NAMED

    @property
    def is_year(self) -> bool:
        """Whether its points differ and each needs a sentence."""
        return self.before != self.points[0].before

    @property
    def who(self) -> str:
        if self.is_counted:
            return counted(len(self.points), *self.nouns.split(","))
        return listed(point.name for point in self.points)

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.who}{self.after}"

    @property
    def dated_sentence(self) -> str:
        if self.on is None or self.agreed_end or str(self.on) in self.sentence:
            return self.sentence
        return f"{self.on}: {self.sentence}"

    @property
    def anchor(self) -> str:
        """The anchor of the oldest row, which stays the same when points are added."""
        return min(self.points, key=lambda point: int(point.row.pk)).anchor

    @property
    def source(self) -> str:
        return "; ".join(dict.fromkeys(point.source for point in self.points if point.source))

    @property
    def can_be_cited(self) -> bool:
        return SOURCE_UNKNOWN not in self.source

    @property
    def source_url(self) -> str:
        addresses = {point.source_url for point in self.points}
        return addresses.pop() if len(addresses) == 1 else ""


def entries(points: Iterable[Point]) -> list[Entry]:
    """Sort by date; combine similar points, and many points of one kind in a year."""
    similar: defaultdict[tuple[Any, ...], list[Point]] = defaultdict(list)
    for number, point in enumerate(sorted(points, key=lambda point: point.order)):
        same = (point.kind, point.on, point.before, point.after, point.nouns, point.region)
        similar[same if point.nouns else (number,)].append(point)
    return _combine_by_year(
        Entry(group, group[0].on, group[0].before, group[0].after, group[0].nouns)
        for group in similar.values()
    )


def _combine_by_year(all_entries: Iterable[Entry]) -> list[Entry]:
    by_year: defaultdict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    for number, entry in enumerate(all_entries):
        is_combined = entry.kind in COMBINED_BY_YEAR and entry.on and not entry.is_ahead
        key = (entry.kind, entry.on.year, entry.region) if is_combined and entry.on else (number,)
        by_year[key].append(entry)
    combined: list[Entry] = []
    for group in by_year.values():
        if len(group) > MAX_PER_YEAR:
            group = [_combine(group)]
        combined += group
    return sorted(combined, key=lambda entry: entry.points[0].order)


def _combine(group: list[Entry]) -> Entry:
    points = [point for entry in group for point in entry.points]
    kind, year = points[0].kind, points[0].on.year if points[0].on else 0
    return Entry(points, PartialDate(year), f"In {year}: ", ".", COMBINED_BY_YEAR[kind])
