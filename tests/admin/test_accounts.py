"""Accounts: stock Django, in Dutch, and through the door where a confirmation hangs on one."""

import pytest
from django.contrib.auth.models import User

from regions.changing import ContentVersion
from regions.models import Assignment, Confirmation
from tests import make
from tests.admin.filling import address, opened


def test_a_new_user_needs_a_password_that_keeps_to_the_rules(admin):
    form = opened(admin, User)
    form.update({"username": "nieuw", "password1": "techniek", "password2": "techniek"})
    refused = form.send()
    assert not refused.saved
    assert (
        "Dit wachtwoord is te kort. De minimale lengte is 12 tekens."
        in (refused.errors["password2"])
    )

    form.update({"password1": "drie woorden samen", "password2": "drie woorden samen"})
    assert form.send().saved
    assert User.objects.get(username="nieuw").check_password("drie woorden samen")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("kort maar ja", ""),
        ("elf tekens!", "Dit wachtwoord is te kort. De minimale lengte is 12 tekens."),
        ("q1w2e3r4t5y6", "Dit wachtwoord is te algemeen."),
        ("938104726153", "Dit wachtwoord bevat alleen cijfers."),
        ("noor.visser-1", "Het wachtwoord lijkt te veel op de gebruikersnaam."),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(admin, password, said):
    form = opened(admin, User)
    form.update({"username": "noor.visser", "password1": password, "password2": password})

    answer = form.send()

    assert answer.errors.get("password2", []) == ([said] if said else [])
    assert User.objects.filter(username="noor.visser").exists() is not bool(said)


def test_deleting_a_user_keeps_what_they_confirmed_and_says_the_site_changed(admin):
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


def test_a_role_is_given_once_per_region(admin):
    given = make.an_assignment()
    form = opened(admin, Assignment)
    form.update({"user": given.user_id, "region": given.region_id, "role": "editor"})

    assert form.send().errors == {"": ["Deze gebruiker heeft al een rol in deze regio."]}
