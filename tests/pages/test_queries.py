"""A page takes the same queries for one row and for fifty."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.models import Municipality
from regions.writing.changing import changing
from tests import make


def rows_on_every_list(rows):
    region = make.a_region(slug="regio")
    municipality = make.a_municipality(slug="gemeente")
    place = make.a_place(municipality=municipality)
    school = make.a_school(slug="school", place=place)
    partner = make.a_partner(slug="partner", place=place)
    make.a_postcode_area(code="1703", place=place)
    indicator = make.an_indicator(slug="indicator")
    make.a_figure(indicator=indicator, profile="pie")
    with changing():
        for number in range(rows):
            make.an_agreement(
                region=region, lead_organisation=make.an_organisation(), ends=str(2030 + number)
            )
            make.a_goal(region=region)
            make.a_contact(region=region)
            make.a_region_theme(region=region)
            make.a_confirmation(region=region)
            make.a_school_participation(region=region, school=make.a_school(place=place))
            make.a_former_name(school=school)
            make.a_figure(
                region=region, area_code=region.slug, indicator=make.an_indicator(unit="euro")
            )
            make.a_figure(school=school, area_code=school.slug, indicator=make.an_indicator())
            town = make.a_municipality()
            make.a_neighbour(municipality=municipality, neighbour=town)
            make.a_figure(
                indicator=indicator, municipality=town, area_code=town.code, profile="pie"
            )
            make.a_partner_participation(region=region, partner=make.a_partner(place=place))
            make.a_municipality_participation(region=region)
            make.a_school_participation(region=region)
            make.a_succession(new=municipality)
            make.a_boundary(municipality=make.a_neighbour(neighbour=municipality).municipality)
            near = make.a_school(place=place, latitude=52.6, longitude=4.8)
            make.a_former_name(school=near)
            make.an_event(school=near)
            make.an_article(region=region)
            make.an_article(region=region, kind="verhaal")
            make.an_event(region=region, place=place)
            make.an_event(region=region, starts_on=date(2021, 1, 1), place=place)
            make.an_event(school=school)
            make.an_offer(region=region, partner=make.a_partner(place=place))
            other = make.a_region()
            make.an_agreement(region=other)
            make.a_school_participation(region=other, school=school)
            make.a_partner_participation(region=other, partner=partner)
            make.a_municipality_participation(region=other, municipality=municipality)
            make.a_partner_participation(region=other)
    article = make.an_article(slug="artikel", region=region)
    offer = make.an_offer(slug="aanbod", region=region, school=school, place=place)
    event = make.an_event(slug="activiteit", region=region, school=school, place=place)
    with changing():
        for _ in range(rows):
            make.an_article_theme(article=article)
            make.an_event_theme(event=event)
            make.an_offer_theme(offer=offer)
            make.an_offer_region(offer=offer)
            make.an_article_school(article=article)
            make.an_article_partner(article=article)
            make.an_article_offer(article=article)
            make.an_article_school(school=school)
            make.an_article_partner(partner=partner)
            make.an_article_offer(offer=offer)
            make.a_region_document(region=region)
            make.an_article_document(article=article)
            make.an_offer_document(offer=offer)


def queries(client, address):
    assert connection.features.supports_json_field  # SQLite is queried once per connection
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    # The first one, on every page, reads the content version (pactdir/page_store/middleware.py);
    # values cached for that version, such as the status of each region, take no query.
    return [query["sql"] for query in captured][1:]


@pytest.fixture(params=[1, 50])
def counts(request, db, client):
    rows_on_every_list(request.param)
    if connection.vendor == "postgresql":
        # Autovacuum does this within a minute; until then the planner may assume empty tables.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    # Values computed once after a change (tests/regions/test_version_cache.py).
    client.get("/kaart/nederland.svg")
    client.get("/regios/regio.csv")
    client.get("/vergelijken/?school=school")
    client.get("/zoeken/?q=regio")
    client.get("/dichtbij/1703/?afstand=5")
    client.get("/cijfers/?per=regio")
    client.get("/regios/regio/jaar/")
    other = Municipality.objects.exclude(slug="gemeente").first()
    client.get(f"/voor-gemeenten/?gemeente={other.slug}")
    return {address: len(queries(client, address)) for address in [*LISTS, *PAGES]}


# Number of queries, whatever the number of rows; comments list them in order.
LISTS = {
    # choices, counts, rows
    "/regios/": 3,
    # choices, counts, rows, old names, regions stated and derived
    "/gemeenten/": 5,
    # the same without the choices, which are cached
    "/gemeenten/?regio=regio&provincie=noord-holland&regio=geen": 4,
    # choices, counts, rows, former names, regions
    "/scholen/": 5,
    "/scholen/?regio=regio&regio=onbekend&naam=o": 4,
    # choices, counts, rows, regions
    "/partners/": 4,
    # choices, counts, keys of both in order, offers, events
    "/aanbod/": 5,
    # the postcode, the word and what is near it too, but not the choices, which are cached
    "/aanbod/?bij=1703&naam=o&voor=mbo": 8,
    # choices, counts, rows
    "/nieuws/": 3,
    "/agenda/": 3,
}
PAGES = {
    # upcoming events, articles (past events if there are none)
    "/": 2,
    # partners, schools and their former names, themes, confirmations, boundaries, articles, events,
    # offers, figures, documents
    "/regios/regio/": 11,
    # municipality; partners, schools, funding and confirmations of its regions; schools and their
    # former names, postcodes, figures, neighbours, offers; all successions, starts
    "/gemeenten/gemeente/": 13,
    # municipalities, participating schools and partners, former names, closed schools, events,
    # offers, articles, figures
    "/regios/regio/tijdlijn/": 9,
    # the same; municipality
    "/gemeenten/gemeente/tijdlijn/": 10,
    # those of the timeline, schools and their former names, schools that succeeded another, figures
    # of both, municipalities derived from schools, and successions
    "/regios/regio/jaar/2025/": 15,
    # those of the timeline, confirmations, figures, and the history of the page, of the figures and
    # of everything else
    "/regios/regio/veranderd/": 14,
    "/gemeenten/gemeente/veranderd/": 15,
    # as of a past date: no confirmations and boundaries, but municipalities derived from schools,
    # successions, and schools that succeed another
    "/regios/regio/?peildatum=2026-01-01": 11,
    # school, regions, events, offers, articles, former names, predecessors, figures
    "/scholen/school/": 8,
    # as of a past date: the successions too
    "/scholen/school/?peildatum=2026-01-01": 9,
    "/gemeenten/gemeente/?peildatum=2026-01-01": 14,
    # articles about an early start
    "/voor-gemeenten/": 1,
    # those of the municipality's page; themes, articles, events, mbo colleges
    "/voor-gemeenten/?gemeente=gemeente": 15,
    # indicators, themes
    "/cijfers/": 2,
    # indicator, figures of the first profile, figures of areas as named by a source
    "/cijfers/indicator/": 3,
    # partner, regions, offers, articles; as of a past date the successions too
    "/partners/partner/": 4,
    "/partners/partner/?peildatum=2026-01-01": 5,
    # the row, other regions, themes, articles, documents
    "/aanbod/aanbod/": 5,
    # the row, its themes, the goals it is evidence for, schools, partners, offers,
    # documents
    "/nieuws/artikel/": 7,
    "/agenda/activiteit/": 2,
    # exact words and prefixes, the page
    "/zoeken/?q=regio": 3,
    # exact words and prefixes
    "/zoeken/?q=0123": 2,
    # postcode, boundaries around it, the schools shown, offers, agenda, road distance
    "/dichtbij/1703/": 6,
}


def test_a_page_takes_the_same_queries_for_one_row_and_for_fifty(counts):
    assert counts == LISTS | PAGES
