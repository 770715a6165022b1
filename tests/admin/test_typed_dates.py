"""Dates and times in admin forms, as people type them."""

import re
from datetime import date, time, timedelta

import pytest
from django import forms
from django.contrib import admin as stock
from django.db import models
from django.test import RequestFactory

from news.models import Article, Event
from regions.clock import today
from regions.editing.date_fields import DayField, TypedPartialDateField, TypedTimeField
from regions.fields.partial_date import PartialDate, PartialDateField
from regions.models import Region
from tests import make
from tests.admin.filling import opened

pytestmark = pytest.mark.django_db
THIS_YEAR = today().year
SOON = today() + timedelta(days=30)


def test_every_date_and_time_field_parses_what_people_type(editor):
    request = RequestFactory().get("/")
    request.user, request.session = editor, {}
    temporal_fields = set()
    for model, model_admin in stock.site._registry.items():
        if not model_admin.has_change_permission(request):
            continue
        kinds = [(model, model_admin.get_form(request, None, change=False))]
        for inline in model_admin.get_inline_instances(request):
            kinds.append((inline.model, inline.get_formset(request).form))
        for kind, form in kinds:
            for name, field in form.base_fields.items():
                if isinstance(_column(kind, name), TEMPORAL):
                    temporal_fields.add(f"{kind._meta.model_name}.{name}")
                    assert isinstance(field, DayField | TypedPartialDateField | TypedTimeField), (
                        name
                    )
                assert not isinstance(field, forms.SplitDateTimeField | forms.DateTimeField), name
    assert {
        "event.starts_on",
        "event.starts_at",
        "agreement.ends",
        "contact.publication_agreed_on",
    } <= temporal_fields


TEMPORAL = (models.DateField, models.TimeField, PartialDateField)


def _column(model, name):
    return next((field for field in model._meta.fields if field.name == name), None)


@pytest.fixture
def form(admin):
    form = opened(admin, Event)
    form.update({"name": "Open dag", "slug": "open-dag"})
    return form


def saved(form, **typed):
    form.update(typed)
    answer = form.send()
    assert answer.saved, answer.errors
    return Event.objects.latest("pk")


@pytest.mark.parametrize(
    "typed", ["3 november {}", "3 nov {}", "3-11-{}", "03.11.{}", "di 3/11/{}"]
)
def test_a_date_is_parsed_as_people_type_it(form, typed):
    event = saved(form, starts_on=typed.format(THIS_YEAR + 1))
    assert event.starts_on == date(THIS_YEAR + 1, 11, 3)


def test_a_date_without_a_year_is_the_next_such_date_and_a_message_says_so(admin, form):
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    event = saved(form, starts_on=f"{tomorrow.day}/{tomorrow.month}")
    assert event.starts_on == tomorrow

    change = opened(admin, Event, event)
    change.update({"starts_on": f"{yesterday.day}/{yesterday.month}", "ends_on": ""})
    answer = change.send()
    event.refresh_from_db()
    assert event.starts_on.year == yesterday.year + 1
    messages_after = [
        str(message) for message in admin.get(answer.response.url).context["messages"]
    ]
    assert any(
        f"“{yesterday.day}/{yesterday.month}” is gelezen als" in message
        for message in messages_after
    )


@pytest.mark.parametrize(
    ("start", "end", "stored"),
    [
        ("9", "17u", (time(9), time(17))),
        ("09.00 uur", "0930", (time(9), time(9, 30))),
        ("20:00", "24:00", (time(20), time(0))),
    ],
)
def test_a_time_is_parsed_as_people_type_it_and_displayed_without_seconds(
    admin, form, start, end, stored
):
    event = saved(form, starts_on="3-11-2030", starts_at=start, ends_at=end)
    assert (event.starts_at, event.ends_at) == stored

    reopened = opened(admin, Event, event)
    assert reopened["starts_at"] == f"{stored[0]:%H:%M}"
    assert reopened["ends_at"] == ("24:00" if end == "24:00" else f"{stored[1]:%H:%M}")
    assert reopened.send().saved
    event.refresh_from_db()
    assert (event.starts_at, event.ends_at) == stored


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("starts_on", "ooit", "Schrijf de dag zo: 3-11-2026"),
        ("starts_on", "31-2-2027", "Deze dag bestaat niet"),
        ("starts_on", "november 2026", "Noem ook de dag."),
        ("starts_at", "negen", "Schrijf de tijd zo: 9:00"),
        ("starts_at", "24:00", "Een dag begint om 0:00."),
        ("ends_at", "25:00", "Schrijf de tijd zo: 9:00"),
    ],
)
def test_a_refused_date_shows_an_example(form, name, typed, message):
    form.update({"starts_on": "3-11-2030", name: typed})
    assert message in form.send().errors[name][0]


def test_a_time_skipped_by_daylight_saving_is_refused_at_its_field(form):
    form.update({"starts_on": "28-3-2027", "starts_at": "2:30"})
    answer = form.send()
    assert answer.errors["starts_at"][0].startswith("02.30 uur bestaat niet op 28 maart 2027")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("november 2026", PartialDate(2026, 11)),
        ("nov 2026", PartialDate(2026, 11)),
        ("3 nov 2026", PartialDate(2026, 11, 3)),
        ("3-11-26", PartialDate(2026, 11, 3)),
        ("di 3 november 2026", PartialDate(2026, 11, 3)),
        ("2026", PartialDate(2026)),
    ],
)
def test_a_partial_date_is_parsed_as_people_type_it(admin, typed, stored):
    form = opened(admin, Article)
    form.update({"name": "Labs", "slug": "labs", "kind": "nieuws", "dated": typed})
    answer = form.send()
    assert answer.saved, answer.errors
    assert Article.objects.get().dated == stored


@pytest.mark.parametrize("year", [2206, 1926])
@pytest.mark.parametrize("name", ["starts_on", "published_from", "moved_from_start"])
def test_an_unlikely_year_has_to_be_confirmed(form, name, year):
    days = {
        "starts_on": "3-11-2030",
        "moved_from_start": "3-11-2030",
        "moved_from_end": "4-11-2210",
    }
    form.update({**days, name: f"3-11-{year}"})
    form["moved_from_end_klopt"] = "2210"
    answer = form.send()

    assert not answer.saved
    assert "Klopt dat?" in answer.errors[name][0]
    box = answer.soup.select_one(f"[name={name}_klopt]")
    assert not box.has_attr("checked")
    assert box.find_parent("label").get_text(" ", strip=True) == f"Ja, het jaar {year} klopt"
    answer[f"{name}_klopt"] = "1999"  # confirms a different year, so it does not count
    assert not answer.send().saved
    answer[f"{name}_klopt"] = str(year)
    again = answer.send()
    assert again.saved, again.errors


def test_a_stored_unlikely_year_needs_no_confirmation(admin):
    event = make.an_event(starts_on=date(2206, 11, 3), published_from=date(1926, 1, 1))
    assert opened(admin, Event, event).send().saved


def test_an_unlikely_year_has_to_be_confirmed_in_inline_rows_too(admin):
    region = make.a_region()
    make.a_school(name="Ahorn")
    form = opened(admin, Region, region)
    row = form.add_row("agreements", kind="", starts="3-11-1926")
    answer = form.send()

    assert any("Klopt dat?" in text for text in answer.errors[f"{row}-starts"])
    assert answer.soup.select_one(f"[name={row}-starts_klopt]")["value"] == "1926"


def test_a_year_out_of_range_is_refused_with_a_message(admin):
    form = opened(admin, Article)
    form.update({"name": "Labs", "slug": "labs", "kind": "nieuws", "dated": "1-1-2206"})
    assert form.send().errors["dated"] == ["Een jaar ligt hier tussen 1800 en 2199."]


def test_the_clock_picker_writes_no_seconds(admin):
    script = admin.get("/admin/jsi18n/").content.decode()
    formats = re.search(r'"TIME_INPUT_FORMATS": \[\s*"([^"]+)"', script)
    assert formats[1] == "%H:%M"
