"""School locations from DUO's file and from the geocoded list, and again from newer ones."""

import csv
from collections import Counter

import pytest
from django.core.management import call_command

from pactdir.importing import import_files
from pactdir.importing.schools.contact_cells import house_number, site_in
from pactdir.importing.schools.location_form import SchoolForm
from pactdir.importing.schools.newcomers import is_for_newcomers
from regions.clock import today
from regions.models import Municipality, Place
from regions.writing.changing import ContentVersion
from schools.advice import Fit, fits_any, how_it_fits
from schools.models import School
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, a_register, written_as
from tests.pactdir.importing.files import (
    REAL,
    all_rows,
    if_real_files_are_here,
    last_file,
    problems_of,
    written,
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
    """The municipalities of these files, and the point of one postcode."""
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
        return import_files(written(tmp_path, files), **options)

    return load


def official(*rows, **how):
    """DUO's file with these rows, of which only what differs is said."""
    return written_as([OFFICIAL | row for row in rows], **how)


def counts(run):
    return {word: number for word, number in last_file(run).counts.items() if number}


def rows_but_history():
    return all_rows("pactdir.Import")


# What a row becomes


def test_a_row_of_the_list_becomes_a_school_on_the_site(load):
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


def test_a_row_of_duo_itself_has_its_capitals_codes_and_addresses_put_right(load):
    load(official({}))

    school = School.objects.get()
    assert school.name == "De Ahorn"
    assert school.official_name == "School voor praktijkonderwijs de Ahorn"
    assert (str(school.place), school.municipality.code) == ("Alkmaar", "GM0361")
    assert (school.address, school.levels) == ("Laan 7A", ["pro"])


@pytest.mark.parametrize(
    ("written", "read"),
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
def test_a_house_number_is_as_on_a_letter(written, read):
    assert house_number(written) == read


def test_a_street_in_capitals_gets_those_of_dutch(load):
    load(official({"STRAATNAAM": "2E VOORBEELDSTR", "HUISNUMMER-TOEVOEGING": "38-+40"}))

    assert School.objects.get().address == "2e Voorbeeldstr 38-40"


def test_without_a_point_in_the_file_it_is_that_of_the_postcode(load):
    load(official({}, {"VESTIGINGSCODE": "00WD01", "POSTCODE": "9999 AB"}))

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
def test_the_kinds_of_education_become_levels_and_never_a_profile(load, tokens, levels):
    load(official({"ONDERWIJSSTRUCTUUR": tokens}))

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
        # Lists of what the whole school has, and other words with those letters.
        ("CARMELCOLLEGE GOUDA VOOR GYM ATH HAVO MAVO VMBO LWOO EOA", "", False),
        ("KOLOM PRAKTIJKCOLLEGE DE SCHAKEL", "www.deschakelhaarlem.nl", False),
        ("UNIC LOCATIE INTERNATIONAL SCHOOL UTRECHT", "www.isutrecht.nl", False),
        ("BRISK COLLEGE", "www.brisk.nl", False),
    ],
)
def test_a_class_for_newcomers_is_known_by_the_name_or_the_site(load, name, site, is_isk):
    load(
        official({"VESTIGINGSNAAM": name, "INTERNETADRES": site, "ONDERWIJSSTRUCTUUR": "BRUGJAAR"})
    )

    assert School.objects.get().levels == (["isk", "brugjaar"] if is_isk else ["brugjaar"])


def test_levels_stay_stated_that_an_editor_filled_in_before_duo_said_the_same(load, alkmaar):
    make.a_school(brin="00WD", location_code="00", place=alkmaar, levels=["pro"])

    load(official({}))
    assert School.objects.get().levels_basis == ""

    run = load(official({"ONDERWIJSSTRUCTUUR": "PRO/VBO"}))
    school = School.objects.get()
    assert (school.levels, school.levels_basis) == (["pro"], "")
    assert [one.field for one in run.outcomes[0].kept if "niveau" in one.field] == ["niveaus"]


def test_levels_that_an_editor_changed_are_stated_from_then_on(load):
    load(official({}))
    school = School.objects.get()
    school.levels, school.levels_basis = ["pro", "vmbo-bb"], ""
    school.save()

    load(official({"ONDERWIJSSTRUCTUUR": "VBO"}))

    school.refresh_from_db()
    assert (school.levels, school.levels_basis) == (["pro", "vmbo-bb"], "")


def test_newer_levels_of_duo_and_by_what_they_are_known_go_together(load):
    load(official({"ONDERWIJSSTRUCTUUR": " "}))
    load(official({"ONDERWIJSSTRUCTUUR": "VBO/MAVO"}))
    school = School.objects.get()
    assert (school.levels, school.levels_basis) == (["vmbo-bkg", "vmbo-tl"], "duo")

    load(official({"ONDERWIJSSTRUCTUUR": " "}))
    school.refresh_from_db()
    assert (school.levels, school.levels_basis) == ([], "")


def levels_of_the_real_list():
    """Of each location what its structure means, and whether it is a class for newcomers."""
    with (REAL / "vo_vestigingen.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            form = SchoolForm({"structure": row["onderwijsstructuur"]}, None)
            form.cleaned_data = form.data
            site, _ = site_in(row["internetadres"])
            yield form.clean_structure(), is_for_newcomers(row["naam"], site)


@if_real_files_are_here
def test_every_location_of_the_real_list_has_levels_or_a_bridge_class_alone():
    told = Counter(
        ("brugjaar" if levels == ["brugjaar"] else "levels" if levels else "", is_isk)
        for levels, is_isk in levels_of_the_real_list()
    )

    assert told == {
        ("levels", False): 1518,
        ("levels", True): 12,
        ("brugjaar", False): 76,
        ("brugjaar", True): 13,
    }


@if_real_files_are_here
def test_an_advice_tells_the_schools_of_the_real_list_apart():
    told = Counter(
        how_it_fits([*levels, *["isk"] * is_isk], ["vmbo-kader"])
        for levels, is_isk in levels_of_the_real_list()
        if fits_any(levels, ["vmbo-kader"])
    )

    assert told == {Fit.ONLY: 138, Fit.KIN: 411, Fit.WIDER: 475, Fit.UNSURE: 10}


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("www.ahorn.example", "https://www.ahorn.example"),
        ("WWW.AHORN.EXAMPLE", "https://www.ahorn.example"),
        ("Vmbo.ahorn.example/A", "https://vmbo.ahorn.example/A"),
        ("http://ahorn.example", "http://ahorn.example"),
        ("", ""),
    ],
)
def test_a_site_without_a_scheme_is_a_safe_one(written, site):
    assert site_in(written) == (site, "")


@pytest.mark.parametrize(
    ("written", "why"),
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
def test_what_is_no_site_is_left_out_and_the_reason_is_said(written, why):
    assert site_in(written) == ("", why)


def test_a_phone_number_for_a_site_refuses_nothing(load):
    run = load(official({"INTERNETADRES": "0528266192"}))

    assert School.objects.get().website == ""
    assert last_file(run).doubtful == [
        "School voor praktijkonderwijs de Ahorn (00WD00): "
        "het internetadres “0528266192” is een telefoonnummer, weggelaten"
    ]


def test_a_name_that_says_the_place_needs_it_no_second_time_in_its_address(load):
    load(official({"VESTIGINGSNAAM": "Vonk Alkmaar"}))

    assert School.objects.get().slug == "vonk-alkmaar"


def test_a_day_in_the_name_of_the_file_stands_in_the_source(tmp_path):
    import_files(written(tmp_path, {"vestigingen-20241122.csv": official({})}))

    assert School.objects.get().source == "DUO, alle vestigingen vo, 22 november 2024"


@pytest.mark.parametrize(
    "how",
    [
        {"older": True},
        {"separator": ",", "quoted": True, "encoding": "utf-8-sig"},
        {"encoding": "utf-8", "end": "\n"},
    ],
)
def test_every_edition_of_duos_file_says_the_same(load, how):
    names = {"VESTIGINGSNAAM": "’t Zèta", "STRAATNAAM": "Laan, links; rechts"}
    load(official(names, **how))

    school = School.objects.get()
    assert (school.name, school.address) == ("’t Zèta", "Laan, links; rechts 7A")


def test_a_location_may_be_written_without_its_brin_and_a_municipality_without_its_nought(load):
    load(official({"VESTIGINGSCODE": "1", "GEMEENTENUMMER": "361", "POSTCODE": "1811gk"}))

    school = School.objects.get()
    assert (school.duo_code, school.postcode) == ("00WD01", "1811 GK")


@pytest.mark.parametrize("written", ["BERGEN NH", "BERGEN (NH)", "BERGEN (NH.)", "Bergen"])
def test_a_place_is_found_however_the_file_tells_it_from_another(load, written):
    make.a_place(name="Bergen", municipality=Municipality.objects.get(code="GM0373"))
    load(official({"GEMEENTENUMMER": "0373", "PLAATSNAAM": written}))

    assert Place.objects.filter(municipality__code="GM0373").count() == 1


# What is wrong


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"INSTELLINGSCODE": "0WD"}, "kolom INSTELLINGSCODE: Een BRIN is twee cijfers"),
        ({"INSTELLINGSCODE": "00WE"}, "kolom VESTIGINGSCODE: Deze vestiging hoort niet bij de BR"),
        ({"VESTIGINGSCODE": "00WD0"}, "kolom VESTIGINGSCODE: Een vestiging is een BRIN en twee"),
        ({"ONDERWIJSSTRUCTUUR": "VBO/XYZ"}, "kolom ONDERWIJSSTRUCTUUR: De soort XYZ kennen we"),
        ({"POSTCODE": "0811 GK"}, "kolom POSTCODE: Dit is geen postcode."),
        ({"GEMEENTENUMMER": "9999"}, "kolom GEMEENTENUMMER: Deze gemeente kennen we niet."),
        ({"VESTIGINGSNAAM": "=1+1"}, "kolom VESTIGINGSNAAM: Hier staat een formule"),
        ({"VESTIGINGSNAAM": " "}, "kolom VESTIGINGSNAAM: "),
    ],
)
def test_a_wrong_cell_is_said_with_line_and_column_and_nothing_is_loaded(tmp_path, wrong, said):
    before = all_rows()

    problems = problems_of(written(tmp_path, {"a.csv": official({}, {**wrong})}))

    assert all_rows() == before
    assert problems[0].startswith(f"a.csv, regel 3, {said}")


def test_a_location_that_stands_twice_is_said(tmp_path):
    problems = problems_of(written(tmp_path, {"a.csv": official({}, {})}))

    assert problems == [
        "a.csv, regel 3, kolom VESTIGINGSCODE: Dit staat ook al op regel 2. Er staat: “00WD00”."
    ]


# Again, and from newer files


def test_a_second_time_changes_nothing(load):
    contents = [official({"INTERNETADRES": "0528266192"}), LIST + ROW]
    load(*contents)
    before, version = rows_but_history(), ContentVersion.current()

    load(*contents)

    assert (rows_but_history(), ContentVersion.current()) == (before, version)


@pytest.mark.parametrize("first", ["the list", "duo"])
def test_both_layouts_tell_of_one_school(load, first):
    files = [LIST + ROW, official({"VESTIGINGSNAAM": "De Ahorn", "GEMEENTENUMMER": "0373"})]
    for content in files if first == "the list" else reversed(files):
        load(content)

    assert School.objects.get().duo_code == "00WD00"


def test_of_both_in_one_folder_duo_says_what_it_knows_and_the_list_the_point(load):
    load(LIST + ROW, official({"VESTIGINGSNAAM": "De Ahorn", "GEMEENTENUMMER": "0373"}))

    school = School.objects.get()
    assert (school.name, school.address) == ("De Ahorn", "Laan 7A")
    assert (school.latitude, school.longitude) == (52.633736, 4.753846)


@pytest.mark.parametrize("layout", ["the list", "duo"])
def test_of_several_files_of_one_layout_the_last_has_the_word(load, layout):
    if layout == "duo":
        files = [official({"INTERNETADRES": f"www.{word}.example"}) for word in ("oud", "nieuw")]
    else:
        files = [LIST + ROW.replace("www.ahorn", f"www.{word}") for word in ("oud", "nieuw")]
    load(*files)

    assert School.objects.get().website == "https://www.nieuw.example"


def test_who_moved_is_not_left_at_the_point_of_an_older_address(load):
    moved = {"GEMEENTENUMMER": "0373", "POSTCODE": "1811 ZZ"}
    load(LIST + ROW)

    load(official(moved))
    assert School.objects.get().latitude == 52.631
    load(official(moved), LIST + ROW)
    assert School.objects.get().latitude == 52.631


def test_what_an_editor_wrote_stands_and_the_rest_follows_the_file(load):
    load(official({}))
    school = School.objects.get()
    school.name, school.website = "Ahorn", ""
    school.save()

    newer = {"VESTIGINGSNAAM": "Ahorncollege", "STRAATNAAM": "Plein", "ONDERWIJSSTRUCTUUR": "VBO"}
    load(official(newer))

    school.refresh_from_db()
    assert (school.name, school.official_name) == ("Ahorn", "Ahorncollege")
    assert (school.website, school.address, school.levels) == ("", "Plein 7A", ["vmbo-bkg"])


def test_a_place_an_editor_chose_keeps_its_municipality(load):
    """Municipality and place are one answer: half of it would be refused."""
    load(official({}))
    school, bergen = School.objects.get(), Municipality.objects.get(code="GM0373")
    school.place = make.a_place(name="Egmond", municipality=school.municipality)
    school.save()

    load(official({"GEMEENTENUMMER": "0373", "PLAATSNAAM": "BERGEN NH"}))

    school.refresh_from_db()
    assert (str(school.place), school.municipality == bergen) == ("Egmond", False)


def test_a_school_with_the_code_is_that_school_and_keeps_its_name(load, alkmaar):
    ours = make.a_school(name="PCC", brin="00WD", location_code="00", place=alkmaar, website="")

    run = load(official({}))

    ours.refresh_from_db()
    assert School.objects.count() == 1
    assert (ours.name, ours.address) == ("PCC", "Laan 7A")
    assert list(School.objects.named("praktijkonderwijs de ahorn")) == [ours]
    assert ours.former_names.count() == 0
    assert counts(run)["gewijzigd"] == 1


# Closed, perhaps

TWO = [{}, {"VESTIGINGSCODE": "00WD01"}]


def second():
    return School.objects.get(location_code="01")


def test_a_location_that_left_the_file_is_possibly_closed_and_is_not_when_it_is_back(load):
    load(official(*TWO))

    run = load(official({}))
    assert second().possibly_closed
    assert last_file(run).gone == ["De Ahorn (Laan 7A) (00WD01): mogelijk gesloten"]

    load(official(*TWO))
    assert not second().possibly_closed


def test_an_editor_decides_and_is_not_asked_again_until_the_file_changes(load):
    load(official(*TWO))
    load(official({}))
    school = second()
    school.possibly_closed = False
    school.save()

    run = load(official({}))
    assert (second().possibly_closed, last_file(run).gone) == (False, [])

    load(official(*TWO))
    load(official({}))
    assert second().possibly_closed


def test_what_an_editor_says_of_a_school_in_the_file_stands(load):
    load(official({}))
    school = School.objects.get()
    school.possibly_closed = True
    school.save()

    load(official({}))

    assert School.objects.get().possibly_closed


def test_a_piece_of_the_file_closes_no_school(load):
    rows = a_register(size=100)
    load(written_as(rows))

    run = load(written_as(rows[:50]))

    assert not School.objects.filter(possibly_closed=True).exists()
    assert "50 van de 100 scholen staan niet in dit bestand" in last_file(run).doubtful[-1]


def test_some_of_very_many_schools_may_be_closed_at_once(load):
    """More than a small file may lack, and still less than a tenth."""
    rows = a_register(size=300)
    load(written_as(rows))

    load(written_as(rows[25:]))

    assert School.objects.filter(possibly_closed=True).count() == 25


def test_a_school_to_which_an_editor_gave_another_code_is_not_closed_with_the_old_one(load):
    load(official(*TWO))
    school = second()
    school.location_code = "09"
    school.save()

    load(official({}))

    school.refresh_from_db()
    assert not school.possibly_closed


def test_a_school_known_to_be_closed_is_not_asked_about(load):
    load(official(*TWO))
    school = second()
    school.closed_on = "2024"
    school.save()

    load(official({}))

    assert not second().possibly_closed


# At full size


def test_the_whole_register_with_all_its_quirks_loads_twice_to_the_same(load):
    rows = a_register(seed=7)
    load(written_as(rows))
    before, version = rows_but_history(), ContentVersion.current()

    for how in (
        {"older": True, "separator": ",", "quoted": True},
        {"encoding": "utf-8-sig", "end": "\n"},
    ):
        load(written_as(rows, **how))

    assert School.objects.count() == len(rows) == 1600
    assert (rows_but_history(), ContentVersion.current()) == (before, version)
    assert set(Place.objects.values_list("name", flat=True)) == {
        "Alkmaar",
        "Assen",
        "Bergen",
        "Krimpen aan den IJssel",
        "Schoorl",
    }
    assert not School.objects.filter(website__regex=r"[,@]|//ww\.|0528").exists()


def test_the_command_says_what_is_in_other_files(tmp_path, capsys):
    written(tmp_path, {"a.csv": official({})})

    call_command("import_country", tmp_path)

    assert "(vso) en mbo staan in andere bestanden van DUO" in capsys.readouterr().out
