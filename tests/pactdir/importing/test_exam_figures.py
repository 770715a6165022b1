"""DUO's exam results by profile: candidates and pass rates of the technical profiles."""

import pytest
from django.utils.timezone import now

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.models import ImportedRow, Verdict
from schools.figures.words import in_words, whole_in_words
from schools.models import Figure
from tests import make
from tests.pactdir.importing.files import (
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db

FILE = "geslaagden-gezakten-en-cijfers-2024-2025.csv"
CANDIDATES = "examenkandidaten-per-technisch-profiel"
PASSED = "slaagpercentage-per-technisch-profiel"
HEADER = (
    "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;GEMEENTENAAM VESTIGING;"
    "PROVINCIE VESTIGING;ONDERWIJSTYPE VO;LEERWEG VMBO;VMBO SECTOR;AFDELING;EXAMENKANDIDATEN;"
    "GESLAAGDEN;GEZAKTEN;GEMIDDELD CIJFER SCHOOLEXAMEN;GEMIDDELD CIJFER CENTRAAL EXAMEN;"
    "GEMIDDELD CIJFER CIJFERLIJST"
)
OLDER = {"INSTELLINGSCODE": "BRIN NUMMER", "VESTIGINGSCODE": "VESTIGINGSNUMMER"}


def exams(*rows):
    """The official layout; a row has learning path, department, candidates and passes."""
    lines = [HEADER]
    for path, department, candidates, passed in rows:
        cells = ["00AH", "00AH17", "Alpha", "HOORN", "Noord-Holland", "VMBO", path, "Techniek"]
        lines.append(";".join([*cells, department, candidates, passed, "<5", "6,2", "6,4", "6,5"]))
    return "\n".join(lines) + "\n"


@pytest.fixture
def load(tmp_path):
    def load(content, name=FILE):
        return import_files(write_files(tmp_path, {name: content})).outcomes[0]

    return load


@pytest.fixture(autouse=True)
def school():
    town = make.a_municipality(name="Hoorn", code="GM0405", province="PV27")
    return make.a_school(name="Alpha", brin="00AH", location_code="17", municipality=town)


def shown(indicator, area="00AH17"):
    """The displayed values by profile."""
    figures = Figure.objects.filter(indicator__slug=indicator, area_code=area)
    return {figure.profile: in_words(figure) for figure in figures}


@pytest.mark.parametrize("area", ["00AH17", "GM0405", "PV27", "NL"])
def test_sums_the_learning_paths_of_a_profile(load, area):
    load(exams(("BL", "PIE", "20", "19"), ("KL", "PIE", "20", "17"), ("KL", "MTR", "8", "8")))

    assert shown(CANDIDATES, area) == {"pie": "40", "mt": "8"}
    assert shown(PASSED, area) == {"pie": "90\u00a0%", "mt": "100\u00a0%"}
    figure = Figure.objects.get(indicator__slug=PASSED, area_code=area, profile="pie")
    assert (whole_in_words(figure), figure.period) == ("36 van 40", "2024-2025")
    assert figure.source == "DUO, geslaagden, gezakten en cijfers, schooljaar 2024-2025"


def test_a_school_whose_code_changed_keeps_its_figures(load, school):
    content = exams(("BL", "PIE", "20", "19"))
    load(content)
    location = make.a_school(brin="00AH", location_code="18", municipality=school.municipality)
    match = make.a_school_match(key="00AH18", school=school, location=location)
    ImportedRow.objects.create(
        kind="scholen", key="00AH17", object_id=school.pk, values={"possibly_closed": "True"}
    )
    decide(match, Verdict.SAME, make.a_national_editor())
    school.refresh_from_db()
    assert school.duo_code == "00AH18"

    load(content)

    assert shown(CANDIDATES, "00AH18") == {"pie": "20"}
    assert set(Figure.objects.exclude(school=None).values_list("school", flat=True)) == {school.pk}
    assert not Figure.objects.filter(area_code="00AH17").exists()


def test_figures_under_two_codes_of_a_school_are_added_up(load, school):
    make.a_school_match(key="00AH18", school=school, verdict=Verdict.SAME, decided_at=now())
    line = exams(("BL", "PIE", "20", "19"))
    content = line + line.splitlines()[1].replace("00AH17", "00AH18") + "\n"

    load(content)

    assert shown(CANDIDATES) == {"pie": "40"}
    assert shown(PASSED) == {"pie": "95\u00a0%"}
    assert not Figure.objects.filter(area_code="00AH18").exists()


def test_a_masked_count_becomes_a_range_without_a_pass_rate(load):
    load(exams(("BL", "PIE", "<5", "<5"), ("KL", "PIE", "20", "17"), ("KL", "BWI", "3", "3")))

    assert shown(CANDIDATES) == {"pie": "21 tot en met 24", "bwi": "minder dan 5"}
    assert shown(PASSED) == {}


@pytest.mark.parametrize("department", ["ZWE", "DP", "Metaaltechniek", "", "XYZ"])
def test_other_departments_have_no_figures(load, department):
    load(exams(("BL", department, "20", "19")))

    assert not Figure.objects.exists()


def test_the_older_header_is_read_too(load):
    content = exams(("BL", "Produceren, installeren en energie", "20", "19"))
    for new, old in OLDER.items():
        content = content.replace(new, old)

    load(content.replace("00AH17", "17"), "duo_vo_geslaagden_2018-2019.csv")
    assert shown(CANDIDATES) == {"pie": "20"}


def test_a_line_with_a_shifted_cell_is_reported_and_the_others_are_imported(load):
    rows = [("BL", "PIE", "6", "6")] * 10
    outcome = load(exams(*rows, ("BL", "Techniek", "BWI", "20")))

    assert shown(CANDIDATES) == {"pie": "60"}
    assert outcome.warnings == [
        "regel 12: bij EXAMENKANDIDATEN staat “BWI”; die regel is niet overgenomen"
    ]


def test_a_file_with_many_shifted_cells_is_refused(tmp_path):
    content = exams(("BL", "PIE", "6", "6"), ("BL", "Techniek", "BWI", "20"))

    assert problems_of(write_files(tmp_path, {FILE: content})) == [
        f"{FILE}, regel 3, kolom EXAMENKANDIDATEN: Schrijf een getal, of <5. Er staat: “BWI”."
    ]
    assert not Figure.objects.exists()
