"""Malformed files are refused with the location of each problem, and nothing is written."""

import os

import pytest
from django.core.management import call_command

from pactdir.importing import Refused, import_files
from regions.models import Boundary, Municipality, Place
from regions.writing.changing import changing
from tests import make
from tests.pactdir.importing.files import (
    COUNTRY,
    MUNICIPALITIES,
    NEIGHBOURS,
    POSTCODES,
    SCHOOLS,
    SQUARE,
    database_hash,
    feature,
    geojson,
    last_outcome,
    problems_of,
    write_files,
)
from tests.pactdir.importing.malformed import AND_MORE, DEFECTS, SKIPPED

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_municipalities():
    make.a_municipality(code="GM0361", name="Alkmaar")
    make.a_municipality(code="GM0373", name="Bergen (NH)")


def messages_about(path, **options):
    try:
        run = import_files([path], **options)
    except Refused as error:
        lines = error.lines()
        assert all(line.startswith((path.name, "En nog")) for line in lines)
        return [line.removeprefix(path.name).removeprefix(",").lstrip(": ") for line in lines]
    assert run.outcomes == []
    return [str(unknown).removeprefix(f"{path.name}: ") for unknown in run.unknown]


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.file}: {defect.name}")
def test_refuses_a_malformed_file_and_reports_the_location(two_municipalities, tmp_path, defect):
    before = database_hash()

    messages = messages_about(*write_files(tmp_path, {defect.file: defect.content}))

    if defect.messages[-1] == AND_MORE:
        assert len(messages) > len(defect.messages)
        messages = [*messages[: len(defect.messages) - 1], AND_MORE]
    assert tuple(messages) == defect.messages
    assert database_hash() == before


def test_no_defect_is_listed_twice():
    names = [(defect.file, defect.name) for defect in DEFECTS]

    assert len(names) == len(set(names)) >= 60
    assert not {defect.content for defect in DEFECTS} & {text.encode() for text in COUNTRY.values()}


WITH_ACCENTS = MUNICIPALITIES.replace("Alkmaar", "’s-Gravenhâge")
UNUSUAL = {
    "BOM": MUNICIPALITIES.encode("utf-8-sig"),
    "two BOMs": b"\xef\xbb\xbf" + MUNICIPALITIES.encode("utf-8-sig"),
    "UTF-16, little-endian": b"\xff\xfe" + MUNICIPALITIES.encode("utf-16-le"),
    "UTF-16, big-endian": b"\xfe\xff" + MUNICIPALITIES.encode("utf-16-be"),
    "UTF-16 without a BOM": MUNICIPALITIES.encode("utf-16-le"),
    "semicolons": MUNICIPALITIES.replace(",", ";"),
    "tabs": MUNICIPALITIES.replace(",", "\t"),
    "a sep= line": "sep=;\r\n" + MUNICIPALITIES.replace(",", ";"),
    "a sep= line as a cell": '"sep=,",,,\n' + MUNICIPALITIES,
    "BOM and a sep= line for tabs": "\ufeffSEP=\t\r" + MUNICIPALITIES.replace(",", "\t"),
    "all cells quoted": "\r\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in MUNICIPALITIES.splitlines()
    ),
    "CRLF": MUNICIPALITIES.replace("\n", "\r\n"),
    "CR alone": MUNICIPALITIES.replace("\n", "\r"),
    "mixed line endings": MUNICIPALITIES.replace("\n", "\r\n", 1).replace("\nGM0373", "\rGM0373"),
    "no trailing newline": MUNICIPALITIES.rstrip(),
    "blank lines between rows": MUNICIPALITIES.replace("\n", "\n\n") + "\n \n",
    "spaces in empty cells and around values": MUNICIPALITIES.replace(",,", ", ,").replace(
        ",", " , "
    ),
    "upper-case headers": MUNICIPALITIES.replace("statcode", "STATCODE").replace(
        "naam_alternatief", "Naam Alternatief"
    ),
    "columns in another order": "\n".join(
        ",".join(reversed(line.split(","))) for line in MUNICIPALITIES.splitlines()
    ),
    "unknown columns": "\n".join(
        f"{line},x{number}" for number, line in enumerate(MUNICIPALITIES.splitlines())
    ),
    "trailing separators": MUNICIPALITIES.replace("\n", ",,,\n"),
}
NAMES_BY_ENCODING = {
    "windows-1252": (WITH_ACCENTS.encode("cp1252"), "’s-Gravenhâge"),
    "UTF-8": (WITH_ACCENTS.encode(), "’s-Gravenhâge"),
    "Frisian": (
        MUNICIPALITIES.replace("Alkmaar", "Noardeast-Fryslân Súd"),
        "Noardeast-Fryslân Súd",
    ),
    "French": (MUNICIPALITIES.replace("Alkmaar", "Sacré-Cœur"), "Sacré-Cœur"),
    "dashes and quotes": (
        MUNICIPALITIES.replace("Alkmaar", "De ‘Beër’ – 2e (“O2”)"),
        "De ‘Beër’ – 2e (“O2”)",
    ),
    "escaped quote": (MUNICIPALITIES.replace("Alkmaar", '"Alk""maar"'), 'Alk"maar'),
    "separator inside quotes": (
        MUNICIPALITIES.replace("Alkmaar", '"Alkmaar, de stad"'),
        "Alkmaar, de stad",
    ),
}


@pytest.mark.parametrize("content", UNUSUAL.values(), ids=UNUSUAL)
def test_imports_an_unusual_but_valid_file(tmp_path, content):
    import_files(write_files(tmp_path, {"x.csv": content}))

    assert list(Municipality.objects.order_by("code").values_list("code", "name", "longitude")) == [
        ("GM0361", "Alkmaar", 4.81703),
        ("GM0373", "Bergen (NH)", 4.68771),
    ]


@pytest.mark.parametrize(("content", "name"), NAMES_BY_ENCODING.values(), ids=NAMES_BY_ENCODING)
def test_stores_a_name_as_written(tmp_path, content, name):
    import_files(write_files(tmp_path, {"x.csv": content}))

    row = Municipality.objects.get(code="GM0361")
    assert row.name == name
    assert row.slug


FRISIAN = MUNICIPALITIES.replace("Alkmaar", "Súdwest-Fryslân")
WRONG_CHARACTERS = {
    "mac_roman": (FRISIAN.encode("mac_roman"), "œ"),
    "mac_roman ú": (MUNICIPALITIES.replace("Alkmaar", "Súdwest").encode("mac_roman"), "œ"),
    "mac_roman ë": (MUNICIPALITIES.replace("Alkmaar", "Be‘indigd"), "‘"),
    "cp850": (FRISIAN.encode("cp850"), "ƒ"),
    "UTF-8 that was read as windows-1252": (FRISIAN.encode().decode("cp1252"), "Ã"),
    "emoji": (MUNICIPALITIES.replace("Alkmaar", "Alkmaar 🧀"), "🧀"),
    "another script": (MUNICIPALITIES.replace("Alkmaar", "الكمار"), "ا"),
}


@pytest.mark.parametrize(("content", "char"), WRONG_CHARACTERS.values(), ids=WRONG_CHARACTERS)
def test_refuses_a_character_that_no_dutch_name_has(tmp_path, content, char):
    (problem,) = problems_of(write_files(tmp_path, {"x.csv": content}))

    assert problem.startswith(
        f"x.csv, regel 2, kolom naam: Het teken “{char}” staat in geen Nederlandse naam. "
    )


def test_recognises_a_csv_from_excel_for_mac(tmp_path):
    content = FRISIAN.replace("\n", "\r").encode("mac_roman")

    assert problems_of(write_files(tmp_path, {"x.csv": content})) == [
        "x.csv, regel 2: Dit is bewaard als CSV voor Macintosh. Bewaar het als “CSV UTF-8”."
    ]


@pytest.mark.parametrize(
    ("file", "valid", "column"),
    [("pc4.csv", POSTCODES, "plaats"), ("vo.csv", SCHOOLS, "plaats"), ("vo.csv", SCHOOLS, "naam")],
)
def test_refuses_foreign_characters_in_places_and_schools(
    two_municipalities, tmp_path, file, valid, column
):
    header, row = valid.splitlines()[:2]
    cells = row.split(",")
    cells[header.split(",").index(column)] = "Frysl‰n"

    problems = problems_of(write_files(tmp_path, {file: f"{header}\n{','.join(cells)}\n"}))

    assert [problem.split(" staat in")[0] for problem in problems] == [
        f"{file}, regel 2, kolom {column}: Het teken “‰”"
    ]


def test_counts_the_sep_line_when_numbering_lines(tmp_path):
    wrong = "sep=,\n" + MUNICIPALITIES.replace("GM0373", "GMO373")

    (problem,) = problems_of(write_files(tmp_path, {"x.csv": wrong}))

    assert problem.startswith("x.csv, regel 4, kolom statcode: ")


@pytest.mark.parametrize("kind", ["Point", "LineString"])
def test_skips_points_and_lines_with_a_message(tmp_path, kind):
    places = geojson(feature("", [4.7, 52.6], kind), feature("GM0361", [4.8, 52.6], kind))

    run = import_files(write_files(tmp_path, COUNTRY | {"a.geojson": places}))

    assert [str(unknown) for unknown in run.unknown] == [
        "a.geojson: niet herkend, overgeslagen. "
        "Dit zijn punten of lijnen, en geen grenzen van gemeenten."
    ]
    assert Boundary.objects.get().municipality.name == "Alkmaar"


def test_imports_boundaries_in_utf_16(two_municipalities, tmp_path):
    import_files(write_files(tmp_path, {"x.json": geojson(feature()).encode("utf-16")}))

    assert Boundary.objects.get().municipality.name == "Alkmaar"


@pytest.mark.parametrize(
    "members",
    [
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}},
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}},
        {"crs": {"type": "EPSG", "properties": {"code": 4326}}},
        {"bbox": [3, 50, 8, 54], "name": "gemeente_gegeneraliseerd", "crs": None},
    ],
)
def test_imports_boundaries_in_degrees_however_declared(two_municipalities, tmp_path, members):
    shapes = [feature(), feature("GM0373", [SQUARE], "MultiPolygon")]

    run = import_files(write_files(tmp_path, {"x.json": "\ufeff\n" + geojson(*shapes, **members)}))

    assert last_outcome(run).counts["nieuw"] == 2


def test_refuses_a_truncated_list_of_neighbours(tmp_path):
    codes = [make.a_municipality().code for _ in range(12)]
    pairs = [f"{code},{other}\n" for code in codes for other in codes if code != other]
    head = "statcode,buur_statcode\n"
    import_files(write_files(tmp_path, {"buren.csv": head + "".join(pairs)}))
    before = database_hash()

    problems = problems_of(write_files(tmp_path, {"buren.csv": head + "".join(pairs[:10])}))

    assert problems == ["buren.csv: Van de buren ontbreken er 122. Is het bestand afgebroken?"]
    assert database_hash() == before


def test_shows_the_printable_part_of_a_file_name(tmp_path):
    (path,) = write_files(tmp_path, {"b\udce9ren\x1b[31m.csv": NEIGHBOURS})

    problems = problems_of([path])

    assert problems[0].startswith("b�ren�[31m.csv, regel 2, kolom statcode: ")


def test_logs_an_unprintable_file_name(two_municipalities, tmp_path):
    import_files(write_files(tmp_path, {"b\udce9ren.csv": NEIGHBOURS}))


def test_skips_folders_pipes_and_devices(tmp_path, capsys):
    write_files(tmp_path, {"gemeenten.csv": MUNICIPALITIES})
    os.mkfifo(tmp_path / "pijp.csv")
    (tmp_path / "map").mkdir()
    (tmp_path / "nergens.csv").symlink_to(tmp_path / "weg")
    (tmp_path / "zonder_eind.csv").symlink_to("/dev/zero")

    call_command("import_country", tmp_path)

    assert capsys.readouterr().out.splitlines() == [
        "gemeenten.csv (gemeenten): 2 nieuw.",
        f"map: {SKIPPED}Dit is een map. Wat erin staat, laadt u door de map zelf te noemen.",
        *(
            f"{name}.csv: {SKIPPED}Dit is geen bestand."
            for name in ["nergens", "pijp", "zonder_eind"]
        ),
    ]


FOREIGN = {
    "LEES MIJ.md": "# Gegevens\n\nVan het CBS.",
    "leeg.csv": "",
    "vlag.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "brief.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "lijst.xlsx": b"PK\x03\x04\x14\0\x06\0[Content_Types].xml",
    "fout.html": "<!DOCTYPE html><title>404</title>",
    "gemeenten.topojson": '{"type": "Topology", "objects": {}}',
    "punten.geojson": geojson(feature("", [4.7, 52.6], "Point")),
    "bruin.bin": bytes(range(1, 256)) * 50,
    "zwaar.csv": b"jaar;aantal\n" + b"x" * 10_000_001,
    "adressen.csv": "straat;nummer;plaats\nDorpsstraat;1;Ons Dorp\n",
}


def test_an_unknown_file_never_blocks_a_folder(tmp_path, capsys):
    write_files(tmp_path, COUNTRY | FOREIGN | {".verborgen": "x"})

    call_command("import_country", tmp_path)

    lines = capsys.readouterr().out.splitlines()
    skipped = sorted(
        line.split(": niet herkend, overgeslagen. ")[0] for line in lines if SKIPPED in line
    )
    assert skipped == sorted(FOREIGN)
    assert Boundary.objects.get().municipality.name == "Alkmaar"


@pytest.mark.parametrize("content", [b"\0", b"\xff", MUNICIPALITIES.encode() + b" " * 10_000_000])
def test_a_broken_file_of_a_known_kind_blocks_the_folder(tmp_path, content):
    broken = MUNICIPALITIES.encode() + content

    assert len(problems_of(write_files(tmp_path, COUNTRY | {"x.csv": broken}))) == 1


def test_imports_several_folders_and_files(tmp_path, capsys):
    for name, content in COUNTRY.items():
        (tmp_path / name[:3]).mkdir()
        write_files(tmp_path / name[:3], {name: content})

    call_command("import_country", tmp_path / "gem", tmp_path / "bur", tmp_path / "pc4" / "pc4.csv")

    assert [line.split(" (")[0] for line in capsys.readouterr().out.splitlines()] == [
        "gemeenten.csv",
        "buren.csv",
        "pc4.csv",
    ]


def test_refuses_too_many_large_files_together(two_municipalities, tmp_path):
    large = NEIGHBOURS + ("\n" + " " * 9_000) * 1000
    paths = write_files(tmp_path, {f"{n}.csv": large for n in range(4)})

    assert problems_of(paths) == ["3.csv: Samen zijn de bestanden groter dan 30 MB."]
    assert last_outcome(import_files(paths[:3])).unchanged == 2


def test_refuses_a_row_that_violates_a_constraint(two_municipalities, tmp_path):
    """The place exists but is not found by name, as if an editor saved it in the meantime."""
    make.a_place(name="Alkmaar", municipality=Municipality.objects.get(code="GM0361"))
    with changing():
        Place.objects.update(folded_name="")
    before = database_hash()

    assert messages_about(*write_files(tmp_path, {"pc4.csv": POSTCODES})) == [
        "Een rij botst met wat er al staat of past niet in de database; er is niets geladen."
    ]
    assert database_hash() == before


def test_imports_or_refuses_a_name_that_becomes_longer_when_folded(two_municipalities, tmp_path):
    """The folded column holds 120 characters on PostgreSQL, and any number on SQLite."""
    (path,) = write_files(tmp_path, {"x.csv": MUNICIPALITIES.replace("Alkmaar", "ß" * 120)})
    before = database_hash()

    try:
        import_files([path])
    except Refused:
        assert database_hash() == before
