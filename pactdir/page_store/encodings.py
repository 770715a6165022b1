"""A page in the forms in which it can be sent: brotli, gzip, or as it is."""

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
# A page is made once per change and read many times; more than this takes long and saves little.
BROTLI_QUALITY, GZIP_LEVEL = 7, 6
WORTH_COMPRESSING = 200  # bytes
COMPRESSIBLE = re.compile(r"text/|application/(xml|json|[a-z]+\+(xml|json)|javascript)|image/svg")
# What the form decides, and what is said anew with each answer.
NOT_KEPT = {"Content-Encoding", "Content-Length", "ETag"}


@dataclass(frozen=True)
class Page:
    """What an answer said, in each form; where it does not get smaller only as it is."""

    headers: dict[str, str]
    bodies: dict[str, bytes]

    @classmethod
    def of(cls, response: HttpResponse) -> Self:
        headers = {name: text for name, text in response.items() if name not in NOT_KEPT}
        body = response.content
        if not _compressible(response):
            return cls(headers, {PLAIN: body})
        return cls(headers, {form: compressed(body, form) for form in (BROTLI, GZIP)})

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())

    def in_form(self, form: str) -> tuple[str, bytes]:
        """The form it has that suits one who takes `form`, and the body in it."""
        if PLAIN in self.bodies:
            return PLAIN, self.bodies[PLAIN]
        if form == PLAIN:
            return PLAIN, gzip.decompress(self.bodies[GZIP])
        return form, self.bodies[form]

    def to_bytes(self) -> bytes:
        """As plain data, not pickled: what comes back from a Redis is never run."""
        lengths = {form: len(body) for form, body in self.bodies.items()}
        head = json.dumps([self.headers, lengths]).encode()
        return b"\n".join([head, b"".join(self.bodies.values())])

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """Raises ValueError where it is not what `to_bytes` made."""
        head, _, rest = kept.partition(b"\n")
        try:
            headers, lengths = json.loads(head)
            whole = sum(lengths.values()) == len(rest)
            bodies = {}
            for form, length in lengths.items():
                bodies[form], rest = rest[:length], rest[length:]
        except (TypeError, AttributeError) as error:
            raise ValueError("not a page") from error
        if not whole:
            raise ValueError("not a whole page")
        return cls(headers, bodies)


def compressed(body: bytes, form: str) -> bytes:
    if form == BROTLI:
        packed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def compress(response: HttpResponseBase, form: str) -> None:
    """An answer that is for this visitor only, in the form they take."""
    if form == PLAIN or not isinstance(response, HttpResponse) or not _compressible(response):
        return
    response.content = compressed(response.content, form)
    response["Content-Encoding"] = form
    response["Content-Length"] = str(len(response.content))


def _compressible(response: HttpResponse) -> bool:
    kind = response.get("Content-Type", "")
    return len(response.content) >= WORTH_COMPRESSING and bool(COMPRESSIBLE.match(kind))


def form_for(request: HttpRequest) -> str:
    """Of the forms that this browser takes the one it likes best, and then the smallest."""
    liked = _liked(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    # Who takes anything at all is as likely a simple program as a browser: gzip everyone reads.
    liked.setdefault(GZIP, liked.get("*", 0))
    plain = liked.get(PLAIN, 0)
    best = max((BROTLI, GZIP), key=lambda form: liked.get(form, 0))
    return best if liked.get(best, 0) > 0 and liked.get(best, 0) >= plain else PLAIN


def _liked(header: str) -> dict[str, float]:
    """How much each form is liked, from 0 (not at all) to 1; what cannot be read is left out."""
    liked: dict[str, float] = {}
    for part in header[:200].lower().split(","):
        name, _, weight = part.partition(";")
        match = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", weight, re.ASCII)
        if not weight or match:
            liked[name.strip()] = float(match[1]) if match else 1
    return liked
