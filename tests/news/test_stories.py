"""Pull quotes, goals, and the links that share an article."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from news.models import Article
from tests import make
from tests.admin.filling import opened

pytestmark = pytest.mark.django_db
QUOTE = {"quote": "Meten is weten.", "quoted_role": "docent techniek"}


def page(client, article):
    return BeautifulSoup(client.get(article.get_absolute_url()).content, "lxml")


def test_a_quote_names_the_role_of_the_person_quoted(client):
    quote = page(client, make.an_article(**QUOTE)).select_one("figure.quote")

    assert quote.blockquote.text == "“Meten is weten.”"
    assert quote.figcaption.text == "Docent techniek"


@pytest.mark.parametrize("missing", QUOTE)
def test_a_quote_needs_both_its_text_and_a_role(missing):
    with pytest.raises(ValidationError):
        make.an_article(**{**QUOTE, missing: ""})


def test_a_missing_role_is_reported_at_its_field(editor):
    form = opened(editor, Article, make.an_article(region=make.a_region()))
    form["quote"] = "Meten is weten."
    assert set(form.send().errors) == {"quoted_role"}


def test_an_article_links_to_the_goals_it_is_evidence_for(client):
    region = make.a_region(name="West-Friesland")
    article = make.an_article(region=region)
    goal = make.a_goal(region=region, text="Meer meisjes in de techniek.")
    make.a_goal_article(goal=goal, article=article)

    link = page(client, article).find("a", href=goal.get_absolute_url())

    assert link.text == "Meer meisjes in de techniek."


def test_an_article_is_shared_by_mail_or_by_its_url(client):
    article = make.an_article(name="Robots & drones: 50% meer", slug="robots")

    share = page(client, article).find("summary", string="Deel dit bericht").parent

    assert share.a["href"] == (
        "mailto:?subject=Robots%20%26%20drones%3A%2050%25%20meer"
        "&body=http%3A%2F%2Ftestserver%2Fnieuws%2Frobots%2F"
    )
    assert share.code.text == "http://testserver/nieuws/robots/"
    assert not share.find("script")


@pytest.fixture
def editor(client):
    client.force_login(make.a_national_editor())
    return client
