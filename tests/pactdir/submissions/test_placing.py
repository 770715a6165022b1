"""A company places its profile or offer; a leader decides; a change waits beside what is public."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone

from pactdir.models import AuditEvent, Submission, SubmissionLink
from pactdir.public_forms.limits import MAX_MAILS_A_DAY
from pactdir.submissions import views
from pactdir.submissions.deciding import keep
from pactdir.submissions.views import MAX_DRAFTS
from partners.models import Offer, Partner, PartnerParticipation
from regions.models import Region
from tests import make
from tests.admin.filling import address
from tests.admin.rows import a_submission
from tests.pactdir.public_forms.sending import SentForm, opened
from tests.pactdir.submissions.conftest import (
    EMAIL,
    START,
    accepted,
    decided,
    offer,
    profile,
    text_of,
)
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


# --- the link ---


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(sender):
    a_submission(email=EMAIL)
    answers = [sender.ask_for_link(email).url for email in (EMAIL, "nieuw@zaag.example")]

    assert len(set(answers)) == 1
    assert [message.to for message in mail.outbox] == [[EMAIL], ["nieuw@zaag.example"]]


def test_asking_again_at_once_sends_no_second_mail_and_the_first_link_works(sender, client):
    sender.ask_for_link()
    link = sender.link
    sender.ask_for_link()

    assert len(mail.outbox) == 1
    assert client.get(link).status_code == 200


def test_asking_again_later_leaves_the_first_link_working(sender, client):
    sender.ask_for_link()
    first = sender.link
    SubmissionLink.objects.update(made_at=timezone.now() - timedelta(minutes=6))
    sender.ask_for_link()

    assert sender.link != first
    assert [client.get(link).status_code for link in (first, sender.link)] == [200, 200]


def test_a_link_ends_and_its_token_is_stored_nowhere(sender, client):
    sender.ask_for_link()
    link = sender.link
    assert link.split("/")[3] not in str(list(SubmissionLink.objects.values()))
    SubmissionLink.objects.update(expires_at=timezone.now())

    assert client.get(link).status_code == 404


def test_a_link_shows_only_what_its_own_address_sent(sender, client):
    other = a_submission(email="ander@bedrijf.example", answers={"name": "Geheim"})
    sender.ask_for_link()

    assert "Geheim" not in client.get(sender.link).content.decode()
    assert client.get(f"{sender.link}{other.pk}/").status_code == 404
    assert client.get(f"{sender.link}{other.pk}/wie/").status_code == 404


def test_a_link_changes_only_what_its_own_address_sent(sender, region):
    other = a_submission(email="ander@bedrijf.example", region=region, state="concept")
    own = sender.begin("bedrijf")
    link = sender.link
    before = Submission.objects.values().get(pk=other.pk)
    form = opened(sender.client, own)
    for path in (f"{link}{other.pk}/", f"{link}{other.pk}/wie/"):
        for what in ("send", "back", "edit", "hide", "withdraw"):
            form.path = path
            assert form.send(what=what, name="Gekaapt").status_code == 404

    assert Submission.objects.values().get(pk=other.pk) == before


def test_an_expired_link_changes_nothing(sender, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    form = opened(sender.client, path)
    SubmissionLink.objects.update(expires_at=timezone.now())

    assert form.send(what="send").status_code == 404
    assert Submission.objects.get().state == "concept"


def test_one_address_is_mailed_a_few_times_a_day(sender):
    for _ in range(MAX_MAILS_A_DAY + 2):
        assert sender.ask_for_link().status_code == 303
        SubmissionLink.objects.update(made_at=timezone.now() - timedelta(minutes=6))

    assert len(mail.outbox) == MAX_MAILS_A_DAY


def test_an_address_has_a_few_unsent_drafts(sender):
    path = sender.begin("bedrijf")
    for _ in range(MAX_DRAFTS - 1):
        a_submission(email=EMAIL, state="concept")
    response = opened(sender.client, sender.link).send(kind="bedrijf")

    assert path
    assert response.status_code == 422
    assert "U hebt al tien concepten." in text_of(response)
    assert Submission.objects.count() == MAX_DRAFTS


def test_what_was_sent_is_not_changed_until_it_is_taken_back(sender, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    form = opened(sender.client, f"{path}wat/")
    sender.press(path, "send")
    assert form.send(summary="Stiekem anders.").status_code == 303

    assert Submission.objects.get().answers["summary"] == "Zaagt hout."


def test_opening_the_link_changes_nothing(sender, client, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    before = list(Submission.objects.values())
    for page in (sender.link, path, f"{path}wie/", f"{path}wat/", f"{path}contact/"):
        response = client.get(page)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"
        assert b'rel="canonical"' not in response.content
    assert list(Submission.objects.values()) == before


# --- a profile ---


def test_a_profile_is_public_only_after_the_leader_accepts_it(sender, client, desk, region):
    make.a_place(name="Hoorn")
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    assert not Partner.objects.exists()
    preview = sender.press(path, "preview")
    assert "Zaagt hout." in text_of(preview)
    assert not Partner.objects.exists()
    sender.press(path, "send")
    assert not Partner.objects.exists()

    assert decided(desk, "accept").status_code == 302

    partner = Partner.objects.get()
    assert (partner.name, partner.place.name, partner.kvk_number) == ("Zaag", "Hoorn", "01234567")
    assert partner.source.startswith("opgave van de organisatie zelf, ")
    assert PartnerParticipation.objects.get().region == region
    page = client.get(partner.get_absolute_url()).content.decode()
    assert EMAIL in page
    assert "01234567" not in page
    assert mail.outbox[-1].subject == "Opgenomen: Zaag"
    assert "Nagekeken en opgenomen" in text_of(client.get(path))


def test_the_preview_is_the_page_as_it_will_be(sender, client, desk, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    preview = BeautifulSoup(sender.press(path, "preview").content, "lxml").select_one("main")
    sender.press(path, "send")
    decided(desk, "accept")
    page = client.get("/partners/zaag/")
    public = BeautifulSoup(page.content, "lxml").select_one("main")

    assert preview.select_one("h1").text == public.select_one("h1").text
    assert words_of_first_facts(preview) == words_of_first_facts(public)


def words_of_first_facts(main):
    return [" ".join(dd.text.split()) for dd in main.select("dl.facts dd")]


def test_a_refusal_has_a_reason_and_the_company_can_send_it_again(sender, client, desk, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    sender.press(path, "send")
    assert decided(desk, "refuse", 1, reason="").status_code == 422
    assert Submission.objects.get().state == "verstuurd"

    assert decided(desk, "refuse", 1, reason="Noem uw plaats.").status_code == 302

    assert "Noem uw plaats." in mail.outbox[-1].body
    assert "Noem uw plaats." in text_of(client.get(path))
    assert not Partner.objects.exists()
    sender.fill_in(f"{path}wie/", profile(region, place_name="Hoorn")[:1])
    sender.press(path, "send")
    assert Submission.objects.get().state == "verstuurd"
    decided(desk, "accept")
    assert Partner.objects.get().name == "Zaag"


def test_what_is_changed_after_a_refusal_is_seen_by_no_leader_before_it_is_sent(
    sender, client, desk, desk_elsewhere, region
):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    sender.press(path, "send")
    decided(desk, "refuse", 1, reason="Noem uw plaats.")
    first = profile(desk_elsewhere.region)[0] | {"name": "Zager"}
    sender.fill_in(f"{path}wie/", [first])

    url = address(Submission, "change", Submission.objects.get().pk)
    for browser in (desk, desk_elsewhere):
        assert browser.get(url).status_code in (302, 403, 404)
        assert "Zager" not in text_of(browser.get(address(Submission, "changelist")))
    for page in (path, f"{path}wat/"):
        assert "Noem uw plaats." in text_of(client.get(page))
    sender.press(path, "send")
    assert "Zager" in text_of(desk_elsewhere.get(url))
    assert "Noem uw plaats." not in text_of(client.get(path))


def test_answers_are_not_kept_over_those_of_another_window(sender, region):
    sender.fill_in(sender.begin("bedrijf"), profile(region))
    first, second = Submission.objects.get(), Submission.objects.get()

    assert keep(first, {"makes": "Kozijnen."}, region)
    assert not keep(second, {"makes": "Trappen."}, region)
    assert Submission.objects.get().answers["makes"] == "Kozijnen."


def test_a_step_is_not_kept_over_what_another_window_saved(sender, client, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    first, second = (opened(client, f"{path}wat/") for _ in range(2))
    assert first.send(makes="Kozijnen.").status_code == 303

    page = second.send(makes="Trappen.")

    assert page.status_code == 422
    assert "Dit is net in een ander venster veranderd." in text_of(page)
    assert Submission.objects.get().answers["makes"] == "Kozijnen."
    again = SentForm(client, second.path, page)
    assert again.fields["makes"].strip() == "Trappen."
    assert again.send().status_code == 303
    assert Submission.objects.get().answers["makes"] == "Trappen."


def test_a_submission_that_is_deleted_while_it_is_kept_is_said_to_be_gone(
    sender, client, region, monkeypatch
):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    form = opened(client, f"{path}wat/")

    def deleted_first(*args):
        Submission.objects.all().delete()
        return keep(*args)

    monkeypatch.setattr(views, "keep", deleted_first)
    page = form.send(makes="Kozijnen.")

    assert page.status_code == 404


@pytest.mark.parametrize("what", ["send", "withdraw"])
def test_what_another_window_changed_is_shown_before_it_is_decided_on(sender, client, region, what):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    form = opened(client, path)
    sender.fill_in(f"{path}wat/", [{"makes": "Kozijnen."}])

    page = form.send(what=what)

    assert page.status_code == 422
    assert "Dit is net veranderd. Hieronder staat hoe het nu is." in text_of(page)
    assert "Kozijnen." in text_of(page)
    assert Submission.objects.get().state == "concept"


def test_contact_leaves_the_site_from_a_page_that_was_open_long(sender, client, desk, region):
    path, partner = accepted(sender, desk, region)
    form = opened(client, path)
    sender.press(path, "edit")

    assert form.send(what="hide").status_code == 303

    partner.refresh_from_db()
    assert not partner.email_is_public


def test_the_leader_changes_it_first(sender, desk, region):
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    decided(desk, "accept", summary="Zaagt netjes hout.")

    assert Partner.objects.get().summary == "Zaagt netjes hout."


def test_what_the_leader_types_wrong_is_said_and_publishes_nothing(sender, desk, region):
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    response = decided(desk, "accept", kvk_number="12")

    assert response.status_code == 422
    assert "Een KVK-nummer is acht cijfers." in text_of(response)
    assert not Partner.objects.exists()


def test_a_change_waits_while_the_published_page_stays(sender, client, desk, region):
    path, partner = accepted(sender, desk, region)
    sender.press(path, "edit")
    sender.fill_in(f"{path}wat/", [{"summary": "Zaagt nu staal."}])
    sender.press(path, "send")
    url = partner.get_absolute_url()

    assert "Zaagt hout." in text_of(client.get(url))
    assert "staal" not in text_of(client.get(url))
    review = desk.get(address(Submission, "change", Submission.objects.get().pk))
    assert "Gewijzigd. Nu op de site: Zaagt hout." in text_of(review)
    assert "Zaagt nu staal." in text_of(review)
    rows = BeautifulSoup(review.content, "lxml").select(".form-row:has(strong) label")
    assert [row.text for row in rows] == ["Uw bedrijf in twee zinnen:"]

    decided(desk, "accept")
    assert "Zaagt nu staal." in text_of(client.get(url))
    assert Partner.objects.count() == PartnerParticipation.objects.count() == 1


def test_a_withdrawn_change_leaves_what_is_published(sender, client, desk, region):
    path, partner = accepted(sender, desk, region)
    sender.press(path, "edit")
    sender.fill_in(f"{path}wat/", [{"summary": "Zaagt nu staal."}])
    sender.press(path, "withdraw")

    assert Submission.objects.get().state == "opgenomen"
    assert "Zaagt hout." in text_of(client.get(partner.get_absolute_url()))


def test_shared_contact_leaves_the_site_at_once_without_anybody(sender, client, desk, region):
    path, partner = accepted(sender, desk, region, kvk_is_public="on")
    url = partner.get_absolute_url()
    assert "01234567" in client.get(url).content.decode()

    sender.press(path, "hide")

    page = client.get(url).content.decode()
    assert "01234567" not in page
    assert EMAIL not in page


def test_two_decisions_at_once_are_one(sender, desk, region):
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    submission = Submission.objects.get()
    path = address(Submission, "change", submission.pk)
    stale = desk.get(path)
    decided(desk, "accept")
    again = SentForm(desk, path, stale, 1).send(accept="ja")

    assert again.status_code == 302
    assert Partner.objects.count() == 1


def test_what_the_sender_took_back_cannot_be_accepted(sender, desk, region):
    check = sender.fill_in(sender.begin("bedrijf"), profile(region))
    sender.press(check, "send")
    path = address(Submission, "change", Submission.objects.get().pk)
    seen = desk.get(path)
    sender.press(check, "back")
    SentForm(desk, path, seen, 1).send(accept="ja")

    assert not Partner.objects.exists()


# --- doubles ---


def test_likely_doubles_are_shown_with_why(sender, desk, region):
    hoorn = make.a_place(name="Hoorn")
    make.a_partner(name="Zaag", place=hoorn)
    make.a_partner(name="Zaagwerk", kvk_number="01234567")
    make.a_partner(name="Hout", website="https://www.zaag.example/over")
    make.a_partner(name="Ander")
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    page = desk.get(address(Submission, "change", Submission.objects.get().pk))
    shown = BeautifulSoup(page.content, "lxml").select(".past__deleted li")

    assert [" ".join(row.text.split()) for row in shown] == [
        "Hout: hetzelfde adres van de site.",
        "Zaag, Hoorn: dezelfde naam en plaats.",
        "Zaagwerk: hetzelfde KVK-nummer.",
    ]


def test_a_leader_does_not_rewrite_a_partner_of_another_region(sender, desk, region):
    partner = make.a_partner(name="Zaag", summary="Oud.")
    make.a_partner_participation(partner=partner)
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    response = decided(desk, "accept", partner=partner.pk)

    assert response.status_code == 422
    partner.refresh_from_db()
    assert partner.summary == "Oud."


def test_the_same_kvk_number_again_is_said_and_nothing_is_half_written(sender, desk, region):
    make.a_partner(kvk_number="01234567")
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    response = decided(desk, "accept")

    assert response.status_code == 422
    assert "Er is al een partner met dit KVK-nummer." in text_of(response)
    assert Submission.objects.get().state == "verstuurd"


# --- offers and regions ---


def test_an_offer_of_a_new_company_comes_with_its_partner(sender, client, desk, region):
    path = sender.fill_in(sender.begin("aanbod"), offer(region))
    assert "Je ziet zagen." in text_of(sender.press(path, "preview"))
    sender.press(path, "send")
    decided(desk, "accept")

    row = Offer.objects.get()
    assert (row.partner.name, row.region, row.body) == (
        "Zaag",
        region,
        "<p>Eerst dit.</p><p>Dan dat.</p>",
    )
    assert EMAIL in client.get(row.get_absolute_url()).content.decode()
    sender.press(path, "hide")
    assert EMAIL not in client.get(row.get_absolute_url()).content.decode()


def test_a_changed_offer_keeps_its_paragraphs_and_partner(sender, desk, region):
    path = sender.fill_in(sender.begin("aanbod"), offer(region))
    sender.press(path, "send")
    decided(desk, "accept")
    sender.press(path, "edit")
    sender.fill_in(f"{path}wie/", [{"name": "Kijk mee"}])
    sender.press(path, "send")
    decided(desk, "accept")

    row = Offer.objects.get()
    assert (row.name, row.body) == ("Kijk mee", "<p>Eerst dit.</p><p>Dan dat.</p>")
    assert Partner.objects.count() == 1


def test_an_address_is_shared_only_after_a_tick(sender, region):
    *first, last = offer(region, share=[])
    path = sender.fill_in(sender.begin("aanbod"), first)
    response = opened(sender.client, path).send(**last)

    assert response.status_code == 422
    assert "Vink dit aan, of haal het adres en nummer hierboven weg." in text_of(response)


def test_a_region_that_asks_becomes_a_draft_of_the_national_editor(sender, client, desk):
    path = sender.fill_in(
        sender.begin("regio"),
        [{"name": "Techniekpact Oost", "lead_organisation": "School", "asked_by": "leider"}],
    )
    sender.press(path, "send")
    assert desk.get(address(Submission, "change", Submission.objects.get().pk)).status_code == 302
    national = type(client)()
    national.force_login(make.a_national_editor())
    assert "Techniekpact Oost" in text_of(national.get("/admin/"))
    decided(national, "accept")

    made = Region.objects.get(name="Techniekpact Oost")
    assert made.published_from is None
    assert "Penvoerder of trekker: School" in made.editor_note


# --- the queue ---


def test_a_leader_sees_only_what_was_sent_to_their_region(desk, region):
    a_submission(region=region, answers={"name": "Onze"})
    a_submission(region=region, answers={"name": "Concept"}, state="concept")
    other = a_submission(answers={"name": "Andere"})
    page = text_of(desk.get(address(Submission, "changelist")))

    assert "Onze" in page
    assert "Concept" not in page
    assert "Andere" not in page
    assert desk.get(address(Submission, "change", other.pk)).status_code == 302
    desk.post(address(Submission, "change", other.pk), {"refuse": "ja", "reason": "x"})
    desk.post(
        address(Submission, "changelist"),
        {"action": "refuse_unwanted", "_selected_action": [other.pk]},
    )
    other.refresh_from_db()
    assert other.state == "verstuurd"


def test_an_editor_who_may_not_publish_sees_no_submissions(client, region):
    user = make.a_user()
    make.an_assignment(user=user, region=region, role="editor")
    client.force_login(user)
    row = a_submission(region=region, answers={"name": "Onze"})

    assert client.get(address(Submission, "changelist")).status_code == 403
    assert client.get(address(Submission, "change", row.pk)).status_code in (302, 403)
    assert "Onze" not in text_of(client.get("/admin/"))


def test_the_index_shows_what_waits_longest_first(desk, client, leader, region):
    now = timezone.now()
    type(leader).objects.filter(pk=leader.pk).update(email="west@techniek.example")
    a_submission(region=region, answers={"name": "Versgezaagd"})
    a_submission(region=make.a_region(), answers={"name": "Zonder leider"})
    a_submission(
        region=region, answers={"name": "Vergeten"}, sent_at=now - timedelta(days=14, minutes=1)
    )
    page = BeautifulSoup(desk.get("/admin/").content, "lxml")
    first = page.select_one("#content-main > section")

    assert first.select_one("h2").text == "Wacht op uw antwoord"
    assert [link.text for link in first.select(".row__name")] == ["Vergeten", "Versgezaagd"]
    assert "langer dan 14 dagen geleden" in first.text
    national = type(client)()
    national.force_login(make.a_national_editor())
    shown = text_of(national.get("/admin/"))
    assert "Vergeten" in shown
    assert "Zonder leider" in shown  # nobody else hears of it
    assert "Versgezaagd" not in shown


def test_unwanted_ones_are_refused_in_bulk_without_mail(desk, region):
    rows = [a_submission(region=region) for _ in range(3)]
    desk.post(
        address(Submission, "changelist"),
        {"action": "refuse_unwanted", "_selected_action": [row.pk for row in rows]},
    )

    assert set(Submission.objects.values_list("state", flat=True)) == {"afgewezen"}
    assert mail.outbox == []


def test_the_log_says_what_happened_without_names(sender, desk, region):
    sender.press(sender.fill_in(sender.begin("bedrijf"), profile(region)), "send")
    decided(desk, "accept")
    events = AuditEvent.objects.filter(kind__in=["submitted", "submission_accepted"])

    assert {event.region for event in events} == {region}
    assert len(events) == 2
    assert not any("Zaag" in event.sentence or EMAIL in event.sentence for event in events)


def test_the_log_says_which_draft_was_withdrawn(sender, region):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    number = Submission.objects.get().pk
    sender.press(path, "withdraw")

    event = AuditEvent.objects.get(kind="submission_withdrawn")
    assert (event.detail, event.region) == (f"bedrijf, nummer {number}", region)
    assert not Submission.objects.exists()


def test_more_than_two_links_are_refused(sender, region):
    first, second, _ = profile(region)
    path = sender.fill_in(sender.begin("bedrijf"), [first])
    response = opened(sender.client, path).send(
        **second | {"makes": "https://a.example www.b.example http://c.example"}
    )

    assert response.status_code == 422
    assert "hoogstens twee links" in text_of(response)
    assert "makes" not in Submission.objects.get().answers


def test_a_form_of_another_site_stores_nothing(client, sender):
    response = opened(client, START).send(
        email=EMAIL, headers={"HTTP_SEC_FETCH_SITE": "cross-site"}
    )

    assert response.status_code == 422
    assert not SubmissionLink.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"headers": {"HTTP_SEC_FETCH_SITE": "cross-site"}},
        {"headers": {"HTTP_ORIGIN": "https://kwaad.example"}},
        {"homepage": "https://kwaad.example"},
        {"formulier": "onzin"},
    ],
)
def test_every_form_behind_a_link_has_the_same_protection(sender, region, wrong):
    path = sender.fill_in(sender.begin("bedrijf"), profile(region))
    before = Submission.objects.values().get()
    assert opened(sender.client, sender.link).send(kind="bedrijf", **wrong).status_code == 422
    for what in ("send", "withdraw", "preview"):
        assert opened(sender.client, path).send(what=what, **wrong).status_code == 422
    step = opened(sender.client, f"{path}wat/").send(summary="Anders.", **wrong)

    assert step.status_code == 422
    assert Submission.objects.values().get() == before


def test_a_kvk_number_is_in_no_file_or_page_without_its_tick(sender, client, desk, region):
    _, partner = accepted(sender, desk, region)
    paths = [partner.get_absolute_url(), "/partners/", "/partners.csv"]
    for path in [*paths, f"{region.get_absolute_url()[:-1]}.csv"]:
        response = client.get(path)
        assert response.status_code == 200, path
        assert "01234567" not in response.content.decode(), path
    assert "Zaag" not in text_of(client.get("/zoeken/?q=01234567"))


def test_a_draft_is_nowhere_public(sender, client, region):
    sender.fill_in(sender.begin("bedrijf"), profile(region))
    for path in ("/partners/", "/partners.csv", "/zoeken/?q=zaag", "/sitemap.xml"):
        assert "Zaag" not in client.get(path).content.decode()


@pytest.mark.parametrize("kind", ["bedrijf", "aanbod"])
def test_each_choice_says_what_leaving_it_open_means(sender, client, kind):
    blanks, ticks = set(), set()
    path = sender.begin(kind).removesuffix("wie/")
    for step in ("wie", "wat", "contact"):
        page = BeautifulSoup(client.get(f"{path}{step}/").content, "lxml")
        for option in page.select('main option[value=""]'):
            blanks.add(option.text)
        ticks |= {words(tick.parent) for tick in page.select("main input[type=checkbox]")}

    assert blanks <= {"Kies een regio", "Maak een keuze", "Niet opgegeven"}
    assert "Maak een keuze" in blanks
    assert not any("mag leeg" in tick or tick == "" for tick in ticks)
