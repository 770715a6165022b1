"""Open Graph tags for the image of a shared page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from pactdir.pages.picture import HEIGHT, WIDTH
from regions.models import Region
from regions.structured_data import SITE_NAME

register = template.Library()


@register.simple_tag(takes_context=True)
def picture(context: template.Context, region: Region | None = None) -> SafeString:
    if (request := context.get("request")) is None:
        return SafeString()
    path = reverse("regions:picture", args=[region.slug]) if region else reverse("picture")
    properties = {
        "image": request.build_absolute_uri(path),
        "image:type": "image/png",
        "image:width": str(WIDTH),
        "image:height": str(HEIGHT),
        "image:alt": region.name if region else SITE_NAME,
    }
    return format_html_join("\n  ", '<meta property="og:{}" content="{}">', properties.items())
