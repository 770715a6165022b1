"""The pages about the site itself, and rules for every page: no cookies, no other hosts."""

import re

import pytest
from django.conf import settings

from tests import make
from tests.pages.reading import (
    block,
    data_of,
    facts,
    main_of,
    own_addresses,
    read,
    running_scripts,
    text_of,
    words,
    words_of,
)

SITE_PAGES = ["/over/", "/contact/", "/privacy/", "/toegankelijkheid/", "/woordenlijst/"]
LONG_PAGES = ["/over/", "/privacy/"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(settings):
    def set_controller(name, email):
        settings.CONTROLLER_NAME, settings.CONTROLLER_EMAIL = name, email

    return set_controller


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


@pytest.mark.parametrize(("name", "email", "expected"), CONTROLLERS)
@pytest.mark.parametrize(
    ("address", "heading"),
    [("/contact/", "Beheerder van deze site"), ("/privacy/", "Wie verantwoordelijk is")],
)
def test_the_controller_is_named_or_said_to_be_missing(
    client, controller, address, heading, name, email, expected
):
    controller(name, email)
    section = block(client.get(address), heading)

    assert facts(section) == expected
    assert ("nog geen naam en e-mailadres ingevuld" in words(section)) == (not expected)
    links = [link["href"] for link in section.select("a[href^=mailto]")]
    assert links == ([f"mailto:{email}"] if email else [])


def test_errors_are_reported_in_a_form(client, controller):
    section = block(client.get("/contact/"), "Een fout melden")

    assert [link["href"] for link in section.select("a")] == ["/klopt-niet/"]


def test_problems_with_accessibility_are_reported_by_mail(client, controller):
    controller("", "post@techniek.example")
    assert "Mail naar post@techniek.example ." in text_of(client.get("/toegankelijkheid/"))
    controller("", "")
    assert "Melden kan daarom nog niet." in text_of(client.get("/toegankelijkheid/"))


def test_a_page_of_a_region_also_offers_to_mail_it(client):
    region = make.a_region(name="Regio Noord", slug="noord")
    address = region.get_absolute_url()

    def mail():
        return [
            link["href"] for link in main_of(client.get(address)).select("p.source a[href^=mailto]")
        ]

    make.a_contact(region=region, email="leider@noord.example", email_is_public=False)
    assert mail() == []
    make.a_contact(region=region, email="regio@noord.example", email_is_public=True)
    (to_region,) = mail()

    assert to_region.startswith(
        "mailto:regio@noord.example?subject=Klopt%20niet%3A%20Regio%20Noord"
    )
    assert "Pagina%3A%20http%3A//testserver/regios/noord/%0A" in to_region


def test_every_citable_line_has_a_link_to_report_an_error(client):
    region = make.a_region(name="Regio Noord", slug="noord")
    make.an_agreement(region=region, starts="2020", ends="2023")
    make.a_figure(
        indicator=make.an_indicator(slug="banen"), region=region, area_code="noord", period="2021"
    )
    for address in (
        "/regios/noord/?peildatum=2021-09-01",
        "/regios/noord/tijdlijn/",
        "/regios/noord/veranderd/?sinds=2021",
        "/regios/noord/jaar/2021/",
        "/cijfers/banen/",
        "/cijfers/banen/noord/",
        "/vergelijken/?regio=noord",
    ):
        [link] = main_of(client.get(address)).select("p.source a[href='/klopt-niet/']")
        assert link.text == "Meld het", address


def test_html_in_the_name_of_the_controller_is_escaped(client, controller):
    controller("<script>x</script>", '"><b>@x.example')

    for address in SITE_PAGES:
        page = client.get(address)
        assert running_scripts(page) == []
        assert b"<b>" not in page.content


@pytest.mark.parametrize("address", SITE_PAGES)
def test_a_page_about_the_site_has_breadcrumbs(client, address):
    page = client.get(address)
    crumbs = main_of(page).select_one('nav[aria-label="Kruimelpad"]')

    assert words(main_of(page).h1)
    assert [link["href"] for link in crumbs.select("a")] == ["/"]
    assert words(crumbs.select_one("[aria-current=page]")) == words(main_of(page).h1)
    assert [data["@type"] for data in data_of(page)] == ["BreadcrumbList"]
    assert page.content.decode().count(f'href="{address}"') >= 1


@pytest.mark.parametrize("address", LONG_PAGES)
def test_a_long_page_starts_with_a_table_of_contents(client, address):
    main = main_of(client.get(address))
    links = main.select(".toc a")

    assert words_of(links) == words_of(main.select("h2"))
    assert words_of(links) == [words(main.select_one(link["href"]).h2) for link in links]


def test_the_page_of_a_municipality_starts_with_a_table_of_contents(client):
    municipality = make.a_municipality(name="Urk")
    region = make.a_municipality_participation(municipality=municipality).region
    make.a_goal(region=region)
    make.a_partner_participation(region=region)
    make.a_municipality_participation(region=region)
    main = main_of(client.get(municipality.get_absolute_url()))
    links = main.select(".toc a")

    assert words_of(links) == [
        region.name,
        "Doelen",
        "Andere gemeenten",
        "Bedrijven en partners",
        "Scholen",
    ]
    assert [main.select_one(link["href"]).name for link in links] == ["h2", "h3", "h3", "h3", "h2"]


def test_the_accessibility_page_claims_no_status(client):
    text = text_of(client.get("/toegankelijkheid/"))

    assert "Daarom noemt deze pagina geen status." in text
    assert not re.search(r"voldoet (volledig|gedeeltelijk)|status [A-E]\b", text)


# --- every page ---

REFERENCES = [
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


# A URL on this site, or an inline SVG.
OWN = r"/(?!/)|[?#]|data:image/svg\+xml,"


def is_fetched(rel):
    # Browsers do not fetch the canonical URL.
    return rel != "canonical"


def test_no_page_sets_a_cookie_or_refers_to_another_host(demo_pages, client):
    pages = dict(demo_pages)
    for address in ["/nergens/", "/scholen/?naam=niets", "/zoeken/?q=1703", "/regios"]:
        pages[address] = client.get(address)

    for address, page in pages.items():
        assert not page.cookies, address
        assert "Set-Cookie" not in page.headers, address
        soup = read(page)
        for tag, attribute in REFERENCES:
            for element in soup.find_all(tag, **{attribute: True}, rel=is_fetched):
                assert re.match(OWN, element[attribute]), f"{address}: {element}"
        assert not soup.find_all(["style", "base"]), address
        assert all(frame["src"].startswith("/kaart/") for frame in soup.find_all("iframe"))
        assert not soup.find_all(style=True), address
        assert not re.search(r"\son\w+=", page.content.decode()), address


def test_no_style_sheet_refers_to_another_host():
    sheets = list((settings.BASE_DIR / "static").rglob("*.css"))

    assert len(sheets) >= 4
    for sheet in sheets:
        css = re.sub(r'^@import url\("[\w/]+\.css"\);$', "", sheet.read_text(), flags=re.MULTILINE)
        assert not re.search(r"@import|https?:|url\(\s*['\"]?//", css), sheet


def test_every_page_links_to_the_pages_about_the_site(client):
    for address in ["/", "/scholen/", "/over/"]:
        assert set(SITE_PAGES) <= own_addresses(client.get(address)), address


def test_a_visitor_sees_the_same_logged_in_or_not(client, admin_client):
    for address in ["/", "/scholen/", "/over/"]:
        assert client.get(address).content == admin_client.get(address).content
