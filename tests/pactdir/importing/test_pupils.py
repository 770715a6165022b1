"""DUO's pupil counts by profile, which show what a location taught on 1 October of a year."""

import csv

import pytest
from django.conf import settings

from pactdir.demo import load_demo
from pactdir.demo.fixtures import read_fixtures
from pactdir.importing import import_files
from pactdir.importing.schools.profile_departments import profile_of
from pactdir.models import SchoolMatch, Verdict
from regions.clock import today
from regions.fields.partial_date import PartialDate
from regions.writing.changing import changing
from schools.figures.words import in_words, whole_in_words
from schools.models import Figure, Profile, School
from schools.profile_words import source
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db

FILE = "leerlingen-per-vestiging-naar-onderwijstype-2019.csv"
HEADER = (
    "BRIN NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM VESTIGING;PLAATSNAAM VESTIGING;"
    "PROVINCIE VESTIGING;ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR;VMBO SECTOR;AFDELING;"
    "ELEMENTCODE;OPLEIDINGSNAAM"
)
YEARS = [
    f"LEER- OF VERBLIJFSJAAR {year} - {sex}" for year in range(1, 7) for sex in ("MAN", "VROUW")
]
DAY = "DUO, leerlingen op 1 oktober 2019"
BY_LEVEL = "leerlingen-per-technisch-profiel-en-leerweg"


def pupils(*rows):
    """The official layout; a row has the department, and the boys and girls in years 3 and 4."""
    lines = [";".join([HEADER, *YEARS])]
    for department, *counts in rows:
        cells = ["00AH", "17", "Alpha", "URK", "Flevoland", "VMBO KL lj 3-4", "Techniek"]
        counts = ["0", "0", "0", "0", *counts, "0", "0", "0", "0"]
        lines.append(";".join([*cells, department, "0001", "Opleiding", *counts]))
    return "\n".join(lines) + "\n"


PIE = pupils(("Produceren, installeren en energie", "6", "0", "0", "0"))


@pytest.fixture
def load(tmp_path):
    def load(content, name=FILE):
        return import_files(write_files(tmp_path, {name: content})).outcomes[0]

    return load


@pytest.fixture
def school():
    return make.a_school(name="Alpha", brin="00AH", location_code="17")


def profiles_of(school):
    school.refresh_from_db()
    return school.profiles, source(school.profiles_basis, school.profiles_on)


def test_a_profile_with_pupils_is_taught_on_that_day(load, school):
    outcome = load(PIE)

    assert outcome.kind == "leerlingen vo"
    assert profiles_of(school) == (["pie"], DAY)


@pytest.mark.parametrize(
    "name",
    [
        "leerlingen-vo-2019-2020.csv",
        "leerlingen-2019 (2026-11-28).csv",
        "leerlingen_vo_2019_20240115.csv",
        "20240115-leerlingen-2019.csv",
        "leerlingen-20191001.csv",
    ],
)
def test_the_school_year_comes_from_the_file_name(load, name):
    assert load(PIE, name).as_of == PartialDate(2019, 10, 1)


@pytest.mark.parametrize("day", ["2019", "2019-08", "2019-11-05", "2020-07-31"])
def test_an_entered_date_becomes_the_count_date_of_its_school_year(tmp_path, day):
    paths = write_files(tmp_path, {"leerlingen.csv": PIE})

    run = import_files(paths, as_of=PartialDate.parse(day))

    assert run.outcomes[0].as_of == PartialDate(2019, 10, 1)
    assert set(Figure.objects.values_list("as_of", flat=True)) == {PartialDate(2019, 10, 1)}


def test_figures_come_from_the_newer_of_two_files_for_one_year(tmp_path, school):
    many = pupils(("Produceren, installeren en energie", "60", "0", "0", "0"))
    few = pupils(("Produceren, installeren en energie", "30", "0", "0", "0"))
    names = ("leerlingen-2019 (2).csv", "leerlingen-2019 (1).csv")

    run = import_files(write_files(tmp_path, dict(zip(names, (many, few), strict=True))))

    assert set(Figure.objects.filter(school=school).values_list("high", flat=True)) >= {60}
    assert not Figure.objects.filter(high=30).exists()
    assert "in een ander bestand van deze import" in run.outcomes[1].warnings[-1]


def test_a_second_import_changes_nothing(load, school):
    load(PIE)
    before = database_hash("pactdir.Import")

    outcome = load(PIE)
    assert (outcome.created, outcome.changed, outcome.removed) == ([], [], [])
    assert database_hash("pactdir.Import") == before


@pytest.mark.parametrize(
    ("counts", "profiles"),
    [
        (("0", "0", "0", "0"), []),
        (("0", "0", "0", "3"), ["pie"]),
        (("<5", "0", "0", "0"), ["pie"]),
    ],
)
def test_a_profile_is_taught_if_years_3_and_4_have_pupils(load, school, counts, profiles):
    load(pupils(("Produceren, installeren en energie", *counts)))

    assert profiles_of(school)[0] == profiles


@pytest.mark.parametrize(
    "department", ["N.v.t.", "Vakmanschapsroute Techniek", "Beroepsroute Landbouw"]
)
def test_a_learning_path_is_neither_a_profile_nor_an_unknown_code(load, school, department):
    outcome = load(pupils((department, "6", "0", "0", "0")))

    assert profiles_of(school) == ([], "")
    assert outcome.warnings == []


@pytest.mark.parametrize("profile", Profile, ids=lambda profile: profile.value)
def test_recognises_every_profile_by_its_name_in_any_case(load, school, profile):
    load(pupils((profile.label.upper(), "6", "0", "0", "0")))

    assert profiles_of(school)[0] == [profile.value]


def test_a_later_count_replaces_the_exams_of_that_year_and_an_earlier_one_does_not(load, school):
    school.profiles, school.profiles_known = ["zw"], True
    school.profiles_basis, school.profiles_on = "duo-examens", "2019"
    school.save()

    load(PIE, "leerlingen-2018.csv")
    assert profiles_of(school)[0] == ["zw"]

    load(PIE)
    assert profiles_of(school) == (["pie"], DAY)


ONE_YEAR = {
    "a leerlingen 2020-03-01.csv": PIE,
    "b leerlingen 2019-10-01.csv": PIE.replace("Produceren, installeren en energie", "BWI"),
}


def test_profiles_come_from_the_newer_of_two_files_of_one_school_year(tmp_path, school):
    import_files(write_files(tmp_path, ONE_YEAR))

    assert profiles_of(school) == (["pie"], DAY)


@pytest.mark.parametrize("names", [sorted(ONE_YEAR), sorted(ONE_YEAR, reverse=True)])
def test_profiles_come_from_the_newer_file_when_imported_one_by_one(load, school, names):
    for name in names:
        outcome = load(ONE_YEAR[name], name)

    assert profiles_of(school) == (["pie"], DAY)
    assert len(outcome.older) == (names == sorted(ONE_YEAR))


def test_with_equal_dates_profiles_and_figures_come_from_the_same_file(tmp_path, school):
    other = PIE.replace("Produceren, installeren en energie", "BWI")
    import_files(write_files(tmp_path, {"a 2019.csv": other, "b 2019.csv": PIE}))

    assert profiles_of(school)[0] == ["pie"]
    figures = Figure.objects.filter(indicator__slug="leerlingen-per-vmbo-profiel", school=school)
    assert [figure.profile for figure in figures] == ["pie"]


def test_keeps_profiles_set_by_an_editor(load, school):
    school.profiles, school.profiles_known = [], True
    school.save()

    outcome = load(PIE)

    assert profiles_of(school) == ([], "")
    assert [str(difference) for difference in outcome.conflicts] == [
        f"Alpha: profielen “leeg” → “Produceren, installeren en energie ({DAY})”"
    ]


def test_writes_nothing_without_a_year_in_the_file_name(load, school):
    outcome = load(PIE, "leerlingen.csv")

    assert profiles_of(school) == ([], "")
    assert "het jaar staat alleen in de naam van het bestand" in outcome.warnings[0]


def test_refuses_an_invalid_location_with_its_line(tmp_path):
    content = PIE.replace("00AH;17", "00AH;1-7")

    assert problems_of(write_files(tmp_path, {FILE: content})) == [
        f"{FILE}, regel 2, kolom VESTIGINGSNUMMER: Een vestigingscode is twee cijfers, twee "
        "letters en twee tekens, zoals 00AH17. Er staat: “1-7”."
    ]


def test_pupils_of_a_technical_profile_are_counted_by_learning_path(load, school):
    load(pupils(("Produceren, installeren en energie", "12", "1", "9", "0"), ("Groen", *"9900")))

    by_level = Figure.objects.filter(indicator__slug=BY_LEVEL, school=school)
    assert [(row.profile, row.level, in_words(row)) for row in by_level.order_by("level")] == [
        ("pie", "vmbo-bb", "0"),
        ("pie", "vmbo-gl", "0"),
        ("pie", "vmbo-kb", "22"),
    ]


def test_a_learning_path_with_few_pupils_makes_ranges_of_all_three(load, school):
    basis = pupils(("Produceren, installeren en energie", "3", "0", "0", "0"))
    few = basis.splitlines()[1].replace("VMBO KL", "VMBO BL")
    load(pupils(("Produceren, installeren en energie", "12", "1", "9", "0")) + few + "\n")

    by_level = Figure.objects.filter(indicator__slug=BY_LEVEL)
    assert {(row.low, row.high) for row in by_level} == {(0, 25)}


PUPILS_OF_2019 = OFFICIAL_FILES / "cijfers/duo_vo_leerlingen_per_vestiging_onderwijstype_2019.csv"


def figures_of_three_codes():
    figures = Figure.objects.filter(school__slug="van-der-meij-college", period="2019")
    return {(row.profile, row.level): (row.low, row.high) for row in figures}


@needs_official_files
def test_a_demo_school_with_three_codes_has_the_profiles_of_all_three():
    codes = {"01XF01", "02TD03", "19ZQ02"}  # at one address
    with PUPILS_OF_2019.open(encoding="windows-1252", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        taught = {
            profile_of(row["AFDELING"])
            for row in rows
            if row["BRIN NUMMER"] + row["VESTIGINGSNUMMER"] in codes
        }
    schools = {
        row.reference: row.values
        for row in read_fixtures(settings.BASE_DIR / "fixtures")
        if row.table.name == "school"
    }

    assert taught == set(schools["van-der-meij-college"]["profiles"])


@needs_official_files
def test_a_demo_school_with_three_codes_has_the_pupils_of_all_three():
    load_demo(settings.BASE_DIR / "fixtures", today())
    shown = figures_of_three_codes()
    school = School.objects.get(slug="van-der-meij-college")
    with changing():
        School.objects.filter(pk=school.pk).update(brin="01XF", location_code="01")
        for code in ("02TD03", "19ZQ02"):
            SchoolMatch.objects.create(school=school, key=code, verdict=Verdict.SAME)
    import_files([PUPILS_OF_2019])

    assert shown["pie", ""] == (55, 55)
    assert shown["mvi", ""] == (20, 20)
    assert figures_of_three_codes() == shown


@needs_official_files
def test_national_and_demo_figures_equal_those_of_the_real_file():
    load_demo(settings.BASE_DIR / "fixtures", today())
    outcome = import_files([PUPILS_OF_2019]).outcomes[0]

    changed = [difference for difference in outcome.changed if "cijfer" in difference.row]
    assert changed == []
    country = Figure.objects.filter(area_code="NL", period="2019")
    shares = country.filter(indicator__slug="aandeel-techniek-in-het-vmbo")
    assert [whole_in_words(figure) for figure in shares.order_by("level")] == [
        "4.001 van 17.332",
        "1.455 van 15.742",
        "6.307 van 28.434",
    ]
    locations = country.filter(indicator__slug="vestigingen-per-technisch-profiel")
    assert {figure.profile: in_words(figure) for figure in locations} == {
        "bwi": "179",
        "pie": "223",
        "mt": "98",
        "mvi": "53",
        "mat": "6",
    }
    by_level = Figure.objects.filter(indicator__slug=BY_LEVEL)
    pcc = by_level.filter(school__slug="pcc-oosterhout", profile="bwi").order_by("level")
    assert [(row.level, in_words(row)) for row in pcc] == [
        ("vmbo-bb", "11"),
        ("vmbo-gl", "11"),
        ("vmbo-kb", "30"),
    ]
    assert not by_level.filter(low__gt=0, low__lt=5, school__isnull=False).exists()
