"""The sitemap and robots.txt: every public real page, and nothing else."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from news.models import Article, Event
from pactdir.pages.sitemaps import SECTIONS
from partners.models import Partner
from regions.clock import today
from regions.models import Municipality, Region, RegionTheme, Theme
from schools.models import School
from tests import make
from tests.pages.reading import read

pytestmark = pytest.mark.django_db

HERE = "http://testserver"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(client, address):
    """Each address in that sitemap with its `lastmod`, or None."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own)
    return {
        entry.findtext("s:loc", namespaces=NAMESPACE).removeprefix(HERE): entry.findtext(
            "s:lastmod", namespaces=NAMESPACE
        )
        for entry in root
    }


@pytest.fixture
def listed(client):
    """Returns every address in the sitemaps of the index, with its `lastmod`."""

    def follow_index():
        addresses = {}
        for section in entries(client, "/sitemap.xml"):
            addresses |= entries(client, section)
        return addresses

    return follow_index


def test_the_index_has_a_sitemap_for_each_section(client):
    assert list(entries(client, "/sitemap.xml")) == [f"/sitemap-{name}.xml" for name in SECTIONS]


def test_exactly_the_indexed_pages_are_listed(demo_pages, client, listed):
    indexed = {
        address
        for address, page in demo_pages.items()
        if "?" not in address and b'content="noindex"' not in page.content
    }

    assert set(listed()) == indexed
    assert len(indexed) > 80
    for address in listed():
        page = client.get(address)
        assert page.status_code == 200, address
        canonical = read(page).find("link", rel="canonical")
        assert canonical["href"] == f"{HERE}{address}"


def rows(**fields):
    """One row of each kind that can be a draft."""
    return [
        make.a_region(**fields),
        make.a_school(**fields),
        make.a_partner(**fields),
        make.an_article(**fields),
        make.an_event(**fields),
    ]


def test_public_rows_are_listed(listed):
    public = [*rows(), make.a_municipality()]

    assert {row.get_absolute_url() for row in public} <= set(listed())


@pytest.mark.parametrize("delay", [None, timedelta(days=1)], ids=["a draft", "from tomorrow"])
def test_a_draft_and_the_rows_below_it_are_not_listed(listed, delay):
    hidden = rows(published_from=delay and today() + delay)
    region, school = hidden[:2]
    hidden += [
        make.an_article(region=region),
        make.an_event(region=region),
        make.an_event(school=school),
    ]

    assert {row.get_absolute_url() for row in hidden} & set(listed()) == set()


def test_examples_are_not_listed(listed):
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

    assert {row.get_absolute_url() for row in hidden} & set(listed()) == set()


def test_a_former_municipality_is_not_listed(listed):
    old = make.a_municipality(valid_until="31-12-2021")

    assert old.get_absolute_url() not in listed()


# --- lastmod ---

LONG_AGO, LATER = date(2021, 3, 1), date(2022, 5, 6)


def set_history_date(moment, *models):
    for model in models:
        model.history.update(history_date=moment)


def amsterdam_time(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_a_theme_changes_when_a_region_takes_it_up(listed):
    region_theme = make.a_region_theme()
    set_history_date(amsterdam_time(LONG_AGO), Theme)
    set_history_date(amsterdam_time(LATER), RegionTheme)

    assert listed()[region_theme.theme.get_absolute_url()] == "2022-05-06"


def test_only_months_and_agendas_with_real_events_are_listed(listed):
    region, empty = make.a_region(slug="vol"), make.a_region(slug="leeg")
    example = make.a_region(slug="verzonnen", is_example=True)
    make.an_event(region=region, starts_on=date(2098, 12, 31), ends_on=date(2099, 2, 1))
    make.an_event(region=empty, starts_on=date(2097, 1, 1), published_from=None)
    make.an_event(region=example, starts_on=date(2096, 1, 1))
    make.an_article(region=region)

    months_and_agendas = {
        address for address in listed() if "/maand/" in address or address.count("/") > 3
    }
    assert months_and_agendas == {
        "/agenda/maand/2098-12/",
        "/agenda/maand/2099-01/",
        "/agenda/maand/2099-02/",
        "/regios/vol/agenda/",
        "/regios/vol/nieuws/",
    }


@pytest.mark.parametrize(
    ("model", "make_row"),
    [
        (Region, make.a_region),
        (School, make.a_school),
        (Partner, make.a_partner),
        (Municipality, make.a_municipality),
        (Article, make.an_article),
        (Event, make.an_event),
    ],
)
def test_a_page_changes_when_its_row_is_saved(listed, model, make_row):
    row = make_row()
    set_history_date(amsterdam_time(LONG_AGO), model)
    assert listed()[row.get_absolute_url()] == "2021-03-01"

    row.name = "Anders"
    row.save()
    assert listed()[row.get_absolute_url()] == today().isoformat()


@pytest.mark.parametrize(
    "make_part",
    [
        make.a_goal,
        make.a_contact,
        make.an_agreement,
        make.a_region_theme,
        make.a_confirmation,
        make.a_school_participation,
        make.a_partner_participation,
        make.a_municipality_participation,
    ],
)
def test_a_region_changes_with_the_rows_below_it(listed, make_part):
    region, other = make.a_region(), make.a_region()
    part = make_part(region=region)
    set_history_date(amsterdam_time(LONG_AGO), Region)
    set_history_date(amsterdam_time(LATER), type(part))

    assert listed()[region.get_absolute_url()] == "2022-05-06"
    assert listed()[other.get_absolute_url()] == "2021-03-01"


def test_a_deleted_row_changes_the_page(listed):
    goal = make.a_goal()
    set_history_date(amsterdam_time(LONG_AGO), Region, type(goal))
    goal.delete()

    assert listed()[goal.region.get_absolute_url()] == today().isoformat()


def test_the_date_is_that_of_amsterdam(listed):
    region = make.a_region()
    set_history_date(amsterdam_time(LONG_AGO, hour=0), Region)  # still the day before in UTC

    assert listed()[region.get_absolute_url()] == "2021-03-01"


def test_a_page_changes_on_its_publication_date(listed):
    region = make.a_region(published_from=LATER)
    set_history_date(amsterdam_time(LONG_AGO), Region)

    assert listed()[region.get_absolute_url()] == "2022-05-06"


def test_a_row_without_history_has_no_lastmod(listed):
    municipality = make.a_municipality()
    Municipality.history.all().delete()

    assert listed()[municipality.get_absolute_url()] is None


def test_a_sitemap_changes_with_its_latest_page(client):
    make.a_region()
    make.a_region()
    set_history_date(amsterdam_time(LONG_AGO), Region)

    assert entries(client, "/sitemap.xml")["/sitemap-regios.xml"] == "2021-03-01"


# --- requests ---


def test_addresses_have_the_scheme_and_host_of_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["pactdir.example"]
    request = {"secure": True, "headers": {"host": "pactdir.example"}}

    assert b"<loc>https://pactdir.example/over/</loc>" in (
        client.get("/sitemap-site.xml", **request).content
    )
    assert "\nSitemap: https://pactdir.example/sitemap.xml\n" in (
        client.get("/robots.txt", **request).content.decode()
    )


@pytest.mark.parametrize("address", ["/sitemap-niets.xml", "/sitemap-.xml"])
def test_an_unknown_sitemap_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_sitemap_has_one_page(client):
    """A sitemap may hold 50,000 addresses, more than the site has."""
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
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
