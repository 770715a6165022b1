"""The map of a region: its municipalities, and its schools by the numbers of the list."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.writing.changing import changing
from tests import make
from tests.pactdir.map.test_area import square

pytestmark = pytest.mark.django_db


def page_of(client, region):
    return BeautifulSoup(client.get(region.get_absolute_url()).content, "html.parser")


def spots(page):
    """What each point leads to, its name, and what stands on it."""
    return [
        (one["href"], one["aria-label"], one.find("text").get_text())
        for one in page.select("a.map__spot")
    ]


def a_school(region, name, latitude, longitude, **fields):
    school = make.a_school(name=name, latitude=latitude, longitude=longitude, **fields)
    make.a_school_participation(region=region, school=school)
    return school


def test_schools_bear_the_number_of_the_list_and_lead_to_their_page(client):
    region, place = make.a_region(), make.a_place(name="Hoorn")
    a_school(region, "Nergens", None, None, place=place)
    zalm = a_school(region, "Zalm", 52.65, 5.1, place=place)
    ahorn = a_school(region, "Ahorn", 52.6, 5.0, place=place)

    page = page_of(client, region)

    assert spots(page) == [
        (ahorn.get_absolute_url(), "1 Ahorn", "1"),
        (zalm.get_absolute_url(), "2 Zalm", "2"),
    ]
    rows = {row["id"]: row.a.get_text() for row in page.select("li.row[id]")}
    assert rows == {"school-1": "Ahorn", "school-2": "Zalm"}
    assert [one.get_text() for one in page.select(".map-number")] == ["1", "2"]
    assert "1 school staat niet op de kaart" in page.select_one(".map").get_text()
    assert [one.get_text() for one in page.select(".map > svg > text")] == ["Hoorn"]
    html = str(page)
    assert html.index('id="school-2"') < html.index("map__spot")


def test_schools_on_nearly_the_same_spot_are_one_point_that_leads_to_the_first_of_them(client):
    region = make.a_region()
    a_school(region, "Ver", 52.9, 5.4)
    for nth in range(6):
        a_school(region, f"School {nth}", 52.6 + nth / 10000, 5.1)

    together = next(one for one in spots(page_of(client, region)) if one[2] == "6×")

    assert re.fullmatch("#school-[12]", together[0])
    assert together[1].startswith("6 scholen: ")
    assert together[1].endswith(" en nog 2")


def test_no_two_points_lie_over_each_other(client):
    region, place = make.a_region(), make.a_place()
    with changing():
        for nth in range(40):
            a_school(region, f"S{nth}", 52.5 + nth % 7 / 50, 5 + nth // 7 / 60, place=place)

    a_school(region, "Ver weg", 52.75, 5)

    at = [
        (int(one["cx"]), int(one["cy"]))
        for one in page_of(client, region).select("circle.map__reach")
    ]

    assert 4 < len(at) < 41
    near = [
        (one, other)
        for one in at
        for other in at
        if one < other and (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 < 42**2
    ]
    assert near == []


def test_its_municipalities_are_drawn_each_in_its_way(client):
    region = make.a_region()
    for name, west, stated in (("Hoorn", 5, False), ("Urk", 5.1, True)):
        municipality = make.a_municipality(name=name)
        make.a_boundary(municipality=municipality, shape=square(west))
        a_school(region, f"In {name}", 52.05, west + 0.05, municipality=municipality)
        if stated:
            make.a_municipality_participation(region=region, municipality=municipality)

    lands = {
        one.title.get_text(): one["class"][1:] or one["fill"]
        for one in page_of(client, region).select("path.map__land")
    }

    assert lands == {
        "Hoorn (afgeleid)": "url(#map-hatch)",
        "Urk (opgegeven)": ["map__land--stated"],
    }


def test_without_a_place_of_a_school_there_is_no_map(client):
    region = make.a_region()
    assert page_of(client, region).select(".map") == []
    a_school(region, "Nergens", None, None)
    assert page_of(client, region).select(".map, .map-number") == []


def test_former_schools_and_drafts_are_not_on_it(client):
    region = make.a_region()
    a_school(region, "Hier", 52.6, 5.1)
    a_school(region, "Dicht", 52.7, 5.1, closed_on="2020-08-01")
    a_school(region, "Klad", 52.8, 5.1, **make.drafts)

    assert [name for _, name, _ in spots(page_of(client, region))] == ["1 Hier"]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_map_takes_no_query_more(client, rows):
    region = make.a_region()
    with changing():
        for nth in range(rows):
            municipality = make.a_municipality()
            make.a_boundary(municipality=municipality, shape=square(4 + nth / 10))
            a_school(
                region, f"S{nth}", 52, 4 + nth / 10, place=make.a_place(municipality=municipality)
            )

    with CaptureQueriesContext(connection) as asked:
        client.get(region.get_absolute_url())

    assert len(asked) == 1 + 15  # the version, and what the page takes without a map
