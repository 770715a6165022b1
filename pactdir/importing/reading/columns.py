"""Columns of a file, with the headings that its editions use."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`name` is the form field; `spellings` are the headings that editions of the file use."""

    name: str
    spellings: tuple[str, ...]
    is_required: bool = True

    def heading_in(self, header: Iterable[str]) -> str | None:
        # The first spelling found: a file may have both "statcode" and "gemeentenummer".
        headings = set(header)
        return next((spelling for spelling in self.spellings if spelling in headings), None)


LATITUDE = Column("latitude", ("lat", "breedtegraad", "latitude", "breedte"))
LONGITUDE = Column("longitude", ("lon", "lengtegraad", "longitude", "lengte"))
MUNICIPALITY = ("statcode", "gemeentecode", "gm code", "gemeentenummer")
BRIN = ("instellingscode", "brin nummer", "brinnummer", "brin")
LOCATION = ("vestigingscode", "vestigingsnummer", "vestigings nummer")
PLACE = ("plaats", "plaatsnaam", "plaatsnaam vestiging")
