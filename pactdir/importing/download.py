"""Downloads the official files into a folder: all of them, complete, or none.

A host name is resolved once, all its addresses must be public, and the connection is made to one
of those addresses. So neither a name nor a redirect leads into the internal network.
"""

from __future__ import annotations

import socket
import ssl
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from django.utils.text import slugify

from pactdir.importing.detection import kind_of
from pactdir.importing.kinds.kind import Kind
from pactdir.importing.problems import printable
from pactdir.importing.reading.files import MAX_BYTES, Unreadable, read_bytes

REDIRECTS = {301, 302, 303, 307, 308}
CHUNK_BYTES = 65_536
# Prefix of IPv4 addresses on an IPv6-only network; the last four bytes are the IPv4 address.
NAT64 = ip_network("64:ff9b::/96")


class DownloadError(Exception):
    """The message says in Dutch which file could not be downloaded, and why."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__(f"{printable(address)[:200]}: {text}")


def is_public(address: str) -> bool:
    ip = ip_address(address.partition("%")[0])
    embedded: IPv4Address | None = None
    if isinstance(ip, IPv6Address):
        embedded = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            embedded = IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and (embedded is None or embedded.is_global)


def resolve(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Limits:
    size: int = MAX_BYTES  # bytes per file; larger files are not imported anyway
    seconds: float = 300  # for all files together
    redirects: int = 5


@dataclass(frozen=True)
class NetworkPolicy:
    """Which hosts a download may connect to. Only tests replace it, never a setting."""

    resolve: Callable[[str, int], list[str]] = resolve
    is_allowed: Callable[[str], bool] = is_public
    ssl_context: ssl.SSLContext | None = None  # None: the system's certificate authorities


def download_all(
    sources: Mapping[type[Kind], Iterable[str]],
    folder: Path,
    *,
    limits: Limits = Limits(),
    policy: NetworkPolicy = NetworkPolicy(),
) -> list[Path]:
    """Replace older files in the folder once all are complete; create it if needed.

    Raises DownloadError, also if a file is not of the expected kind.
    """
    deadline = Deadline(limits.seconds)
    downloaded = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".ophalen-") as temporary:
            for kind, addresses in sources.items():
                for number, address in enumerate(addresses, 1):
                    path = Path(temporary, _name_of(kind, number))
                    _download(address, path, limits, policy, deadline)
                    _check_kind(kind, path, address)
                    downloaded.append(path)
            for path in downloaded:
                path.replace(folder / path.name)
    except OSError as error:
        raise DownloadError(str(folder), "in die map is niet te schrijven.") from error
    return [folder / path.name for path in downloaded]


def _name_of(kind: type[Kind], number: int) -> str:
    suffix = f"-{number}" if number > 1 else ""
    return f"{slugify(kind.name)}{suffix}{'.csv' if kind.columns else '.geojson'}"


def _check_kind(kind: type[Kind], path: Path, address: str) -> None:
    try:
        detected = kind_of(path.name, read_bytes(path))
    except Unreadable as error:
        raise DownloadError(address, error.text) from error
    if detected is not kind:
        raise DownloadError(address, f"wat daar staat, is geen bestand met {kind.name}.")


class Deadline:
    def __init__(self, seconds: float) -> None:
        self.expires_at, self.has_passed = monotonic() + seconds, Event()

    @property
    def seconds_left(self) -> float:
        return max(self.expires_at - monotonic(), 0.001)

    @contextmanager
    def enforced_on(self, connection: Connection) -> Iterator[None]:
        def cut() -> None:
            self.has_passed.set()
            connection.cut()

        timer = Timer(self.seconds_left, cut)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


class Connection(HTTPSConnection):
    """HTTPS to one of the checked addresses; the host is not resolved again."""

    def __init__(
        self, host: str, port: int, addresses: list[str], ssl_context: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, context=ssl_context)
        self.addresses, self.ssl_context = addresses, ssl_context
        self.open_socket: socket.socket | None = None

    def connect(self) -> None:
        for address in self.addresses:
            try:
                plain = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError:
                if address == self.addresses[-1]:
                    raise
        self.open_socket = self.sock = self.ssl_context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()

    def cut(self) -> None:
        """Called from the timer's thread: makes a blocked read or write fail at once."""
        if (open_socket := self.open_socket) is not None:
            with suppress(OSError):
                socket.socket.shutdown(open_socket, socket.SHUT_RDWR)


def _download(
    address: str, path: Path, limits: Limits, policy: NetworkPolicy, deadline: Deadline
) -> None:
    ssl_context = policy.ssl_context or ssl.create_default_context()
    current_address = address
    for _ in range(limits.redirects + 1):
        connection = _connection(current_address, policy, ssl_context)
        connection.timeout = deadline.seconds_left
        too_slow = DownloadError(
            current_address, f"het ophalen duurt langer dan {limits.seconds:g} s."
        )
        try:
            with deadline.enforced_on(connection):
                redirect = _download_or_redirect(connection, current_address, path, limits)
        except (OSError, HTTPException, DownloadError) as error:
            if deadline.has_passed.is_set() or isinstance(error, TimeoutError):
                raise too_slow from error
            if isinstance(error, DownloadError):
                raise
            raise DownloadError(current_address, _in_dutch(error)) from error
        finally:
            connection.close()
        if deadline.has_passed.is_set():  # the response ended because it was cut off
            raise too_slow
        if redirect is None:
            return
        current_address = urljoin(current_address, redirect)
    raise DownloadError(address, f"verwijst meer dan {limits.redirects} keer door.")


def _connection(address: str, policy: NetworkPolicy, ssl_context: ssl.SSLContext) -> Connection:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 443
    except ValueError as error:
        raise DownloadError(address, "dat is geen leesbaar adres.") from error
    if parts.scheme != "https" or not host or "@" in parts.netloc:
        raise DownloadError(address, "alleen een adres met https:// wordt opgehaald.")
    try:
        addresses = policy.resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise DownloadError(address, "die naam is niet te vinden.") from error
    if not addresses or not all(map(policy.is_allowed, addresses)):
        raise DownloadError(address, "dat adres ligt niet op het openbare internet.")
    return Connection(host, port, addresses, ssl_context)


def _download_or_redirect(
    connection: Connection, address: str, path: Path, limits: Limits
) -> str | None:
    parts = urlsplit(address)
    target = quote(parts.path or "/", safe=string.punctuation)
    query = f"?{quote(parts.query, safe=string.punctuation)}" if parts.query else ""
    headers = {"Accept-Encoding": "identity", "User-Agent": "pactdir", "Connection": "close"}
    connection.request("GET", target + query, headers=headers)
    with connection.getresponse() as response:
        location = response.getheader("Location")
        if response.status in REDIRECTS and location:
            return location
        if response.status != 200:
            raise DownloadError(address, f"de server antwoordt met {response.status}.")
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise DownloadError(address, "de server stuurt het ingepakt.")
        _write_body(response, address, path, limits)
    return None


def _write_body(response: HTTPResponse, address: str, path: Path, limits: Limits) -> None:
    expected, size = response.length, 0
    too_large = DownloadError(address, f"het is meer dan {limits.size // 1_000_000} MB.")
    if expected is not None and expected > limits.size:
        raise too_large
    with path.open("wb") as file:
        while part := response.read1(CHUNK_BYTES):
            size += len(part)
            if size > limits.size:
                raise too_large
            file.write(part)
    if expected is not None and size < expected:
        raise DownloadError(address, "het brak halverwege af.")


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
