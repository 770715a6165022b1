"""Ask the site without a network, so that only what it does itself is counted."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

Ask = Callable[..., tuple[str, dict[str, str], bytes]]


def asking(middleware: list[str]) -> Ask:
    """A way to ask a site with that middleware; an address is as a server gets it."""
    with override_settings(MIDDLEWARE=middleware):
        site = WSGIHandler()

    def ask(address: str, **headers: str) -> tuple[str, dict[str, str], bytes]:
        where, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(where.encode("latin-1")).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **headers,
        }
        said: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            said.extend([status, dict(headers)])

        answer = site(environ, begin)
        body = b"".join(answer)
        answer.close()
        return said[0], said[1], body

    return ask
