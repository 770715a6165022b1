"""No script gets through: 280 payloads in every text, by every way in, on every page that shows it.

The rows of `poisoned` are saved, those of a fixture loaded, and each form is filled in and sent.
Then Chromium opens the pages that show them. A dialog, a policy report, a console error, a node
or an address made by a payload fails the test.
"""

from html import unescape
from urllib.parse import urlencode

import pytest
from django import forms
from django.contrib import admin
from django.test import Client, RequestFactory

from news.models import Article, Event
from pactdir.demo import load_demo
from partners.models import Partner
from regions.clock import today
from regions.fields.rich_text import clean
from regions.models import Goal, Municipality, PostcodeArea, Region
from schools.models import School
from tests import make
from tests.admin.filling import address, opened
from tests.browser.payload_traces import FIND_TRACES, Watched
from tests.browser.payloads import BY_KIND, PAYLOADS
from tests.browser.poisoned import behind, open_texts, packs, save_all, texts
from tests.browser.poisoned_fixture import NEEDED, NUMBERS, write_fixture
from tests.browser.test_policy import REFUSED

LISTS = {
    Region: "/regios/",
    Municipality: "/gemeenten/",
    School: "/scholen/",
    Partner: "/partners/",
    Article: "/nieuws/",
    Event: "/agenda/",
}
DELETED = [Goal, Article]  # one of each, for the list of deleted rows
# Three rows of a kind hold all long texts; all names are in the lists.
ROWS_TO_OPEN = 3


@pytest.fixture
def national(transactional_db):
    return make.a_national_editor(username="redacteur")


@pytest.fixture
def client(national):
    client = Client()
    client.force_login(national)
    return client


@pytest.fixture
def watched(new_page, client, live_server):
    page = new_page(may_log=["404"])  # pictures have no files here
    name, session = next(iter(client.cookies.items()))
    page.context.add_cookies([{"name": name, "value": session.value, "url": live_server.url}])
    return Watched(page)


def test_no_payload_gets_through(watched, client, national, tmp_path):
    saved = save_all()
    write_fixture(tmp_path)
    load_demo(tmp_path, today())
    edited = {
        model: send_form(client, model, rows[-1]) if is_edited(model, national) else rows[-1]
        for model, rows in saved.items()
    }
    for model in DELETED:
        saved[model].pop(5).delete()

    visit_public(watched, saved)
    visit_searches(watched)
    visit_admin(watched, saved, edited)
    visit_forms(watched, national)

    assert watched.traces == []
    assert len(PAYLOADS) >= 200
    assert watched.visited > 150


def is_edited(model, user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return admin.site.get_model_admin(model).has_change_permission(request)


def send_form(client, model, row):
    form = opened(client, model, row)
    for field in open_texts(model):
        if field.name in form:
            full = " ".join(packs(field)) if field.max_length is None else packs(field)[-1]
            form[field.name] = full.replace("\0", "") + behind(field, 999)
    answer = form.send()
    assert answer.saved, (model, answer.errors)
    return row


def visit_public(watched, saved):
    for start in ["/", *LISTS.values()]:
        visit_list(watched, start)
    for model, address_of_list in LISTS.items():
        for row in saved[model][:ROWS_TO_OPEN]:
            watched.visit(row.get_absolute_url())
        for number in NUMBERS:
            slug = NEEDED[model._meta.model_name]["slug"].replace("$", str(number))
            watched.visit(f"{address_of_list}{slug}/")
    for name, model in (("regio", Region), ("school", School)):
        compared = [(name, row.slug) for row in saved[model][1:4]]
        watched.visit(f"/vergelijken/?{urlencode(compared)}")
    watched.visit(f"/dichtbij/{saved[PostcodeArea][0].code}/")
    watched.visit("/kaart/nederland.svg")


def visit_list(watched, start):
    watched.visit(start)
    while (onward := watched.page.locator("a[rel=next]")).count():
        watched.visit(onward.first.evaluate("a => a.href"))


def visit_searches(watched):
    # The query is repeated on the page; a single payload also matches rows with its words.
    for payloads in BY_KIND.values():
        watched.visit("/zoeken/?" + urlencode({"q": " ".join(payloads)[:1500]}))
        watched.visit("/zoeken/?" + urlencode({"q": payloads[0]}))
        watched.visit("/gemeenten/?" + urlencode({"provincie": " ".join(payloads)[:1500]}))
    watched.visit("/zoeken/?q=script")


def visit_admin(watched, saved, edited):
    watched.visit("/admin/")
    for model in saved:
        watched.visit(address(model, "changelist") + "?all=")
        watched.visit(address(model, "change", edited[model].pk))
        watched.visit(address(model, "history", edited[model].pk))
    with_rows_below = Region.objects.get(slug="regio-van-1")
    watched.visit(address(Region, "change", with_rows_below.pk))
    watched.visit(address(Region, "delete", with_rows_below.pk))
    watched.visit(address(Region, "changelist") + "?" + urlencode({"q": "<svg onload=alert()>"}))
    for model in DELETED:
        watched.visit(address(model, "deleted"))
    fields = {"app_label": "news", "model_name": "article", "field_name": "region"}
    answer = watched.visit("/admin/autocomplete/?" + urlencode(fields))
    assert answer.headers["content-type"] == "application/json"
    assert "<script>" in answer.text()


def visit_forms(watched, national):
    policy = watched.page.request.get("/admin/login/").headers["content-security-policy"]
    request = RequestFactory().get("/admin/")
    request.user = national
    for model in make.MAKERS:
        html = "<!doctype html>" + "".join(filled_in(model, request))
        headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
        where = f"/ingevuld/{model._meta.model_name}/"
        watched.page.route(f"**{where}", lambda route: route.fulfill(headers=headers, body=html))  # noqa: B023 (requested at once)
        watched.visit(where)


def filled_in(model, request):
    model_admin = admin.site.get_model_admin(model)
    fields = {
        field.name: model_admin.formfield_for_dbfield(field, request) for field in texts(model)
    }
    form = type("FilledIn", (forms.Form,), fields)
    for payload in PAYLOADS:
        bound = form(dict.fromkeys(fields, payload))
        yield from (f"{field.label_tag()}{field}{field.errors}" for field in bound)


def test_each_payload_is_cleaned_out_of_rich_text_by_itself(watched, live_server):
    """Parsed twice, since that can give other nodes than parsing once."""
    watched.visit("/livez")
    harmful = watched.page.evaluate(
        f"""(cleaned) => cleaned.filter((html) => {{
            document.body.innerHTML = html;
            document.body.innerHTML = document.body.innerHTML;
            return ({FIND_TRACES})().length;
        }})""",
        [clean(payload) for payload in PAYLOADS],
    )
    assert harmful == []
    assert watched.traces == []


HOLES = [
    "<p>{}</p>",
    '<input value="{}">',
    "<input value='{}'>",
    "<input value={}>",
    '<a href="{}">x</a>',
    "<title>{}</title>",
    "<textarea>{}</textarea>",
    "<template>{}</template>",
]


@pytest.fixture
def careless(new_page, troubles):
    page = new_page(may_log=REFUSED)
    page.goto("/livez")
    yield page
    troubles.clear()


def test_every_kind_of_payload_that_gets_through_is_detected(careless):
    detected = {
        kind: [payload for payload in payloads if any_hole_shows(careless, payload)]
        for kind, payloads in BY_KIND.items()
    }
    assert all(detected.values())
    assert sum(len(payloads) for payloads in detected.values()) >= 200


def any_hole_shows(page, payload):
    return page.evaluate(
        f"""(pages) => pages.some((html) => {{
            const page = new DOMParser().parseFromString(html, "text/html");
            return ({FIND_TRACES})(page).length > 0;
        }})""",
        [hole.replace("{}", text) for hole in HOLES for text in (payload, unescape(payload))],
    )


def test_rich_text_that_is_not_cleaned_on_saving_or_output_is_detected(
    careless, transactional_db, monkeypatch
):
    page = Watched(careless)
    article = make.an_article(body="<p>a</p>")
    monkeypatch.setattr("regions.fields.rich_text.clean", lambda html: html)
    article.body = '<img src=x onerror="alert(1)">'
    article.save()
    page.visit(article.get_absolute_url())
    assert page.traces == []

    monkeypatch.setattr("regions.templatetags.words.clean", lambda html: html)
    monkeypatch.setattr("pactdir.page_store.middleware.release", lambda: "with that mistake in it")
    page.visit(article.get_absolute_url())
    assert any("handler" in trace for trace in page.traces)
    assert any("policy" in trace for trace in page.traces)
