"""Columns of a file, with the headings that its editions use."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`name` is that of the form field, `spellings` are the headings in editions of the file."""

    name: str
    spellings: tuple[str, ...]
    is_required: bool = True

    def heading_in(self, header: Iterable[str]) -> str | None:
        return next((heading for heading in header if heading in self.spellings), None)


LATITUDE = Column("latitude", ("lat", "breedtegraad", "latitude"))
LONGITUDE = Column("longitude", ("lon", "lengtegraad", "longitude"))
MUNICIPALITY = ("statcode", "gemeentecode")
