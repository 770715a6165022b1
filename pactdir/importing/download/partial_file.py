"""A partial download, to resume after a broken connection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

CONTENT_RANGE = re.compile(r"bytes ([0-9]+)-[0-9]+/([0-9]+)")


@dataclass(frozen=True)
class PartialFile:
    """The file at `path`, with its URL and ETag in a file next to it.

    Without an ETag nothing is resumed: the rest could belong to another edition.
    """

    path: Path

    @property
    def _url_file(self) -> Path:
        return self.path.with_name(f"{self.path.name}.merk")

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def may_be_resumed(self) -> bool:
        return self.size > 0 and self._url_file.is_file()

    def range_headers(self, url: str) -> dict[str, str]:
        if not self.may_be_resumed:
            return {}
        known_url, _, tag = self._url_file.read_text().partition("\n")
        if known_url != url:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": tag}

    def is_continued_by(self, response: HTTPResponse) -> bool:
        match = CONTENT_RANGE.fullmatch(response.getheader("Content-Range", ""))
        if match is None or response.length is None:
            return False
        return int(match[1]) == self.size == int(match[2]) - response.length

    def begin(self, url: str, response: HTTPResponse) -> None:
        """Discard what was received."""
        self.remove()
        tag = response.getheader("ETag", "")
        if tag.startswith("W/") or not tag:  # a weak ETag does not guarantee the same bytes
            tag = response.getheader("Last-Modified", "")
        if tag.isprintable() and tag:
            self._url_file.write_text(f"{url}\n{tag}")

    def complete(self) -> None:
        self._url_file.unlink(missing_ok=True)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self._url_file.unlink(missing_ok=True)
