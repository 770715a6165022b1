"""URLs: old slugs redirect, unknown ones give a 404, pages are read-only."""

import pytest

from regions.clock import today
from tests import make
from tests.pages.reading import redirect_or_status

pytestmark = pytest.mark.django_db

KINDS = {
    "/regios/": make.a_region,
    "/gemeenten/": make.a_municipality,
    "/scholen/": make.a_school,
    "/partners/": make.a_partner,
    "/nieuws/": make.an_article,
    "/agenda/": make.an_event,
}
SINGLE = [
    "/",
    "/zoeken/",
    "/vergelijken/",
    "/dichtbij/",
    "/over/",
    "/contact/",
    "/privacy/",
    "/toegankelijkheid/",
    "/woordenlijst/",
]


def rename(row, slug):
    row.slug = slug
    row.save()


# --- renamed ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_slug_redirects_permanently(client, kind):
    row = KINDS[kind](slug="oud")
    rename(row, "tussen")
    rename(row, "nieuw")

    assert client.get(f"{kind}nieuw/").status_code == 200
    for old in ["oud", "tussen"]:
        assert redirect_or_status(client, f"{kind}{old}/") == f"{kind}nieuw/"


@pytest.mark.parametrize("below", ["agenda/", "nieuws/"])
def test_a_page_below_a_renamed_slug_redirects_with_its_query(client, below):
    rename(make.a_region(slug="oud"), "nieuw")
    query = "jaar=a%20b&page=2&jaar=1"

    new = f"/regios/nieuw/{below}?{query}"
    assert redirect_or_status(client, f"/regios/oud/{below}?{query}") == new


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_slug_of_one_kind_gives_a_404_for_another(client, kind):
    rename(KINDS[kind](slug="oud"), "nieuw")

    for other in KINDS:
        if other != kind:
            assert client.get(f"{other}oud/").status_code == 404


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "/gemeenten/"])
def test_the_old_slug_of_a_draft_gives_a_404(client, kind):
    row = KINDS[kind](slug="oud")
    rename(row, "nieuw")
    row.published_from = None
    row.save()

    assert redirect_or_status(client, f"{kind}oud/") == 404


# --- unknown slugs, methods, slashes ---


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_slug_gives_a_404(client, kind):
    KINDS[kind](slug="er-is-er-een")

    for slug in [
        "onzin",
        "-",
        "_",
        "1",
        "ER-IS-ER-EEN",
        "x" * 5000,
        "%00",
        "%F0%9F%99%82",
        "a%2Fb",
    ]:
        assert client.get(f"{kind}{slug}/").status_code == 404, slug


@pytest.fixture
def pages():
    for maker in KINDS.values():
        maker(slug="rij")
    return [*SINGLE, *KINDS, *(f"{kind}rij/" for kind in KINDS)]


def test_a_page_allows_only_get_and_head(client, pages):
    for address in pages:
        for method in [client.post, client.put, client.patch, client.delete, client.options]:
            response = method(address)
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), address


def test_head_returns_the_headers_of_get_without_a_body(client, pages):
    for address in pages:
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head.content) == (200, b""), address
        assert head["Content-Type"] == get["Content-Type"] == "text/html; charset=utf-8"


def test_a_url_without_its_trailing_slash_redirects_with_its_query(client, pages):
    for address in pages[1:]:
        assert redirect_or_status(client, f"{address[:-1]}?van=brief") == f"{address}?van=brief"


def test_an_old_slug_redirects_a_head_and_rejects_a_post(client):
    rename(make.a_school(slug="oud"), "nieuw")

    assert client.head("/scholen/oud/").status_code == 301
    assert client.post("/scholen/oud/").status_code == 405


def test_every_footer_has_the_url_and_the_date(client, pages):
    day = today()
    for address in pages:
        html = client.get(address).content.decode()
        assert f"http://testserver{address}" in html, address
        assert f" {day.year}</time></p>" in html, address


def test_the_default_favicon_url_redirects_to_the_icon(client):
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"
