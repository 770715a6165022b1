"""Reconstructs an older and a newer edition of the schools file from a table of changes.

    older, newer = states(read_changes(CHANGES), read_schools(SCHOOLS))

The newer edition is the geocoded list as it is; the older one has the former names, postcodes and
levels, and the removed locations instead of the new ones. The table of changes lacks some values of
removed locations, which are filled in: the street and number are those of the successor at that
address, or else invented.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from io import StringIO

from regions.names.folding import fold

CHANGES = "cijfers/vo_vestigingen_wijzigingen_2020-12_2024-11_afgeleid.csv"
SCHOOLS = "vo_vestigingen.csv"
# Kinds of change, as the table names them.
GONE, NEW, RENAMED, MOVED, OTHER_LEVELS = (
    "verdwenen",
    "nieuw",
    "naam",
    "postcode",
    "onderwijsstructuur",
)
COLUMN_OF = {RENAMED: "naam", MOVED: "postcode", OTHER_LEVELS: "onderwijsstructuur"}
PLACE_COLUMNS = ("plaats", "statcode", "gemeente", "provincie", "onderwijsgebied", "lat", "lon")
ADDRESS_COLUMNS = ("straat", "huisnummer", "postcode", *PLACE_COLUMNS)


@dataclass(frozen=True)
class Change:
    code: str
    kind: str
    old: str
    new: str
    old_place: str = ""

    @property
    def successors(self) -> list[str]:
        """Codes of the possible successors of a removed location: those at its address."""
        return self.new.split("|") if self.kind == GONE and self.new else []


def read_changes(path) -> list[Change]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Change(row["vestigingscode"], row["soort"], row["oud"], row["nieuw"], row["plaats_oud"])
            for row in csv.DictReader(file)
        ]


def read_schools(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def states(changes, newer):
    """The rows of the older and of the newer file."""
    by_code = {row["vestigingscode"]: dict(row) for row in newer}
    older = {code: dict(row) for code, row in by_code.items()}
    for change in changes:
        if change.kind == NEW:
            older.pop(change.code, None)
        elif change.kind in COLUMN_OF and change.code in older:
            older[change.code][COLUMN_OF[change.kind]] = change.old
    places = {fold(row["plaats"]): row for row in newer}
    for number, change in enumerate(change for change in changes if change.kind == GONE):
        older[change.code] = _gone(change, by_code, places, number)
    return list(older.values()), newer


def to_csv(rows):
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def numbers(changes):
    return Counter(change.kind for change in changes)


def _gone(change, by_code, places, number):
    successor = next((by_code[code] for code in change.successors if code in by_code), None)
    near = successor or _in_place(change.old_place, places)
    row = dict.fromkeys(near, "")
    row |= {name: near[name] for name in (ADDRESS_COLUMNS if successor else PLACE_COLUMNS)}
    if successor is None:
        row |= {
            "straat": "Vroegerestraat",
            "huisnummer": str(number + 1),
            "postcode": f"{near['postcode'][:4]} ZZ",
        }
    return row | {
        "vestigingscode": change.code,
        "instellingscode": change.code[:4],
        "naam": change.old,
        "onderwijsstructuur": successor["onderwijsstructuur"] if successor else "VBO/MAVO",
        "denominatie": "Overige",
    }


def _in_place(name, places):
    """A location in the same place; DUO adds the province to some names ("WINSUM GN")."""
    words = fold(name).split()
    for length in range(len(words), 0, -1):
        if row := places.get(" ".join(words[:length])):
            return row
    return next(iter(places.values()))
