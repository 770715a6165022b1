"""A region's own agenda and news: upcoming events first, then the past by year."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from regions.writing.changing import changing
from tests import make
from tests.pages.reading import block, data_of, main_of, names, text_of, words, words_of
from tests.pages.test_queries import queries

pytestmark = pytest.mark.django_db

PARTS = ["agenda", "nieuws"]
on_both_pages = pytest.mark.parametrize("part", PARTS)


@pytest.fixture
def region():
    return make.a_region(name="West", slug="west")


@pytest.fixture
def agenda(client):
    return lambda query="": client.get(f"/regios/west/agenda/{query}")


@pytest.fixture
def news(client):
    return lambda query="": client.get(f"/regios/west/nieuws/{query}")


def event(region, name, year, **fields):
    return make.an_event(region=region, name=name, starts_on=date(year, 3, 1), **fields)


def years(response):
    return words_of(main_of(response).select("nav[aria-label='Per jaar'] > *"))


def row_names(response):
    return words_of(main_of(response).select("a.row__name"))


def test_upcoming_events_come_first_and_past_events_follow_by_year(agenda, region):
    for name, year in [("A", 2021), ("C", 2023), ("D", 2099), ("E", 2098), ("B", 2021)]:
        event(region, name, year)
    make.an_event(name="Elders")

    assert names(block(agenda(), "Wat komt"), "/agenda/") == ["E", "D"]
    assert sorted(names(block(agenda(), "Geweest"), "/agenda/")) == ["A", "B", "C"]
    assert words_of(main_of(agenda()).select("h3")) == ["2023", "2021"]
    assert years(agenda()) == ["Alle jaren", "2099", "2098", "2023", "2021"]


def test_a_year_is_a_link_that_filters_the_agenda(agenda, region):
    event(region, "A", 2021)
    event(region, "D", 2099)

    links = [link["href"] for link in main_of(agenda()).select("nav[aria-label='Per jaar'] a")]
    assert links == ["/regios/west/agenda/?jaar=2099", "/regios/west/agenda/?jaar=2021"]
    assert row_names(agenda("?jaar=2021")) == ["A"]
    title = BeautifulSoup(agenda("?jaar=2021").content, "lxml").title
    assert words(title).startswith("Agenda van West (jaar: 2021)")
    canonical = BeautifulSoup(agenda("?jaar=2021&page=1").content, "lxml").select_one(
        "link[rel=canonical]"
    )
    assert canonical["href"] == "http://testserver/regios/west/agenda/?jaar=2021"


@on_both_pages
@pytest.mark.parametrize(
    "year", ["2020", "02021", "x", "2021.0", "-1", "9" * 40, "%00", "２０２１", "2021%20"]
)
def test_an_unknown_year_narrows_nothing_and_is_reported(client, region, part, year):
    event(region, "A", 2021)
    make.an_article(region=region, name="A", dated="maart 2021")

    response = client.get(f"/regios/west/{part}/?jaar={year}")

    assert row_names(response) == ["A"]
    assert "Uit dat jaar staan hier geen" in text_of(response)


@on_both_pages
@pytest.mark.parametrize("query", ["", "?jaar=", "?jaar=2021"])
def test_a_known_year_or_no_year_gives_no_notice(client, region, part, query):
    event(region, "A", 2021)
    make.an_article(region=region, name="A", dated="2021")

    assert "Uit dat jaar" not in text_of(client.get(f"/regios/west/{part}/{query}"))


def test_news_is_grouped_by_year_with_undated_articles_last(news, region):
    make.an_article(region=region, name="A", dated="2021")
    make.an_article(region=region, name="B", dated="8 januari 2022", kind="verhaal")
    make.an_article(region=region, name="C", dated="december 2021")
    make.an_article(region=region, name="D")
    make.an_article(name="Landelijk")

    assert row_names(news()) == ["B", "C", "A", "D"]
    assert words_of(main_of(news()).select("h2")) == ["2022", "2021", "Datum niet bekend"]
    assert row_names(news("?jaar=2021")) == ["C", "A"]
    assert row_names(news("?jaar=2022")) == ["B"]


@on_both_pages
def test_an_empty_page_says_so_has_links_and_is_not_indexed(client, region, part):
    response = client.get(f"/regios/west/{part}/")

    assert "Deze regio heeft nog" in text_of(response)
    assert main_of(response).select_one(f".absent a[href='/{part}/']")
    assert b'content="noindex"' in response.content


def test_an_agenda_without_upcoming_events_says_so(agenda, region):
    event(region, "A", 2021)
    assert "Er staat nu niets gepland." in text_of(agenda())
    assert "Er staat nu niets gepland." not in text_of(agenda("?jaar=2021"))


@on_both_pages
def test_the_links_between_pages_keep_the_year(client, region, part):
    with changing():
        for _ in range(30):
            event(region, "A", 2021)
            make.an_article(region=region, dated="2021")

    response = client.get(f"/regios/west/{part}/?jaar=2021")
    assert len(row_names(response)) == 24
    next_page = main_of(response).select_one("a[rel=next]")["href"]
    assert len(row_names(client.get(f"/regios/west/{part}/{next_page}"))) == 6


@on_both_pages
def test_drafts_are_hidden(client, region, part):
    event(region, "Concept", 2021, published_from=None)
    event(region, "Concept", 2099, school=make.a_school(published_from=None))
    make.an_article(region=region, name="Concept", dated="2021", published_from=None)

    response = client.get(f"/regios/west/{part}/")
    assert row_names(response) == []
    assert "2021" not in text_of(response)


@on_both_pages
def test_a_draft_region_has_no_agenda_or_news(client, part):
    make.a_region(slug="west", published_from=None)
    assert client.get(f"/regios/west/{part}/").status_code == 404


@on_both_pages
def test_the_old_slug_of_a_region_redirects(client, region, part):
    region.slug = "west-friesland"
    region.save()
    response = client.get(f"/regios/west/{part}/?jaar=2021")

    assert response.status_code == 301
    assert response["Location"] == f"/regios/west-friesland/{part}/?jaar=2021"


@on_both_pages
def test_an_example_region_says_so_and_is_not_indexed(client, part):
    region = make.a_region(slug="west", is_example=True)
    event(region, "A", 2021)
    make.an_article(region=region)
    response = client.get(f"/regios/west/{part}/")

    assert "Dit is een verzonnen voorbeeld." in text_of(response)
    assert b'content="noindex"' in response.content
    assert data_of(response) == []


def test_the_page_of_a_region_links_to_its_agenda_and_news(client, region):
    event(region, "A", 2021)
    make.an_article(region=region, kind="verhaal")
    page = main_of(client.get("/regios/west/"))

    agenda, news = (page.select_one(f"a[href='/regios/west/{part}/']") for part in PARTS)
    assert words(agenda) == "Hele agenda van deze regio"
    assert words(news) == "Al het nieuws van deze regio"


def test_the_breadcrumbs_are_in_the_structured_data(agenda, region):
    event(region, "A", 2021)
    (breadcrumbs,) = data_of(agenda())

    assert [item.get("item") for item in breadcrumbs["itemListElement"]] == [
        "http://testserver/",
        "http://testserver/regios/",
        "http://testserver/regios/west/",
        None,
    ]


@on_both_pages
@pytest.mark.parametrize("rows", [1, 50])
def test_both_pages_take_the_same_queries_for_any_number_of_rows(client, region, part, rows):
    with changing():
        for number in range(rows):
            event(region, "A", 2021 + number, place=make.a_place(), school=make.a_school())
            make.an_article(region=region, dated=str(1990 + number))

    # region, years, count, rows
    assert len(queries(client, f"/regios/west/{part}/")) == 4
