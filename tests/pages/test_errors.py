"""The error pages: not found, server error, bad request, forbidden."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import include, path

from regions.writing.changing import ContentVersion
from tests import make


def raise_error(request):
    raise RuntimeError("iets geheims in de fout")


def deny(request):
    raise PermissionDenied


urlpatterns = [
    path("stuk/", raise_error),
    path("dicht/", deny),
    path("", include("pactdir.urls")),
]


def soup(response):
    return BeautifulSoup(response.content, "lxml")


# --- not found ---

NOT_FOUND = [
    "/nergens/",
    "/regios/nergens/",
    "/gemeenten/nergens/",
    "/scholen/nergens/",
    "/partners/nergens/",
    "/nieuws/nergens/",
    "/agenda/nergens/",
    "/wp-login.php",
    "/regios/a/b/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", NOT_FOUND)
def test_the_not_found_page_has_a_search_box_and_links_to_the_lists(client, address):
    make.a_region()
    response = client.get(address)
    main = soup(response).main

    assert response.status_code == 404
    assert main.h1.text == "Deze pagina is er niet (meer)"
    assert (main.form["action"], main.form.input["name"]) == ("/zoeken/", "q")
    assert [link["href"] for link in main.select(".choices a")] == [
        "/regios/",
        "/scholen/",
        "/gemeenten/",
        "/agenda/",
    ]
    assert soup(response).find("meta", {"name": "robots", "content": "noindex"})
    assert not response.cookies


@pytest.mark.django_db
def test_every_link_on_the_not_found_page_works(client):
    links = soup(client.get("/nergens/")).select("a[href^='/']")

    assert len(links) >= 10
    for link in links:
        assert client.get(link["href"]).status_code == 200, link


@pytest.mark.django_db
def test_the_requested_url_is_escaped(client):
    response = client.get('/<script>alert("1")</script>/?q=<b>')

    assert response.status_code == 404
    assert b"<script>" not in response.content
    assert b"<b>" not in response.content


def test_debug_pages_are_off():
    assert settings.DEBUG is False


# --- server error ---


@pytest.fixture
def error_page(monkeypatch):
    def database_is_down():
        raise OperationalError

    monkeypatch.setattr(ContentVersion, "current", database_is_down)
    with override_settings(ROOT_URLCONF=__name__):
        return Client(raise_request_exception=False).get("/stuk/")


def test_the_server_error_page_needs_no_database(error_page):
    assert error_page.status_code == 500
    assert soup(error_page).h1.text == "Er ging iets mis"
    assert [link["href"] for link in soup(error_page).select("a")] == ["/", "/", "/contact/"]
    assert not error_page.cookies


def test_the_server_error_page_does_not_show_the_error(error_page):
    assert "geheims" not in error_page.content.decode()
    assert "Traceback" not in error_page.content.decode()


def test_the_server_error_page_needs_no_context_or_static_manifest(error_page):
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    with override_settings(STORAGES={"staticfiles": {"BACKEND": manifest}}, ROOT_URLCONF=None):
        assert render_to_string("500.html") == error_page.content.decode()


def test_the_server_error_page_refers_only_to_existing_files(error_page):
    files = [link["href"] for link in soup(error_page).select("link")]

    assert len(files) == 2  # the icon and the style sheet
    for file in files:
        assert (settings.BASE_DIR / file.removeprefix("/")).is_file(), file


# --- bad request, forbidden ---


def test_a_forged_host_gets_a_400_in_dutch(client):
    response = client.get("/", headers={"host": "elders.example"})

    assert response.status_code == 400
    assert soup(response).h1.text == "Deze vraag begrijpt de site niet"
    assert "elders" not in response.content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_the_forbidden_page_is_in_dutch(client):
    response = client.get("/dicht/")

    assert response.status_code == 403
    assert soup(response).h1.text == "Dit mag hier niet"


@pytest.mark.django_db
def test_the_csrf_failure_page_says_that_nothing_was_saved():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "landelijk"})

    assert response.status_code == 403
    assert soup(response).h1.text == "Uw formulier is niet verstuurd"
    assert "Er is niets opgeslagen en niets verwijderd." in soup(response).main.text
    assert "staat er nog" not in soup(response).main.text


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html"])
def test_bad_request_and_forbidden_pages_refer_only_to_existing_files_and_pages(client, db, page):
    html = BeautifulSoup(render_to_string(page), "lxml")

    for file in html.select("link"):
        assert (settings.BASE_DIR / file["href"].removeprefix("/")).is_file(), file
    for link in html.select("a"):
        assert client.get(link["href"]).status_code in (200, 302), link
