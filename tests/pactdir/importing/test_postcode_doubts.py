"""What contradicts the table of postcodes waits for an editor. The facts here are invented."""

import pytest

from pactdir.importing import import_files
from pactdir.importing.geography.postcode_doubts import keep_doubts
from pactdir.models import Import
from regions.clock import today
from regions.models import PostcodeArea, PostcodeDoubt
from schools.models import School
from tests import make
from tests.pactdir.importing.files import REAL, all_rows, if_real_files_are_here, written

pytestmark = pytest.mark.django_db

KM = 1 / 111.2  # in degrees, to the north
PRIMARY = "instellingscode,vestigingscode,soort_po,naam,postcode,plaats\n"


@pytest.fixture
def town():
    return make.a_municipality(code="GM0001", name="Stad")


@pytest.fixture
def area(town):
    """Returns a postcode so many km north of the others, in that place."""

    def area(code, place="Stad", km=0.0, municipality=town):
        there = municipality.places.filter(name=place).first()
        there = there or make.a_place(name=place, municipality=municipality)
        return make.a_postcode_area(code=code, place=there, latitude=52 + km * KM, longitude=5.0)

    return area


def a_school(code, place, **fields):
    fields.setdefault("place", place)
    return make.a_school(postcode=f"{code} AB", **fields)


def doubts():
    rows = PostcodeDoubt.objects.values_list("area__code", "about", "said", "other", "verdict")
    return [tuple(row) for row in rows]


def where(name, municipality):
    return make.a_place(name=name, municipality=municipality)


# --- the place ---


def test_an_address_of_a_school_that_names_another_place_is_a_doubt(area, town):
    area("5051", "Dorp")
    a_school("5051", where("Gehucht", town))
    area("5052", "Stad")
    a_school("5052", town.places.get(name="Stad"))

    keep_doubts()

    assert doubts() == [("5051", "plaats", "Dorp", "Gehucht", "")]
    assert PostcodeDoubt.objects.get().sentence == (
        "5051: volgens de postcodetabel Dorp, volgens de adressen van scholen Gehucht. "
        "Dat wordt nagekeken."
    )


def test_a_place_that_one_school_confirms_is_not_in_doubt(area, town):
    area("5051", "Dorp")
    for name in ["Gehucht", "Gehucht"]:
        a_school("5051", town.places.filter(name=name).first() or where(name, town))
    a_school("5051", town.places.get(name="Dorp"))

    assert keep_doubts() == []


def test_what_is_invented_contradicts_and_confirms_nothing(area, town):
    area("5051", "Dorp")
    a_school("5051", where("Gehucht", town), is_example=True)
    area("5061", "Buurt")
    a_school("5061", where("Gehucht", make.a_municipality()))
    a_school("5061", town.places.get(name="Buurt"), is_example=True)

    keep_doubts()

    assert doubts() == [("5061", "plaats", "Buurt", "Gehucht", "")]


def test_of_an_invented_postcode_nothing_is_doubted(area):
    invented = make.a_municipality(is_example=True)
    area("5051", "Dorp", municipality=invented)
    a_school("5051", where("Gehucht", make.a_municipality()))

    assert keep_doubts() == []


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
def test_two_ways_to_write_a_place_are_no_doubt(area, tmp_path, table, address):
    area("5051", table)

    import_files(written(tmp_path, {"po.csv": f"{PRIMARY}00AA,00,Bo,A,5051AB,{address}\n"}))

    assert doubts() == []


def test_a_place_elsewhere_among_numbers_of_one_town_is_a_doubt(area):
    area("9571", "Veendorp", municipality=make.a_municipality(name="Elders"))
    area("7571", "Veendorp")
    for code in ["7572", "7573", "7574"]:
        area(code)

    keep_doubts()

    assert doubts() == [("7571", "plaats", "Veendorp", "Stad", "")]


def test_a_village_of_which_the_name_is_common_is_no_doubt_among_other_villages(area):
    area("9571", "Veendorp", municipality=make.a_municipality(name="Elders"))
    area("7571", "Veendorp")
    for code, place in [("7572", "Stad"), ("7573", "Dorp"), ("7574", "Stad")]:
        area(code, place)

    assert keep_doubts() == []


def test_a_place_that_bears_the_name_of_the_municipality_next_to_it_is_a_doubt(area, town):
    beside, far = (make.a_municipality(name=name) for name in ["Buurstad", "Verstad"])
    make.a_neighbour(municipality=town, neighbour=beside)
    area("2761", "Buurstad")
    area("2762", "Verstad")
    area("2763", "Verstad", municipality=far)

    keep_doubts()

    assert doubts() == [("2761", "plaats", "Buurstad", "", "")]


def test_the_name_of_a_municipality_that_is_no_more_is_no_doubt(area, town):
    former = make.a_municipality(name="Buurstad", valid_until="2020")
    make.a_neighbour(municipality=town, neighbour=former)
    area("2761", "Buurstad")

    assert keep_doubts() == []


def test_places_that_were_swapped_are_both_in_doubt(area, town, tmp_path):
    area("1521", "Knollendorp")
    area("1525", "Meerdorp")
    rows = "00AA,00,Bo,A,1521AB,MEERDORP\n00AA,01,Bo,B,1525AB,KNOLLENDORP\n"

    import_files(written(tmp_path, {"po.csv": PRIMARY + rows}))

    assert doubts() == [
        ("1521", "plaats", "Knollendorp", "Meerdorp", ""),
        ("1525", "plaats", "Meerdorp", "Knollendorp", ""),
    ]
    assert not School.objects.exists()


# --- the point ---


def test_a_point_far_from_the_numbers_beside_it_is_a_doubt(area, town):
    far = make.a_municipality(name="Ver")
    make.a_neighbour(municipality=town, neighbour=make.a_municipality())
    area("1949")
    area("1951")
    area("1954", "Ver", 83, far)

    keep_doubts()

    (found,) = PostcodeDoubt.objects.all()
    assert (found.area.code, found.about, found.other) == ("1954", "punt", "Stad")
    assert found.sentence == (
        "Waar 1954 precies ligt, weten wij niet zeker: volgens de postcodetabel in Ver, maar 1951 "
        "Stad, een nummer ernaast, ligt daar 83 km vandaan. Dat wordt nagekeken."
    )


def test_two_numbers_far_apart_tell_not_which_of_them_is_wrong(area):
    area("1951")
    area("1954", "Ver", 83, make.a_municipality(name="Ver"))

    assert keep_doubts() == []


def test_an_island_is_far_from_all_and_its_school_proves_it(area, town):
    island = make.a_municipality(name="Eiland")
    make.a_neighbour(municipality=town, neighbour=make.a_municipality())
    there = area("9166", "Eiland", 24, island)
    area("9164")
    area("9163")
    a_school("9166", there.place, latitude=52 + 24.5 * KM, longitude=5.0)

    assert keep_doubts() == []


def test_a_municipality_beside_that_of_the_numbers_around_is_no_doubt(area, town):
    beside = make.a_municipality(name="Ernaast")
    make.a_neighbour(municipality=beside, neighbour=town)
    area("9561")
    area("9562")
    area("9566", "Dorp", 16, beside)

    assert keep_doubts() == []


def test_a_point_far_from_the_numbers_beside_it_is_no_doubt_in_one_large_municipality(area, town):
    make.a_neighbour(municipality=town, neighbour=make.a_municipality())
    area("9001", km=40)
    for code in ["9002", "9003"]:
        area(code)

    assert keep_doubts() == []


def test_a_point_outside_its_municipality_is_a_doubt(area, town):
    square = [[[4.9, 51.9], [5.1, 51.9], [5.1, 52.1], [4.9, 52.1], [4.9, 51.9]]]
    make.a_boundary(municipality=town, shape=[square])
    area("5444")
    area("5445", "Hoek", 0.1 / KM + 1.7)

    keep_doubts()

    (found,) = PostcodeDoubt.objects.all()
    assert (found.area.code, found.about) == ("5445", "punt")
    assert "1,7 km buiten de gemeente Stad" in found.sentence


# --- P.O. boxes ---


@pytest.mark.parametrize(
    ("code", "km", "is_doubted"),
    [("4200", 1.2, True), ("4210", 1.2, False), ("4210", 0.5, True), ("4215", 0.1, False)],
)
def test_a_number_that_ends_in_0_amid_its_town_may_be_for_po_boxes(area, code, km, is_doubted):
    area(code)
    area(f"{code[:3]}2", km=km)

    assert [one.about for one in keep_doubts()] == ["postbus"] * is_doubted


def test_where_a_school_has_its_address_it_is_no_number_for_po_boxes(area, town):
    area("4200")
    area("4202", km=0.5)
    a_school("4200", town.places.get(name="Stad"))

    assert keep_doubts() == []


# --- once decided, and again ---


def test_a_second_time_changes_nothing(area, town):
    area("5051", "Dorp")
    a_school("5051", where("Gehucht", town))
    keep_doubts()
    before = all_rows()

    keep_doubts()

    assert all_rows() == before


def test_what_an_editor_decided_is_not_asked_again_until_the_table_says_something_else(area, town):
    here = area("5051", "Dorp")
    a_school("5051", where("Gehucht", town))
    keep_doubts()
    doubt = PostcodeDoubt.objects.get()
    doubt.verdict = "tabel"
    doubt.save()

    assert keep_doubts() == []
    assert doubts() == [("5051", "plaats", "Dorp", "Gehucht", "tabel")]
    here.place = where("Buurt", town)
    here.save()
    keep_doubts()
    assert doubts() == [("5051", "plaats", "Buurt", "Gehucht", "")]


@pytest.mark.parametrize(("verdict", "other"), [("", "Gehucht"), ("tabel", "")])
def test_what_else_it_may_be_is_filled_in_while_it_waits_and_not_once_it_is_decided(
    area, town, verdict, other
):
    beside = make.a_municipality(name="Buurstad")
    make.a_neighbour(municipality=town, neighbour=beside)
    area("2761", "Buurstad")
    keep_doubts()
    doubt = PostcodeDoubt.objects.get()
    doubt.verdict = verdict
    doubt.save()

    a_school("2761", where("Gehucht", town))
    keep_doubts()

    assert doubts() == [("2761", "plaats", "Buurstad", other, verdict)]


def test_a_doubt_goes_where_nothing_contradicts_any_more(area, town):
    here = area("5051", "Dorp")
    school = a_school("5051", where("Gehucht", town))
    keep_doubts()

    school.place = here.place
    school.save()
    keep_doubts()

    assert doubts() == []


def test_what_primary_schools_said_stands_while_their_file_is_not_at_hand(area, town, tmp_path):
    area("1521", "Dorp")
    row = "00AA,00,Bo,A,1521AB,GEHUCHT\n"
    import_files(written(tmp_path, {"po.csv": PRIMARY + row}))
    before = all_rows("pactdir.Import")

    keep_doubts()
    import_files(written(tmp_path, {"po.csv": PRIMARY + row}))

    assert all_rows("pactdir.Import") == before
    assert doubts() == [("1521", "plaats", "Dorp", "Gehucht", "")]
    assert set(Import.objects.values_list("kind", flat=True)) == {"adressen van basisscholen"}


def test_a_school_without_a_point_gets_none_of_a_postcode_in_doubt(area, town):
    here = area("1954", "Ver")
    school = make.a_school(postcode="1954 AB", latitude=None, longitude=None)
    (row,) = School.objects.with_points(today())
    assert row.area_latitude == 52.0
    make.a_postcode_doubt(area=here, about="punt")

    (row,) = School.objects.with_points(today())

    assert (row.pk, row.area_latitude, row.area_longitude) == (school.pk, None, None)


# --- the real files ---

# What stands in the table of postcodes and what the addresses of schools say.
WRONG = {
    "1521": ("Westknollendam", "Wormerveer"),
    "1525": ("Wormerveer", "Westknollendam"),
    "5051": ("Riel", "Goirle"),
    "5253": ("Vlijmen", "Nieuwkuijk"),
    "7571": ("2e Exloërmond", "Oldenzaal"),
    "7776": ("Lutten", "Slagharen"),
}


@if_real_files_are_here
def test_the_real_table_is_doubted_where_it_is_wrong_and_hardly_elsewhere():
    names = ["gemeenten.csv", "gemeenten_buren.csv", "gemeenten.geojson", "pc4.csv"]
    import_files([REAL / name for name in [*names, "vo_vestigingen.csv"]])
    import_files(sorted((REAL / "po").glob("*.csv")))

    found = {(code, about): (said, other) for code, about, said, other, _ in doubts()}
    places = {code: told for (code, about), told in found.items() if about == "plaats"}
    assert {code: places[code] for code in WRONG} == WRONG
    assert 53 <= len(places) <= 56
    assert sorted(code for code, about in found if about == "punt") == [
        *["1234", "1954", "5217", "5442", "5445", "7146", "9617"]
    ]
    assert sorted(code for code, about in found if about == "postbus") == [
        *["1940", "3160", "4200", "5100", "6060", "7940"]
    ]
    assert PostcodeArea.objects.with_doubts().filter(is_doubted=False).count() == 4086 - len(
        {code for code, _ in found}
    )
