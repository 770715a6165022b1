"""The IP address of the client of a request."""

import re
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

# "203.0.113.7:51234" and "[2001:db8::1]:443", as some proxies write them; an IPv6 address without
# brackets has no port. A zone ("%eth0") has a meaning only on its own machine.
ADDRESS = re.compile(
    r"""["]?  (?: \[ (?P<in_brackets>[^\]%]+) (?:%[^\]]*)? \] (?: :\d+)?
              | (?P<v4>[\d.]+) (?: :\d+)?
              | (?P<v6>[\da-fA-F.:]+) (?:%.*)?
            ) ["]?""",
    re.ASCII | re.VERBOSE,
)


def client_address(request: HttpRequest) -> str | None:
    """Return the address reported by nginx when behind HTTPS, otherwise the socket's, or None.

    nginx appends the last part of X-Forwarded-For (pactdir/deploy/README.md).
    """
    direct = _address_in(request.META.get("REMOTE_ADDR") or "")
    if not settings.HTTPS:
        return direct
    return _address_in(request.headers.get("X-Forwarded-For", "").rpartition(",")[2]) or direct


def _address_in(text: str) -> str | None:
    # Normalise the address, so that one visitor is never counted as two.
    match = ADDRESS.fullmatch(text.strip())
    if match is None:
        return None
    try:
        address = ip_address(match["in_brackets"] or match["v4"] or match["v6"])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
