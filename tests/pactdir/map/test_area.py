"""The map of the country and of a province: what it shows, and what it never shows."""

from datetime import date, timedelta

import brotli
import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from pactdir.map.area import COUNTRY, draw
from pactdir.map.cached_maps import area_map
from regions.models import Boundary, Municipality, Province
from regions.writing.changing import ContentVersion, changing
from tests import make
from tests.pactdir.map.country import a_whole_country
from tests.pactdir.map.drawing import SVG, kinds, links, parsed

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)
STATED, DERIVED = (f"{way}; overeenkomst niet bekend" for way in ("opgegeven", "afgeleid"))


def square(west, south=52.0, size=0.1):
    east, north = west + size, south + size
    return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]


def an_area(west, **fields):
    municipality = make.a_municipality(**fields)
    make.a_boundary(municipality=municipality, shape=square(west))
    return municipality


def by_school(region, municipality):
    school = make.a_school(municipality=municipality, is_example=region.is_example)
    return make.a_school_participation(region=region, school=school)


def test_stated_derived_several_and_unknown_are_drawn_each_in_its_way():
    one, other = make.a_region(name="Aalpact"), make.a_region(name="Zalmpact")
    a, b, c, d, e = (an_area(5 + n / 10, name=name) for n, name in enumerate("ABCDE"))
    make.a_municipality_participation(region=one, municipality=a)
    by_school(one, b)
    by_school(one, a)
    by_school(one, c)
    by_school(other, c)
    make.a_municipality_participation(region=other, municipality=d)
    by_school(one, d)

    svg = draw(COUNTRY, DAY).svg

    assert kinds(svg) == {
        f"A: Aalpact ({STATED})": ("area", "stated"),
        f"B: Aalpact ({DERIVED})": ("area", "derived"),
        f"C: Aalpact ({DERIVED}) en Zalmpact ({DERIVED})": ("area", "both"),
        f"D: Aalpact ({DERIVED}) en Zalmpact ({STATED})": ("area", "both both--stated"),
        "E: geen techniekregio bekend": ("area", "none"),
    }
    assert links(svg) == [
        (
            one.get_absolute_url(),
            "Aalpact, deels opgegeven, deels afgeleid; overeenkomst niet bekend",
            [f"A: Aalpact ({STATED})", f"B: Aalpact ({DERIVED})"],
        ),
        (
            c.get_absolute_url(),
            f"C: Aalpact ({DERIVED}) en Zalmpact ({DERIVED})",
            [kind_of("C", svg)],
        ),
        (
            d.get_absolute_url(),
            f"D: Aalpact ({DERIVED}) en Zalmpact ({STATED})",
            [kind_of("D", svg)],
        ),
    ]
    assert {link.get("target") for link in parsed(svg).iter(f"{SVG}a")} == {"_top"}
    assert e.name not in str(links(svg))


def kind_of(name, svg):
    return next(title for title in kinds(svg) if title.startswith(f"{name}:"))


def test_what_has_no_outline_is_a_point_with_its_name():
    region = make.a_region(name="Pact")
    by_school(region, make.a_municipality(name="Hoorn", latitude=52.6, longitude=5.1))
    by_school(region, make.a_municipality(name="Alkmaar", latitude=52.63, longitude=4.75))
    make.a_municipality(name="Opmeer", latitude=52.7, longitude=4.95)
    by_school(region, make.a_municipality(name="Nergens"))

    drawn = draw(COUNTRY, DAY)

    assert kinds(drawn.svg) == {
        f"Alkmaar: Pact ({DERIVED})": ("mark", "derived"),
        f"Hoorn: Pact ({DERIVED})": ("mark", "derived"),
        "Opmeer: geen techniekregio bekend": ("mark", "none"),
    }
    assert {one.text for one in parsed(drawn.svg).iter(f"{SVG}text")} == {
        "Alkmaar",
        "Hoorn",
        "Opmeer",
        "?",
    }
    assert (drawn.has_outlines, drawn.not_placed) == (False, 1)


def test_one_municipality_makes_a_map():
    by_school(make.a_region(), make.a_municipality(latitude=52.6, longitude=5.1))
    assert len(links(draw(COUNTRY, DAY).svg)) == 1


def test_without_a_region_in_it_there_is_no_map():
    an_area(5)
    make.a_region()
    assert draw(COUNTRY, DAY) is None


def test_a_shape_of_several_parts_with_a_hole_is_one_path():
    outer = [[5, 52], [5.5, 52], [5.5, 52.5], [5, 52.5], [5, 52]]
    hole = [[5.2, 52.2], [5.3, 52.2], [5.3, 52.3], [5.2, 52.3], [5.2, 52.2]]
    island = square(5.7)[0]
    municipality = make.a_municipality(name="Delen")
    make.a_boundary(municipality=municipality, shape=[[outer, hole], island])
    by_school(make.a_region(), municipality)

    [path] = [
        one.get("d")
        for one in parsed(draw(COUNTRY, DAY).svg).iter(f"{SVG}path")
        if one.find(f"{SVG}title") is not None
    ]

    assert path.count("m") == path.count("z") == 3


def test_drafts_what_is_past_and_what_is_invented_are_not_on_it():
    area = an_area(5, name="Uithoorn")
    by_school(make.a_region(name="Ons pact"), area)
    make.a_municipality_participation(
        region=make.a_region(name="Klad", **make.drafts), municipality=area
    )
    make.a_municipality_participation(
        region=make.a_region(name="Oud"), municipality=area, until="2020"
    )
    by_school(make.a_region(name="Later", published_from=DAY + timedelta(days=1)), area)
    example = make.a_region(name="Voorbeeldregio", is_example=True)
    invented = make.a_municipality(is_example=True, province="", latitude=52, longitude=5)
    make.a_municipality_participation(region=example, municipality=invented)
    gone = make.a_municipality(valid_until="2021-12-31", latitude=52, longitude=5)
    by_school(make.a_region(), gone)

    drawn = draw(COUNTRY, DAY)

    assert list(kinds(drawn.svg)) == [f"Uithoorn: Ons pact ({DERIVED})"]
    assert drawn.regions_elsewhere == 2  # that which is past, and that of what is gone


def test_a_province_shows_its_own_municipalities():
    region = make.a_region(name="Pact")
    by_school(region, an_area(5, name="Hoorn", province=Province.NOORD_HOLLAND))
    by_school(region, an_area(5.2, name="Almere", province=Province.FLEVOLAND))

    assert [one.slug for one in (draw("flevoland", DAY), draw(COUNTRY, DAY))] == [
        "flevoland",
        "nederland",
    ]
    assert list(kinds(draw("flevoland", DAY).svg)) == [f"Almere: Pact ({DERIVED})"]
    assert draw("drenthe", DAY) is None
    assert draw(COUNTRY, DAY).provinces == [
        ("flevoland", "Flevoland"),
        ("noord-holland", "Noord-Holland"),
    ]


def test_regions_that_touch_are_hatched_in_other_directions():
    for nth in range(3):
        by_school(make.a_region(), an_area(5 + nth / 10))

    classes = [
        one.get("class")
        for one in parsed(draw(COUNTRY, DAY).svg).iter(f"{SVG}path")
        if one.find(f"{SVG}title") is not None
    ]

    assert len(classes) == 3
    assert classes[0] != classes[1] != classes[2]


@pytest.mark.parametrize(("outlines", "is_lying"), [(1, False), (2, True)])
def test_what_is_wider_than_high_lies_on_its_sheet(outlines, is_lying):
    for nth in range(outlines):
        by_school(make.a_region(), an_area(4 + nth * 2))
    assert draw(COUNTRY, DAY).is_lying == is_lying


def test_a_name_cannot_write_in_the_drawing():
    name = "<script>alert(1)</script> & \"'"
    by_school(make.a_region(name=name), an_area(5, name=name))

    svg = draw(COUNTRY, DAY).svg

    assert "<script" not in svg
    assert list(kinds(svg)) == [f"{name}: {name} ({DERIVED})"]


def test_the_address_stays_until_something_on_the_map_changes():
    area = an_area(5)
    by_school(make.a_region(), area)
    before = area_map(COUNTRY, DAY).address

    make.an_article()
    assert area_map(COUNTRY, DAY).address == before
    make.a_municipality_participation(region=make.a_region(), municipality=area)
    assert area_map(COUNTRY, DAY).address != before


def test_a_map_is_drawn_once_after_a_change():
    by_school(make.a_region(), an_area(5))
    area_map(COUNTRY, DAY)

    with CaptureQueriesContext(connection) as asked:
        area_map(COUNTRY, DAY)

    assert len(asked) == 1  # the version


@pytest.mark.parametrize("rows", [1, 40])
def test_drawing_takes_the_same_queries_for_any_number_of_rows(rows):
    with changing():
        for nth in range(rows):
            area = an_area(4 + nth / 20)
            by_school(make.a_region(), area)
            make.a_municipality_participation(municipality=area)

    with CaptureQueriesContext(connection) as asked:
        draw(COUNTRY, DAY)

    # municipalities with their outlines, stated and derived links, the version of the content and
    # the agreements of all regions, regions not on it
    assert len(asked) == 6


def test_what_may_yet_be_undone_is_not_remembered():
    """As for a preview, which publishes, asks a page, and undoes it all."""
    region = make.a_region(name="Klad", **make.drafts)
    by_school(region, an_area(5))
    by_school(make.a_region(name="Pact"), an_area(5.1))
    before = area_map(COUNTRY, DAY)

    with changing():
        undo = transaction.savepoint()
        region.published_from = DAY
        region.save()
        assert "Klad" in area_map(COUNTRY, DAY).svg
        assert "Klad" in area_map("noord-holland", DAY).svg
        transaction.savepoint_rollback(undo)

    forgotten = ContentVersion.objects.update(version=F("version") - 1)  # as if all were undone
    assert forgotten == 1
    assert area_map(COUNTRY, DAY) == before
    assert "Klad" not in area_map("noord-holland", DAY).svg


def test_the_whole_country_is_light():
    a_whole_country()
    drawn = draw(COUNTRY, DAY)

    assert Boundary.objects.count() == Municipality.objects.count() == 342
    assert len(kinds(drawn.svg)) == 342
    assert len(brotli.compress(drawn.svg.encode(), quality=7)) < 20_000
