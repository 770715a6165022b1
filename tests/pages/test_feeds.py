"""Atom feeds of news and agenda: per region, municipality and theme, and of the whole site."""

from datetime import UTC, date, datetime

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pactdir.following.streams import STREAMS
from tests import make
from tests.pages.test_following_calendars import rows

pytestmark = pytest.mark.django_db
__all__ = ["rows"]  # a pytest fixture

ABOUT = ["", "/regios/rij", "/gemeenten/rij", "/themas/rij"]
PAGES = {
    "/nieuws/": {"/nieuws.atom"},
    "/agenda/": {"/agenda.atom"},
    "/aanbod/": {"/aanbod.atom"},
    "/regios/rij/agenda/": {"/regios/rij/agenda.atom"},
    "/regios/rij/nieuws/": {"/regios/rij/nieuws.atom"},
    "/themas/rij/": {f"/themas/rij/{name}.atom" for name in ("agenda", "nieuws", "aanbod")},
    **{
        f"{about}/": {
            f"{about}/{name}.atom" for name in ("agenda", "nieuws", "aanbod", "veranderd")
        }
        for about in ("/regios/rij", "/gemeenten/rij")
    },
}


def read(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed
    return feed


@pytest.fixture
def article(rows):
    article = make.an_article(slug="bericht", name="<b>Nieuw</b> & goed", region=rows.region)
    make.an_article_theme(article=article, theme=rows.themes[0])
    return article


@pytest.mark.parametrize("about", ABOUT)
def test_every_feed_has_its_rows_and_a_title(rows, article, client, about):
    agenda, news = (read(client, f"{about}/{stream}.atom") for stream in ("agenda", "nieuws"))

    (event_entry,), (article_entry,) = agenda.entries, news.entries
    assert event_entry.title.startswith("Rij: ")
    assert event_entry.link == "http://testserver/agenda/dag/"
    assert article_entry.title == "<b>Nieuw</b> & goed"
    assert article_entry.link == "http://testserver/nieuws/bericht/"
    assert agenda.feed.title.startswith("Agenda ")
    assert news.feed.title.startswith("Nieuws ")
    assert agenda.feed.links[1].href == f"http://testserver{about}/agenda.atom"
    assert len({agenda.feed.id, news.feed.id, event_entry.id, article_entry.id}) == 4


@pytest.mark.parametrize("about", ABOUT)
def test_offers_have_a_feed_without_past_ones(rows, client, about):
    theme = rows.themes[0]
    for fields in ({"name": "Techlab"}, {"name": "Was er", "ends": date(2021, 1, 1)}):
        offer = make.an_offer(region=rows.region, school=rows.school, **fields)
        make.an_offer_theme(offer=offer, theme=theme)
    elsewhere = make.an_offer(region=make.a_region(), name="Ook hier")
    make.an_offer_region(offer=elsewhere, region=rows.region)
    make.an_offer_theme(offer=elsewhere, theme=theme)

    feed = read(client, f"{about}/aanbod.atom")

    assert {entry.title.partition(" (")[0] for entry in feed.entries} == {"Techlab", "Ook hier"}
    assert feed.feed.title.startswith("Aanbod ")


def test_each_page_declares_its_feeds_and_links_to_them(rows, article, client):
    announced, linked = {}, {}
    for page in PAGES:
        html = BeautifulSoup(client.get(page).content, "lxml")
        announced[page] = {link["href"] for link in html.select("link[rel=alternate]")}
        linked[page] = {link["href"] for link in html.select("main a[type='application/atom+xml']")}
    assert announced == linked == PAGES


def test_a_cancelled_event_keeps_its_entry_with_a_later_date_and_says_so(rows, client):
    rows.history.update(history_date=datetime(2020, 1, 1, tzinfo=UTC))
    (before,) = read(client, "/agenda.atom").entries
    rows.status = "geannuleerd"
    rows.save()
    (after,) = read(client, "/agenda.atom").entries

    assert after.id == before.id
    assert after.title.startswith("AFGELAST: Rij")
    assert after.updated > before.updated


def test_an_empty_feed_is_dated_and_an_old_url_redirects_to_the_same_feed(rows, client):
    assert read(client, "/regios/rij/nieuws.atom").feed.updated
    rows.region.slug = "nieuw"
    rows.region.save()
    response = client.get("/regios/rij/nieuws.atom")

    assert (response.status_code, response["Location"]) == (301, "/regios/nieuw/nieuws.atom")


def test_a_feed_takes_the_same_queries_for_one_row_and_for_fifty(rows, article, client):
    addresses = [f"{about}/{stream}.atom" for about in ABOUT for stream in STREAMS]

    def queries():
        counts = {}
        client.get("/regios/rij/")
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                read(client, address)
            counts[address] = len(captured)
        return counts

    one = queries()
    for _ in range(49):
        event = make.an_event(region=rows.region, school=rows.school, starts_on=date(2099, 1, 1))
        make.an_event_theme(event=event, theme=rows.themes[0])
        row = make.an_article(region=rows.region)
        make.an_article_theme(article=row, theme=rows.themes[0])
        offer = make.an_offer(region=rows.region, school=rows.school)
        make.an_offer_theme(offer=offer, theme=rows.themes[0])
    assert queries() == one
    assert max(one.values()) <= 6, one
