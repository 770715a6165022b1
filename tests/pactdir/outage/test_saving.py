"""An editor who saves while the database is away loses nothing of what they typed."""

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


def sent_of(form):
    """What a browser sends of it, as lists."""
    sent = {name: value for name, value in form.items() if "__prefix__" not in name}
    listed = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    return {name: values for name, values in listed.items() if values}


def given_back(answer):
    """The form in that page, as a browser would send it."""
    page = BeautifulSoup(answer.content, "html.parser", multi_valued_attributes=None)
    (form,) = page.select("main form")
    fields = {}
    for field in form.select("[name]"):
        fields.setdefault(field["name"], []).append(field["value"])
    return form["action"], fields, form.select_one("button").text


def heading(answer):
    return BeautifulSoup(answer.content, "html.parser").h1.text


@pytest.fixture
def editor(transactional_db):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(make.a_national_editor())
    return client


@pytest.fixture
def form(editor):
    """A region's, with a row below it, filled in and not sent yet."""
    region = make.a_region(name="Hoorn", summary="Zoals het was")
    make.a_goal(region=region, text="Eerste doel")
    form = opened(editor, Region, region)
    form |= {"summary": TYPED, "goals-0-text": TYPED, "about": "<p>Een</p><p>Twee</p>"}
    form.add_row("goals", text="Een nieuw doel")
    return form


def send(form, address=None):
    return form.client.post(address or form.where, sent_of(form) | {"_save": ["Opslaan"]})


def stored():
    connection.close()
    return Region.objects.get().summary


def test_a_save_says_that_it_is_not_stored_and_gives_all_of_it_back(form, database_away):
    with database_away():
        answer = send(form)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "no-store" in answer["Cache-Control"]
    assert heading(answer) == "Dit is niet opgeslagen"
    assert "Er is niets gewijzigd" in answer.text
    where, fields, button = given_back(answer)
    assert (where, button) == (form.where, "Nog eens opslaan")
    token = fields.pop("csrfmiddlewaretoken")
    was = sent_of(form) | {"_save": ["Opslaan"]}
    assert token != was.pop("csrfmiddlewaretoken")
    assert fields == was
    assert stored() == "Zoals het was"


def test_what_was_given_back_is_saved_by_its_button(form, database_away):
    with database_away():
        send(form)
        again = send(form)
        where, fields, _ = given_back(again)
        where, fields, _ = given_back(form.client.post(where, fields))

    assert form.client.post(where, fields).status_code == 302
    assert stored().splitlines() == TYPED.splitlines()
    assert Region.objects.get().goals.count() == 2


def test_the_texts_can_be_read_under_the_names_of_their_fields(form, database_away):
    with database_away():
        page = BeautifulSoup(send(form).content, "html.parser")

    read = {(name.text, name.find_next("dd").get_text("\n").strip()) for name in page.select("dt")}
    names = {name for name, _ in read}
    assert ("Naam", "Hoorn") in read
    assert {"In het kort", "Naam"} <= names
    texts = {text for _, text in read}
    assert {"Een nieuw doel", "Een\nTwee"} <= texts
    assert any('"twee" <b>drie</b> & vier' in text for text in texts)
    assert not page.select("main script, main b")


class Statements:
    """Of a request, as they are done; from a given one on the database is away."""

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
def test_wherever_it_breaks_off_nothing_is_stored_and_all_comes_back(form, tenth):
    """At a statement early in the save, later, or near its last."""
    assert send(form).status_code == 302
    assert send(changed(form, "Iets anders")).status_code == 302  # as alike as two saves can be
    whole, statements = changed(form, "Weer anders"), Statements()
    with connection.execute_wrapper(statements):
        assert send(whole).status_code == 302
    unsaved = changed(form, "Iets nieuws")
    fails = Statements(at=len(statements.done) * tenth // 10)
    with connection.execute_wrapper(fails):
        answer = send(unsaved)

    assert answer.status_code == 503
    assert given_back(answer)[1]["summary"] == ["Iets nieuws"]
    assert stored() == "Weer anders"


def test_where_it_is_not_known_whether_it_was_stored_that_is_said(form, monkeypatch):
    def breaks():
        raise CommitInDoubt("weg")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", breaks)
        answer = send(form)

    assert (answer.status_code, heading(answer)) == (503, "Misschien is dit niet opgeslagen")
    assert "niets gewijzigd" not in answer.text
    assert given_back(answer)[1]["summary"] == [TYPED]


def test_a_form_whose_token_does_not_fit_is_not_given_back(form, database_away):
    """Whoever sends it from elsewhere gets no page that sends it from here."""
    form["csrfmiddlewaretoken"] = "a" * 64
    with database_away():
        answer = send(form)

    assert answer.status_code == 503
    assert "Een nieuw doel" not in answer.text
    assert not BeautifulSoup(answer.content, "html.parser").select("form, input")


def test_a_password_is_never_given_back(editor, database_away):
    form = opened(editor, User)
    form |= {"username": "j.jansen", "password1": "zeer-geheim-1", "password2": "zeer-geheim-1"}
    with database_away():
        answer = send(form)

    assert "zeer-geheim" not in answer.text
    assert "Een wachtwoord geven wij niet terug" in answer.text
    assert given_back(answer)[1]["username"] == ["j.jansen"]


def test_who_logs_in_is_told_that_it_is_not_the_password(client, database_away):
    with database_away():
        answer = client.post("/admin/login/", {"username": "a", "password": "zeer-geheim-1"})

    assert (answer.status_code, heading(answer)) == (503, "Aanmelden kan nu even niet")
    assert "zeer-geheim" not in answer.text
    assert not BeautifulSoup(answer.content, "html.parser").select("form, input")


def test_files_have_to_be_chosen_anew_and_that_is_said(editor, database_away):
    where = address(Upload, "load")
    page = BeautifulSoup(editor.get(where).content, "html.parser")
    token = page.select_one("[name=csrfmiddlewaretoken]")["value"]
    file = SimpleUploadedFile("scholen.csv", b"geheim;van;school")
    with database_away():
        answer = editor.post(where, {"csrfmiddlewaretoken": token, "chosen": file})

    assert (answer.status_code, heading(answer)) == (503, "Dit is niet gelukt")
    assert "kies die straks opnieuw" in answer.text
    assert "geheim;van;school" not in answer.text


def test_a_deletion_is_offered_once_more_in_words_of_its_own(editor, database_away):
    article = make.an_article()
    where = address(Article, "delete", article.pk)
    page = BeautifulSoup(editor.get(where).content, "html.parser")
    token = page.select_one("[name=csrfmiddlewaretoken]")["value"]
    with database_away():
        answer = editor.post(where, {"csrfmiddlewaretoken": token, "post": "yes"})
    where, fields, button = given_back(answer)

    assert (heading(answer), button) == ("Dit is niet gelukt", "Nog eens versturen")
    assert editor.post(where, fields).status_code == 302
    assert not Article.objects.exists()


def test_nothing_that_was_typed_is_logged(form, database_away, caplog):
    form["summary"] = "zqgeheim"
    with database_away(), caplog.at_level(logging.DEBUG):
        send(form)

    assert caplog.records
    assert "zqgeheim" not in caplog.text
