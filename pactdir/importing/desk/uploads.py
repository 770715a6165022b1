"""Files that an editor sent: kept for a day, shown as what they would change, then loaded or not.

They are kept in the database, where every worker finds them and no address leads to them. The
preview is an import that is undone; loading is the same import, once more, and it stays only where
it comes to the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import OperationalError
from django.utils import timezone

from pactdir.importing import Busy, Refused, Run, import_files
from pactdir.importing.outcome import Difference, Outcome
from pactdir.models import Upload
from regions.writing.changing import changing

logger = logging.getLogger(__name__)

LASTS = timedelta(days=1)
MOST_KEPT = 5  # of one editor: the oldest goes
MOST_FILES = 20
MOST_SHOWN = 100  # rows of one group; the counts are whole
LONGEST_NAME = 100  # bytes: a name that fits in any folder
BUSY = "Er loopt al een import. Probeer het straks nog eens."
UNKNOWN_FAULT = "Hier ging iets mis dat wij niet kennen. Er is niets geladen, en het is genoteerd."


class Changed(Exception):
    """Loading would come to something else than was shown."""


def keep(user: Any, files: list[tuple[str, bytes]]) -> Upload:
    """Keep these files, named as they were sent, and look at what they would change."""
    Upload.objects.filter(made_at__lte=timezone.now() - LASTS).delete()
    upload = Upload.objects.create(user=user, files=_packed(files))
    own = Upload.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
    Upload.objects.filter(pk__in=list(own[MOST_KEPT:])).delete()
    look(upload)
    return upload


def look(upload: Upload) -> None:
    """Find out what these files would change now, and keep that for the page."""
    try:
        with _unpacked(upload) as paths:
            run = import_files(paths, user=upload.user, rehearse=True)
        upload.preview, upload.fingerprint = told(run), fingerprint(run)
    except Refused as refused:
        _refuse(upload, refused.lines())
    except Busy:
        _refuse(upload, [BUSY])
    except Exception:  # whatever a stranger's file does, the editor gets an answer
        logger.exception("Looking at upload %s failed.", upload.pk)
        _refuse(upload, [UNKNOWN_FAULT])
    # The row may have been loaded or thrown away meanwhile: then it stays away.
    Upload.objects.filter(pk=upload.pk).update(
        preview=upload.preview, fingerprint=upload.fingerprint
    )


def _refuse(upload: Upload, lines: list[str]) -> None:
    upload.preview, upload.fingerprint = {"problems": [_printable(one) for one in lines]}, ""


def load(key: int, user: Any, shown: str) -> Any:
    """Load what was kept under that key, if it still comes to what was shown; answers the change.

    None where it is loaded or thrown away already. Raises Changed, Refused or Busy, and then
    nothing was written.
    """
    try:
        with changing() as change:
            upload = Upload.objects.select_for_update().filter(pk=key).first()
            if upload is None:
                return None
            with _unpacked(upload) as paths:
                run = import_files(paths, user=user)
            if not shown or fingerprint(run) != shown:
                raise Changed
            upload.delete()
            return change.id
    except OperationalError as error:
        if "locked" in str(error):
            raise Busy from error
        raise


def _packed(files: list[tuple[str, bytes]]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        for number, (name, content) in enumerate(files):
            folder.writestr(f"{number}/{plain_name(name)}", content)
    return packed.getvalue()


def plain_name(name: str) -> str:
    """The name of a file as it can be written in any folder and shown on any page."""
    plain = "".join(char for char in name if char.isprintable() and char not in '/\\:"')
    short = plain.encode(errors="ignore")[:LONGEST_NAME].decode(errors="ignore")
    return short if short.strip(". ") else "bestand"


@contextmanager
def _unpacked(upload: Upload) -> Iterator[list[Path]]:
    """The files in a folder that only this process may enter, gone afterwards."""
    with TemporaryDirectory() as folder, ZipFile(BytesIO(bytes(upload.files))) as packed:
        paths = []
        for inside in packed.infolist():
            path = Path(folder) / inside.filename
            path.parent.mkdir()
            path.write_bytes(packed.read(inside))
            paths.append(path)
        yield paths


def fingerprint(run: Run) -> str:
    """Equal where two imports come to the same, row by row."""
    said = [repr(asdict(outcome)) for outcome in run.outcomes]
    return sha256("\n".join([*said, *map(str, run.unknown)]).encode(errors="replace")).hexdigest()


def told(run: Run) -> dict[str, Any]:
    """What an import would do, as the page shows it."""
    return {
        "files": [_file_told(one) for one in run.outcomes],
        "unknown": [_printable(str(one)) for one in run.unknown],
        "writes": sum(_writes(one) for one in run.outcomes),
    }


def _writes(outcome: Outcome) -> int:
    return len(outcome.new) + outcome.changed_rows + len(outcome.gone)


def _file_told(outcome: Outcome) -> dict[str, Any]:
    groups: list[tuple[str, str, Any, int]] = [
        ("new", "Nieuw", outcome.new, len(outcome.new)),
        ("changed", "Gewijzigd", outcome.changed, outcome.changed_rows),
        ("kept", "Door een redacteur anders ingevuld: dat blijft", outcome.kept, 0),
        ("gone", "Niet meer in het bestand", outcome.gone, len(outcome.gone)),
        ("doubtful", "Twijfel: kijk dit na", outcome.doubtful, len(outcome.doubtful)),
    ]
    return {
        "file": _printable(outcome.file),
        "kind": outcome.kind,
        "same": outcome.same,
        "groups": [
            {
                "sort": sort,
                "title": title,
                "number": number or len({one.row for one in rows}),
                "rows": [_row_told(one) for one in rows[:MOST_SHOWN]],
                "more": max(0, len(rows) - MOST_SHOWN),
            }
            for sort, title, rows, number in groups
            if rows
        ],
    }


def _row_told(row: str | Difference) -> dict[str, str]:
    if isinstance(row, str):
        return {"text": _printable(row)}
    return {name: _printable(value) for name, value in asdict(row).items()}


def _printable(text: str) -> str:
    """Without what PostgreSQL does not keep in JSON, and a page does not show."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
