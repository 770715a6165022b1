"""The admin shows how many subscriptions there are, and no email address."""

import pytest

from pactdir.models import AuditEvent, Subscriber
from tests import make
from tests.admin.filling import address
from tests.admin.rows import a_subscriber

pytestmark = pytest.mark.django_db
NOOR = "noor@school.example"


@pytest.fixture
def national(client):
    client.force_login(make.a_national_editor())
    return client


def test_subscribers_are_counted_and_their_addresses_are_hidden(national):
    a_subscriber(email=NOOR)
    a_subscriber(email="bo@school.example", rhythm="weekly", confirmed_at=None)

    text = national.get(address(Subscriber, "changelist")).text

    assert "elke week (1)" in text
    assert "nog niet (1)" in text
    assert "@school.example" not in text
    assert (
        "@school.example"
        not in national.get(
            address(Subscriber, "change", Subscriber.objects.get(email=NOOR).pk)
        ).text
    )


def test_a_subscription_is_found_by_its_full_address_and_ended_on_request(national):
    reader, other = a_subscriber(email=NOOR), a_subscriber(email="bo@school.example")
    changelist = address(Subscriber, "changelist")
    assert [list(national.get(changelist, {"q": q}).context["cl"].queryset) for q in (NOOR, "noor")
            ] == [[reader], []]  # fmt: skip

    national.post(changelist, {"action": "end", "_selected_action": [reader.pk]})

    assert list(Subscriber.objects.all()) == [other]
    event = AuditEvent.objects.get(kind="subscription_ended")
    assert event.sentence.endswith("beëindigde een abonnement op de mail.")
    assert "school.example" not in f"{event.about_name}{event.detail}"


def test_a_leader_sees_no_subscriptions(client):
    client.force_login(make.an_assignment().user)

    assert client.get(address(Subscriber, "changelist")).status_code == 403
