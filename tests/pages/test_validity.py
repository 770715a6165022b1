"""Every page is HTML without an error, to a parser that forgives nothing."""

import pytest
from django.template.loader import render_to_string
from justhtml import JustHTML, StrictModeError

ERROR_PAGES = ["400", "403", "403_csrf", "404", "500"]


def read_strictly(html):
    JustHTML(html, strict=True)


def test_every_page_of_the_demo_is_read_without_an_error(demo_pages):
    for address, page in demo_pages.items():
        try:
            read_strictly(page.content)
        except StrictModeError as error:
            pytest.fail(f"{address}: {error}")


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_what_one_sees_when_something_goes_wrong_is_read_without_an_error(rf, name):
    read_strictly(render_to_string(f"{name}.html", request=rf.get("/")))


@pytest.mark.parametrize(
    "mistake", ["<p><div></div></p>", "<ul><li>a</ul></div>", "a</span>", "a</p></section>"]
)
def test_a_mistake_is_seen(mistake):
    page = (
        f'<!doctype html><html lang="nl"><head><title>a</title></head><body>{mistake}</body></html>'
    )
    with pytest.raises(StrictModeError):
        read_strictly(page)
