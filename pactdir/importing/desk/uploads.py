"""Uploaded files: stored for a day, previewed, then imported or discarded.

They are stored in the database, so every worker can read them, and have no public URL. The preview
is an import that is rolled back; loading runs the import again, and commits only if the result is
the same.
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
from pactdir.importing.problems import CONFIRM_NAMES
from pactdir.models import Upload
from regions.fields.partial_date import PartialDate
from regions.writing.changing import changing

logger = logging.getLogger(__name__)

LIFETIME = timedelta(days=1)
MAX_UPLOADS_PER_USER = 5  # the oldest is deleted
MAX_FILES = 20
MAX_ROWS_SHOWN = 100  # changes listed per group; the counts include the rest
MAX_NAME_LENGTH = 100  # bytes
OTHERS_FIRST = "Los eerst de rest op; daarna kunt u zeggen dat de namen kloppen."
BUSY = "Er loopt al een import. Probeer het straks nog eens."
UNKNOWN_ERROR = "Hier ging iets mis dat wij niet kennen. Er is niets geladen, en het is genoteerd."


class PreviewOutdated(Exception):
    """The import would no longer give the previewed result."""


def store_upload(
    user: Any, files: list[tuple[str, bytes]], as_of: PartialDate | None = None
) -> Upload:
    Upload.objects.filter(made_at__lte=timezone.now() - LIFETIME).delete()
    upload = Upload.objects.create(user=user, files=_zipped(files), as_of=as_of)
    pks = Upload.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
    Upload.objects.filter(pk__in=list(pks[MAX_UPLOADS_PER_USER:])).delete()
    update_preview(upload)
    return upload


def options_of(upload: Upload) -> dict[str, Any]:
    return {"as_of": upload.as_of, "names_confirmed": bool(upload.preview.get("names_confirmed"))}


def confirm_names(upload: Upload) -> None:
    upload.preview["names_confirmed"] = True
    update_preview(upload)


def update_preview(upload: Upload) -> None:
    confirmed = upload.preview.get("names_confirmed", False)
    try:
        with _unzipped(upload) as paths:
            run = import_files(paths, user=upload.user, dry_run=True, **options_of(upload))
        upload.preview, upload.fingerprint = preview_of(run), fingerprint(run)
    except Refused as refused:
        _store_refusal(upload, refused)
    except Busy:
        _store_problems(upload, [BUSY])
    except Exception:  # the editor gets a message, not an error page
        logger.exception("Looking at upload %s failed.", upload.pk)
        _store_problems(upload, [UNKNOWN_ERROR])
    if confirmed:
        upload.preview["names_confirmed"] = True
    # Not `save()`: the upload may have been imported or discarded in the meantime.
    Upload.objects.filter(pk=upload.pk).update(
        preview=upload.preview, fingerprint=upload.fingerprint
    )


def _store_refusal(upload: Upload, refused: Refused) -> None:
    if refused.only_asks_about_names:
        _store_problems(upload, refused.lines())
        upload.preview["asks_about_names"] = True
    else:
        lines = [line.replace(CONFIRM_NAMES, OTHERS_FIRST) for line in refused.lines()]
        _store_problems(upload, lines)


def _store_problems(upload: Upload, lines: list[str]) -> None:
    upload.preview, upload.fingerprint = {"problems": [_printable(line) for line in lines]}, ""


def import_upload(key: int, user: Any, previewed_fingerprint: str) -> Any:
    """Import an upload if the result still matches the preview, and return the change id.

    Return None if it was imported or discarded already. Raises PreviewOutdated, Refused or Busy, in
    which case nothing is written.
    """
    try:
        with changing() as change:
            upload = Upload.objects.select_for_update().filter(pk=key).first()
            if upload is None:
                return None
            with _unzipped(upload) as paths:
                run = import_files(paths, user=user, **options_of(upload))
            if not previewed_fingerprint or fingerprint(run) != previewed_fingerprint:
                raise PreviewOutdated
            upload.delete()
            return change.id
    except OperationalError as error:
        if "locked" in str(error):
            raise Busy from error
        raise


def _zipped(files: list[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(files):
            archive.writestr(f"{number}/{safe_name(name)}", content)
    return buffer.getvalue()


def safe_name(name: str) -> str:
    plain = "".join(char for char in name if char.isprintable() and char not in '/\\:"')
    short = plain.encode(errors="ignore")[:MAX_NAME_LENGTH].decode(errors="ignore")
    return short if short.strip(". ") else "bestand"


@contextmanager
def _unzipped(upload: Upload) -> Iterator[list[Path]]:
    with TemporaryDirectory() as folder, ZipFile(BytesIO(bytes(upload.files))) as archive:
        paths = []
        for member in archive.infolist():
            path = Path(folder) / member.filename
            path.parent.mkdir()
            path.write_bytes(archive.read(member))
            paths.append(path)
        yield paths


def fingerprint(run: Run) -> str:
    lines = [repr(asdict(outcome)) for outcome in run.outcomes]
    return sha256("\n".join([*lines, *map(str, run.unknown)]).encode(errors="replace")).hexdigest()


def preview_of(run: Run) -> dict[str, Any]:
    return {
        "files": [_file_preview(outcome) for outcome in run.outcomes],
        "unknown": [_printable(str(unknown)) for unknown in run.unknown],
        "writes": sum(_count_writes(outcome) for outcome in run.outcomes),
    }


def _count_writes(outcome: Outcome) -> int:
    return outcome.created_rows + outcome.changed_rows + outcome.removed_rows


def _file_preview(outcome: Outcome) -> dict[str, Any]:
    groups: list[tuple[str, str, Any, int]] = [
        ("older", "Een nieuwer bestand zei iets anders: dat blijft", outcome.older, 0),
        ("new", "Nieuw", outcome.created, outcome.created_rows),
        ("changed", "Gewijzigd", outcome.changed, outcome.changed_rows),
        ("conflicts", "Door een redacteur anders ingevuld: dat blijft", outcome.conflicts, 0),
        ("removed", "Niet meer in het bestand", outcome.removed, outcome.removed_rows),
        ("warnings", "Twijfel: kijk dit na", outcome.warnings, len(outcome.warnings)),
    ]
    return {
        "file": _printable(outcome.file),
        "kind": outcome.kind,
        "summary": outcome.summary,
        "remark": outcome.remark,
        "as_of": str(outcome.as_of or ""),
        "age": outcome.age,
        "unchanged": outcome.unchanged,
        "groups": [
            {
                "kind": kind,
                "title": title,
                "count": count or len({row if isinstance(row, str) else row.row for row in rows}),
                "rows": [_row_preview(row) for row in rows[:MAX_ROWS_SHOWN]],
                "more": max(0, len(rows) - MAX_ROWS_SHOWN),
            }
            for kind, title, rows, count in groups
            if rows
        ],
    }


def _row_preview(row: str | Difference) -> dict[str, str]:
    if isinstance(row, str):
        return {"text": _printable(row)}
    return {name: _printable(value) for name, value in asdict(row).items()}


def _printable(text: str) -> str:
    # Replace unprintable characters: PostgreSQL rejects some of them in JSON.
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
