"""A change that waits is merged with what editors changed on the page in the meantime."""

import pytest
from bs4 import BeautifulSoup
from django.core import signing

from pactdir.models import AuditEvent, Submission
from pactdir.submissions.deciding import hide_contact, withdraw
from partners.models import Offer, Partner
from partners.models.offer_links import SAME_REGION
from tests import make
from tests.admin.filling import address
from tests.pactdir.submissions.conftest import (
    EMAIL,
    accepted,
    decided,
    notes,
    offer,
    profile,
    review_form,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(sender, desk, region):
    return accepted(sender, desk, region)


@pytest.fixture
def accepted_offer(sender, desk, region):
    path = sender.fill_in(sender.begin("aanbod"), offer(region))
    sender.press(path, "send")
    decided(desk, "accept")
    return path, Offer.objects.get()


def changed(sender, path, step="wat", **fields):
    sender.press(path, "edit")
    sender.fill_in(f"{path}{step}/", [fields])
    sender.press(path, "send")


def written(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def review(desk):
    path = address(Submission, "change", Submission.objects.latest("pk").pk)
    return path, desk.get(path)


def test_what_an_editor_changed_while_the_change_waited_stays(sender, desk, published):
    path, partner = published
    changed(sender, path, summary="Zaagt nu staal.")
    written(partner, makes="Daken en kozijnen.", website="https://nieuw.example/")

    assert notes(review(desk)[1]) == {
        "Uw bedrijf in twee zinnen": "Gewijzigd. Nu op de site: Zaagt hout."
    }
    assert decided(desk, "accept").status_code == 302
    partner.refresh_from_db()
    assert (partner.summary, partner.makes, partner.website) == (
        "Zaagt nu staal.",
        "Daken en kozijnen.",
        "https://nieuw.example/",
    )


def test_a_field_changed_on_both_sides_is_shown_as_a_conflict(sender, desk, published):
    path, partner = published
    changed(sender, path, summary="Zaagt nu staal.")
    written(partner, summary="Zaagt hout en plaat.")

    _, page = review(desk)
    assert notes(page) == {
        "Uw bedrijf in twee zinnen": (
            "Allebei gewijzigd: door de inzender en op de site. "
            "Nu op de site: Zaagt hout en plaat. Toen de inzender begon: Zaagt hout."
        )
    }
    decided(desk, "accept", summary="Zaagt hout, plaat en staal.")
    partner.refresh_from_db()
    assert partner.summary == "Zaagt hout, plaat en staal."


def test_the_same_change_on_both_sides_is_no_difference(sender, desk, published):
    path, partner = published
    changed(sender, path, summary="Zaagt nu staal.")
    written(partner, summary="Zaagt nu staal.")

    assert notes(review(desk)[1]) == {}


def test_what_is_saved_while_the_leader_looks_is_shown_first(sender, desk, published):
    path, partner = published
    changed(sender, path, summary="Zaagt nu staal.")
    form = review_form(desk, *review(desk))
    written(partner, makes="Kozijnen.", trades="lassen")

    page = form.send(accept="ja", trades="timmeren en lassen")

    assert page.status_code == 422
    assert "Intussen is de pagina gewijzigd. Er is nog niets opgenomen." in text_of(page)
    partner.refresh_from_db()
    assert partner.summary == "Zaagt hout."
    again = review_form(desk, form.path, page)
    assert {name: again.fields[name].strip() for name in ("summary", "makes", "trades")} == {
        "summary": "Zaagt nu staal.",
        "makes": "Kozijnen.",
        "trades": "timmeren en lassen",
    }
    assert notes(page)["Voor welke vakken leidt u op?"] == (
        "Allebei gewijzigd: door u en op de site. Nu op de site: lassen"
    )
    assert again.send(accept="ja").status_code == 302
    partner.refresh_from_db()
    assert (partner.summary, partner.makes, partner.trades) == (
        "Zaagt nu staal.",
        "Kozijnen.",
        "timmeren en lassen",
    )


def test_fields_that_no_company_is_asked_for_stay_as_they_are(sender, desk, published):
    path, partner = published
    changed(sender, path, summary="Zaagt nu staal.")
    written(partner, slug="zaagmaker")
    decided(desk, "accept")

    partner.refresh_from_db()
    assert (partner.slug, partner.summary) == ("zaagmaker", "Zaagt nu staal.")


def test_a_place_of_which_there_are_two_stays(sender, desk, region):
    hoorn = make.a_place(name="Hoorn")
    path, partner = accepted(sender, desk, region)
    make.a_place(name="Hoorn")
    changed(sender, path, summary="Zaagt nu staal.")
    decided(desk, "accept")

    partner.refresh_from_db()
    assert (partner.place, partner.summary) == (hoorn, "Zaagt nu staal.")


def test_the_preview_of_a_change_shows_what_editors_wrote(sender, published):
    path, partner = published
    changed(sender, path, summary="Zaagt nu staal.")
    sender.press(path, "back")
    written(partner, makes="Kozijnen.")
    preview = text_of(sender.press(path, "preview"))

    assert "Zaagt nu staal." in preview
    assert "Kozijnen." in preview
    assert "Daken." not in preview


def test_what_is_accepted_is_shown_to_its_sender_as_it_is_now(sender, client, published):
    path, partner = published
    written(partner, makes="Kozijnen.")
    sender.press(path, "hide")

    shown = text_of(client.get(path))
    assert "Kozijnen." in shown
    assert "Daken." not in shown
    assert "Zet dit op de site: het e-mailadres" not in shown


def test_an_offer_may_not_move_to_a_region_in_which_it_is_open_already(
    sender, desk_elsewhere, accepted_offer
):
    path, row = accepted_offer
    make.an_offer_region(offer=row, region=desk_elsewhere.region)
    sender.press(path, "edit")
    sender.fill_in(f"{path}wie/", [{"region": desk_elsewhere.region.pk}])

    page = sender.press(path, "preview")

    assert page.status_code == 422
    assert SAME_REGION in text_of(page)


def test_withdrawing_deletes_nothing_that_was_just_accepted(sender, desk, region):
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    loaded = Submission.objects.get()
    decided(desk, "accept")

    assert not withdraw(loaded)
    assert Submission.objects.get().state == "opgenomen"
    assert not AuditEvent.objects.filter(kind="submission_withdrawn").exists()


def test_an_offer_says_that_its_organisation_does_not_change(sender, desk, accepted_offer):
    path, _ = accepted_offer
    sender.press(path, "edit")
    form = sender.client.get(f"{path}wie/")
    assert BeautifulSoup(form.content, "lxml").select_one("#id_organisation").has_attr("disabled")
    assert "Van wie dit aanbod is, verandert hier niet." in text_of(form)
    sender.fill_in(f"{path}wie/", [{"organisation": "Ander", "name": "Kijk mee"}])

    answers = Submission.objects.get().answers
    assert (answers["organisation"], answers["name"]) == ("Zaag", "Kijk mee")


def test_a_changed_offer_keeps_what_editors_wrote(sender, desk, accepted_offer):
    path, row = accepted_offer
    changed(sender, path, "wie", name="Kijk mee")
    written(row, body="<p>Eerst <strong>dit</strong>.</p>", capacity=12)
    assert decided(desk, "accept").status_code == 302

    row.refresh_from_db()
    assert (row.name, row.body, row.capacity) == (
        "Kijk mee",
        "<p>Eerst <strong>dit</strong>.</p>",
        12,
    )


@pytest.mark.parametrize("page", ["published", "accepted_offer"])
def test_a_withdrawn_change_of_region_leaves_it_with_its_own_leader(
    request, sender, desk, desk_elsewhere, page
):
    path, _ = request.getfixturevalue(page)
    changed(sender, path, "wie", region=desk_elsewhere.region.pk)
    sender.press(path, "withdraw")

    url, _ = review(desk)
    assert [browser.get(url).status_code for browser in (desk, desk_elsewhere)] == [200, 302]


# --- contact ---


def test_contact_that_is_taken_off_the_site_does_not_come_back_with_a_change(
    sender, desk, published
):
    path, partner = published
    changed(sender, path, "contact", contact_email="werk@zaag.example")
    sender.press(path, "hide")
    decided(desk, "accept")

    partner.refresh_from_db()
    assert partner.contact_email == "werk@zaag.example"
    assert not partner.email_is_public


def test_an_address_of_an_offer_does_not_come_back_with_a_change(sender, desk, accepted_offer):
    path, row = accepted_offer
    changed(sender, path, "contact", join_email="werk@zaag.example")
    sender.press(path, "hide")
    decided(desk, "accept")

    row.refresh_from_db()
    assert row.join_email == ""


def test_a_tick_counts_only_for_the_address_beside_which_it_stood(sender, desk, region):
    path, partner = accepted(sender, desk, region, email_is_public=[])
    changed(sender, path, "contact", email_is_public="on")
    written(partner, contact_email="ander@zaag.example")
    decided(desk, "accept")

    partner.refresh_from_db()
    assert partner.contact_email == "ander@zaag.example"
    assert not partner.email_is_public


def test_hiding_contact_keeps_what_an_editor_wrote_in_the_meantime(published):
    _, partner = published
    loaded = Submission.objects.select_related("partner").get()
    written(partner, makes="Kozijnen.")
    hide_contact(loaded)

    partner.refresh_from_db()
    assert (partner.makes, partner.email_is_public) == ("Kozijnen.", False)


PHONE, NEW_PHONE = "0229 123456", "0229 654321"


@pytest.fixture
def with_private_contact(sender, desk, region):
    """A partner that was there, with a KVK number and telephone that its new sender never gave."""
    partner = make.a_partner(name="Zaag", contact_phone=PHONE, kvk_number="87654321")
    path = sender.fill_in(sender.begin("bedrijf"), profile(region, kvk_number=""))
    sender.press(path, "send")
    page = decided(desk, "accept", partner=partner.pk)
    form = review_form(desk, address(Submission, "change", Submission.objects.get().pk), page)
    assert form.send(accept="ja").status_code == 302
    return path, Partner.objects.get()


def all_that_the_sender_sees(sender, path):
    pages = [sender.client.get(path), sender.client.get(f"{path}contact/")]
    if b'value="preview"' in pages[0].content:
        pages.append(sender.press(path, "preview"))
    return b"".join(page.content for page in pages).decode() + str(Submission.objects.get().answers)


def test_private_contact_of_a_partner_is_not_shown_to_its_sender(
    sender, desk, with_private_contact
):
    path, partner = with_private_contact
    for press in ("", "edit", "send", "back", "withdraw"):
        if press:
            sender.press(path, press)
        seen = all_that_the_sender_sees(sender, path)
        assert PHONE not in seen
        assert "87654321" not in seen
        if press == "send":
            assert PHONE in desk.get(review(desk)[0]).content.decode()
    changed(sender, path, summary="Zaagt nu staal.")
    decided(desk, "accept")

    partner.refresh_from_db()
    assert (
        partner.summary,
        partner.contact_phone,
        partner.kvk_number,
        partner.phone_is_public,
    ) == (
        "Zaagt nu staal.",
        PHONE,
        "87654321",
        False,
    )


def test_private_contact_is_not_shown_to_a_leader_who_may_not_decide(
    sender, desk, desk_elsewhere, with_private_contact
):
    path, _ = with_private_contact
    changed(sender, path, "wie", region=desk_elsewhere.region.pk)

    pages = [review(desk_elsewhere)[1], decided(desk_elsewhere, "accept")]
    for page in pages:
        token = BeautifulSoup(page.content, "lxml").select_one("[name=opened]")["value"]
        salt = f"pactdir.submissions.reviewing {Submission.objects.get().pk}"
        seen = page.content.decode() + str(signing.loads(token, salt=salt))
        assert PHONE not in seen
        assert "87654321" not in seen
        assert EMAIL in seen
    assert "doet mee in een andere regio" in text_of(pages[0])


def test_a_tick_beside_an_empty_field_publishes_no_private_contact(
    sender, desk, with_private_contact
):
    path, partner = with_private_contact
    changed(sender, path, "contact", phone_is_public="on", kvk_is_public="on")
    decided(desk, "accept")

    partner.refresh_from_db()
    assert (partner.contact_phone, partner.phone_is_public, partner.kvk_is_public) == (
        PHONE,
        False,
        False,
    )


def test_a_sender_keeps_seeing_what_they_gave_themselves(sender, desk, region):
    path, partner = accepted(sender, desk, region, contact_phone=PHONE)
    sender.press(path, "edit")
    assert PHONE in all_that_the_sender_sees(sender, path)
    written(partner, contact_phone=NEW_PHONE)

    assert NEW_PHONE not in all_that_the_sender_sees(sender, path)
    sender.press(path, "send")
    decided(desk, "accept")
    partner.refresh_from_db()
    assert partner.contact_phone == NEW_PHONE


# --- a partner that is there already ---


def test_a_partner_that_is_there_already_is_compared_before_it_is_changed(sender, desk, region):
    partner = make.a_partner(
        name="Zaag", summary="Oud.", makes="Kozijnen.", contact_phone="0229 123456"
    )
    written(partner, phone_is_public=True)
    steps = profile(region)
    steps[1]["makes"] = ""
    sender.press(sender.fill_in(sender.begin("bedrijf"), steps), "send")

    page = decided(desk, "accept", partner=partner.pk)
    assert page.status_code == 422
    assert notes(page)["Uw bedrijf in twee zinnen"] == "Verschilt. Nu op de site: Oud."
    path = address(Submission, "change", Submission.objects.get().pk)
    assert review_form(desk, path, page).send(accept="ja").status_code == 302

    row = Partner.objects.get()
    assert (row.summary, row.makes, row.contact_phone, row.phone_is_public, row.contact_email) == (
        "Zaagt hout.",
        "Kozijnen.",
        "0229 123456",
        True,
        EMAIL,
    )


# --- who may ---


def test_a_leader_does_not_accept_for_a_region_of_another(sender, desk, region):
    other = make.a_region(name="Oost")
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    assert "Oost" not in text_of(review(desk)[1])
    response = decided(desk, "accept", region=other.pk)

    assert response.status_code == 422
    assert not Partner.objects.exists()


@pytest.mark.parametrize("page", ["published", "accepted_offer"])
def test_a_leader_does_not_change_a_row_of_another_region(request, sender, desk_elsewhere, page):
    path, row = request.getfixturevalue(page)
    changed(sender, path, "wie", region=desk_elsewhere.region.pk, name="Anders")

    shown = text_of(review(desk_elsewhere)[1])
    assert "doet mee in een andere regio: vraag een landelijke redacteur" in shown
    response = decided(desk_elsewhere, "accept")
    assert response.status_code == 422
    assert "Doet mee in een andere regio" in text_of(response)
    name = row.name
    row.refresh_from_db()
    assert row.name == name
    assert decided(desk_elsewhere, "refuse", 1, reason="Vraag de regio West.").status_code == 302


def test_a_national_editor_changes_a_row_of_any_region(client, sender, desk_elsewhere, published):
    path, partner = published
    changed(sender, path, "wie", region=desk_elsewhere.region.pk)
    national = type(client)()
    national.force_login(make.a_national_editor())
    assert decided(national, "accept").status_code == 302

    regions = partner.participations.values_list("region__name", flat=True)
    assert set(regions) == {"West", "Oost"}
