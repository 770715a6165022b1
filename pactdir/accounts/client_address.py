"""From which address a request comes."""

import re
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

# "203.0.113.7:51234" and "[2001:db8::1]:443", as some proxies write it; an IPv6 address without
# brackets has no port. What a zone ("%eth0") stands for is known on that machine only.
WRITTEN = re.compile(
    r"""["]?  (?: \[ (?P<in_brackets>[^\]%]+) (?:%[^\]]*)? \] (?: :\d+)?
              | (?P<v4>[\d.]+) (?: :\d+)?
              | (?P<v6>[\da-fA-F.:]+) (?:%.*)?
            ) ["]?""",
    re.ASCII | re.VERBOSE,
)


def client_address(request: HttpRequest) -> str | None:
    """The visitor's IP address: as nginx tells it where there is an nginx (HTTPS), else directly.

    nginx replaces what a visitor wrote in X-Forwarded-For (README); the last part is nginx's.
    None where nothing says it, as on a socket.
    """
    direct = _address_in(request.META.get("REMOTE_ADDR") or "")
    if not settings.HTTPS:
        return direct
    return _address_in(request.headers.get("X-Forwarded-For", "").rpartition(",")[2]) or direct


def _address_in(told: str) -> str | None:
    """One spelling for each address, so that nobody counts as two."""
    found = WRITTEN.fullmatch(told.strip())
    if found is None:
        return None
    try:
        address = ip_address(found["in_brackets"] or found["v4"] or found["v6"])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
