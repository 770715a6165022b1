"""Rights derive from assignments, and are read on every request."""

from datetime import date
from functools import partial

import pytest

from news.models import Article
from regions.assigned_rights import rights_of_user
from regions.history.records import readable_records
from regions.models import Contact, Goal, Region, Theme
from regions.models.people import AssignmentRole
from regions.rights import Rights, region_of
from schools.models import School
from tests import make

PUBLISHED = date(2024, 1, 1)


@pytest.fixture
def own(db):
    return make.a_region(name="West", published_from=PUBLISHED)


@pytest.fixture
def other(db):
    return make.a_region(name="Oost", published_from=PUBLISHED)


def make_leader(*regions):
    return make_user(AssignmentRole.LEADER, *regions)


def make_editor(*regions):
    return make_user(AssignmentRole.EDITOR, *regions)


def make_user(role, *regions):
    user = make.a_user()
    for region in regions:
        make.an_assignment(user=user, region=region, role=role)
    return user


def test_a_user_without_an_assignment_has_no_rights(own):
    make.a_school()
    rights = rights_of_user(make.a_user(is_staff=True))

    assert rights == Rights()
    assert not rights.open_admin
    assert not School.objects.visible_to(rights).exists()
    assert not readable_records(School, rights).exists()


def test_a_national_editor_may_do_everything(own, other):
    rights = rights_of_user(make.a_national_editor())

    assert set(Region.objects.visible_to(rights)) == {own, other}
    assert rights.may_change(make.an_article(region=None))


def test_an_inactive_user_has_no_rights(own):
    user = make_leader(own)
    user.is_active = False

    assert rights_of_user(user) == Rights()


def test_a_leader_sees_rows_of_their_regions_and_shared_rows(own, other):
    rights = rights_of_user(make_leader(own))
    own_article = make.an_article(region=own)
    make.an_article(region=other)
    make.an_article(region=None)
    make.a_goal(region=other)
    theme, school = make.a_theme(), make.a_school()

    assert list(Region.objects.visible_to(rights)) == [own]
    assert list(Article.objects.visible_to(rights)) == [own_article]
    assert not Goal.objects.visible_to(rights).exists()
    assert theme in Theme.objects.visible_to(rights)
    assert school in School.objects.visible_to(rights)


def test_a_leader_of_two_regions_has_rights_in_both(own, other):
    rights = rights_of_user(make_leader(own, other))

    assert set(Region.objects.visible_to(rights)) == {own, other}
    assert rights.may_change(own)
    assert rights.may_change(other)


def test_a_leader_may_change_rows_of_their_region_but_no_shared_rows(own, other):
    rights = rights_of_user(make_leader(own))

    assert rights.may_change(own)
    assert rights.may_change(make.a_contact(region=own))
    assert not rights.may_change(make.a_contact(region=other))
    assert not rights.may_change(make.a_theme())
    assert not rights.may_change(make.an_article(region=None))


def test_an_editor_may_change_only_drafts(own):
    rights = rights_of_user(make_editor(own))

    assert rights.may_change(make.an_article(region=own, published_from=None))
    assert not rights.may_change(make.an_article(region=own, published_from=PUBLISHED))
    assert not rights.may_change(make.an_article(region=own, published_from=date(2999, 1, 1)))
    assert not rights.may_change(make.a_goal(region=own))
    assert not rights.may_publish_in(own.pk)


def test_an_editor_may_change_everything_in_a_draft_region(db):
    draft = make.a_region(published_from=None)
    rights = rights_of_user(make_editor(draft))

    assert rights.may_change(draft)
    assert rights.may_change(make.a_goal(region=draft))
    assert not rights.may_publish_in(draft.pk)


def test_a_child_row_is_as_public_as_its_parent(own):
    draft = make.a_region(published_from=None)
    rights = rights_of_user(make_editor(own, draft))

    assert rights.may_change(make_article_theme(region=own, published_from=None))
    assert not rights.may_change(make_article_theme(region=own, published_from=PUBLISHED))
    assert not rights.may_change(make_article_theme(region=draft, published_from=PUBLISHED))


def make_article_theme(**article):
    return make.an_article_theme(article=make.an_article(**article))


def test_a_row_belongs_to_the_region_at_the_end_of_its_owner_path(own):
    assert region_of(own) == own.pk
    assert region_of(make.a_goal(region=own)) == own.pk
    assert region_of(make.an_article(region=None)) is None
    assert region_of(make.a_theme()) is None


def test_a_model_without_an_owner_is_visible_only_to_national_editors(own, monkeypatch):
    make.a_contact(region=own)
    monkeypatch.setattr(Contact, "owner_path", None)
    leader, national = rights_of_user(make_leader(own)), rights_of_user(make.a_national_editor())

    for lookup in (Contact.objects.visible_to, partial(readable_records, Contact)):
        assert not lookup(leader).exists()
        assert lookup(national).exists()
