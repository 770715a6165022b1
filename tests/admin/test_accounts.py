"""User accounts: invited, found, withdrawn; deleting one that signed a confirmation is a change."""

import re
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CASCADE, ForeignKey
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from pactdir.accounts.recent_proof import PROOF_LIFETIME, PROVED
from pactdir.mail.sending import send_due
from pactdir.models import AccountLink, AccountSession, AuditEvent
from regions.editing.national import ReadOnlyAdmin
from regions.models import Assignment, Confirmation, Region
from regions.writing.changing import ContentVersion, changing
from tests import make
from tests.admin.filling import Form, address, opened
from tests.admin.rows import ALL_MAKERS

PASSWORD = "vijver-trompet-14-kaas"


@pytest.fixture
def editor(db):
    return a_national_editor(username="landelijk")


def a_national_editor(**fields):
    return make.a_national_editor(password="drie woorden samen", **fields)


@pytest.fixture(autouse=True)
def _no_mail_at_once(settings):
    settings.MAIL_AT_ONCE = False


def link_in_mail():
    send_due()
    return re.search(r"https?://[^/]+(/admin/\S+/)", mail.outbox[-1].body)[1]


def invite(admin, email="noor@school.example", **fields):
    form = opened(admin, User)
    form.update({"email": email, **fields})
    return form.send()


def test_an_invited_user_chooses_a_password_and_works_on_their_region(admin, client):
    region = make.a_region(name="Westerland")
    row = {"assignments-0-region": region.pk, "assignments-0-role": "leader"}

    assert invite(admin, "Noor@School.example", first_name="Noor", **row).saved

    user = User.objects.get(username="noor@school.example")
    assert (user.email, user.has_usable_password()) == ("noor@school.example", False)
    assert state_shown(admin) == "uitgenodigd"
    link = link_in_mail()
    assert "- projectleider van Westerland" in mail.outbox[-1].body
    visitor = Client()
    visitor.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    log_in = {"username": "NOOR@school.example", "password": PASSWORD}
    assert visitor.post("/admin/login/", log_in).status_code == 302
    assert visitor.get(address(Region, "change", region.pk)).status_code == 200
    assert state_shown(admin) == "actief"


def test_adding_a_leader_takes_four_clicks_on_one_page_then_one_mail_and_three_steps(admin):
    region = make.a_region(name="Westerland")
    clicks = []
    first_screen = BeautifulSoup(admin.get("/admin/").content, "lxml")
    clicks.append(first_screen.select_one(f'a.addlink[href="{address(User, "add")}"]')["href"])
    form = opened(admin, User)
    for name, value in {"region": region.pk, "role": "leader"}.items():
        field = f"assignments-0-{name}"
        clicks.append(form.soup.select_one(f'[name={field}] option[value="{value}"]')["value"])
        form[field] = value
    form["email"] = "noor@school.example"  # typed
    clicks.append(form.soup.select_one("[name=_save]")["value"])
    assert form.send().saved
    assert len(clicks) == 4

    visitor, link = Client(), link_in_mail()
    steps = [visitor.get(link)]
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    steps.append(visitor.post(link, chosen, follow=True))
    log_in = Form(visitor, steps[-1].redirect_chain[-1][0], steps[-1])
    log_in.update({"username": "noor@school.example", "password": PASSWORD})
    steps.append(visitor.post(log_in.where, dict(log_in), follow=True))

    assert steps[-1].redirect_chain[-1][0] == "/admin/"
    assert "Westerland" in steps[-1].content.decode()
    assert len(steps) == 3
    send_due()
    assert len(mail.outbox) == 1


def state_shown(admin):
    page = BeautifulSoup(admin.get(address(User, "changelist")).content, "lxml")
    return page.select("#result_list .field-state")[-1].get_text(strip=True)


def test_an_invitation_is_resent_within_seven_days_and_replaces_the_first(admin):
    invite(admin)
    user = User.objects.get(email="noor@school.example")
    first = link_in_mail()

    admin.post(reverse("admin:auth_user_link", args=[user.pk]))

    assert admin.get(first).status_code == 404
    assert admin.get(link_in_mail()).status_code == 200
    lasts = AccountLink.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < lasts <= timedelta(days=7)


@pytest.mark.parametrize("withdraw", ["disable", "delete"])
def test_an_invitation_is_withdrawn(admin, withdraw):
    invite(admin)
    user = User.objects.get(email="noor@school.example")
    link = link_in_mail()
    if withdraw == "disable":
        form = opened(admin, User, user)
        form["is_active"] = []
        form.send()
    else:
        admin.post(address(User, "delete", user.pk), {"post": "yes"})

    page = Client().post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})

    assert page.status_code == 404


def test_no_user_can_set_another_users_password_but_can_mail_a_link(admin):
    user = make.a_user(email="noor@school.example", password=PASSWORD)
    form = opened(admin, User, user)

    assert not [name for name in form if "password" in name]
    assert admin.get(f"/admin/auth/user/{user.pk}/password/", follow=True).status_code == 200
    admin.post(reverse("admin:auth_user_link", args=[user.pk]))
    assert mail.outbox == []
    assert link_in_mail().startswith("/admin/wachtwoord-kiezen/")
    assert mail.outbox[0].subject == "Nieuw wachtwoord"


def test_a_national_editor_ends_all_sessions_of_a_user(admin):
    noor, colleague = make.an_assignment().user, make.an_assignment().user
    clients = {user: Client() for user in (noor, colleague)}
    for user, client in clients.items():
        client.force_login(user)

    chosen = {"action": "end_sessions", "_selected_action": [noor.pk]}
    assert admin.post(address(User, "changelist"), chosen).status_code == 302

    assert clients[noor].get("/admin/").status_code == 302
    assert clients[colleague].get("/admin/").status_code == 200
    event = AuditEvent.objects.latest("pk")
    assert (event.about_key, event.detail) == (noor.pk, "overal afgemeld")


@pytest.mark.parametrize("fields", [{"email": ""}, {"email": "a@b.example", "is_active": False}])
def test_no_link_is_mailed_to_a_user_who_cannot_use_it(admin, fields):
    user = make.a_user(password=PASSWORD, **fields)

    admin.post(reverse("admin:auth_user_link", args=[user.pk]))

    assert not AccountLink.objects.exists()


def test_changing_an_email_address_or_wiping_a_second_factor_requires_a_full_login(admin):
    user = make.a_user(email="noor@school.example")
    TOTPDevice.objects.create(user=user)
    session = admin.session
    session[PROVED] = (timezone.now() - PROOF_LIFETIME).isoformat()
    session.save()
    form = opened(admin, User, user)
    form["email"] = "ander@school.example"

    (error,) = form.send().errors["email"]
    chosen = {"action": "reset_second_factor", "_selected_action": [user.pk]}
    wiped = admin.post(address(User, "changelist"), chosen)

    assert "meldt zich eerst opnieuw aan" in error
    assert wiped["Location"].startswith(reverse("admin:confirm_password"))
    assert TOTPDevice.objects.exists()
    form["email"] = "Noor@school.example"  # unchanged
    assert form.send().saved
    user.refresh_from_db()
    assert user.email == "noor@school.example"


@pytest.mark.parametrize("email", ["", "geen adres", "BO@school.example", f"{'x' * 150}@a.example"])
def test_an_email_address_is_required_and_belongs_to_one_account(admin, email):
    make.a_user(username="bo", email="bo@school.example")

    assert list(invite(admin, email).errors) == ["email"]


def test_a_new_email_address_becomes_the_login_name_and_a_former_username_still_works(admin):
    by_address = make.a_user(username="noor@school.example", email="noor@school.example")
    by_name = make.a_user(username="bo", email="bo@school.example")
    for user in (by_address, by_name):
        form = opened(admin, User, user)
        form["email"] = f"nieuw-{user.email}"
        assert form.send().saved
        user.refresh_from_db()

    assert (by_address.username, by_name.username) == ("nieuw-noor@school.example", "bo")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rol=landelijk", {"landelijk"}),
        ("rol=leader", {"leider"}),
        ("rol=editor", {"redacteur"}),
        ("rol=geen", {"uit", "nieuw"}),
        ("stand=uitgenodigd", {"nieuw"}),
        ("stand=uit", {"uit"}),
        ("tweede-stap=ja", {"leider", "redacteur"}),
        ("tweede-stap=nee", {"landelijk", "uit", "nieuw"}),
        ("laatst=lang", {"leider"}),
        ("q=noor", {"leider"}),
        ("rol=onzin", {"landelijk", "leider", "redacteur", "uit", "nieuw"}),
    ],
)
def test_the_list_is_filtered_by_role_state_second_factor_and_last_login(admin, query, expected):
    long_ago = timezone.now() - timedelta(days=366)
    leader = make.a_user(
        username="leider", email="noor@a.example", password=PASSWORD, last_login=long_ago
    )
    make.an_assignment(user=leader, role="leader")
    editor = make.a_user(username="redacteur", password=PASSWORD)
    make.an_assignment(user=editor, role="editor")
    make.a_user(username="uit", password=PASSWORD, is_active=False)
    new = make.a_user(username="nieuw")
    WebAuthnCredential.objects.create(user=leader)
    for user in (editor, new):
        TOTPDevice.objects.create(user=user, confirmed=user is editor)

    page = BeautifulSoup(admin.get(f"{address(User, 'changelist')}?{query}").content, "lxml")

    names, factors = (
        [cell.get_text(strip=True) for cell in page.select(f"#result_list .field-{column}")]
        for column in ("name", "second_factor")
    )
    assert set(names) == expected
    with_factor = {name for name, factor in zip(names, factors, strict=True) if factor == "ja"}
    assert with_factor == expected & {"leider", "redacteur"}


def test_the_form_tells_when_a_user_was_last_seen(admin):
    def shown(user):
        page = BeautifulSoup(admin.get(address(User, "change", user.pk)).content, "lxml")
        return page.select_one(".field-last_seen .readonly").get_text(strip=True)

    user = make.an_assignment(user=make.a_user(password=PASSWORD)).user
    assert shown(user) == "nog nooit"

    in_march = datetime(2026, 3, 5, 14, 30, tzinfo=timezone.get_current_timezone())
    client = Client()
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(last_login=in_march)
    AccountSession.objects.filter(user=user).update(seen_at=in_march + timedelta(days=4))
    AuditEvent.objects.order_by().filter(actor_key=user.pk)._raw_delete("default")
    assert shown(user) == "9 maart 2026 14:30"

    client.post(reverse("admin:logout"))  # which deletes the session
    today = formats.date_format(timezone.localdate(), "DATE_FORMAT")
    assert shown(user).startswith(today)


def test_deleting_a_user_preserves_their_confirmations_and_raises_the_content_version(admin):
    user = make.a_user()
    confirmation = make.a_confirmation(by=user)
    make.an_assignment(user=user)
    before = ContentVersion.current()

    assert admin.post(address(User, "delete", user.pk), {"post": "yes"}).status_code == 302

    confirmation.refresh_from_db()
    assert confirmation.by is None
    assert not Assignment.objects.exists()
    assert ContentVersion.current() == before + 1


def test_several_users_are_deleted_together(admin):
    users = [make.a_confirmation(by=make.a_user()).by for _ in range(2)]
    chosen = {"action": "delete_selected", "_selected_action": [user.pk for user in users]}

    admin.post(address(User, "changelist"), chosen | {"post": "yes"})

    assert not User.objects.filter(pk__in=[user.pk for user in users]).exists()
    assert Confirmation.objects.count() == 2


def test_a_confirmation_is_by_the_logged_in_user(admin, editor):
    region = make.a_region()
    form = opened(admin, Confirmation)
    form.update({"region": region.pk, "block": "goals"})

    assert form.send().saved
    assert region.confirmations.get().by == editor


def test_a_user_has_one_role_in_a_region(admin):
    assignment = make.an_assignment()
    form = opened(admin, Assignment)
    form.update({"user": assignment.user_id, "region": assignment.region_id, "role": "editor"})

    assert form.send().errors == {"": ["Deze gebruiker heeft al een rol in deze regio."]}


LAST_ONE = "Dit is de laatste landelijke redacteur die kan inloggen."


@pytest.mark.parametrize("field", ["is_superuser", "is_active"])
def test_the_last_national_editor_cannot_be_demoted(admin, editor, field):
    form = opened(admin, User, editor)
    form[field] = []

    refused = form.send()

    assert refused.errors[field][0].startswith(LAST_ONE)
    assert national_editors() == [editor]


def national_editors():
    return list(User.objects.filter(is_active=True, is_superuser=True).order_by("pk"))


@pytest.mark.parametrize("other", [{"is_active": False}, {"password": "!"}])
def test_a_national_editor_who_cannot_log_in_does_not_count(admin, editor, other):
    a_national_editor(username="oud")
    User.objects.filter(username="oud").update(**other)
    form = opened(admin, User, editor)
    form["is_superuser"] = []

    assert form.send().errors["is_superuser"][0].startswith(LAST_ONE)


def test_one_of_two_national_editors_may_leave(admin, editor):
    other = a_national_editor()
    form = opened(admin, User, editor)
    form["is_superuser"] = []

    assert form.send().saved
    assert national_editors() == [other]


def test_other_accounts_can_be_changed(admin):
    form = opened(admin, User, make.a_user(username="bo"))
    form["is_active"] = []

    assert form.send().saved


def test_the_last_national_editor_cannot_be_deleted_from_a_page_or_a_list(admin, editor):
    colleague = make.a_user()
    chosen = {"action": "delete_selected", "_selected_action": [editor.pk, colleague.pk]}

    for where, body in (
        (address(User, "delete", editor.pk), {}),
        (address(User, "changelist"), chosen),
    ):
        answer = admin.post(where, {**body, "post": "yes"}, follow=True)
        assert LAST_ONE in answer.content.decode()
        assert answer.redirect_chain

    assert User.objects.filter(pk__in=[editor.pk, colleague.pk]).count() == 2


def test_national_editors_cannot_all_be_deleted_together(admin, editor):
    chosen = [editor.pk, a_national_editor().pk]

    admin.post(
        address(User, "changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert [user.pk for user in national_editors()] == chosen


@pytest.mark.parametrize(
    "values", [{"is_active": False}, {"is_superuser": False}, {"password": "!"}]
)
def test_code_cannot_remove_the_last_national_editor(editor, values):
    for name, value in values.items():
        setattr(editor, name, value)

    with pytest.raises(ValidationError, match="laatste landelijke"):
        editor.save()

    assert national_editors() == [User.objects.get(pk=editor.pk)]


@pytest.mark.parametrize(
    "values", [{"is_active": False}, {"is_superuser": False}, {"password": "!"}]
)
@pytest.mark.parametrize("how", ["update", "bulk_update"])
def test_no_bulk_update_removes_the_last_national_editor(editor, how, values):
    """A bulk update sends no signal, so a database trigger refuses it."""
    other = a_national_editor()
    User.objects.filter(pk=other.pk).update(**values)  # one of the two may leave
    make.a_user()
    for user in (users := list(User.objects.all())):
        vars(user).update(values)

    write = {
        "update": lambda: User.objects.update(**values),
        "bulk_update": lambda: User.objects.bulk_update(users, list(values)),
    }[how]
    with pytest.raises(IntegrityError, match="last national editor"), transaction.atomic():
        write()

    assert User.objects.get(pk=editor.pk, is_active=True, is_superuser=True).has_usable_password()


def test_code_cannot_delete_all_national_editors(editor):
    a_national_editor()

    with pytest.raises(ValidationError, match="laatste landelijke"), changing():
        User.objects.all().delete()

    assert len(national_editors()) == 2


def test_the_form_has_none_of_djangos_own_texts(admin, editor):
    form_text = opened(admin, User, editor).soup.get_text(" ").casefold()
    list_page = BeautifulSoup(admin.get(address(User, "changelist")).content, "lxml")

    for word in ("supergebruiker", "superuser", "staf"):
        assert word not in form_text + list_page.get_text(" ").casefold()
    assert "landelijke redacteur" in form_text


# References from rows that the site itself maintains.
READ_ONLY_REFERENCES = [
    (make_one, field.name)
    for model, make_one in ALL_MAKERS.items()
    if isinstance(site.get_model_admin(model), ReadOnlyAdmin)
    for field in model._meta.fields
    if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE
]


def test_read_only_models_refer_to_regions_users_schools_and_municipalities():
    assert len(READ_ONLY_REFERENCES) >= 8


@pytest.mark.parametrize("how", ["page", "list"])
@pytest.mark.parametrize(
    ("make_one", "of"), READ_ONLY_REFERENCES, ids=lambda maker: getattr(maker, "__name__", maker)
)
def test_read_only_rows_block_no_deletion(admin, make_one, of, how):
    read_only = make_one()
    if getattr(read_only, of) is None:
        setattr(read_only, of, make.a_school() if of == "location" else make.a_region())
        read_only.save()
    row = getattr(read_only, of)
    chosen = {"action": "delete_selected", "_selected_action": row.pk}
    where, body = {
        "page": (address(type(row), "delete", row.pk), {}),
        "list": (address(type(row), "changelist"), chosen),
    }[how]

    assert admin.post(where, {**body, "post": "yes"}).status_code == 302

    assert not type(row)._base_manager.filter(pk=row.pk).exists()
    assert not type(read_only)._base_manager.filter(pk=read_only.pk).exists()
