"""The walk detects admins that skip the scoping, or half of it."""

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
    """Follows the django-simple-history docs, and scopes only the list."""

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # otherwise Django warns

    def get_queryset(self, request):
        return scoped(super().get_queryset(request), rights_of(request))

    def _has_permission(self, request, obj=None):
        return rights_of(request).open_admin

    has_module_permission = has_view_permission = has_change_permission = _has_permission
    has_add_permission = has_delete_permission = _has_permission


class OnlyPermissionsAreScoped(RegionScopedAdmin):
    """Checks permission for each row, but lists all of them."""

    def get_queryset(self, request):
        return self.model._default_manager.all()


class Unscoped(django_admin.ModelAdmin):
    """Open to everyone who may use the admin."""

    def _has_permission(self, request, obj=None):
        return True

    has_module_permission = has_view_permission = has_change_permission = _has_permission
    has_add_permission = has_delete_permission = _has_permission


class RevealsWhatExists(NationalOnly, django_admin.ModelAdmin):
    """Denies access, but answers differently for objects that do not exist."""

    def get_queryset(self, request):
        return self.model._default_manager.all()


class WithCustomUrl(RegionScopedAdmin):
    def get_urls(self):
        extra_url = path("<path:thing>/iets/", self.admin_site.admin_view(self.history_view))
        return [extra_url, *super().get_urls()]


@pytest.fixture
def walked(world, monkeypatch):
    def walk_with(model, model_admin):
        site = PactAdminSite(name="admin")
        registered_admins = {
            registered_model: type(registered)
            for registered_model, registered in django_admin.site._registry.items()
        }
        for registered_model, registered in {**registered_admins, model: model_admin}.items():
            site.register(registered_model, registered)
        others = [pattern for pattern in urlpatterns if str(pattern.pattern) != "admin/"]
        urlconf = ModuleType("test_urlconf")
        urlconf.urlpatterns = [*others, path("admin/", site.urls)]
        with override_settings(ROOT_URLCONF=urlconf):
            monkeypatch.setattr(world, "site", site)
            url_prefix = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            return walk(world, probes_for_others(world, url_prefix), world.leader)

    return walk_with


def matching_findings(findings, what, words):
    return [finding for finding in findings if finding.what == what and words in finding.probe]


def test_simple_history_with_only_the_list_scoped_leaks_other_regions_rows(walked):
    findings = walked(Event, OnlyTheListIsScoped)

    assert matching_findings(findings, "shows", "GET /admin/news/event/71")
    assert matching_findings(findings, "changes", "POST /admin/news/event/71")


def test_permissions_without_a_scoped_list_leak_other_regions_rows(walked):
    findings = walked(Goal, OnlyPermissionsAreScoped)

    assert matching_findings(findings, "shows", "GET /admin/regions/goal/")
    assert matching_findings(findings, "reveals", "GET /admin/regions/goal/71")


def test_an_admin_that_refuses_only_existing_rows_reveals_which_exist(walked):
    assert matching_findings(walked(Preview, RevealsWhatExists), "reveals", "/history/")


@isolate_apps("regions")
def test_a_newly_registered_model_is_walked_without_changes(walked):
    class NewlyRegistered(Preview):
        class Meta:
            proxy = True
            app_label = "regions"

    findings = walked(NewlyRegistered, Unscoped)

    assert matching_findings(findings, "shows", "GET /admin/regions/newlyregistered/")
    assert matching_findings(findings, "shows", "GET /admin/regions/newlyregistered/71")
    assert matching_findings(findings, "changes", "POST /admin/regions/newlyregistered/71")


def test_a_url_pattern_with_an_unknown_argument_fails_the_walk(walked):
    with pytest.raises(AssertionError, match=r"Add a value for .'thing'. to addresses.py"):
        walked(Goal, WithCustomUrl)
