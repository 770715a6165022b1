"""The sitemap and robots.txt: every public real page, and nothing else."""

from datetime import date, timedelta

import pytest

from pactdir.pages.sitemaps import SECTIONS
from tests import make
from tests.pages.reading import read
from tests.pages.sitemap_reading import HERE, entries

pytestmark = pytest.mark.django_db


def test_the_index_has_a_sitemap_for_each_section(client):
    assert list(entries(client, "/sitemap.xml")) == [f"/sitemap-{name}.xml" for name in SECTIONS]


def test_exactly_the_indexed_pages_are_listed(demo_pages, sitemap):
    indexed = {
        address
        for address, page in demo_pages.items()
        if "?" not in address and b'content="noindex"' not in page.content
    }

    assert set(sitemap()) == indexed
    assert len(indexed) > 80
    for address in indexed:
        canonical = read(demo_pages[address]).find("link", rel="canonical")
        assert canonical["href"] == f"{HERE}{address}"


def rows(**fields):
    return [
        make.a_region(**fields),
        make.a_school(**fields),
        make.a_partner(**fields),
        make.an_article(**fields),
        make.an_event(**fields),
    ]


def test_public_rows_are_listed(sitemap):
    public = [*rows(), make.a_municipality()]

    assert {row.get_absolute_url() for row in public} <= set(sitemap())


@pytest.mark.parametrize("delay", [None, timedelta(days=1)], ids=["a draft", "from tomorrow"])
def test_a_draft_and_its_child_rows_are_not_listed(sitemap, fixed_today, delay):
    hidden = rows(published_from=delay and fixed_today + delay)
    region, school = hidden[:2]
    hidden += [
        make.an_article(region=region),
        make.an_event(region=region),
        make.an_event(school=school),
    ]

    assert {row.get_absolute_url() for row in hidden} & set(sitemap()) == set()


def test_examples_are_not_listed(sitemap):
    example = {"is_example": True}
    region, school = make.a_region(**example), make.a_school(**example)
    hidden = [
        region,
        school,
        make.a_partner(**example),
        make.a_municipality(**example),
        make.an_article(region=region),
        make.an_event(region=region),
        make.an_event(school=school),
    ]

    assert {row.get_absolute_url() for row in hidden} & set(sitemap()) == set()


def test_a_former_municipality_is_not_listed(sitemap):
    old = make.a_municipality(valid_until="31-12-2021")

    assert old.get_absolute_url() not in sitemap()


def test_only_months_and_agendas_with_real_events_are_listed(sitemap):
    region, empty = make.a_region(slug="vol"), make.a_region(slug="leeg")
    example = make.a_region(slug="verzonnen", is_example=True)
    make.an_event(region=region, starts_on=date(2098, 12, 31), ends_on=date(2099, 2, 1))
    make.an_event(region=empty, starts_on=date(2097, 1, 1), published_from=None)
    make.an_event(region=example, starts_on=date(2096, 1, 1))
    make.an_article(region=region)

    months_and_agendas = {
        address for address in sitemap() if "/maand/" in address or address.count("/") > 3
    } - {"/regios/vol/doe-mee/", "/regios/leeg/doe-mee/"}
    assert months_and_agendas == {
        "/agenda/maand/2098-12/",
        "/agenda/maand/2099-01/",
        "/agenda/maand/2099-02/",
        "/regios/vol/agenda/",
        "/regios/vol/nieuws/",
    }


# --- requests ---


def test_urls_have_the_scheme_and_host_of_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["pactdir.example"]
    request = {"secure": True, "headers": {"host": "pactdir.example"}}

    assert b"<loc>https://pactdir.example/over/</loc>" in (
        client.get("/sitemap-site.xml", **request).content
    )
    assert "\nSitemap: https://pactdir.example/sitemap.xml\n" in (
        client.get("/robots.txt", **request).content.decode()
    )


@pytest.mark.parametrize("address", ["/sitemap-niets.xml", "/sitemap-.xml"])
def test_an_unknown_sitemap_gives_a_404(client, address):
    assert client.get(address).status_code == 404


def test_a_sitemap_has_one_page(client):
    """A sitemap may list 50,000 URLs, more than the site has."""
    assert client.get("/sitemap-regios.xml?p=2")["Location"] == "/sitemap-regios.xml"
    assert all("?" not in section for section in entries(client, "/sitemap.xml"))


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-site.xml", "/robots.txt"])
def test_sitemaps_and_robots_are_read_only(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
    assert not client.get(address).cookies


def test_robots_lists_what_not_to_crawl_and_the_sitemap(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /zoeken/?",
        "Disallow: /zoeken/suggesties/",
        "Disallow: /vergelijken/?",
        "Disallow: /*.pdf$",
        "Disallow: /*.csv?",
        "Disallow: /*.xlsx?",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
