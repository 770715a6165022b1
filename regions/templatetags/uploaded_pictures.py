"""The picture of a page: its element, its place in the head, and whether it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from regions.clock import AsOf
from regions.models import Picture, Pictured
from regions.pictures.views import preview_url, public_url

register = template.Library()


@dataclass(frozen=True)
class ShownPicture:
    """A picture as one page shows it, with the URLs that its reader may open."""

    picture: Picture
    is_preview: bool

    def url(self, width: int, extension: str) -> str:
        url = preview_url if self.is_preview else public_url
        return url(self.picture, width, extension)

    @property
    def largest(self) -> str:
        return self.url(self.picture.width, "webp")

    @property
    def default(self) -> str:
        """The image for browsers that do not choose a width themselves."""
        widths = self.picture.widths
        return self.url(widths[min(1, len(widths) - 1)], "webp")

    @property
    def sources(self) -> list[tuple[str, str]]:
        return [
            (
                f"image/{extension}",
                ", ".join(f"{self.url(w, extension)} {w}w" for w in self.picture.widths),
            )
            for extension in self.picture.extensions
        ]


def shown_picture(context: template.Context, row: Pictured | None) -> ShownPicture | None:
    if row is None or context.get("day") is None:
        return None
    asked = context.get("asked")
    day: Any = asked.as_of if asked else AsOf.of(context["day"])
    picture = row.picture_on(day)
    request = context.get("request")
    is_preview = getattr(request, "is_preview", False)
    return ShownPicture(picture, is_preview) if picture else None


@register.inclusion_tag("pictures/_picture.html", takes_context=True)
def picture_of(context: template.Context, row: Pictured) -> dict[str, Any]:
    return {"shown": shown_picture(context, row)}
