"""Checks an uploaded PDF, and has it rewritten in a process with little memory and time."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from django.core.exceptions import ValidationError

from regions.stored_files import MAX_BYTES, TOO_MANY_BYTES

PROGRAM = Path(__file__).with_name("rewriting.py")
TIMEOUT = 60  # seconds; the program itself stops after 20 seconds of CPU time
# The last lines of a PDF; what follows them is another file.
MAX_TRAILER = 64

EMPTY = "Dit bestand is leeg."
NOT_A_PDF = "Dit is geen pdf. Sla het document op als pdf en probeer het opnieuw."
DAMAGED = "Deze pdf is beschadigd of niet compleet. Sla het document opnieuw op als pdf."
ENCRYPTED = "Deze pdf is beveiligd. Sla het document op zonder wachtwoord of beveiliging."
ACTIVE = (
    "In deze pdf zit een programma of een formulier dat iets verstuurt. Druk het document af als "
    "pdf en probeer dat bestand."
)
ATTACHMENT = "In deze pdf zit nog een bestand. Sla het document op zonder bijlagen."
UNAVAILABLE = "De site kan nu geen pdf nakijken. Probeer het later opnieuw."
# Exit codes of the program; below 0 it was stopped, for using too much memory or time.
REFUSALS = {11: ENCRYPTED, 12: ACTIVE, 13: ATTACHMENT, 14: DAMAGED, 15: TOO_MANY_BYTES}
logger = logging.getLogger(__name__)


def check(upload: bytes) -> bytes:
    """Return the PDF rewritten, without metadata that names anyone.

    Raise ValidationError with a Dutch message unless it is one plain PDF.
    """
    if not upload:
        raise ValidationError(EMPTY)
    if len(upload) > MAX_BYTES:
        raise ValidationError(TOO_MANY_BYTES)
    if not upload.startswith(b"%PDF-"):
        raise ValidationError(NOT_A_PDF)
    if b"%%EOF" not in upload[-MAX_TRAILER:]:
        raise ValidationError(DAMAGED)
    return _rewritten(upload)


def _rewritten(upload: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(PROGRAM), str(MAX_BYTES)],
            input=upload,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ValidationError(DAMAGED) from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode < 0 or done.returncode in REFUSALS:
        raise ValidationError(REFUSALS.get(done.returncode, DAMAGED))
    logger.error("Cannot check a PDF: %s", done.stderr.decode(errors="replace")[-500:])
    raise ValidationError(UNAVAILABLE)
