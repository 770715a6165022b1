"""The walk detects admins that leave out the scoping, or half of it."""

from types import ModuleType

import pytest
from django.contrib import admin as django_admin
from django.db import models
from django.test import override_settings
from django.test.utils import isolate_apps
from django.urls import path
from simple_history.admin import SimpleHistoryAdmin

from news.models import Event
from pactdir.admin_site.site import PactAdminSite
from pactdir.urls import urlpatterns
from regions.assigned_rights import rights_of
from regions.editing.base import RegionScopedAdmin
from regions.editing.national import NationalOnly
from regions.editing.scope import scoped
from regions.models import Goal, Preview
from tests.admin.isolation.walk import probes_for_others, walk


class OnlyTheListIsScoped(SimpleHistoryAdmin):
    """An admin as in the manual of django-simple-history, which only filters the list."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # else Django warns

    def get_queryset(self, request):
        return scoped(super().get_queryset(request), rights_of(request))

    def _lets_in(self, request, obj=None):
        return rights_of(request).open_admin

    has_module_permission = has_view_permission = has_change_permission = _lets_in
    has_add_permission = has_delete_permission = _lets_in


class OnlyPermissionsAreScoped(RegionScopedAdmin):
    """Each row is guarded, but the list shows all of them."""

    def get_queryset(self, request):
        return self.model._default_manager.all()


class Unscoped(django_admin.ModelAdmin):
    """Open to everyone with access to the admin."""

    def _lets_in(self, request, obj=None):
        return True

    has_module_permission = has_view_permission = has_change_permission = _lets_in
    has_add_permission = has_delete_permission = _lets_in


class RevealsWhatExists(NationalOnly, django_admin.ModelAdmin):
    """Refuses, but responds differently where there is no row to refuse."""

    def get_queryset(self, request):
        return self.model._default_manager.all()


class WithAnAddressOfItsOwn(RegionScopedAdmin):
    def get_urls(self):
        further = path("<path:thing>/iets/", self.admin_site.admin_view(self.history_view))
        return [further, *super().get_urls()]


@pytest.fixture
def walked(world, monkeypatch):
    def walk_on(model, model_admin):
        site = PactAdminSite(name="admin")
        stock = {
            registered_model: type(registered)
            for registered_model, registered in django_admin.site._registry.items()
        }
        for registered_model, registered in {**stock, model: model_admin}.items():
            site.register(registered_model, registered)
        others = [pattern for pattern in urlpatterns if str(pattern.pattern) != "admin/"]
        addresses = ModuleType("addresses_of_a_test")
        addresses.urlpatterns = [*others, path("admin/", site.urls)]
        with override_settings(ROOT_URLCONF=addresses):
            monkeypatch.setattr(world, "site", site)
            below = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            return walk(world, probes_for_others(world, below), world.leader)

    return walk_on


def of(findings, what, words):
    return [finding for finding in findings if finding.what == what and words in finding.probe]


def test_simple_history_with_only_the_list_scoped_shows_and_restores_rows_of_others(walked):
    findings = walked(Event, OnlyTheListIsScoped)

    assert of(findings, "shows", "GET /admin/news/event/71")
    assert of(findings, "changes", "POST /admin/news/event/71")


def test_permissions_without_a_scoped_list_show_rows_of_others(walked):
    findings = walked(Goal, OnlyPermissionsAreScoped)

    assert of(findings, "shows", "GET /admin/regions/goal/")
    assert of(findings, "reveals", "GET /admin/regions/goal/71")


def test_an_admin_that_refuses_only_existing_rows_reveals_which_exist(walked):
    assert of(walked(Preview, RevealsWhatExists), "reveals", "/history/")


@isolate_apps("regions")
def test_a_model_registered_tomorrow_is_walked_automatically(walked):
    class Tomorrow(Preview):
        class Meta:
            proxy = True
            app_label = "regions"

    findings = walked(Tomorrow, Unscoped)

    assert of(findings, "shows", "GET /admin/regions/tomorrow/")
    assert of(findings, "shows", "GET /admin/regions/tomorrow/71")
    assert of(findings, "changes", "POST /admin/regions/tomorrow/71")


def test_an_address_the_walk_cannot_fill_in_stops_it(walked):
    with pytest.raises(AssertionError, match=r"Say in addresses.py what .'thing'. stands for"):
        walked(Goal, WithAnAddressOfItsOwn)
