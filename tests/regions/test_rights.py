"""Who may what: asked of the assignments, for every request anew."""

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


def a_leader(*regions):
    return who(AssignmentRole.LEADER, *regions)


def an_editor(*regions):
    return who(AssignmentRole.EDITOR, *regions)


def who(role, *regions):
    user = make.a_user()
    for region in regions:
        make.an_assignment(user=user, region=region, role=role)
    return user


def test_a_user_without_assignment_may_nothing(own):
    make.a_school()
    rights = rights_of_user(make.a_user(is_staff=True))

    assert rights == Rights()
    assert not rights.open_admin
    assert not School.objects.visible_to(rights).exists()
    assert not readable_records(School, rights).exists()


def test_a_national_editor_may_everything(own, other):
    rights = rights_of_user(make.a_national_editor())

    assert set(Region.objects.visible_to(rights)) == {own, other}
    assert rights.may_change(make.an_article(region=None))


def test_who_left_may_nothing(own):
    user = a_leader(own)
    user.is_active = False

    assert rights_of_user(user) == Rights()


def test_a_leader_sees_what_their_regions_own_and_what_all_share(own, other):
    rights = rights_of_user(a_leader(own))
    mine = make.an_article(region=own)
    make.an_article(region=other)
    make.an_article(region=None)
    make.a_goal(region=other)
    theme, school = make.a_theme(), make.a_school()

    assert list(Region.objects.visible_to(rights)) == [own]
    assert list(Article.objects.visible_to(rights)) == [mine]
    assert not Goal.objects.visible_to(rights).exists()
    assert theme in Theme.objects.visible_to(rights)
    assert school in School.objects.visible_to(rights)


def test_a_leader_of_two_regions_works_in_both(own, other):
    rights = rights_of_user(a_leader(own, other))

    assert set(Region.objects.visible_to(rights)) == {own, other}
    assert rights.may_change(own)
    assert rights.may_change(other)


def test_a_leader_changes_their_own_and_nothing_that_is_shared(own, other):
    rights = rights_of_user(a_leader(own))

    assert rights.may_change(own)
    assert rights.may_change(make.a_contact(region=own))
    assert not rights.may_change(make.a_contact(region=other))
    assert not rights.may_change(make.a_theme())
    assert not rights.may_change(make.an_article(region=None))


def test_an_editor_writes_drafts_and_keeps_off_what_is_published(own):
    rights = rights_of_user(an_editor(own))

    assert rights.may_change(make.an_article(region=own, published_from=None))
    assert not rights.may_change(make.an_article(region=own, published_from=PUBLISHED))
    assert not rights.may_change(make.an_article(region=own, published_from=date(2999, 1, 1)))
    assert not rights.may_change(make.a_goal(region=own))
    assert not rights.may_publish_in(own.pk)


def test_an_editor_writes_all_of_a_region_that_is_a_draft(db):
    draft = make.a_region(published_from=None)
    rights = rights_of_user(an_editor(draft))

    assert rights.may_change(draft)
    assert rights.may_change(make.a_goal(region=draft))
    assert not rights.may_publish_in(draft.pk)


def test_what_hangs_below_a_row_is_as_public_as_that_row(own):
    draft = make.a_region(published_from=None)
    rights = rights_of_user(an_editor(own, draft))

    assert rights.may_change(a_theme_of(region=own, published_from=None))
    assert not rights.may_change(a_theme_of(region=own, published_from=PUBLISHED))
    assert not rights.may_change(a_theme_of(region=draft, published_from=PUBLISHED))


def a_theme_of(**article):
    return make.an_article_theme(article=make.an_article(**article))


def test_a_row_belongs_to_the_region_that_owns_it(own):
    assert region_of(own) == own.pk
    assert region_of(make.a_goal(region=own)) == own.pk
    assert region_of(make.an_article(region=None)) is None
    assert region_of(make.a_theme()) is None


def test_a_model_that_says_nothing_is_seen_by_national_editors_only(own, monkeypatch):
    make.a_contact(region=own)
    monkeypatch.setattr(Contact, "owner_path", None)
    leader, national = rights_of_user(a_leader(own)), rights_of_user(make.a_national_editor())

    for seen in (Contact.objects.visible_to, partial(readable_records, Contact)):
        assert not seen(leader).exists()
        assert seen(national).exists()
