"""The maps of the country and of a province."""

from datetime import date, timedelta

import brotli
import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from pactdir.map.area import COUNTRY, draw_area
from pactdir.map.cached_maps import area_map
from regions.models import Boundary, Municipality, Province
from regions.writing.changing import ContentVersion, changing
from regions.writing.version_cache import pin_version
from tests import make
from tests.pactdir.map.made_up_country import make_country
from tests.pactdir.map.reading import SVG, kinds, links, parse

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)
STATED, DERIVED = (
    f"{how_known}; overeenkomst niet bekend" for how_known in ("opgegeven", "afgeleid")
)


def square(west, south=52.0, size=0.1):
    east, north = west + size, south + size
    return [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]]


def make_municipality(west, **fields):
    municipality = make.a_municipality(**fields)
    make.a_boundary(municipality=municipality, shape=square(west))
    return municipality


def add_school(region, municipality):
    school = make.a_school(municipality=municipality, is_example=region.is_example)
    return make.a_school_participation(region=region, school=school)


def test_each_kind_of_participation_is_drawn_differently():
    eel, salmon = make.a_region(name="Aalpact"), make.a_region(name="Zalmpact")
    a, b, c, d, e = (
        make_municipality(5 + number / 10, name=name) for number, name in enumerate("ABCDE")
    )
    make.a_municipality_participation(region=eel, municipality=a)
    add_school(eel, b)
    add_school(eel, a)
    add_school(eel, c)
    add_school(salmon, c)
    make.a_municipality_participation(region=salmon, municipality=d)
    add_school(eel, d)

    svg = draw_area(COUNTRY, DAY).svg

    assert kinds(svg) == {
        f"A: Aalpact ({STATED})": ("area", "stated"),
        f"B: Aalpact ({DERIVED})": ("area", "derived"),
        f"C: Aalpact ({DERIVED}) en Zalmpact ({DERIVED})": ("area", "both"),
        f"D: Aalpact ({DERIVED}) en Zalmpact ({STATED})": ("area", "both both--stated"),
        "E: geen techniekregio bekend": ("area", "none"),
    }
    assert links(svg) == [
        (
            eel.get_absolute_url(),
            "Aalpact, deels opgegeven, deels afgeleid; overeenkomst niet bekend",
            [f"A: Aalpact ({STATED})", f"B: Aalpact ({DERIVED})"],
        ),
        (
            c.get_absolute_url(),
            f"C: Aalpact ({DERIVED}) en Zalmpact ({DERIVED})",
            [title_of("C", svg)],
        ),
        (
            d.get_absolute_url(),
            f"D: Aalpact ({DERIVED}) en Zalmpact ({STATED})",
            [title_of("D", svg)],
        ),
    ]
    assert {link.get("target") for link in parse(svg).iter(f"{SVG}a")} == {"_top"}
    assert e.name not in str(links(svg))


def title_of(name, svg):
    return next(title for title in kinds(svg) if title.startswith(f"{name}:"))


def test_a_municipality_without_a_boundary_is_a_labelled_point():
    region = make.a_region(name="Pact")
    add_school(region, make.a_municipality(name="Hoorn", latitude=52.6, longitude=5.1))
    add_school(region, make.a_municipality(name="Alkmaar", latitude=52.63, longitude=4.75))
    make.a_municipality(name="Opmeer", latitude=52.7, longitude=4.95)
    add_school(region, make.a_municipality(name="Nergens"))

    country = draw_area(COUNTRY, DAY)

    assert kinds(country.svg) == {
        f"Alkmaar: Pact ({DERIVED})": ("point", "derived"),
        f"Hoorn: Pact ({DERIVED})": ("point", "derived"),
        "Opmeer: geen techniekregio bekend": ("point", "none"),
    }
    assert {label.text for label in parse(country.svg).iter(f"{SVG}text")} == {
        "Alkmaar",
        "Hoorn",
        "Opmeer",
        "?",
    }
    assert (country.has_outlines, country.unplaced_count) == (False, 1)


def test_one_municipality_is_enough_for_a_map():
    add_school(make.a_region(), make.a_municipality(latitude=52.6, longitude=5.1))
    assert len(links(draw_area(COUNTRY, DAY).svg)) == 1


def test_an_area_without_a_region_has_no_map():
    make_municipality(5)
    make.a_region()
    assert draw_area(COUNTRY, DAY) is None


def test_a_shape_with_several_parts_and_a_hole_is_one_path():
    outer = [[5, 52], [5.5, 52], [5.5, 52.5], [5, 52.5], [5, 52]]
    hole = [[5.2, 52.2], [5.3, 52.2], [5.3, 52.3], [5.2, 52.3], [5.2, 52.2]]
    island = square(5.7)[0]
    municipality = make.a_municipality(name="Delen")
    make.a_boundary(municipality=municipality, shape=[[outer, hole], island])
    add_school(make.a_region(), municipality)

    [path] = [
        shape.get("d")
        for shape in parse(draw_area(COUNTRY, DAY).svg).iter(f"{SVG}path")
        if shape.find(f"{SVG}title") is not None
    ]

    assert path.count("m") == path.count("z") == 3


def test_drafts_past_participations_and_examples_are_left_out():
    area = make_municipality(5, name="Uithoorn")
    add_school(make.a_region(name="Ons pact"), area)
    make.a_municipality_participation(
        region=make.a_region(name="Klad", **make.drafts), municipality=area
    )
    make.a_municipality_participation(
        region=make.a_region(name="Oud"), municipality=area, until="2020"
    )
    add_school(make.a_region(name="Later", published_from=DAY + timedelta(days=1)), area)
    example = make.a_region(name="Voorbeeldregio", is_example=True)
    invented = make.a_municipality(is_example=True, province="", latitude=52, longitude=5)
    make.a_municipality_participation(region=example, municipality=invented)
    abolished = make.a_municipality(valid_until="2021-12-31", latitude=52, longitude=5)
    add_school(make.a_region(), abolished)

    country = draw_area(COUNTRY, DAY)

    assert list(kinds(country.svg)) == [f"Uithoorn: Ons pact ({DERIVED})"]
    assert (
        country.unmapped_region_count == 2
    )  # the past participation, and the abolished municipality


def test_the_map_of_a_province_has_only_its_own_municipalities():
    region = make.a_region(name="Pact")
    add_school(region, make_municipality(5, name="Hoorn", province=Province.NOORD_HOLLAND))
    add_school(region, make_municipality(5.2, name="Almere", province=Province.FLEVOLAND))

    assert [map_.slug for map_ in (draw_area("flevoland", DAY), draw_area(COUNTRY, DAY))] == [
        "flevoland",
        "nederland",
    ]
    assert list(kinds(draw_area("flevoland", DAY).svg)) == [f"Almere: Pact ({DERIVED})"]
    assert draw_area("drenthe", DAY) is None
    assert draw_area(COUNTRY, DAY).provinces == [
        ("flevoland", "Flevoland"),
        ("noord-holland", "Noord-Holland"),
    ]


def test_adjacent_regions_are_hatched_in_different_directions():
    for number in range(3):
        add_school(make.a_region(), make_municipality(5 + number / 10))

    classes = [
        shape.get("class")
        for shape in parse(draw_area(COUNTRY, DAY).svg).iter(f"{SVG}path")
        if shape.find(f"{SVG}title") is not None
    ]

    assert len(classes) == 3
    assert classes[0] != classes[1] != classes[2]


@pytest.mark.parametrize(("outlines", "is_landscape"), [(1, False), (2, True)])
def test_a_wide_area_gets_a_landscape_map(outlines, is_landscape):
    for number in range(outlines):
        add_school(make.a_region(), make_municipality(4 + number * 2))
    assert draw_area(COUNTRY, DAY).is_landscape == is_landscape


def test_names_are_escaped():
    name = "<script>alert(1)</script> & \"'"
    add_school(make.a_region(name=name), make_municipality(5, name=name))

    svg = draw_area(COUNTRY, DAY).svg

    assert "<script" not in svg
    assert list(kinds(svg)) == [f"{name}: {name} ({DERIVED})"]


def test_the_url_changes_only_when_the_map_does():
    area = make_municipality(5)
    add_school(make.a_region(), area)
    before = area_map(COUNTRY, DAY).url

    make.an_article()
    assert area_map(COUNTRY, DAY).url == before
    make.a_municipality_participation(region=make.a_region(), municipality=area)
    assert area_map(COUNTRY, DAY).url != before


def test_a_map_is_cached():
    add_school(make.a_region(), make_municipality(5))
    area_map(COUNTRY, DAY)

    with CaptureQueriesContext(connection) as queries:
        area_map(COUNTRY, DAY)

    assert len(queries) == 1  # the content version


@pytest.mark.parametrize("rows", [1, 40])
def test_takes_the_same_queries_for_any_number_of_rows(rows):
    with changing():
        for number in range(rows):
            area = make_municipality(4 + number / 20)
            add_school(make.a_region(), area)
            make.a_municipality_participation(municipality=area)

    # Read the content version first, as a page does.
    with pin_version(ContentVersion.current()), CaptureQueriesContext(connection) as queries:
        draw_area(COUNTRY, DAY)

    # Municipalities with boundaries; regions with agreements, goals, contacts and channels, which
    # all pages share; stated and derived links; unmapped regions.
    assert len(queries) == 9


def test_a_map_rendered_inside_an_open_change_is_not_cached():
    """A preview publishes, renders a page and rolls back."""
    region = make.a_region(name="Klad", **make.drafts)
    add_school(region, make_municipality(5))
    add_school(make.a_region(name="Pact"), make_municipality(5.1))
    before = area_map(COUNTRY, DAY)

    with changing():
        savepoint = transaction.savepoint()
        region.published_from = DAY
        region.save()
        assert "Klad" in area_map(COUNTRY, DAY).svg
        assert "Klad" in area_map("noord-holland", DAY).svg
        transaction.savepoint_rollback(savepoint)

    # As if the whole transaction was rolled back.
    assert ContentVersion.objects.update(version=F("version") - 1) == 1
    assert area_map(COUNTRY, DAY) == before
    assert "Klad" not in area_map("noord-holland", DAY).svg


def test_the_map_of_the_whole_country_is_small():
    make_country()
    country = draw_area(COUNTRY, DAY)

    assert Boundary.objects.count() == Municipality.objects.count() == 342
    assert len(kinds(country.svg)) == 342
    assert len(brotli.compress(country.svg.encode(), quality=7)) < 20_000
