"""Each check works on its own, even where another one runs first."""

import pytest
from django.contrib import admin as django_admin
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django.urls import reverse

from news.models import Event
from regions.assigned_rights import rights_of_user
from regions.directory import DirectoryModel
from regions.editing.composed import part_of
from regions.editing.deleted_pages import DeletedPages
from regions.editing.options import ScopedOptions
from regions.editing.scope import NOT_YOURS
from regions.editing.stacked_rows import StackedRows
from regions.models import Assignment, Goal, Region
from regions.models.people import AssignmentRole
from tests import make
from tests.admin.isolation.world import concrete


@pytest.fixture
def own(db):
    return make.a_region(name="West")


@pytest.fixture
def edited(db):
    return make.a_region(name="Oost")


@pytest.fixture
def user(own, edited):
    user = make.a_user()
    make.an_assignment(user=user, region=own, role=AssignmentRole.LEADER)
    make.an_assignment(user=user, region=edited, role=AssignmentRole.EDITOR)
    return user


@pytest.fixture
def request_of_user(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def test_every_admin_refuses_rows_of_other_regions(world):
    request = RequestFactory().get("/admin/")
    request.user = world.leader
    rights = rights_of_user(world.leader)
    refused = 0
    for model, model_admin in django_admin.site._registry.items():
        for row in model._base_manager.filter(pk__in=world.foreign.get(concrete(model), [])):
            assert not model_admin.has_view_permission(request, row), row
            assert not model_admin.has_change_permission(request, row), row
            assert not model_admin.has_delete_permission(request, row), row
            for inline in model_admin.inlines:
                below = inline(model, django_admin.site)
                assert not below.has_view_permission(request, row), (row, inline)
                assert not below.has_change_permission(request, row), (row, inline)
            assert not (isinstance(row, DirectoryModel) and rights.may_read(row)), row
            refused += 1
    assert refused > 50


def test_no_queryset_has_a_row_of_another_region(world):
    request = RequestFactory().get("/admin/")
    request.user = world.leader
    for model, model_admin in django_admin.site._registry.items():
        theirs = set(world.foreign.get(concrete(model), []))
        assert not keys(model_admin.get_queryset(request)) & theirs, model
        for inline in model_admin.inlines:
            rows = inline(model, django_admin.site).get_queryset(request)
            theirs = set(world.foreign.get(concrete(rows.model), []))
            assert not keys(rows) & theirs, (model, inline)


def test_no_field_offers_a_row_of_another_region(world):
    request = RequestFactory().get("/admin/")
    request.user = world.leader
    count = 0
    for model, model_admin in django_admin.site._registry.items():
        below = [inline(model, django_admin.site) for inline in model_admin.inlines]
        for each_admin in [model_admin, *below]:
            if not isinstance(each_admin, ScopedOptions):
                continue
            for field in each_admin.model._meta.concrete_fields:
                if field.is_relation:
                    offered = each_admin.get_field_queryset(None, field, request)
                    theirs = set(world.foreign.get(concrete(offered.model), []))
                    assert not keys(offered) & theirs, (each_admin, field)
                    count += 1
    assert count > 50


def keys(rows):
    return set(rows.order_by().values_list("pk", flat=True))


def test_rows_without_a_region_are_not_shown_as_children_of_one(request_of_user, own):
    class Assignments(StackedRows):
        model = Assignment

    below = Assignments(Region, django_admin.site)

    assert not below.has_view_permission(request_of_user, own)
    assert not below.has_change_permission(request_of_user, own)


def test_child_rows_are_restored_only_for_users_who_may_write_them(request_of_user, own, edited):
    may = part_of(django_admin.site, Event, DeletedPages).may_restore_child(request_of_user)

    assert may(make.an_event_theme(event=make.an_event(region=own)))
    assert may(make.an_event_theme(event=make.an_event(region=edited, published_from=None)))
    assert not may(make.an_event_theme(event=make.an_event(region=edited)))
    assert not may(make.an_event_theme(event=make.an_event(region=make.a_region())))


def test_a_region_is_offered_only_where_the_user_may_write_such_rows(client, user, own, edited):
    client.force_login(user)
    query = {"app_label": "regions", "model_name": "goal", "field_name": "region", "term": ""}

    offered = client.get(reverse("admin:autocomplete"), query).json()["results"]

    assert [option["text"] for option in offered] == ["West"]


@pytest.mark.parametrize(("model", "field"), [("confirmation", "by"), ("assignment", "region")])
def test_autocomplete_offers_nothing_that_the_user_may_not_see(client, user, model, field):
    """Users are hidden; regions are not, but the assignments that point to them are."""
    client.force_login(user)
    query = {"app_label": "regions", "model_name": model, "field_name": field, "term": ""}

    assert client.get(reverse("admin:autocomplete"), query).status_code == 403


def test_the_shortcut_to_a_page_works_only_for_own_rows(client, user, own):
    client.force_login(user)
    kind = ContentType.objects.get_for_model(Event).pk

    answers = [
        client.get(reverse("admin:view_on_site", args=[kind, key]))
        for key in (
            make.an_event(region=own).pk,
            make.an_event(region=make.a_region()).pk,
            make.an_event(region=own, published_from=None).pk,
            10**9,
        )
    ]

    assert [answer.status_code for answer in answers] == [302, 404, 404, 404]


def test_a_leader_cannot_delete_their_own_region(request_of_user, own):
    region_admin = django_admin.site.get_model_admin(Region)

    assert region_admin.has_change_permission(request_of_user, own)
    assert not region_admin.has_delete_permission(request_of_user, own)


def test_a_form_refuses_a_region_that_was_offered_by_mistake(request_of_user, own, edited):
    form_class = django_admin.site.get_model_admin(Goal).get_form(request_of_user)
    form_class.base_fields["region"].queryset = Region.objects.all()
    values = {"text": "Doel", "order": "1", "source": "bron"}

    assert form_class({**values, "region": own.pk}).is_valid()
    refused = form_class({**values, "region": edited.pk})

    assert not refused.is_valid()
    assert refused.non_field_errors() == [NOT_YOURS]
