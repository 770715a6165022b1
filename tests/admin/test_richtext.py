"""Rich text in admin forms: the instructions, and what is shown again."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib import admin as stock
from django.test import RequestFactory

from news.models import Article, Event
from partners.models import Offer
from regions.editing.richtext import RichTextWidget
from regions.fields.rich_text import TAGS, RichTextField
from regions.models import Region
from tests import make
from tests.admin.filling import address, opened

pytestmark = pytest.mark.django_db

RICH = [
    (model, field.name)
    for model in apps.get_models()
    if stock.site.is_registered(model)
    for field in model._meta.fields
    if isinstance(field, RichTextField)
]


def test_four_forms_have_rich_text():
    assert set(RICH) == {
        *((Region, "about"), (Region, "asks")),
        *((Article, "body"), (Event, "body"), (Offer, "body")),
    }


@pytest.mark.parametrize(("model", "name"), RICH)
def test_every_rich_text_field_has_the_editor(editor, model, name):
    request = RequestFactory().get("/")
    request.user = editor
    form = stock.site.get_model_admin(model).get_form(request)
    assert isinstance(form.base_fields[name].widget, RichTextWidget)


def test_without_javascript_the_form_lists_the_html_that_is_kept(admin):
    form = opened(admin, Article, make.an_article(body="<p>a</p>"))

    help_text = form.soup.select_one("#id_body_helptext").text
    assert all(tag in help_text for tag in TAGS)
    assert form["body"] == "<p>a</p>"


def test_rich_text_in_a_refused_form_is_already_cleaned(admin):
    form = opened(admin, Article, make.an_article())
    form["name"] = ""
    form["body"] = '<p onclick="alert(1)">a<script>b</script></p>'

    answer = form.send()

    assert "name" in answer.errors
    assert answer["body"] == "<p>a</p>"


def test_a_read_only_form_shows_rich_text_formatted(client):
    region = make.a_region()
    article = make.an_article(region=region, body="<h3>Kop</h3><p>Tekst</p>")
    client.force_login(make.an_assignment(region=region, role="editor").user)

    page = client.get(address(Article, "change", article.pk)).content.decode()

    read_only = BeautifulSoup(page, "lxml").select_one(".field-body .readonly")
    assert read_only.select_one("h3").text == "Kop"
    assert "&lt;h3&gt;" not in page


def test_read_only_forms_have_no_instructions(client):
    region = make.a_region()
    article = make.an_article(region=region, body="")
    client.force_login(make.an_assignment(region=region, role="editor").user)

    page = client.get(address(Article, "change", article.pk)).content.decode()

    read_only = BeautifulSoup(page, "lxml").select_one(".field-body .readonly")
    assert read_only.text == "–"
