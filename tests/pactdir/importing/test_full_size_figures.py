"""Generated full-size statistics files, quirks included: sums equal a simple count."""

import csv
from collections import defaultdict
from io import StringIO

import pytest
from django.db import transaction

from pactdir.importing import import_files
from schools.models import TECHNICAL_PROFILES, Figure, Profile
from tests.pactdir.importing import figure_generator
from tests.pactdir.importing.files import write_files

pytestmark = pytest.mark.django_db

FILES = {
    "leerlingen-2019.csv": figure_generator.pupils,
    "geslaagden_2018-2019.csv": lambda: figure_generator.exams(older=True),
    "geslaagden-2024-2025.csv": figure_generator.exams,
    "examenkandidaten.csv": figure_generator.candidates,
    "pc4-2023.csv": figure_generator.distances,
}
CODES = dict(zip(TECHNICAL_PROFILES, ["BWI", "PIE", "MTR", "MVI", "MTE"], strict=True))


@pytest.fixture(scope="module")
def loaded(request, tmp_path_factory, django_db_setup, django_db_blocker):
    """Paths, content and outcome of a file, imported once; each test runs in a savepoint within."""
    content = FILES[request.param]()
    paths = write_files(tmp_path_factory.mktemp("files"), {request.param: content})
    with django_db_blocker.unblock(), transaction.atomic():
        yield paths, content, import_files(paths).outcomes[0]
        transaction.set_rollback(True)


def with_file(*names):
    return pytest.mark.parametrize("loaded", names, indirect=True)


def rows_of(content, encoding, quoting=csv.QUOTE_MINIMAL):
    return csv.DictReader(StringIO(content.decode(encoding)), delimiter=";", quoting=quoting)


def bounds(cell):
    return (1, 4) if cell == "<5" else (int(cell), int(cell))


def country(indicator, **fields):
    """The national bounds by profile or learning path."""
    figures = Figure.objects.filter(indicator__slug=indicator, area_code="NL", **fields)
    return {
        figure.profile or figure.level: (int(figure.low), int(figure.high)) for figure in figures
    }


@with_file(*FILES)
def test_a_second_import_changes_nothing(loaded):
    paths, _, first = loaded
    second = import_files(paths).outcomes[0]

    assert first.created_rows
    assert (second.created, second.changed, second.removed) == ([], [], [])


@with_file("examenkandidaten.csv")
@pytest.mark.parametrize("year", figure_generator.YEARS)
def test_candidates_have_exactly_the_expected_bounds(loaded, year):
    _, content, _ = loaded
    sums = defaultdict(lambda: (0, 0))
    for row in rows_of(content, "utf-8"):
        low, high = bounds(row[f"EXAMENKANDIDATEN SCHOOLJAAR {year} - TOTAAL"])
        least, most = sums[row["OPLEIDINGSNAAM"]]
        sums[row["OPLEIDINGSNAAM"]] = least + low, most + high

    assert country("examenkandidaten-techniek-in-het-vmbo", period=year) == {
        "vmbo-bb": sums["VMBO B - techniek"],
        "vmbo-kb": sums["VMBO K - techniek"],
        "vmbo-gl": sums["VMBO G - techniek"],
    }


@with_file("leerlingen-2019.csv")
def test_national_pupils_and_locations_are_exact(loaded):
    _, content, _ = loaded
    pupils, locations = defaultdict(int), defaultdict(set)
    for row in rows_of(content, "cp1252", csv.QUOTE_NONE):
        counts = [
            int(row[f"LEER- OF VERBLIJFSJAAR {n} - {sex}"])
            for n in "34"
            for sex in ("MAN", "VROUW")
        ]
        pupils[row["AFDELING"]] += sum(counts)
        if sum(counts):
            locations[row["AFDELING"]].add(row["BRIN NUMMER"] + row["VESTIGINGSNUMMER"])

    shown = country("leerlingen-per-vmbo-profiel")
    for profile in TECHNICAL_PROFILES:
        assert shown[profile] == (pupils[Profile(profile).label],) * 2
    assert country("vestigingen-per-technisch-profiel") == {
        profile: (len(locations[Profile(profile).label]),) * 2 for profile in TECHNICAL_PROFILES
    }


@pytest.mark.parametrize(
    ("loaded", "encoding"),
    [("geslaagden_2018-2019.csv", "cp1252"), ("geslaagden-2024-2025.csv", "utf-8")],
    indirect=["loaded"],
)
def test_candidates_per_profile_are_summed_over_the_valid_lines(loaded, encoding):
    _, content, outcome = loaded
    sums = defaultdict(lambda: (0, 0))
    quoting = csv.QUOTE_NONE if encoding == "cp1252" else csv.QUOTE_MINIMAL
    for row in rows_of(content, encoding, quoting):
        if row["EXAMENKANDIDATEN"] != "Techniek":
            low, high = bounds(row["EXAMENKANDIDATEN"])
            least, most = sums[row["AFDELING"]]
            sums[row["AFDELING"]] = least + low, most + high

    for profile, (low, high) in country("examenkandidaten-per-technisch-profiel").items():
        assert (low, high) == sums[CODES[profile]]
    is_named = any(
        warning.startswith("regel 7: bij EXAMENKANDIDATEN") for warning in outcome.warnings
    )
    assert is_named is (encoding == "cp1252")


@with_file("pc4-2023.csv")
def test_every_postcode_with_a_distance_has_a_figure(loaded):
    _, content, _ = loaded

    figures = Figure.objects.filter(indicator__slug="afstand-over-de-weg-tot-het-vmbo")
    assert figures.count() == 4070 - content.decode().count(",-99997,")
