"""School locations from DUO's file and the geocoded list, and from newer files."""

import csv
from collections import Counter

import pytest
from django.core.management import call_command

from pactdir.importing import import_files
from pactdir.importing.schools.contact_cells import house_number, parse_site
from pactdir.importing.schools.location_form import SchoolForm
from pactdir.importing.schools.newcomers import is_for_newcomers
from regions.clock import today
from regions.models import Municipality, Place
from regions.writing.changing import ContentVersion
from schools.advice import Fit, fits_any, how_it_fits
from schools.models import School
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, make_register, to_csv
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    last_outcome,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db


LIST = (
    "vestigingscode,instellingscode,naam,onderwijsstructuur,denominatie,straat,huisnummer,"
    "postcode,plaats,statcode,gemeente,provincie,internetadres,onderwijsgebied,lat,lon\n"
)
ROW = (
    '00WD00,00WD,"De Ahorn, vmbo",VBO/MAVO,Openbaar,Laan,30,1811 GK,Bergen (NH),GM0373,'
    "Bergen (NH.),Noord-Holland,www.ahorn.example,Twente,52.633736,4.753846\n"
)
OFFICIAL = dict.fromkeys(COLUMNS, " ") | {
    "INSTELLINGSCODE": "00WD",
    "VESTIGINGSCODE": "00WD00",
    "VESTIGINGSNAAM": "SCHOOL VOOR PRAKTIJKONDERWIJS DE AHORN",
    "STRAATNAAM": "Laan",
    "HUISNUMMER-TOEVOEGING": "7-A",
    "POSTCODE": "1811 GK",
    "PLAATSNAAM": "ALKMAAR",
    "GEMEENTENUMMER": "0361",
    "INTERNETADRES": "www.ahorn.example",
    "ONDERWIJSSTRUCTUUR": "PRO",
}


@pytest.fixture(autouse=True)
def country():
    for code, name in {
        "GM0106": "Assen",
        "GM0373": "Bergen (NH)",
        "GM0542": "Krimpen aan den IJssel",
    }.items():
        make.a_municipality(code=code, name=name)
    alkmaar = make.a_municipality(code="GM0361", name="Alkmaar")
    place = make.a_place(name="Alkmaar", municipality=alkmaar)
    make.a_postcode_area(code="1811", place=place, latitude=52.631, longitude=4.7486)


@pytest.fixture
def alkmaar():
    return Place.objects.get(name="Alkmaar")


@pytest.fixture
def load(tmp_path):
    def load(*contents, **options):
        files = {f"{number}.csv": content for number, content in enumerate(contents)}
        return import_files(write_files(tmp_path, files), **options)

    return load


def duo_csv(*rows, **options):
    return to_csv([OFFICIAL | row for row in rows], **options)


def counts(run):
    return {word: number for word, number in last_outcome(run).counts.items() if number}


def test_an_older_list_in_the_folder_does_not_keep_a_school_open(tmp_path):
    birch = {"INSTELLINGSCODE": "00WE", "VESTIGINGSCODE": "00WE00", "VESTIGINGSNAAM": "DE BERK"}
    birch |= {"STRAATNAAM": "Plein", "HUISNUMMER-TOEVOEGING": "1"}
    geocoded = {"scholen-2024-11-22.csv": LIST + ROW}
    import_files(write_files(tmp_path, {"duo-2024-12-01.csv": duo_csv({}, birch), **geocoded}))

    run = import_files(write_files(tmp_path, {"duo-2025-12-01.csv": duo_csv(birch), **geocoded}))

    closed = School.objects.filter(possibly_closed=True)
    assert list(closed.values_list("brin", flat=True)) == ["00WD"]
    assert len(last_outcome(run).removed) == 1


def database_hash_without_history():
    return database_hash("pactdir.Import")


# From row to school


def test_a_row_becomes_a_published_school(load):
    load(LIST + ROW)

    school = School.objects.get()
    assert (school.name, school.slug) == ("De Ahorn, vmbo", "de-ahorn-vmbo-bergen")
    assert (school.duo_code, school.levels) == ("00WD00", ["vmbo-bkg", "vmbo-tl"])
    assert (str(school.place), school.municipality.code) == ("Bergen", "GM0373")
    assert (school.address, school.postcode) == ("Laan 30", "1811 GK")
    assert school.website == "https://www.ahorn.example"
    assert (school.latitude, school.longitude) == (52.633736, 4.753846)
    assert (school.published_from, school.source) == (today(), "DUO, alle vestigingen vo")
    assert (school.profiles_known, school.board) == (False, None)


def test_normalises_capitals_codes_and_addresses(load):
    load(duo_csv({}))

    school = School.objects.get()
    assert school.name == "De Ahorn"
    assert school.official_name == "School voor praktijkonderwijs de Ahorn"
    assert (str(school.place), school.municipality.code) == ("Alkmaar", "GM0361")
    assert (school.address, school.levels) == ("Laan 7A", ["pro"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("202", "202"),
        ("7-A", "7A"),
        ("38-+40", "38-40"),
        ("132-136", "132-136"),
        ("7-A+B", "7 A+B"),
        ("12-BIS", "12 bis"),
        ("5-A-1", "5-A-1"),
        ("", ""),
    ],
)
def test_formats_house_numbers_as_usual(text, expected):
    assert house_number(text) == expected


def test_restores_capitals_in_a_street(load):
    load(duo_csv({"STRAATNAAM": "2E VOORBEELDSTR", "HUISNUMMER-TOEVOEGING": "38-+40"}))

    assert School.objects.get().address == "2e Voorbeeldstr 38-40"


def test_without_coordinates_in_the_file_the_location_of_the_postcode_is_used(load):
    load(duo_csv({}, {"VESTIGINGSCODE": "00WD01", "POSTCODE": "9999 AB"}))

    points = School.objects.order_by("location_code").values_list("latitude", "longitude")
    assert list(points) == [(52.631, 4.7486), (None, None)]


@pytest.mark.parametrize(
    ("tokens", "levels"),
    [
        ("VBO", ["vmbo-bkg"]),
        ("MAVO", ["vmbo-tl"]),
        ("PRO/VBO/MAVO/HAVO/VWO", ["pro", "vmbo-bkg", "vmbo-tl", "havo", "vwo"]),
        ("BRUGJAAR", ["brugjaar"]),
        ("BRUGJAAR/HAVO", ["havo"]),
        (" ", []),
    ],
)
def test_kinds_of_education_become_levels_but_not_profiles(load, tokens, levels):
    load(duo_csv({"ONDERWIJSSTRUCTUUR": tokens}))

    school = School.objects.get()
    assert (school.levels, school.profiles_known) == (levels, False)
    assert school.levels_basis == ("duo" if levels else "")


@pytest.mark.parametrize(
    ("name", "site", "is_isk"),
    [
        ("ISK WALCHEREN", "", True),
        ("CARMELCOLLEGE GOUDA VOOR VMBO LWOO EOA LOC. ISK", "", True),
        ("LANDSTEDE INTERNATIONALE SCHAKELKLAS", "", True),
        ("DACAPO COLLEGE LOCATIE EOA", "", True),
        ("2COLLEGE VOOR MAVO VBO, EOA OISTERWIJK", "", True),
        ("TEYLINGEN COLLEGE", "isk-db.nl", True),
        ("PITER JELLES", "www.isk.piterjelles.nl", True),
        ("ZUYDERZEE LYCEUM", "www.caleido-isk.nl", True),
        ("ISK DELFT", "www.iskgrotius.nl", True),
        # Levels of the school as a whole, and other words that contain these letters.
        ("CARMELCOLLEGE GOUDA VOOR GYM ATH HAVO MAVO VMBO LWOO EOA", "", False),
        ("KOLOM PRAKTIJKCOLLEGE DE SCHAKEL", "www.deschakelhaarlem.nl", False),
        ("UNIC LOCATIE INTERNATIONAL SCHOOL UTRECHT", "www.isutrecht.nl", False),
        ("BRISK COLLEGE", "www.brisk.nl", False),
    ],
)
def test_recognises_newcomer_schools_by_name_or_website(load, name, site, is_isk):
    load(duo_csv({"VESTIGINGSNAAM": name, "INTERNETADRES": site, "ONDERWIJSSTRUCTUUR": "BRUGJAAR"}))

    assert School.objects.get().levels == (["isk", "brugjaar"] if is_isk else ["brugjaar"])


def test_levels_set_by_an_editor_stay_stated(load, alkmaar):
    make.a_school(brin="00WD", location_code="00", place=alkmaar, levels=["pro"])

    load(duo_csv({}))
    assert School.objects.get().levels_basis == ""

    run = load(duo_csv({"ONDERWIJSSTRUCTUUR": "PRO/VBO"}))
    school = School.objects.get()
    assert (school.levels, school.levels_basis) == (["pro"], "")
    assert [
        conflict.field for conflict in run.outcomes[0].conflicts if "niveau" in conflict.field
    ] == ["niveaus"]


def test_edited_levels_become_stated(load):
    load(duo_csv({}))
    school = School.objects.get()
    school.levels, school.levels_basis = ["pro", "vmbo-bb"], ""
    school.save()

    load(duo_csv({"ONDERWIJSSTRUCTUUR": "VBO"}))

    school.refresh_from_db()
    assert (school.levels, school.levels_basis) == (["pro", "vmbo-bb"], "")


def test_levels_and_their_basis_change_together(load):
    load(duo_csv({"ONDERWIJSSTRUCTUUR": " "}))
    load(duo_csv({"ONDERWIJSSTRUCTUUR": "VBO/MAVO"}))
    school = School.objects.get()
    assert (school.levels, school.levels_basis) == (["vmbo-bkg", "vmbo-tl"], "duo")

    load(duo_csv({"ONDERWIJSSTRUCTUUR": " "}))
    school.refresh_from_db()
    assert (school.levels, school.levels_basis) == ([], "")


def levels_of_the_official_list():
    """Levels of each location, and whether it is for newcomers."""
    with (OFFICIAL_FILES / "vo_vestigingen.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            form = SchoolForm({"structure": row["onderwijsstructuur"]}, None)
            form.cleaned_data = form.data
            site, _ = parse_site(row["internetadres"])
            yield form.clean_structure(), is_for_newcomers(row["naam"], site)


@needs_official_files
def test_official_locations_have_levels_or_only_a_bridge_class():
    counts = Counter(
        ("brugjaar" if levels == ["brugjaar"] else "levels" if levels else "", is_isk)
        for levels, is_isk in levels_of_the_official_list()
    )

    assert counts == {
        ("levels", False): 1518,
        ("levels", True): 12,
        ("brugjaar", False): 76,
        ("brugjaar", True): 13,
    }


@needs_official_files
def test_an_advice_tells_official_schools_apart():
    counts = Counter(
        how_it_fits([*levels, *["isk"] * is_isk], ["vmbo-kader"])
        for levels, is_isk in levels_of_the_official_list()
        if fits_any(levels, ["vmbo-kader"])
    )

    assert counts == {Fit.ONLY: 138, Fit.RELATED: 411, Fit.WIDER: 475, Fit.UNCERTAIN: 10}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("www.ahorn.example", "https://www.ahorn.example"),
        ("WWW.AHORN.EXAMPLE", "https://www.ahorn.example"),
        ("Vmbo.ahorn.example/A", "https://vmbo.ahorn.example/A"),
        ("http://ahorn.example", "http://ahorn.example"),
        ("", ""),
    ],
)
def test_site_without_scheme_gets_https(text, site):
    assert parse_site(text) == (site, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0528266192", "het internetadres “0528266192” is een telefoonnummer"),
        ("0528-26 61 92", "het internetadres “0528-26 61 92” is een telefoonnummer"),
        ("www.ahorn,example", "het internetadres “www.ahorn,example” klopt niet"),
        ("ww.ahorn.example", "het internetadres “ww.ahorn.example” klopt niet"),
        ("info@ahorn.example", "het internetadres “info@ahorn.example” klopt niet"),
        ("javascript:alert(1)", "het internetadres “javascript:alert(1)” klopt niet"),
        (
            f"ahorn.example/{'a' * 200}",
            f"het internetadres “ahorn.example/{'a' * 200}” klopt niet",
        ),
        ("ftp://ahorn.example", "het internetadres “ftp://ahorn.example” klopt niet"),
    ],
)
def test_reports_why_a_website_is_invalid(text, reason):
    assert parse_site(text) == ("", reason)


def test_a_phone_number_as_website_is_only_a_warning(load):
    run = load(duo_csv({"INTERNETADRES": "0528266192"}))

    assert School.objects.get().website == ""
    assert last_outcome(run).warnings == [
        "School voor praktijkonderwijs de Ahorn (00WD00): "
        "het internetadres “0528266192” is een telefoonnummer, weggelaten"
    ]


def test_the_slug_does_not_repeat_the_place(load):
    load(duo_csv({"VESTIGINGSNAAM": "Vonk Alkmaar"}))

    assert School.objects.get().slug == "vonk-alkmaar"


def test_the_source_has_the_date_from_the_file_name(tmp_path):
    import_files(write_files(tmp_path, {"vestigingen-20241122.csv": duo_csv({})}))

    assert School.objects.get().source == "DUO, alle vestigingen vo, 22 november 2024"


@pytest.mark.parametrize(
    "options",
    [
        {"older": True},
        {"separator": ",", "quoted": True, "encoding": "utf-8-sig"},
        {"encoding": "utf-8", "end": "\n"},
    ],
)
def test_all_editions_of_the_file_give_the_same_result(load, options):
    names = {"VESTIGINGSNAAM": "’t Zèta", "STRAATNAAM": "Laan, links; rechts"}
    load(duo_csv(names, **options))

    school = School.objects.get()
    assert (school.name, school.address) == ("’t Zèta", "Laan, links; rechts 7A")


def test_accepts_a_location_number_without_brin_and_a_code_without_zero(load):
    load(duo_csv({"VESTIGINGSCODE": "1", "GEMEENTENUMMER": "361", "POSTCODE": "1811gk"}))

    school = School.objects.get()
    assert (school.duo_code, school.postcode) == ("00WD01", "1811 GK")


@pytest.mark.parametrize("text", ["BERGEN NH", "BERGEN (NH)", "BERGEN (NH.)", "Bergen"])
def test_finds_a_place_with_any_suffix(load, text):
    make.a_place(name="Bergen", municipality=Municipality.objects.get(code="GM0373"))
    load(duo_csv({"GEMEENTENUMMER": "0373", "PLAATSNAAM": text}))

    assert Place.objects.filter(municipality__code="GM0373").count() == 1


# Refused rows


@pytest.mark.parametrize(
    ("invalid_cells", "message"),
    [
        ({"INSTELLINGSCODE": "0W"}, "kolom INSTELLINGSCODE: Een BRIN is twee cijfers"),
        ({"INSTELLINGSCODE": "00WE"}, "kolom VESTIGINGSCODE: Deze vestiging hoort niet bij de BR"),
        ({"VESTIGINGSCODE": "00WD0"}, "kolom VESTIGINGSCODE: Een vestiging is een BRIN en twee"),
        ({"ONDERWIJSSTRUCTUUR": "VBO/XYZ"}, "kolom ONDERWIJSSTRUCTUUR: De soort XYZ kennen we"),
        ({"POSTCODE": "0811 GK"}, "kolom POSTCODE: Dit is geen postcode."),
        ({"GEMEENTENUMMER": "9999"}, "kolom GEMEENTENUMMER: Deze gemeente kennen we niet."),
        ({"VESTIGINGSNAAM": "=1+1"}, "kolom VESTIGINGSNAAM: Hier staat een formule"),
        ({"VESTIGINGSNAAM": " "}, "kolom VESTIGINGSNAAM: "),
    ],
)
def test_refuses_an_invalid_cell_with_line_and_column(tmp_path, invalid_cells, message):
    before = database_hash()

    problems = problems_of(write_files(tmp_path, {"a.csv": duo_csv({}, {**invalid_cells})}))

    assert database_hash() == before
    assert problems[0].startswith(f"a.csv, regel 3, {message}")


def test_refuses_a_duplicate_location(tmp_path):
    problems = problems_of(write_files(tmp_path, {"a.csv": duo_csv({}, {})}))

    assert problems == [
        "a.csv, regel 3, kolom VESTIGINGSCODE: Dit staat ook al op regel 2. Er staat: “00WD00”."
    ]


# Repeated and newer imports


def test_a_second_import_changes_nothing(load):
    contents = [duo_csv({"INTERNETADRES": "0528266192"}), LIST + ROW]
    load(*contents)
    before, version = database_hash_without_history(), ContentVersion.current()

    load(*contents)

    assert (database_hash_without_history(), ContentVersion.current()) == (before, version)


@pytest.mark.parametrize("first", ["the list", "duo"])
def test_both_layouts_describe_one_school(load, first):
    files = [LIST + ROW, duo_csv({"VESTIGINGSNAAM": "De Ahorn", "GEMEENTENUMMER": "0373"})]
    for content in files if first == "the list" else reversed(files):
        load(content)

    assert School.objects.get().duo_code == "00WD00"


def test_with_both_layouts_duo_wins_and_the_list_adds_the_coordinates(load):
    load(LIST + ROW, duo_csv({"VESTIGINGSNAAM": "De Ahorn", "GEMEENTENUMMER": "0373"}))

    school = School.objects.get()
    assert (school.name, school.address) == ("De Ahorn", "Laan 7A")
    assert (school.latitude, school.longitude) == (52.633736, 4.753846)


@pytest.mark.parametrize("layout", ["the list", "duo"])
def test_the_last_of_several_files_wins(load, layout):
    if layout == "duo":
        files = [duo_csv({"INTERNETADRES": f"www.{word}.example"}) for word in ("oud", "nieuw")]
    else:
        files = [LIST + ROW.replace("www.ahorn", f"www.{word}") for word in ("oud", "nieuw")]
    load(*files)

    assert School.objects.get().website == "https://www.nieuw.example"


def test_a_moved_school_does_not_keep_its_old_location(load):
    moved = {"GEMEENTENUMMER": "0373", "POSTCODE": "1811 ZZ"}
    load(LIST + ROW)

    load(duo_csv(moved))
    assert School.objects.get().latitude == 52.631
    load(duo_csv(moved), LIST + ROW)
    assert School.objects.get().latitude == 52.631


def test_keeps_edited_fields_and_updates_the_others(load):
    load(duo_csv({}))
    school = School.objects.get()
    school.name, school.website = "Ahorn", ""
    school.save()

    newer = {"VESTIGINGSNAAM": "Ahorncollege", "STRAATNAAM": "Plein", "ONDERWIJSSTRUCTUUR": "VBO"}
    load(duo_csv(newer))

    school.refresh_from_db()
    assert (school.name, school.official_name) == ("Ahorn", "Ahorncollege")
    assert (school.website, school.address, school.levels) == ("", "Plein 7A", ["vmbo-bkg"])


def test_place_and_municipality_are_kept_together(load):
    """Either one without the other would not be valid."""
    load(duo_csv({}))
    school, bergen = School.objects.get(), Municipality.objects.get(code="GM0373")
    school.place = make.a_place(name="Egmond", municipality=school.municipality)
    school.save()

    load(duo_csv({"GEMEENTENUMMER": "0373", "PLAATSNAAM": "BERGEN NH"}))

    school.refresh_from_db()
    assert (str(school.place), school.municipality == bergen) == ("Egmond", False)


def test_matches_a_school_by_code_and_keeps_its_name(load, alkmaar):
    ours = make.a_school(name="PCC", brin="00WD", location_code="00", place=alkmaar, website="")

    run = load(duo_csv({}))

    ours.refresh_from_db()
    assert School.objects.count() == 1
    assert (ours.name, ours.address) == ("PCC", "Laan 7A")
    assert list(School.objects.named("praktijkonderwijs de ahorn")) == [ours]
    assert ours.former_names.count() == 0
    assert counts(run)["gewijzigd"] == 1


# Possibly closed

TWO = [{}, {"VESTIGINGSCODE": "00WD01"}]


def second_school():
    return School.objects.get(location_code="01")


def test_a_missing_location_is_possibly_closed_until_it_returns(load):
    load(duo_csv(*TWO))

    run = load(duo_csv({}))
    assert second_school().possibly_closed
    assert last_outcome(run).removed == ["De Ahorn (Laan 7A) (00WD01): mogelijk gesloten"]

    load(duo_csv(*TWO))
    assert not second_school().possibly_closed


def test_does_not_ask_again_until_the_file_changes(load):
    load(duo_csv(*TWO))
    load(duo_csv({}))
    school = second_school()
    school.possibly_closed = False
    school.save()

    run = load(duo_csv({}))
    assert (second_school().possibly_closed, last_outcome(run).removed) == (False, [])

    load(duo_csv(*TWO))
    load(duo_csv({}))
    assert second_school().possibly_closed


def test_keeps_possibly_closed_as_set_by_an_editor(load):
    load(duo_csv({}))
    school = School.objects.get()
    school.possibly_closed = True
    school.save()

    load(duo_csv({}))

    assert School.objects.get().possibly_closed


def test_an_incomplete_file_closes_no_school(load):
    rows = make_register(size=100)
    load(to_csv(rows))

    run = load(to_csv(rows[:50]))

    assert not School.objects.filter(possibly_closed=True).exists()
    assert "50 van de 100 scholen staan niet in dit bestand" in last_outcome(run).warnings[-1]


def test_a_small_part_of_many_schools_may_close(load):
    """More than a small file may lack, but less than a tenth."""
    rows = make_register(size=300)
    load(to_csv(rows))

    load(to_csv(rows[25:]))

    assert School.objects.filter(possibly_closed=True).count() == 25


def test_a_school_with_an_edited_code_is_not_closed(load):
    load(duo_csv(*TWO))
    school = second_school()
    school.location_code = "09"
    school.save()

    load(duo_csv({}))

    school.refresh_from_db()
    assert not school.possibly_closed


def test_does_not_ask_about_a_closed_school(load):
    load(duo_csv(*TWO))
    school = second_school()
    school.closed_on = "2024"
    school.save()

    load(duo_csv({}))

    assert not second_school().possibly_closed


# Full size


def test_the_whole_register_imports_twice_with_the_same_result(load):
    rows = make_register(seed=7)
    load(to_csv(rows))
    before, version = database_hash_without_history(), ContentVersion.current()

    for options in (
        {"older": True, "separator": ",", "quoted": True},
        {"encoding": "utf-8-sig", "end": "\n"},
    ):
        load(to_csv(rows, **options))

    assert School.objects.count() == len(rows) == 1600
    assert (database_hash_without_history(), ContentVersion.current()) == (before, version)
    assert set(Place.objects.values_list("name", flat=True)) == {
        "Alkmaar",
        "Assen",
        "Bergen",
        "Krimpen aan den IJssel",
        "Schoorl",
    }
    assert not School.objects.filter(website__regex=r"[,@]|//ww\.|0528").exists()


def test_the_command_reports_what_comes_from_other_files(tmp_path, capsys):
    write_files(tmp_path, {"a.csv": duo_csv({})})

    call_command("import_country", tmp_path)

    assert "(vso) en mbo staan in andere bestanden van DUO" in capsys.readouterr().out
