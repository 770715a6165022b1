"""What may be a school we have is proposed, decided once by an editor, and never asked again."""

import pytest
from django.core.exceptions import ValidationError

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.importing.schools.likeness import telling_words
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.clock import today
from regions.models import Place
from schools.models import School
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, written_as
from tests.pactdir.importing.files import all_rows, last_file, written

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
SECOND = {"VESTIGINGSCODE": "19ZX01", "STRAATNAAM": "Plein"}


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
        content = written_as([ROW | row for row in rows])
        return import_files(written(tmp_path, {"duo.csv": content}))

    return load


@pytest.fixture
def editor():
    return make.a_national_editor()


def proposals():
    rows = SchoolMatch.objects.undecided().order_by("key", "school__name")
    return list(rows.values_list("key", "school__name", "reason"))


# What is proposed


def test_a_location_with_the_brin_of_a_school_without_a_location_waits(load, huygens):
    run = load({})

    assert proposals() == [("19ZX00", "Huygens College", "zelfde BRIN 19ZX, gemeente Hoorn")]
    assert last_file(run).new == ["Huygens College Hoorn"]
    assert last_file(run).doubtful == [
        "Huygens College Hoorn voor vwo havo mavo en vbo (19ZX00): misschien Huygens College, "
        "Hoorn, zelfde BRIN 19ZX, gemeente Hoorn. Wacht op een besluit."
    ]


def test_several_locations_may_be_one_school_and_one_location_several(load, hoorn, huygens):
    make.a_school(name="Huygens", place=hoorn, levels=[])

    load({}, SECOND)

    why = "in Hoorn, en deze woorden staan in beide namen: huygens"
    same = "zelfde BRIN 19ZX, gemeente Hoorn"
    assert proposals() == [
        ("19ZX00", "Huygens", why),
        ("19ZX00", "Huygens College", same),
        ("19ZX01", "Huygens", why),
        ("19ZX01", "Huygens College", same),
    ]


def test_the_same_address_is_a_reason_whatever_the_names(load, hoorn):
    make.a_school(name="De Meij", place=hoorn, address="Middenweg 68", postcode="1621 RD")

    load({})

    assert proposals() == [("19ZX00", "De Meij", "zelfde adres: Middenweg 68")]


def test_a_former_name_counts_as_a_name(load, hoorn):
    school = make.a_school(name="Vonk", place=hoorn)
    make.a_former_name(school=school, name="Huygens Lyceum")

    load({})

    assert [name for _, name, _ in proposals()] == ["Vonk"]


@pytest.mark.parametrize(
    "other",
    [
        {"brin": "00WD"},  # another institution
        {"brin": "19ZX", "location_code": "07"},  # known already
        {"is_example": True},
        {"levels": ["vso"]},  # in another file of DUO
        {"levels": ["mbo"]},
        {"name": "Hoorn College voor vmbo"},  # nothing that tells it from others
        {"name": "Oscar Romero"},
    ],
)
def test_what_is_not_alike_is_a_school_of_its_own(load, hoorn, other):
    make.a_school(**{"name": "Huygens", "place": hoorn, **other})

    load({})

    assert proposals() == []
    assert School.objects.filter(brin="19ZX", location_code="00").exists()


def test_the_same_name_elsewhere_is_no_reason(load, hoorn):
    elsewhere = make.a_place(name="Blokker", municipality=hoorn.municipality)
    make.a_school(name="Huygens", place=elsewhere)
    make.a_school(name="Huygens")

    load({})

    assert proposals() == []


def test_words_that_every_school_has_tell_nothing():
    name = "Openbare Scholengemeenschap voor Vwo, Havo en Mavo te Hoorn"

    assert telling_words(name, "Hoorn") == set()


def test_a_second_run_asks_nothing_anew(load, huygens):
    load({}, SECOND)
    before = all_rows("pactdir.Import")

    load({}, SECOND)

    assert all_rows("pactdir.Import") == before


def test_what_waits_is_told_by_the_newest_file(load, huygens, editor):
    load({})
    load({"STRAATNAAM": "Plein"})

    assert SchoolMatch.objects.get().where == "Plein 68, 1621 RD Hoorn"
    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)
    assert School.objects.get().address == "Plein 68"


def test_what_left_the_file_is_no_longer_proposed(load, huygens):
    load({}, SECOND)

    load({})

    assert [key for key, *_ in proposals()] == ["19ZX00"]


def test_a_code_that_an_editor_wrote_down_ends_the_question(load, huygens):
    load({})
    School.objects.get(location_code="00").delete()
    huygens.location_code = "00"
    huygens.save()

    load({})

    assert proposals() == []
    assert School.objects.get().address == "Middenweg 68"


# What is decided


def test_the_same_gets_the_code_keeps_its_name_and_has_its_gaps_filled(load, huygens, editor):
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


def test_the_next_import_changes_nothing_of_what_was_decided(load, huygens, editor):
    load({}, SECOND)
    first, second = SchoolMatch.objects.order_by("key")
    decide(first, Verdict.SAME, editor)
    decide(second, Verdict.OTHER, editor)
    before = all_rows("pactdir.Import")

    load({}, SECOND)

    assert all_rows("pactdir.Import") == before


def test_another_is_a_school_of_its_own_at_once(load, huygens, editor):
    load({})

    decide(SchoolMatch.objects.get(), Verdict.OTHER, editor)

    school = School.objects.exclude(pk=huygens.pk).get()
    assert (school.duo_code, school.address) == ("19ZX00", "Middenweg 68")
    assert school.slug == "huygens-college-hoorn"
    assert school.published_from is not None
    assert school.source == "DUO, alle vestigingen vo"
    assert ImportedRow.objects.get(key="19ZX00").object_id == school.pk


def test_another_than_one_may_still_be_the_other(load, hoorn, huygens, editor):
    make.a_school(name="Huygens", place=hoorn)
    load({})
    first, second = SchoolMatch.objects.order_by("school__name")

    decide(first, Verdict.OTHER, editor)
    assert School.objects.count() == 3
    decide(second, Verdict.SAME, editor)

    huygens.refresh_from_db()
    assert (School.objects.count(), huygens.duo_code) == (2, "19ZX00")


def test_what_waits_off_the_site_is_shown_once_it_is_another_than_each_it_may_be(hoorn, editor):
    location = make.a_school(place=hoorn, brin="19ZX", location_code="00", **make.drafts)
    one, other = (make.a_school_match(key="19ZX00", location=location) for _ in range(2))

    said = decide(one, Verdict.OTHER, editor)
    location.refresh_from_db()
    assert (location.published_from, "er is nog een ander voorstel" in said) == (None, True)

    decide(other, Verdict.OTHER, editor)
    location.refresh_from_db()
    assert location.published_from == today()


def test_another_than_one_is_not_asked_again_when_the_other_is_gone(load, hoorn, huygens, editor):
    rival = make.a_school(name="Huygens", place=hoorn)
    load({})
    decide(SchoolMatch.objects.get(school=huygens), Verdict.OTHER, editor)
    rival.delete()

    load({})

    assert proposals() == []
    assert School.objects.exclude(pk=huygens.pk).get().duo_code == "19ZX00"


def test_a_second_code_of_one_school_makes_no_school(load, huygens, editor):
    load({}, SECOND)
    for match in SchoolMatch.objects.order_by("key"):
        decide(match, Verdict.SAME, editor)

    load({}, SECOND)

    huygens.refresh_from_db()
    assert (School.objects.count(), huygens.duo_code, proposals()) == (1, "19ZX00", [])


def test_a_decision_is_taken_once(load, huygens, editor):
    load({})
    match = SchoolMatch.objects.get()
    decide(match, Verdict.OTHER, editor)

    with pytest.raises(ValidationError, match="al een besluit"):
        decide(match, Verdict.SAME, editor)


def test_what_cannot_be_is_refused_and_leaves_nothing_behind(load, huygens, editor):
    load({})
    huygens.brin = "00WD"
    huygens.save()
    before = all_rows()

    with pytest.raises(ValidationError, match="heeft bij ons een andere BRIN: 00WD"):
        decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    assert all_rows() == before


def test_a_place_elsewhere_is_not_filled_in(load, huygens, editor):
    """The municipality was changed meanwhile: its place would be refused."""
    load({})
    huygens.place, huygens.municipality = None, make.a_municipality()
    huygens.save()

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    huygens.refresh_from_db()
    assert (huygens.duo_code, huygens.place) == ("19ZX00", None)
    assert Place.objects.filter(name="Hoorn").exists()
