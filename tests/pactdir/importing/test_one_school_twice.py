"""One school under two codes, in one file or in two, is shown once until an editor decides."""

import pytest
from django.core.exceptions import ValidationError

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.clock import today
from regions.models import Municipality
from schools.models import School
from tests import make
from tests.pactdir.importing.files import all_rows, last_file, written

pytestmark = pytest.mark.django_db

HEADER = (
    "vestigingscode,instellingscode,naam,onderwijsstructuur,denominatie,straat,huisnummer,"
    "postcode,plaats,statcode,gemeente,provincie,internetadres,onderwijsgebied,lat,lon\n"
)
NAME = "Voorbeeldcollege"
SITE = "www.voorbeeld.example"


def row(code, name=NAME, levels="VBO/MAVO", street="Nieuweweg", number="1", site=SITE):
    return (
        f'{code},{code[:4]},"{name}",{levels},Openbaar,{street},{number},1703 AB,Heerhugowaard,'
        f"GM1980,Dijk en Waard,Noord-Holland,{site},Voorbeeld,52.66,4.83\n"
    )


@pytest.fixture
def load(tmp_path):
    make.a_municipality(code="GM1980", name="Dijk en Waard")

    def load(*rows):
        return import_files(written(tmp_path, {"scholen.csv": HEADER + "".join(rows)}))

    return load


@pytest.fixture
def editor():
    return make.a_national_editor()


def on_the_site():
    rows = School.objects.published(today()).not_closed(today())
    return sorted(school.duo_code for school in rows)


def proposals():
    rows = SchoolMatch.objects.undecided().order_by("key")
    return [(one.key, one.school.duo_code, one.reason) for one in rows]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({}, {}, "zelfde naam, zelfde adres (Nieuweweg 1)"),
        (
            {"name": "H.N. Werkman College"},
            {"name": "H N Werkman College"},
            "zelfde naam, zelfde adres (Nieuweweg 1)",
        ),
        (
            {"name": "Landstede loc. TalentStad Beroepscollege"},
            {"name": "Talentstad Beroepscollege"},
            "zelfde naam, zelfde adres (Nieuweweg 1)",
        ),
        (
            {"name": "Talentstad Beroepscollege Zwolle"},
            {"name": "Talentstad Beroepscollege"},
            "zelfde adres (Nieuweweg 1), en deze woorden staan in beide namen: beroepscollege, "
            "talentstad",
        ),
        (
            {"name": "Herle College Scholengemeenschap voor Mavo Vbo"},
            {"name": "Herlecollege SGM voor Vmbo"},
            "zelfde adres (Nieuweweg 1), en bijna dezelfde naam",
        ),
        ({"street": "Nieuwe Weg"}, {}, "zelfde naam, zelfde adres (Nieuweweg 1)"),
        ({"number": "1-A"}, {"number": "1A"}, "zelfde naam, zelfde adres (Nieuweweg 1A)"),
    ],
    ids=[
        "all the same",
        "punctuation",
        "the name for people",
        "a part",
        "in one word",
        "the street",
        "the number",
    ],
)
def test_what_looks_alike_at_one_address_waits_and_is_shown_once(load, one, other, reason):
    run = load(row("98ZZ03", **one), row("97AA00", **other))

    assert School.objects.count() == 2
    assert on_the_site() == ["98ZZ03"]
    assert proposals() == [("97AA00", "98ZZ03", reason)]
    assert last_file(run).doubtful[-1].endswith(f", {reason}. Wacht op een besluit.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"number": "2"}, {}),
        ({"name": "Mavo De Brug"}, {"name": "Ahorn Lyceum"}),
        ({"name": "De Brug"}, {"name": "De Brug praktijkonderwijs", "levels": "PRO"}),
        (
            {"name": "De Brug voor vmbo"},
            {"name": "De Brug School voor Praktijkonderwijs", "levels": "PRO"},
        ),
        ({"name": "Atheneum van de Brug"}, {"name": "Gymnasium van de Brug"}),
        ({"name": "Stichting Landstede"}, {"name": "Landstede Internationale Schakelklas"}),
        ({"name": "Parmant Scholen"}, {"name": "Parmant Scholen voor vwo, loc. Helder"}),
    ],
    ids=[
        "next door",
        "names",
        "levels",
        "levels by one name",
        "kinds",
        "the board and a part",
        "a location by name",
    ],
)
def test_several_schools_in_one_building_stay_several(load, one, other):
    load(row("98ZZ03", **one), row("97AA00", **other))

    assert on_the_site() == ["97AA00", "98ZZ03"]
    assert proposals() == []


def test_a_school_that_closed_is_no_reason_to_hide_the_one_that_came_there(load):
    load(row("98ZZ03"))
    old = School.objects.get()
    old.closed_on = "2022"
    old.save()

    load(row("98ZZ03"), row("97AA00"))

    assert on_the_site() == ["97AA00"]
    assert proposals() == []


def test_what_is_invented_is_no_reason_either(load):
    town = Municipality.objects.get()
    place = make.a_place(name="Heerhugowaard", municipality=town)
    make.a_school(
        name=NAME, place=place, address="Nieuweweg 1", postcode="1703 AB", is_example=True
    )

    load(row("97AA00"))

    assert on_the_site() == ["", "97AA00"]
    assert proposals() == []


def test_a_second_time_changes_nothing(load):
    load(row("98ZZ03"), row("97AA00"))
    before = all_rows("pactdir.Import")

    load(row("98ZZ03"), row("97AA00"))

    assert all_rows("pactdir.Import") == before


def test_two_that_stood_both_before_wait_from_the_next_import(load):
    load(row("98ZZ03"), row("97AA00", number="2"))
    moved = School.objects.get(brin="97AA")
    moved.address = "Nieuweweg 1"
    moved.save()

    load(row("98ZZ03"), row("97AA00", number="2"))

    assert on_the_site() == ["98ZZ03"]


def test_the_one_that_stood_there_stays_whatever_more_the_newcomer_tells(load):
    load(row("98ZZ03", levels="", site=""))

    load(row("98ZZ03", levels="", site=""), row("97AA00"))

    assert on_the_site() == ["98ZZ03"]


def test_a_location_that_waits_itself_hides_no_other(load):
    load(row("98ZZ03"))
    ours = make.a_school(name="Elders", municipality=Municipality.objects.get())
    make.a_school_match(key="98ZZ03", school=ours, location=School.objects.get(brin="98ZZ"))

    load(row("98ZZ03"), row("97AA00"))

    assert {"98ZZ03", "97AA00"} <= set(on_the_site())
    assert [key for key, _, _ in proposals()] == ["98ZZ03"]


def test_the_one_that_takes_part_is_the_one_shown(load):
    load(row("98ZZ03"), row("97AA00", number="2"))
    make.a_school_participation(school=School.objects.get(brin="97AA"))

    load(row("98ZZ03", number="2"), row("97AA00", number="2"))

    assert on_the_site() == ["97AA00"]
    assert [key for key, *_ in proposals()] == ["98ZZ03"]


def test_the_page_of_the_one_that_waits_leads_to_the_one_shown(load, client):
    load(row("98ZZ03"), row("97AA00"))
    shown, waits = School.objects.order_by("published_from").order_by("-brin")

    answer = client.get(waits.get_absolute_url())

    assert (answer.status_code, answer["Location"]) == (302, shown.get_absolute_url())


def test_one_that_waited_before_locations_were_stored_is_stored_and_shown_once(load):
    place = Municipality.objects.get().places.create(name="Heerhugowaard")
    ours = make.a_school(name=NAME, place=place, address="Nieuweweg 1", postcode="1703 AB")
    make.a_school_match(key="98ZZ03", school=ours)

    load(row("98ZZ03"))

    assert SchoolMatch.objects.get().location == School.objects.get(brin="98ZZ")
    assert on_the_site() == [""]


# A code that changed


def test_a_school_that_comes_back_under_another_code_is_no_second_school(load):
    load(row("98ZZ03"))

    run = load(row("98AA00"))

    assert on_the_site() == ["98ZZ03"]
    assert proposals() == [("98AA00", "98ZZ03", "zelfde naam, zelfde adres (Nieuweweg 1)")]
    assert last_file(run).gone == []
    assert not School.objects.filter(possibly_closed=True).exists()


def test_the_same_takes_the_new_code_and_what_the_newest_file_says(load, editor, client):
    load(row("98ZZ03"))
    school = School.objects.get()
    school.website = "https://eigen.example"
    school.save()
    load(row("98AA00", levels="VBO", site="www.nieuw.example"))
    address = School.objects.get(brin="98AA").get_absolute_url()

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    school.refresh_from_db()
    assert (School.objects.get(), school.duo_code) == (school, "98AA00")
    assert (school.levels, school.website) == (["vmbo-bkg"], "https://eigen.example")
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, school.get_absolute_url())
    before = all_rows("pactdir.Import")
    load(row("98AA00", levels="VBO", site="www.nieuw.example"))
    assert all_rows("pactdir.Import") == before


def test_what_left_the_file_and_goes_on_under_another_code_is_not_perhaps_closed(load, editor):
    other = row("96AA00", name="Ahorn", street="Laan")
    load(row("98ZZ03"), other)
    load(other)
    school = School.objects.get(brin="98ZZ")
    assert school.possibly_closed
    load(row("98AA00"), other)

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    school.refresh_from_db()
    assert (school.duo_code, school.possibly_closed) == ("98AA00", False)
    load(row("98AA00"), other)
    assert not School.objects.filter(possibly_closed=True).exists()


def test_another_is_shown_and_the_one_that_left_is_perhaps_closed(load, editor):
    load(row("98ZZ03"))
    load(row("98AA00"))

    decide(SchoolMatch.objects.get(), Verdict.OTHER, editor)

    assert on_the_site() == ["98AA00", "98ZZ03"]
    assert School.objects.get(brin="98ZZ").possibly_closed
    load(row("98AA00"))
    assert on_the_site() == ["98AA00", "98ZZ03"]
    assert proposals() == []


# What is decided


def test_the_same_leaves_one_school_with_the_facts_and_links_of_both(load, editor, client):
    load(row("98ZZ03", site=""), row("97AA00", levels="", name="Voorbeeld College"))
    shown, waits = School.objects.get(brin="98ZZ"), School.objects.get(brin="97AA")
    region = make.a_region()
    make.a_school_participation(school=waits, region=region)
    event = make.an_event(school=waits)
    make.a_former_name(school=waits, name="Oude naam")

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    assert School.objects.get() == shown
    shown.refresh_from_db()
    assert (shown.duo_code, shown.website) == ("98ZZ03", "https://www.voorbeeld.example")
    event.refresh_from_db()
    assert event.school == shown
    assert [one.region for one in shown.participations.all()] == [region]
    assert [one.name for one in shown.former_names.all()] == ["Oude naam"]
    assert client.get(waits.get_absolute_url())["Location"] == shown.get_absolute_url()


def test_every_address_that_the_one_ever_had_leads_to_the_other(load, editor, client):
    load(row("98ZZ03"), row("97AA00"))
    shown, waits = School.objects.get(brin="98ZZ"), School.objects.get(brin="97AA")
    addresses = [waits.get_absolute_url()]
    waits.slug = "nog-een-adres"
    waits.save()
    addresses.append(waits.get_absolute_url())

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    answers = [client.get(address) for address in addresses]
    assert [answer["Location"] for answer in answers] == [shown.get_absolute_url()] * 2


def test_what_was_decided_the_same_is_no_school_again(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)
    before = all_rows("pactdir.Import")

    load(row("98ZZ03"), row("97AA00"))

    assert all_rows("pactdir.Import") == before
    assert on_the_site() == ["98ZZ03"]


def test_a_second_code_that_is_left_alone_in_the_file_closes_nothing(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    run = load(row("97AA00"))

    assert (on_the_site(), last_file(run).gone) == (["98ZZ03"], [])
    assert not School.objects.get().possibly_closed


def test_what_was_decided_another_is_not_asked_again(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    decide(SchoolMatch.objects.get(), Verdict.OTHER, editor)

    load(row("98ZZ03"), row("97AA00"))

    assert on_the_site() == ["97AA00", "98ZZ03"]
    assert proposals() == []
    assert ImportedRow.objects.filter(kind="scholen").count() == 2


def test_what_takes_part_in_one_region_twice_is_refused_in_words(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    region = make.a_region()
    for school in School.objects.all():
        make.a_school_participation(school=school, region=region)
    before = all_rows()

    with pytest.raises(ValidationError):
        decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    assert all_rows() == before
