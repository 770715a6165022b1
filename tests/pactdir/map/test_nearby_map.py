"""Rings around a point, with schools by their numbers."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from pactdir.map.nearby import NearbyMap
from regions.geo.distances import Point
from tests import make

pytestmark = pytest.mark.django_db

HERE = Point(52.66, 4.83)


def a_school(name, north_km, **fields):
    return make.a_school(name=name, latitude=52.66 + north_km / 111.2, longitude=4.83, **fields)


def drawn(nearby):
    html = render_to_string("map/_nearby.html", {"map": nearby})
    return BeautifulSoup(html, "html.parser")


def test_schools_stand_in_their_ring_with_the_number_of_the_list():
    near, nowhere, far, beyond = (
        a_school("Dichtbij", 3),
        make.a_school(name="Nergens"),
        a_school("Verder", 12),
        a_school("Te ver", 30),
    )
    nearby = NearbyMap(HERE, [near, nowhere, far, beyond], name="1703")
    svg = drawn(nearby).svg

    rings = [int(one["r"]) for one in svg.select("circle.map__line")]
    middle = int(svg.select_one(".map__here")["cy"])
    away = [middle - int(one["cy"]) for one in svg.select(".map__reach")]
    assert [round(one / rings[0]) for one in rings] == [1, 2, 3]
    assert away[0] < rings[0] < rings[1] < away[1] < rings[2]
    assert [one["aria-label"] for one in svg.select("a")] == ["1 Dichtbij", "2 Verder"]
    assert nearby.numbers == {near.pk: 1, far.pk: 2, beyond.pk: 3}
    assert nearby.beyond == 2


def test_it_says_in_words_what_it_shows():
    page = drawn(NearbyMap(HERE, [a_school("Ver", 40)], name="1703"))

    assert page.svg["aria-label"] == "Kaart van scholen rond 1703"
    words = " ".join(page.figcaption.get_text().split())
    assert "De dichte stip is 1703." in words
    assert "De cirkels liggen op 5, 10 en 15 km, hemelsbreed." in words
    assert "1 school staat niet op de kaart." in words


def test_other_rings_and_no_schools():
    page = drawn(NearbyMap(HERE, [], rings=(10, 20)))

    assert [one.get_text() for one in page.select("svg > text")] == ["10 km", "20 km"]
    assert page.select("a") == []
    assert "Kaart van scholen rond dit punt" in str(page.svg)


def test_borders_of_municipalities_lie_under_it_as_far_as_they_show():
    def square(west, south, side=0.1):
        east, north = west + side, south + side
        return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]

    beside = {"a": square(4.8, 52.6), "b": square(4.9, 52.6)}
    some = NearbyMap(HERE, [], shapes=beside)
    page = drawn(NearbyMap(HERE, [], shapes=beside | {"far": square(6.5, 51)}))

    (border,) = page.select(".map__border")
    assert border["d"] == some.borders
    # Two squares of four sides have one in common, and a sheet shows no line that lies beside it.
    assert some.borders.count("m") <= 2
    whole = NearbyMap(HERE, [], shapes={"round": square(4, 52, side=2)})
    assert whole.borders == ""
    assert "CBS en Kadaster" in page.figcaption.get_text()
    bare = drawn(NearbyMap(HERE, []))
    assert bare.select(".map__border") == []
    assert "Kadaster" not in bare.figcaption.get_text()
