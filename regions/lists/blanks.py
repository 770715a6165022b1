"""Redirects to the URL without the blank fields of an HTML form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

MAX_REDIRECT_LENGTH = 2000


def drop_blank_fields(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Redirect "?naam=&niveau=mbo", as a form sends it, to "?niveau=mbo"."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pairs = [(name, value) for name, values in request.GET.lists() for value in values]
        filled = [(name, value) for name, value in pairs if name and value]
        url = f"{request.path}?{urlencode(filled)}" if filled else request.path
        if len(filled) < len(pairs) and len(url) <= MAX_REDIRECT_LENGTH:
            return HttpResponseRedirect(url)
        return view(request, *args, **kwargs)

    return wrapped
