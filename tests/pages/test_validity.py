"""Every page is valid HTML according to a strict parser."""

import pytest
from django.template.loader import render_to_string
from justhtml import JustHTML, StrictModeError

ERROR_PAGES = ["400", "403", "403_csrf", "404", "500"]


def parse_strictly(html):
    JustHTML(html, strict=True)


def test_every_page_of_the_demo_is_valid(demo_pages):
    for address, page in demo_pages.items():
        try:
            parse_strictly(page.content)
        except StrictModeError as error:
            pytest.fail(f"{address}: {error}")


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_every_error_page_is_valid(rf, name):
    parse_strictly(render_to_string(f"{name}.html", request=rf.get("/")))


@pytest.mark.parametrize(
    "mistake", ["<p><div></div></p>", "<ul><li>a</ul></div>", "a</span>", "a</p></section>"]
)
def test_invalid_html_is_detected(mistake):
    page = (
        f'<!doctype html><html lang="nl"><head><title>a</title></head><body>{mistake}</body></html>'
    )
    with pytest.raises(StrictModeError):
        parse_strictly(page)
