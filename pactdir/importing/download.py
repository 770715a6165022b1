"""The official files, fetched into a folder: whole, and all of them, or none.

A name is looked up once, every address it has must be a public one, and it is that address that is
connected to: so no name and no redirect leads into the network the site stands in.
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

from pactdir.importing.kinds.kind import Kind
from pactdir.importing.problems import printable
from pactdir.importing.reading.files import MOST_BYTES, Unreadable, read_bytes
from pactdir.importing.recognising import kind_of

REDIRECTS = {301, 302, 303, 307, 308}
AT_ONCE = 65_536
# Where IPv4 is reached from a network that has none: the address is in the last four bytes.
NAT64 = ip_network("64:ff9b::/96")


class NotFetched(Exception):
    """A file was not fetched. Says which and why, in Dutch."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__(f"{printable(address)[:200]}: {text}")


def is_public(address: str) -> bool:
    """Whether that is an address on the internet, and not one of a network of somebody's own."""
    found = ip_address(address.partition("%")[0])
    inner: IPv4Address | None = None
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def addresses_of(host: str, port: int) -> list[str]:
    """All addresses of that name. Raises OSError where it has none."""
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Limits:
    size: int = MOST_BYTES  # of one file; more is not read anyway
    seconds: float = 300  # for all files together
    redirects: int = 5


@dataclass(frozen=True)
class Reach:
    """Where a download may go. A test names its own server here; no setting does."""

    addresses_of: Callable[[str, int], list[str]] = addresses_of
    is_allowed: Callable[[str], bool] = is_public
    trust: ssl.SSLContext | None = None  # None: the authorities of this machine


def fetch_all(
    sources: Mapping[type[Kind], Iterable[str]],
    folder: Path,
    *,
    limits: Limits = Limits(),
    reach: Reach = Reach(),
) -> list[Path]:
    """Fetch these files into the folder, which is made where it is not there.

    They take the place of those of an earlier time when all of them are there, each of its kind.
    Raises NotFetched.
    """
    deadline = Deadline(limits.seconds)
    fetched = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".ophalen-") as room:
            for kind, addresses in sources.items():
                for number, address in enumerate(addresses, 1):
                    path = Path(room, _name_of(kind, number))
                    _fetch(address, path, limits, reach, deadline)
                    _see_that_it_is(kind, path, address)
                    fetched.append(path)
            for path in fetched:
                path.replace(folder / path.name)
    except OSError as error:
        raise NotFetched(str(folder), "in die map is niet te schrijven.") from error
    return [folder / path.name for path in fetched]


def _name_of(kind: type[Kind], number: int) -> str:
    more = f"-{number}" if number > 1 else ""
    return f"{slugify(kind.name)}{more}{'.csv' if kind.columns else '.geojson'}"


def _see_that_it_is(kind: type[Kind], path: Path, address: str) -> None:
    try:
        found = kind_of(path.name, read_bytes(path))
    except Unreadable as error:
        raise NotFetched(address, error.text) from error
    if found is not kind:
        raise NotFetched(address, f"wat daar staat, is geen bestand met {kind.name}.")


class Deadline:
    """The moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self.at, self.has_passed = monotonic() + seconds, Event()

    @property
    def left(self) -> float:
        return max(self.at - monotonic(), 0.001)

    @contextmanager
    def cuts_off(self, connection: Connection) -> Iterator[None]:
        """End what goes over that connection at the deadline, however slowly it goes on."""

        def cut() -> None:
            self.has_passed.set()
            connection.cut()

        timer = Timer(self.left, cut)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


class Connection(HTTPSConnection):
    """A connection over HTTPS to one of the addresses that were looked at before."""

    def __init__(self, host: str, port: int, addresses: list[str], trust: ssl.SSLContext) -> None:
        super().__init__(host, port, context=trust)
        self.addresses, self.trust = addresses, trust
        self.at_hand: socket.socket | None = None

    def connect(self) -> None:
        for address in self.addresses:
            try:
                plain = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError:
                if address == self.addresses[-1]:
                    raise
        self.at_hand = self.sock = self.trust.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()

    def cut(self) -> None:
        """Whoever waits for this connection has an end of it. Called from another thread."""
        if (at_hand := self.at_hand) is not None:
            with suppress(OSError):
                socket.socket.shutdown(at_hand, socket.SHUT_RDWR)


def _fetch(address: str, path: Path, limits: Limits, reach: Reach, deadline: Deadline) -> None:
    """Fetch one file, along its redirects; each is looked at as the first address was."""
    trust = reach.trust or ssl.create_default_context()
    at = address
    for _ in range(limits.redirects + 1):
        connection = _connection(at, reach, trust)
        connection.timeout = deadline.left
        too_slow = NotFetched(at, f"het ophalen duurt langer dan {limits.seconds:g} s.")
        try:
            with deadline.cuts_off(connection):
                to = _answered(connection, at, path, limits)
        except (OSError, HTTPException, NotFetched) as error:
            if deadline.has_passed.is_set() or isinstance(error, TimeoutError):
                raise too_slow from error
            if isinstance(error, NotFetched):
                raise
            raise NotFetched(at, _in_dutch(error)) from error
        finally:
            connection.close()
        if deadline.has_passed.is_set():  # then what looked like its end was not
            raise too_slow
        if to is None:
            return
        at = urljoin(at, to)
    raise NotFetched(address, f"verwijst meer dan {limits.redirects} keer door.")


def _connection(address: str, reach: Reach, trust: ssl.SSLContext) -> Connection:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 443
    except ValueError as error:
        raise NotFetched(address, "dat is geen leesbaar adres.") from error
    if parts.scheme != "https" or not host or "@" in parts.netloc:
        raise NotFetched(address, "alleen een adres met https:// wordt opgehaald.")
    try:
        found = reach.addresses_of(host, port)
    except (OSError, UnicodeError) as error:
        raise NotFetched(address, "die naam is niet te vinden.") from error
    if not found or not all(map(reach.is_allowed, found)):
        raise NotFetched(address, "dat adres ligt niet op het openbare internet.")
    return Connection(host, port, found, trust)


def _answered(connection: Connection, address: str, path: Path, limits: Limits) -> str | None:
    """Ask for it, and write what comes to that path; or where it is to be had instead."""
    parts = urlsplit(address)
    target = quote(parts.path or "/", safe=string.punctuation)
    query = f"?{quote(parts.query, safe=string.punctuation)}" if parts.query else ""
    headers = {"Accept-Encoding": "identity", "User-Agent": "pactdir", "Connection": "close"}
    connection.request("GET", target + query, headers=headers)
    with connection.getresponse() as response:
        to = response.getheader("Location")
        if response.status in REDIRECTS and to:
            return to
        if response.status != 200:
            raise NotFetched(address, f"de server antwoordt met {response.status}.")
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise NotFetched(address, "de server stuurt het ingepakt.")
        _write(response, address, path, limits)
    return None


def _write(response: HTTPResponse, address: str, path: Path, limits: Limits) -> None:
    expected, size = response.length, 0
    too_large = NotFetched(address, f"het is meer dan {limits.size // 1_000_000} MB.")
    if expected is not None and expected > limits.size:
        raise too_large
    with path.open("wb") as file:
        while part := response.read1(AT_ONCE):
            size += len(part)
            if size > limits.size:
                raise too_large
            file.write(part)
    if expected is not None and size < expected:
        raise NotFetched(address, "het brak halverwege af.")


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
