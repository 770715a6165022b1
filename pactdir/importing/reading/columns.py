"""The columns of a file, under the names that its editions give them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column by its name in the form, and the names that editions of the file give it."""

    name: str
    spellings: tuple[str, ...]
    is_needed: bool = True

    def found_in(self, header: Iterable[str]) -> str | None:
        return next((heading for heading in header if heading in self.spellings), None)


LATITUDE = Column("latitude", ("lat", "breedtegraad", "latitude"))
LONGITUDE = Column("longitude", ("lon", "lengtegraad", "longitude"))
MUNICIPALITY = ("statcode", "gemeentecode")
