"""What editors may not do; a revoked right is gone on the next request."""

import pytest
from django.contrib import admin as django_admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from news.models import Article, Event
from pactdir.models import AuditEvent, ErrorReport, Submission
from regions.directory import DirectoryModel
from regions.models import Agreement, Confirmation, Contact, Goal, Preview, Region, Theme
from regions.models.people import AssignmentRole
from tests import make
from tests.admin.filling import address, opened

# Editors see the part of their own region without any Django permission.
FOR_LEADERS_TOO = (AuditEvent, ErrorReport, Preview, Submission)


@pytest.fixture
def region(db):
    return make.a_region(name="West")


@pytest.fixture
def user(client, region):
    user = make.a_user()
    client.force_login(user)
    return user


@pytest.fixture
def editor(user, region):
    return make.an_assignment(user=user, region=region, role=AssignmentRole.EDITOR)


@pytest.fixture
def leader(user, region):
    return make.an_assignment(user=user, region=region, role=AssignmentRole.LEADER)


def changed(client, row, **changes):
    form = opened(client, type(row), row)
    form.update(changes)
    client.post(form.where, {k: v for k, v in form.items() if v not in ([], None)})
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("make_one", [make.an_article, make.an_event], ids=["article", "event"])
def test_an_editor_saves_a_draft_and_cannot_publish_it(client, region, editor, make_one):
    draft = make_one(region=region, published_from=None)

    after = changed(client, draft, name="Beter", published_from="2020-01-01")

    assert (after.name, after.published_from) == ("Beter", None)


@pytest.mark.parametrize("make_one", [make.an_article, make.an_event], ids=["article", "event"])
def test_an_editor_cannot_change_published_rows(client, region, editor, make_one):
    row = make_one(region=region, name="Goed")

    assert client.post(address(type(row), "change", row.pk), {"name": "Slecht"}).status_code == 403
    assert client.post(address(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(type(row), "changelist"), chosen)

    assert type(row).objects.get(pk=row.pk).name == "Goed"


def test_an_editor_cannot_change_a_published_region(client, region, editor):
    rows = [
        region,
        make.a_goal(region=region),
        make.a_contact(region=region),
        make.an_agreement(region=region),
    ]
    for row in rows:
        assert client.get(address(type(row), "change", row.pk)).status_code == 200
        assert client.post(address(type(row), "change", row.pk), {}).status_code == 403
    for model in (Region, Goal, Contact, Agreement, Confirmation):
        assert client.get(address(model, "add")).status_code == 403
        assert client.post(address(model, "add"), {"region": region.pk}).status_code == 403


def test_an_editor_cannot_confirm_in_a_draft_region_either(client, region, editor):
    region.published_from = None
    region.save()
    form = opened(client, Region, region)

    assert "confirmations-TOTAL_FORMS" not in form or "confirmations-0-on" not in form
    form |= {
        "confirmations-TOTAL_FORMS": "1",
        "confirmations-INITIAL_FORMS": "0",
        "confirmations-0-block": "about",
        "confirmations-0-on": "2026-01-01",
        "published_from": "2020-01-01",
    }
    client.post(form.where, {k: v for k, v in form.items() if v not in ([], None)})

    assert not Confirmation.objects.exists()
    assert client.post(address(Confirmation, "add"), {"region": region.pk}).status_code == 403
    region.refresh_from_db()
    assert region.published_from is None


def test_a_withdrawn_assignment_has_no_effect_in_the_next_request(client, region, leader):
    goal = make.a_goal(region=region, text="Meer meisjes")
    where = address(Goal, "change", goal.pk)
    assert client.get(where).status_code == 200

    leader.delete()

    for answer in (client.get(where), client.post(where, {"text": "Minder"})):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("admin:login"))
    assert Goal.objects.get(pk=goal.pk).text == "Meer meisjes"


def test_a_leader_who_becomes_an_editor_can_no_longer_publish(client, region, leader):
    draft = make.an_article(region=region, published_from=None)
    other = make.an_article(region=region, published_from=None)
    assert changed(client, draft, published_from="2020-01-01").published_from is not None

    leader.role = AssignmentRole.EDITOR
    leader.save()

    assert changed(client, other, published_from="2020-01-01").published_from is None
    assert client.post(address(Article, "change", draft.pk), {}).status_code == 403


def test_a_leader_of_one_region_and_editor_of_another_publishes_only_in_the_first(
    client, region, leader
):
    second = make.a_region(name="Oost")
    make.an_assignment(user=leader.user, region=second, role=AssignmentRole.EDITOR)
    own = make.an_event(region=region)
    draft = make.an_event(region=second, published_from=None)

    assert changed(client, draft, published_from="2020-01-01").published_from is None
    assert changed(client, own, region=str(second.pk)).region == region  # because it is published


@pytest.mark.parametrize("make_one", [make.an_article, make.an_event], ids=["article", "event"])
def test_a_leader_cannot_make_a_row_national(client, region, leader, make_one):
    row = make_one(region=region, name="Van hier")
    form = opened(client, type(row), row)

    assert changed(client, row, region="", name="Van overal").region == region
    client.post(address(type(row), "add"), {**form, "region": "", "name": "Nieuw"})

    assert list(type(row).objects.values_list("region", "name")) == [(region.pk, "Van hier")]


def test_a_leader_can_neither_add_nor_delete_regions(client, region, leader):
    assert client.get(address(Region, "add")).status_code == 403
    assert client.post(address(Region, "add"), {"name": "Nieuw"}).status_code == 403
    assert client.post(address(Region, "delete", region.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [region.pk], "post": "yes"}
    client.post(address(Region, "changelist"), chosen)

    assert list(Region.objects.all()) == [region]


def test_a_leader_of_two_regions_works_in_both_and_between_them(client, region, leader):
    second = make.a_region(name="Oost")
    make.an_assignment(user=leader.user, region=second, role=AssignmentRole.LEADER)
    event = make.an_event(region=region)

    assert changed(client, event, region=str(second.pk), name="Verhuisd").region == second
    assert changed(client, make.a_goal(region=second), text="Ook hier").text == "Ook hier"


@pytest.fixture
def permitted(leader):
    everything = Group.objects.create(name="Alles")
    everything.permissions.set(Permission.objects.all())
    leader.user.groups.add(everything)
    leader.user.user_permissions.set(Permission.objects.all())
    leader.user.is_staff = True
    leader.user.save()
    return leader.user


def test_a_django_permission_or_group_gives_no_access(client, permitted):
    other, theme = make.an_event(region=make.a_region()), make.a_theme(name="Robots")

    assert client.post(address(Theme, "change", theme.pk), {"name": "x"}).status_code == 403
    assert client.post(address(Theme, "delete", theme.pk), {"post": "yes"}).status_code == 403
    assert client.get(address(Event, "change", other.pk)).status_code == 302


@pytest.mark.parametrize(
    "model",
    [
        model
        for model in django_admin.site._registry
        if not issubclass(model, DirectoryModel) and model not in FOR_LEADERS_TOO
    ],
)
def test_a_django_permission_opens_no_page_reserved_for_national_editors(client, permitted, model):
    for page in ("changelist", "add"):
        assert client.get(address(model, page)).status_code == 403
        assert client.post(address(model, page), {}).status_code == 403
    lists = client.get(reverse("admin:app_list", args=[model._meta.app_label]))
    assert address(model, "changelist") not in lists.content.decode()
    model_admin = django_admin.site.get_model_admin(model)
    assert not model_admin.has_module_permission(lists.wsgi_request)
    assert not model_admin.has_delete_permission(lists.wsgi_request)
