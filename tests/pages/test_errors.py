"""What a visitor sees where something is not there, or goes wrong."""

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


def break_down(request):
    raise RuntimeError("iets geheims in de fout")


def refuse(request):
    raise PermissionDenied


urlpatterns = [
    path("stuk/", break_down),
    path("dicht/", refuse),
    path("", include("pactdir.urls")),
]


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


# --- not found ---

NOWHERE = [
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
@pytest.mark.parametrize("address", NOWHERE)
def test_a_page_that_is_not_there_has_search_and_ways_on(client, address):
    make.a_region()
    answer = client.get(address)
    main = soup(answer).main

    assert answer.status_code == 404
    assert main.h1.text == "Deze pagina is er niet (meer)"
    assert (main.form["action"], main.form.input["name"]) == ("/zoeken/", "q")
    assert [link["href"] for link in main.select(".choices a")] == [
        "/regios/",
        "/scholen/",
        "/gemeenten/",
        "/agenda/",
    ]
    assert soup(answer).find("meta", {"name": "robots", "content": "noindex"})
    assert not answer.cookies


@pytest.mark.django_db
def test_every_way_on_from_there_leads_somewhere(client):
    links = soup(client.get("/nergens/")).select("a[href^='/']")

    assert len(links) >= 10
    for link in links:
        assert client.get(link["href"]).status_code == 200, link


@pytest.mark.django_db
def test_what_was_typed_is_shown_as_text(client):
    answer = client.get('/<script>alert("1")</script>/?q=<b>')

    assert answer.status_code == 404
    assert b"<script>" not in answer.content
    assert b"<b>" not in answer.content


def test_no_page_shows_the_inside_of_the_program():
    assert settings.DEBUG is False


# --- broken ---


@pytest.fixture
def broken(monkeypatch):
    """The answer of a view that raises; without a database, for that may be what is wrong."""

    def away():
        raise OperationalError

    monkeypatch.setattr(ContentVersion, "current", away)
    with override_settings(ROOT_URLCONF=__name__):
        return Client(raise_request_exception=False).get("/stuk/")


def test_a_page_that_breaks_says_so_without_a_database(broken):
    assert broken.status_code == 500
    assert soup(broken).h1.text == "Er ging iets mis"
    assert [link["href"] for link in soup(broken).select("a")] == ["/", "/", "/contact/"]
    assert not broken.cookies


def test_a_page_that_breaks_tells_nothing_of_why(broken):
    assert "geheims" not in broken.content.decode()
    assert "Traceback" not in broken.content.decode()


def test_the_broken_page_needs_neither_context_nor_a_manifest_of_static_files(broken):
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    with override_settings(STORAGES={"staticfiles": {"BACKEND": manifest}}, ROOT_URLCONF=None):
        assert render_to_string("500.html") == broken.content.decode()


def test_the_broken_page_asks_only_for_files_that_exist(broken):
    files = [link["href"] for link in soup(broken).select("link")]

    assert len(files) == 2  # the icon and the style sheet
    for file in files:
        assert (settings.BASE_DIR / file.removeprefix("/")).is_file(), file


# --- refused ---


def test_a_forged_host_is_refused_in_dutch(client):
    answer = client.get("/", headers={"host": "elders.example"})

    assert answer.status_code == 400
    assert soup(answer).h1.text == "Deze vraag begrijpt de site niet"
    assert "elders" not in answer.content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_what_one_may_not_do_is_said_in_dutch(client):
    answer = client.get("/dicht/")

    assert answer.status_code == 403
    assert soup(answer).h1.text == "Dit mag hier niet"


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_and_promises_nothing():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "landelijk"})

    assert answer.status_code == 403
    assert soup(answer).h1.text == "Uw formulier is niet verstuurd"
    assert "Er is niets opgeslagen en niets verwijderd." in soup(answer).main.text
    assert "staat er nog" not in soup(answer).main.text


@pytest.mark.parametrize("page", ["400.html", "403.html", "403_csrf.html"])
def test_a_refusal_asks_only_for_files_and_pages_that_exist(client, db, page):
    html = BeautifulSoup(render_to_string(page), "html.parser")

    for file in html.select("link"):
        assert (settings.BASE_DIR / file["href"].removeprefix("/")).is_file(), file
    for link in html.select("a"):
        assert client.get(link["href"]).status_code in (200, 302), link
