"""Former slugs, and views that redirect from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect


class OldSlug(models.Model):
    kind = models.CharField(max_length=60)
    slug = models.SlugField(max_length=120)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = "oud adres"
        verbose_name_plural = "oude adressen"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_leads_to_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Moved(Exception):
    """Raised if the row now has another slug."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


View = Callable[..., HttpResponse]


def with_query(request: HttpRequest, url: str) -> str:
    query = request.META.get("QUERY_STRING")
    return f"{url}?{query}" if query else url


def redirect_if_moved(view: View) -> View:
    return redirect_subpage_if_moved("")(view)


def redirect_subpage_if_moved(subpage: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Moved as moved:
                url = with_query(request, f"{moved.url}{subpage}")
                return HttpResponsePermanentRedirect(url)

        return wrapped

    return decorate


def redirect_file_if_moved(view: View) -> View:
    """Redirects a file such as "/regios/oud.ics" to the same file, which feed readers follow."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, slug=slug, **kwargs)
        except Moved as moved:
            file = request.path.rpartition(slug)[2]
            return HttpResponsePermanentRedirect(f"{moved.url.rstrip('/')}{file}")

    return wrapped
