"""What a leader is offered on the page of a submission, and what the sender reads of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from pactdir.mail.sending import send_due
from pactdir.models import Submission
from pactdir.submissions.doubles import may_change_row
from partners.models import Offer, Partner, PartnerParticipation
from regions.assigned_rights import rights_of_user
from regions.clock import today
from regions.fields.partial_date import PartialDate
from tests import make
from tests.admin.filling import address
from tests.pactdir.submissions.conftest import (
    accepted,
    decided,
    notes,
    offer,
    profile,
    review_form,
    text_of,
)

pytestmark = pytest.mark.django_db


def sent_offer(sender, region, **fields):
    first, *rest = offer(region)
    path = sender.fill_in(sender.begin("aanbod"), [first | fields, *rest])
    sender.press(path, "send")
    return path


def page_of_submission():
    return address(Submission, "change", Submission.objects.latest("pk").pk)


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


def test_a_draft_that_the_leader_chooses_is_published(sender, client, desk, region):
    draft = make.a_partner(name="Zaag", published_from=None)
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    sender.press(path, "send")
    page = decided(desk, "accept", partner=draft.pk)
    review_form(desk, page_of_submission(), page).send(accept="ja")
    send_due()

    partner = Partner.objects.get()
    assert partner.published_from == today()
    assert client.get(partner.get_absolute_url()).status_code == 200
    assert partner.get_absolute_url() in mail.outbox[-1].body


def test_an_offer_is_published_with_the_draft_that_the_leader_chooses(sender, client, desk, region):
    draft = make.a_partner(name="Zaag", slug="zaag", published_from=None)
    make.a_partner(name="Zaag", slug="zaag")
    sent_offer(sender, region)
    decided(desk, "accept", partner=draft.pk)

    row = Offer.objects.get()
    assert row.partner == draft
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(row.partner.get_absolute_url()).status_code == 200
    assert row.get_absolute_url() in mail.outbox[-1].body


@pytest.mark.parametrize("is_profile", [True, False], ids=["profile", "offer"])
def test_a_change_of_what_is_off_the_site_puts_it_back(sender, client, desk, region, is_profile):
    if is_profile:
        path, row = accepted(sender, desk, region)
    else:
        path = sent_offer(sender, region)
        decided(desk, "accept")
        row = Offer.objects.get()
    row.published_from = None
    row.save()
    sender.press(path, "edit")
    sender.press(path, "send")

    text = text_of(desk.get(page_of_submission()))
    assert (
        f"Nu een concept, niet op de site: {row}. Met “Neem op” komt dat weer op de site." in text
    )
    assert "blijft staan" not in text
    decided(desk, "accept")
    assert client.get(row.get_absolute_url()).status_code == 200
    assert row.get_absolute_url() in mail.outbox[-1].body


def test_what_an_editor_takes_off_the_site_meanwhile_is_not_put_back_unseen(sender, desk, region):
    path, partner = accepted(sender, desk, region)
    sender.press(path, "edit")
    sender.press(path, "send")
    opened_before = desk.get(page_of_submission())
    partner.published_from = None
    partner.save()
    page = review_form(desk, page_of_submission(), opened_before).send(accept="ja")

    partner.refresh_from_db()
    assert partner.published_from is None
    assert "Nu een concept, niet op de site: Zaag." in text_of(page)
    review_form(desk, page_of_submission(), page).send(accept="ja")
    partner.refresh_from_db()
    assert partner.published_from == today()


def test_a_draft_is_not_proposed_as_the_partner_of_an_offer(sender, desk, region):
    make.a_partner(name="Zaag", published_from=None)
    sent_offer(sender, region)

    assert "Concept, niet op de site" in text_of(desk.get(page_of_submission()))
    decided(desk, "accept")
    assert Offer.objects.get().partner.published_from == today()
    assert Partner.objects.count() == 2


def test_the_sender_reads_that_the_page_is_not_yet_on_the_site(sender, client, desk, region):
    path, partner = accepted(sender, desk, region)
    sender.press(path, "edit")
    sender.press(path, "send")
    partner.published_from = today() + timedelta(days=1)
    partner.save()
    decided(desk, "accept")

    partner.refresh_from_db()
    assert partner.published_from == today() + timedelta(days=1)
    assert mail.outbox[-1].subject == "Nagekeken: Zaag"
    body = " ".join(mail.outbox[-1].body.split())
    for text in (body, text_of(client.get(path))):
        assert "agekeken. Het staat nu niet op de site." in text
        assert "opgenomen" not in text
        assert "van de site" not in text
        assert partner.get_absolute_url() not in text


def years_from_now(years):
    return PartialDate(today().year + years)


@pytest.mark.parametrize(
    ("period", "is_added"),
    [
        ({"until": years_from_now(-1)}, True),
        ({"since": years_from_now(1)}, False),
        ({"since": years_from_now(-1)}, False),
    ],
)
def test_a_former_or_future_participant_is_accepted(sender, desk, region, period, is_added):
    partner = make.a_partner(name="Zaag")
    make.a_partner_participation(partner=partner, region=region, **period)
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    sender.press(path, "send")
    page = decided(desk, "accept", partner=partner.pk)
    assert review_form(desk, page_of_submission(), page).send(accept="ja").status_code == 302

    added = PartnerParticipation.objects.filter(source__startswith="opgave van de organisatie")
    assert [row.since for row in added] == [PartialDate.of(today())] * is_added


@pytest.mark.parametrize(
    ("periods", "may"),
    [
        ({}, True),
        ({"West": {}}, True),
        ({"Oost": {}}, False),
        ({"West": {"until": years_from_now(-1)}, "Oost": {}}, False),
        ({"West": {}, "Oost": {}}, True),
        ({"West": {"until": years_from_now(-1)}}, True),
        ({"Oost": {"until": years_from_now(-1)}}, False),
        ({"West": {"since": years_from_now(1)}}, True),
    ],
)
def test_a_leader_changes_partners_of_the_regions_they_lead_now(
    region, leader, desk_elsewhere, periods, may
):
    partner = make.a_partner()
    regions = {"West": region, "Oost": desk_elsewhere.region}
    for name, period in periods.items():
        make.a_partner_participation(partner=partner, region=regions[name], **period)

    assert may_change_row(partner, rights_of_user(leader), today()) is may


def test_a_region_that_is_accepted_is_told_that_it_is_a_draft(sender, client):
    path = sender.begin("regio")
    answers = {"name": "Noord", "lead_organisation": "Gemeente", "asked_by": "Projectleider"}
    path = sender.fill_in(path, [answers])
    sender.press(path, "send")
    national = type(client)()
    national.force_login(make.a_national_editor())
    decided(national, "accept")

    texts = [mail.outbox[-1].body, *(text_of(client.get(url)) for url in (path, sender.link))]
    assert ["Wij maakten een concept" in text for text in texts] == [True, True, False]
    for text in texts:
        assert "opgenomen" not in text
        assert "van de site halen" not in text


def test_what_is_missing_is_named(sender, client):
    path = sender.begin("bedrijf").removesuffix("wie/")

    notice = BeautifulSoup(client.get(path).content, "lxml").select_one("main .notice")
    assert [row.text for row in notice.select("li")] == [
        "Naam van uw organisatie: Dit veld is verplicht.",
        "Wat voor organisatie is dat?: Dit veld is verplicht.",
        "Techniekregio: Dit veld is verplicht.",
    ]


def test_a_preview_says_that_it_is_one_and_leads_back(sender, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))

    preview = sender.press(path, "preview")

    assert "Nu staat dit er nog niet." in text_of(preview)
    assert f'href="{path}"' in preview.content.decode()


def test_an_answer_from_which_a_name_was_erased_is_written_again_first(sender, desk, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    sender.press(path, "send")
    row = Submission.objects.get()
    row.answers["makes"] = "Daken. Vraag naar [verwijderd]."
    row.save()

    refused = decided(desk, "accept")

    assert refused.status_code == 422
    assert "Hier is een naam gewist. Schrijf de zin opnieuw" in text_of(refused)
    assert not Partner.objects.exists()
    assert decided(desk, "accept", makes="Daken.").status_code == 302
    assert Partner.objects.get().makes == "Daken."


def test_a_sender_writes_an_answer_again_from_which_a_name_was_erased(sender, client, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    row = Submission.objects.get()
    row.answers["makes"] = "Daken. Vraag naar [verwijderd]."
    row.save()

    sender.press(path, "send")

    assert Submission.objects.get().state == "concept"
    missing = BeautifulSoup(client.get(path).content, "lxml").select_one("main .notice a")
    assert missing["href"] == f"{path}wat/#id_makes"
    assert "Hier is een naam gewist." in missing.text


def refused_and_sent_again(sender, desk, region, **fields):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    sender.press(path, "send")
    decided(desk, "refuse", 1, reason="Zeg wat u maakt.")
    sender.fill_in(f"{path}wat/", [fields])
    sender.press(path, "send")
    return path


def test_what_changed_since_a_refusal_is_marked_with_what_was_refused(sender, desk, region):
    refused_and_sent_again(sender, desk, region, makes="Daken en kozijnen.", trades="")

    page = desk.get(page_of_submission())

    assert notes(page) == {
        "Wat maakt of doet u?": "Gewijzigd na de weigering. Toen: Daken.",
        "Voor welke vakken leidt u op?": "Gewijzigd na de weigering. Toen: timmeren",
    }
    assert "Wat daarna is gewijzigd, is gemarkeerd." in text_of(page)
    decided(desk, "accept")
    assert Submission.objects.get().refused is None


def test_a_submission_that_is_sent_again_unchanged_says_so(sender, desk, region):
    refused_and_sent_again(sender, desk, region)

    page = desk.get(page_of_submission())

    assert "Dit is eerder geweigerd. Daarna is niets gewijzigd." in text_of(page)
    assert notes(page) == {}


def test_another_region_is_not_shown_what_the_first_refused(sender, desk, desk_elsewhere, region):
    path = refused_and_sent_again(sender, desk, region, makes="Kozijnen.")
    sender.press(path, "back")
    sender.fill_in(f"{path}wie/", [{"region": desk_elsewhere.region.pk}])
    sender.press(path, "send")

    page = text_of(desk_elsewhere.get(page_of_submission()))

    assert "Kozijnen." in page
    assert "Daken." not in page
    assert "geweigerd" not in page
