"""The preview image of a page that is shared: a drawing sheet with its title.

It has only text that is on the page itself: a name, a line about it, the name of the site.
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

# Pixels; the size that social networks recommend.
WIDTH, HEIGHT = 1200, 630
EDGE = 80
PAPER, INK, SOFT, SIGNAL = (colours()[name] for name in ("paper", "ink", "soft", "signal"))
NAME_SIZES = (92, 76, 60, 48, 36)
MAX_NAME_LINES, MAX_SUBTITLE_LINES = 3, 2


@require_safe
@redirect_subpage_if_moved("beeld.png")
def region_picture(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    region = find_region(slug, day)
    return _answer(region.name, _in_a_line(region, day))


@require_safe
def site_picture(request: HttpRequest) -> HttpResponse:
    return _answer(SITE_NAME, "Waar leer je techniek, en wie werkt er samen?")


def _in_a_line(region: Region, day: date) -> str:
    if region.is_example:
        return "Een verzonnen voorbeeld"
    count = school_counts([region], day)[region.pk]
    schools = counted(count, "school", "scholen") if count else ""
    return " · ".join(filter(None, [schools, standing_by_slug(day)[region.slug].label]))


def _answer(name: str, line: str) -> HttpResponse:
    return HttpResponse(draw(name, line, SITE_NAME), content_type="image/png")


def draw(name: str, line: str, site: str) -> bytes:
    """A PNG of 1200 by 630 pixels. A long name gets a smaller font, then is truncated."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, WIDTH, 16), fill=INK)
    font, lines = _fitting(name)
    y = EDGE + 30
    for words in lines:
        pen.text((EDGE, y), words, INK, font, stroke_width=max(1, int(font.size) // 40))
        y += int(font.size * 1.2)
    pen.line((EDGE, y + 32, EDGE + 96, y + 32), SIGNAL, 8)
    for index, words in enumerate(_wrapped(line, _font(38))[:MAX_SUBTITLE_LINES]):
        pen.text((EDGE, y + 60 + index * 46), _truncated(words, _font(38)), SOFT, _font(38))
    pen.line((EDGE, HEIGHT - 130, WIDTH - EDGE, HEIGHT - 130), INK, 2)
    _draw_mark(pen, EDGE, HEIGHT - 98)
    pen.text((EDGE + 132, HEIGHT - 94), site, INK, _font(40))
    file = BytesIO()
    sheet.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The font that comes with Pillow, so that it is the same on every machine.
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size))


def _fitting(name: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    for size in NAME_SIZES:
        font = _font(size)
        lines = _wrapped(name, font)
        if len(lines) <= MAX_NAME_LINES and all(_fits(words, font) for words in lines):
            return font, lines
    return font, [_truncated(words, font) for words in lines[:MAX_NAME_LINES]]


def _wrapped(name: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in name.split():
        if lines and _fits(f"{lines[-1]} {word}", font):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _fits(words: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(words) <= WIDTH - 2 * EDGE


def _truncated(words: str, font: ImageFont.FreeTypeFont) -> str:
    if _fits(words, font):
        return words
    while words and not _fits(f"{words}…", font):
        words = words[:-1]
    return f"{words.rstrip()}…"


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
