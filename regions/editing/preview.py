"""A page as it will be: made by the public view itself, kept for a while under a secret address.

What is previewed is written and published inside a change that is then undone: the page is true to
the last word, and nothing of it stays behind but the page.
"""

from __future__ import annotations

import re
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.assigned_rights import rights_of_user
from regions.clock import today
from regions.directory import NamedPage
from regions.models import Preview

OWNERS = ("region", "school")
# What of the editor's own request says how this site is reached; nothing of who asks.
WHERE_THE_SITE_IS = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_X_FORWARDED_PROTO")
NO_PAGE = "Hiervan kan nu geen voorbeeld worden gemaakt."


class PageMade(Exception):
    """The page is there; whatever was written to make it is to be undone."""

    def __init__(self, title: str, html: str, region: int | None) -> None:
        super().__init__(title)
        self.title, self.html, self.region = title, html, region


def page_of(row: Any, request: HttpRequest) -> str:
    """The public page of a row that may be a draft. Only inside a change that will be undone."""
    if not hasattr(row, "get_absolute_url"):
        raise ValidationError(NO_PAGE)
    _publish(row)
    for name in OWNERS:
        _publish(getattr(row, name, None))
    try:
        response = _as_visitor(row.get_absolute_url(), request)
    except Http404:  # as of a theme that nothing on the site is about
        raise ValidationError(NO_PAGE) from None
    if response.status_code != 200:
        raise ValidationError(NO_PAGE)
    return response.content.decode()


def _publish(row: models.Model | None) -> None:
    day = today()
    if isinstance(row, NamedPage) and not row.is_published(day):
        row.published_from = day
        row.give_up_taken_address()
        stored = type(row)._base_manager.filter(pk=row.pk)
        stored.update(published_from=day, slug=row.slug)


def _as_visitor(address: str, request: HttpRequest) -> HttpResponse:
    match = resolve(address)
    visit = HttpRequest()
    visit.method = "GET"
    visit.path = visit.path_info = address
    visit.META = {name: request.META[name] for name in WHERE_THE_SITE_IS if name in request.META}
    visit.user = AnonymousUser()
    visit.resolver_match = match
    return match.func(visit, *match.args, **match.kwargs)


def keep(page: PageMade, user: User) -> str:
    """Keep a page, and return the one address at which it can be seen."""
    key, now = token_urlsafe(32), timezone.now()
    with transaction.atomic():
        Preview.objects.filter(expires_at__lte=now).delete()
        Preview.objects.create(
            digest=_digest(key),
            title=page.title[:200],
            html=page.html,
            region_id=page.region,
            made_by=user,
            expires_at=now + settings.PREVIEW_LASTS,
        )
    return reverse("preview", args=[key])


@require_safe
def preview_page(request: HttpRequest, key: str) -> HttpResponse:
    """The page that was kept, or always the same words: it says nothing of what is not shown."""
    kept = Preview.objects.valid(timezone.now()).select_related("made_by")
    preview = kept.filter(digest=_digest(key)).first()
    if preview is not None and _may_still_show(preview):
        response = HttpResponse(_with_bar(preview))
    else:
        response = HttpResponse(render_to_string("preview/gone.html"), status=404)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _may_still_show(preview: Preview) -> bool:
    """Who lost the rights to a region shows nothing of it any more."""
    rights = rights_of_user(preview.made_by)
    return rights.is_national or preview.region_id in rights.writes


def _with_bar(preview: Preview) -> str:
    """Say on top of the page what it is, and to search engines to pass by."""
    head = render_to_string("preview/_head.html")
    bar = render_to_string("preview/_bar.html", {"preview": preview})
    html = preview.html.replace("</head>", f"{head}</head>", 1)
    return re.sub("<body[^<>]*>", lambda body: body[0] + bar, html, count=1)


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
