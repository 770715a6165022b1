"""What no view reads in an address leaves it by one redirect, and has no page made anew."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory
from django.urls import Resolver404, resolve, reverse

from pactdir.page_store.clean_addresses import CleanAddresses
from pactdir.page_store.middleware import PageStore
from regions.lists.query_names import names_read_by
from tests import make
from tests.browser.page_types import NOT_FOUND, PAGE_TYPES
from tests.pages.reading import own_addresses
from tests.pages.test_malformed import BAD, WRITTEN, all_routes, rows, that_is_there

pytestmark = pytest.mark.django_db
__all__ = ["rows"]  # a fixture

UNKNOWN = [
    "x=1",
    "utm_source=nieuwsbrief&utm_medium=e-mail",
    "fbclid=IwAR0%5F",
    "x",
    "=",
    "&&",
    "Q",
]
MADE_ONCE = [
    *("/", "/scholen/", "/over/", "/robots.txt", "/beeld.png", "/sitemap.xml"),
    *("/sitemap-scholen.xml", "/regios/rij/", "/regios/rij/beeld.png", "/agenda/rij.ics"),
]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("query", UNKNOWN)
def test_an_unknown_name_leaves_every_public_address(client, method, query):
    addresses = [that_is_there(route) for route in all_routes() if "voorbeeld" not in route]
    for address in addresses:
        answer = getattr(client, method)(f"{address}?{query}")

        assert (answer.status_code, answer["Location"]) == (301, address)
        assert answer["Cache-Control"] == "public, max-age=3600"
        assert not answer.cookies
        assert "Vary" not in answer
    assert len(addresses) >= 35


def test_what_is_known_stays_as_it_was_written_and_in_order(client):
    asked = "x=1&niveau=mbo&naam=%C3%A9+%26%0D%0A&&utm_source=a=b&niveau=%FF&Page=2&page=2&vanaf"
    answer = client.get(f"/scholen/?{asked}")

    kept = "niveau=mbo&naam=%C3%A9+%26%0D%0A&niveau=%FF&page=2&vanaf"
    assert answer["Location"] == f"/scholen/?{kept}"


def test_a_letter_sent_without_quoting_stays_that_letter(client):
    """As a server hands it over: the bytes, read as latin-1."""
    sent = "x=1&q=één".encode().decode("latin-1")
    answer = client.generic("GET", "/zoeken/", QUERY_STRING=sent)

    assert answer["Location"] == "/zoeken/?q=%C3%A9%C3%A9n"


@pytest.mark.parametrize("written", WRITTEN)
def test_nobody_is_led_on_twice(written):
    reached = []
    clean = CleanAddresses(lambda request: reached.append(request) or HttpResponse())
    for path in ("/", "/scholen/", "/zoeken/", "/dichtbij/1703/", "/sitemap-scholen.xml"):
        for name in ("page", "q", "x", "naam"):
            for value in BAD:
                reached.clear()
                query = written.format(name, value)
                first = clean(RequestFactory().get(path, QUERY_STRING=query))
                if reached:
                    continue
                again = urlsplit(first["Location"])
                assert again.path == path
                clean(RequestFactory().get(path, QUERY_STRING=again.query))
                assert len(reached) == 1, (path, query)


@pytest.mark.parametrize("address", ["/livez", "/readyz", "/voorbeeld/sleutel/", "/admin/login/"])
def test_what_is_not_public_keeps_its_address(client, address):
    assert client.get(f"{address}?x=1").status_code in (200, 404)


def test_the_admin_keeps_its_address_for_who_is_logged_in(client):
    client.force_login(make.a_national_editor())
    answer = client.get(f"{reverse('admin:regions_region_changelist')}?q=a&p=0")

    assert answer.status_code == 200


def test_a_post_and_an_address_that_does_not_exist_are_not_led_on(client):
    assert client.post("/over/?x=1").status_code == 405
    assert client.get(f"{NOT_FOUND}?x=1").status_code == 404
    elsewhere = client.get("/", PATH_INFO="//kwaad.example/", QUERY_STRING="x=1")
    assert (elsewhere.status_code, "Location" in elsewhere) == (404, False)


def test_a_forged_host_is_led_nowhere(client):
    assert client.get("/over/?x=1", headers={"host": "kwaad.example"}).status_code == 400


def test_a_flood_of_unknown_names_makes_a_page_once(rows, client, monkeypatch):
    made = []
    make_page = PageStore._make

    def note(store, request, etag, kind):
        made.append(request.get_full_path())
        return make_page(store, request, etag, kind)

    monkeypatch.setattr(PageStore, "_make", note)
    for address in MADE_ONCE:
        for number in range(20):
            answer = client.get(f"{address}?x={number}", follow=True)
            assert answer.status_code == 200
            assert len(answer.redirect_chain) == 1

    assert made == MADE_ONCE


# --- no view forgets a name ---


def names_in(query):
    return {name for name, _ in parse_qsl(query, keep_blank_values=True)}


def names_known_at(address):
    return names_read_by(resolve(urlsplit(address).path).func)


def test_every_link_of_ours_is_clean(demo_pages):
    looked_at = 0
    for page, answer in demo_pages.items():
        for link in own_addresses(answer):
            if "?" in link and not link.startswith("/admin/"):
                assert names_in(urlsplit(link).query) <= names_known_at(link), (page, link)
                looked_at += 1
    assert looked_at >= 300


def test_every_form_asks_only_what_its_page_reads(demo_pages, every_facet, client):
    looked_at = set()
    for page in demo_pages:
        html = BeautifulSoup(client.get(page).content, "html.parser")
        for form in html.select("form:not([method=post])"):
            action = form.get("action") or page
            fields = [*form.select("[name]"), *html.select(f"[form='{form.get('id', '-')}'][name]")]
            names = {field["name"] for field in fields}
            assert names <= names_known_at(action), (page, action)
            looked_at |= {(resolve(urlsplit(action).path).view_name, name) for name in names}
    assert len(looked_at) >= 40


class Noting(QueryDict):
    """Notes which names are asked of it."""

    def __init__(self, query, noted):
        self.noted = set()
        super().__init__(query)
        self.noted = noted

    def copy(self):
        return QueryDict(self.urlencode(), mutable=True)

    def get(self, name, default=None):
        self.noted.add(name)
        return super().get(name, default)

    def getlist(self, name, default=None):
        self.noted.add(name)
        return super().getlist(name, default)

    def __getitem__(self, name):
        self.noted.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.noted.add(name)
        return super().__contains__(name)


def test_a_view_says_each_name_that_it_reads_and_no_other(demo, client, monkeypatch):
    by_view = {}

    def noting(request):
        view = resolve(request.path_info).view_name
        return Noting(request.META["QUERY_STRING"], by_view.setdefault(view, set()))

    def look(address):
        try:
            said[resolve(urlsplit(address).path).view_name] = names_known_at(address)
        except Resolver404:
            return
        client.get(address)

    said = {}
    monkeypatch.setattr(WSGIRequest, "GET", property(noting))
    for address in [*PAGE_TYPES.values(), *map(that_is_there, all_routes())]:
        look(address)
    # An empty query string is not looked in.
    for address in ["/partners/?page=1", "/nieuws/?page=1", "/dichtbij/?plaats=1703"]:
        look(address)

    assert {view: names for view, names in by_view.items() if names} == {
        view: names for view, names in said.items() if names
    }
