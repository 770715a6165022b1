"""Messages, pages and history in the admin are in plain, correct Dutch."""

import gettext
import re
from pathlib import Path

import pytest
from django import contrib
from django.apps import apps
from django.contrib import admin as django_admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import trans_real

from news.models import Event
from regions.directory import DirectoryModel
from regions.editing.national import ReadOnlyAdmin
from regions.history.fields import editable_fields, field_noun
from tests import make
from tests.admin.filling import address, opened
from tests.admin.rows import ALL_MAKERS

# Django cannot know which article a noun takes: "De artikel", "geselecteerde regio".
KIND = "name|model|model_name|class_name|verbose_name|objects?_name"
PLACEHOLDER = rf"""[‘'"]?(\{{({KIND})\}}|%\(({KIND})\))"""
ARTICLE = re.compile(rf"\b(de|het|deze|dit|die|dat|geselecteerde|een nieuwe) {PLACEHOLDER}", re.I)
JARGON = re.compile(r"met succes|\bstaf|supergebr|\bobject|\bitems?\b|geverifieerd", re.I)
NEVER_SHOWN = {"LogEntry Object", "object id", "object repr", "Filter navigation items"}
BEFORE_A_NOUN = {"van", "tot", "op", "per", "in", "bij", "voor", "door", "over", "sinds", "vanaf"}
NO_NOUN = BEFORE_A_NOUN | {"volgens", "waar", "waarom", "wat", "begint", "loopt", "zo"}
MADE_BY_HAND = [model for model in ALL_MAKERS if model is not User]


def texts_of_django(app):
    file = Path(contrib.__file__).parent / app / "locale/nl/LC_MESSAGES/django.mo"
    with file.open("rb") as compiled:
        return {
            key[0] if isinstance(key, tuple) else key
            for key in gettext.GNUTranslations(compiled)._catalog
        }


@pytest.mark.parametrize("app", ["admin", "auth"])
def test_no_django_message_puts_an_article_before_an_interpolated_noun(app):
    gettext = trans_real.translation("nl").gettext
    dutch = {key: gettext(key) for key in texts_of_django(app) if key} | {"": ""}

    wrong = {text for text in dutch.values() if ARTICLE.search(text)}
    used = [text for key, text in dutch.items() if key not in NEVER_SHOWN]
    strange = {text for text in used if JARGON.search(re.sub(r"%\(\w+\)|{\w+}", "", text))}

    assert len(dutch) > 50
    assert wrong == set()
    assert strange == set()


def page_text(response):
    return " ".join(str(message) for message in response.context["messages"])


def editable():
    return [
        model
        for model in MADE_BY_HAND
        if not isinstance(django_admin.site.get_model_admin(model), ReadOnlyAdmin)
        and "Import" not in model.__name__
        and model.__name__ not in ("Upload", "Picture")  # a picture is withdrawn, not deleted
    ]


@pytest.mark.parametrize("model", editable(), ids=lambda model: model.__name__)
def test_messages_after_saving_and_deleting_have_no_article(admin, model):
    row = ALL_MAKERS[model]()
    name = str(row)
    form = opened(admin, model, row)
    data = {key: value for key, value in form.items() if "__prefix__" not in key and value}

    saved = admin.post(form.where, {**data, "_continue": "1"}, follow=True)
    if saved.redirect_chain:
        assert f"‘{name}’ is gewijzigd. U kunt hieronder verder bewerken." in plain(
            page_text(saved)
        )
    where = address(model, "delete", row.pk)
    pages = [
        saved,
        admin.get(where),
        admin.get(address(model, "history", row.pk)),
        admin.get(address(model, "change", 999_999), follow=True),
        admin.post(address(model, "changelist"), {"action": "delete_selected"}, follow=True),
        admin.post(where, {"post": "yes"}, follow=True),
    ]

    for page in pages:
        assert not JARGON.search(plain(page_text(page)))
        assert not re.search(rf"\b(de|het) {model._meta.verbose_name} ‘", page_text(page), re.I)
    assert f"‘{name}’ is verwijderd." in plain(page_text(pages[-1]))


def plain(html):
    text = re.sub("<[^>]+>", "", html)
    return text.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


def test_a_wrong_password_gives_a_plain_message(client, db):
    answer = client.post(reverse("admin:login"), {"username": "noor", "password": "mis"})

    text = answer.content.decode()
    assert "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar" in text
    assert "staf" not in text


def test_every_field_has_a_noun_for_the_history():
    nouns = {
        (model.__name__, field.name): field_noun(field, model)
        for model in apps.get_models()
        if issubclass(model, DirectoryModel)
        for field in editable_fields(model)
    }

    wrong = {
        field: noun
        for field, noun in nouns.items()
        if noun.split()[0] in NO_NOUN or noun.split()[-1] in NO_NOUN
    }
    assert len(nouns) > 100
    assert wrong == {}


def test_a_changed_time_reads_well_in_the_history(admin):
    event = make.an_event(starts_at="20:00", ends_at="21:00")
    form = opened(admin, Event, event)
    form.update({"starts_at": "20:30", "ends_at": "22:00"})
    assert form.send().saved

    text = admin.get(address(Event, "history", event.pk)).content.decode()

    assert "egintijd van 20.00 uur naar 20.30 uur" in text
    assert "indtijd van 21.00 uur naar 22.00 uur" in text
    assert "van van" not in text
