"""Schools, partners and offers that an article is about, on its page and on theirs."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from news.models import ArticleOffer, ArticlePartner, ArticleSchool
from tests import make

pytestmark = pytest.mark.django_db
KINDS = [
    (ArticleSchool, make.an_article_school, make.a_school),
    (ArticlePartner, make.an_article_partner, make.a_partner),
    (ArticleOffer, make.an_article_offer, make.an_offer),
]
each_kind = pytest.mark.parametrize(
    ("model", "a_link", "a_row"), KINDS, ids=["school", "partner", "offer"]
)


def links(client, row):
    page = BeautifulSoup(client.get(row.get_absolute_url()).content, "lxml").main
    return [link["href"] for link in page.select("a[href^='/']")]


@each_kind
def test_an_article_and_what_it_is_about_link_to_each_other(client, model, a_link, a_row):
    article, row = make.an_article(), a_row()
    a_link(**{"article": article, model.linked_field: row})

    assert row.get_absolute_url() in links(client, article)
    assert article.get_absolute_url() in links(client, row)


@each_kind
def test_a_draft_is_on_neither_page(client, model, a_link, a_row):
    article, row = make.an_article(), a_row()
    a_link(**{"article": make.an_article(slug="concept", **make.drafts), model.linked_field: row})
    draft = a_row(slug="ook-concept", **make.drafts)
    a_link(**{"article": article, model.linked_field: draft})

    assert draft.get_absolute_url() not in links(client, article)
    assert "/nieuws/concept/" not in links(client, row)


def test_an_article_of_a_draft_region_is_not_on_the_page_of_its_school(client):
    article = make.an_article(region=make.a_region(**make.drafts))
    school = make.an_article_school(article=article).school

    assert article.get_absolute_url() not in links(client, school)


def test_past_offers_come_last_and_say_that_they_are_past(client):
    article = make.an_article()
    for name, ends in [("Ahorn", "2021"), ("Zonnebloem", "2099")]:
        offer = make.an_offer(name=name, starts="2020", ends=ends)
        make.an_article_offer(article=article, offer=offer)

    page = BeautifulSoup(client.get(article.get_absolute_url()).content, "lxml")
    rows = page.select("#iets-doen .row")

    assert [row.select_one(".row__name").text for row in rows] == ["Zonnebloem", "Ahorn"]
    assert "Was er" in rows[1].text


def test_a_school_lists_its_newest_articles_and_on_a_past_date_those_of_then(client):
    school = make.a_school(slug="school")
    for year in range(2010, 2022):
        article = make.an_article(name=f"Bericht van {year}", slug=f"van-{year}", dated=str(year))
        make.an_article_school(article=article, school=school)

    assert links_to_news(client, "/scholen/school/") == [2021 - n for n in range(10)]
    assert links_to_news(client, "/scholen/school/?peildatum=2011-06-01") == [2011, 2010]


def links_to_news(client, address):
    page = BeautifulSoup(client.get(address).content, "lxml")
    return [int(link["href"][-5:-1]) for link in page.select("a[href^='/nieuws/van-']")]


@each_kind
def test_an_invented_article_is_only_about_invented_rows(model, a_link, a_row):
    example = make.a_region(is_example=True)
    article = make.an_article(region=example)

    with pytest.raises(ValidationError, match="verzonnen"):
        a_link(**{"article": article, model.linked_field: a_row()})


@each_kind
def test_a_row_is_linked_once(model, a_link, a_row):
    link = a_link()

    with pytest.raises(ValidationError, match="staat er al"):
        a_link(**{"article": link.article, model.linked_field: getattr(link, model.linked_field)})
