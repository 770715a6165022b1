"""DUO's exam candidates by sector over five years: figures of the technical sector of vmbo."""

import pytest
from django.conf import settings

from pactdir.demo import load_demo
from pactdir.importing import import_files
from regions.clock import today
from schools.figures.words import in_words, whole_in_words
from schools.models import Figure
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db

FILE = "examenkandidaten-en-geslaagden-2019-2024.csv"
CANDIDATES = "examenkandidaten-techniek-in-het-vmbo"
PASSED = "slaagpercentage-techniek-in-het-vmbo"
YEARS = ["2022-2023", "2023-2024"]
HEADER = (
    "INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM VESTIGING;GEMEENTENAAM;ONDERWIJSTYPE VO;"
    "INSPECTIECODE;OPLEIDINGSNAAM"
)
CELLS = ("EXAMENKANDIDATEN", "GESLAAGDEN", "SLAAGPERC")


def exams(*rows, years=YEARS):
    """The official layout; a row has a code and a course, then the candidates and passes of each
    year.
    """
    headings = [
        f"{what} SCHOOLJAAR {year} - {whom}"
        for year in years
        for whom in ("MAN", "VROUW", "TOTAAL")
        for what in CELLS
    ]
    lines = [HEADER.split(";") + headings]
    for code, course, *numbers in rows:
        cells = [code[:4], code, "Alpha", "HOORN", "VMBO", "34", course]
        for year, _ in enumerate(years):
            candidates, passed = numbers[2 * year : 2 * year + 2]
            cells += ["7", "7", "100"] * 2 + [candidates, passed, "97.5"]
        lines.append(cells)
    return "".join(";".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


B = "VMBO B - techniek"


@pytest.fixture
def load(tmp_path):
    def load(*rows, name=FILE, **options):
        return import_files(write_files(tmp_path, {name: exams(*rows, **options)})).outcomes[0]

    return load


@pytest.fixture(autouse=True)
def town():
    return make.a_municipality(name="Hoorn", code="GM0405", province="PV27")


@pytest.fixture
def school(town):
    return make.a_school(name="Alpha", brin="00AH", location_code="17", municipality=town)


def shown(indicator, area, level="vmbo-bb"):
    """The displayed values by school year."""
    figures = Figure.objects.filter(indicator__slug=indicator, area_code=area, level=level)
    return {figure.period: in_words(figure) for figure in figures.order_by("period")}


def test_candidates_of_a_school_its_municipality_province_and_the_country(load, school):
    outcome = load(("00AH17", B, "20", "19", "12", "12"))

    assert outcome.kind == "examenkandidaten vo"
    for area in ("00AH17", "GM0405", "PV27", "NL"):
        assert shown(CANDIDATES, area) == {"2022-2023": "20", "2023-2024": "12"}
        assert shown(PASSED, area) == {"2022-2023": "95\u00a0%", "2023-2024": "100\u00a0%"}


def test_a_figure_has_its_school_year_and_source(load, school):
    load(("00AH17", B, "20", "19", "12", "12"))

    figure = Figure.objects.get(area_code="00AH17", indicator__slug=CANDIDATES, period="2023-2024")
    assert (figure.school, str(figure.as_of)) == (school, "2024")
    assert figure.source == "DUO, examenkandidaten en geslaagden vo, schooljaar 2023-2024"


def test_a_masked_count_makes_the_totals_ranges_and_zero_is_not_masked(load, school):
    load(("00AH17", B, "<5", "<5", "0", "0"), ("00AB00", B, "20", "19", "15", "<5"))

    assert shown(CANDIDATES, "00AH17") == {"2022-2023": "minder dan 5", "2023-2024": "0"}
    assert shown(CANDIDATES, "GM0405") == {"2022-2023": "21 tot en met 24", "2023-2024": "15"}


def test_zeros_before_a_schools_first_candidate_are_not_stored(load, school):
    load(
        ("00AH17", B, "0", "0", "0", "0", "7", "7", "0", "0"),
        ("00AH17", "VMBO T - economie", "0", "0", "9", "9", "9", "9", "0", "0"),
        years=["2020-2021", "2021-2022", *YEARS],
    )

    by_year = {"2021-2022": "0", "2022-2023": "7", "2023-2024": "0"}
    assert shown(CANDIDATES, "00AH17") == by_year
    assert shown(CANDIDATES, "GM0405") == {"2020-2021": "0"} | by_year


def test_a_pass_rate_covers_only_locations_with_both_numbers_known(load, school):
    load(("00AH17", B, "<5", "<5", "0", "0"), ("00AB00", B, "20", "19", "15", "<5"))

    assert shown(PASSED, "00AH17") == {}
    assert shown(PASSED, "GM0405") == {"2022-2023": "95\u00a0%"}
    figure = Figure.objects.get(area_code="NL", indicator__slug=PASSED)
    assert whole_in_words(figure) == "19 van 20"


@pytest.mark.parametrize(
    ("course", "level"),
    [
        ("VMBO B - techniek", "vmbo-bb"),
        ("VMBO K - Techniek", "vmbo-kb"),
        ("VMBO G - techniek", "vmbo-gl"),
        ("VMBO T - techniek", None),
        ("VMBO LWT - techniek", None),
        ("VMBO B - economie", None),
        ("HAVO - N&T", None),
    ],
)
def test_counts_the_technical_sector_of_three_learning_paths(load, school, course, level):
    load(("00AH17", course, "20", "19", "12", "12"))

    levels = Figure.objects.filter(area_code="00AH17").values_list("level", flat=True)
    assert set(levels) == ({level} if level else set())


def test_an_unknown_location_counts_in_the_municipality_named_in_the_file(load):
    load(("00AB00", B, "20", "19", "12", "12"))

    assert shown(CANDIDATES, "00AB00") == {}
    assert shown(CANDIDATES, "GM0405") == {"2022-2023": "20", "2023-2024": "12"}


def test_an_unknown_municipality_counts_only_nationally(load, town):
    town.name = "Enkhuizen"
    town.save()
    load(("00AB00", B, "20", "19", "12", "12"))

    areas = set(Figure.objects.values_list("area_code", flat=True))
    assert areas == {"NL"}


def test_a_second_import_changes_nothing(load, school):
    load(("00AH17", B, "20", "19", "12", "12"))
    before = database_hash("pactdir.Import")

    outcome = load(("00AH17", B, "20", "19", "12", "12"))

    assert (outcome.created, outcome.changed, outcome.removed) == ([], [], [])
    assert outcome.unchanged == 16
    assert database_hash("pactdir.Import") == before


def test_the_report_counts_written_figures_by_year(load, school):
    outcome = load(("00AH17", B, "20", "19", "12", "<5"))

    assert outcome.created == ["8 cijfers over 2022-2023", "4 cijfers over 2023-2024"]
    assert outcome.counts["nieuw"] == 12


def test_a_newer_edition_replaces_figures_and_an_older_one_only_adds_them(load, school):
    load(("00AH17", B, "20", "19", "12", "12"))

    outcome = load(("00AH17", B, "30", "30", "21", "21"), years=["2021-2022", "2022-2023"])
    assert shown(CANDIDATES, "00AH17") == {"2021-2022": "30", "2022-2023": "20", "2023-2024": "12"}
    assert outcome.warnings == [
        "dit bestand is ouder dan wat er staat (tot en met 2023-2024); dat blijft"
    ]

    load(("00AH17", B, "13", "12", "9", "9"), years=["2023-2024", "2024-2025"])
    assert shown(CANDIDATES, "00AH17")["2023-2024"] == "13"


def test_a_newer_extract_replaces_nothing_and_does_not_block_a_complete_file(
    load, town, monkeypatch
):
    monkeypatch.setattr("pactdir.importing.figures.writing.MIN_SCHOOLS", 3)
    for number in (17, 18, 19):
        make.a_school(brin="00AH", location_code=f"{number}", municipality=town)
    whole = [(f"00AH{number}", B, "20", "19", "12", "12") for number in (17, 18, 19)]
    load(*whole)

    outcome = load(("00AH17", B, "7", "7", "9", "9"), years=["2023-2024", "2024-2025"])

    assert shown(CANDIDATES, "NL") == {"2022-2023": "60", "2023-2024": "36"}
    assert shown(CANDIDATES, "00AH17")["2023-2024"] == "12"
    assert len(outcome.warnings) == 4
    assert "staan 1 van de 3 scholen waarvan wij dit kennen" in outcome.warnings[0]
    assert load(*whole, years=["2021-2022", "2022-2023"]).created != []
    assert shown(CANDIDATES, "NL")["2021-2022"] == "60"


def test_figures_missing_from_a_newer_file_of_the_same_years_are_deleted(load, school):
    load(("00AH17", B, "20", "19", "12", "12"))
    outcome = load(("00AH17", "VMBO K - techniek", "20", "19", "12", "12"))

    assert outcome.counts["niet meer in het bestand"] == 16
    assert shown(CANDIDATES, "00AH17") == {}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            ("00AH17", B, "20", "21", "12", "12"),
            "kolom GESLAAGDEN SCHOOLJAAR 2022-2023 - TOTAAL: "
            "Hier staan meer geslaagden dan examenkandidaten.",
        ),
        (
            ("00AH17", B, "20", "19", "12,0", "12"),
            "kolom EXAMENKANDIDATEN SCHOOLJAAR 2023-2024 - TOTAAL: "
            "Schrijf een getal, of <5. Er staat: “12,0”.",
        ),
        (
            ("00AH1-", B, "20", "19", "12", "12"),
            "kolom VESTIGINGSCODE: Een vestigingscode is twee cijfers, twee letters en twee "
            "tekens, zoals 00AH17. Er staat: “00AH1-”.",
        ),
    ],
)
def test_an_invalid_cell_is_reported_with_its_line_and_column(tmp_path, row, problem):
    [found] = problems_of(write_files(tmp_path, {FILE: exams(row)}))

    assert found.startswith(f"{FILE}, regel 2, {problem}")


def test_a_year_with_only_one_of_its_columns_is_refused(tmp_path):
    content = exams(("00AH17", B, "20", "19", "12", "12"))
    content = content.replace("GESLAAGDEN SCHOOLJAAR 2023-2024 - TOTAAL", "IETS ANDERS")

    [found] = problems_of(write_files(tmp_path, {FILE: content}))
    assert "ontbreekt: geslaagden schooljaar 2023 2024 totaal" in found


@needs_official_files
def test_the_demo_has_the_figures_of_the_real_file():
    load_demo(settings.BASE_DIR / "fixtures", today())
    demo = Figure.objects.filter(indicator__slug__in=[CANDIDATES, PASSED])
    # The import removes sums over three codes that no editor has assigned to their school yet.
    of_three_codes = demo.filter(area_code="van-der-meij-college").count()
    unchanged = demo.count() - of_three_codes
    outcome = import_files(
        [OFFICIAL_FILES / "cijfers/duo_vo_examenkandidaten_5jaar_2019-2024.csv"]
    ).outcomes[0]

    assert (outcome.changed, outcome.unchanged) == ([], unchanged)
    assert outcome.removed_rows == of_three_codes
