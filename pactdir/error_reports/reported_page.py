"""The page of this site that a report is about, and the region whose leader can correct it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from news.models import Article, Event
from partners.models import Offer
from regions.models import Region
from regions.rights import region_of

# By the namespace of their URLs: the rows whose page belongs to one region.
OF_A_REGION: dict[str, Any] = {
    "articles": Article,
    "events": Event,
    "offers": Offer,
    "regions": Region,
}
# Other arguments of a URL, such as a token, may be secret.
ARGUMENTS = {"code", "month", "name", "pc4", "slug", "span"}
MAX_LENGTH = 500


def path_of(typed: str, host: str) -> str | None:
    """The path and query of a page of this site, as typed or pasted; else None."""
    try:
        url = urlsplit(typed.strip())
    except ValueError:  # such as a bracket in the name of a host
        return None
    if url.netloc not in ("", host) or not url.path.startswith("/"):
        return None
    path = f"{url.path}?{url.query}" if url.query else url.path
    return path if len(path) <= MAX_LENGTH and match_of(url.path) else None


def match_of(path: str) -> ResolverMatch | None:
    """Of a public page whose URL tells nothing secret."""
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return None
    is_public = "admin" not in match.namespaces and match.kwargs.keys() <= ARGUMENTS
    return match if is_public else None


def region_of_page(path: str, day: date) -> Region | None:
    match = match_of(urlsplit(path).path)
    if match is None:
        return None
    if match.namespace == "figures":
        return _region_with("slug", match.kwargs.get("code"), day)
    model, slug = OF_A_REGION.get(match.namespace), match.kwargs.get("slug")
    if model is None or slug is None:
        return None
    row = model.objects.published(day).filter(slug=slug).first()
    return _region_with("pk", region_of(row), day) if row else None


def _region_with(field: str, value: str | int | None, day: date) -> Region | None:
    regions: Any = Region.objects.published(day)
    return regions.filter(**{field: value}).first() if value else None
