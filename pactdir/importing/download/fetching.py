"""Fetches one file over HTTPS, within limits of size and time."""

from __future__ import annotations

import ssl
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from threading import Event, Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from pactdir.importing.download.network import (
    Connection,
    DownloadError,
    NetworkPolicy,
    connection_to,
)
from pactdir.importing.download.partial_file import PartialFile
from pactdir.importing.reading.files import MAX_BYTES

REDIRECTS = {301, 302, 303, 307, 308}
CHUNK_BYTES = 65_536
# Called with the number of bytes received, and the total if the server sends it.
Progress = Callable[[int, int | None], None]
# Sends a request for a URL; returns the URL of a redirect, or None once it has what is there.
Exchange = Callable[[Connection, str], str | None]


@dataclass(frozen=True)
class Limits:
    size: int = MAX_BYTES  # bytes per file; the import refuses larger ones
    seconds: float = 300  # for all files together
    redirects: int = 5


class Deadline:
    def __init__(self, seconds: float) -> None:
        self.expires_at, self.has_passed = monotonic() + seconds, Event()

    @property
    def seconds_left(self) -> float:
        return max(self.expires_at - monotonic(), 0.001)

    @contextmanager
    def enforced_on(self, connection: Connection) -> Iterator[None]:
        def abort() -> None:
            self.has_passed.set()
            connection.abort()

        timer = Timer(self.seconds_left, abort)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


class Fetcher:
    """Fetches files within one time limit."""

    def __init__(self, limits: Limits, policy: NetworkPolicy) -> None:
        self.limits, self.policy = limits, policy
        self.deadline = Deadline(limits.seconds)
        self.ssl_context = policy.ssl_context or ssl.create_default_context()

    def fetch(self, url: str, path: Path, progress: Progress) -> str:
        """Return the URL of the file, after redirects.

        Raises DownloadError. Keeps a partial file if the next attempt can resume it.
        """
        file = PartialFile(path)
        try:
            final_url = self._visit(
                url, lambda connection, at: _request(connection, at, file, self.limits, progress)
            )
            file.complete()
        except DownloadError:
            if not file.may_be_resumed:
                file.remove()
            raise
        return final_url

    def read_start(self, url: str) -> tuple[str, bytes]:
        """Return the URL after redirects, and the first `limits.size` bytes of what is there.

        Raises DownloadError.
        """
        start = bytearray()
        size = self.limits.size
        final_url = self._visit(url, lambda connection, at: _read(connection, at, size, start))
        return final_url, bytes(start)

    def _visit(self, url: str, exchange: Exchange) -> str:
        current_url = url
        for _ in range(self.limits.redirects + 1):
            redirect = self._follow(current_url, exchange)
            if redirect is None:
                return current_url
            current_url = _absolute(redirect, current_url)
        raise DownloadError.at(url, f"verwijst meer dan {self.limits.redirects} keer door.")

    def _follow(self, url: str, exchange: Exchange) -> str | None:
        connection = connection_to(url, self.policy, self.ssl_context)
        connection.timeout = self.deadline.seconds_left
        too_slow = DownloadError.at(url, f"het ophalen duurt langer dan {self.limits.seconds:g} s.")
        try:
            with self.deadline.enforced_on(connection):
                redirect = exchange(connection, url)
        except (OSError, HTTPException, DownloadError) as error:
            if self.deadline.has_passed.is_set() or isinstance(error, TimeoutError):
                raise too_slow from error
            if isinstance(error, DownloadError):
                raise
            raise DownloadError.at(url, _in_dutch(error)) from error
        finally:
            connection.close()
        if self.deadline.has_passed.is_set():  # the deadline closed the connection
            raise too_slow
        return redirect


def _absolute(redirect: str, url: str) -> str:
    try:
        return urljoin(url, redirect)
    except ValueError as error:
        raise DownloadError.at(url, "verwijst door naar een onleesbaar adres.") from error


def _send(connection: Connection, url: str, headers: dict[str, str]) -> None:
    parts = urlsplit(url)
    target = quote(parts.path or "/", safe=string.punctuation)
    query = f"?{quote(parts.query, safe=string.punctuation)}" if parts.query else ""
    ours = {"Accept-Encoding": "identity", "User-Agent": "pactdir", "Connection": "close"}
    connection.request("GET", target + query, headers=ours | headers)


def _redirect_of(response: HTTPResponse) -> str | None:
    return response.getheader("Location") if response.status in REDIRECTS else None


def _require_content(response: HTTPResponse, url: str, statuses: set[int]) -> None:
    status = response.status
    if status not in statuses:
        raise DownloadError.at(url, f"de server antwoordt met {status}.", status)
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise DownloadError.at(url, "de server stuurt het ingepakt.", status)


def _read(connection: Connection, url: str, size: int, start: bytearray) -> str | None:
    _send(connection, url, {})
    with connection.getresponse() as response:
        if location := _redirect_of(response):
            return location
        _require_content(response, url, {200})
        start += response.read(size)
    return None


def _request(
    connection: Connection, url: str, file: PartialFile, limits: Limits, progress: Progress
) -> str | None:
    ranges = file.range_headers(url)
    _send(connection, url, ranges)
    with connection.getresponse() as response:
        if location := _redirect_of(response):
            return location
        if ranges and (response.status == 416 or _is_another_part(response, file)):
            file.remove()
            return url  # retry from the start
        _require_content(response, url, {200, 206} if ranges else {200})
        if response.status == 200:
            file.begin(url, response)
        _write_body(response, url, file, limits, progress)
    return None


def _is_another_part(response: HTTPResponse, file: PartialFile) -> bool:
    return response.status == 206 and not file.is_continued_by(response)


def _write_body(
    response: HTTPResponse, url: str, file: PartialFile, limits: Limits, progress: Progress
) -> None:
    size = file.size
    expected = None if response.length is None else size + response.length
    too_large = DownloadError.at(url, f"het is meer dan {limits.size // 1_000_000} MB.")
    if expected is not None and expected > limits.size:
        file.remove()
        raise too_large
    with file.path.open("ab") as target:
        while part := response.read1(CHUNK_BYTES):
            size += len(part)
            if size > limits.size:
                file.remove()
                raise too_large
            target.write(part)
            progress(size, expected)
    if expected is not None and size < expected:
        raise DownloadError.at(url, "het brak halverwege af.")


def _in_dutch(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "het certificaat van de server klopt niet."
    if isinstance(error, ssl.SSLError):
        return "er kwam geen veilige verbinding tot stand."
    if isinstance(error, ConnectionRefusedError):
        return "de server neemt geen verbinding aan."
    if isinstance(error, HTTPException):
        return "de server geeft geen antwoord dat te begrijpen is, of breekt halverwege af."
    return "er is geen verbinding te maken."
