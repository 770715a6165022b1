"""Open Graph tags for the image of a shared page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from pactdir.pages.picture import HEIGHT, WIDTH
from regions.models import Pictured, Region
from regions.structured_data import SITE_NAME
from regions.templatetags.uploaded_pictures import shown_picture

register = template.Library()


@register.simple_tag(takes_context=True)
def picture(
    context: template.Context, region: Region | None = None, row: Pictured | None = None
) -> SafeString:
    """`row` may have a picture of its own; otherwise it is that of the region or the site."""
    if (request := context.get("request")) is None:
        return SafeString()
    shown = shown_picture(context, row)
    if shown and not shown.is_preview:
        own = {
            "image": request.build_absolute_uri(shown.largest),
            "image:type": "image/webp",
            "image:width": str(shown.picture.width),
            "image:height": str(shown.picture.height),
            "image:alt": shown.picture.alt,
        }
        return _tags(own)
    path = reverse("regions:picture", args=[region.slug]) if region else reverse("picture")
    properties = {
        "image": request.build_absolute_uri(path),
        "image:type": "image/png",
        "image:width": str(WIDTH),
        "image:height": str(HEIGHT),
        "image:alt": region.name if region else SITE_NAME,
    }
    return _tags(properties)


def _tags(properties: dict[str, str]) -> SafeString:
    return format_html_join("\n  ", '<meta property="og:{}" content="{}">', properties.items())
