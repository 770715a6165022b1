"""Partners in the admin of a user who is not a national editor: shared, so read by every region."""

import pytest
from django.urls import reverse

from partners.models import Partner, PartnerParticipation
from regions.models.people import AssignmentRole
from tests import make
from tests.admin.filling import address

PRIVATE = {
    "kvk_number": "12345678",
    "contact_email": "planning@example.org",
    "contact_phone": "0229 555 000",
}
TICKS = {"kvk_is_public": True, "email_is_public": True, "phone_is_public": True}


@pytest.fixture(params=AssignmentRole.values)
def colleague(client, db, request):
    assignment = make.an_assignment(region=make.a_region(), role=request.param)
    client.force_login(assignment.user)
    return client


def form_of(client, partner):
    response = client.get(address(Partner, "change", partner.pk))
    assert response.status_code == 200
    return response.content.decode()


def found(client, words):
    response = client.get(address(Partner, "changelist"), {"q": words})
    return [row.name for row in response.context["cl"].result_list]


def suggested(client, words):
    field = PartnerParticipation._meta.get_field("partner")
    query = {
        "term": words,
        "app_label": "partners",
        "model_name": "partnerparticipation",
        "field_name": field.name,
    }
    response = client.get(reverse("admin:autocomplete"), query)
    return [row["text"] for row in response.json()["results"]]


def test_the_form_shows_only_what_the_partner_lets_be_public(colleague):
    hidden = form_of(colleague, make.a_partner(**PRIVATE))
    shown = form_of(colleague, make.a_partner(**{**PRIVATE, "kvk_number": "87654321"}, **TICKS))

    assert [value for value in PRIVATE.values() if value in hidden] == []
    for value in ("87654321", PRIVATE["contact_email"], PRIVATE["contact_phone"]):
        assert value in shown


def test_each_value_follows_its_own_tick(colleague):
    page = form_of(colleague, make.a_partner(**PRIVATE, email_is_public=True))

    assert [value for value in PRIVATE.values() if value in page] == [PRIVATE["contact_email"]]


def test_the_list_shows_no_kvk_number_and_is_not_searched_by_it(colleague):
    make.a_partner(name="Metaal BV", **PRIVATE)
    page = colleague.get(address(Partner, "changelist"))

    assert "Metaal BV" in page.content.decode()
    assert PRIVATE["kvk_number"] not in page.content.decode()
    assert "kvk_number" not in page.context["cl"].list_display
    assert found(colleague, "metaal") == suggested(colleague, "metaal") == ["Metaal BV"]
    assert found(colleague, PRIVATE["kvk_number"]) == []
    assert suggested(colleague, PRIVATE["kvk_number"]) == []


def test_a_national_editor_sees_and_searches_all(client, db):
    client.force_login(make.a_user(is_superuser=True, is_staff=True))
    partner = make.a_partner(name="Metaal BV", **PRIVATE)

    page = form_of(client, partner)
    assert [value for value in PRIVATE.values() if value in page] == list(PRIVATE.values())
    listed = client.get(address(Partner, "changelist")).content.decode()
    assert PRIVATE["kvk_number"] in listed
    assert found(client, PRIVATE["kvk_number"]) == ["Metaal BV"]
    assert suggested(client, PRIVATE["kvk_number"]) == ["Metaal BV"]
