"""Limits the size of uploads while they are received."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from pactdir.importing.reading.files import MAX_BYTES

MAX_TOTAL_BYTES = 3 * MAX_BYTES


class UploadLimit(FileUploadHandler):
    """Runs before the handlers that store a file, and drops files that are too large.

    The names of dropped files are in `request.too_large`.
    """

    total_size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file_size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.file_size += len(raw_data)
        self.total_size += len(raw_data)
        if self.file_size > MAX_BYTES or self.total_size > MAX_TOTAL_BYTES:
            request: Any = self.request
            request.too_large = [*getattr(request, "too_large", []), self.file_name]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
