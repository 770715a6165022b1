"""Files that are wrong: all is refused, in words that say where, and nothing has changed."""

import os

import pytest
from django.core.management import CommandError, call_command

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
    all_rows,
    feature,
    geojson,
    last_file,
    problems_of,
    written,
)
from tests.pactdir.importing.malformed import AND_MORE, DEFECTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_municipalities():
    make.a_municipality(code="GM0361", name="Alkmaar")
    make.a_municipality(code="GM0373", name="Bergen (NH)")


def said_of(path, **options):
    """What is said of that file, without its name."""
    try:
        run = import_files([path], **options)
    except Refused as refused:
        lines = refused.lines()
        assert all(line.startswith((path.name, "En nog")) for line in lines)
        return [line.removeprefix(path.name).removeprefix(",").lstrip(": ") for line in lines]
    assert run.outcomes == []
    return [str(one).removeprefix(f"{path.name}: ") for one in run.unknown]


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: f"{one.file}: {one.name}")
def test_a_file_that_is_wrong_is_refused_with_its_place_and_changes_nothing(
    two_municipalities, tmp_path, defect
):
    before = all_rows()

    said = said_of(*written(tmp_path, {defect.file: defect.content}))

    if defect.said[-1] == AND_MORE:
        assert len(said) > len(defect.said)
        said = [*said[: len(defect.said) - 1], AND_MORE]
    assert tuple(said) == defect.said
    assert all_rows() == before


def test_the_table_is_long_enough_and_says_every_defect_once():
    names = [(one.file, one.name) for one in DEFECTS]

    assert len(names) == len(set(names)) >= 60
    assert not {one.content for one in DEFECTS} & {text.encode() for text in COUNTRY.values()}


WITH_ACCENTS = MUNICIPALITIES.replace("Alkmaar", "’s-Gravenhâge")
ODD = {
    "a mark": MUNICIPALITIES.encode("utf-8-sig"),
    "the mark twice": b"\xef\xbb\xbf" + MUNICIPALITIES.encode("utf-8-sig"),
    "semicolons": MUNICIPALITIES.replace(",", ";"),
    "tabs": MUNICIPALITIES.replace(",", "\t"),
    "a line that names the separator": "sep=;\r\n" + MUNICIPALITIES.replace(",", ";"),
    "a line that names the separator as a cell": '"sep=,",,,\n' + MUNICIPALITIES,
    "a mark and a line that names tabs": "\ufeffSEP=\t\r" + MUNICIPALITIES.replace(",", "\t"),
    "all in quotes": "\r\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in MUNICIPALITIES.splitlines()
    ),
    "CRLF": MUNICIPALITIES.replace("\n", "\r\n"),
    "CR alone": MUNICIPALITIES.replace("\n", "\r"),
    "line ends mixed": MUNICIPALITIES.replace("\n", "\r\n", 1).replace("\nGM0373", "\rGM0373"),
    "no line end at the end": MUNICIPALITIES.rstrip(),
    "blank lines between": MUNICIPALITIES.replace("\n", "\n\n") + "\n \n",
    "spaces for nothing and around": MUNICIPALITIES.replace(",,", ", ,").replace(",", " , "),
    "names above in capitals": MUNICIPALITIES.replace("statcode", "STATCODE").replace(
        "naam_alternatief", "Naam Alternatief"
    ),
    "columns in another order": "\n".join(
        ",".join(reversed(line.split(","))) for line in MUNICIPALITIES.splitlines()
    ),
    "columns we do not know": "\n".join(
        f"{line},x{number}" for number, line in enumerate(MUNICIPALITIES.splitlines())
    ),
    "separators behind every line": MUNICIPALITIES.replace("\n", ",,,\n"),
}
NAMES = {
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
    "a quote within": (MUNICIPALITIES.replace("Alkmaar", '"Alk""maar"'), 'Alk"maar'),
    "the separator within": (
        MUNICIPALITIES.replace("Alkmaar", '"Alkmaar, de stad"'),
        "Alkmaar, de stad",
    ),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_a_file_that_is_odd_but_right_is_loaded(tmp_path, content):
    import_files(written(tmp_path, {"x.csv": content}))

    assert list(Municipality.objects.order_by("code").values_list("code", "name", "longitude")) == [
        ("GM0361", "Alkmaar", 4.81703),
        ("GM0373", "Bergen (NH)", 4.68771),
    ]


@pytest.mark.parametrize(("content", "name"), NAMES.values(), ids=NAMES)
def test_a_name_is_kept_as_it_is_written(tmp_path, content, name):
    import_files(written(tmp_path, {"x.csv": content}))

    row = Municipality.objects.get(code="GM0361")
    assert row.name == name
    assert row.slug


FRISIAN = MUNICIPALITIES.replace("Alkmaar", "Súdwest-Fryslân")
STRANGE = {
    "saved on a Mac, read by Windows": (FRISIAN.encode("mac_roman"), "œ"),
    "one letter of a Mac": (MUNICIPALITIES.replace("Alkmaar", "Súdwest").encode("mac_roman"), "œ"),
    "a diaeresis of a Mac": (MUNICIPALITIES.replace("Alkmaar", "Be‘indigd"), "‘"),
    "saved by DOS": (FRISIAN.encode("cp850"), "ƒ"),
    "UTF-8 that was read as windows-1252": (FRISIAN.encode().decode("cp1252"), "Ã"),
    "a picture": (MUNICIPALITIES.replace("Alkmaar", "Alkmaar 🧀"), "🧀"),
    "another script": (MUNICIPALITIES.replace("Alkmaar", "الكمار"), "ا"),
}


@pytest.mark.parametrize(("content", "char"), STRANGE.values(), ids=STRANGE)
def test_a_character_that_no_dutch_name_holds_is_refused(tmp_path, content, char):
    (said,) = problems_of(written(tmp_path, {"x.csv": content}))

    assert said.startswith(
        f"x.csv, regel 2, kolom naam: Het teken “{char}” staat in geen Nederlandse naam. "
    )


def test_a_file_saved_for_macintosh_is_refused_as_that(tmp_path):
    content = FRISIAN.replace("\n", "\r").encode("mac_roman")

    assert problems_of(written(tmp_path, {"x.csv": content})) == [
        "x.csv, regel 2: Dit is bewaard als CSV voor Macintosh. Bewaar het als “CSV UTF-8”."
    ]


@pytest.mark.parametrize(
    ("file", "good", "column"),
    [("pc4.csv", POSTCODES, "plaats"), ("vo.csv", SCHOOLS, "plaats"), ("vo.csv", SCHOOLS, "naam")],
)
def test_places_and_schools_hold_such_characters_no_more_than_municipalities(
    two_municipalities, tmp_path, file, good, column
):
    header, row = good.splitlines()[:2]
    cells = row.split(",")
    cells[header.split(",").index(column)] = "Frysl‰n"

    said = problems_of(written(tmp_path, {file: f"{header}\n{','.join(cells)}\n"}))

    assert [one.split(" staat in")[0] for one in said] == [
        f"{file}, regel 2, kolom {column}: Het teken “‰”"
    ]


def test_a_line_that_names_the_separator_counts_as_a_line(tmp_path):
    wrong = "sep=,\n" + MUNICIPALITIES.replace("GM0373", "GM373")

    (said,) = problems_of(written(tmp_path, {"x.csv": wrong}))

    assert said.startswith("x.csv, regel 4, kolom statcode: ")


@pytest.mark.parametrize("kind", ["Point", "LineString"])
def test_points_and_lines_are_passed_over_and_named_while_the_others_load(tmp_path, kind):
    places = geojson(feature("", [4.7, 52.6], kind), feature("GM0361", [4.8, 52.6], kind))

    run = import_files(written(tmp_path, COUNTRY | {"a.geojson": places}))

    assert [str(one) for one in run.unknown] == [
        "a.geojson: niet herkend, overgeslagen. "
        "Dit zijn punten of lijnen, en geen grenzen van gemeenten."
    ]
    assert Boundary.objects.get().municipality.name == "Alkmaar"


@pytest.mark.parametrize(
    "more",
    [
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}},
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}},
        {"crs": {"type": "EPSG", "properties": {"code": 4326}}},
        {"bbox": [3, 50, 8, 54], "name": "gemeente_gegeneraliseerd", "crs": None},
    ],
)
def test_boundaries_in_degrees_are_loaded_however_that_is_said(two_municipalities, tmp_path, more):
    shapes = [feature(), feature("GM0373", [SQUARE], "MultiPolygon")]

    run = import_files(written(tmp_path, {"x.json": "\ufeff\n" + geojson(*shapes, **more)}))

    assert last_file(run).counts["nieuw"] == 2


def test_a_list_of_neighbours_that_was_cut_off_deletes_none(tmp_path):
    codes = [make.a_municipality().code for _ in range(12)]
    pairs = [f"{one},{other}\n" for one in codes for other in codes if one != other]
    head = "statcode,buur_statcode\n"
    import_files(written(tmp_path, {"buren.csv": head + "".join(pairs)}))
    before = all_rows()

    said = problems_of(written(tmp_path, {"buren.csv": head + "".join(pairs[:10])}))

    assert said == ["buren.csv: Van de buren ontbreken er 122. Is het bestand afgebroken?"]
    assert all_rows() == before


def test_a_name_of_a_file_that_is_no_text_is_said_as_far_as_it_goes(tmp_path):
    (path,) = written(tmp_path, {"b\udce9ren\x1b[31m.csv": NEIGHBOURS})

    said = problems_of([path])

    assert said[0].startswith("b�ren�[31m.csv, regel 2, kolom statcode: ")


def test_a_log_of_such_a_file_can_be_written(two_municipalities, tmp_path):
    import_files(written(tmp_path, {"b\udce9ren.csv": NEIGHBOURS}))


def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pijp.csv")
    (tmp_path / "map.csv").mkdir()
    (tmp_path / "nergens.csv").symlink_to(tmp_path / "weg")
    (tmp_path / "zonder_eind.csv").symlink_to("/dev/zero")

    with pytest.raises(CommandError) as refused:
        call_command("import_country", tmp_path)

    assert str(refused.value).splitlines() == [
        "Niets geladen.",
        *(
            f"{name}.csv: Dit is geen bestand."
            for name in ["map", "nergens", "pijp", "zonder_eind"]
        ),
    ]


def test_many_large_files_are_not_all_kept_in_memory(two_municipalities, tmp_path):
    large = NEIGHBOURS + ("\n" + " " * 9_000) * 1000
    paths = written(tmp_path, {f"{n}.csv": large for n in range(4)})

    assert problems_of(paths) == ["3.csv: Samen zijn de bestanden groter dan 30 MB."]
    assert last_file(import_files(paths[:3])).same == 2


def test_a_row_that_only_the_database_finds_wrong_is_refused_like_the_others(
    two_municipalities, tmp_path
):
    """A place that stands there, but is not found by its name: an editor saved it meanwhile."""
    make.a_place(name="Alkmaar", municipality=Municipality.objects.get(code="GM0361"))
    with changing():
        Place.objects.update(folded_name="")
    before = all_rows()

    assert said_of(*written(tmp_path, {"pc4.csv": POSTCODES})) == [
        "Een rij botst met wat er al staat of past niet in de database; er is niets geladen."
    ]
    assert all_rows() == before


def test_a_name_that_grows_when_it_is_folded_is_loaded_or_refused(two_municipalities, tmp_path):
    """PostgreSQL holds no more than 120 characters there, SQLite does."""
    (path,) = written(tmp_path, {"x.csv": MUNICIPALITIES.replace("Alkmaar", "ß" * 120)})
    before = all_rows()

    try:
        import_files([path])
    except Refused:
        assert all_rows() == before
