"""Who may use the admin: national editors (superusers), and users with a region."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin as django_admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from pactdir.models import (
    AccountLink,
    AccountSession,
    Brake,
    HandSetPassword,
    PasswordRequest,
    SearchEntry,
    SubmissionLink,
)
from regions.models import AssignmentChange, Erasure, FormerUser, FormerUserChange, Region
from tests import make
from tests.admin.filling import address
from tests.admin.rows import ALL_MAKERS

OUR_APPS = ["regions", "schools", "partners", "news", "pactdir", "auth"]


def pages(region):
    return [
        reverse("admin:index"),
        address(Region, "changelist"),
        address(Region, "add"),
        address(Region, "change", region.pk),
        address(Region, "delete", region.pk),
        address(Region, "history", region.pk),
        address(Region, "compare", region.pk),
        address(Region, "restore", region.pk, region.history.get().pk),
        address(Region, "deleted"),
        reverse("admin:autocomplete"),
    ]


@pytest.mark.parametrize("rights", [{}, {"is_staff": True}], ids=["visitor", "staff"])
def test_only_national_editors_have_access(client, db, rights):
    region = make.a_region()
    if rights:
        client.force_login(make.a_user(**rights))

    for page in pages(region):
        for response in (client.get(page), client.post(page, {"post": "yes"})):
            assert response.status_code == 302
            assert response.url.startswith(reverse("admin:login"))
    assert Region.objects.filter(pk=region.pk).exists()


def test_staff_without_rights_get_a_reason_and_no_redirect_loop(client, db):
    client.force_login(make.a_user(username="medewerker", is_staff=True))

    response = client.get(reverse("admin:index"), follow=True)

    assert [address for address, _ in response.redirect_chain] == ["/admin/login/?next=/admin/"]
    note = BeautifulSoup(response.content, "lxml").select_one(".errornote").text
    assert "medewerker" in note
    assert "niet bevoegd" in note


def test_a_user_without_rights_gets_the_same_answer_as_for_a_wrong_password(client, db):
    make.a_user(username="medewerker", password="een lang wachtwoord", is_staff=True)

    error_notes = set()
    for password in ("een lang wachtwoord", "een ander wachtwoord"):
        answer = client.post(
            reverse("admin:login"), {"username": "medewerker", "password": password}
        )
        assert answer.status_code == 200
        error_notes.add(BeautifulSoup(answer.content, "lxml").select_one(".errornote").text)
        assert "_auth_user_id" not in client.session

    assert len(error_notes) == 1


def test_an_inactive_superuser_has_no_access(client, db):
    user = make.a_national_editor(password="een lang wachtwoord", is_active=False)

    answer = client.post(
        reverse("admin:login"),
        {"username": user.username, "password": "een lang wachtwoord"},
    )

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_national_editor_logs_in_and_sees_every_model_in_dutch(client, db):
    make.a_national_editor(username="landelijk", password="een lang wachtwoord")

    response = client.post(
        reverse("admin:login") + "?next=/admin/",
        {"username": "landelijk", "password": "een lang wachtwoord"},
        follow=True,
    )

    page = BeautifulSoup(response.content, "lxml")
    names = [link.text for link in page.select("#content-main th a")]
    # on the page of its goal
    models = [model for model in ALL_MAKERS if not hasattr(model, "goal_id")]
    expected = {model._meta.verbose_name_plural.capitalize() for model in models}
    assert {name.capitalize() for name in names} == expected
    headings = [caption.text.strip() for caption in page.select("#content-main caption")]
    assert headings[0] == "Regio's en gemeenten"
    assert headings[-1] == "Accounts"


def test_every_model_is_registered_and_every_test_here_sees_it():
    models = {
        model
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        if model not in (Group, Permission)  # Django's own models, which give no access here
        and not hasattr(model, "history_type")  # shown on the page of its row
        and model is not SearchEntry  # derived from other rows, and never edited
        and model not in (AccountLink, PasswordRequest)  # waiting to be mailed
        and model is not SubmissionLink  # only a hash of what was mailed
        and model is not AccountSession  # each shown only to its own user
        and model is not Brake  # only hashes and counts
        and model is not Erasure  # hashes of codes that a command prints
        and model is not HandSetPassword  # deleted at the first login
        and model not in (AssignmentChange, FormerUser, FormerUserChange)  # shown in the history
    }

    assert {model for model in models if django_admin.site.is_registered(model)} == models
    assert models == set(ALL_MAKERS)


def test_the_javascript_texts_are_in_dutch_too(admin):
    catalog = admin.get(reverse("admin:jsi18n")).content.decode()

    assert "Alle %s kiezen" in catalog  # ours
    assert "Beschikbare %s" in catalog  # Django's
