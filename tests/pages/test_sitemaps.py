"""What search engines are shown the way to: all that is public and real, and nothing else."""

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
    """Each address in that list with the day it last changed, or None."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    found = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    return {
        entry.findtext("s:loc", namespaces=NAMESPACE).removeprefix(HERE): entry.findtext(
            "s:lastmod", namespaces=NAMESPACE
        )
        for entry in found
    }


@pytest.fixture
def listed(client):
    """Every address listed, by following the index."""

    def follow():
        found = {}
        for section in entries(client, "/sitemap.xml"):
            found |= entries(client, section)
        return found

    return follow


def test_the_index_names_a_list_for_each_kind(client):
    assert list(entries(client, "/sitemap.xml")) == [f"/sitemap-{name}.xml" for name in SECTIONS]


def test_every_page_that_is_indexed_is_listed_and_answers(demo_pages, client, listed):
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
    """One of each kind that has a draft, as `fields` say."""
    return [
        make.a_region(**fields),
        make.a_school(**fields),
        make.a_partner(**fields),
        make.an_article(**fields),
        make.an_event(**fields),
    ]


def test_what_is_public_is_listed(listed):
    public = [*rows(), make.a_municipality()]

    assert {row.get_absolute_url() for row in public} <= set(listed())


@pytest.mark.parametrize("start", [None, timedelta(days=1)], ids=["a draft", "from tomorrow"])
def test_a_draft_is_not_listed_nor_what_hangs_on_it(listed, start):
    hidden = rows(published_from=start and today() + start)
    region, school = hidden[:2]
    hidden += [
        make.an_article(region=region),
        make.an_event(region=region),
        make.an_event(school=school),
    ]

    assert {row.get_absolute_url() for row in hidden} & set(listed()) == set()


def test_what_is_invented_is_not_listed(listed):
    invented = {"is_example": True}
    region, school = make.a_region(**invented), make.a_school(**invented)
    hidden = [
        region,
        school,
        make.a_partner(**invented),
        make.a_municipality(**invented),
        make.an_article(region=region),
        make.an_event(region=region),
        make.an_event(school=school),
    ]

    assert {row.get_absolute_url() for row in hidden} & set(listed()) == set()


def test_a_municipality_that_is_no_more_is_not_listed(listed):
    old = make.a_municipality(valid_until="31-12-2021")

    assert old.get_absolute_url() not in listed()


# --- when it last changed ---


def recorded(at, *models):
    """As if all there is of these was last saved then."""
    for model in models:
        model.history.update(history_date=at)


def on(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))


def test_a_theme_changes_with_who_works_on_it(listed):
    row = make.a_region_theme()
    recorded(on(LONG_AGO), Theme)
    recorded(on(LATER), RegionTheme)

    assert listed()[row.theme.get_absolute_url()] == "2022-05-06"


def test_only_months_and_agendas_with_something_real_are_listed(listed):
    region, empty = make.a_region(slug="vol"), make.a_region(slug="leeg")
    invented = make.a_region(slug="verzonnen", is_example=True)
    make.an_event(region=region, starts_on=date(2098, 12, 31), ends_on=date(2099, 2, 1))
    make.an_event(region=empty, starts_on=date(2097, 1, 1), published_from=None)
    make.an_event(region=invented, starts_on=date(2096, 1, 1))
    make.an_article(region=region)

    found = {one for one in listed() if "/maand/" in one or one.count("/") > 3}
    assert found == {
        "/agenda/maand/2098-12/",
        "/agenda/maand/2099-01/",
        "/agenda/maand/2099-02/",
        "/regios/vol/agenda/",
        "/regios/vol/nieuws/",
    }


LONG_AGO, LATER = date(2021, 3, 1), date(2022, 5, 6)


@pytest.mark.parametrize(
    ("model", "a_row"),
    [
        (Region, make.a_region),
        (School, make.a_school),
        (Partner, make.a_partner),
        (Municipality, make.a_municipality),
        (Article, make.an_article),
        (Event, make.an_event),
    ],
)
def test_a_page_changed_on_the_day_its_row_was_last_saved(listed, model, a_row):
    row = a_row()
    recorded(on(LONG_AGO), model)
    assert listed()[row.get_absolute_url()] == "2021-03-01"

    row.name = "Anders"
    row.save()
    assert listed()[row.get_absolute_url()] == today().isoformat()


@pytest.mark.parametrize(
    "below",
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
def test_a_region_changes_with_the_rows_below_it(listed, below):
    region, other = make.a_region(), make.a_region()
    row = below(region=region)
    recorded(on(LONG_AGO), Region)
    recorded(on(LATER), type(row))

    assert listed()[region.get_absolute_url()] == "2022-05-06"
    assert listed()[other.get_absolute_url()] == "2021-03-01"


def test_what_was_taken_away_changed_the_page_too(listed):
    goal = make.a_goal()
    recorded(on(LONG_AGO), Region, type(goal))
    goal.delete()

    assert listed()[goal.region.get_absolute_url()] == today().isoformat()


def test_a_day_is_that_of_amsterdam(listed):
    region = make.a_region()
    recorded(on(LONG_AGO, hour=0), Region)  # still the day before in UTC

    assert listed()[region.get_absolute_url()] == "2021-03-01"


def test_a_page_that_came_to_stand_there_later_changed_that_day(listed):
    region = make.a_region(published_from=LATER)
    recorded(on(LONG_AGO), Region)

    assert listed()[region.get_absolute_url()] == "2022-05-06"


def test_of_what_has_no_record_the_day_is_left_out(listed):
    municipality = make.a_municipality()
    Municipality.history.all().delete()

    assert listed()[municipality.get_absolute_url()] is None


def test_a_list_changed_when_its_last_page_did(client):
    make.a_region()
    make.a_region()
    recorded(on(LONG_AGO), Region)

    assert entries(client, "/sitemap.xml")["/sitemap-regios.xml"] == "2021-03-01"


# --- asked otherwise ---


def test_over_https_and_under_its_own_name_it_lists_that(client, settings):
    settings.ALLOWED_HOSTS = ["pactdir.example"]
    asked = {"secure": True, "headers": {"host": "pactdir.example"}}

    assert b"<loc>https://pactdir.example/over/</loc>" in (
        client.get("/sitemap-site.xml", **asked).content
    )
    assert "\nSitemap: https://pactdir.example/sitemap.xml\n" in (
        client.get("/robots.txt", **asked).content.decode()
    )


@pytest.mark.parametrize("address", ["/sitemap-niets.xml", "/sitemap-.xml"])
def test_a_list_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_list_is_one_page(client):
    """Of at most 50,000 addresses, which is more than there are: so the index names no other."""
    assert client.get("/sitemap-regios.xml?p=2")["Location"] == "/sitemap-regios.xml"
    assert all("?" not in section for section in entries(client, "/sitemap.xml"))


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-site.xml", "/robots.txt"])
def test_these_can_only_be_read(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
    assert not client.get(address).cookies


def test_robots_are_told_what_not_to_read_and_where_the_list_is(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /zoeken/?",
        "Disallow: /zoeken/suggesties/",
        "Disallow: /vergelijken/?",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
