"""The session expires during an edit: no input is lost, stored, or shown to another user."""

import pytest
from axes.utils import reset
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from django.urls import reverse

from news.models import Article, Event
from pactdir.models import AccountSession
from regions.editing.unsaved_input import SALT, SIGNED_INPUT
from regions.models import Preview, Region
from tests import make
from tests.admin.filling import Answer, Form, address, opened

PASSWORD = "een lang wachtwoord"
STILL_THERE = "Wat u had ingevuld staat er nog: sla het nu op."


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland", summary="Zoals het was")


@pytest.fixture
def user(region):
    leader = make.a_user(username="noor", password=PASSWORD)
    make.an_assignment(user=leader, region=region)
    return leader


@pytest.fixture
def leader(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


@pytest.fixture
def article(region):
    return make.an_article(name="Labs komen", region=region, body="<p>Oud</p>")


def log_out(client):
    AccountSession.objects.all().delete()


def forget_cookies(client):
    client.cookies.clear()


def filled_in(client, row, **fields):
    form = opened(client, type(row), row)
    form.update(fields)
    return form


def log_in(client, page, username="noor", password=PASSWORD):
    form = Form(client, page.where, page.response)
    form.update({"username": username, "password": password})
    return form.send()


def messages_of(page):
    return " ".join(item.get_text(" ", strip=True) for item in page.soup.select(".messagelist li"))


def is_log_in(page):
    return page.soup.select_one("input[name=password]") is not None


@pytest.mark.parametrize("ends", [log_out, forget_cookies])
def test_logging_in_leads_back_to_the_form_with_its_input(leader, article, ends):
    form = filled_in(
        leader, article, name="Labs zijn er", body="<p>Nieuw en <strong>vet</strong></p>"
    )
    ends(leader)

    log_in_page = form.send()
    assert is_log_in(log_in_page)
    assert "maar u bent het niet kwijt" in log_in_page.soup.get_text()
    back = log_in(leader, log_in_page)

    assert back["name"] == "Labs zijn er"
    assert back["body"] == "<p>Nieuw en <strong>vet</strong></p>"
    assert f"U was uitgelogd. Er is nog niets opgeslagen. {STILL_THERE}" in messages_of(back)
    assert back.errors == {}
    article.refresh_from_db()
    assert article.name == "Labs komen"

    assert back.send().saved
    article.refresh_from_db()
    assert (article.name, article.body) == ("Labs zijn er", "<p>Nieuw en <strong>vet</strong></p>")


def test_input_of_a_new_row_and_its_inline_rows_comes_back_too(leader, region):
    form = opened(leader, Region, region)
    form.add_row("goals", order="1", text="Meer techniek")
    new = opened(leader, Event)
    new.update({"name": "Open avond", "starts_on": "1-2-2030"})
    log_out(leader)

    asked_for_new = new.send()
    back = log_in(leader, form.send())
    assert back["goals-0-text"] == "Meer techniek"
    assert not region.goals.exists()
    assert back.send().saved
    assert region.goals.get().text == "Meer techniek"

    back = log_in(leader, asked_for_new)
    assert (back["name"], back["starts_on"]) == ("Open avond", "1-2-2030")
    assert not Event.objects.exists()


@pytest.mark.parametrize("button", ["_save", "_continue", "_preview"])
def test_a_button_pressed_before_logging_in_saves_nothing_afterwards(leader, article, button):
    form = filled_in(leader, article, name="Labs zijn er")
    form[button] = "1"
    log_out(leader)

    log_in(leader, form.send())

    article.refresh_from_db()
    assert article.name == "Labs komen"
    assert not Preview.objects.exists()


def test_a_wrong_password_loses_no_input(leader, article):
    form = filled_in(leader, article, name="Labs zijn er")
    log_out(leader)

    wrong = log_in(leader, form.send(), password="mis")

    assert is_log_in(wrong)
    assert wrong.soup.select_one(".errornote") is not None
    assert log_in(leader, wrong)["name"] == "Labs zijn er"


def test_a_locked_login_preserves_the_input_until_it_is_unlocked(leader, article):
    page = filled_in(leader, article, name="Labs zijn er")
    log_out(leader)
    page = page.send()
    for _ in range(5):
        form = Form(leader, page.where, page.response)
        form.update({"username": "noor", "password": "mis"})
        response = leader.post(form.where, dict(form))
        page = Answer(leader, form.where, response)
    assert response.status_code == 429
    assert "Over een kwartier" in page.soup.get_text()
    assert "bent u niet kwijt" in page.soup.get_text()

    reset()
    assert log_in(leader, Form(leader, page.where, page.response).send())["name"] == "Labs zijn er"


def test_logging_in_in_another_tab_restores_the_form_at_once(leader, user, article):
    form = filled_in(leader, article, name="Labs zijn er")
    leader.post(reverse("admin:logout"), {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]})
    log_in_elsewhere(leader, "noor")

    back = form.send()

    assert back["name"] == "Labs zijn er"
    assert f"opnieuw ingelogd. Er is nog niets opgeslagen. {STILL_THERE}" in messages_of(back)
    article.refresh_from_db()
    assert article.name == "Labs komen"
    assert back.send().saved


def test_a_login_page_left_open_returns_to_the_form_after_logging_in_elsewhere(leader, article):
    form = filled_in(leader, article, name="Labs zijn er")
    log_out(leader)
    log_in_page = form.send()
    log_in_elsewhere(leader, "noor")

    assert log_in(leader, log_in_page, password="hoeft niet meer")["name"] == "Labs zijn er"


def log_in_elsewhere(client, username):
    page = Form(client, reverse("admin:login"), client.get(reverse("admin:login")))
    page.update({"username": username, "password": PASSWORD})
    assert page.send().saved


def test_another_user_of_the_same_browser_does_not_get_the_input(leader, region, article):
    make.an_assignment(user=make.a_user(username="bo", password=PASSWORD), region=region)
    form = filled_in(leader, article, name="Mijn geheime kop")
    log_out(leader)

    refused = log_in(leader, form.send(), username="bo")

    assert is_log_in(refused)
    assert "door iemand anders ingevuld" in refused.soup.get_text()
    assert "geheime" not in refused.response.content.decode()
    article.refresh_from_db()
    assert article.name == "Labs komen"
    assert log_in(leader, refused)["name"] == "Mijn geheime kop"


def test_a_user_who_lost_the_right_gets_the_usual_403(leader, user, article):
    form = filled_in(leader, article, name="Labs zijn er")
    user.assignments.all().delete()
    make.an_assignment(user=user)
    log_out(leader)
    log_in_page = Form(leader, form.where, form.send().response)
    log_in_page.update({"username": "noor", "password": PASSWORD})

    answer = log_in_page.send()

    assert answer.response.url == "/admin/"
    article.refresh_from_db()
    assert article.name == "Labs komen"


def test_a_change_by_someone_else_is_still_an_edit_conflict(leader, region, article):
    form = filled_in(leader, article, name="Labs zijn er", intro="Van mij")
    log_out(leader)
    article.intro = "Van een ander"
    article.save()

    back = log_in(leader, form.send())

    conflict = back.soup.select_one(".edit-conflict").get_text(" ")
    assert "Intussen is hier iets gewijzigd" in conflict
    assert "Van een ander" in conflict
    assert (back["name"], back["intro"]) == ("Labs zijn er", "Van mij")
    assert back.send().saved
    article.refresh_from_db()
    assert (article.name, article.intro) == ("Labs zijn er", "Van mij")


def test_an_invalid_field_is_reported_after_logging_in(leader, region):
    event = make.an_event(region=region)
    form = filled_in(leader, event, name="")
    log_out(leader)

    assert "name" in log_in(leader, form.send()).errors


def test_no_input_is_stored_and_the_page_is_not_cached(leader, article):
    form = filled_in(leader, article, name="Mijn geheime kop")
    log_out(leader)

    log_in_page = form.send()

    assert "no-store" in log_in_page.response["Cache-Control"]
    assert "geheime" not in log_in_page.response.content.decode()
    assert not AccountSession.objects.exists()
    assert "geheime" not in str(leader.cookies)


def test_a_password_is_not_preserved(client, db):
    boss = make.a_national_editor(username="noor", password=PASSWORD)
    client.force_login(boss)
    form = opened(client, User)
    form.update({"email": "bo@school.example", "password1": "drie woorden"})
    log_out(client)

    log_in_page = form.send()
    carried = log_in_page.soup.find("input", {"name": SIGNED_INPUT})["value"]
    _, fields = signing.loads(carried, salt=f"{SALT} sealed")
    back = log_in(client, log_in_page)

    assert fields["email"] == ["bo@school.example"]
    assert "drie woorden" not in str(fields)
    assert back["email"] == "bo@school.example"


def test_input_for_accounts_is_restored_too(client, db):
    client.force_login(make.a_national_editor(username="noor", password=PASSWORD))
    row = make.a_user(username="bo")
    form = filled_in(client, row, first_name="Bo de Boer")
    log_out(client)

    assert log_in(client, form.send())["first_name"] == "Bo de Boer"
    row.refresh_from_db()
    assert row.first_name != "Bo de Boer"


@pytest.mark.parametrize(
    "make_post",
    [
        lambda article: (address(Article, "delete", article.pk), {"post": "yes"}),
        lambda article: (
            address(Article, "changelist"),
            {"action": "delete_selected", "_selected_action": article.pk, "post": "yes"},
        ),
    ],
    ids=["delete", "action"],
)
def test_a_post_without_text_is_not_repeated_and_a_message_says_so(
    client, user, article, make_post
):
    where, body = make_post(article)
    page = address(Article, "changelist") + "?q=labs"

    log_in_page = client.post(
        where, body, headers={"referer": f"http://testserver{page}"}, follow=True
    )

    assert log_in_page.redirect_chain[0][0].startswith(reverse("admin:login"))
    assert "Er is niets gewijzigd" in log_in_page.content.decode()
    back = Form(client, log_in_page.redirect_chain[0][0], log_in_page)
    back.update({"username": "noor", "password": PASSWORD})
    assert back.send().response.url == page
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize(
    "referer", ["https://elders.example/admin/", "http://testserver/over/", "onzin"]
)
def test_login_redirects_only_to_a_page_of_the_admin(client, article, referer):
    where = address(Article, "delete", article.pk)

    log_in_page = client.post(where, {"post": "yes"}, headers={"referer": referer})

    assert log_in_page.url == f"{reverse('admin:login')}?next={where}"


def test_forged_input_is_not_restored(leader, user, article):
    where = address(Article, "change", article.pk)

    for forged in ({}, {"form_given_to": "1:x"}, {"unsaved_input": "x"}):
        answer = leader.post(where, {"name": "Vals", **forged})
        assert answer.status_code == 403
        assert "Vals" not in answer.content.decode()
        text = BeautifulSoup(answer.content, "lxml").get_text()
        assert "niets opgeslagen en niets verwijderd" in text
        assert "staat er nog" not in text
