"""The map of a region: its municipalities, with its schools as numbered markers."""

import re
from itertools import combinations
from math import dist

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.writing.changing import changing
from schools.models import School
from tests import make
from tests.pactdir.map.test_area import square

pytestmark = pytest.mark.django_db


def page_of(client, region):
    return BeautifulSoup(client.get(region.get_absolute_url()).content, "lxml")


def markers(page):
    """(href, name, text) of each marker."""
    return [
        (link["href"], link["aria-label"], link.find("text").get_text())
        for link in page.select("a.map__spot")
    ]


def add_school(region, name, latitude, longitude, **fields):
    school = make.a_school(name=name, latitude=latitude, longitude=longitude, **fields)
    make.a_school_participation(region=region, school=school)
    return school


def test_schools_have_their_number_in_the_list_and_link_to_their_page(client):
    region, place = make.a_region(), make.a_place(name="Hoorn")
    add_school(region, "Nergens", None, None, place=place)
    zalm = add_school(region, "Zalm", 52.65, 5.1, place=place)
    ahorn = add_school(region, "Ahorn", 52.6, 5.0, place=place)

    page = page_of(client, region)

    assert markers(page) == [
        (ahorn.get_absolute_url(), "1 Ahorn", "1"),
        (zalm.get_absolute_url(), "2 Zalm", "2"),
    ]
    rows = {row["id"]: row.a.get_text() for row in page.select("li.row[id]")}
    assert rows == {"school-1": "Ahorn", "school-2": "Zalm"}
    assert [number.get_text() for number in page.select(".map-number")] == ["1", "2"]
    assert "1 school staat niet op de kaart" in page.select_one(".map").get_text()
    assert [label.get_text() for label in page.select(".map > svg > text")] == ["Hoorn"]
    html = str(page)
    assert html.index('id="school-2"') < html.index("map__spot")


def test_schools_close_together_share_a_marker_that_links_to_the_first(client):
    region = make.a_region()
    add_school(region, "Ver", 52.9, 5.4)
    for number in range(6):
        add_school(region, f"School {number}", 52.6 + number / 10000, 5.1)

    cluster = next(marker for marker in markers(page_of(client, region)) if marker[2] == "6×")

    assert re.fullmatch("#school-[12]", cluster[0])
    assert cluster[1].startswith("6 scholen: ")
    assert cluster[1].endswith(" en nog 2")


def test_no_two_markers_overlap(client):
    region, place = make.a_region(), make.a_place()
    with changing():
        for number in range(40):
            add_school(
                region, f"S{number}", 52.5 + number % 7 / 50, 5 + number // 7 / 60, place=place
            )

    add_school(region, "Ver weg", 52.75, 5)

    centres = [
        (int(circle["cx"]), int(circle["cy"]))
        for circle in page_of(client, region).select("circle.map__reach")
    ]

    assert 4 < len(centres) < 41
    overlapping = [(a, b) for a, b in combinations(centres, 2) if dist(a, b) < 42]
    assert overlapping == []


def test_stated_and_derived_municipalities_are_drawn_differently(client):
    region = make.a_region()
    for name, west, stated in (("Hoorn", 5, False), ("Urk", 5.1, True)):
        municipality = make.a_municipality(name=name)
        make.a_boundary(municipality=municipality, shape=square(west))
        add_school(region, f"In {name}", 52.05, west + 0.05, municipality=municipality)
        if stated:
            make.a_municipality_participation(region=region, municipality=municipality)

    areas = {
        path.title.get_text(): path["class"][1:] or path["fill"]
        for path in page_of(client, region).select("path.map__land")
    }

    assert areas == {
        "Hoorn (afgeleid)": "url(#map-hatch)",
        "Urk (opgegeven)": ["map__land--stated"],
    }


def test_without_a_located_school_there_is_no_map(client):
    region = make.a_region()
    assert page_of(client, region).select(".map") == []
    add_school(region, "Nergens", None, None)
    assert page_of(client, region).select(".map, .map-number") == []


def test_closed_schools_and_drafts_are_omitted(client):
    region = make.a_region()
    add_school(region, "Hier", 52.6, 5.1)
    add_school(region, "Dicht", 52.7, 5.1, closed_on="2020-08-01")
    add_school(region, "Klad", 52.8, 5.1, **make.drafts)

    assert [name for _, name, _ in markers(page_of(client, region))] == ["1 Hier"]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_map_takes_no_extra_query(client, rows):
    region = make.a_region()
    with changing():
        for number in range(rows):
            municipality = make.a_municipality()
            make.a_boundary(municipality=municipality, shape=square(4 + number / 10))
            add_school(
                region,
                f"S{number}",
                52,
                4 + number / 10,
                place=make.a_place(municipality=municipality),
            )

    with_map = count_queries(client, region)
    assert page_of(client, region).select(".map")
    with changing():
        School.objects.update(latitude=None, longitude=None)

    assert count_queries(client, region) == with_map
    assert page_of(client, region).select(".map") == []


def count_queries(client, region):
    with CaptureQueriesContext(connection) as queries:
        client.get(region.get_absolute_url())
    return len(queries)
