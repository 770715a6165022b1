"""What an article is about, chosen in its form by the editors of its region."""

import pytest

from news.models import Article, ArticleOffer, ArticlePartner, ArticleSchool
from regions.models.people import AssignmentRole
from tests import make
from tests.admin.filling import address, opened

KINDS = [
    (ArticleSchool, "article_schools"),
    (ArticlePartner, "article_partners"),
    (ArticleOffer, "article_offers"),
]
each_kind = pytest.mark.parametrize(("model", "prefix"), KINDS, ids=["school", "partner", "offer"])


@pytest.fixture
def region(db):
    return make.a_region(name="West")


@pytest.fixture
def leader(client, region):
    return logged_in(client, region, AssignmentRole.LEADER)


def logged_in(client, region, role):
    user = make.a_user()
    make.an_assignment(user=user, region=region, role=role)
    client.force_login(user)
    return client


def row_in(region, model, **fields):
    if model is ArticleSchool:
        return make.a_school_participation(region=region, school=make.a_school(**fields)).school
    if model is ArticlePartner:
        return make.a_partner_participation(region=region, partner=make.a_partner(**fields)).partner
    return make.an_offer(region=region, **fields)


@each_kind
def test_a_leader_chooses_among_rows_of_the_region(leader, region, model, prefix):
    article = make.an_article(region=region)
    own, elsewhere = row_in(region, model), row_in(make.a_region(), model)

    form = opened(leader, Article, article)
    form.add_row(prefix, **{model.linked_field: elsewhere})
    assert not form.send().saved
    form[f"{prefix}-0-{model.linked_field}"] = str(own.pk)
    assert form.send().saved
    assert getattr(model.objects.get(), model.linked_field) == own


@each_kind
def test_choices_of_a_national_editor_stay_when_a_leader_saves(leader, region, model, prefix):
    article = make.an_article(region=region)
    chosen = [row_in(make.a_region(), model) for _ in range(2)]
    for row in chosen:
        model.objects.create(**{"article": article, model.linked_field: row})

    form = opened(leader, Article, article)
    form["intro"] = "Anders."
    assert form.send().saved
    assert {getattr(link, model.linked_field) for link in model.objects.all()} == set(chosen)


@each_kind
def test_an_editor_links_a_draft_but_no_published_article(client, region, model, prefix):
    logged_in(client, region, AssignmentRole.EDITOR)
    own = row_in(region, model)

    published = opened(client, Article, make.an_article(region=region))
    assert f"{prefix}-__prefix__-{model.linked_field}" not in published
    form = opened(client, Article, make.an_article(region=region, **make.drafts))
    form.add_row(prefix, **{model.linked_field: own})
    assert form.send().saved


@each_kind
def test_the_history_names_what_was_linked(leader, region, model, prefix):
    article = make.an_article(region=region)
    row = row_in(region, model, name="Ahorn")
    form = opened(leader, Article, article)
    form.add_row(prefix, **{model.linked_field: row})
    assert form.send().saved

    history = leader.get(address(Article, "history", article.pk)).content.decode()
    assert f"{model._meta.verbose_name.capitalize()}: Ahorn" in " ".join(history.split())
