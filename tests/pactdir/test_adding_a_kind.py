"""Follows "Adding a kind of record" (regions/directory/registry.py) with a model for this test."""

from datetime import date
from types import ModuleType, SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.urls import path

from pactdir.demo import load_demo
from pactdir.demo.tables import demo_tables, tables_by_model
from pactdir.pages.sitemaps import SECTIONS, sections
from pactdir.search.maintenance import problems
from regions.directory import (
    Fixture,
    NamedPage,
    PublishedQuerySet,
    RecordKind,
    SearchText,
    record_kinds,
    register,
    unregister,
)
from regions.editing.base import NamedAdmin
from regions.models import Picture, Region
from tests.admin.isolation.addresses import patterns
from tests.admin.isolation.world import owned_models
from tests.browser.page_types import PAGE_TYPES

DAY = date(2026, 11, 5)
PAGE = "/lokalen/robotlokaal/"
FIXTURE = """
[[region]]
slug = "lokaalpact"
name = "Lokaalpact"
kind = "sto"
published_from = 2024-01-01

[[workshop]]
slug = "robotlokaal"
name = "Robotlokaal"
region = "lokaalpact"
published_from = 2024-01-01
"""


class WorkshopQuerySet(PublishedQuerySet):
    def exclude_examples(self):
        return self.exclude(region__is_example=True)


def a_model():
    """Step 1: the model, in its app."""
    fields = {
        "owner_path": "region",
        "region": models.ForeignKey(Region, models.CASCADE, related_name="+"),
        "objects": WorkshopQuerySet.as_manager(),
        "get_absolute_url": lambda self: f"/lokalen/{self.slug}/",
        "Meta": type("Meta", (NamedPage.Meta,), {"app_label": "regions"}),
    }
    return type("Workshop", (NamedPage,), {"__module__": "regions.models", **fields})


def a_kind(workshop):
    """Step 2: its description for the site."""

    class WorkshopRecords(RecordKind):
        model = workshop
        fixture = Fixture("workshop", ("slug",))
        sitemap = "lokalen"
        search_number = 9
        search_key, search_label, search_plural = "lokaal", "lokaal", "Lokalen"
        search_mentions = ("region",)

        def search_texts(self, keys):
            for row in workshop.objects.filter(pk__in=keys).select_related("region"):
                yield SearchText(row, more=[row.region.name], shown_from=row.published_from)

    return WorkshopRecords


@pytest.fixture
def workshop(transactional_db, monkeypatch):
    before = {label: dict(models_by_name) for label, models_by_name in apps.all_models.items()}
    model = a_model()
    tables = [model, model.history.model]
    register(a_kind(model))
    admin.site.register(model, NamedAdmin)  # step 3
    monkeypatch.setitem(SECTIONS, "lokalen", sections()["lokalen"])
    with connection.schema_editor() as editor:
        for table in tables:
            editor.create_model(table)
    yield model
    with connection.schema_editor() as editor:
        for table in reversed(tables):
            editor.delete_model(table)
    admin.site.unregister(model)
    unregister(model)
    for label, models_by_name in before.items():
        apps.all_models[label].clear()
        apps.all_models[label].update(models_by_name)
    apps.clear_cache()


@pytest.fixture
def loaded(workshop, tmp_path, django_user_model):
    """Step 4: a row in the demo."""
    django_user_model.objects.create(username="iemand")  # so that no demo users are created
    (tmp_path / "lokalen.toml").write_text(FIXTURE, "utf-8")
    load_demo(tmp_path, DAY)
    return workshop.objects.get()


def search_hits(client, text):
    page = BeautifulSoup(client.get(f"/zoeken/?q={text}").content, "lxml").main
    return [link["href"] for link in page.select("a[href^='/lokalen/']")]


def test_search_sitemap_and_demo_include_it(client, loaded):
    assert str(loaded.region) == "Lokaalpact"
    assert search_hits(client, "robotlokaal") == search_hits(client, "lokaalpact") == [PAGE]
    assert PAGE in client.get("/sitemap-lokalen.xml").content.decode()
    assert "/sitemap-lokalen.xml" in client.get("/sitemap.xml").content.decode()


def test_its_search_entry_follows_the_row_and_the_rows_it_mentions(client, loaded):
    loaded.name = "Printlokaal"
    loaded.save()
    loaded.region.name = "Ander pact"
    loaded.region.save()
    assert search_hits(client, "printlokaal") == search_hits(client, "ander") == [PAGE]
    assert problems() == []

    loaded.published_from = None
    loaded.save()
    assert search_hits(client, "printlokaal") == []
    assert PAGE not in client.get("/sitemap-lokalen.xml").content.decode()


def test_the_isolation_walk_requests_its_urls(workshop, settings):
    settings.ROOT_URLCONF = ModuleType("with_workshops")
    settings.ROOT_URLCONF.urlpatterns = [path("admin/", admin.site.urls)]
    world = SimpleNamespace(site=admin.site)

    assert workshop in owned_models(admin.site)
    addresses = [pattern.text for pattern in patterns(world) if pattern.model is workshop]
    assert "/admin/regions/workshop/%(object_id)s/change/" in addresses


@pytest.mark.parametrize(
    "clash", [{"search_number": 2}, {"sitemap": "scholen"}, {"fixture": Fixture("school", ())}]
)
def test_two_kinds_with_the_same_number_section_or_table_are_refused_at_startup(clash):
    fields = {"model": Region, "search_number": 99, "search_key": "x", **clash}
    fields["model"] = type("Other", (), {})
    with pytest.raises(ImproperlyConfigured):
        register(type("Clash", (RecordKind,), fields))


def test_the_demo_loads_each_table_after_those_it_refers_to():
    loaded = []
    for table in demo_tables():
        loaded.append(table.model)
        keys = [field for field in table.model._meta.fields if field.many_to_one]
        targets = {field.related_model for field in keys} & set(tables_by_model())
        if table.model is Picture:
            targets -= {Region}  # pictures are shown by others: a picture in the demo has no region
        assert targets <= set(loaded), table.name


def test_every_kind_with_a_page_has_one_in_the_browser_walk():
    starts = {address.split("/")[1] for address in PAGE_TYPES.values() if address.count("/") > 2}
    assert {kind.sitemap for kind in record_kinds() if kind.sitemap} <= starts
