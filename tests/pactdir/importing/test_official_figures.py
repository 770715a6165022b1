"""National figures from DUO's real files, if those are on this machine."""

import csv
from collections import Counter, defaultdict
from io import StringIO

import pytest
from django.db import transaction

from pactdir.importing import import_files
from schools.models import TECHNICAL_PROFILES, Figure, School
from tests.pactdir.importing import test_candidates, test_exam_figures
from tests.pactdir.importing.files import OFFICIAL_FILES, needs_official_files
from tests.pactdir.importing.test_candidates import shown

# Without this mark, pytest-django creates no test database when only this file runs.
pytestmark = [needs_official_files, pytest.mark.django_db]

COUNTRY = ("gemeenten.csv", "pc4.csv", "vo_vestigingen.csv")


@pytest.fixture(scope="module", autouse=True)
def _country(django_db_setup, django_db_blocker):
    """All municipalities and schools, imported once; each test runs in a savepoint within."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_files([OFFICIAL_FILES / name for name in COUNTRY])
        yield
        transaction.set_rollback(True)


def rows_of(file):
    return csv.DictReader(StringIO(file.read_text(encoding="cp1252")), delimiter=";")


def test_candidates_of_five_years():
    import_files([OFFICIAL_FILES / "cijfers/duo_vo_examenkandidaten_5jaar_2019-2024.csv"])

    country = shown(test_candidates.CANDIDATES, "NL")
    assert country["2019-2020"] == "3.935 tot en met 3.998"
    assert country["2023-2024"] == "3.258 tot en met 3.324"
    country = shown(test_candidates.CANDIDATES, "NL", "vmbo-kb")
    assert country["2019-2020"] == "5.946 tot en met 5.976"
    assert country["2023-2024"] == "5.625 tot en met 5.652"
    nowhere = Figure.objects.filter(school=None, municipality=None, province="")
    assert set(nowhere.values_list("area_code", flat=True)) == {"NL"}


def test_profiles_of_pupils():
    file = OFFICIAL_FILES / "cijfers/duo_vo_leerlingen_per_vestiging_onderwijstype_2019.csv"
    by_code = defaultdict(set)
    for row in rows_of(file):
        years = [
            row[f"LEER- OF VERBLIJFSJAAR {n} - {sex}"] for n in "34" for sex in ("MAN", "VROUW")
        ]
        if any(int(count) for count in years):
            code = row["BRIN NUMMER"] + row["VESTIGINGSNUMMER"]
            by_code[code].add(row["AFDELING"].casefold())
    golden = {
        p: {c for c in by_code if p.label.casefold() in by_code[c]} for p in TECHNICAL_PROFILES
    }
    assert [len(codes) for codes in golden.values()] == [179, 223, 98, 53, 6]
    assert len(set.union(*golden.values())) == 276

    import_files([file])

    schools = {school.duo_code: school for school in School.objects.all()}
    assert len(set.union(*golden.values()) & schools.keys()) == 269
    for profile, codes in golden.items():
        stored = {code for code, school in schools.items() if profile in school.profiles}
        assert stored == codes & schools.keys(), profile


def test_candidates_per_profile_are_within_their_bounds():
    file = OFFICIAL_FILES / "cijfers/duo_vo_geslaagden_2018-2019.csv"
    import_files([file])

    counted = Counter()
    for row in rows_of(file):
        counted[row["AFDELING"]] += int(row["EXAMENKANDIDATEN"])
    by_profile = {
        profile: counted[code]
        for profile, code in zip(
            TECHNICAL_PROFILES, ["BWI", "PIE", "MTR", "MVI", "MTE"], strict=True
        )
    }
    figures = Figure.objects.filter(indicator__slug=test_exam_figures.CANDIDATES, area_code="NL")
    for figure in figures:
        assert figure.low <= by_profile[figure.profile] <= figure.high, figure
    assert {figure.profile for figure in figures} == set(TECHNICAL_PROFILES)
