"""The "Voorbeeld" button renders the form's input as a public page, and leaves nothing behind."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import urls
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.http import HttpResponse
from django.utils import timezone

from news.models import Article, Event
from pactdir.models import AuditEvent
from partners.models import Partner
from regions.models import Goal, Organisation, Preview, Region, Theme
from regions.writing.changing import ContentVersion
from schools.models import School
from tests import make
from tests.admin.filling import Answer, address, opened
from tests.pages.reading import main_of, words


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


@pytest.fixture
def pet(region):
    return make.an_event(
        name="PET", region=region, starts_on=date(2030, 11, 18), ends_on=date(2030, 11, 19)
    )


def preview_response(client, form):
    data = {
        name: value
        for name, value in form.items()
        if "__prefix__" not in name and value not in ([], None)
    }
    return client.post(form.where, {**data, "_preview": "Voorbeeld"})


def previewed(client, form):
    response = preview_response(client, form)
    if response.status_code != 303:
        pytest.fail(str(Answer(client, form.where, response).errors))
    return client.get(response.url)


def everything():
    return {
        model: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model not in (AuditEvent, Preview)
        and model._meta.app_label not in ("sessions", "contenttypes")
    }


def test_a_preview_shows_new_dates_as_moved_without_saving_them(leader, pet):
    before = everything()
    form = opened(leader, Event, pet)
    form.update({"starts_on": "25-11-2030", "ends_on": "26-11-2030"})

    page = previewed(leader, form)

    text = words(main_of(page))
    assert "Verplaatst (was 18 en 19 november)" in text
    assert "25 en 26 november 2030" in text
    assert everything() == before
    assert "Verplaatst" not in words(main_of(leader.get(pet.get_absolute_url())))
    assert not list(leader.get("/admin/").context["messages"])


def test_a_preview_equals_the_public_page(leader, pet):
    form = opened(leader, Event, pet)
    form["venue"] = "Aula"
    redirect = preview_response(leader, form)
    assert redirect.status_code == 303
    html = Preview.objects.get().html

    assert form.send().saved
    assert leader.get(pet.get_absolute_url()).content.decode() == html


def test_a_preview_of_a_new_draft_leaves_no_draft_behind(leader, region):
    before = everything()
    form = opened(leader, Article)
    form.update({"name": "Labs komen", "kind": "nieuws", "body": "<p>Tekst</p>"})

    page = previewed(leader, form)

    assert "Labs komen" in words(main_of(page))
    assert everything() == before
    assert Preview.objects.get().region == region


def test_a_region_is_previewed_with_its_child_rows(leader, region):
    goal = make.a_goal(region=region, text="Meer techniek")
    before = everything()
    form = opened(leader, Region, region)
    form["summary"] = "Wat wij samen doen."
    form["goals-0-text"] = "Veel meer techniek"
    form.add_row("goals", order="2", text="Een nieuw doel")

    text = words(main_of(previewed(leader, form)))

    assert "Wat wij samen doen." in text
    assert "Veel meer techniek" in text
    assert "Een nieuw doel" in text
    assert everything() == before
    assert Goal.objects.get() == goal


def test_a_preview_publishes_the_draft_and_its_region_but_no_other_draft(leader, region, pet):
    region.published_from = None
    region.save()
    make.an_article(name="Geheim bericht", region=region, **make.drafts)
    make.an_event(name="Geheime activiteit", region=region, **make.drafts)
    make.an_event(name="Andere regio", region=make.a_region(**make.drafts))
    pet.published_from = None
    pet.save()

    assert "PET" in words(main_of(previewed(leader, opened(leader, Event, pet))))
    make.an_article(name="Bericht", region=region)
    make.an_event(name="Dag", region=region)
    html = previewed(leader, opened(leader, Region, region)).content.decode()
    assert "West-Friesland" in html
    assert "Bericht" in html
    # Drafts have no such pages.
    assert f"{region.get_absolute_url()}agenda/" not in html
    assert f"{region.get_absolute_url()}nieuws/" not in html
    assert "PET" not in html
    assert "Geheim" not in html
    assert "Andere regio" not in html
    assert leader.get(region.get_absolute_url()).status_code == 404


def test_a_preview_of_a_region_does_not_link_to_other_formats_of_its_page(leader, region):
    public = leader.get(region.get_absolute_url())
    region.published_from = None
    region.save()
    preview = previewed(leader, opened(leader, Region, region))

    def leads(page):
        html, path = page.content.decode(), region.get_absolute_url().rstrip("/")
        forms = (f"{path}.pdf", f"{path}.csv", f"{path}/tijdlijn/", f"{path}/veranderd/")
        return [form in html for form in (*forms, 'name="peildatum"')]

    assert leads(public) == [True] * 5
    assert leads(preview) == [False] * 5


def test_an_event_of_a_draft_school_is_shown(leader, region, pet):
    school = make.a_school(name="Ahorn", **make.drafts)
    make.a_school_participation(region=region, school=school)
    form = opened(leader, Event, pet)
    form["school"] = str(school.pk)

    assert "Ahorn" in words(main_of(previewed(leader, form)))
    assert leader.get(school.get_absolute_url()).status_code == 404


def test_a_preview_of_invalid_input_shows_the_errors(leader, pet):
    form = opened(leader, Event, pet)
    form.update({"starts_on": "25-11-2030", "ends_on": "24-11-2030"})

    response = preview_response(leader, form)

    assert response.status_code == 200
    assert Answer(leader, form.where, response).errors == {
        "ends_on": ["De laatste dag ligt vóór de eerste."]
    }
    assert not Preview.objects.exists()


def test_an_editor_sees_only_rows_they_may_change(client, region, pet):
    client.force_login(make.an_assignment(region=region, role="editor").user)
    draft = make.an_event(name="Mijn concept", region=region, **make.drafts)

    assert "Mijn concept" in words(main_of(previewed(client, opened(client, Event, draft))))
    assert button(client, pet) is None
    where = address(Event, "change", pet.pk)
    assert client.post(where, {"_preview": "Voorbeeld"}).status_code == 403
    assert Preview.objects.count() == 1


def test_rows_of_another_region_cannot_be_previewed(leader, db):
    other = make.a_region()
    theirs = make.an_event(region=other)
    missing = address(Event, "change", 999999)

    answers = [
        leader.post(where, {"_preview": "Voorbeeld"})
        for where in (address(Event, "change", theirs.pk), missing)
    ]
    form = opened(leader, Event)
    form.update({"name": "Van hen", "starts_on": "1-1-2030", "region": str(other.pk)})

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/admin/")] * 2
    assert preview_response(leader, form).status_code == 200
    assert not Preview.objects.exists()


def button(client, row):
    page = client.get(address(type(row), "change", row.pk))
    return BeautifulSoup(page.content, "lxml").select_one("[name=_preview]")


@pytest.mark.parametrize(
    ("maker", "has_page"),
    [
        (make.an_article, True),
        (make.an_event, True),
        (make.a_region, True),
        (make.a_school, True),
        (make.a_partner, True),
        (make.a_municipality, True),
        (make.a_theme, True),
        (make.a_goal, True),
        (make.an_organisation, False),
    ],
)
def test_forms_of_models_with_a_page_have_a_preview_button_that_opens_a_new_tab(
    admin, maker, has_page
):
    preview_button = button(admin, maker())

    assert (preview_button is not None) == has_page
    if preview_button:
        assert preview_button["formtarget"] == "_blank"


@pytest.mark.parametrize("model", [School, Partner, Region, Article, Event])
def test_every_draft_with_a_page_can_be_previewed(admin, model):
    row = make.MAKERS[model](name="Dit is het", **make.drafts)

    assert "Dit is het" in words(main_of(previewed(admin, opened(admin, model, row))))
    assert admin.get(row.get_absolute_url()).status_code == 404


def test_a_theme_is_previewed(admin):
    theme = make.a_region_theme(theme=make.a_theme(name="Robots")).theme
    form = opened(admin, Theme, theme)
    form["pupil_word"] = "bouwen en programmeren"

    assert "bouwen en programmeren" in words(main_of(previewed(admin, form)))
    assert "programmeren" not in admin.get(theme.get_absolute_url()).content.decode()


def test_a_goal_is_previewed_in_place_on_the_page_of_its_region(leader, region):
    goal = make.a_goal(region=region)
    form = opened(leader, Goal, goal)
    form["text"] = "Meer leerlingen kiezen bouwen."

    response = preview_response(leader, form)

    address, anchor = response.url.split("#")
    page = BeautifulSoup(leader.get(address).content, "lxml")
    assert "Meer leerlingen kiezen bouwen." in words(page.find(id=anchor))
    goal.refresh_from_db()
    assert goal.text != "Meer leerlingen kiezen bouwen."


def test_a_preview_of_a_row_without_a_page_gives_a_message(admin):
    response = preview_response(admin, opened(admin, Theme, make.a_theme()))

    assert response.status_code == 200
    assert "Hiervan kan nu geen voorbeeld worden gemaakt." in response.content.decode()


def test_a_preview_of_a_row_without_a_page_saves_nothing(admin):
    row = make.an_organisation()
    form = opened(admin, Organisation, row)
    form["name"] = "Anders"

    assert preview_response(admin, form).status_code == 200
    row.refresh_from_db()
    assert row.name != "Anders"


def test_a_new_region_is_previewed_by_national_editors(admin):
    form = opened(admin, Region)
    form.update({"name": "Nieuwe regio", "slug": "nieuw", "kind": "techniekpact"})

    assert "Nieuwe regio" in words(main_of(previewed(admin, form)))
    assert not Region.objects.exists()
    assert Preview.objects.get().region is None


def test_a_preview_leaves_no_trace_in_log_history_or_version(leader, pet):
    version, records = ContentVersion.current(), Event.history.count()
    form = opened(leader, Event, pet)
    form["venue"] = "Aula"

    previewed(leader, form)

    assert (ContentVersion.current(), Event.history.count()) == (version, records)
    assert not LogEntry.objects.exists()
    pet.refresh_from_db()
    assert pet.sequence == 0


def test_only_a_hash_of_the_address_is_stored_and_expired_previews_are_deleted(leader, pet):
    previewed(leader, opened(leader, Event, pet))
    Preview.objects.update(expires_at=timezone.now())
    response = preview_response(leader, opened(leader, Event, pet))

    preview = Preview.objects.get()
    key = response.url.strip("/").split("/")[-1]
    assert len(key) >= 40
    assert key not in str(Preview.objects.values().get())
    assert (preview.expires_at - preview.made_at).days in (6, 7)


def test_a_preview_is_rendered_for_an_anonymous_visitor(admin, pet, monkeypatch):
    visits = []

    def view(request, **kwargs):
        visits.append(request)
        return HttpResponse("<head></head><body></body>")

    def resolve(address):
        match = urls.resolve(address)
        match.func = view
        return match

    monkeypatch.setattr("regions.editing.preview.resolve", resolve)
    previewed(admin, opened(admin, Event, pet))

    (visit,) = visits
    assert (visit.method, visit.path) == ("GET", pet.get_absolute_url())
    assert visit.build_absolute_uri() == f"http://testserver{pet.get_absolute_url()}"
    assert visit.user.is_anonymous
    assert (dict(visit.GET), dict(visit.POST), visit.COOKIES) == ({}, {}, {})
    assert set(visit.META) == {"SERVER_NAME", "SERVER_PORT"}  # no cookie and no client address
    assert not hasattr(visit, "session")


def test_a_preview_does_not_show_other_drafts_of_the_same_kind(admin):
    school = make.a_school(name="Ahorn", **make.drafts)
    make.a_school(name="Voorloper", successor=school, **make.drafts)
    make.a_school(name="Voorganger", successor=school)

    html = previewed(admin, opened(admin, School, school)).content.decode()

    assert "Voorganger" in html
    assert "Voorloper" not in html
