"""Contradictions in the postcode table await an editor's decision. The data here is invented."""

import pytest

from pactdir.importing import import_files
from pactdir.importing.geography.postcode_doubts import update_doubts
from pactdir.models import Import
from pactdir.nearby.schools import known_country
from regions.clock import today
from regions.models import PostcodeArea, PostcodeDoubt
from schools.models import School
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    write_files,
)

pytestmark = pytest.mark.django_db

KM = 1 / 111.2  # degrees of latitude
PRIMARY = "instellingscode,vestigingscode,soort_po,naam,postcode,plaats\n"


@pytest.fixture
def town():
    return make.a_municipality(code="GM0001", name="Stad")


@pytest.fixture
def area(town):
    """Add a postcode in this place, this many km north of the others."""

    def area(code, place="Stad", km=0.0, municipality=town):
        home = municipality.places.filter(name=place).first()
        home = home or make.a_place(name=place, municipality=municipality)
        return make.a_postcode_area(code=code, place=home, latitude=52 + km * KM, longitude=5.0)

    return area


def make_school(code, place, **fields):
    fields.setdefault("place", place)
    return make.a_school(postcode=f"{code} AB", **fields)


def doubts():
    rows = PostcodeDoubt.objects.values_list("area__code", "about", "said", "other", "verdict")
    return [tuple(row) for row in rows]


def make_place(name, municipality):
    return make.a_place(name=name, municipality=municipality)


# Places


def test_questions_a_place_that_a_school_address_contradicts(area, town):
    area("5051", "Dorp")
    make_school("5051", make_place("Gehucht", town))
    area("5052", "Stad")
    make_school("5052", town.places.get(name="Stad"))

    update_doubts()

    assert doubts() == [("5051", "plaats", "Dorp", "Gehucht", "")]
    assert PostcodeDoubt.objects.get().sentence == (
        "5051: volgens de postcodetabel Dorp, volgens de adressen van scholen Gehucht. "
        "Dat wordt nagekeken."
    )


def test_accepts_a_place_that_one_school_confirms(area, town):
    area("5051", "Dorp")
    for name in ["Gehucht", "Gehucht"]:
        make_school("5051", town.places.filter(name=name).first() or make_place(name, town))
    make_school("5051", town.places.get(name="Dorp"))

    assert update_doubts() == []


def test_ignores_example_schools(area, town):
    area("5051", "Dorp")
    make_school("5051", make_place("Gehucht", town), is_example=True)
    area("5061", "Buurt")
    make_school("5061", make_place("Gehucht", make.a_municipality()))
    make_school("5061", town.places.get(name="Buurt"), is_example=True)

    update_doubts()

    assert doubts() == [("5061", "plaats", "Buurt", "Gehucht", "")]


def test_accepts_an_example_postcode(area):
    invented = make.a_municipality(is_example=True)
    area("5051", "Dorp", municipality=invented)
    make_school("5051", make_place("Gehucht", make.a_municipality()))

    assert update_doubts() == []


@pytest.mark.parametrize(
    ("table", "address"),
    [
        ("Nieuwerkerk aan den IJssel", "NIEUWERKERK AD IJSSEL"),
        ("Westerhaar-Vriezenveensewijk", "WESTERHAAR-VRIEZENVEENSE"),
        ("Beek", "BEEK GEM STAD"),
        ("Oudega", "OUDEGA STAD"),
        ("Haren Gn", "HAREN"),
        ("Oosterhout", "OOSTERHOUT GLD"),
        ("'s-Gravenhage", "DEN HAAG"),
        ("Súdwâld", "SUDWALD"),
    ],
)
def test_accepts_a_different_spelling(area, tmp_path, table, address):
    area("5051", table)

    import_files(write_files(tmp_path, {"po.csv": f"{PRIMARY}00AA,00,Bo,A,5051AB,{address}\n"}))

    assert doubts() == []


def test_questions_a_distant_place_among_postcodes_of_one_town(area):
    area("9571", "Veendorp", municipality=make.a_municipality(name="Elders"))
    area("7571", "Veendorp")
    for code in ["7572", "7573", "7574"]:
        area(code)

    update_doubts()

    assert doubts() == [("7571", "plaats", "Veendorp", "Stad", "")]


def test_accepts_a_common_name_among_other_villages(area):
    area("9571", "Veendorp", municipality=make.a_municipality(name="Elders"))
    area("7571", "Veendorp")
    for code, place in [("7572", "Stad"), ("7573", "Dorp"), ("7574", "Stad")]:
        area(code, place)

    assert update_doubts() == []


def test_questions_a_place_named_after_a_neighbouring_municipality(area, town):
    beside, far = (make.a_municipality(name=name) for name in ["Buurstad", "Verstad"])
    make.a_neighbour(municipality=town, neighbour=beside)
    area("2761", "Buurstad")
    area("2762", "Verstad")
    area("2763", "Verstad", municipality=far)

    update_doubts()

    assert doubts() == [("2761", "plaats", "Buurstad", "", "")]


def test_accepts_the_name_of_a_former_municipality(area, town):
    former = make.a_municipality(name="Buurstad", valid_until="2020")
    make.a_neighbour(municipality=town, neighbour=former)
    area("2761", "Buurstad")

    assert update_doubts() == []


def test_questions_both_of_two_swapped_places(area, town, tmp_path):
    area("1521", "Knollendorp")
    area("1525", "Meerdorp")
    rows = "00AA,00,Bo,A,1521AB,MEERDORP\n00AA,01,Bo,B,1525AB,KNOLLENDORP\n"

    import_files(write_files(tmp_path, {"po.csv": PRIMARY + rows}))

    assert doubts() == [
        ("1521", "plaats", "Knollendorp", "Meerdorp", ""),
        ("1525", "plaats", "Meerdorp", "Knollendorp", ""),
    ]
    assert not School.objects.exists()


# Points


def test_questions_a_location_far_from_adjacent_postcodes(area, town):
    far = make.a_municipality(name="Ver")
    make.a_neighbour(municipality=town, neighbour=make.a_municipality())
    area("1949")
    area("1951")
    area("1954", "Ver", 83, far)

    update_doubts()

    (doubt,) = PostcodeDoubt.objects.all()
    assert (doubt.area.code, doubt.about, doubt.other) == ("1954", "punt", "Stad")
    assert doubt.sentence == (
        "Waar 1954 precies ligt, weten wij niet zeker: volgens de postcodetabel in Ver, maar 1951 "
        "Stad, een nummer ernaast, ligt daar 83 km vandaan. Dat wordt nagekeken."
    )


def test_accepts_one_of_two_distant_postcodes(area):
    area("1951")
    area("1954", "Ver", 83, make.a_municipality(name="Ver"))

    assert update_doubts() == []


def test_accepts_an_island_with_a_school(area, town):
    island = make.a_municipality(name="Eiland")
    make.a_neighbour(municipality=town, neighbour=make.a_municipality())
    island_area = area("9166", "Eiland", 24, island)
    area("9164")
    area("9163")
    make_school("9166", island_area.place, latitude=52 + 24.5 * KM, longitude=5.0)

    assert update_doubts() == []


def test_accepts_a_location_in_a_neighbouring_municipality(area, town):
    beside = make.a_municipality(name="Ernaast")
    make.a_neighbour(municipality=beside, neighbour=town)
    area("9561")
    area("9562")
    area("9566", "Dorp", 16, beside)

    assert update_doubts() == []


def test_accepts_a_distant_location_in_one_large_municipality(area, town):
    make.a_neighbour(municipality=town, neighbour=make.a_municipality())
    area("9001", km=40)
    for code in ["9002", "9003"]:
        area(code)

    assert update_doubts() == []


def test_questions_a_location_outside_its_municipality(area, town):
    square = [[[4.9, 51.9], [5.1, 51.9], [5.1, 52.1], [4.9, 52.1], [4.9, 51.9]]]
    make.a_boundary(municipality=town, shape=[square])
    area("5444")
    area("5445", "Hoek", 0.1 / KM + 1.7)

    update_doubts()

    (doubt,) = PostcodeDoubt.objects.all()
    assert (doubt.area.code, doubt.about) == ("5445", "punt")
    assert "1,7 km buiten de gemeente Stad" in doubt.sentence


# P.O. boxes


@pytest.mark.parametrize(
    ("code", "km", "is_doubted"),
    [("4200", 1.2, True), ("4210", 1.2, False), ("4210", 0.5, True), ("4215", 0.1, False)],
)
def test_a_postcode_ending_in_0_within_its_town_may_be_for_po_boxes(area, code, km, is_doubted):
    area(code)
    area(f"{code[:3]}2", km=km)

    assert [doubt.about for doubt in update_doubts()] == ["postbus"] * is_doubted


def test_a_postcode_with_a_school_is_not_for_po_boxes(area, town):
    area("4200")
    area("4202", km=0.5)
    make_school("4200", town.places.get(name="Stad"))

    assert update_doubts() == []


# Decisions and repeated checks


def test_a_second_check_changes_nothing(area, town):
    area("5051", "Dorp")
    make_school("5051", make_place("Gehucht", town))
    update_doubts()
    before = database_hash()

    update_doubts()

    assert database_hash() == before


def test_keeps_a_decision_until_the_table_changes(area, town):
    postcode = area("5051", "Dorp")
    make_school("5051", make_place("Gehucht", town))
    update_doubts()
    doubt = PostcodeDoubt.objects.get()
    doubt.verdict = "tabel"
    doubt.save()

    assert update_doubts() == []
    assert doubts() == [("5051", "plaats", "Dorp", "Gehucht", "tabel")]
    postcode.place = make_place("Buurt", town)
    postcode.save()
    update_doubts()
    assert doubts() == [("5051", "plaats", "Buurt", "Gehucht", "")]


@pytest.mark.parametrize(("verdict", "other"), [("", "Gehucht"), ("tabel", "")])
def test_fills_in_the_alternative_only_while_undecided(area, town, verdict, other):
    beside = make.a_municipality(name="Buurstad")
    make.a_neighbour(municipality=town, neighbour=beside)
    area("2761", "Buurstad")
    update_doubts()
    doubt = PostcodeDoubt.objects.get()
    doubt.verdict = verdict
    doubt.save()

    make_school("2761", make_place("Gehucht", town))
    update_doubts()

    assert doubts() == [("2761", "plaats", "Buurstad", other, verdict)]


def test_removes_a_doubt_once_nothing_contradicts(area, town):
    postcode = area("5051", "Dorp")
    school = make_school("5051", make_place("Gehucht", town))
    update_doubts()

    school.place = postcode.place
    school.save()
    update_doubts()

    assert doubts() == []


def test_keeps_doubts_based_on_primary_schools_if_their_file_is_missing(area, town, tmp_path):
    area("1521", "Dorp")
    row = "00AA,00,Bo,A,1521AB,GEHUCHT\n"
    import_files(write_files(tmp_path, {"po.csv": PRIMARY + row}))
    before = database_hash("pactdir.Import")

    update_doubts()
    import_files(write_files(tmp_path, {"po.csv": PRIMARY + row}))

    assert database_hash("pactdir.Import") == before
    assert doubts() == [("1521", "plaats", "Dorp", "Gehucht", "")]
    assert set(Import.objects.values_list("kind", flat=True)) == {"basisscholen en vso"}


def test_a_school_is_not_located_by_a_doubtful_postcode(area, town):
    postcode = area("1954", "Ver")
    make.a_school(postcode="1954 AB", latitude=None, longitude=None)
    (school,) = known_country(today()).schools
    assert school.point.latitude == 52.0
    make.a_postcode_doubt(area=postcode, about="punt")

    (school,) = known_country(today()).schools

    assert school.point is None


# Official files

# The place in the postcode table, and the one in school addresses.
WRONG = {
    "1521": ("Westknollendam", "Wormerveer"),
    "1525": ("Wormerveer", "Westknollendam"),
    "5051": ("Riel", "Goirle"),
    "5253": ("Vlijmen", "Nieuwkuijk"),
    "7571": ("2e Exloërmond", "Oldenzaal"),
    "7776": ("Lutten", "Slagharen"),
}


@needs_official_files
def test_questions_the_errors_in_the_official_table_and_little_else():
    names = ["gemeenten.csv", "gemeenten_buren.csv", "gemeenten.geojson", "pc4.csv"]
    import_files([OFFICIAL_FILES / name for name in [*names, "vo_vestigingen.csv"]])
    import_files(sorted((OFFICIAL_FILES / "po").glob("*.csv")))

    found_doubts = {(code, about): (stated, other) for code, about, stated, other, _ in doubts()}
    places = {code: values for (code, about), values in found_doubts.items() if about == "plaats"}
    assert {code: places[code] for code in WRONG} == WRONG
    assert 53 <= len(places) <= 56
    assert sorted(code for code, about in found_doubts if about == "punt") == [
        *["1234", "1954", "5217", "5442", "5445", "7146", "9617"]
    ]
    assert sorted(code for code, about in found_doubts if about == "postbus") == [
        *["1940", "3160", "4200", "5100", "6060", "7940"]
    ]
    assert PostcodeArea.objects.with_doubts().filter(is_doubted=False).count() == 4086 - len(
        {code for code, _ in found_doubts}
    )
