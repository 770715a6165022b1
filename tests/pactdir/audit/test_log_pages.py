"""National editors read the whole audit log, leaders the part about their regions."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from pactdir.models import AuditEvent
from tests import make

pytestmark = pytest.mark.django_db
LIST, CSV = reverse("admin:pactdir_auditevent_changelist"), reverse("admin:pactdir_auditevent_csv")
ADDRESS = "203.0.113.7"


def rows_of(response):
    page = BeautifulSoup(response.content, "lxml")
    return [cell.get_text(strip=True) for cell in page.select("td.field-sentence")]


def an_event(name, **fields):
    values = {"kind": "rights_given", "detail": "redacteur", "address": ADDRESS, **fields}
    return AuditEvent.objects.create(actor_name="Noor", about_name=name, **values)


def sentence(name):
    return f"Noor gaf {name} rechten: redacteur."


@pytest.fixture
def national(client):
    client.force_login(make.a_national_editor(username="landelijk"))
    return client


@pytest.fixture
def region():
    return make.a_region(name="West-Friesland")


def test_filters_by_kind_person_region_and_period_and_searches(national, region):
    about = make.a_user()
    an_event("een", region=region)
    an_event("twee", about_key=about.pk)
    an_event("drie", actor_key=about.pk)
    an_event("vier", kind="log_in")
    an_event("vijf", at=timezone.now() - timedelta(days=20))

    shown = {
        name: rows_of(national.get(LIST, query))
        for name, query in {
            "kind": {"kind__exact": "rights_given"},
            "person": {"persoon": about.pk},
            "region": {"region__id__exact": region.pk},
            "period": {"periode": "7", "kind__exact": "rights_given"},
            "search": {"q": "vijf"},
        }.items()
    }

    everything = [sentence(name) for name in ("drie", "twee", "een", "vijf")]
    recorded = [row for row in shown["kind"] if row in everything]
    assert recorded == everything
    assert [row for row in shown["person"] if row in everything] == everything[:2]
    assert shown["region"] == [sentence("een")]
    assert [row for row in shown["period"] if row in everything] == everything[:3]
    assert shown["search"] == [sentence("vijf")]


@pytest.mark.parametrize("role", ["leader", "editor"])
def test_a_leader_sees_their_own_region_without_addresses_and_an_editor_nothing(
    client, region, role
):
    me = make.an_assignment(region=region, role=role).user
    client.force_login(me)
    AuditEvent._base_manager.filter(region=region)
    own = an_event("eigen", region=region)
    foreign = [
        an_event("andere regio", region=make.a_region()),
        an_event("zonder regio"),
        an_event("over mij", about_key=me.pk, actor_key=me.pk),
    ]

    response = client.get(LIST)

    if role == "editor":
        assert response.status_code == 403
        addresses = [own, *foreign]
    else:
        mine = [row for row in rows_of(response) if row.startswith("Noor")]
        assert mine == [sentence("eigen")]
        change = reverse("admin:pactdir_auditevent_change", args=[own.pk])
        for page in (response, client.get(change)):
            assert page.status_code == 200
            assert ADDRESS not in page.content.decode()
        addresses = foreign
    for event in addresses:
        page = client.get(reverse("admin:pactdir_auditevent_change", args=[event.pk]))
        assert page.status_code in (302, 403), event
    assert client.post(CSV).status_code == 403
    assert "Download" not in response.content.decode()


def test_events_cannot_be_added_changed_or_deleted_in_the_admin(national):
    event = an_event("een")
    for page, expected in [("change", 403), ("delete", 403), ("add", 403)]:
        args = [] if page == "add" else [event.pk]
        address = reverse(f"admin:pactdir_auditevent_{page}", args=args)
        assert national.post(address, {"actor_name": "x", "post": "yes"}).status_code == expected
    national.post(LIST, {"action": "delete_selected", "_selected_action": [event.pk]})
    assert AuditEvent.objects.get(pk=event.pk).actor_name == "Noor"


def test_the_csv_has_the_filtered_list_without_formulas_and_is_recorded(national, region):
    an_event("=1+1", region=region)
    an_event("elders")

    assert national.get(CSV).status_code == 405
    response = national.post(f"{CSV}?region__id__exact={region.pk}")

    text = response.content.decode("utf-8-sig")
    [heading, row] = csv.reader(StringIO(text), delimiter=";")
    assert heading == ["wanneer", "wat", "wie", "over", "regio", "zin", "IP-adres"]
    assert row[1:] == [
        *("rechten gegeven", "Noor", "'=1+1", "West-Friesland"),
        *("Noor gaf =1+1 rechten: redacteur.", ADDRESS),
    ]
    assert AuditEvent.objects.latest("pk").sentence == "Landelijk haalde het logboek op."


def test_a_list_that_is_too_long_cannot_be_downloaded(national, monkeypatch):
    an_event("een")
    an_event("twee")
    monkeypatch.setattr("pactdir.audit.log_admin.MAX_ROWS", 1)

    response = national.post(f"{CSV}?kind__exact=rights_given", follow=True)

    assert response.redirect_chain == [(f"{LIST}?kind__exact=rights_given", 302)]
    assert "Kies eerst een periode of een soort." in response.content.decode()
    assert not AuditEvent.objects.filter(kind="exported").exists()


@pytest.mark.parametrize("query", [{}, {"kind__exact": "log_in"}, {"persoon": "1"}, {"q": "noor"}])
def test_the_list_takes_the_same_queries_for_any_number_of_events(
    national, django_assert_max_num_queries, query
):
    AuditEvent.objects.bulk_create(
        AuditEvent(kind="log_in", actor_name=f"Noor {nth}", region=make.a_region())
        for nth in range(8)
    )
    with django_assert_max_num_queries(8):
        assert national.get(LIST, query).status_code == 200


@pytest.mark.parametrize(
    "query", ["persoon=x", "persoon=99999999999999999999", "kind__exact=x", "periode=1234"]
)
def test_an_impossible_filter_gives_no_error(national, query):
    assert national.get(f"{LIST}?{query}", follow=True).status_code == 200
    assert national.post(f"{CSV}?{query}").status_code in (200, 302)
