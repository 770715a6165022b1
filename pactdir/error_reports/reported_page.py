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
ARGUMENTS = {"code", "extension", "month", "name", "pc4", "slug", "span", "stream"}
# Pages that send visitors to the form, and are not what they mean.
ON_THE_WAY = {"about", "contact", "report", "sent"}
MAX_LENGTH = 500


def page_before(referer: str, host: str) -> str:
    """The page that a visitor came from, or nothing if that is not one to report."""
    path = path_of(referer, host)
    match = match_of(urlsplit(path).path) if path else None
    return path if path and match and match.url_name not in ON_THE_WAY else ""


def path_of(typed: str, host: str) -> str | None:
    """The path and query of a page of this site, as typed or pasted; else None.

    Browsers show an address without its scheme, and people drop the last slash.
    """
    typed = typed.strip()
    if typed.lower().startswith(f"{host.lower()}/"):
        typed = f"//{typed}"
    try:
        url = urlsplit(typed)
    except ValueError:  # such as a bracket in the name of a host
        return None
    if url.netloc.lower() not in ("", host.lower()) or not url.path.startswith("/"):
        return None
    paths = (path for path in (url.path, f"{url.path}/") if match_of(path))
    path = next(paths, "")
    if not path or len(path) > MAX_LENGTH:
        return None
    whole = f"{path}?{url.query}"
    return whole if url.query and len(whole) <= MAX_LENGTH else path


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
