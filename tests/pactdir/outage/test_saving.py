"""An editor who saves while the database is down does not lose their input."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from news.models import Article
from pactdir.database.errors import CommitInDoubt
from pactdir.models import Upload
from regions.models import Region
from tests import make
from tests.admin.filling import address, opened

TYPED = 'Regel een\r\n  "twee" <b>drie</b> & vier\r\n\r\n\\vijf\tëé 🦺'


def submitted_values(form):
    submitted = {name: value for name, value in form.items() if "__prefix__" not in name}
    listed = {
        name: value if isinstance(value, list) else [value] for name, value in submitted.items()
    }
    return {name: values for name, values in listed.items() if values}


def returned_form(answer):
    """The action, values and button text of the returned form."""
    # lxml would convert \r\n to \n.
    page = BeautifulSoup(answer.content, "html.parser", multi_valued_attributes=None)
    (form,) = page.select("main form")
    fields = {}
    for field in form.select("[name]"):
        fields.setdefault(field["name"], []).append(field["value"])
    return form["action"], fields, form.select_one("button").text


def heading(answer):
    return BeautifulSoup(answer.content, "lxml").h1.text


@pytest.fixture
def editor(transactional_db):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(make.a_national_editor())
    return client


@pytest.fixture
def form(editor):
    region = make.a_region(name="Hoorn", summary="Zoals het was")
    make.a_goal(region=region, text="Eerste doel")
    form = opened(editor, Region, region)
    form |= {"summary": TYPED, "goals-0-text": TYPED, "about": "<p>Een</p><p>Twee</p>"}
    form.add_row("goals", text="Een nieuw doel")
    return form


def send(form, address=None):
    return form.client.post(address or form.where, submitted_values(form) | {"_save": ["Opslaan"]})


def stored():
    connection.close()
    return Region.objects.get().summary


def test_returns_the_submitted_form_with_a_503(form, database_down):
    with database_down():
        answer = send(form)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "no-store" in answer["Cache-Control"]
    assert heading(answer) == "Dit is niet opgeslagen"
    assert "Er is niets gewijzigd" in answer.text
    where, fields, button = returned_form(answer)
    assert (where, button) == (form.where, "Nog eens opslaan")
    token = fields.pop("csrfmiddlewaretoken")
    expected = submitted_values(form) | {"_save": ["Opslaan"]}
    assert token != expected.pop("csrfmiddlewaretoken")
    assert fields == expected
    assert stored() == "Zoals het was"


def test_the_returned_form_can_be_submitted_again(form, database_down):
    with database_down():
        send(form)
        again = send(form)
        where, fields, _ = returned_form(again)
        where, fields, _ = returned_form(form.client.post(where, fields))

    assert form.client.post(where, fields).status_code == 302
    assert stored().splitlines() == TYPED.splitlines()
    assert Region.objects.get().goals.count() == 2


def test_shows_typed_texts_by_field_label(form, database_down):
    with database_down():
        page = BeautifulSoup(send(form).content, "lxml")

    shown_texts = {
        (name.text, name.find_next("dd").get_text("\n").strip()) for name in page.select("dt")
    }
    names = {name for name, _ in shown_texts}
    assert ("Naam", "Hoorn") in shown_texts
    assert {"In het kort", "Naam"} <= names
    texts = {text for _, text in shown_texts}
    assert {"Een nieuw doel", "Een\nTwee"} <= texts
    assert any('"twee" <b>drie</b> & vier' in text for text in texts)
    assert not page.select("main script, main b")


class FailingStatements:
    """Records the statements of a request; from the `at`-th one on, the database is down."""

    def __init__(self, at=None):
        self.at, self.done = at, []

    def __call__(self, execute, *statement):
        if len(self.done) == self.at:
            raise OperationalError("weg")
        self.done.append(statement[0])
        return execute(*statement)


def changed(form, summary):
    again = opened(form.client, Region, Region.objects.get())
    again["summary"] = summary
    return again


@pytest.mark.parametrize("tenth", range(10))
def test_wherever_the_database_fails_nothing_is_stored_and_the_form_is_returned(form, tenth):
    """Fails at an early statement of the save, at a later one, or near the last."""
    assert send(form).status_code == 302
    assert (
        send(changed(form, "Iets anders")).status_code == 302
    )  # so that the next saves take the same statements
    whole, statements = changed(form, "Weer anders"), FailingStatements()
    with connection.execute_wrapper(statements):
        assert send(whole).status_code == 302
    unsaved = changed(form, "Iets nieuws")
    failing = FailingStatements(at=len(statements.done) * tenth // 10)
    with connection.execute_wrapper(failing):
        answer = send(unsaved)

    assert answer.status_code == 503
    assert returned_form(answer)[1]["summary"] == ["Iets nieuws"]
    assert stored() == "Weer anders"


def test_tells_the_editor_if_a_commit_is_in_doubt(form, monkeypatch):
    def breaks():
        raise CommitInDoubt("weg")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", breaks)
        answer = send(form)

    assert (answer.status_code, heading(answer)) == (503, "Misschien is dit niet opgeslagen")
    assert "niets gewijzigd" not in answer.text
    assert returned_form(answer)[1]["summary"] == [TYPED]


def test_does_not_return_a_form_with_a_wrong_csrf_token(form, database_down):
    """Otherwise another site could make a user submit it from here."""
    form["csrfmiddlewaretoken"] = "a" * 64
    with database_down():
        answer = send(form)

    assert answer.status_code == 503
    assert "Een nieuw doel" not in answer.text
    assert not BeautifulSoup(answer.content, "lxml").select("form, input")


def test_never_returns_a_password(editor, database_down):
    form = opened(editor, User)
    form |= {
        "email": "jan@school.example",
        "password1": "zeer-geheim-1",
        "password2": "zeer-geheim-1",
    }
    with database_down():
        answer = send(form)

    assert "zeer-geheim" not in answer.text
    assert "Een wachtwoord geven wij niet terug" in answer.text
    assert returned_form(answer)[1]["email"] == ["jan@school.example"]


def test_tells_at_login_that_the_password_is_not_the_problem(client, database_down):
    with database_down():
        answer = client.post("/admin/login/", {"username": "a", "password": "zeer-geheim-1"})

    assert (answer.status_code, heading(answer)) == (503, "Aanmelden kan nu even niet")
    assert "zeer-geheim" not in answer.text
    assert not BeautifulSoup(answer.content, "lxml").select("form, input")


def test_says_that_files_must_be_chosen_again(editor, database_down):
    where = address(Upload, "load")
    page = BeautifulSoup(editor.get(where).content, "lxml")
    token = page.select_one("[name=csrfmiddlewaretoken]")["value"]
    file = SimpleUploadedFile("scholen.csv", b"geheim;van;school")
    with database_down():
        answer = editor.post(where, {"csrfmiddlewaretoken": token, "chosen": file})

    assert (answer.status_code, heading(answer)) == (503, "Dit is niet gelukt")
    assert "kies die straks opnieuw" in answer.text
    assert "geheim;van;school" not in answer.text


def test_offers_to_repeat_a_deletion(editor, database_down):
    article = make.an_article()
    where = address(Article, "delete", article.pk)
    page = BeautifulSoup(editor.get(where).content, "lxml")
    token = page.select_one("[name=csrfmiddlewaretoken]")["value"]
    with database_down():
        answer = editor.post(where, {"csrfmiddlewaretoken": token, "post": "yes"})
    where, fields, button = returned_form(answer)

    assert (heading(answer), button) == ("Dit is niet gelukt", "Nog eens versturen")
    assert editor.post(where, fields).status_code == 302
    assert not Article.objects.exists()


def test_logs_nothing_that_was_typed(form, database_down, caplog):
    form["summary"] = "zqgeheim"
    with database_down(), caplog.at_level(logging.DEBUG):
        send(form)

    assert caplog.records
    assert "zqgeheim" not in caplog.text
