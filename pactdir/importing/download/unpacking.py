"""Takes the official file out of a zip file, as GeoNames publishes its postcodes."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from pactdir.importing.detection import kind_of
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.reading.files import Unreadable


def unpack(kind: type[Kind], path: Path, max_bytes: int) -> None:
    """Replace a zip file by the one in it of this kind. Raises Unreadable if there is none."""
    if not is_zipfile(path):
        return
    try:
        with ZipFile(path) as archive:
            contents = [_content(archive, member, max_bytes) for member in archive.infolist()]
    except (BadZipFile, NotImplementedError, RuntimeError) as error:  # RuntimeError: encrypted
        raise Unreadable("Het zip-bestand is niet te lezen.") from error
    for content in contents:
        if _is_of(kind, content):
            path.write_bytes(content)
            return
    raise Unreadable(f"In het zip-bestand staat geen bestand met {kind.name}.")


def _content(archive: ZipFile, member: ZipInfo, max_bytes: int) -> bytes:
    # The stated size may be false, so stop reading at the limit.
    with archive.open(member) as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise Unreadable(f"In het zip-bestand zit meer dan {max_bytes // 1_000_000} MB.")
    return content


def _is_of(kind: type[Kind], content: bytes) -> bool:
    try:
        detected = kind_of("", content)
    except Unreadable:
        return False
    return detected is not None and detected.name == kind.name
