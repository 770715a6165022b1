"""A location that may be a stored school is proposed and decided by an editor, only once."""

import pytest
from django.core.exceptions import ValidationError

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.importing.schools.similarity import distinctive_words
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.clock import today
from regions.fields.partial_date import PartialDate
from regions.models import Place
from schools.models import School
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, to_csv
from tests.pactdir.importing.files import database_hash, last_outcome, write_files

pytestmark = pytest.mark.django_db

ROW = dict.fromkeys(COLUMNS, " ") | {
    "INSTELLINGSCODE": "19ZX",
    "VESTIGINGSCODE": "19ZX00",
    "VESTIGINGSNAAM": "Huygens College Hoorn voor vwo havo mavo en vbo",
    "STRAATNAAM": "Middenweg",
    "HUISNUMMER-TOEVOEGING": "68",
    "POSTCODE": "1621 RD",
    "PLAATSNAAM": "HOORN",
    "GEMEENTENUMMER": "0405",
    "INTERNETADRES": "www.huygens.example",
    "ONDERWIJSSTRUCTUUR": "VBO/MAVO",
}
SECOND = {"VESTIGINGSCODE": "19ZX01", "STRAATNAAM": "Plein", "POSTCODE": "1621 RE"}


@pytest.fixture
def hoorn():
    hoorn = make.a_municipality(code="GM0405", name="Hoorn")
    return make.a_place(name="Hoorn", municipality=hoorn)


@pytest.fixture
def huygens(hoorn):
    return make.a_school(name="Huygens College", brin="19ZX", place=hoorn, levels=[])


@pytest.fixture
def load(tmp_path, hoorn):
    def load(*rows):
        content = to_csv([ROW | row for row in rows])
        return import_files(write_files(tmp_path, {"duo.csv": content}))

    return load


@pytest.fixture
def editor():
    return make.a_national_editor()


def proposals():
    rows = SchoolMatch.objects.undecided().order_by("key", "school__name")
    return list(rows.values_list("key", "school__name", "reason"))


# Proposals


def test_proposes_a_location_with_the_same_brin(load, huygens):
    run = load({})

    assert proposals() == [("19ZX00", "Huygens College", "zelfde BRIN 19ZX, gemeente Hoorn")]
    assert last_outcome(run).created == ["Huygens College Hoorn"]
    assert last_outcome(run).warnings == [
        "Huygens College Hoorn voor vwo havo mavo en vbo (19ZX00): misschien Huygens College, "
        "Hoorn, zelfde BRIN 19ZX, gemeente Hoorn. Wacht op een besluit."
    ]


def test_proposes_several_locations_and_several_schools(load, hoorn, huygens):
    make.a_school(name="Huygens", place=hoorn, levels=[])

    load({}, SECOND)

    same_word = "in Hoorn, en deze woorden staan in beide namen: huygens"
    same_brin = "zelfde BRIN 19ZX, gemeente Hoorn"
    assert proposals() == [
        ("19ZX00", "Huygens", same_word),
        ("19ZX00", "Huygens College", same_brin),
        ("19ZX01", "Huygens", same_word),
        ("19ZX01", "Huygens College", same_brin),
    ]


def test_proposes_a_school_at_the_same_address(load, hoorn):
    make.a_school(name="De Meij", place=hoorn, address="Middenweg 68", postcode="1621 RD")

    load({})

    assert proposals() == [("19ZX00", "De Meij", "zelfde adres: Middenweg 68")]


def test_compares_former_names_too(load, hoorn):
    school = make.a_school(name="Vonk", place=hoorn)
    make.a_former_name(school=school, name="Huygens Lyceum")

    load({})

    assert [name for _, name, _ in proposals()] == ["Vonk"]


@pytest.mark.parametrize(
    "other",
    [
        {"brin": "00WD"},  # another institution's BRIN
        {"brin": "19ZX", "location_code": "07"},  # has a code already
        {"is_example": True},
        {"levels": ["vso"]},  # is in another DUO file
        {"levels": ["mbo"]},
        {"name": "Hoorn College voor vmbo"},  # has only generic words
        {"name": "Oscar Romero"},
    ],
)
def test_creates_a_school_if_nothing_is_similar(load, hoorn, other):
    make.a_school(**{"name": "Huygens", "place": hoorn, **other})

    load({})

    assert proposals() == []
    assert School.objects.filter(brin="19ZX", location_code="00").exists()


def test_ignores_the_same_name_in_another_place(load, hoorn):
    elsewhere = make.a_place(name="Blokker", municipality=hoorn.municipality)
    make.a_school(name="Huygens", place=elsewhere)
    make.a_school(name="Huygens")

    load({})

    assert proposals() == []


def test_ignores_generic_words():
    name = "Openbare Scholengemeenschap voor Vwo, Havo en Mavo te Hoorn"

    assert distinctive_words(name, "Hoorn") == set()


def test_a_second_import_changes_nothing(load, huygens):
    load({}, SECOND)
    before = database_hash("pactdir.Import")

    load({}, SECOND)

    assert database_hash("pactdir.Import") == before


def test_an_undecided_proposal_is_updated_from_the_newest_file(load, huygens, editor):
    load({})
    load({"STRAATNAAM": "Plein"})

    assert SchoolMatch.objects.get().where == "Plein 68, 1621 RD Hoorn"
    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)
    assert School.objects.get().address == "Plein 68"


def test_removes_a_proposal_for_a_missing_location(load, huygens):
    load({}, SECOND)

    load({})

    assert [key for key, *_ in proposals()] == ["19ZX00"]


def test_removes_a_proposal_if_an_editor_entered_the_code(load, huygens):
    load({})
    School.objects.get(location_code="00").delete()
    huygens.location_code = "00"
    huygens.save()

    load({})

    assert proposals() == []
    assert School.objects.get().address == "Middenweg 68"


# Decisions


def test_merging_sets_the_code_and_fills_empty_fields(load, huygens, editor):
    huygens.website = "https://ons.example"
    huygens.save()
    load({})

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    huygens.refresh_from_db()
    assert (huygens.name, huygens.duo_code) == ("Huygens College", "19ZX00")
    assert (huygens.address, huygens.postcode) == ("Middenweg 68", "1621 RD")
    assert (huygens.website, huygens.levels) == ("https://ons.example", ["vmbo-bkg", "vmbo-tl"])
    assert list(School.objects.named("huygens college hoorn")) == [huygens]
    match = SchoolMatch.objects.get()
    assert (match.verdict, match.decided_by) == (Verdict.SAME, editor)
    assert match.decided_at is not None


def test_an_article_about_both_is_about_the_merged_school_once(load, huygens, editor):
    load({})
    match = SchoolMatch.objects.get()
    both, only_theirs = make.an_article(), make.an_article()
    for article, school in [(both, huygens), (both, match.location), (only_theirs, match.location)]:
        make.an_article_school(article=article, school=school)

    decide(match, Verdict.SAME, editor)

    assert {link.article for link in huygens.article_schools.all()} == {both, only_theirs}


BY_DUO = {
    "profiles": ["pie"],
    "profiles_known": True,
    "profiles_basis": "duo-leerlingen",
    "profiles_on": PartialDate(2019),
}
BY_US = {"profiles_known": True, "profiles_basis": "", "profiles_on": None}


@pytest.mark.parametrize(
    ("ours", "after"),
    [
        (BY_US | {"profiles": ["mvi"]}, (["mvi"], True, "", None)),
        (BY_US | {"profiles": []}, ([], True, "", None)),
        ({}, (["pie"], True, "duo-leerlingen", PartialDate(2019))),
    ],
)
def test_merging_fills_profiles_with_their_source_only_if_unknown(
    load, huygens, editor, ours, after
):
    load({})
    for school, values in (
        (huygens, ours),
        (School.objects.get(location_code="00"), BY_DUO),
    ):
        for name, value in values.items():
            setattr(school, name, value)
        school.save()

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    school = School.objects.get()
    stored = (school.profiles, school.profiles_known, school.profiles_basis, school.profiles_on)
    assert stored == after


def test_the_next_import_respects_decisions(load, huygens, editor):
    load({}, SECOND)
    first, second = SchoolMatch.objects.order_by("key")
    decide(first, Verdict.SAME, editor)
    decide(second, Verdict.OTHER, editor)
    before = database_hash("pactdir.Import")

    load({}, SECOND)

    assert database_hash("pactdir.Import") == before


def test_keeping_apart_publishes_the_location(load, huygens, editor):
    load({})

    decide(SchoolMatch.objects.get(), Verdict.OTHER, editor)

    school = School.objects.exclude(pk=huygens.pk).get()
    assert (school.duo_code, school.address) == ("19ZX00", "Middenweg 68")
    assert school.slug == "huygens-college-hoorn"
    assert school.published_from is not None
    assert school.source == "DUO, alle vestigingen vo"
    assert ImportedRow.objects.get(key="19ZX00").object_id == school.pk


def test_a_location_kept_apart_from_one_school_may_merge_with_another(load, hoorn, huygens, editor):
    make.a_school(name="Huygens", place=hoorn)
    load({})
    first, second = SchoolMatch.objects.order_by("school__name")

    decide(first, Verdict.OTHER, editor)
    assert School.objects.count() == 3
    decide(second, Verdict.SAME, editor)

    huygens.refresh_from_db()
    assert (School.objects.count(), huygens.duo_code) == (2, "19ZX00")


def test_publishes_a_draft_once_it_is_kept_apart_from_every_school(hoorn, editor):
    location = make.a_school(place=hoorn, brin="19ZX", location_code="00", **make.drafts)
    first, second = (make.a_school_match(key="19ZX00", location=location) for _ in range(2))

    message = decide(first, Verdict.OTHER, editor)
    location.refresh_from_db()
    assert (location.published_from, "er is nog een ander voorstel" in message) == (None, True)

    decide(second, Verdict.OTHER, editor)
    location.refresh_from_db()
    assert location.published_from == today()


def test_does_not_ask_again_after_another_candidate_is_deleted(load, hoorn, huygens, editor):
    rival = make.a_school(name="Huygens", place=hoorn)
    load({})
    decide(SchoolMatch.objects.get(school=huygens), Verdict.OTHER, editor)
    rival.delete()

    load({})

    assert proposals() == []
    assert School.objects.exclude(pk=huygens.pk).get().duo_code == "19ZX00"


def test_a_second_code_does_not_create_a_second_school(load, huygens, editor):
    load({}, SECOND)
    for match in SchoolMatch.objects.order_by("key"):
        decide(match, Verdict.SAME, editor)

    load({}, SECOND)

    huygens.refresh_from_db()
    assert (School.objects.count(), huygens.duo_code, proposals()) == (1, "19ZX00", [])


def test_refuses_a_second_decision(load, huygens, editor):
    load({})
    match = SchoolMatch.objects.get()
    decide(match, Verdict.OTHER, editor)

    with pytest.raises(ValidationError, match="al een besluit"):
        decide(match, Verdict.SAME, editor)


def test_refuses_a_merge_with_another_brin(load, huygens, editor):
    load({})
    huygens.brin = "00WD"
    huygens.save()
    before = database_hash()

    with pytest.raises(ValidationError, match="heeft bij ons een andere BRIN: 00WD"):
        decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    assert database_hash() == before


def test_does_not_fill_in_a_place_in_another_municipality(load, huygens, editor):
    """Its municipality changed in the meantime, so the place would not be valid."""
    load({})
    huygens.place, huygens.municipality = None, make.a_municipality()
    huygens.save()

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    huygens.refresh_from_db()
    assert (huygens.duo_code, huygens.place) == ("19ZX00", None)
    assert Place.objects.filter(name="Hoorn").exists()
