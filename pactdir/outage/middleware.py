"""Retries, cached copies and 503s while the database is down."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pactdir.database.errors import is_worth_retrying
from pactdir.outage.overload import is_overloaded
from pactdir.outage.pages import Unavailable, unavailable
from pactdir.page_store.middleware import last_good_copy


class OutageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_overloaded.get():
            return last_good_copy(request) or unavailable(request, None)
        response = self.get_response(request)
        if not isinstance(response, Unavailable) or request.method not in ("GET", "HEAD"):
            return response
        if response.outage and is_worth_retrying(response.outage):
            connection.close()
            response = self.get_response(request)
        if not isinstance(response, Unavailable):
            return response
        return last_good_copy(request) or response
