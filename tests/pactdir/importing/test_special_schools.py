"""Vso locations come from DUO's file of primary and special schools."""

import pytest

from pactdir.importing import import_files
from pactdir.models import SchoolMatch
from schools.models import School, SchoolName
from tests import make
from tests.pactdir.importing.files import SCHOOLS, last_outcome, problems_of, write_files

HEADER = "instellingscode,vestigingscode,soort_po,naam,postcode,plaats,gemeentenummer,peildatum\n"
PRIMARY = "00AA,00,Bo,,1811AA,ALKMAAR,,20241001\n"
SPECIAL = "00ZJ,00,So,De Ahorn,1811AA,ALKMAAR,0361,20241001\n"
SECONDARY = "00ZJ,00,Vso,De Ahorn,1811AA,ALKMAAR,0361,20241001\n"
OTHER = "00ZK,01,Vso,Berk College,1811AB,ALKMAAR,0361,20241001\n"
FILE = HEADER + PRIMARY + SPECIAL + SECONDARY + OTHER


@pytest.fixture
def load(tmp_path, db):
    make.a_municipality(code="GM0361", name="Alkmaar")

    def load(content, file="po.csv"):
        return last_outcome(import_files(write_files(tmp_path, {file: content})))

    return load


def codes():
    schools = School.objects.exclude(location_code="").order_by("brin", "location_code")
    return [school.duo_code for school in schools]


def test_only_vso_locations_become_schools(load):
    load(FILE)

    assert codes() == ["00ZJ00", "00ZK01"]
    school = School.objects.get(brin="00ZJ")
    assert (school.name, school.levels, school.postcode) == ("De Ahorn", ["vso"], "1811 AA")
    assert school.source == "DUO, vestigingen primair en speciaal onderwijs, 1 oktober 2024"
    assert str(school.place) == "Alkmaar"


def test_a_second_import_changes_nothing(load):
    load(FILE)

    assert load(FILE).unchanged == 2


def test_a_former_name_cites_the_register_of_special_schools(load):
    load(FILE)
    load(FILE.replace("Vso,De Ahorn", "Vso,De Esdoorn"))

    former = SchoolName.objects.get()
    assert (former.name, former.school.name) == ("De Ahorn", "De Esdoorn")
    assert former.source == "DUO, vestigingen primair en speciaal onderwijs"


def test_parents_find_vso_schools_under_their_own_level(load, client):
    load(FILE)
    load(SCHOOLS, "vo.csv")

    page = client.get("/scholen/?niveau=vso").content.decode()

    assert "De Ahorn" in page
    assert "Berk College" in page
    assert "Voorbeeld" not in page
    assert "voortgezet speciaal onderwijs (vso)" in page


@pytest.mark.parametrize("first_is_secondary", [True, False])
def test_neither_register_closes_the_schools_of_the_other(load, first_is_secondary):
    for _ in range(2):
        for is_secondary in (first_is_secondary, not first_is_secondary):
            load(*((SCHOOLS, "vo.csv") if is_secondary else (FILE, "po.csv")))

    assert not School.objects.filter(possibly_closed=True).exists()
    assert codes() == ["00AA00", "00ZJ00", "00ZK01"]


def test_marks_a_missing_location(load):
    load(FILE)

    load((HEADER + SECONDARY).replace("20241001", "20251001"))

    assert School.objects.get(brin="00ZK").possibly_closed


def test_a_school_with_the_code_gets_missing_values_and_keeps_its_address(load):
    school = make.a_school(
        name="VSO De Ahorn", brin="00ZJ", location_code="00", address="Straat 1", levels=["vso"]
    )

    load(FILE)

    school.refresh_from_db()
    assert (school.name, school.official_name) == ("VSO De Ahorn", "De Ahorn")
    assert school.address == "Straat 1"


def test_proposes_a_vso_school_without_a_code_but_not_one_for_vmbo(load):
    place = make.a_place(
        name="Alkmaar", municipality=School.municipality.field.related_model.objects.get()
    )
    ours = make.a_school(
        name="VSO Ahorn", place=place, municipality=place.municipality, levels=["vso"]
    )
    make.a_school(name="Ahorn", place=place, municipality=place.municipality, levels=["vmbo-bb"])

    load(FILE)

    assert SchoolMatch.objects.get().school == ours


def test_an_import_of_the_other_register_keeps_the_proposals(load):
    place = make.a_place(
        name="Alkmaar", municipality=School.municipality.field.related_model.objects.get()
    )
    make.a_school(name="VSO Ahorn", place=place, municipality=place.municipality, levels=["vso"])
    load(FILE)

    load(SCHOOLS, "vo.csv")

    assert SchoolMatch.objects.undecided().exists()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Vso,De Ahorn", "Vso,", "kolom naam: Bij vso is dit veld verplicht."),
        ("Vso,De Ahorn", "Vso,De Ãhorn", "kolom naam: Het teken “Ã” staat in geen"),
        ("ALKMAAR,0361,20241001\n00ZK", "ALKMAAR,,20241001\n00ZK", "kolom gemeentenummer: Bij vso"),
        (
            "ALKMAAR,0361,20241001\n00ZK",
            "ALKMAAR,9,20241001\n00ZK",
            "kolom gemeentenummer: Deze",
        ),
        ("00ZJ,00,Vso", "ZJ,0000,Vso", "kolom vestigingscode: Een vestigingscode is"),
    ],
)
def test_refuses_an_invalid_location_with_line_and_column(load, tmp_path, old, new, problem):
    assert old in FILE

    (text,) = problems_of(write_files(tmp_path, {"po.csv": FILE.replace(old, new)}))

    assert text.startswith(f"po.csv, regel 4, {problem}")
