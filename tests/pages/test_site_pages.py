"""The pages about the site itself, and what holds for every page: no cookie, no other host."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.pages.reading import block, facts, main_of, own_addresses, text_of, words
from tests.pages.walking import every_page

SITE_PAGES = ["/over/", "/contact/", "/privacy/", "/toegankelijkheid/"]


@pytest.fixture
def controller(settings):
    """Sets who answers for the site."""

    def named(name, email):
        settings.CONTROLLER_NAME, settings.CONTROLLER_EMAIL = name, email

    return named


CONTROLLERS = [
    (
        "Stichting Techniek",
        "post@techniek.example",
        {"Naam": "Stichting Techniek", "E-mail": "post@techniek.example"},
    ),
    (
        "Stichting Techniek",
        "",
        {"Naam": "Stichting Techniek", "E-mail": "Nog niet ingevuld door de beheerder."},
    ),
    (
        "",
        "post@techniek.example",
        {"Naam": "Nog niet ingevuld door de beheerder.", "E-mail": "post@techniek.example"},
    ),
    ("", "", {}),
]


@pytest.mark.parametrize(("name", "email", "shown"), CONTROLLERS)
@pytest.mark.parametrize(
    ("address", "heading"),
    [("/contact/", "Beheerder van deze site"), ("/privacy/", "Wie verantwoordelijk is")],
)
def test_who_answers_for_the_site_is_named_or_said_not_to_be(
    client, controller, address, heading, name, email, shown
):
    controller(name, email)
    part = block(client.get(address), heading)

    assert facts(part) == shown
    assert ("nog geen naam en e-mailadres ingevuld" in words(part)) == (not shown)
    links = [link["href"] for link in part.select("a[href^=mailto]")]
    assert links == ([f"mailto:{email}"] if email else [])


def test_reporting_an_error_needs_an_address(client, controller):
    controller("", "post@techniek.example")
    assert "Mail de beheerder." in words(block(client.get("/contact/"), "Een fout melden"))
    assert "Mail naar post@techniek.example ." in text_of(client.get("/toegankelijkheid/"))

    controller("", "")
    assert "nog niet per e-mail melden" in words(block(client.get("/contact/"), "Een fout melden"))
    assert "Melden kan daarom nog niet." in text_of(client.get("/toegankelijkheid/"))


def test_a_controller_is_shown_as_text(client, controller):
    controller("<script>x</script>", '"><b>@x.example')

    for address in SITE_PAGES:
        content = client.get(address).content
        assert b"<script" not in content
        assert b"<b>" not in content


@pytest.mark.parametrize("address", SITE_PAGES)
def test_a_page_about_the_site_needs_no_database(client, address):
    page = client.get(address)

    assert main_of(page).h1.text.strip()
    assert page.content.decode().count(f'href="{address}"') >= 1


def test_accessibility_claims_no_status(client):
    words_said = text_of(client.get("/toegankelijkheid/"))

    assert "Daarom noemt deze pagina geen status." in words_said
    assert not re.search(r"voldoet (volledig|gedeeltelijk)|status [A-E]\b", words_said)


# --- every page ---

REFERS = [
    ("link", "href"),
    ("script", "src"),
    ("img", "src"),
    ("source", "srcset"),
    ("iframe", "src"),
    ("form", "action"),
    ("object", "data"),
    ("use", "href"),
    ("a", "ping"),
]


@pytest.mark.usefixtures("demo")
def test_no_page_sets_a_cookie_or_refers_to_another_host(client):
    pages = every_page(client)
    for address in ["/nergens/", "/scholen/?naam=niets", "/zoeken/?q=1703", "/regios"]:
        pages[address] = client.get(address)

    for address, page in pages.items():
        assert not page.cookies, address
        assert "Set-Cookie" not in page.headers, address
        found = BeautifulSoup(page.content, "html.parser")
        for tag, attribute in REFERS:
            for part in found.find_all(tag, **{attribute: True}):
                assert re.match(r"/(?!/)|[?#]", part[attribute]), f"{address}: {part}"
        assert not found.find_all(["style", "base", "iframe"]), address
        assert not found.find_all(style=True), address
        assert not re.search(r"\son\w+=", page.content.decode()), address


def test_no_style_sheet_asks_another_host():
    sheets = list((settings.BASE_DIR / "static").rglob("*.css"))

    assert len(sheets) >= 4
    for sheet in sheets:
        assert not re.search(r"@import|https?:|url\(\s*['\"]?//", sheet.read_text()), sheet


@pytest.mark.django_db
def test_every_page_leads_to_the_pages_about_the_site(client):
    for address in ["/", "/scholen/", "/over/"]:
        assert set(SITE_PAGES) <= own_addresses(client.get(address)), address


@pytest.mark.django_db
def test_a_visitor_logged_in_or_not_sees_the_same(client, admin_client):
    for address in ["/", "/scholen/", "/over/"]:
        assert client.get(address).content == admin_client.get(address).content
