"""The fixed list of vmbo profiles compared with a file; exam results show where they are taught."""

import pytest
from django.utils.timezone import now

from pactdir.importing import import_files
from pactdir.models import Verdict
from schools.models import Profile, School
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

ABBREVIATIONS = {"mt": "M&T", "mat": "MaT", "zw": "Z&W", "eo": "E&O", "dp": "D&P", "groen": "Groen"}
DUO = {"bwi": "BWI", "pie": "PIE", "mvi": "MVI", "zw": "ZWE", "eo": "EO", "dp": "DP"}
PROFILES = "afkorting,duo_afdeling,naam\n" + "".join(
    f'{ABBREVIATIONS.get(profile, profile.upper())},{DUO.get(profile, "")},"{profile.label}"\n'
    for profile in Profile
)
HEADER = (
    "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;GEMEENTENAAM VESTIGING;"
    "PROVINCIE VESTIGING;ONDERWIJSTYPE VO;LEERWEG VMBO;VMBO SECTOR;AFDELING;EXAMENKANDIDATEN;"
    "GESLAAGDEN;GEZAKTEN;GEMIDDELD CIJFER SCHOOLEXAMEN;GEMIDDELD CIJFER CENTRAAL EXAMEN;"
    "GEMIDDELD CIJFER CIJFERLIJST"
)
EXAMS = "DUO, examens in schooljaar {}"
FILE = "geslaagden-gezakten-en-cijfers-2024-2025.csv"


def exams(*rows):
    """The official layout; rows are (code, type, department, number of candidates)."""
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
    header = ";".join(f'"{column}"' for column in HEADER.split(";"))
    return "\r\n".join([header, *lines]) + "\r\n"


@pytest.fixture
def load(tmp_path):
    def load(content, name=FILE):
        return import_files(write_files(tmp_path, {name: content})).outcomes[0]

    return load


@pytest.fixture
def school():
    return make.a_school(name="Alpha", brin="00AH", location_code="17")


TWO_PROFILES = exams(("00AH17", "VMBO", "PIE", "6"), ("00AH17", "VMBO", "BWI", "<5"))


def profiles_of(school):
    school.refresh_from_db()
    assert school.profiles_known or not school.profiles
    return school.profiles, source(school.profiles_basis, school.profiles_on), school.note


# The list


def test_an_identical_list_writes_nothing(load):
    before = database_hash("pactdir.Import")

    outcome = load(PROFILES, "profielen.csv")

    assert (outcome.kind, outcome.unchanged, outcome.warnings) == ("vmbo-profielen", 10, [])
    assert database_hash("pactdir.Import") == before


def test_warns_about_other_names_codes_and_missing_profiles(load):
    lines = PROFILES.replace("Groen,,", "Groen,GR,").replace("Zorg en welzijn", "Zorg").splitlines()

    outcome = load("\n".join(line for line in lines if not line.startswith("PIE")) + "\n")

    assert outcome.warnings == [
        "ZW: heet hier “Zorg en welzijn”, in het bestand “Zorg”",
        "GROEN: heeft in het bestand de afdeling “GR”, die wij niet kennen",
        "PIE: staat niet in het bestand",
    ]
    assert outcome.unchanged == 7


def test_refuses_an_unknown_profile(tmp_path):
    content = PROFILES + "ICT,,Informatica\n"

    assert problems_of(write_files(tmp_path, {"p.csv": content})) == [
        "p.csv, regel 12, kolom afkorting: Dit profiel kennen we niet. De profielen staan vast in "
        "het programma. Er staat: “ICT”."
    ]


# The exams


def test_fills_unknown_profiles_from_exams(load, school):
    outcome = load(TWO_PROFILES)

    assert profiles_of(school) == (["bwi", "pie"], EXAMS.format("2024-2025"), "")
    assert [str(change) for change in outcome.changed] == [
        "Alpha: profielen “onbekend” → “Bouwen, wonen en interieur, Produceren, installeren en "
        "energie (DUO, examens in schooljaar 2024-2025)”"
    ]


def test_the_page_shows_the_school_year(load, school, client):
    load(TWO_PROFILES)

    page = client.get(school.get_absolute_url()).content.decode()
    assert "(DUO, examens in schooljaar 2024-2025)" in page


def test_a_second_import_changes_nothing(load, school):
    load(TWO_PROFILES)
    before = database_hash("pactdir.Import")

    outcome = load(TWO_PROFILES)

    assert database_hash("pactdir.Import") == before
    assert outcome.unchanged == 1 + 12  # for the profiles, and for candidates and pass rates


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
def test_ignores_other_rows(load, school, row):
    load(exams(row))

    assert profiles_of(school) == ([], "", "")


def test_an_unknown_department_may_make_the_list_incomplete(load, school, client):
    outcome = load(exams(("00AH17", "VMBO", "PIE", "6"), ("00AH17", "VMBO", "MTX", "6")))

    incomplete = (
        "De lijst van profielen is misschien niet volledig: bij DUO staat ook de code MTX, die wij "
        "niet kennen."
    )
    assert profiles_of(school) == (["pie"], EXAMS.format("2024-2025"), incomplete)
    assert (
        "De lijst van profielen is misschien niet volledig"
        in client.get(school.get_absolute_url()).text
    )
    assert outcome.warnings == [
        "00AH17: de afdeling MTX kennen we niet; de profielen zijn misschien niet volledig"
    ]


def test_a_school_with_only_unknown_departments_gets_no_profiles(load, school):
    outcome = load(exams(("00AH17", "VMBO", "MTX", "6")))

    assert profiles_of(school) == ([], "", "")
    assert outcome.warnings == ["00AH17: de afdeling MTX kennen we niet; niets overgenomen"]


@pytest.mark.parametrize(
    ("department", "profile"), [("MTR", "mt"), ("MTE", "mat"), ("HBR", "hbr"), ("G", "groen")]
)
def test_recognises_the_codes_of_smaller_profiles(load, school, department, profile):
    outcome = load(exams(("00AH17", "VMBO", department, "6")))

    assert profiles_of(school)[0] == [profile]
    assert outcome.warnings == []


def test_counts_unknown_locations(load):
    outcome = load(TWO_PROFILES)

    assert outcome.warnings == ["1 vestiging staat niet bij onze scholen"]


@pytest.mark.parametrize("profiles", [[], ["zw"]], ids=["none there", "another"])
def test_keeps_profiles_set_by_an_editor(load, school, profiles):
    school.profiles, school.profiles_known = profiles, True
    school.save()

    outcome = load(TWO_PROFILES)

    assert profiles_of(school) == (profiles, "", "")
    assert len(outcome.conflicts) == 1


def test_keeps_an_edit_after_an_import(load, school):
    load(TWO_PROFILES)
    school.refresh_from_db()
    school.profiles, school.profiles_known = [], False
    school.profiles_basis, school.profiles_on = "", None
    school.save()

    load(TWO_PROFILES)

    assert profiles_of(school) == ([], "", "")


@pytest.fixture
def renumbered(school):
    # The former code is the one in the history before the decision.
    make.a_school_match(key="00AH18", school=school, verdict=Verdict.SAME, decided_at=now())
    school.location_code = "18"
    school.save()
    return school


def test_a_school_with_a_new_code_keeps_the_profiles_of_its_former_code(load, renumbered):
    outcome = load(TWO_PROFILES)

    assert profiles_of(renumbered)[0] == ["bwi", "pie"]
    assert outcome.warnings == []


def test_an_edit_survives_a_new_code(load, school, request):
    load(TWO_PROFILES)
    renumbered = request.getfixturevalue("renumbered")
    renumbered.refresh_from_db()
    renumbered.profiles, renumbered.profiles_known = [], False
    renumbered.profiles_basis, renumbered.profiles_on = "", None
    renumbered.save()

    load(TWO_PROFILES)

    assert profiles_of(renumbered)[0] == []


def test_a_successor_is_another_school(load, school):
    successor = make.a_school(brin="00AH", location_code="18")
    make.a_school_match(key="00AH18", school=school, verdict=Verdict.SUCCESSOR, decided_at=now())

    load(TWO_PROFILES)

    assert profiles_of(school)[0] == ["bwi", "pie"]
    assert profiles_of(successor)[0] == []


def test_only_a_newer_year_replaces_profiles(load, school):
    load(TWO_PROFILES)

    load(exams(("00AH17", "VMBO", "ZWE", "6")), "examens-2025-2026.csv")
    assert profiles_of(school) == (["zw"], EXAMS.format("2025-2026"), "")

    outcome = load(TWO_PROFILES)
    assert profiles_of(school) == (["zw"], EXAMS.format("2025-2026"), "")
    assert outcome.age == (
        "Dit bestand (2025) is bij 1 gegeven ouder dan wat er staat. Daar blijft wat een nieuwer "
        "bestand zei."
    )


def test_keeps_an_editors_note_when_the_list_is_complete_again(load, school):
    school.note = "Verhuist."
    school.save()
    load(exams(("00AH17", "VMBO", "PIE", "6"), ("00AH17", "VMBO", "MTX", "6")))
    assert profiles_of(school)[2].startswith("Verhuist.\nDe lijst van profielen")

    load(TWO_PROFILES, "examens-2025-2026.csv")

    assert profiles_of(school) == (["bwi", "pie"], EXAMS.format("2025-2026"), "Verhuist.")


@pytest.mark.parametrize("name", ["examens.csv", "examens-2024-2026.csv"])
def test_writes_nothing_without_a_school_year_in_the_file_name(load, school, name):
    outcome = load(TWO_PROFILES, name)

    assert profiles_of(school) == ([], "", "")
    assert "het schooljaar staat alleen in de naam van het bestand" in outcome.warnings[0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("00A17", "VMBO", "PIE", "6"), "kolom VESTIGINGSCODE: Een vestigingscode is twee cijfers"),
        (("00AH17", "", "PIE", "6"), "kolom ONDERWIJSTYPE VO: Dit veld is verplicht."),
        (("00AH17", "VMBO", "PIE", "veel"), "kolom EXAMENKANDIDATEN: Schrijf een getal, of <5."),
    ],
)
def test_refuses_an_invalid_row(tmp_path, row, message):
    problems = problems_of(
        write_files(tmp_path, {FILE: exams(("00AH17", "VMBO", "PIE", "6"), row)})
    )

    assert problems[0].startswith(f"{FILE}, regel 3, {message}"), problems


@needs_official_files
def test_reads_the_official_files(tmp_path, school):
    verbatim = (OFFICIAL_FILES / "duo_vo_examens_voorbeeld.csv").read_bytes()
    paths = write_files(tmp_path, {FILE: verbatim})

    run = import_files([OFFICIAL_FILES / "vmbo_profielen.csv", *paths])

    assert [outcome.kind for outcome in run.outcomes] == ["vmbo-profielen", "examens vo"]
    assert (run.outcomes[0].unchanged, run.outcomes[0].warnings) == (10, [])
    assert profiles_of(school)[0] == ["bwi", "pie", "mvi", "zw", "dp"]
    assert School.objects.count() == 1
