"""Pages compressed with brotli and gzip, and the encoding that a browser accepts."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from typing import Self

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

BROTLI, GZIP, PLAIN = "br", "gzip", "identity"
# Higher levels take much longer and save little.
BROTLI_QUALITY, GZIP_LEVEL = 7, 6
MIN_SIZE_TO_COMPRESS = 200  # bytes
COMPRESSIBLE = re.compile(r"text/|application/(xml|json|[a-z]+\+(xml|json)|javascript)|image/svg")
# These depend on the encoding, or are set on each response.
EXCLUDED_HEADERS = {"Content-Encoding", "Content-Length", "ETag"}


@dataclass(frozen=True)
class Page:
    """Headers, and the body by encoding; only PLAIN if compression does not help."""

    headers: dict[str, str]
    bodies: dict[str, bytes]

    @classmethod
    def from_response(cls, response: HttpResponse) -> Self:
        headers = {name: text for name, text in response.items() if name not in EXCLUDED_HEADERS}
        body = response.content
        if not _is_compressible(response):
            return cls(headers, {PLAIN: body})
        return cls(headers, {encoding: compressed(body, encoding) for encoding in (BROTLI, GZIP)})

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())

    def body_for(self, encoding: str) -> tuple[str, bytes]:
        if PLAIN in self.bodies:
            return PLAIN, self.bodies[PLAIN]
        if encoding == PLAIN:
            return PLAIN, gzip.decompress(self.bodies[GZIP])
        return encoding, self.bodies[encoding]

    def to_bytes(self) -> bytes:
        # Serialise without pickle, so that data from Redis can never run as code.
        lengths = {encoding: len(body) for encoding, body in self.bodies.items()}
        head = json.dumps([self.headers, lengths]).encode()
        return b"\n".join([head, b"".join(self.bodies.values())])

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises ValueError for data that `to_bytes` did not produce."""
        head, _, rest = data.partition(b"\n")
        try:
            headers, lengths = json.loads(head)
            is_complete = sum(lengths.values()) == len(rest)
            bodies = {}
            for encoding, length in lengths.items():
                bodies[encoding], rest = rest[:length], rest[length:]
        except (TypeError, AttributeError) as error:
            raise ValueError("not a page") from error
        if not is_complete:
            raise ValueError("not a whole page")
        return cls(headers, bodies)


def compressed(body: bytes, encoding: str) -> bytes:
    if encoding == BROTLI:
        brotli_body: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return brotli_body
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def compress(response: HttpResponseBase, encoding: str) -> None:
    if (
        encoding == PLAIN
        or not isinstance(response, HttpResponse)
        or not _is_compressible(response)
    ):
        return
    response.content = compressed(response.content, encoding)
    response["Content-Encoding"] = encoding
    response["Content-Length"] = str(len(response.content))


def _is_compressible(response: HttpResponse) -> bool:
    kind = response.get("Content-Type", "")
    return len(response.content) >= MIN_SIZE_TO_COMPRESS and bool(COMPRESSIBLE.match(kind))


def accepted_encoding(request: HttpRequest) -> str:
    """Return the accepted encoding with the highest q; brotli before gzip (RFC 9110, 12.5.3)."""
    q_values = _q_values(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    # A simple client may send "*"; every client can read gzip.
    q_values.setdefault(GZIP, q_values.get("*", 0))
    plain = q_values.get(PLAIN, 0)
    best = max((BROTLI, GZIP), key=lambda encoding: q_values.get(encoding, 0))
    return best if q_values.get(best, 0) > 0 and q_values.get(best, 0) >= plain else PLAIN


def _q_values(header: str) -> dict[str, float]:
    q_values: dict[str, float] = {}
    for part in header[:200].lower().split(","):
        name, _, weight = part.partition(";")
        match = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight, re.ASCII)
        if not weight or match:
            q_values[name.strip()] = float(match[1]) if match else 1
    return q_values
