"""The channels of a region: links with the day on which they were last found."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.clock import today
from tests import make
from tests.pages.reading import data_of, main_of, words

pytestmark = pytest.mark.django_db
SITE = "https://west.example/"
PAGES = ["/regios/west/", "/regios/west/doe-mee/"]


@pytest.fixture
def region():
    return make.a_region(name="West", slug="west", website=SITE)


def channels_on(response):
    lines = [words(line) for line in main_of(response).select("p")]
    found = [line for line in lines if line.startswith("Kanalen: ")]
    return [part for line in found for part in line.removeprefix("Kanalen: ").split(" · ")]


@pytest.mark.parametrize("page", PAGES)
def test_each_channel_is_a_link_with_the_day_on_which_it_was_found(client, region, page):
    make.a_channel(region=region, kind="nieuwsbrief", found_on=date(2026, 11, 2))
    make.a_channel(region=region, kind="linkedin", url="https://linkedin.example/west")
    make.a_channel(kind="youtube")
    response = client.get(page)

    assert channels_on(response) == [
        "Nieuwsbrief (laatst gevonden op 2 november 2026)",
        "LinkedIn (nog niet nagekeken)",
    ]
    assert main_of(response).select_one('a[href="https://linkedin.example/west"]')
    assert main_of(response).select_one(f'a[href="{SITE}"]')


@pytest.mark.parametrize("page", PAGES)
def test_the_site_of_a_region_is_linked_once(client, region, page):
    make.a_channel(region=region, kind="site", url=SITE, found_on=date(2026, 11, 2))
    response = client.get(page)

    assert len(main_of(response).select(f'a[href="{SITE}"]')) == 1
    assert channels_on(response) == ["Site (laatst gevonden op 2 november 2026)"]


@pytest.mark.parametrize("page", PAGES)
def test_a_region_without_channels_has_no_list_of_them(client, region, page):
    assert channels_on(client.get(page)) == []


def test_channels_are_the_same_organisation_in_the_structured_data(client, region):
    make.a_channel(region=region, url="https://instagram.example/west")
    organisation = next(
        data for data in data_of(client.get("/regios/west/")) if data["@type"] == "Organization"
    )

    assert organisation["sameAs"] == [SITE, "https://instagram.example/west"]


def test_channels_are_in_the_sheet_of_the_page(client, region):
    make.a_channel(region=region, kind="tiktok", url="https://tiktok.example/west")

    assert "https://tiktok.example/west" in client.get("/regios/west.csv").content.decode()


def test_the_list_of_regions_to_join_links_to_their_channels(client, region):
    make.a_channel(region=region, kind="nieuwsbrief", url="https://west.example/nieuws/")
    page = BeautifulSoup(client.get("/doe-mee/").content, "lxml")

    assert words(page.select_one('a[href="https://west.example/nieuws/"]')) == "Nieuwsbrief"


def test_a_channel_has_one_address_of_the_web_and_is_not_found_in_the_future(region):
    channel = make.a_channel(region=region)
    for values in (
        {"url": channel.url},
        {"url": "javascript:alert(1)"},
        {"found_on": today() + timedelta(1)},
    ):
        with pytest.raises(ValidationError):
            make.a_channel(region=region, **values)


def test_another_address_loses_the_day_of_the_former_one(region):
    channel = make.a_channel(region=region, found_on=date(2026, 11, 2))
    channel.kind = "linkedin"
    channel.save()
    assert channel.found_on == date(2026, 11, 2)

    channel.url = "https://linkedin.example/west"
    channel.save(update_fields=["url"])
    channel.refresh_from_db()
    assert channel.found_on is None

    channel.url, channel.found_on = "https://linkedin.example/west-2", date(2026, 11, 3)
    channel.save()
    channel.refresh_from_db()
    assert channel.found_on == date(2026, 11, 3)


def test_the_page_of_a_past_date_has_the_site_but_no_channels_of_today(client, region):
    make.a_channel(region=region, kind="site", url=SITE)
    make.a_channel(region=region, url="https://west.example/nieuws/")
    page = client.get("/regios/west/", {"peildatum": "2021-09-01"})

    assert channels_on(page) == []
    assert words(main_of(page).select_one(f'a[href="{SITE}"]')) == "Eigen site van de regio"
    assert not main_of(page).select('a[href="https://west.example/nieuws/"]')


@pytest.mark.parametrize("page", [*PAGES, "/doe-mee/"])
def test_a_page_takes_the_same_queries_for_one_channel_and_for_five(client, region, page):
    make.a_channel(region=region)
    queries = queries_of(client, page)
    for _ in range(4):
        make.a_channel(region=region)

    assert queries_of(client, page) == queries


def test_the_list_of_regions_to_join_takes_the_same_queries_for_one_region_and_for_five(client):
    make.a_channel(region=make.a_region())
    queries = queries_of(client, "/doe-mee/")
    for _ in range(4):
        make.a_channel(region=make.a_region())

    assert queries_of(client, "/doe-mee/") == queries
    assert client.get("/doe-mee/").content.count(b"nog niet nagekeken") == 5


def queries_of(client, page):
    client.get("/over/")  # loads what is cached per version
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)
