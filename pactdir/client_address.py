"""From which address a request comes."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The visitor's IP address: as nginx tells it where there is an nginx (HTTPS), else directly.

    nginx replaces what a visitor wrote in X-Forwarded-For (README); the last part is nginx's.
    None where nothing says it, as on a socket.
    """
    direct = request.META.get("REMOTE_ADDR") or None
    if not settings.HTTPS:
        return direct
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return direct
