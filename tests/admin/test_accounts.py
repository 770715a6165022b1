"""Accounts: stock Django in Dutch; deleting one that a confirmation refers to is a change."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db.models import CASCADE, ForeignKey
from django.urls import reverse

from pactdir.accounts.passwords import ADVICE
from regions.editing.national import ReadOnlyAdmin
from regions.models import Assignment, Confirmation
from regions.writing.changing import ContentVersion
from tests import make
from tests.admin.filling import address, opened
from tests.admin.rows import ALL_MAKERS


@pytest.fixture
def editor(db):
    return a_national_editor(username="landelijk")


def a_national_editor(**fields):
    return make.a_national_editor(password="drie woorden samen", **fields)


def test_a_new_user_needs_a_password_that_follows_the_rules(admin):
    form = opened(admin, User)
    form.update({"username": "nieuw", "password1": "techniek", "password2": "techniek"})
    refused = form.send()
    assert not refused.saved
    assert "De minimale lengte is 12 tekens." in refused.errors["password2"][0]

    form.update({"password1": "drie woorden samen", "password2": "drie woorden samen"})
    assert form.send().saved
    assert User.objects.get(username="nieuw").check_password("drie woorden samen")


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("kort maar ja", ""),
        ("elf tekens!", "Dit wachtwoord is te kort. De minimale lengte is 12 tekens."),
        ("q1w2e3r4t5y6", "Dit wachtwoord wordt veel gebruikt of lijkt daarop."),
        (
            "noor.visser-1",
            "Dit wachtwoord bestaat vooral uit uw eigen naam of adres („noorvisser”).",
        ),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(admin, password, error):
    form = opened(admin, User)
    form.update({"username": "noor.visser", "password1": password, "password2": password})

    answer = form.send()

    assert answer.errors.get("password2", []) == ([f"{error} {ADVICE}"] if error else [])
    assert User.objects.filter(username="noor.visser").exists() is not bool(error)


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


def test_who_confirms_is_who_is_logged_in(admin, editor):
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


def test_all_national_editors_together_are_not_deleted(admin, editor):
    chosen = [editor.pk, a_national_editor().pk]

    admin.post(
        address(User, "changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert [user.pk for user in national_editors()] == chosen


def test_the_password_of_the_last_national_editor_cannot_be_disabled(admin, editor):
    where = reverse("admin:auth_user_password_change", args=[editor.pk])

    answer = admin.post(where, {"usable_password": "false", "unset-password": "1"})

    assert LAST_ONE in answer.content.decode()
    editor.refresh_from_db()
    assert editor.has_usable_password()


def test_no_text_of_the_form_is_djangos_own(admin, editor):
    form_text = opened(admin, User, editor).soup.get_text(" ").casefold()
    list_page = BeautifulSoup(admin.get(address(User, "changelist")).content, "lxml")

    for word in ("supergebruiker", "superuser", "staf"):
        assert word not in form_text + list_page.get_text(" ").casefold()
    assert "landelijke redacteur" in form_text


# References from rows that the site maintains itself.
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
