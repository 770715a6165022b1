"""Sends requests to the site in this process, without a network, to measure only the site."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings


class Answer(NamedTuple):
    status: str  # "200 OK"
    headers: dict[str, str]
    body: bytes


Get = Callable[..., Answer]


def wsgi_client(middleware: list[str]) -> Get:
    with override_settings(MIDDLEWARE=middleware):
        site = WSGIHandler()

    def get(address: str, **headers: str) -> Answer:
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            started.extend([status, dict(headers)])

        response = site(_environ(address) | headers, start_response)
        body = b"".join(response)
        response.close()
        return Answer(started[0], started[1], body)

    return get


def _environ(address: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
