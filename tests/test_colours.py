"""Colours are defined once, in tokens.css; files that cannot link that sheet repeat its values."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from regions.colours import colours

ROOT = settings.BASE_DIR
HEX = re.compile(r"(?<![\w&/])#[0-9a-f]{3,8}\b")
PROPERTY = re.compile(r"--([\w-]+): ?(#[0-9a-f]+)")
TOKENS = ROOT / "static/css/tokens.css"
ERROR_PAGES = sorted((ROOT / "static/errors").glob("*.html"))
ICON = ROOT / "static/img/favicon.svg"
DRAWINGS = ROOT / "pactdir/demo/drawings.py"  # pixels of pictures, not of the site
MAP_STYLE = ROOT / "templates/map/_area.css"
# Only on the map: land without data, a tint below hatching, a status in print.
ONLY_IN_THE_MAP = {"none", "tint", "state"}


def files_with_colours():
    for folder in ("regions", "schools", "partners", "news", "pactdir", "templates", "static"):
        for file in (ROOT / folder).rglob("*"):
            if (
                file.suffix in {".py", ".html", ".css", ".svg", ".js"}
                and "vendor" not in file.parts
            ):
                without_links = re.sub(r"(href|url)(=['\"]|\()#\w+", "", file.read_text())
                if HEX.search(without_links):
                    yield file


def test_the_tokens_are_read_for_each_colour_scheme():
    assert colours()["paper"] == colours("light")["paper"] != colours("dark")["paper"]
    assert colours("print")["paper"] == "#fff"
    assert colours("print").keys() == colours("dark").keys() == colours().keys()


def test_no_other_file_defines_a_colour():
    expected = {TOKENS, ICON, MAP_STYLE, DRAWINGS, *ERROR_PAGES}
    assert set(files_with_colours()) == expected


@pytest.mark.parametrize("page", ERROR_PAGES, ids=lambda page: page.stem)
def test_an_error_page_without_a_template_has_the_colours_of_the_site(page):
    light, dark = page.read_text().split("@media (prefers-color-scheme: dark)")
    for css, look in [(light, "light"), (dark, "dark")]:
        own = dict(PROPERTY.findall(css))
        assert own.keys() == {"paper", "ink", "hairline", "signal"}
        assert own == {name: colours(look)[name] for name in own}


def test_the_icon_has_the_colours_of_the_site():
    assert HEX.findall(ICON.read_text()) == [colours()["signal"], colours()["on-signal"]]


def test_the_map_defines_only_colours_that_the_site_lacks():
    assert {name for name, _ in PROPERTY.findall(MAP_STYLE.read_text())} == ONLY_IN_THE_MAP
    style = render_to_string("map/_area.css")
    for look in ("light", "dark", "print"):
        assert f"--paper:{colours(look)['paper']};--ink:{colours(look)['ink']};" in style
