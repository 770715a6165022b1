"""Calendar files: of the open days of the schools that somebody compares, and of one activity."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests import make
from tests.pages.reading import main_of, text_of, words

pytestmark = pytest.mark.django_db

OPEN_DAYS = "/vergelijken/open-dagen.ics"


def summaries(answer):
    assert answer.status_code == 200, answer.status_code
    return [str(entry["SUMMARY"]) for entry in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_it_holds_what_is_coming_at_these_schools_soonest_first(client):
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


def test_it_is_sent_as_a_calendar_with_a_plain_name_and_says_where_to_read_on(client):
    make.an_event(slug="dag", name="Dag 🤖", school=make.a_school(slug="a"))
    answer = client.get(f"{OPEN_DAYS}?school=a")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="open-dagen.ics"'
    assert b"URL:http://testserver/agenda/dag/\r\n" in answer.content


def test_without_an_open_day_it_leads_to_the_page_that_says_so(client):
    make.a_school(slug="a")
    make.an_event(school=make.a_school(slug="concept", **make.drafts))

    for query, address in {
        "?school=a": "/vergelijken/?school=a",
        "?school=concept&school=%00": "/vergelijken/",
        "": "/vergelijken/",
    }.items():
        answer = client.get(f"{OPEN_DAYS}{query}")
        assert (answer.status_code, answer["Location"]) == (302, address)


def test_a_school_by_an_old_address_is_in_it_too(client):
    school = make.a_school(slug="oud", name="Ahorn")
    make.an_event(name="Dag", school=school)
    school.slug = "nieuw"
    school.save()

    assert summaries(client.get(f"{OPEN_DAYS}?school=oud")) == ["Dag, Ahorn"]


def test_no_more_schools_than_stand_side_by_side(client):
    slugs = [f"s{number}" for number in range(6)]
    for slug in slugs:
        make.an_event(name="Dag", school=make.a_school(slug=slug, name=slug))

    assert len(summaries(client.get(f"{OPEN_DAYS}?school={'&school='.join(slugs)}"))) == 4


def test_takes_the_same_queries_for_one_event_and_for_many(client):
    def queries(*slugs):
        with CaptureQueriesContext(connection) as captured:
            summaries(client.get(f"{OPEN_DAYS}?school={'&school='.join(slugs)}"))
        return len(captured)

    for slug, events in {"a": 1, "b": 5, "c": 3}.items():
        school = make.a_school(slug=slug)
        for _ in range(events):
            make.an_event(school=school, region=make.a_region(), place=make.a_place())

    # the version of the content, schools, events
    assert queries("a") == queries("a", "b", "c") == 3


def test_it_bears_a_tag_until_something_changes(client):
    event = make.an_event(school=make.a_school(slug="a"))
    tag = client.get(f"{OPEN_DAYS}?school=a")["ETag"]
    assert client.get(f"{OPEN_DAYS}?school=a", headers={"If-None-Match": tag}).status_code == 304

    event.starts_on = event.ends_on = date(2099, 6, 1)
    event.save()
    assert client.get(f"{OPEN_DAYS}?school=a", headers={"If-None-Match": tag}).status_code == 200


# --- one activity ---


def test_an_activity_to_come_can_be_put_in_ones_calendar(client):
    event = make.an_event(slug="les", name="Proefles")
    page = client.get("/agenda/les/")
    (link,) = [one for one in main_of(page).select("a") if words(one) == "Zet in je agenda"]
    answer = client.get(link["href"])

    assert link["href"] == "/agenda/les.ics"
    assert summaries(answer) == ["Proefles"]
    assert answer["Content-Disposition"] == 'attachment; filename="les.ics"'
    assert str(event.uid).encode() in answer.content


@pytest.mark.parametrize("fields", [{"starts_on": date(2020, 1, 1)}, {"status": "geannuleerd"}])
def test_what_is_past_or_off_is_not_offered_but_its_file_still_answers(client, fields):
    make.an_event(slug="les", name="Proefles", **fields)

    assert "Zet in je agenda" not in text_of(client.get("/agenda/les/"))
    assert summaries(client.get("/agenda/les.ics"))[0].endswith("Proefles")


def test_a_draft_has_no_file_and_an_old_address_leads_to_the_page(client):
    make.an_event(slug="concept", **make.drafts)
    event = make.an_event(slug="oud")
    event.slug = "nieuw"
    event.save()

    assert client.get("/agenda/concept.ics").status_code == 404
    assert client.get("/agenda/onzin.ics").status_code == 404
    moved = client.get("/agenda/oud.ics")
    assert (moved.status_code, moved["Location"]) == (301, "/agenda/nieuw/")
