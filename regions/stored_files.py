"""Files of uploads, in a folder of the default storage, and the responses that serve them.

A file is written before its row, and erased after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

# The site receives no larger file (FILE_UPLOAD_HANDLERS): to a form it is as if none was chosen.
MAX_BYTES = 10_000_000
TOO_MANY_BYTES = "Dit bestand is groter dan 10 MB. Sla het kleiner op en probeer het opnieuw."
CHOOSE_FILE = (
    "Kies een bestand van hoogstens 10 MB; een groter bestand komt niet aan. Koos u er al een? "
    "Kies het dan opnieuw: na een fout of opnieuw inloggen onthoudt een browser het niet."
)
# How long after its files a row may still be saved.
UNUSED_LIFETIME = timedelta(days=1)
# Not cached by shared caches, which would keep a file after it is withdrawn.
FOR_A_YEAR = "private, max-age=31536000, immutable"
POLICY = "default-src 'none'; sandbox"


@dataclass(frozen=True)
class Folder:
    name: str

    @property
    def storage(self) -> Storage:
        return storages["default"]

    def path_of(self, file: str) -> str:
        return f"{self.name}/{file}"

    def store(self, file: str, data: bytes) -> None:
        if not self.storage.exists(self.path_of(file)):
            self.storage.save(self.path_of(file), ContentFile(data))

    def erase_on_commit(self, files: Iterable[str]) -> None:
        erased = list(files)
        transaction.on_commit(lambda: self._erase(erased))

    def clear_unused(self, known: set[str], now: datetime) -> int:
        """Erase the files of uploads that were never saved.

        `known` are the starts of the names that any row has or had.
        """
        try:
            _, names = self.storage.listdir(self.name)
        except FileNotFoundError:
            return 0
        unused = [
            name
            for name in names
            if name.partition("-")[0].partition(".")[0] not in known
            and self.storage.get_modified_time(self.path_of(name)) <= now - UNUSED_LIFETIME
        ]
        self._erase(unused)
        return len(unused)

    def _erase(self, files: Iterable[str]) -> None:
        for file in files:
            self.storage.delete(self.path_of(file))

    def response(
        self, file: str, content_type: str, cache_control: str, download_as: str = ""
    ) -> HttpResponseBase:
        """Raise Http404 if the file is not stored."""
        try:
            content: Any = self.storage.open(self.path_of(file))
        except FileNotFoundError:
            raise Http404 from None
        return FileResponse(
            content,
            as_attachment=bool(download_as),
            filename=download_as,
            content_type=content_type,
            headers={
                "Cache-Control": cache_control,
                "Content-Security-Policy": POLICY,
                "X-Content-Type-Options": "nosniff",
            },
        )
