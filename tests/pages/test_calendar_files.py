"""Calendar files: the open days of the compared schools, and a single event."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests import make
from tests.pages.reading import main_of, text_of, words

pytestmark = pytest.mark.django_db

OPEN_DAYS = "/vergelijken/open-dagen.ics"


def summaries(response):
    assert response.status_code == 200, response.status_code
    return [str(entry["SUMMARY"]) for entry in Calendar.from_ical(response.content).walk("VEVENT")]


def test_the_file_has_upcoming_events_of_these_schools_soonest_first(client):
    for slug, days in {"a": [3, 1], "b": [2], "c": [4]}.items():
        school = make.a_school(slug=slug, name=f"School {slug}")
        for day in days:
            make.an_event(name=f"Dag {day}", school=school, starts_on=date(2099, 1, day))
        make.an_event(name="Geweest", school=school, starts_on=date(2020, 1, 1))
        make.an_event(name="Concept", school=school, **make.drafts)
    make.an_event(name="Van een regio", region=make.a_region())

    assert summaries(client.get(f"{OPEN_DAYS}?school=a&school=b&school=onzin&school=a")) == [
        "Dag 1, School a",
        "Dag 2, School b",
        "Dag 3, School a",
    ]


def test_the_file_is_a_calendar_with_a_plain_file_name_and_links_to_the_pages(client):
    make.an_event(slug="dag", name="Dag 🤖", school=make.a_school(slug="a"))
    response = client.get(f"{OPEN_DAYS}?school=a")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="open-dagen.ics"'
    assert b"URL:http://testserver/agenda/dag/\r\n" in response.content


def test_without_open_days_the_file_redirects_to_the_comparison(client):
    make.a_school(slug="a")
    make.an_event(school=make.a_school(slug="concept", **make.drafts))

    for query, address in {
        "?school=a": "/vergelijken/?school=a",
        "?school=concept&school=%00": "/vergelijken/",
        "": "/vergelijken/",
    }.items():
        response = client.get(f"{OPEN_DAYS}{query}")
        assert (response.status_code, response["Location"]) == (302, address)


def test_a_school_is_found_by_its_old_slug(client):
    school = make.a_school(slug="oud", name="Ahorn")
    make.an_event(name="Dag", school=school)
    school.slug = "nieuw"
    school.save()

    assert summaries(client.get(f"{OPEN_DAYS}?school=oud")) == ["Dag, Ahorn"]


def test_the_file_includes_no_more_schools_than_the_comparison(client):
    slugs = [f"s{number}" for number in range(6)]
    for slug in slugs:
        make.an_event(name="Dag", school=make.a_school(slug=slug, name=slug))

    assert len(summaries(client.get(f"{OPEN_DAYS}?school={'&school='.join(slugs)}"))) == 4


def test_the_file_takes_the_same_queries_for_one_event_and_for_many(client):
    def queries(*slugs):
        with CaptureQueriesContext(connection) as captured:
            summaries(client.get(f"{OPEN_DAYS}?school={'&school='.join(slugs)}"))
        return len(captured)

    for slug, events in {"a": 1, "b": 5, "c": 3}.items():
        school = make.a_school(slug=slug)
        for _ in range(events):
            make.an_event(school=school, region=make.a_region(), place=make.a_place())

    # content version, schools, events, last change
    assert queries("a") == queries("a", "b", "c") == 4


def test_the_etag_changes_with_the_content(client):
    event = make.an_event(school=make.a_school(slug="a"))
    tag = client.get(f"{OPEN_DAYS}?school=a")["ETag"]
    assert client.get(f"{OPEN_DAYS}?school=a", headers={"If-None-Match": tag}).status_code == 304

    event.starts_on = event.ends_on = date(2099, 6, 1)
    event.save()
    assert client.get(f"{OPEN_DAYS}?school=a", headers={"If-None-Match": tag}).status_code == 200


# --- one event ---


def test_the_page_of_an_upcoming_event_links_to_its_file(client):
    event = make.an_event(slug="les", name="Proefles")
    page = client.get("/agenda/les/")
    (link,) = [link for link in main_of(page).select("a") if words(link) == "Zet in je agenda"]
    response = client.get(link["href"])

    assert link["href"] == "/agenda/les.ics"
    assert summaries(response) == ["Proefles"]
    assert response["Content-Disposition"] == 'attachment; filename="les.ics"'
    assert str(event.uid).encode() in response.content


@pytest.mark.parametrize("fields", [{"starts_on": date(2020, 1, 1)}, {"status": "geannuleerd"}])
def test_a_past_or_cancelled_event_has_a_file_but_no_link_to_it(client, fields):
    make.an_event(slug="les", name="Proefles", **fields)

    assert "Zet in je agenda" not in text_of(client.get("/agenda/les/"))
    assert summaries(client.get("/agenda/les.ics"))[0].endswith("Proefles")


def test_a_draft_has_no_file_and_an_old_slug_redirects_to_the_new_file(client):
    make.an_event(slug="concept", **make.drafts)
    event = make.an_event(slug="oud")
    event.slug = "nieuw"
    event.save()

    assert client.get("/agenda/concept.ics").status_code == 404
    assert client.get("/agenda/onzin.ics").status_code == 404
    redirect = client.get("/agenda/oud.ics")
    assert (redirect.status_code, redirect["Location"]) == (301, "/agenda/nieuw.ics")
