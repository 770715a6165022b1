"""Slugs proposed by drafts of other regions are invisible to leaders."""

import pytest

from news.models import Article
from tests import make
from tests.admin.filling import address, opened
from tests.pages.reading import text_of

TODAY = "2026-01-01"


@pytest.fixture
def region(db):
    return make.a_region(name="West")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


@pytest.fixture
def elsewhere(db):
    return make.an_article(region=make.a_region(), slug="open-dag", published_from=None)


def filled_in(form, region, **fields):
    form.update({"name": "Open dag", "kind": "nieuws", "region": region.pk, "source": "bron"})
    form.update({"dated": TODAY} | fields)
    return form


def test_a_leader_gets_the_slug_that_a_draft_elsewhere_proposes(leader, region, elsewhere):
    assert filled_in(opened(leader, Article), region).send().saved
    draft = Article.objects.get(region=region)
    form = opened(leader, Article, draft)
    form["published_from"] = TODAY

    assert form.send().saved

    assert [Article.objects.get(pk=draft.pk).slug, elsewhere.slug] == ["open-dag", "open-dag"]


def test_a_row_published_at_once_gets_that_slug_too(leader, region, elsewhere):
    assert filled_in(opened(leader, Article), region, published_from=TODAY).send().saved

    assert Article.objects.get(region=region).slug == "open-dag"


def test_an_undeleted_row_gets_the_slug_that_a_draft_elsewhere_proposes(leader, region, elsewhere):
    deleted = make.an_article(region=region, name="Open dag", slug="open-dag")
    key = deleted.pk
    deleted.delete()
    back = address(Article, "undelete", Article.history.get(id=key, history_type="-").pk)

    page = leader.get(back)
    assert "open-dag-2" not in page.content.decode()
    assert "intussen van iets anders" not in page.content.decode()
    assert leader.post(back).status_code == 302

    assert Article.objects.get(pk=key).slug == "open-dag"


def test_a_preview_of_a_draft_does_not_show_the_published_page_with_its_slug(leader, region):
    make.an_article(region=region, name="Van vorig jaar", slug="open-dag")
    draft = make.an_article(region=region, name="Nieuw", slug="open-dag", published_from=None)
    form = opened(leader, Article, draft)
    form = {name: value for name, value in form.items() if value not in ([], None)}

    answer = leader.post(address(Article, "change", draft.pk), {**form, "_preview": "Voorbeeld"})

    assert "Nieuw" in text_of(leader.get(answer.url))
    draft.refresh_from_db()
    assert (draft.slug, draft.published_from) == ("open-dag", None)


def test_a_taken_slug_is_an_error_at_its_field_for_national_editors(client, region):
    client.force_login(make.a_national_editor())
    make.an_article(region=region, slug="open-dag")
    draft = make.an_article(region=region, slug="open-dag", published_from=None)
    form = opened(client, Article, draft)
    form["published_from"] = TODAY

    answer = form.send()

    assert list(answer.errors) == ["slug"]
