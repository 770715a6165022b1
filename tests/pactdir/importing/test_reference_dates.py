"""Every file has a reference date, and an older file never overwrites values of a newer one."""

import pytest
from django.core.management import CommandError, call_command

from pactdir.importing import import_files
from pactdir.importing.reference_dates import date_in_text
from pactdir.models import Import, ImportedRow, SchoolMatch
from regions.clock import today
from regions.fields.partial_date import PartialDate
from regions.models import Municipality, Neighbour
from schools.models import School
from tests import make
from tests.pactdir.importing.files import (
    MUNICIPALITIES,
    NEIGHBOURS,
    SCHOOLS,
    database_hash,
    feature,
    geojson,
    last_outcome,
    problems_of,
    write_files,
)

RENAMED = MUNICIPALITIES.replace("Alkmaar", "Alkmaar-Stad")
HEADER = SCHOOLS.splitlines(keepends=True)[0]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("scholen20241122.geo.csv", PartialDate(2024, 11, 22)),
        ("alle-vestigingen_2024-10-01.csv", PartialDate(2024, 10, 1)),
        ("alle-vestigingen_2024-12-01.csv", PartialDate(2024, 12, 1)),
        ("scholen 2024-11-5.csv", PartialDate(2024, 11, 5)),
        ("scholen 2024-1-2.csv", PartialDate(2024, 1, 2)),
        ("Gemeenten op 1-1-2026.csv", PartialDate(2026, 1, 1)),
        ("01.10.2019 leerlingen.csv", PartialDate(2019, 10, 1)),
        ("gemeenten-2026-06.csv", PartialDate(2026, 6)),
        ("cbs_pc4_2023_nabij.csv", PartialDate(2023)),
        ("examens-2023-2024.csv", PartialDate(2024)),
        ("geslaagden_2019_2020.csv", PartialDate(2020)),
        ("20240230.csv", None),
        ("duo-1202410015.csv", None),
        ("02.-alle-vestigingen-vo.csv", None),
        ("download (3).csv", None),
        ("scholen-2099.csv", None),
        ("scholen-2098-2099.csv", None),
        ("kamer 2075, scholen 2024.csv", PartialDate(2024)),
    ],
)
def test_finds_the_date_in_a_file_name(name, date):
    assert date_in_text(name) == date


@pytest.fixture
def load(tmp_path, db):
    def load(content, file, **options):
        return last_outcome(import_files(write_files(tmp_path, {file: content}), **options))

    return load


def alkmaar():
    return Municipality.objects.get(code="GM0361").name


def test_an_older_file_does_not_overwrite_a_newer_one(load):
    load(MUNICIPALITIES, "gemeenten-2026-01-01.csv")

    outcome = load(RENAMED, "gemeenten-2024-01-01.csv")

    assert alkmaar() == "Alkmaar"
    assert [str(difference) for difference in outcome.older] == [
        "Alkmaar: naam “Alkmaar” → “Alkmaar-Stad”"
    ]
    assert outcome.age == (
        "Dit bestand (1 januari 2024) is bij 1 gegeven ouder dan wat er staat. Daar blijft wat een "
        "nieuwer bestand zei."
    )
    assert outcome.changed == []


def test_a_newer_file_overwrites_an_older_one(load):
    load(MUNICIPALITIES, "gemeenten-2024-01-01.csv")

    outcome = load(RENAMED, "gemeenten-2026-01-01.csv")

    assert (alkmaar(), outcome.age) == ("Alkmaar-Stad", "")


def test_a_repeated_value_gets_the_date_of_the_newest_file_with_it(load):
    for year in (2022, 2026):
        load(MUNICIPALITIES, f"gemeenten-{year}.csv")

    load(RENAMED, "gemeenten-2024.csv")

    assert alkmaar() == "Alkmaar"


def test_the_same_file_again_writes_nothing(load):
    load(MUNICIPALITIES, "gemeenten-2026.csv")
    before = database_hash("pactdir.Import")

    load(MUNICIPALITIES, "gemeenten-2026.csv")

    assert database_hash("pactdir.Import") == before


def test_an_edit_still_wins(load):
    load(MUNICIPALITIES, "gemeenten-2024.csv")
    municipality = Municipality.objects.get(code="GM0361")
    municipality.name = "Alckmaer"
    municipality.save()

    assert len(load(RENAMED, "gemeenten-2026.csv").conflicts) == 1
    assert load(MUNICIPALITIES, "gemeenten-2023.csv").conflicts == []
    assert alkmaar() == "Alckmaer"


def test_the_newest_of_several_files_wins_whatever_their_names(tmp_path, db):
    import_files(
        write_files(tmp_path, {"a 1-1-2026.csv": MUNICIPALITIES, "b 31-12-2024.csv": RENAMED})
    )

    assert alkmaar() == "Alkmaar"


UNDATED = (
    "{}: Van welke dag dit bestand is, staat niet in de naam of in het bestand. Van wat er staat "
    "is dat wel bekend, en het zou {} wijzigen, toevoegen of weghalen. Geef de peildatum op, zodat "
    "iets ouds niet over iets nieuws komt."
)


def test_asks_for_the_date_before_it_overwrites_a_dated_value(load, tmp_path):
    load(MUNICIPALITIES, "gemeenten-2026.csv")
    load(MUNICIPALITIES, "gemeenten.csv")
    before = database_hash()

    assert problems_of(write_files(tmp_path, {"gemeenten.csv": RENAMED})) == [
        UNDATED.format("gemeenten.csv", "1 gegeven")
    ]
    assert database_hash() == before

    load(RENAMED, "gemeenten.csv", as_of=PartialDate(2025))
    assert alkmaar() == "Alkmaar"
    load(RENAMED, "gemeenten.csv", as_of=PartialDate(2027))
    assert alkmaar() == "Alkmaar-Stad"


def test_files_without_a_date_overwrite_each_other(load):
    load(MUNICIPALITIES, "gemeenten.csv")
    load(RENAMED, "gemeenten.csv")

    assert alkmaar() == "Alkmaar-Stad"


def test_refuses_a_date_more_than_a_year_ahead(load, tmp_path):
    day = today()
    in_a_year = PartialDate(day.year + 1, day.month)
    too_far = PartialDate(day.year + 2, day.month)
    files = write_files(tmp_path, {"gemeenten.csv": MUNICIPALITIES})

    assert problems_of(files, as_of=too_far) == [
        f"peildatum: {too_far} is meer dan een jaar na vandaag. Geef de dag, de maand of het jaar "
        "waarover de bestanden gaan."
    ]
    assert not Municipality.objects.exists()
    assert load(MUNICIPALITIES, "gemeenten.csv", as_of=in_a_year).as_of == in_a_year


def test_finds_the_date_in_the_content(load):
    with_date = "\n".join(
        f"{line},{cell}"
        for line, cell in zip(
            MUNICIPALITIES.splitlines(), ["PEILDATUM", "20240101", "20240101"], strict=True
        )
    )

    assert load(with_date, "gemeenten.csv").as_of == PartialDate(2024, 1, 1)
    assert Import.objects.get().as_of == PartialDate(2024, 1, 1)


def test_finds_the_date_in_the_properties_of_a_feature(load):
    make.a_municipality(code="GM0361", name="Alkmaar")
    shape = feature()
    shape["properties"]["jaarcode"] = 2025

    assert load(geojson(shape), "grenzen.geojson").as_of == PartialDate(2025)


def a_row(code, name):
    return f"{code},{code[:4]},{name},VBO,Straat,1,1811 AA,Alkmaar,GM0361,,52.63,4.74\n"


@pytest.fixture
def register(load):
    make.a_municipality(code="GM0361", name="Alkmaar")
    load(HEADER + a_row("00AA00", "Ahorn") + a_row("00AB00", "Berk"), "scholen-2024-10-01.csv")


def test_an_older_register_neither_closes_nor_adds_schools(load, register):
    older = HEADER + a_row("00AA00", "Ahorn") + a_row("00AC00", "Ceder")

    outcome = load(older, "scholen-2020-10-01.csv")

    assert list(School.objects.values_list("name", "possibly_closed")) == [
        ("Ahorn", False),
        ("Berk", False),
    ]
    assert outcome.older == ["Ceder: staat niet in het nieuwere bestand, komt er niet bij"]


TREES = (
    "Ahorn",
    "Berk",
    "Ceder",
    "Den",
    "Eik",
    "Fijnspar",
    "Goudes",
    "Haagbeuk",
    "Iep",
    "Jeneverbes",
)
WHOLE = [a_row(f"00A{tree[0]}00", tree) for tree in TREES]


def test_a_newer_extract_protects_only_its_own_schools(load):
    make.a_municipality(code="GM0361", name="Alkmaar")
    load(HEADER + a_row("00AB00", "Beuk"), "scholen-2025-02-01.csv")

    outcome = load(HEADER + "".join(WHOLE), "scholen-2024-10-01.csv")

    names = set(School.objects.values_list("name", flat=True))
    assert names == {*TREES, "Beuk"} - {"Berk"}
    assert [str(difference) for difference in outcome.older] == [
        "Beuk: naam “Beuk” → “Berk”",
        "Beuk: naam bij DUO “Beuk” → “Berk”",
    ]


def test_an_extract_protects_no_school_missing_from_a_complete_register(load):
    make.a_municipality(code="GM0361", name="Alkmaar")
    load(HEADER + "".join(WHOLE), "scholen-2024-10-01.csv")
    load(HEADER + WHOLE[1], "scholen-2025-02-01.csv")

    load(HEADER + "".join(WHOLE[2:]), "scholen-2024-12-01.csv")

    assert School.objects.get(possibly_closed=True).name == "Ahorn"


def test_a_proposal_about_a_school_in_a_newer_extract_stays(load):
    make.a_municipality(code="GM0361", name="Alkmaar")
    load(HEADER + "".join(WHOLE), "scholen-2024-10-01.csv")
    load(HEADER + a_row("00ZZ00", "Ahorn"), "scholen-2025-02-01.csv")
    proposed = list(SchoolMatch.objects.undecided())
    assert proposed

    load(HEADER + "".join(WHOLE), "scholen-2024-12-01.csv")

    assert list(SchoolMatch.objects.undecided()) == proposed


def test_a_newer_register_marks_a_missing_school(load, register):
    load(HEADER + a_row("00AA00", "Ahorn"), "scholen-2025-10-01.csv")

    assert School.objects.get(name="Berk").possibly_closed


def test_an_older_list_neither_removes_nor_adds_neighbours(load):
    for code in ("GM0361", "GM0373", "GM0375"):
        make.a_municipality(code=code)
    load(NEIGHBOURS, "buren-2026.csv")

    load("statcode,buur_statcode\nGM0361,GM0373\nGM0361,GM0375\n", "buren-2020.csv")

    assert Neighbour.objects.count() == 2


def test_asks_for_the_date_before_a_register_closes_and_adds_schools(load, register, tmp_path):
    other = HEADER + a_row("00AA00", "Ahorn") + a_row("00AC00", "Ceder")
    before = database_hash()

    assert problems_of(write_files(tmp_path, {"scholen.csv": other})) == [
        UNDATED.format("scholen.csv", "2 gegevens")
    ]
    assert database_hash() == before


def test_asks_for_no_date_if_the_school_was_already_marked(load, register):
    load(HEADER + a_row("00AA00", "Ahorn"), "scholen-2025-10-01.csv")

    assert load(HEADER + a_row("00AA00", "Ahorn"), "scholen.csv").changed == []


def test_asks_for_the_date_before_a_list_removes_neighbours(load, tmp_path):
    for code in ("GM0361", "GM0373", "GM0375"):
        make.a_municipality(code=code)
    load(NEIGHBOURS, "buren-2026.csv")
    other = "statcode,buur_statcode\nGM0361,GM0375\n"

    assert problems_of(write_files(tmp_path, {"buren.csv": other})) == [
        UNDATED.format("buren.csv", "3 gegevens")
    ]


def test_keeps_the_date_of_each_field(load, register):
    dates = ImportedRow.objects.get(key="00AA00").dates

    assert dates["name"] == dates["address"] == "2024-10-01"


def test_the_commands_accept_a_date(tmp_path, db, capsys):
    (path,) = write_files(tmp_path, {"gemeenten.csv": MUNICIPALITIES})
    call_command("import_country", path, "--date", "2026-06-01")
    (path,) = write_files(tmp_path, {"gemeenten.csv": RENAMED})

    call_command("import_municipalities", path, "--date=2024")

    assert (
        "  Dit bestand (2024) is bij 1 gegeven ouder dan wat er staat." in capsys.readouterr().out
    )
    with pytest.raises(CommandError, match="Schrijf een dag, maand of jaar, zoals 2024-10-01"):
        call_command("import_country", path, "--date=gisteren")
