"""The decorator that every view of a public form needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]


def public_form_view(view: View) -> View:
    """The form itself prevents forgery, since Django's CSRF protection needs a cookie."""
    methods: Any = require_http_methods(["GET", "HEAD", "POST"])
    protected: View = csrf_exempt(never_cache(methods(sensitive_post_parameters()(view))))
    return protected
