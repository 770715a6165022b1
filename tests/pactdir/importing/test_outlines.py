"""Municipalities, provinces, neighbours and locations from a boundary file alone."""

import csv
import json

import pytest

from pactdir.importing import import_files
from pactdir.importing.desk.log import run_of
from pactdir.importing.desk.undo import undo
from pactdir.models import Import
from regions.fields.partial_date import PartialDate
from regions.models import Boundary, Municipality, Neighbour, Province
from regions.rights import Rights
from tests import make
from tests.pactdir.importing import boundary_generator as country
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db
PROVINCES = {"provincies.geojson": country.provinces_of_cbs()}
EDITIONS = {
    "CBS": country.of_cbs,
    "CBS, in metres": lambda: country.of_cbs(in_metres=True),
    "CBS, map of districts": country.of_districts,
    "CBS, older map of districts": lambda: country.of_districts(upper_case=True),
    "Kadaster": country.of_kadaster,
}
CORNER = [(0, 0), (1, 0), (0, 1)]
TABLE = """\
statcode,naam,naam_alternatief,provinciecode,inwoners,lat,lon
GM1000,Tafelnaam,,PV27,1,52.1,5.1
"""


@pytest.fixture
def load(tmp_path):
    def load(files, **options):
        for path in tmp_path.iterdir():
            path.unlink()
        return import_files(write_files(tmp_path, files), **options)

    return load


def test_the_newest_file_names_a_municipality_whatever_the_file_names(load):
    def named(name):
        properties = {"statcode": "GM1000", "statnaam": name, "provinciecode": "PV27"}
        square = [[4.0, 51.0], [4.1, 51.0], [4.1, 51.1], [4.0, 51.1], [4.0, 51.0]]
        return country.collection([country.feature(properties, square)])

    load({"a 2026.geojson": named("Nieuw"), "b 2024.geojson": named("Oud")})

    assert Municipality.objects.get().name == "Nieuw"


def outcome_of(run, kind):
    return next(outcome for outcome in run.outcomes if outcome.kind == kind)


def pairs():
    return set(Neighbour.objects.values_list("municipality__code", "neighbour__code"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_file_of_any_edition_gives_all_municipalities_and_provinces(load, edition):
    run = load({"gemeenten.geojson": EDITIONS[edition](), **PROVINCES})

    assert set(Municipality.objects.values_list("code", "name", "province")) == {
        (country.code_of(*cell), country.name_of(*cell), country.province_of(*cell))
        for cell in country.cells()
    }
    assert pairs() == country.pairs_of_neighbours()
    assert Boundary.objects.count() == 342 + 12
    summaries = [outcome.summary for outcome in run.outcomes if outcome.kind == "grenzen"]
    assert sorted(summaries) == [
        "12 provincies, 12 grenzen nieuw",
        "342 gemeenten, 342 grenzen nieuw",
    ]


def test_the_point_of_a_municipality_lies_within_it(load):
    two = [
        [[4.0, 51.0], [4.1, 51.0], [4.1, 51.01], [4.0, 51.01], [4.0, 51.0]],
        [[5.0, 52.0], [5.2, 52.0], [5.2, 52.2], [5.0, 52.2], [5.0, 52.0]],
    ]
    shapes = [
        country.feature(
            {"statcode": "GM1000", "statnaam": "Twee delen", "provinciecode": "PV27"}, *two
        )
    ]

    load({"x.geojson": country.collection(shapes)})

    town = Municipality.objects.get()
    assert (town.latitude, town.longitude) == (pytest.approx(52.1), pytest.approx(5.1))


def test_a_point_that_is_still_within_the_municipality_is_kept(load):
    load({"x.geojson": country.of_cbs(CORNER), **PROVINCES})

    load({"x.geojson": country.of_cbs(CORNER).replace("[4.0, ", "[4.03, ")})

    assert Municipality.objects.get(code="GM1000").longitude == pytest.approx(4.05)


@pytest.mark.parametrize(("gap", "count"), [("4.1002", 2), ("4.102", 0)])  # 14 and 140 m
def test_boundaries_that_nearly_touch_are_neighbours(load, gap, count):
    first, second = (
        country.feature({"statcode": code, "statnaam": code}, country.square(*cell))
        for code, cell in (("GM1000", (0, 0)), ("GM1001", (1, 0)))
    )
    moved = json.loads(json.dumps(second).replace("4.1,", f"{gap},"))
    apart = country.collection([first, moved])

    load({"x.geojson": apart, **PROVINCES})

    assert Neighbour.objects.count() == count


def test_metres_are_converted_to_degrees(load):
    in_metres, in_degrees = [country.of_cbs(CORNER, in_metres=value) for value in (True, False)]
    load({"x.geojson": in_metres, **PROVINCES})
    converted = list(Boundary.objects.values_list("code", "shape"))

    run = load({"x.geojson": in_degrees, **PROVINCES})

    assert outcome_of(run, "grenzen").changed_rows == 0
    assert list(Boundary.objects.values_list("code", "shape")) == converted


def test_unlabelled_metres_are_recognised(load):
    bare = country.of_kadaster().replace('"crs"', '"was"')

    load({"x.geojson": bare})

    assert Municipality.objects.count() == 342


def test_a_second_import_changes_nothing(load):
    files = {"x.geojson": country.of_cbs(CORNER), **PROVINCES}
    load(files)
    before = database_hash("pactdir.Import")

    run = load(files)

    assert database_hash("pactdir.Import") == before
    assert {word for o in run.outcomes for word, n in o.counts.items() if n} == {"gelijk"}


def test_the_province_of_a_new_municipality_is_unknown_until_provinces_are_imported(load):
    run = load({"x.geojson": country.of_cbs(CORNER[:2])})

    assert set(Municipality.objects.values_list("province", flat=True)) == {""}
    assert outcome_of(run, "gemeenten uit grenzen").warnings == [
        "In welke provincie 2 gemeenten, zoals Rij 0 vak 0, liggen, zegt dit bestand niet: op de "
        "site staat daar “provincie niet bekend”. Laad dit bestand nog eens, samen met de grenzen "
        "van de provincies (bij PDOK: provincie_gegeneraliseerd)."
    ]

    run = load({"x.geojson": country.of_cbs(CORNER[:2]), **PROVINCES})

    assert set(Municipality.objects.values_list("province", flat=True)) == {"PV20"}
    assert outcome_of(run, "gemeenten uit grenzen").warnings == []


def test_a_province_entered_by_an_editor_is_kept_if_the_file_has_none(load):
    load({"x.geojson": country.of_cbs(CORNER[:1])})
    town = Municipality.objects.get()
    town.province = Province.DRENTHE
    town.save()

    load({"x.geojson": country.of_cbs(CORNER[:1])})

    assert Municipality.objects.get().province == Province.DRENTHE


def test_known_provinces_are_kept_if_the_file_has_none(load):
    load({"x.geojson": country.of_cbs(CORNER[:2]), **PROVINCES})
    Boundary.objects.filter(code__in=Province.values).delete()

    load({"x.geojson": country.of_cbs(CORNER[:2]).replace("vak 1", "anders")})

    assert Municipality.objects.get(code="GM1001").name == "Rij 0 anders"
    assert Municipality.objects.get(code="GM1001").province == "PV20"


def test_provinces_of_an_earlier_import_are_used(load):
    load(PROVINCES)

    load({"x.geojson": country.of_cbs()})

    assert Municipality.objects.values("province").distinct().count() == 12


def test_a_table_in_the_same_folder_takes_precedence(load):
    run = load({"gemeenten.csv": TABLE, "x.geojson": country.of_cbs(CORNER[:1]), **PROVINCES})

    town = Municipality.objects.get()
    assert (town.name, town.latitude) == ("Tafelnaam", 52.1)
    assert "gemeenten uit grenzen" not in {outcome.kind for outcome in run.outcomes}


def test_an_earlier_table_is_kept_and_a_later_one_overwrites(load):
    load({"x.geojson": country.of_cbs(CORNER), **PROVINCES})
    load({"gemeenten.csv": TABLE})
    assert Municipality.objects.get(code="GM1000").name == "Tafelnaam"

    run = load({"x.geojson": country.of_cbs(CORNER)})

    assert Municipality.objects.get(code="GM1000").name == "Tafelnaam"
    assert [outcome.conflicts for outcome in run.outcomes] == [[]] * len(run.outcomes)


def test_a_table_of_neighbours_takes_precedence_for_the_municipalities_in_it(load):
    load({"x.geojson": country.of_cbs(CORNER), **PROVINCES})
    table = "statcode,buur_statcode\nGM1000,GM1001\nGM1001,GM1000\n"

    load({"buren.csv": table})
    assert pairs() == {("GM1000", "GM1001"), ("GM1001", "GM1000")}

    load({"x.geojson": country.of_cbs(CORNER)})
    assert pairs() - {("GM1000", "GM1001"), ("GM1001", "GM1000")} == {
        (code, "GM1019") for code in ("GM1000", "GM1001")
    } | {("GM1019", code) for code in ("GM1000", "GM1001")}


def test_neighbours_that_no_longer_touch_are_removed(load):
    load({"x.geojson": country.of_cbs(CORNER), **PROVINCES})
    moved = {"GM1000": (0, 0), "GM1001": (1, 0), "GM1019": (9, 9)}
    shapes = [
        country.feature({"statcode": code, "statnaam": town.name}, country.square(*moved[code]))
        for code, town in ((town.code, town) for town in Municipality.objects.order_by("code"))
    ]

    run = load({"x.geojson": country.collection(shapes)})

    assert pairs() == {("GM1000", "GM1001"), ("GM1001", "GM1000")}
    assert outcome_of(run, "grenzen").summary == "3 gemeenten, 1 grens anders"
    assert not any(
        char.isdigit() for line in outcome_of(run, "grenzen").changed for char in line.theirs
    )


@pytest.mark.parametrize(("valid_until", "count"), [(None, 6), (PartialDate(2020), 2)])
def test_a_file_of_part_of_the_country_keeps_the_neighbours_outside_it(load, valid_until, count):
    load({"x.geojson": country.of_cbs(CORNER), **PROVINCES})
    outside = Municipality.objects.get(code="GM1019")
    outside.valid_until = valid_until
    outside.save()

    run = load({"x.geojson": country.of_cbs(CORNER[:2])})

    assert len(pairs()) == count
    assert len(outcome_of(run, "buurgemeenten uit grenzen").removed) == 6 - count


def test_fills_only_empty_fields_of_a_municipality_added_by_an_editor(load):
    make.a_municipality(code="GM1000", name="Ons dorp", latitude=None, longitude=None)

    run = load({"x.geojson": country.of_cbs(CORNER[:1]), **PROVINCES})

    town = Municipality.objects.get()
    assert (town.name, town.latitude) == ("Ons dorp", pytest.approx(51.05))
    again = load({"x.geojson": country.of_cbs(CORNER[:1])})
    outcomes = [outcome_of(of, "gemeenten uit grenzen") for of in (run, again)]
    assert [outcome.conflicts for outcome in outcomes] == [[], []]


def test_warns_about_a_municipality_without_a_boundary(load):
    load({"x.geojson": country.of_cbs(CORNER), **PROVINCES})

    run = load({"x.geojson": country.of_cbs(CORNER[:2])})

    assert outcome_of(run, "gemeenten uit grenzen").warnings == [
        "Rij 1 vak 0 (GM1019) heeft in dit bestand geen grens meer: is er een herindeling?"
    ]


def test_an_import_of_boundaries_can_be_undone(load):
    load({"x.geojson": country.of_cbs(CORNER), **PROVINCES})

    undo(run_of(Import.objects.first().change_id), None, Rights(is_national=True))

    assert not Municipality.objects.exists()
    assert not Neighbour.objects.exists()


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        (
            {"gm_code": "GM1000", "wk_code": "WK100000", "bu_code": "BU10000000"},
            "Dit zijn wijken of buurten. Neem van dezelfde kaart de gemeenten.",
        ),
        (
            {"postcode": 1011, "aantal_inwoners": 10},
            "Dit zijn vlakken van postcodes. Postcodes leest deze site uit NL.txt van GeoNames.",
        ),
    ],
)
def test_other_areas_are_skipped_and_reported(load, properties, reason):
    areas = country.collection([country.feature(properties, country.square(0, 0))])

    run = load({"anders.geojson": areas, "x.geojson": country.of_cbs(CORNER), **PROVINCES})

    assert [str(unknown) for unknown in run.unknown] == [
        f"anders.geojson: niet herkend, overgeslagen. {reason}"
    ]
    assert Municipality.objects.count() == 3


def test_a_municipality_of_water_alone_is_ignored(tmp_path):
    properties = {"gm_code": "GM1000", "gm_naam": "Zee", "water": "JA"}
    lakes = country.collection([country.feature(properties, country.square(0, 0))])

    assert problems_of(write_files(tmp_path, {"x.geojson": lakes})) == [
        "x.geojson: Er staat geen enkele rij in dit bestand."
    ]


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:EPSG::3857", "EPSG:31370"])
def test_another_coordinate_system_is_refused_by_name(tmp_path, crs):
    members = {"crs": {"type": "name", "properties": {"name": crs}}}
    shapes = [country.feature({"statcode": "GM1000", "statnaam": "X"}, country.square(0, 0))]

    (problem,) = problems_of(
        write_files(tmp_path, {"x.geojson": country.collection(shapes, **members)})
    )

    assert problem == (
        "x.geojson, kolom crs: De coördinaten staan niet in graden (WGS84) en ook niet in meters "
        f"(RD, EPSG:28992). Er staat: “{crs}”."
    )


@needs_official_files
def test_official_boundaries_give_the_neighbours_in_the_table_except_two_pairs(load):
    """One pair touches only at a corner; the other lies across water."""
    files = ("gemeenten.geojson", "provincies.geojson")
    load({name: (OFFICIAL_FILES / name).read_bytes() for name in files})

    with (OFFICIAL_FILES / "gemeenten_buren.csv").open() as file:
        stated = {(row["statcode"], row["buur_statcode"]) for row in csv.DictReader(file)}
    assert pairs() ^ stated == {
        ("GM0823", "GM1667"),
        ("GM1667", "GM0823"),
        ("GM0093", "GM0096"),
        ("GM0096", "GM0093"),
    }
    with (OFFICIAL_FILES / "gemeenten.csv").open() as file:
        provinces = {row["statcode"]: row["provinciecode"] for row in csv.DictReader(file)}
    assert dict(Municipality.objects.values_list("code", "province")) == provinces
