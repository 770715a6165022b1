"""Rewrites an untrusted PDF, from standard input to standard output.

A program of its own, which imports nothing of the site: `checking` runs it with little memory and
time, since a small PDF may expand to gigabytes. Its argument is the size, in bytes, above which it
refuses the result. It exits with one of the codes below.
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO
from itertools import chain

import pikepdf

MEMORY, SECONDS = 800_000_000, 20
ENCRYPTED, ACTIVE, ATTACHMENT, DAMAGED, TOO_LARGE = 11, 12, 13, 14, 15
# Keys and actions that run a program, start another one or send data.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE"}
ATTACHMENT_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/EF"}
# Metadata that is kept: which standards the file follows.
STANDARDS = ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
# These standards require a title; not the row's name, which may change or be erased.
TITLE = "Document"


class Refused(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def rewrite(upload: bytes) -> bytes:
    """Drop metadata, earlier versions and anything that no page refers to."""
    try:
        with pikepdf.open(BytesIO(upload), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise Refused(ENCRYPTED)
            if not pdf.pages:
                raise Refused(DAMAGED)
            for stored in pdf.objects:
                _check(stored)
            _replace_metadata(pdf)
            file = BytesIO()
            pdf.save(file, deterministic_id=True)
            if pdf.get_warnings():  # an object that could not be read
                raise Refused(DAMAGED)
            return file.getvalue()
    except pikepdf.PasswordError:
        raise Refused(ENCRYPTED) from None
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, RuntimeError):
        raise Refused(DAMAGED) from None


def _check(stored: pikepdf.Object) -> None:
    waiting = [stored]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Array):
            waiting += [item for item in value if not _is_indirect(item)]
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            _check_keys(value)
            waiting += [item for _, item in value.items() if not _is_indirect(item)]


def _is_indirect(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _check_keys(value: pikepdf.Object) -> None:
    names = set(chain(value.keys(), (str(value.get(key, "")) for key in ("/Type", "/Subtype"))))
    if names & ACTIVE_KEYS or str(value.get("/S", "")) in ACTIONS:
        raise Refused(ACTIVE)
    if names & ATTACHMENT_KEYS or "/FileAttachment" in names:
        raise Refused(ATTACHMENT)


def _replace_metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as before:
        kept = {name: before[name] for name in STANDARDS if name in before}
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.update({**kept, "dc:title": TITLE})


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    max_bytes = int(sys.argv[1])
    try:
        rewritten = rewrite(sys.stdin.buffer.read())
    except Refused as refusal:
        return refusal.code
    except MemoryError:
        return DAMAGED
    if len(rewritten) > max_bytes:
        return TOO_LARGE
    sys.stdout.buffer.write(rewritten)
    return 0


if __name__ == "__main__":
    sys.exit(main())
