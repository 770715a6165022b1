"""An older and then a newer file of schools: editors are asked only what they must decide."""

import pytest
from django.core.exceptions import ValidationError

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.models import SchoolMatch, Verdict
from regions.clock import today
from regions.names.folding import fold
from schools.models import School
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    write_files,
)
from tests.pactdir.importing.four_years import (
    CHANGES,
    GONE,
    MOVED,
    NEW,
    OTHER_LEVELS,
    RENAMED,
    SCHOOLS,
    Change,
    read_changes,
    read_schools,
    states,
    to_csv,
)

pytestmark = pytest.mark.django_db

NAMES = ["Ahorn", "Berk", "Ceder", "Douglas", "Els", "Fijnspar", "Gagel", "Hazelaar"]


def location(number, name):
    code = f"{number:02}AA00"
    return {
        "vestigingscode": code,
        "instellingscode": code[:4],
        "naam": f"{name} College voor Mavo Vbo",
        "onderwijsstructuur": "VBO/MAVO",
        "denominatie": "Openbaar",
        "straat": f"{name}straat",
        "huisnummer": "1",
        "postcode": f"1703 A{chr(65 + number)}",
        "plaats": "Heerhugowaard",
        "statcode": "GM1980",
        "gemeente": "Dijk en Waard",
        "provincie": "Noord-Holland",
        "internetadres": "",
        "onderwijsgebied": "Voorbeeld",
        "lat": f"52.6{number}",
        "lon": "4.83",
    }


NEWER = [location(number, name) for number, name in enumerate(NAMES)]
CHANGES_MADE_UP = [
    # Continues at the same address: under a new code, under one that already existed, and under one
    # of two.
    Change("90ZZ00", GONE, "Zilverspar College", "00AA00", "HEERHUGOWAARD"),
    Change("91ZZ00", GONE, "Iep College", "01AA00", "HEERHUGOWAARD"),
    Change("92ZZ00", GONE, "Kers College", "02AA00", "HEERHUGOWAARD"),
    Change("93ZZ00", GONE, "Linde College", "", "HEERHUGOWAARD"),
    Change("00AA00", NEW, "", "Ahorn College"),
    Change("03AA00", NEW, "", "Douglas College"),
    Change("04AA00", RENAMED, "Olm College voor Mavo Vbo", "Els College voor Mavo Vbo"),
    Change("05AA00", MOVED, "1703 ZX", "1703 AF"),
    Change("06AA00", OTHER_LEVELS, "VBO", "VBO/MAVO"),
]


def candidates(changes):
    return {(new, change.code) for change in changes for new in change.successors}


def codes(changes, kind):
    return {change.code for change in changes if change.kind == kind}


def proposals():
    rows = SchoolMatch.objects.undecided().select_related("school")
    return {(match.key, match.school.duo_code) for match in rows}


@pytest.fixture
def load(tmp_path):
    make.a_municipality(code="GM1980", name="Dijk en Waard")

    def load(rows, name):
        return import_files(write_files(tmp_path, {f"scholen_{name}.csv": to_csv(rows)}))

    return load


@pytest.fixture
def four_years(load):
    older, newer = states(CHANGES_MADE_UP, NEWER)
    load(older, "2020-12-01")
    assert proposals() == set()
    load(newer, "2024-11-22")


def school(code):
    return School.objects.get(brin=code[:4], location_code=code[4:])


@pytest.mark.usefixtures("four_years")
def test_asks_only_which_school_succeeds_which():
    assert proposals() == candidates(CHANGES_MADE_UP)
    match = SchoolMatch.objects.get(key="00AA00")
    assert match.reason == (
        "90ZZ00 staat niet meer in het bestand, en deze vestiging staat op hetzelfde adres "
        "(Ahornstraat 1)"
    )


@pytest.mark.usefixtures("four_years")
def test_a_missing_school_is_possibly_closed_and_none_is_merged():
    marked = School.objects.filter(possibly_closed=True)

    assert {row.duo_code for row in marked} == codes(CHANGES_MADE_UP, GONE)
    assert School.objects.published(today()).count() == len(NEWER) + len(marked)


@pytest.mark.usefixtures("four_years")
def test_a_school_keeps_its_former_name_and_takes_its_new_address_and_levels(client):
    renamed, moved, other = school("04AA00"), school("05AA00"), school("06AA00")

    assert (renamed.name, renamed.former_names_in_words) == ("Els College", "Olm College")
    assert (moved.postcode, other.levels) == ("1703 AF", ["vmbo-bkg", "vmbo-tl"])
    assert not moved.former_names.exists()
    found = client.get("/zoeken/?q=olm+college").text
    assert "Els College" in found


def test_a_change_in_how_names_are_shortened_adds_no_former_name(load):
    load(NEWER, "2024")
    with_old_rules = school("00AA00")
    with_old_rules.name = "Ahorn College voor Mavo"
    with_old_rules.save()
    load([NEWER[0] | {"straat": "Nieuweweg"}, *NEWER[1:]], "2025")

    assert not school("00AA00").former_names.exists()


@pytest.mark.usefixtures("four_years")
def test_the_newer_file_again_changes_nothing(load):
    before = database_hash("pactdir.Import")
    load(NEWER, "2024-11-22")

    assert database_hash("pactdir.Import") == before


@pytest.mark.usefixtures("four_years")
def test_a_successor_is_a_decision_that_keeps_both_schools(load, client):
    match = SchoolMatch.objects.get(key="01AA00")
    decide(match, Verdict.SUCCESSOR, make.a_national_editor())
    gone = school("91ZZ00")

    assert gone.successor == school("01AA00")
    assert "Deze school gaat verder als" in client.get(gone.get_absolute_url()).text
    assert client.get(school("01AA00").get_absolute_url()).status_code == 200
    load(NEWER, "2024-11-22")
    assert proposals() == candidates(CHANGES_MADE_UP) - {("01AA00", "91ZZ00")}


@pytest.mark.usefixtures("four_years")
def test_the_same_school_under_a_new_code_keeps_its_page_and_former_name():
    gone = school("90ZZ00")
    decide(SchoolMatch.objects.get(key="00AA00"), Verdict.SAME, make.a_national_editor())
    gone.refresh_from_db()

    assert (gone.name, gone.duo_code) == ("Ahorn College", "00AA00")
    assert gone.former_names_in_words == "Zilverspar College"


@pytest.mark.usefixtures("four_years")
def test_another_school_at_the_address_is_not_asked_again(load):
    decide(SchoolMatch.objects.get(key="02AA00"), Verdict.OTHER, make.a_national_editor())
    load(NEWER, "2024-11-22")

    assert ("02AA00", "92ZZ00") not in proposals()
    assert school("92ZZ00").possibly_closed


def test_a_school_that_is_in_the_file_has_no_successor(load):
    load(NEWER, "2024")
    match = SchoolMatch.objects.create(
        key="01AA00", name="x", school=school("00AA00"), location=school("01AA00")
    )

    with pytest.raises(ValidationError, match="staat nog in het bestand van DUO"):
        decide(match, Verdict.SUCCESSOR, make.a_national_editor())


@needs_official_files
def test_the_real_changes_of_four_years(tmp_path):
    changes = read_changes(OFFICIAL_FILES / CHANGES)
    older, newer = states(changes, read_schools(OFFICIAL_FILES / SCHOOLS))
    import_files([OFFICIAL_FILES / name for name in ("gemeenten.csv", "pc4.csv")])
    import_files(write_files(tmp_path, {"vestigingen_2020-12-01.csv": to_csv(older)}))
    before, names = proposals(), dict(School.objects.values_list("pk", "name"))
    import_files(write_files(tmp_path, {"vestigingen_2024-11-22.csv": to_csv(newer)}))
    gone, expected = codes(changes, GONE), candidates(changes)
    about_gone = {
        (key, code) if code in gone else (code, key)
        for key, code in proposals()
        if not gone.isdisjoint({key, code})
    }
    others = {pair for pair in proposals() - before if gone.isdisjoint(pair)}

    # Every school that continues is asked about, and nothing else about a missing school. Two
    # candidates are not asked about: one is a draft itself, the other follows a candidate with the
    # school's name.
    assert about_gone <= expected
    assert len({code for _, code in about_gone}) == len({code for _, code in expected}) == 45
    assert len(expected - about_gone) == 2
    # The others are locations at one address with one name, in the newer file itself.
    assert len(others) == 10
    # None was merged: every code in both files is a school, and missing ones are reported unless
    # the location with their name and address awaits a decision.
    assert School.objects.count() == len(newer) + len(gone) == 1727
    marked = {row.duo_code for row in School.objects.filter(possibly_closed=True)}
    waiting = {code for key, code in about_gone if not school(key).published_from}
    assert (marked | waiting, len(gone - marked)) == (gone, 4)
    # Renamed schools are still found by their former name.
    renamed = [
        row
        for row in School.objects.prefetch_related("former_names")
        if row.pk in names and fold(names[row.pk]) != fold(row.name)
    ]
    assert len(renamed) > 200
    assert all(names[row.pk] in {name.name for name in row.former_names.all()} for row in renamed)
