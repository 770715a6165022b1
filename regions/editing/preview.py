"""Previews: a page rendered by the public view, stored for a limited time at a secret URL.

The row is saved and published inside a change that is then rolled back (`preview_button`), so that
the page is exactly what visitors would get, and only the page is kept.
"""

from __future__ import annotations

import re
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.directory import NamedPage
from regions.models import Preview
from regions.preview_access import asks_for_log_in, is_for_everyone, may_be_seen

OWNERS = ("region", "school", "partner")
# Headers of the editor's request that describe the site rather than the editor.
SITE_HEADERS = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO")
NO_PAGE = "Hiervan kan nu geen voorbeeld worden gemaakt."


class Visit(HttpRequest):
    """Tells templates to omit links to the PDF and sheets, which are not public yet."""

    is_preview = True


def page_of(row: Any, request: HttpRequest) -> str:
    """Render the public page of a row or draft. Call this inside a change that is rolled back."""
    if not hasattr(row, "get_absolute_url"):
        raise ValidationError(NO_PAGE)
    _publish(row)
    for name in OWNERS:
        _publish(getattr(row, name, None))
    try:
        response = _as_visitor(urlsplit(row.get_absolute_url()).path, request)
    except Http404:  # for example, a theme that no published row uses
        raise ValidationError(NO_PAGE) from None
    if response.status_code != 200:
        raise ValidationError(NO_PAGE)
    return response.content.decode()


def _publish(row: models.Model | None) -> None:
    day = today()
    if isinstance(row, NamedPage) and not row.is_published(day):
        row.published_from = day
        row.replace_taken_slug()
        rows = type(row)._base_manager.filter(pk=row.pk)
        rows.update(published_from=day, slug=row.slug)


def _as_visitor(url: str, request: HttpRequest) -> HttpResponse:
    match = resolve(url)
    visit = Visit()
    visit.method = "GET"
    visit.path = visit.path_info = url
    visit.META = {name: request.META[name] for name in SITE_HEADERS if name in request.META}
    visit.user = AnonymousUser()
    visit.resolver_match = match
    return match.func(visit, *match.args, **match.kwargs)


def keep(user: User, title: str, html: str, region: int | None) -> str:
    key, now = token_urlsafe(32), timezone.now()
    with transaction.atomic():
        Preview.objects.filter(expires_at__lte=now).delete()
        Preview.objects.create(
            digest=_digest(key),
            title=title[:200],
            html=html,
            region_id=region,
            made_by=user,
            expires_at=now + settings.PREVIEW_LIFETIME,
        )
    return reverse("preview", args=[key])


@require_safe
def preview_page(request: HttpRequest, key: str) -> HttpResponse:
    previews = Preview.objects.valid(timezone.now()).select_related("made_by")
    preview = previews.filter(digest=_digest(key)).first()
    response: HttpResponse
    if preview is not None and may_be_seen(preview, request):
        response = HttpResponse(_with_bar(preview))
    elif preview is not None and asks_for_log_in(preview, request):
        response = redirect_to_login(request.path, reverse("admin:login"))
    else:
        response = HttpResponse(render_to_string("preview/gone.html"), status=404)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _with_bar(preview: Preview) -> str:
    context = {"preview": preview, "for_colleagues": not is_for_everyone(preview)}
    return with_bar(preview.html, render_to_string("preview/_bar.html", context))


def with_bar(html: str, bar: str) -> str:
    """The page with `bar`, HTML that says that it is a preview, above everything else."""
    head = render_to_string("preview/_head.html")
    html = html.replace("</head>", f"{head}</head>", 1)
    return re.sub("<body[^<>]*>", lambda body: body[0] + bar, html, count=1)


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
