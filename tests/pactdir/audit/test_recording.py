"""Account events are recorded once, and their records never change."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from pactdir.accounts.links import mail_link, new_link
from pactdir.accounts.own_account import ALL_OTHERS
from pactdir.models import AppendOnly, AuditEvent, AuditKind, LinkKind
from regions.writing.changing import changing
from tests import make
from tests.admin.rows import a_preview, an_import

pytestmark = pytest.mark.django_db
RIGHT = "een lang wachtwoord"
TYPED = "Mijn-geheime-Zin-7"


def sentences():
    return [event.sentence for event in AuditEvent.objects.order_by("pk")]


def log_in(client, username, password, **extra):
    data = {"username": username, "password": password}
    return client.post(reverse("admin:login"), data, REMOTE_ADDR="203.0.113.7", **extra)


@pytest.fixture
def editor():
    return make.a_national_editor(username="landelijk", password=RIGHT)


def test_logins_failures_and_logouts_are_recorded_with_their_ip_address(client, editor):
    before = AuditEvent.objects.count()
    log_in(client, "LANDELIJK", "fout")
    log_in(client, "landelijk", RIGHT)
    client.post(reverse("admin:logout"), REMOTE_ADDR="203.0.113.7")

    events = list(AuditEvent.objects.order_by("pk")[before:])
    assert [event.sentence for event in events] == [
        "Aanmelden mislukte: landelijk.",
        "Landelijk meldde zich aan.",
        "Landelijk meldde zich af.",
    ]
    assert {event.address for event in events} == {"203.0.113.7"}
    assert {event.about_key for event in events} == {editor.pk}


def test_sessions_that_a_user_ends_elsewhere_are_recorded(client, editor):
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    for browser in (firefox, "curl/8.0"):
        log_in(Client(headers={"user-agent": browser}), "landelijk", RIGHT)
    log_in(client, "landelijk", RIGHT)
    before = AuditEvent.objects.count()

    for _ in range(2):  # the second time there is nothing left to end
        client.post(reverse("admin:end_session"), {"sessie": ALL_OTHERS})

    assert {event.sentence for event in AuditEvent.objects.order_by("pk")[before:]} == {
        "Landelijk meldde een andere sessie af: Firefox op Linux.",
        "Landelijk meldde een andere sessie af: Onbekende browser.",
    }
    assert AuditEvent.objects.count() == before + 2


def test_an_unknown_username_is_neither_stored_nor_logged(client, editor, lines, caplog, capfd):
    log_in(client, TYPED, "fout")

    assert AuditEvent.objects.latest("pk").sentence == (
        "Aanmelden mislukte: een naam die hier niet bekend is."
    )
    everything = repr(list(AuditEvent.objects.values())) + repr(lines) + "".join(capfd.readouterr())
    assert TYPED.casefold() not in everything.casefold()
    # django-axes counts attempts by the name typed, for fifteen minutes; its log lines are dropped.
    assert AccessAttempt.objects.filter(username=TYPED.casefold()).exists()
    assert not logging.getLogger("axes.handlers.database").isEnabledFor(logging.WARNING)


def test_rights_accounts_and_invitations_are_recorded():
    region = make.a_region(name="West-Friesland")
    user = make.a_user(username="noor@school.example", email="noor@school.example")
    assignment = make.an_assignment(user=user, region=region, role="editor")
    mail_link(user, LinkKind.INVITATION)
    assignment.role = "leader"
    assignment.save()
    assignment.delete()
    user.is_superuser = True
    user.save()
    user.is_active = False
    user.save()
    with changing():
        user.delete()

    noor = "noor@school.example"
    assert sentences() == [
        f"Een opdracht op de server maakte een account: {noor}.",
        f"Een opdracht op de server gaf {noor} rechten: redacteur van West-Friesland.",
        f"Een opdracht op de server nodigde {noor} uit.",
        f"Een opdracht op de server gaf {noor} rechten: projectleider van West-Friesland.",
        f"Een opdracht op de server trok rechten in van {noor}: projectleider van West-Friesland.",
        f"Een opdracht op de server gaf {noor} rechten: landelijke redacteur.",
        f"Een opdracht op de server wijzigde het account van {noor}: uitgeschakeld.",
        f"Een opdracht op de server verwijderde het account van {noor}.",
    ]
    regions = AuditEvent.objects.order_by("pk").values_list("region_id", flat=True)
    assert list(regions) == [None, *[region.pk] * 4, *[None] * 3]


def test_an_accepted_invitation_and_a_chosen_password_are_recorded(client):
    user = make.an_assignment(role="editor").user
    token, _ = new_link(user, LinkKind.INVITATION)
    before = AuditEvent.objects.count()
    password = "Zeven-groene-fietsen-9"
    address = reverse("admin:choose_password", args=[token])
    client.post(address, {"new_password1": password, "new_password2": password})

    events = AuditEvent.objects.order_by("pk")[before:]
    assert [(event.kind, event.actor_key) for event in events] == [
        ("invitation_accepted", user.pk),
        ("password_chosen", user.pk),
    ]
    assert events[0].region == user.assignments.get().region


def test_events_outlive_their_user_and_region():
    region = make.a_region()
    user = make.an_assignment(region=region).user
    with changing():
        user.delete()
    key = region.pk
    region.delete()

    event = AuditEvent.objects.get(kind=AuditKind.RIGHTS_WITHDRAWN)
    assert (event.region_id, event.about_name) == (key, user.username)
    listed = AuditEvent.objects.select_related("region").get(pk=event.pk)
    assert listed.region is None


def test_imports_and_previews_are_recorded_with_their_user():
    made = an_import(file="scholen.csv")
    preview = a_preview()

    events = AuditEvent.objects.filter(kind__in=[AuditKind.IMPORTED, AuditKind.PREVIEW_MADE])
    assert {(event.actor_key, event.about_name, event.region_id) for event in events} == {
        (made.user_id, "scholen.csv (gemeenten)", None),
        (preview.made_by_id, "PET", preview.region_id),
    }


def test_a_rolled_back_transaction_records_nothing(lines, django_capture_on_commit_callbacks):
    count = AuditEvent.objects.count()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        make.a_user()
        transaction.set_rollback(True)

    assert AuditEvent.objects.count() == count
    assert lines == []


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.update(actor_name="ander"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: AuditEvent._base_manager.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["actor_name"]),
        lambda event: AuditEvent.objects.update_or_create(
            pk=event.pk, defaults={"actor_name": "ander"}
        ),
        lambda event: AuditEvent(pk=event.pk, kind="log_in").save(),
        lambda event: AuditEvent.objects.bulk_create(
            [AuditEvent(pk=event.pk, kind="log_in", actor_name="ander")],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["actor_name"],
        ),
    ],
)
def test_an_event_can_neither_be_changed_nor_deleted(change):
    event = AuditEvent.objects.create(kind="log_in", actor_name="Noor")
    with pytest.raises((AppendOnly, IntegrityError)), transaction.atomic():
        change(event)

    assert AuditEvent.objects.get(pk=event.pk).actor_name == "Noor"


def test_only_ip_addresses_can_be_cleared():
    old = AuditEvent.objects.create(kind="log_in", address="203.0.113.7", actor_name="Noor")
    moment = old.at + timedelta(seconds=1)

    assert AuditEvent.objects.clear_addresses(old.at) == 0
    assert AuditEvent.objects.clear_addresses(moment) == 1
    cleared = AuditEvent.objects.get(pk=old.pk)
    assert (cleared.address, cleared.actor_name, cleared.at) == (None, "Noor", old.at)
