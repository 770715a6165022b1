"""The map of schools around a point."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from pactdir.map.nearby import NearbyMap
from regions.geo.distances import Point
from tests import make

pytestmark = pytest.mark.django_db

HERE = Point(52.66, 4.83)


def make_school(name, north_km, **fields):
    return make.a_school(name=name, latitude=52.66 + north_km / 111.2, longitude=4.83, **fields)


def rendered(nearby):
    html = render_to_string("map/_nearby.html", {"map": nearby})
    return BeautifulSoup(html, "html.parser")


def test_schools_are_in_their_ring_with_their_number_in_the_list():
    near, nowhere, far, out_of_range = (
        make_school("Dichtbij", 3),
        make.a_school(name="Nergens"),
        make_school("Verder", 12),
        make_school("Te ver", 30),
    )
    nearby = NearbyMap(HERE, [near, nowhere, far, out_of_range], name="1703")
    svg = rendered(nearby).svg

    rings = [int(circle["r"]) for circle in svg.select("circle.map__line")]
    centre = int(svg.select_one(".map__here")["cy"])
    distances = [centre - int(circle["cy"]) for circle in svg.select(".map__reach")]
    assert [round(radius / rings[0]) for radius in rings] == [1, 2, 3]
    assert distances[0] < rings[0] < rings[1] < distances[1] < rings[2]
    assert [link["aria-label"] for link in svg.select("a")] == ["1 Dichtbij", "2 Verder"]
    assert nearby.numbers == {near.pk: 1, far.pk: 2, out_of_range.pk: 3}
    assert nearby.unplaced_count == 2


def test_the_caption_explains_the_map():
    page = rendered(NearbyMap(HERE, [make_school("Ver", 40)], name="1703"))

    assert page.svg["aria-label"] == "Kaart van scholen rond 1703"
    words = " ".join(page.figcaption.get_text().split())
    assert "De dichte stip is 1703." in words
    assert "De cirkels liggen op 5, 10 en 15 km, hemelsbreed." in words
    assert "1 school staat niet op de kaart." in words


def test_no_name_covers_the_dot_of_the_postcode():
    school = make_school("Dichtbij", 0.5, place=make.a_place(name="Winterswijk"))
    school.longitude = HERE.longitude - 0.01
    nearby = NearbyMap(HERE, [school], rings=(5, 10))
    (label,) = nearby.labels

    assert (label.anchor, label.x < nearby.centre[0]) == ("end", True)


def test_the_caption_explains_only_what_is_on_the_map():
    alone, *close = (make_school(f"School {number}", 0 if number else 4) for number in range(12))
    shared = rendered(NearbyMap(HERE, close))
    both = rendered(NearbyMap(HERE, [alone, *close]))
    numbers, times = "De nummers staan ook in de lijst.", "Een getal met × is"

    assert numbers not in shared.text
    assert times in shared.text
    assert numbers in both.text
    assert times in both.text
    assert times not in rendered(NearbyMap(HERE, [alone])).text
    # Three digits would overflow the circle.
    assert [text["font-size"] for text in both.select("a > text")] == ["17", "13"]


def test_a_map_with_other_rings_and_no_schools():
    page = rendered(NearbyMap(HERE, [], rings=(10, 20)))

    assert [label.get_text() for label in page.select("svg > text")] == ["10 km", "20 km"]
    assert page.select("a") == []
    assert "Kaart van scholen rond dit punt" in str(page.svg)


def test_only_borders_within_the_map_are_rendered():
    def square(west, south, side=0.1):
        east, north = west + side, south + side
        return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]

    shapes = {"a": square(4.8, 52.6), "b": square(4.9, 52.6)}
    nearby = NearbyMap(HERE, [], shapes=shapes)
    page = rendered(NearbyMap(HERE, [], shapes=shapes | {"far": square(6.5, 51)}))

    (border,) = page.select(".map__border")
    assert border["d"] == nearby.borders
    # The two squares share a side, and sides outside the map are not rendered.
    assert nearby.borders.count("m") <= 2
    enclosed = NearbyMap(HERE, [], shapes={"round": square(4, 52, side=2)})
    assert enclosed.borders == ""
    assert "CBS en Kadaster" in page.figcaption.get_text()
    bare = rendered(NearbyMap(HERE, []))
    assert bare.select(".map__border") == []
    assert "Kadaster" not in bare.figcaption.get_text()
