"""The team of a region: a leader invites editors, and withdraws invitations and roles."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pactdir.mail.sending import send_due
from pactdir.models import Invitation, Message
from regions.models import Assignment, AssignmentChange, Region
from regions.writing.changing import changing
from tests import make
from tests.admin.filling import address
from tests.admin.rows import an_invitation

PASSWORD = "vijver-trompet-14-kaas"
ADDRESS = "noor@school.example"


@pytest.fixture(autouse=True)
def _no_mail_at_once(settings):
    settings.MAIL_AT_ONCE = False


@pytest.fixture
def region(db):
    return make.a_region(name="Westerland")


@pytest.fixture
def leader(region):
    return make.an_assignment(region=region, user=make.a_user(first_name="Lea")).user


@pytest.fixture
def as_leader(client, leader):
    client.force_login(leader)
    return client


@pytest.fixture
def noor(db):
    user = make.a_user(username="noor", email="Noor@school.example", password=PASSWORD)
    make.an_assignment(user=user, role="editor")
    return user


def team(region):
    return address(Region, "team", region.pk)


def send(client, region, what, **fields):
    return client.post(team(region), {"what": what, **fields}, follow=True)


def invite(client, region, email=ADDRESS, role="editor"):
    return send(client, region, "invite", email=email, role=role)


def text_of(response):
    soup = BeautifulSoup(response.content, "lxml")
    return " ".join(soup.get_text(" ").split())


def link_in_mail():
    send_due()
    return re.search(r"https?://[^/]+(/admin/uitnodiging/\S+/)", mail.outbox[-1].body)[1]


def roles(email=ADDRESS):
    rows = Assignment.objects.filter(user__email__iexact=email)
    return set(rows.values_list("region__name", "role"))


def chosen(**fields):
    return {"new_password1": PASSWORD, "new_password2": PASSWORD, **fields}


def test_a_leader_invites_an_editor_who_chooses_a_password_and_works_on_the_region(
    as_leader, region
):
    assert "Noor@school.example" not in text_of(as_leader.get(team(region)))
    assert ADDRESS in text_of(invite(as_leader, region, "Noor@school.example"))
    assert not User.objects.filter(email=ADDRESS).exists()

    visitor, link = Client(), link_in_mail()
    assert "Lea nodigt u uit om mee te werken aan Westerland" in mail.outbox[-1].body
    assert "al een account" not in mail.outbox[-1].body
    assert visitor.get(link).status_code == 200
    assert roles() == set()
    saved = visitor.post(link, chosen(first_name="Noor"))

    assert saved.url == "/admin/login/"
    assert roles() == {("Westerland", "editor")}
    visitor.post("/admin/login/", {"username": ADDRESS, "password": PASSWORD})
    assert visitor.get(address(Region, "change", region.pk)).status_code == 200
    assert visitor.get(team(region)).status_code == 403
    page = text_of(as_leader.get(team(region)))
    assert "Noor (noor@school.example) , Redacteur" in page
    assert "Er staat geen uitnodiging open." in page
    send_due()
    assert len(mail.outbox) == 1


def test_an_invitation_link_works_only_once(as_leader, region):
    invite(as_leader, region)
    link = link_in_mail()
    Client().post(link, chosen())

    assert Client().get(link).status_code == 404
    assert Client().post(link, chosen()).status_code == 404
    assert Client().get("/admin/uitnodiging/onzin/").status_code == 404


def test_if_two_people_use_a_link_at_once_only_one_gets_an_account(as_leader, region, monkeypatch):
    invite(as_leader, region)
    link = link_in_mail()
    monkeypatch.setattr("pactdir.accounts.accepting.claim", lambda invitation: False)

    assert Client().post(link, chosen()).status_code == 404
    assert not User.objects.filter(email=ADDRESS).exists()


def test_a_user_with_an_account_accepts_with_a_button_after_logging_in(as_leader, region, noor):
    before = roles()
    invite(as_leader, region)
    link = link_in_mail()
    assert "U hebt al een account. Meld u aan als noor" in mail.outbox[-1].body
    visitor, other = Client(), Client()
    other.force_login(make.an_assignment().user)
    for client in (visitor, other):
        assert "U hebt al een account" in text_of(client.get(link))
        assert "U hebt al een account" in text_of(client.post(link, chosen()))
    assert visitor.get(link).content.decode().count("new_password") == 0

    visitor.post(f"/admin/login/?next={link}", {"username": "noor", "password": PASSWORD})
    assert "Neem de uitnodiging aan" in visitor.get(link).content.decode()
    assert roles() == before
    visitor.post(link)

    assert roles() == before | {("Westerland", "editor")}
    assert visitor.post(link).status_code == 404


def test_an_invitation_cannot_be_accepted_between_password_and_second_factor(
    as_leader, region, noor, settings
):
    settings.SECOND_FACTOR = "everyone"
    before = roles()
    Invitation.objects.all().delete()
    an_invitation(region=region, email=ADDRESS, invited_by=make.a_national_editor())
    link = link_in_mail()
    visitor = Client()
    visitor.force_login(noor)

    for response in (visitor.get(link), visitor.post(link)):
        assert response.url.startswith("/admin/tweede-stap/?next=")
    assert roles() == before


def test_an_account_without_any_access_is_reused(as_leader, region):
    user = make.a_user(username="noor", email=ADDRESS, password="iets-heel-anders-12")
    invite(as_leader, region)

    Client().post(link_in_mail(), chosen())

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert roles() == {("Westerland", "editor")}


@pytest.mark.parametrize(
    "fields",
    [
        {"email": ADDRESS, "is_active": False},
        {"username": ADDRESS, "email": "een-ander@school.example"},
    ],
)
def test_a_link_sets_no_password_on_an_account_that_is_inactive_or_has_another_address(
    as_leader, region, fields
):
    user = make.a_user(password="iets-heel-anders-12", **fields)
    invite(as_leader, region)

    page = Client().post(link_in_mail(), chosen())

    user.refresh_from_db()
    assert "Vraag een landelijke redacteur" in text_of(page)
    assert user.check_password("iets-heel-anders-12")
    assert not user.assignments.exists()


def test_an_invitation_does_not_lower_a_role(as_leader, region, noor):
    Assignment.objects.filter(user=noor).delete()
    make.an_assignment(user=noor, region=region, role="leader")
    invite(as_leader, region)
    visitor = Client()
    visitor.force_login(noor)

    visitor.post(link_in_mail())

    assert roles() == {("Westerland", "leader")}


def test_the_response_is_the_same_for_an_address_with_an_account(as_leader, region, noor):
    """Also the same number of queries, as a proxy for the same response time."""
    pages, counts = [], []
    invite(as_leader, region, "warm@school.example")
    for email in (ADDRESS, "onbekend@school.example"):
        with CaptureQueriesContext(connection) as queries:
            response = as_leader.post(
                team(region), {"what": "invite", "email": email, "role": "editor"}
            )
        counts.append([re.sub(r"'[^']*'|\d+", "…", query["sql"]) for query in queries])
        page = text_of(as_leader.get(response.url))
        pages.append(page.replace(email, "…"))
        Invitation.objects.filter(email=email).delete()

    assert pages[0] == pages[1]
    assert len(counts[0]) == len(counts[1])
    conditions = [sql.split("WHERE")[-1] for sql in counts[0]]
    assert not [where for where in conditions if '"auth_user"."email"' in where]


def test_an_invitation_is_resent_and_replaces_the_first(as_leader, region):
    invite(as_leader, region)
    first = link_in_mail()
    row = Invitation.objects.get()
    assert "minder dan vijf minuten" in text_of(send(as_leader, region, "again", row=row.pk))
    Invitation.objects.update(asked_at=timezone.now() - timedelta(minutes=6))

    assert "gaat per mail naar" in text_of(send(as_leader, region, "again", row=row.pk))

    assert Client().get(first).status_code == 404  # even before the mail is sent
    assert Client().get(link_in_mail()).status_code == 200
    assert len(mail.outbox) == 2
    Invitation.objects.update(expires_at=timezone.now())
    assert "De link is verlopen" in text_of(as_leader.get(team(region)))


def test_an_invitation_is_withdrawn(as_leader, region):
    invite(as_leader, region)
    link = link_in_mail()

    page = send(as_leader, region, "withdraw", row=Invitation.objects.get().pk)

    assert "Er staat geen uitnodiging open." in text_of(page)
    assert Client().post(link, chosen()).status_code == 404


def test_a_queued_mail_is_not_sent_once_the_invitation_is_withdrawn(as_leader, region):
    invite(as_leader, region)
    send(as_leader, region, "withdraw", row=Invitation.objects.get().pk)
    send_due()

    assert mail.outbox == []
    assert not Message.objects.exists()


@pytest.mark.parametrize("lost", ["role", "account"])
def test_an_invitation_expires_when_its_sender_loses_their_rights(as_leader, region, leader, lost):
    invite(as_leader, region)
    link = link_in_mail()
    if lost == "role":
        leader.assignments.all().delete()
    else:
        leader.is_active = False
        leader.save()

    assert Client().post(link, chosen()).status_code == 404


def test_a_leader_ends_the_role_of_an_editor(as_leader, region, noor):
    make.an_assignment(user=noor, region=region, role="editor")
    row = region.assignments.get(user=noor)

    page = send(as_leader, region, "end", row=row.pk)

    assert "De rol van noor is ingetrokken." in text_of(page)
    assert ("Westerland", "editor") not in roles()


def test_a_leader_can_neither_invite_nor_remove_a_leader(as_leader, region, leader):
    page = BeautifulSoup(as_leader.get(team(region)).content, "lxml")
    assert [option["value"] for option in page.select("#id_role option")] == ["editor"]
    invite(as_leader, region, role="leader")
    assert not Invitation.objects.exists()
    an_invitation(region=region, email=ADDRESS, role="leader")
    colleague = make.an_assignment(region=region)

    for what, row in [
        ("end", colleague),
        ("again", Invitation.objects.get()),
        ("withdraw", Invitation.objects.get()),
    ]:
        assert "Dat is er niet meer" in text_of(send(as_leader, region, what, row=row.pk))
    assert "al uitgenodigd als projectleider" in text_of(
        _after_a_while(lambda: invite(as_leader, region))
    )

    assert region.assignments.count() == 2
    assert Invitation.objects.get().withdrawn_at is None
    assert Invitation.objects.get().role == "leader"


def _after_a_while(act):
    Invitation.objects.update(asked_at=timezone.now() - timedelta(minutes=6))
    return act()


def test_a_leader_cannot_manage_another_region_through_the_url_of_their_own(
    as_leader, region, noor
):
    theirs = noor.assignments.get()
    invitation = an_invitation(region=theirs.region)

    for what, row in [("end", theirs), ("again", invitation), ("withdraw", invitation)]:
        page = send(as_leader, region, what, row=row.pk)
        assert "Dat is er niet meer" in text_of(page)
        as_leader.post(team(theirs.region), {"what": what, "row": row.pk})
    as_leader.post(team(theirs.region), {"what": "invite", "email": ADDRESS, "role": "editor"})

    assert noor.assignments.count() == 1
    assert list(Invitation.objects.values_list("pk", "withdrawn_at")) == [(invitation.pk, None)]


@pytest.mark.parametrize("what", ["", "onzin", "end", "again", "withdraw", "give_back"])
@pytest.mark.parametrize("row", ["", "x", "-1", "9" * 40, "%00", "²"])
def test_nonsense_input_changes_nothing(as_leader, region, what, row):
    assert "Dat is er niet meer" in text_of(send(as_leader, region, what, row=row))


@pytest.mark.parametrize("email", ["", "geen adres", "a\0@b.example", f"{'x' * 150}@a.example"])
def test_an_invalid_address_gets_a_message(as_leader, region, email):
    page = invite(as_leader, region, email)

    assert BeautifulSoup(page.content, "lxml").select(".errorlist")
    assert not Invitation.objects.exists()


def test_a_region_invites_a_limited_number_a_day(as_leader, region, monkeypatch):
    monkeypatch.setattr("pactdir.accounts.invitations.MAX_A_DAY", 1)
    invite(as_leader, region)

    assert "al 30 mensen uitgenodigd" in text_of(invite(as_leader, region, "bo@school.example"))
    assert Invitation.objects.count() == 1


def test_a_national_editor_invites_a_leader_and_sees_all_invitations(admin, region):
    invite(admin, region, role="leader")
    visitor = Client()

    listed = text_of(admin.get(address(Invitation, "changelist")))
    visitor.post(link_in_mail(), chosen())

    assert ADDRESS in listed
    assert "U wordt projectleider" in mail.outbox[-1].body
    assert roles() == {("Westerland", "leader")}


def test_a_national_editor_grants_roles_again_after_a_region_is_undeleted(admin, region, noor):
    make.an_assignment(user=noor, region=region, role="editor")
    left = make.an_assignment(region=region).user
    key = region.pk
    region.delete()
    with changing():
        left.delete()
    deleted = Region.history.filter(id=key, history_type="-").get()
    admin.post(address(Region, "undelete", deleted.history_id))
    region = Region.objects.get(pk=key)
    page = BeautifulSoup(admin.get(team(region)).content, "lxml")
    rows = [field["value"] for field in page.select("form:has([value=give_back]) [name=row]")]
    assert len(rows) == 1
    before = roles()

    assert "De rol van noor is teruggegeven." in text_of(
        send(admin, region, "give_back", row=rows[0])
    )

    assert roles() == before | {("Westerland", "editor")}
    assert "Dat is er niet meer" in text_of(send(admin, region, "give_back", row=rows[0]))
    client = Client()
    client.force_login(make.an_assignment(region=region).user)
    region.assignments.filter(user=noor).delete()
    assert "Rechten die niet" not in text_of(client.get(team(region)))


def test_the_history_names_who_invited(as_leader, region, leader):
    invite(as_leader, region)
    Client().post(link_in_mail(), chosen(first_name="Noor"))

    change = AssignmentChange.objects.first()

    assert (change.event, change.by) == ("given", leader)
    assert "Noor kreeg de rol Redacteur" in text_of(
        as_leader.get(address(Region, "history", region.pk))
    )
