"""What a leader is offered on the page of a submission, and what the sender reads of it."""

import pytest
from django.core import mail

from pactdir.models import Submission
from partners.models import Offer, Partner
from tests.admin.filling import address
from tests.pactdir.submissions.conftest import accepted, decided, offer, profile, text_of

pytestmark = pytest.mark.django_db


def sent_offer(sender, region, **fields):
    first, *rest = offer(region)
    path = sender.fill_in(sender.begin("aanbod"), [first | fields, *rest])
    sender.press(path, "send")
    return path


def test_an_offer_goes_to_the_partner_of_the_same_sender(sender, desk, region):
    _, partner = accepted(sender, desk, region)
    sent_offer(sender, region, organisation="Zaag uit Hoorn")

    decided(desk, "accept")

    assert Partner.objects.get() == partner
    assert Offer.objects.get().partner == partner


def test_an_offer_goes_to_a_new_partner_if_the_leader_says_so(sender, desk, region):
    accepted(sender, desk, region)
    sent_offer(sender, region)

    decided(desk, "accept", partner="")

    assert Partner.objects.count() == 2


def test_a_changed_partner_is_not_called_a_double_of_itself(sender, desk, region):
    path, _ = accepted(sender, desk, region)
    sender.press(path, "edit")
    sender.press(path, "send")

    response = desk.get(address(Submission, "change", Submission.objects.latest("pk").pk))
    assert "Dit wijzigt" in text_of(response)
    assert "Staat dit er al?" not in text_of(response)


def test_a_leader_cannot_publish_a_contact_that_the_sender_kept_private(sender, desk, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region, contact_phone="0229 123456"))
    sender.press(path, "send")

    decided(desk, "accept", phone_is_public="on", kvk_is_public="on")

    partner = Partner.objects.get()
    assert partner.contact_phone == "0229 123456"
    assert (partner.email_is_public, partner.phone_is_public, partner.kvk_is_public) == (
        True,
        False,
        False,
    )


def test_the_mail_about_acceptance_links_to_the_page(sender, desk, region):
    _, partner = accepted(sender, desk, region)

    assert partner.get_absolute_url() in mail.outbox[-1].body


def test_a_preview_says_that_it_is_one_and_leads_back(sender, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))

    preview = sender.press(path, "preview")

    assert "Nu staat dit er nog niet." in text_of(preview)
    assert f'href="{path}"' in preview.content.decode()
