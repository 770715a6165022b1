"""How large a file may be that someone sends: what is larger is not kept while it comes in."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from pactdir.importing.reading.files import MOST_BYTES

MOST_BYTES_TOGETHER = 3 * MOST_BYTES


class UploadLimit(FileUploadHandler):
    """Stands before the handlers that keep a file, and lets the rest of a large one go by.

    The names of what was let go stand in `request.too_large`.
    """

    together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.so_far = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.so_far += len(raw_data)
        self.together += len(raw_data)
        if self.so_far > MOST_BYTES or self.together > MOST_BYTES_TOGETHER:
            request: Any = self.request
            request.too_large = [*getattr(request, "too_large", []), self.file_name]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
