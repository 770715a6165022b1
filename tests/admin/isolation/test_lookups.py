"""Changelists accept only the lookups that they offer."""

from itertools import islice, product

import pytest
from django.contrib import admin
from django.test import RequestFactory

from news.models import Event
from pactdir.models import Import, ImportedRow
from regions.editing.lookups import NOT_OFFERED, NotOffered, OfferedLookups
from regions.models import Region, Theme
from regions.models.people import AssignmentRole
from schools.models import School
from tests import make
from tests.admin.filling import address
from tests.admin.isolation.lookups import lookups, offered_on
from tests.admin.rows import READ_ONLY_MAKERS

AT_ONCE = 900  # Django parses at most a thousand GET parameters


def someone(role):
    if role == "national":
        # Otherwise there would be no choice of regions or of kinds.
        make.an_assignment()
        make.an_assignment()
        READ_ONLY_MAKERS[Import]()
        READ_ONLY_MAKERS[ImportedRow]()
        return make.a_national_editor()
    user = make.a_user()
    make.an_assignment(user=user, region=make.a_region(), role=role)
    return user


@pytest.fixture(params=[AssignmentRole.LEADER, AssignmentRole.EDITOR, "national"])
def user(client, db, request):
    user = someone(request.param)
    client.force_login(user)
    return user


def list_request(user, query):
    request = RequestFactory().get("/", query)
    request.user = user
    return request


def lists(user):
    registered = admin.site._registry.values()
    return [
        model_admin
        for model_admin in registered
        if model_admin.has_view_permission(list_request(user, {}))
    ]


def refused(model_admin, user, names):
    try:
        model_admin.get_changelist_instance(list_request(user, dict.fromkeys(names, "1")))
    except NotOffered as left_over:
        return set(*left_over.args)
    return set()


def sql_of(model_admin, user, query):
    rows = model_admin.get_changelist_instance(list_request(user, query)).queryset.query
    rows.distinct = False
    return rows.sql_with_params()


def test_no_list_accepts_a_lookup_that_it_does_not_offer(client, user, monkeypatch, sampled):
    """Runs only our own check, since Django's stops at the first lookup that it refuses.

    A filter with a single region offers no choice, and is accepted without effect.
    """
    monkeypatch.setattr(OfferedLookups, "lookup_allowed", lambda self, lookup, value, request: True)
    number = 0
    for model_admin in lists(user):
        offered = offered_on(client.get(address(model_admin.model, "changelist")).content)
        names = iter(sampled(lookups(model_admin.model)))
        while batch := set(islice(names, AT_ONCE)):
            number += len(batch)
            accepted = batch - refused(model_admin, user, batch) - offered
            whole = sql_of(model_admin, user, {})
            narrowed = {
                name for name in accepted if sql_of(model_admin, user, {name: "1"}) != whole
            }
            assert narrowed == set(), model_admin
    assert number > 16_000


def test_a_lookup_that_is_not_offered_redirects_to_the_whole_list(client, user):
    """A sample, over HTTP: no response depends on what is stored."""
    number = 0
    for model_admin in lists(user):
        where = address(model_admin.model, "changelist")
        offered = offered_on(client.get(where).content)
        names = [lookup for lookup in lookups(model_admin.model) if lookup not in offered]
        for name in names[:: len(names) // 5 + 1]:
            number += 1
            answer = client.get(where, {name: "1"})
            assert (answer.status_code, answer.get("Location")) == (302, where), name
    assert number > 60


@pytest.mark.parametrize("query", ["%2B__isnull=False", "%2B__history_id__lte=9", "name__regex=("])
@pytest.mark.parametrize("model", [School, Theme, Region])
def test_a_leader_learns_nothing_about_rows_through_reverse_relations(client, db, model, query):
    client.force_login(someone(AssignmentRole.LEADER))
    make.a_row_of(model)

    page = client.get(f"{address(model, 'changelist')}?{query}", follow=True)

    assert page.redirect_chain == [(address(model, "changelist"), 302)]
    assert page.context["cl"].result_count == model.objects.count() if model is not Region else 1
    assert NOT_OFFERED in page.content.decode()


IMPOSSIBLE = ["", "9" * 23, "1,2", "(", "x\0", "2031-02-30"]
OF_EVERY_LIST = {"q", "o", "p", "all", "e", "_facets"}


def test_an_impossible_value_gives_the_whole_list_or_an_empty_one(client, db, sampled):
    client.force_login(someone("national"))
    number = 0
    for model_admin in admin.site._registry.values():
        where = address(model_admin.model, "changelist")
        names = offered_on(client.get(where).content) - OF_EVERY_LIST
        names |= OF_EVERY_LIST if model_admin.model is School else set()
        for name, value in sampled([*product(sorted(names), IMPOSSIBLE)]):
            number += 1
            answer = client.get(where, {name: value})
            result = answer.status_code, answer.get("Location")
            assert result in [(200, None), (302, where)], (name, value)
    assert number > 100


def test_an_action_does_not_run_with_a_lookup_that_is_not_offered(client, db):
    client.force_login(someone("national"))
    theme = make.a_theme()
    chosen = {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"}
    where = address(Theme, "changelist")

    answer = client.post(f"{where}?name__regex=x", {**chosen, "select_across": "1"})

    assert (answer.status_code, answer["Location"]) == (302, where)
    assert Theme.objects.get() == theme


def test_a_popup_stays_a_popup(client, db):
    client.force_login(someone("national"))
    where = address(School, "changelist")

    answer = client.get(f"{where}?_popup=1&_to_field=id&name__regex=x&is_example__exact=1")

    assert answer["Location"] == f"{where}?_popup=1&_to_field=id"


def test_offered_lookups_narrow_the_list(client, db):
    client.force_login(someone("national"))
    west, east = make.a_region(), make.a_region()
    event, _ = make.an_event(region=west), make.an_event(region=east)

    page = client.get(address(Event, "changelist"), {"region__id__exact": west.pk, "q": event.name})

    assert list(page.context["cl"].result_list) == [event]
