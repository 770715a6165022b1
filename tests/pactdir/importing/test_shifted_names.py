"""A column of names that is shifted by a row is detected before it is imported."""

import csv

import pytest
from django.core.management import call_command

from pactdir.importing import import_files
from pactdir.importing.matching.shifted import Renaming, detect_shift
from regions.models import Municipality
from tests.pactdir.importing.files import (
    MUNICIPALITIES,
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    problems_of,
    write_files,
)

HEADER = MUNICIPALITIES.splitlines(keepends=True)[0]
NAMES = [
    "Aalten",
    "Barneveld",
    "Culemborg",
    "Doetinchem",
    "Ede",
    "Fijnaart",
    "Goes",
    "Heiloo",
    "IJlst",
    "Joure",
    "Kampen",
]


def table(names):
    rows = [
        f"GM0{300 + number},0{300 + number},{name},,PV27,Noord-Holland,1,52.6,4.8\n"
        for number, name in enumerate(names)
    ]
    return HEADER + "".join(rows)


SHIFTED = [*NAMES[1:], NAMES[0]]
SIGN = (
    "11 namen anders bij dezelfde codes, van 11: GM0300 was “Aalten” en heet hier “Barneveld”. Is "
    "een kolom een rij verschoven, of is dit een ander bestand? Kloppen de namen toch, bevestig "
    "dat dan."
)


@pytest.fixture
def loaded(tmp_path, db):
    import_files(write_files(tmp_path, {"gemeenten.csv": table(NAMES)}))


@pytest.mark.parametrize("names", [SHIFTED, [NAMES[-1], *NAMES[:-1]], [*NAMES[::-1][1:], "Lochem"]])
def test_refuses_shifted_names(loaded, tmp_path, names):
    before = database_hash()

    (problem,) = problems_of(write_files(tmp_path, {"gemeenten.csv": table(names)}))

    assert "namen anders bij dezelfde codes, van 11" in problem
    assert database_hash() == before


def test_reports_the_first_shifted_line(loaded, tmp_path):
    assert problems_of(write_files(tmp_path, {"gemeenten.csv": table(SHIFTED)})) == [
        f"gemeenten.csv, regel 2: {SIGN}"
    ]


def test_imports_shifted_names_when_confirmed(loaded, tmp_path):
    (path,) = write_files(tmp_path, {"gemeenten.csv": table(SHIFTED)})

    call_command("import_municipalities", path, "--renamed")

    assert Municipality.objects.get(code="GM0300").name == "Barneveld"


@pytest.mark.parametrize(
    "names",
    [
        [*NAMES[:-3], "Xanten", "Yerseke", "Zwolle"],
        [f"{name}-Stad" for name in NAMES],
        [name.upper() for name in NAMES],
    ],
)
def test_imports_a_few_different_names_or_many_similar_ones(loaded, tmp_path, names):
    import_files(write_files(tmp_path, {"gemeenten.csv": table(names)}))


def test_few_rows_prove_nothing(tmp_path, db):
    import_files(write_files(tmp_path, {"gemeenten.csv": table(NAMES[:3])}))
    import_files(write_files(tmp_path, {"gemeenten.csv": table(SHIFTED[:3])}))


def official_names():
    text = (OFFICIAL_FILES / "vo_vestigingen.csv").read_text("utf-8-sig")
    return {row["vestigingscode"]: row["naam"] for row in csv.DictReader(text.splitlines())}


@needs_official_files
def test_detects_a_shift_among_locations_of_the_same_schools():
    names = official_names()
    shifted = [*list(names.values())[1:], ""]

    shift = detect_shift(
        [
            Renaming(number, code, name, theirs)
            for number, ((code, name), theirs) in enumerate(
                zip(names.items(), shifted, strict=True)
            )
        ]
    )

    assert shift is not None


@needs_official_files
def test_imports_the_names_that_really_changed_in_four_years():
    changes = OFFICIAL_FILES / "cijfers/vo_vestigingen_wijzigingen_2020-12_2024-11_afgeleid.csv"
    rows = csv.DictReader(changes.read_text("utf-8-sig").splitlines())
    former = {row["vestigingscode"]: row["oud"] for row in rows if row["soort"] == "naam"}

    renamings = [
        Renaming(number, code, former.get(code, name), name)
        for number, (code, name) in enumerate(official_names().items())
    ]

    assert sum(row.stored != row.theirs for row in renamings) > 300
    assert detect_shift(renamings) is None
