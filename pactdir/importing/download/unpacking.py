"""Extracts the official file from a zip file, as GeoNames publishes its postcodes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from pactdir.importing.detection import kind_of
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.reading.files import Unreadable

UNREADABLE = (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError)  # or encrypted


def unpack(kind: type[Kind], path: Path, max_bytes: int) -> None:
    """Replace a zip file by the first file of this kind in it. Raises Unreadable if it has none."""
    if not is_zipfile(path):
        return
    try:
        with ZipFile(path) as archive:
            contents = _contents(archive, max_bytes)
            found = next((content for content in contents if _is_kind(kind, content)), None)
    except UNREADABLE as error:
        raise Unreadable("Het zip-bestand is niet te lezen.") from error
    if found is None:
        raise Unreadable(f"In het zip-bestand staat geen bestand met {kind.name}.")
    path.write_bytes(found)


def _contents(archive: ZipFile, max_bytes: int) -> Iterator[bytes]:
    # Stated sizes may be false, so stop reading at the limit for all files together.
    remaining = max_bytes
    for member in archive.infolist():
        with archive.open(member) as file:
            content = file.read(remaining + 1)
        remaining -= len(content)
        if remaining < 0:
            raise Unreadable(f"In het zip-bestand zit meer dan {max_bytes // 1_000_000} MB.")
        yield content


def _is_kind(kind: type[Kind], content: bytes) -> bool:
    try:
        detected = kind_of("", content)
    except Unreadable:
        return False
    return detected is not None and detected.name == kind.name
