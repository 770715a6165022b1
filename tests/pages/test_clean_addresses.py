"""Query parameters that no view reads are dropped by one redirect, without rendering a page."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse

from pactdir.page_store.clean_urls import CleanUrls
from pactdir.page_store.middleware import PageStore
from regions.lists.query_names import names_read_by
from tests import make
from tests.browser.page_types import NOT_FOUND, PAGE_TYPES
from tests.pages.reading import own_addresses
from tests.pages.test_malformed import BAD, NOTATIONS, all_routes, existing_page, rows

pytestmark = pytest.mark.django_db
__all__ = ["rows"]  # a pytest fixture

UNKNOWN = [
    "x=1",
    "utm_source=nieuwsbrief&utm_medium=e-mail",
    "fbclid=IwAR0%5F",
    "x",
    "=",
    "&&",
    "Q",
]
RENDERED_ONCE = [
    *("/", "/scholen/", "/over/", "/robots.txt", "/beeld.png", "/sitemap.xml"),
    *("/sitemap-scholen.xml", "/regios/rij/", "/regios/rij/beeld.png", "/agenda/rij.ics"),
]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("query", UNKNOWN)
def test_every_public_url_drops_an_unknown_parameter(client, method, query):
    addresses = [existing_page(route) for route in all_routes() if "voorbeeld" not in route]
    for address in addresses:
        response = getattr(client, method)(f"{address}?{query}")

        assert (response.status_code, response["Location"]) == (301, address)
        assert response["Cache-Control"] == "public, max-age=3600"
        assert not response.cookies
        assert "Vary" not in response
    assert len(addresses) >= 35


def test_known_parameters_keep_their_spelling_and_order(client):
    query = "x=1&niveau=mbo&naam=%C3%A9+%26%0D%0A&&utm_source=a=b&niveau=%FF&Page=2&page=2&vanaf"
    response = client.get(f"/scholen/?{query}")

    clean_query = "niveau=mbo&naam=%C3%A9+%26%0D%0A&niveau=%FF&page=2&vanaf"
    assert response["Location"] == f"/scholen/?{clean_query}"


def test_an_unquoted_letter_is_quoted_correctly(client):
    """WSGI passes the bytes decoded as latin-1."""
    query = "x=1&q=één".encode().decode("latin-1")
    response = client.generic("GET", "/zoeken/", QUERY_STRING=query)

    assert response["Location"] == "/zoeken/?q=%C3%A9%C3%A9n"


@pytest.mark.parametrize("written", NOTATIONS)
def test_no_url_redirects_twice(written):
    reached = []
    clean = CleanUrls(lambda request: reached.append(request) or HttpResponse())
    for path in ("/", "/scholen/", "/zoeken/", "/dichtbij/1703/", "/sitemap-scholen.xml"):
        for name in ("page", "q", "x", "naam"):
            for value in BAD:
                reached.clear()
                query = written.format(name, value)
                redirect = clean(RequestFactory().get(path, QUERY_STRING=query))
                if reached:
                    continue
                location = urlsplit(redirect["Location"])
                assert location.path == path
                clean(RequestFactory().get(path, QUERY_STRING=location.query))
                assert len(reached) == 1, (path, query)


@pytest.mark.parametrize("address", ["/livez", "/readyz", "/voorbeeld/sleutel/", "/admin/login/"])
def test_a_url_that_is_not_public_keeps_its_query(client, address):
    assert client.get(f"{address}?x=1").status_code in (200, 404)


def test_the_admin_keeps_its_query_for_a_logged_in_user(client):
    client.force_login(make.a_national_editor())
    response = client.get(f"{reverse('admin:regions_region_changelist')}?q=a&p=0")

    assert response.status_code == 200


def test_a_post_and_an_unknown_url_are_not_redirected(client):
    assert client.post("/over/?x=1").status_code == 405
    assert client.get(f"{NOT_FOUND}?x=1").status_code == 404
    response = client.get("/", PATH_INFO="//kwaad.example/", QUERY_STRING="x=1")
    assert (response.status_code, "Location" in response) == (404, False)


def test_a_forged_host_is_not_redirected(client):
    assert client.get("/over/?x=1", headers={"host": "kwaad.example"}).status_code == 400


def test_a_flood_of_unknown_parameters_renders_a_page_only_once(rows, client, monkeypatch):
    rendered = []
    make_page = PageStore._render

    def record(store, request, etag, kind):
        rendered.append(request.get_full_path())
        return make_page(store, request, etag, kind)

    monkeypatch.setattr(PageStore, "_render", record)
    for address in RENDERED_ONCE:
        for number in range(20):
            response = client.get(f"{address}?x={number}", follow=True)
            assert response.status_code == 200
            assert len(response.redirect_chain) == 1

    assert rendered == RENDERED_ONCE


# --- declared parameters ---


def parameters_in(query):
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}


def declared_parameters(address):
    return names_read_by(resolve(urlsplit(address).path).func)


def test_every_link_has_only_declared_parameters(demo_pages):
    checked = 0
    for page, response in demo_pages.items():
        for link in own_addresses(response):
            if "?" in link and not link.startswith("/admin/"):
                assert parameters_in(urlsplit(link).query) <= declared_parameters(link), (
                    page,
                    link,
                )
                checked += 1
    assert checked >= 300


def test_every_form_has_only_declared_parameters(demo, every_facet, client):
    checked = set()
    for page in PAGE_TYPES.values():
        html = BeautifulSoup(client.get(page, follow=True).content, "lxml")
        for form in html.select("form:not([method=post])"):
            action = form.get("action") or page
            fields = [*form.select("[name]"), *html.select(f"[form='{form.get('id', '-')}'][name]")]
            names = {field["name"] for field in fields}
            assert names <= declared_parameters(action), (page, action)
            checked |= {(resolve(urlsplit(action).path).view_name, name) for name in names}
    assert len(checked) >= 40


class RecordingQueryDict(QueryDict):
    """Records in `read` the names of the parameters that are read."""

    def __init__(self, query, read):
        self.read = set()  # because parsing the query reads names too
        super().__init__(query)
        self.read = read

    def copy(self):
        return QueryDict(self.urlencode(), mutable=True)

    def get(self, name, default=None):
        self.read.add(name)
        return super().get(name, default)

    def getlist(self, name, default=None):
        self.read.add(name)
        return super().getlist(name, default)

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.read.add(name)
        return super().__contains__(name)


def test_a_view_declares_exactly_the_parameters_it_reads(demo, client, monkeypatch):
    read, declared = {}, {}

    def recording_query(request):
        view = resolve(request.path_info).view_name
        return RecordingQueryDict(request.META["QUERY_STRING"], read.setdefault(view, set()))

    def visit(address):
        try:
            declared[resolve(urlsplit(address).path).view_name] = declared_parameters(address)
        except Resolver404:
            return
        client.get(address)

    monkeypatch.setattr(WSGIRequest, "GET", property(recording_query))
    for address in [*PAGE_TYPES.values(), *map(existing_page, all_routes())]:
        visit(address)
    # Some views read a parameter only if there is a query string.
    for address in [
        "/partners/?page=1",
        "/nieuws/?page=1",
        "/dichtbij/?plaats=1703",
        "/cijfers/examenkandidaten-techniek-in-het-vmbo.csv?deel=pie",
    ]:
        visit(address)

    assert {view: names for view, names in read.items() if names} == {
        view: names for view, names in declared.items() if names
    }
