"""All postcodes, places, municipalities and provinces, by every spelling in use.

The names, some three thousand, are cached in memory per content version. A whole query is compared
with them, because people spell names in many ways and make typing errors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pactdir.search_box.gazetteer_entry import PROVINCE_NAMES, GazetteerEntry, Kind
from pactdir.search_box.places import load_places
from regions.models import Municipality, MunicipalitySuccession, Province
from regions.names.other_names import OTHER_NAMES, other_names
from regions.names.spelling import joined, normalized_name, normalized_words
from regions.writing.version_cache import cached_per_version

__all__ = ["PROVINCE_NAMES", "Gazetteer", "GazetteerEntry", "Kind", "gazetteer"]

# "Bergen (NH)", "Beers NB", "Haren Gn", "Spaarndam gem. Haarlem": a name and its disambiguation.
_PROVINCE_ABBREVIATIONS = "|".join(re.escape(name) for name in OTHER_NAMES["after_a_name"])
DISAMBIGUATED = re.compile(
    rf"(.+?) (?:\([^()]+\)|[A-Z]{{1,3}}|ca|{_PROVINCE_ABBREVIATIONS}|gem\.? .+)"
)
# Words that may be omitted at the start of a name.
PARTICLES = {"s", "t", "de", "den", "ter", "ten", "it"}
MAX_POSTCODES = 100


class Gazetteer:
    """All names on a date."""

    def __init__(self, on: date) -> None:
        # All are keyed by normalized name.
        self.by_name: dict[str, list[GazetteerEntry]] = defaultdict(list)
        self.by_other_name: dict[str, list[GazetteerEntry]] = defaultdict(list)
        self.places_by_municipality: dict[int, list[GazetteerEntry]] = defaultdict(list)
        self.postcodes: dict[str, str] = {}  # place name by code
        self._add_all(on)
        self._sorted_codes = sorted(self.postcodes)
        lists = [*self.by_name.values(), *self.by_other_name.values()]
        entries = {entry for entries in lists for entry in entries}
        self._sorted_entries = sorted(entries, key=lambda entry: entry.order)
        self._prefixes = sorted(self._iter_prefixes())

    # --- lookup ---

    def named(self, text: str) -> list[GazetteerEntry]:
        name = normalized_name(text)
        unique: dict[tuple[Kind, str], GazetteerEntry] = {}
        for entry in [*self.by_name.get(name, []), *self.by_other_name.get(name, [])]:
            unique.setdefault((entry.kind, entry.address), entry)
        return list(unique.values())

    def by_prefix(self, text: str) -> list[GazetteerEntry]:
        prefix = normalized_name(text)
        ranks: dict[int, int] = {}
        for start, rank, index in self._prefixes[bisect_left(self._prefixes, (prefix,)) :]:
            if not start.startswith(prefix):
                break
            ranks[index] = min(rank, ranks.get(index, rank))
        return [
            self._sorted_entries[index]
            for index in sorted(ranks, key=lambda index: (ranks[index], index))
        ]

    def postcodes_by_prefix(self, digits: str) -> list[str]:
        first = bisect_left(self._sorted_codes, digits)
        codes = self._sorted_codes[first : first + MAX_POSTCODES]
        return [code for code in codes if code.startswith(digits)]

    def adjacent_postcodes(self, digits: str) -> list[str]:
        position = bisect_left(self._sorted_codes, digits)
        codes = self._sorted_codes[max(0, position - 1) : position + 1]
        return [code for code in codes if code[:2] == digits[:2]]

    # --- building ---

    def _add_all(self, on: date) -> None:
        municipalities = {
            row.pk: row for row in Municipality.objects.current(on).exclude_examples()
        }
        for province in Province:
            self._add(province.label, GazetteerEntry(Kind.PROVINCE, province.label, province))
        places, self.postcodes = load_places(municipalities, on)
        for place in places:
            self._add(place.name, place)
            if place.postcodes:
                self.places_by_municipality[place.municipality].append(place)
        for municipality in municipalities.values():
            for name in dict.fromkeys(filter(None, municipality.all_names())):
                self._add(name, GazetteerEntry.of_municipality(municipality))
        for old_name, successor in _successors(municipalities, on):
            self._add(old_name, successor)
        self._add_other_names()

    def _add(self, name: str, entry: GazetteerEntry) -> None:
        _append(self.by_name, name, entry)
        if match := DISAMBIGUATED.fullmatch(name):
            _append(self.by_name, match[1], entry)
        if name.endswith(f" {entry.municipality_name}"):  # "Pernis Rotterdam"
            _append(self.by_name, name.removesuffix(entry.municipality_name), entry)

    def _add_other_names(self) -> None:
        for other, name in other_names("also_called", "province"):
            for entry in self.by_name.get(normalized_name(name), []):
                _append(self.by_other_name, other, entry)
        for other, name in other_names("former_municipality"):
            for entry in self.by_name.get(normalized_name(name), []):
                if entry.kind is Kind.MUNICIPALITY and not entry.old_name:
                    _append(self.by_other_name, other, replace(entry, old_name=other))

    def _iter_prefixes(self) -> Iterator[tuple[str, int, int]]:
        """Yield, for each word of a name, the name from that word on, a rank and an entry index.

        The rank is 0 for the start of the name, and 1 for a later word.
        """
        indexes = {entry: index for index, entry in enumerate(self._sorted_entries)}
        for entry in {entry for entries in self.by_name.values() for entry in entries}:
            words = normalized_words(entry.old_name or entry.name)
            for position in range(len(words)):
                is_name_start = not position or set(words[:position]) <= PARTICLES
                yield joined(words[position:]), 0 if is_name_start else 1, indexes[entry]
        for name, entries in self.by_other_name.items():
            for entry in entries:
                yield name, 0, indexes[entry]


gazetteer = cached_per_version(Gazetteer)


def _append(names: dict[str, list[GazetteerEntry]], name: str, entry: GazetteerEntry) -> None:
    spelling = normalized_name(name)
    if spelling and entry not in names[spelling]:
        names[spelling].append(entry)


def _successors(
    municipalities: dict[int, Municipality], on: date
) -> Iterator[tuple[str, GazetteerEntry]]:
    """Yield the name of each abolished municipality with each of its present-day successors.

    Successions are followed to the end; the date is that of the first, when the name disappeared.
    """
    successions = defaultdict(list)
    former = {}
    for succession in MunicipalitySuccession.objects.filter(on__lte=on).select_related("old"):
        successions[succession.old_id].append(succession)
        former[succession.old_id] = succession.old
    for old, municipality in former.items():
        if old in municipalities:
            continue
        frontier, visited = {old}, set()
        while frontier:
            visited |= frontier
            frontier = {step.new_id for pk in frontier for step in successions[pk]} - visited
        first = successions[old][0].on  # ordered by date
        before = first.first_day - timedelta(1)
        address = f"{municipality.get_absolute_url()}?peildatum={before}" if first.day else ""
        successors = [municipalities[pk] for pk in sorted(visited & municipalities.keys())]
        for row in successors:
            is_whole = len(successors) == 1
            entry = GazetteerEntry.of_municipality(
                row, municipality.name, str(first), is_whole=is_whole, former_address=address
            )
            yield municipality.name, entry
