"""The frame of every page: legible in both colour schemes, and an error page that always works."""

import re
from itertools import product

import pytest
from django.conf import settings
from django.template.loader import get_template

TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
LIGHT, DARK = re.findall(r":root \{(.*?)\}", TOKENS, re.DOTALL)[:2]
TEXT = ["ink", "soft", "signal", "signal-strong", "state"]


def colours(scheme):
    hex_values = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", scheme)
    return {
        token: value if len(value) == 6 else re.sub("(.)", r"\1\1", value)
        for token, value in hex_values
    }


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour, other):
    dark, light = sorted([luminance(colour), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_has_enough_contrast(scheme):
    shades = colours(scheme)
    pairs = [*product(TEXT, ["paper", "surface-sunken", "field"]), ("on-signal", "signal")]
    pairs += [("on-signal", "signal-strong")]
    too_faint = [pair for pair in pairs if contrast(*(shades[name] for name in pair)) < 4.5]
    assert too_faint == []


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_border_of_a_field_has_enough_contrast(scheme):
    shades = colours(scheme)
    assert min(contrast(shades["line"], shades[name]) for name in ("paper", "field")) >= 3


def test_the_error_page_needs_no_context_database_or_manifest(settings):
    """Without a `db` mark a query would raise, and without a manifest so would a hashed name."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "nowhere.Storage"}}
    settings.ROOT_URLCONF = "nowhere"
    assert "Er ging iets mis" in get_template("500.html").render()
