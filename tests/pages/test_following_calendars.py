"""Calendars to subscribe to: per region, municipality, theme, school, audience or postcode."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from regions.clock import today
from tests import make
from tests.pages.reading import main_of, words

pytestmark = pytest.mark.django_db

EVERY = [
    "/agenda.ics",
    "/agenda.ics?voor=ouders",
    "/regios/rij.ics",
    "/gemeenten/rij.ics",
    "/themas/rij.ics",
    "/scholen/rij.ics",
    "/dichtbij/1621.ics?binnen=15",
]
PAGES = {
    "/agenda/": "/agenda.ics",
    "/agenda/?voor=ouders&voor=docenten": "/agenda.ics?voor=ouders&voor=docenten",
    "/agenda/dag/": "/agenda/dag.ics",
    "/regios/rij/": "/regios/rij.ics",
    "/regios/rij/agenda/": "/regios/rij.ics",
    "/gemeenten/rij/": "/gemeenten/rij.ics",
    "/themas/rij/": "/themas/rij.ics",
    "/scholen/rij/": "/scholen/rij.ics",
    "/dichtbij/1621/": "/dichtbij/1621.ics?binnen=10",
}


def read(response):
    assert response.status_code == 200, response
    return Calendar.from_ical(response.content)


def names(client, address):
    return [str(entry["SUMMARY"]) for entry in read(client.get(address)).walk("VEVENT")]


@pytest.fixture
def rows():
    """One event that is in every scope."""
    town = make.a_municipality(slug="rij", name="Rij")
    place = make.a_place(municipality=town)
    make.a_postcode_area(code="1621", place=place, latitude=52.64, longitude=5.06)
    region = make.a_region(slug="rij", name="Rij")
    make.a_municipality_participation(region=region, municipality=town)
    school = make.a_school(slug="rij", name="Rij", place=place)
    make.a_school_participation(region=region, school=school)
    event = make.an_event(
        slug="dag", name="Rij", region=region, school=school, place=place, audience=["ouders"]
    )
    make.an_event_theme(event=event, theme=make.a_theme(slug="rij", name="Rij"))
    return event


@pytest.mark.parametrize("address", EVERY)
def test_every_calendar_has_the_event_and_a_title(rows, client, address):
    make.an_event(name="Van een ander", audience=["docenten"])
    calendar = read(client.get(address))

    entries = {str(entry["UID"]) for entry in calendar.walk("VEVENT")}
    assert str(rows.uid) in entries
    assert len(entries) == (2 if address == "/agenda.ics" else 1)
    assert calendar["X-WR-CALNAME"] == calendar["NAME"]
    assert str(calendar["NAME"]).startswith("Agenda ")
    assert "60 dagen" in calendar["DESCRIPTION"]
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert str(calendar["X-PUBLISHED-TTL"]) == "PT6H"


def test_each_page_links_to_its_calendar_and_says_how_rarely_clients_poll(rows, client):
    links = {}
    for page in PAGES:
        main = main_of(client.get(page))
        (link,) = main.select("a[href^='webcal:']")
        links[page] = link["href"].removeprefix("webcal://testserver")
        shown = words(main.select_one("details > ol .spelled-out"))
        assert (shown, main.select("a[type='text/calendar']")) == (
            f"http://testserver{links[page]}",
            [],
        )
        assert "om de paar uur, de andere maar eens per dag" in words(main)
    assert links == PAGES

    for page in ("/regios/rij/?peildatum=2026-01-01", "/gemeenten/rij/?peildatum=2026-01-01"):
        assert not main_of(client.get(page)).select("a[href^='webcal:']")


def test_a_calendar_has_upcoming_events_and_those_of_the_last_sixty_days(rows, client):
    day = today()
    for days in (-61, -60, 0, 400):
        make.an_event(name=f"{days}", region=rows.region, starts_on=day + timedelta(days=days))
    rows.delete()

    assert names(client, "/regios/rij.ics") == ["0", "400", "-60"]


def test_a_calendar_without_events_has_a_time_zone_since_it_needs_a_component(rows, client):
    rows.delete()
    calendar = read(client.get("/regios/rij.ics"))

    [zone] = calendar.subcomponents
    assert zone.name == "VTIMEZONE"
    assert {rule.name for rule in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_a_municipality_has_its_own_events_and_those_of_its_regions(rows, client):
    make.an_event(name="Op school", school=rows.school)
    make.an_event(name="Elders", place=make.a_place(), school=rows.school)
    make.an_event(name="Regio", region=rows.region)
    make.an_event(name="Andere regio", region=make.a_region())

    found = names(client, "/gemeenten/rij.ics")
    assert sorted(found) == ["Op school, Rij", "Regio", "Rij"]


def test_a_radius_uses_the_location_of_the_place_or_else_of_the_school(rows, client):
    far = make.a_place()
    make.a_postcode_area(code="9999", place=far, latitude=53.3, longitude=6.5)
    make.an_event(name="Op school", school=rows.school)
    make.an_event(name="Ver weg", place=far, school=rows.school, region=rows.region)
    make.an_event(name="Regio, waar is niet bekend", region=rows.region)
    make.an_event(name="Andere regio, waar is niet bekend", region=make.a_region())
    near = ["Op school, Rij", "Regio, waar is niet bekend", "Rij"]

    assert sorted(names(client, "/dichtbij/1621.ics?binnen=1")) == near
    assert sorted(names(client, "/dichtbij/1621.ics")) == near
    assert names(client, "/dichtbij/9999.ics?binnen=50") == ["Ver weg, Rij"]


@pytest.mark.parametrize("km", ["0", "51", "-1", "x", "1.5", "٣", "9" * 30])
def test_an_invalid_radius_is_refused_with_a_message(rows, client, km):
    response = client.get("/dichtbij/1621.ics", {"binnen": km})

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().startswith("Vul bij 'binnen' een heel aantal kilometers in")


def test_an_unknown_audience_is_refused_instead_of_ignored(rows, client):
    response = client.get("/agenda.ics?voor=ouders&voor=iedereen")

    assert response.status_code == 400
    assert "voor=ouders" in response.content.decode()


def test_old_urls_redirect_to_the_same_file(rows, client):
    rows.slug = rows.region.slug = rows.school.slug = "nieuw"
    for row in (rows, rows.region, rows.school):
        row.save()
    make.a_succession(
        old=make.a_municipality(slug="weg", valid_until="2020"),
        new=rows.place.municipality,
        on="2021",
    )

    for old, new in {
        "/regios/rij.ics": "/regios/nieuw.ics",
        "/scholen/rij.ics": "/scholen/nieuw.ics",
        "/agenda/dag.ics": "/agenda/nieuw.ics",
        "/gemeenten/weg.ics": "/gemeenten/rij.ics",
        "/dichtbij/1621AB.ics?binnen=5": "/dichtbij/1621.ics?binnen=5",
    }.items():
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)


def test_an_unchanged_calendar_is_not_sent_again(rows, client):
    response = client.get("/regios/rij.ics")
    assert response["Last-Modified"]
    tag = {"If-None-Match": response["ETag"]}
    assert client.get("/regios/rij.ics", headers=tag).status_code == 304

    rows.school.name = "Ahorn"
    rows.school.save()
    changed = client.get("/regios/rij.ics", headers=tag)
    assert (changed.status_code, b"Ahorn" in changed.content) == (200, True)
    # Another row's name is newer than any event: Last-Modified alone must not give a 304.
    since = {"If-Modified-Since": changed["Last-Modified"]}
    assert client.get("/regios/rij.ics", headers=since).status_code == 200


def test_a_calendar_takes_the_same_queries_for_one_event_and_for_fifty(rows, client):
    def queries():
        client.get("/dichtbij/1621/")  # fills the values cached per content version
        counts = {}
        for address in EVERY:
            with CaptureQueriesContext(connection) as captured:
                read(client.get(address))
            counts[address] = len(captured)
        return counts

    one = queries()
    for number in range(49):
        event = make.an_event(
            region=make.a_region() if number % 2 else rows.region,
            school=rows.school,
            place=rows.place,
            audience=["ouders"],
        )
        make.an_event_theme(event=event, theme=rows.themes[0])
    assert queries() == one
    assert max(one.values()) <= 7, one
