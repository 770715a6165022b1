"""Each status has its own shape, from one table for the site, maps and the admin."""

import re
import unicodedata

import pytest
from django.conf import settings
from django.template import Context, Template

from regions.wording.shapes import ORNAMENTS, Shape

SHAPES = settings.BASE_DIR / "regions/wording/shapes.py"
APPS = ("regions", "schools", "partners", "news", "pactdir")
# Arrows, technical, geometric and other symbols, which are never part of a text.
A_SIGN = re.compile("[\u2190-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff]")
MARK_BY_HAND = re.compile(r"(state|legend)__mark\"[^>]*>(?!\{\})")
STATE_BY_HAND = re.compile(r"class=\"[^\"{]*\bstate state--")


def our_texts():
    kinds = {"templates": "*", "static": "*", **dict.fromkeys(APPS, "*.py")}
    for folder, names in kinds.items():
        for file in sorted((settings.BASE_DIR / folder).rglob(names)):
            if file.is_file() and file != SHAPES and file.suffix not in {".png", ".ico", ".woff2"}:
                yield file.relative_to(settings.BASE_DIR), file.read_text()


def written_by_hand(text):
    shapes = {*A_SIGN.findall(text)} - ORNAMENTS
    return shapes | {*MARK_BY_HAND.findall(text)} | {*STATE_BY_HAND.findall(text)}


def test_each_status_has_its_own_shape():
    assert list(Shape.__members__) == [shape.name for shape in Shape]
    assert len({shape.value for shape in Shape}) == len(Shape)
    assert not ORNAMENTS & {shape.value for shape in Shape}


def test_every_shape_is_in_a_unicode_block_that_common_fonts_cover():
    older = {"?", "×", "✓"}
    for shape in {shape.value for shape in Shape} - older:
        assert 0x25A0 <= ord(shape) <= 0x25FF, unicodedata.name(shape)


def test_shapes_are_written_only_in_the_table():
    by_hand = {str(file): signs for file, text in our_texts() if (signs := written_by_hand(text))}

    assert by_hand == {}


@pytest.mark.parametrize(
    "text",
    [
        '<span class="state">● Loopt</span>',
        ".state::before { content: '◆'; }",
        "<text>◐</text>",
        'MARK = "✓"',
        '<span class="state__mark" aria-hidden="true">×</span>',
        '<p class="block__lead state state--open">{% mark "open" %} Loopt</p>',
    ],
)
def test_a_shape_written_elsewhere_is_reported(text):
    assert written_by_hand(text)


@pytest.mark.parametrize("shape", Shape)
def test_a_template_gets_the_shape_by_the_name_of_the_status(shape):
    mark = Template('{% mark name "legend" %}').render(Context({"name": shape.name.lower()}))
    assert mark == f'<span class="legend__mark" aria-hidden="true">{shape.value}</span>'


@pytest.mark.parametrize(
    ("arguments", "opening"),
    [
        ('"stated"', '<span class="state state--stated">'),
        ('"stated" "p"', '<p class="state state--stated">'),
        ('shape block="block__note"', '<span class="block__note state state--stated">'),
    ],
)
def test_a_status_renders_its_shape_and_words(arguments, opening):
    source = "{% state " + arguments + " %}Opgegeven door {{ who }}{% endstate %}"
    html = Template(source).render(Context({"shape": Shape.STATED, "who": "A & B"}))

    mark = f'<span class="state__mark" aria-hidden="true">{Shape.STATED.value}</span>'
    closing = opening.replace("<", "</").split()[0] + ">"
    assert html == f"{opening}{mark} Opgegeven door A &amp; B{closing}"


def test_a_status_without_a_shape_is_an_error():
    with pytest.raises(KeyError):
        Template('{% mark "misschien" %}').render(Context())
