"""An offer starts with what its sender told about their company."""

import pytest

from pactdir.models import Submission
from tests import make
from tests.pactdir.public_forms.sending import opened
from tests.pactdir.submissions.conftest import EMAIL, accepted, profile, text_of

pytestmark = pytest.mark.django_db


def begun_offer(sender):
    return opened(sender.client, sender.link).send(kind="aanbod").url


def test_an_offer_starts_with_the_region_the_name_and_the_contact(sender, region):
    sender.fill_in(sender.begin("bedrijf"), profile(region, contact_phone="0229 123456"))
    assert "Aanbod begint met de regio" in text_of(sender.client.get(sender.link))
    path = begun_offer(sender)

    row = Submission.objects.latest("pk")
    assert row.region == region
    assert row.answers == {
        "region": str(region.pk),
        "organisation": "Zaag",
        "place_name": "Hoorn",
        "join_email": EMAIL,
        "join_phone": "0229 123456",
    }
    form = opened(sender.client, path)
    assert (form.fields["region"], form.fields["organisation"]) == ([str(region.pk)], "Zaag")
    contact = opened(sender.client, path.replace("/wie/", "/contact/"))
    assert (contact.fields["join_email"], contact.fields["share"]) == (EMAIL, [])


def test_an_offer_starts_with_what_is_published_now_but_not_with_what_is_private(
    sender, desk, region
):
    _, partner = accepted(sender, desk, region)
    partner.name, partner.contact_phone = "Zaag en Zoon", "0229 654321"
    partner.save()
    sender.ask_for_link()
    begun_offer(sender)

    answers = Submission.objects.latest("pk").answers
    assert answers["organisation"] == "Zaag en Zoon"
    assert "join_phone" not in answers


def test_an_offer_starts_empty_without_a_profile_of_the_same_address(sender, region):
    make.a_partner(name="Zaag", contact_email=EMAIL)
    other = Submission.objects.create(
        kind="bedrijf", email="ander@zaag.example", answers={"name": "Ander"}
    )
    sender.begin("aanbod")

    assert Submission.objects.exclude(pk=other.pk).get().answers == {}
    assert "Aanbod begint met" not in text_of(sender.client.get(sender.link))
