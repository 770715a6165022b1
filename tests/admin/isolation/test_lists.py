"""Lists and choices leak nothing from other regions, whatever the query."""

from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.urls import reverse

from regions.editing.base import RegionScopedAdmin
from regions.editing.national import NationalOnly
from regions.models import Contact
from tests.admin.filling import address
from tests.admin.isolation.marks import FOREIGN
from tests.admin.isolation.walk import Probe, Walker, report
from tests.admin.isolation.world import concrete, is_record

AS_LONG = f"{FOREIGN}9999{FOREIGN}"  # a mark that occurs nowhere
FLAGS = ["_facets=True", "all=", "o=1.2.-3", "e=1", "starts_on__year=2031"]


@pytest.fixture
def walker(world):
    return Walker(world, world.leader)


def lists(world):
    return [(model, address(model, "changelist")) for model in world.site._registry]


def foreign_key_of(world, model):
    return next(iter(world.foreign.get(concrete(model), [])), None)


def test_a_list_cannot_be_filtered_by_rows_of_other_regions(world, walker, sampled):
    probes = [
        Probe("GET", f"{where}?{field.name}{lookup}={key}")
        for model, where in lists(world)
        for field in model._meta.get_fields()
        if field.related_model and (key := foreign_key_of(world, field.related_model))
        for lookup in ("", "__exact", "__id__exact", "__pk", "__in", "__gte")
    ]

    findings = [finding for probe in sampled(probes) for finding in walker.findings(probe)]

    assert len(probes) > 100
    assert not findings, report(findings)


def test_list_parameters_reveal_no_more_rows(world, walker, sampled):
    probes = [Probe("GET", f"{where}?{flag}") for _, where in lists(world) for flag in FLAGS]

    findings = [finding for probe in sampled(probes) for finding in walker.findings(probe)]

    assert not findings, report(findings)


def test_a_search_for_names_in_other_regions_has_no_more_results_than_nonsense(world, walker):
    contact = Contact.objects.filter(region=world.hidden).first()
    words = [
        world.hidden.name,
        world.published.name,
        contact.person_name,
        world.other_user.username,
    ]

    for _, where in lists(world):
        nothing = walker.send(Probe("GET", f"{where}?q={AS_LONG}"))
        for word in words:
            answer = walker.send(Probe("GET", f"{where}?q={word}"))
            assert answer.text.replace(word, AS_LONG).count(AS_LONG) == nothing.text.count(AS_LONG)
            assert as_read(answer, word) == as_read(nothing, AS_LONG), (where, word)


def as_read(answer, word):
    status, _, text = answer.comparable
    return status, text.replace(word, "")


def test_no_autocomplete_field_offers_rows_of_others(world, walker):
    where = reverse("admin:autocomplete")
    fields = [
        {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": f}
        for model in apps.get_models()
        if not is_record(model) or model._meta.app_label == "regions"
        for f in [field.name for field in model._meta.get_fields() if field.is_relation]
        + ["name", "onzin"]
    ]

    findings = [
        finding
        for field in fields
        for term in ("", FOREIGN[:3])
        for finding in walker.findings(
            Probe("GET", f"{where}?{urlencode({**field, 'term': term})}")
        )
        # An unknown field raises an error, as in the stock admin.
        if finding.what != "breaks"
    ]

    assert len(fields) > 200
    assert not findings, report(findings)


def test_every_registered_admin_is_scoped():
    open_ones = [
        type(model_admin).__name__
        for model_admin in django_admin.site._registry.values()
        if not isinstance(model_admin, NationalOnly | RegionScopedAdmin)
    ]
    assert open_ones == []
