"""A company asks to take its profile or offer off the site; a leader presses one button."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from pactdir.mail.sending import send_due
from pactdir.models import AuditEvent, Submission
from pactdir.submissions.deciding import remove
from partners.models import Offer, Partner
from regions.writing.changing import changing
from tests import make
from tests.admin.filling import address
from tests.pactdir.public_forms.sending import SentForm, opened
from tests.pactdir.submissions.conftest import accepted, decided, offer, review_form, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(sender, desk, region):
    path, partner = accepted(sender, desk, region)
    mail.outbox.clear()
    return path, partner


def asked(sender, path, reason="Wij stoppen ermee."):
    response = opened(sender.client, path).send(what="remove", removal_reason=reason)
    send_due()
    return response


def page_of_submission():
    return address(Submission, "change", Submission.objects.latest("pk").pk)


def is_public(client, row):
    return client.get(row.get_absolute_url()).status_code == 200


def removed(desk):
    path = page_of_submission()
    response = review_form(desk, path, desk.get(path)).send(remove="ja")
    send_due()
    return response


def test_a_profile_stays_until_the_leader_presses_once(sender, client, desk, leader, published):
    path, partner = published
    leader.email = "leider@west.example"
    leader.save()
    offer_of_partner = make.an_offer(partner=partner)
    assert asked(sender, path).status_code == 303
    assert is_public(client, partner)
    assert [message.to for message in mail.outbox] == [[leader.email]]
    assert "vraagt om iets van de site te halen, in West" in mail.outbox[0].body
    queue = BeautifulSoup(desk.get("/admin/").content, "lxml").select_one("#inzendingen").parent
    assert "Zaag" in queue.text
    assert "Moet van de site." in queue.text
    assert "Wij stoppen ermee." in text_of(desk.get(page_of_submission()))

    assert removed(desk).status_code == 302

    partner.refresh_from_db()
    assert (partner.email_is_public, partner.phone_is_public, partner.kvk_is_public) == (False,) * 3
    assert not is_public(client, partner)
    assert not is_public(client, offer_of_partner)
    assert mail.outbox[-1].subject == "Van de site gehaald: Zaag"
    assert mail.outbox[-1].to == [Submission.objects.get().email]
    assert "Het staat nu niet op de site." in text_of(client.get(path))
    assert not BeautifulSoup(desk.get("/admin/").content, "lxml").select("#inzendingen")
    kinds = AuditEvent.objects.filter(kind__startswith="remov").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["removal_asked", "removed_on_request"]
    assert Submission.objects.get().removal_reason == ""


def test_an_offer_is_removed_alone_and_without_a_reason(sender, client, desk, region):
    path = sender.fill_in(sender.begin("aanbod"), offer(region))
    sender.press(path, "send")
    decided(desk, "accept")
    row = Offer.objects.get()
    asked(sender, path, reason="")
    removed(desk)

    assert not is_public(client, row)
    assert is_public(client, row.partner)


def test_the_sender_changes_their_mind(sender, client, desk, published):
    path, partner = published
    asked(sender, path)
    form = SentForm(desk, page_of_submission(), desk.get(page_of_submission()), 1)
    assert "U vroeg op" in text_of(client.get(path))
    sender.press(path, "keep")
    form.send(remove="ja")

    assert is_public(client, partner)
    assert "Nagekeken en opgenomen." in text_of(client.get(path))
    assert not remove(Submission.objects.get(), None)


def test_a_change_that_waits_is_dropped(sender, client, desk, desk_elsewhere, published):
    path, partner = published
    sender.press(path, "edit")
    sender.fill_in(f"{path}wie/", [{"region": desk_elsewhere.region.pk}])
    sender.fill_in(f"{path}wat/", [{"summary": "Zaagt nu staal."}])
    sender.press(path, "send")
    page = desk_elsewhere.get(page_of_submission())
    stale = SentForm(desk_elsewhere, page_of_submission(), page, 1)
    asked(sender, path)
    stale.send(accept="ja")

    row = Submission.objects.get()
    assert (row.state, row.before, row.answers["summary"]) == ("opgenomen", {}, "Zaagt hout.")
    assert row.region.name == "West"
    partner.refresh_from_db()
    assert partner.summary == "Zaagt hout."
    removed(desk)
    assert not is_public(client, partner)


def test_nothing_is_removed_that_nobody_asked_for(client, desk, published):
    _, partner = published
    seen = Submission.objects.get().version
    desk.post(page_of_submission(), {"remove": "ja", "seen": seen})

    assert is_public(client, partner)


def test_a_leader_elsewhere_removes_nothing(sender, client, desk, desk_elsewhere, published):
    path, partner = published
    asked(sender, path)
    form = SentForm(desk, page_of_submission(), desk.get(page_of_submission()), 1)
    desk_elsewhere.post(page_of_submission(), form.fields | {"remove": "ja"})
    partner.participations.all().delete()
    make.a_partner_participation(partner=partner, region=desk_elsewhere.region)

    page = desk.get(page_of_submission())
    assert "vraag een landelijke redacteur" in text_of(page)
    assert 'name="remove"' not in page.content.decode()
    form.send(remove="ja")
    assert is_public(client, partner)


def test_only_what_is_on_the_site_can_be_removed(sender, client, region):
    path = sender.begin("bedrijf").removesuffix("wie/")

    assert b'value="remove"' not in client.get(path).content
    sender.press(path, "remove")
    assert not Submission.objects.get().asks_removal


def test_without_a_leader_a_national_editor_is_mailed(sender, leader, published):
    path, _ = published
    leader.is_active = False
    leader.save()
    national = make.a_national_editor(email="landelijk@site.example")
    asked(sender, path)

    assert [message.to for message in mail.outbox] == [[national.email]]
    text = text_of(sender.client.get(path))
    assert "Het wacht op de landelijke redactie, want West heeft hier geen projectleider." in text


def test_a_leader_who_cannot_be_mailed_is_not_said_to_be_missing(sender, leader, published):
    path, _ = published
    leader.email = ""
    leader.save()
    national = make.a_national_editor(email="landelijk@site.example")
    make.a_national_editor(email="")
    asked(sender, path)

    assert [message.to for message in mail.outbox] == [[national.email]]
    assert "Het wacht op de projectleider van West." in text_of(sender.client.get(path))


def test_the_leader_of_the_region_that_an_offer_moved_to_decides(
    sender, client, desk, desk_elsewhere, region
):
    path = sender.fill_in(sender.begin("aanbod"), offer(region))
    sender.press(path, "send")
    decided(desk, "accept")
    row = Offer.objects.get()
    row.region = desk_elsewhere.region
    row.save()
    asked(sender, path, reason="")
    removed(desk_elsewhere)

    assert not is_public(client, row)


def test_a_row_that_an_editor_took_off_meanwhile_is_not_said_to_be_there(sender, client, published):
    path, partner = published
    asked(sender, path)
    assert "Tot dan staat het er nog." in text_of(client.get(path))
    partner.published_from = None
    partner.save()

    assert "Het staat er al niet meer." in text_of(client.get(path))
    assert b'value="keep"' not in client.get(path).content


def test_a_row_that_is_not_valid_today_stays_with_a_message(sender, client, desk, published):
    path, partner = published
    asked(sender, path)
    with changing():
        Partner.objects.filter(pk=partner.pk).update(website="geen adres")
    response = removed(desk)

    assert response.status_code == 302
    assert "geldige URL" in text_of(desk.get(response["Location"]))
    assert is_public(client, partner)


def test_contact_leaves_the_site_from_a_row_that_is_not_valid_today(sender, published):
    path, partner = published
    with changing():
        Partner.objects.filter(pk=partner.pk).update(website="geen adres")

    assert sender.press(path, "hide").status_code == 303
    partner.refresh_from_db()
    assert not partner.public_email
