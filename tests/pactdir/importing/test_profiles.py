"""The closed list of vmbo profiles held against a file, and the exams that tell where they are."""

import pytest

from pactdir.importing import import_files
from schools.models import Profile, School
from tests import make
from tests.pactdir.importing.files import (
    REAL,
    all_rows,
    if_real_files_are_here,
    problems_of,
    written,
)

pytestmark = pytest.mark.django_db

ABBREVIATIONS = {"mt": "M&T", "mat": "MaT", "zw": "Z&W", "eo": "E&O", "dp": "D&P", "groen": "Groen"}
DUO = {"bwi": "BWI", "pie": "PIE", "mvi": "MVI", "zw": "ZWE", "eo": "EO", "dp": "DP"}
PROFILES = "afkorting,duo_afdeling,naam\n" + "".join(
    f'{ABBREVIATIONS.get(one, one.upper())},{DUO.get(one, "")},"{one.label}"\n' for one in Profile
)
HEADER = (
    "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;GEMEENTENAAM VESTIGING;"
    "PROVINCIE VESTIGING;ONDERWIJSTYPE VO;LEERWEG VMBO;VMBO SECTOR;AFDELING;EXAMENKANDIDATEN;"
    "GESLAAGDEN;GEZAKTEN;GEMIDDELD CIJFER SCHOOLEXAMEN;GEMIDDELD CIJFER CENTRAAL EXAMEN;"
    "GEMIDDELD CIJFER CIJFERLIJST"
)
FILE = "geslaagden-gezakten-en-cijfers-2024-2025.csv"
SENTENCE = "In schooljaar {} deden hier leerlingen examen in deze profielen (DUO)."


def exams(*rows):
    """The official layout; a row says code, type, department and number of candidates."""
    lines = [
        ";".join(
            f'"{cell}"'
            for cell in (
                *(code[:4], code, "School", "URK", "Flevoland", school_type, "KL", "Techniek"),
                *(department, candidates, "5", "<5", "6,2", "6,4", "6,5"),
            )
        )
        for code, school_type, department, candidates in rows
    ]
    return "\r\n".join([";".join(f'"{one}"' for one in HEADER.split(";")), *lines]) + "\r\n"


@pytest.fixture
def load(tmp_path):
    def load(content, name=FILE):
        return import_files(written(tmp_path, {name: content})).outcomes[0]

    return load


@pytest.fixture
def school():
    return make.a_school(name="Alpha", brin="00AH", location_code="17")


TWO = exams(("00AH17", "VMBO", "PIE", "6"), ("00AH17", "VMBO", "BWI", "<5"))


def profiles_of(school):
    school.refresh_from_db()
    return school.profiles, school.profiles_known, school.note


# The list


def test_the_list_we_know_is_equal_and_writes_nothing(load):
    before = all_rows("pactdir.Import")

    outcome = load(PROFILES, "profielen.csv")

    assert (outcome.kind, outcome.same, outcome.doubtful) == ("vmbo-profielen", 10, [])
    assert all_rows("pactdir.Import") == before


def test_another_name_another_code_and_a_missing_one_are_doubtful(load):
    lines = PROFILES.replace("Groen,,", "Groen,GR,").replace("Zorg en welzijn", "Zorg").splitlines()

    outcome = load("\n".join(line for line in lines if not line.startswith("PIE")) + "\n")

    assert outcome.doubtful == [
        "ZW: heet hier “Zorg en welzijn”, in het bestand “Zorg”",
        "GROEN: heeft in het bestand de afdeling “GR”, die wij niet kennen",
        "PIE: staat niet in het bestand",
    ]
    assert outcome.same == 7


def test_an_unknown_profile_is_refused_with_its_line(tmp_path):
    content = PROFILES + "ICT,,Informatica\n"

    assert problems_of(written(tmp_path, {"p.csv": content})) == [
        "p.csv, regel 12, kolom afkorting: Dit profiel kennen we niet. De profielen staan vast in "
        "het programma. Er staat: “ICT”."
    ]


# The exams


def test_a_school_of_which_nothing_is_known_gets_the_profiles_of_its_exams(load, school):
    outcome = load(TWO)

    assert profiles_of(school) == (["bwi", "pie"], True, SENTENCE.format("2024-2025"))
    assert [str(one) for one in outcome.changed] == [
        "Alpha: profielen “onbekend” → “Bouwen, wonen en interieur, Produceren, installeren en "
        "energie”"
    ]


def test_the_page_says_of_which_year_that_is(load, school, client):
    load(TWO)

    page = client.get(school.get_absolute_url()).content.decode()
    assert "In schooljaar 2024-2025 deden hier leerlingen examen" in page


def test_a_second_time_changes_nothing(load, school):
    load(TWO)
    before = all_rows("pactdir.Import")

    outcome = load(TWO)

    assert all_rows("pactdir.Import") == before
    assert outcome.same == 1


@pytest.mark.parametrize(
    "row",
    [
        ("00AH17", "HAVO", "Natuur en Techniek", "10"),
        ("00AH17", "VMBO", "", "12"),
        ("00AH17", "VMBO", "PIE", "0"),
        ("00AH18", "VMBO", "PIE", "9"),
    ],
    ids=["another type", "no profile", "no candidates", "another location"],
)
def test_nothing_else_tells_a_profile(load, school, row):
    load(exams(row))

    assert profiles_of(school) == ([], False, "")


def test_beside_an_unknown_department_the_list_may_be_incomplete(load, school, client):
    outcome = load(exams(("00AH17", "VMBO", "PIE", "6"), ("00AH17", "VMBO", "MTX", "6")))

    incomplete = (
        f"{SENTENCE.format('2024-2025')} De lijst is misschien niet volledig: bij DUO staat ook de "
        "code MTX, die wij niet kennen."
    )
    assert profiles_of(school) == (["pie"], True, incomplete)
    assert "De lijst is misschien niet volledig" in client.get(school.get_absolute_url()).text
    assert outcome.doubtful == [
        "00AH17: de afdeling MTX kennen we niet; de profielen zijn misschien niet volledig"
    ]


def test_of_a_location_with_unknown_departments_alone_nothing_is_known(load, school):
    outcome = load(exams(("00AH17", "VMBO", "MTX", "6")))

    assert profiles_of(school) == ([], False, "")
    assert outcome.doubtful == ["00AH17: de afdeling MTX kennen we niet; niets overgenomen"]


@pytest.mark.parametrize(
    ("department", "profile"), [("MTR", "mt"), ("MTE", "mat"), ("HBR", "hbr"), ("G", "groen")]
)
def test_the_codes_of_the_four_smaller_profiles_are_known(load, school, department, profile):
    outcome = load(exams(("00AH17", "VMBO", department, "6")))

    assert profiles_of(school)[0] == [profile]
    assert outcome.doubtful == []


def test_locations_that_are_not_ours_are_counted(load):
    outcome = load(TWO)

    assert outcome.doubtful == ["1 vestiging staat niet bij onze scholen"]


@pytest.mark.parametrize("profiles", [[], ["zw"]], ids=["none there", "another"])
def test_what_an_editor_said_stands(load, school, profiles):
    school.profiles, school.profiles_known = profiles, True
    school.save()

    outcome = load(TWO)

    assert profiles_of(school) == (profiles, True, "")
    assert len(outcome.kept) == 1


def test_what_an_editor_changed_after_an_import_stands(load, school):
    load(TWO)
    school.refresh_from_db()
    school.profiles, school.profiles_known, school.note = [], False, ""
    school.save()

    load(TWO)

    assert profiles_of(school) == ([], False, "")


def test_a_newer_year_takes_the_place_of_an_older_one_and_not_the_other_way(load, school):
    school.note = "Verhuist."
    school.save()
    load(TWO)

    load(exams(("00AH17", "VMBO", "ZWE", "6")), "examens-2025-2026.csv")
    note = f"Verhuist.\n{SENTENCE.format('2025-2026')}"
    assert profiles_of(school) == (["zw"], True, note)

    outcome = load(TWO)
    assert profiles_of(school) == (["zw"], True, note)
    assert outcome.doubtful == [
        "de examens van 2025-2026 zijn al geladen; van 2024-2025 is niets overgenomen"
    ]


@pytest.mark.parametrize("name", ["examens.csv", "examens-2024-2026.csv"])
def test_without_a_school_year_in_its_name_nothing_is_taken_over(load, school, name):
    outcome = load(TWO, name)

    assert profiles_of(school) == ([], False, "")
    assert "het schooljaar staat alleen in de naam van het bestand" in outcome.doubtful[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("00A17", "VMBO", "PIE", "6"), "kolom VESTIGINGSCODE: Een vestigingscode is twee cijfers"),
        (("00AH17", "", "PIE", "6"), "kolom ONDERWIJSTYPE VO: Dit veld is verplicht."),
        (("00AH17", "VMBO", "PIE", "veel"), "kolom EXAMENKANDIDATEN: Schrijf een getal, of <5."),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path, row, said):
    problems = problems_of(written(tmp_path, {FILE: exams(("00AH17", "VMBO", "PIE", "6"), row)}))

    assert problems[0].startswith(f"{FILE}, regel 3, {said}"), problems


@if_real_files_are_here
def test_the_real_files_are_recognised_and_read(tmp_path, school):
    verbatim = (REAL / "duo_vo_examens_voorbeeld.csv").read_bytes()
    paths = written(tmp_path, {FILE: verbatim})

    run = import_files([REAL / "vmbo_profielen.csv", *paths])

    assert [one.kind for one in run.outcomes] == ["vmbo-profielen", "examens vo"]
    assert (run.outcomes[0].same, run.outcomes[0].doubtful) == (10, [])
    assert profiles_of(school)[0] == ["bwi", "pie", "mvi", "zw", "dp"]
    assert School.objects.count() == 1
