"""The preview image of a shared page (`og:image`).

Its text is also on the page: a name, a subtitle, the name of the site.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from pactdir.pages.region_parts import school_counts
from regions.clock import today
from regions.colours import colours
from regions.directory import redirect_subpage_if_moved
from regions.models import Region
from regions.published_regions import find_region
from regions.standing import standing_by_slug
from regions.structured_data import SITE_NAME
from regions.wording.dutch import counted

# Pixels, as social networks recommend.
WIDTH, HEIGHT = 1200, 630
MARGIN = 80
PAPER, INK, SOFT, SIGNAL = (colours()[name] for name in ("paper", "ink", "soft", "signal"))
NAME_SIZES = (92, 76, 60, 48, 36)
MAX_NAME_LINES, MAX_SUBTITLE_LINES = 3, 2


@require_safe
@redirect_subpage_if_moved("beeld.png")
def region_picture(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    region = find_region(slug, day)
    return _png_response(region.name, _subtitle(region, day))


@require_safe
def site_picture(request: HttpRequest) -> HttpResponse:
    return _png_response(SITE_NAME, "Waar leer je techniek, en wie werkt er samen?")


def _subtitle(region: Region, day: date) -> str:
    if region.is_example:
        return "Een verzonnen voorbeeld"
    count = school_counts([region], day)[region.pk]
    schools = counted(count, "school", "scholen") if count else ""
    return " · ".join(filter(None, [schools, standing_by_slug(day)[region.slug].label]))


def _png_response(name: str, subtitle: str) -> HttpResponse:
    return HttpResponse(draw(name, subtitle, SITE_NAME), content_type="image/png")


def draw(name: str, subtitle: str, site: str) -> bytes:
    """Return a PNG. A long name gets a smaller font and is then truncated."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 16), fill=INK)
    font, lines = _fit_name(name)
    y = MARGIN + 30
    for text in lines:
        pen.text((MARGIN, y), text, INK, font, stroke_width=max(1, int(font.size) // 40))
        y += int(font.size * 1.2)
    pen.line((MARGIN, y + 32, MARGIN + 96, y + 32), SIGNAL, 8)
    for index, text in enumerate(_wrap(subtitle, _font(38))[:MAX_SUBTITLE_LINES]):
        pen.text((MARGIN, y + 60 + index * 46), _truncate(text, _font(38)), SOFT, _font(38))
    pen.line((MARGIN, HEIGHT - 130, WIDTH - MARGIN, HEIGHT - 130), INK, 2)
    _draw_mark(pen, MARGIN, HEIGHT - 98)
    pen.text((MARGIN + 132, HEIGHT - 94), site, INK, _font(40))
    file = BytesIO()
    image.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # Pillow's own font, to get the same image on every machine.
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size))


def _fit_name(name: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    for size in NAME_SIZES:
        font = _font(size)
        lines = _wrap(name, font)
        if len(lines) <= MAX_NAME_LINES and all(_fits(text, font) for text in lines):
            return font, lines
    return font, [_truncate(text, font) for text in lines[:MAX_NAME_LINES]]


def _wrap(name: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and _fits(f"{lines[-1]} {word}", font):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _fits(text: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(text) <= WIDTH - 2 * MARGIN


def _truncate(text: str, font: ImageFont.FreeTypeFont) -> str:
    if _fits(text, font):
        return text
    while text and not _fits(f"{text}…", font):
        text = text[:-1]
    return f"{text.rstrip()}…"


def _draw_mark(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    # The mark of the site (templates/_mark.html): first-angle projection.
    def at(*points: float) -> list[float]:
        return [
            (left if index % 2 == 0 else top) + 2.5 * value for index, value in enumerate(points)
        ]

    pen.line(at(2, 8.5, 2, 15.5, 17, 20, 17, 4, 2, 8.5), INK, 4, joint="curve")
    pen.line(at(0, 12, 20, 12), INK, 4)
    pen.line(at(24, 12, 44, 12), INK, 4)
    pen.line(at(34, 2, 34, 22), INK, 4)
    pen.ellipse(at(26, 4, 42, 20), outline=INK, width=4)
    pen.ellipse(at(30.5, 8.5, 37.5, 15.5), outline=INK, width=4)
