"""Restricts the hosts to which a download may connect.

A host name is resolved once, all its addresses must be public, and the connection is made to one
of those addresses. So neither a name nor a redirect can lead into the internal network.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPSConnection, InvalidURL
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from pactdir.importing.problems import printable

# Prefix of IPv4 addresses on an IPv6-only network; the last four bytes are the IPv4 address.
NAT64 = ip_network("64:ff9b::/96")
UNREADABLE = "dat is geen leesbaar adres."


class DownloadError(Exception):
    """Each argument explains in Dutch which file could not be downloaded, and why."""

    reason = ""  # the explanation without the URL
    status: int | None = None  # of the response, if that was the reason

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))

    @classmethod
    def at(cls, url: str, text: str, status: int | None = None) -> DownloadError:
        error = cls(f"{printable(url)[:200]}: {text}")
        error.reason, error.status = text, status
        return error


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
class NetworkPolicy:
    """The hosts to which a download may connect. Only tests replace it; it is not a setting."""

    resolve: Callable[[str, int], list[str]] = resolve
    is_allowed: Callable[[str], bool] = is_public
    ssl_context: ssl.SSLContext | None = None  # None: the system's certificate authorities


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
                plain_socket = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError:
                if address == self.addresses[-1]:
                    raise
        self.open_socket = self.sock = self.ssl_context.wrap_socket(
            plain_socket, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()

    def abort(self) -> None:
        """Called from the timer's thread, to make a blocked read or write fail at once."""
        if (open_socket := self.open_socket) is not None:
            with suppress(OSError):
                socket.socket.shutdown(open_socket, socket.SHUT_RDWR)


def connection_to(url: str, policy: NetworkPolicy, ssl_context: ssl.SSLContext) -> Connection:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or 443
    except ValueError as error:
        raise DownloadError.at(url, UNREADABLE) from error
    if parts.scheme != "https" or not host or "@" in parts.netloc:
        raise DownloadError.at(url, "alleen een adres met https:// wordt opgehaald.")
    try:
        addresses = policy.resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise DownloadError.at(url, "die naam is niet te vinden.") from error
    if not addresses or not all(map(policy.is_allowed, addresses)):
        raise DownloadError.at(url, "dat adres ligt niet op het openbare internet.")
    try:
        return Connection(host, port, addresses, ssl_context)
    except InvalidURL as error:  # a space or control character in the name
        raise DownloadError.at(url, UNREADABLE) from error
