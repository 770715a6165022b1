"""A school under two codes, in one file or in two, is public once until an editor decides."""

import pytest
from django.core.exceptions import ValidationError

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.clock import today
from regions.models import Municipality
from schools.models import School
from tests import make
from tests.pactdir.importing.files import database_hash, last_outcome, write_files

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
        return import_files(write_files(tmp_path, {"scholen.csv": HEADER + "".join(rows)}))

    return load


@pytest.fixture
def editor():
    return make.a_national_editor()


def published_codes():
    rows = School.objects.published(today()).not_closed(today())
    return sorted(school.duo_code for school in rows)


def proposals():
    rows = SchoolMatch.objects.undecided().order_by("key")
    return [(match.key, match.school.duo_code, match.reason) for match in rows]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
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
        "the common name",
        "a part",
        "in one word",
        "the street",
        "the number",
    ],
)
def test_proposes_similar_schools_at_one_address_and_publishes_one(load, first, second, reason):
    run = load(row("98ZZ03", **first), row("97AA00", **second))

    assert School.objects.count() == 2
    assert published_codes() == ["98ZZ03"]
    assert proposals() == [("97AA00", "98ZZ03", reason)]
    assert last_outcome(run).warnings[-1].endswith(f", {reason}. Wacht op een besluit.")


@pytest.mark.parametrize(
    ("first", "second"),
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
def test_publishes_different_schools_at_one_address(load, first, second):
    load(row("98ZZ03", **first), row("97AA00", **second))

    assert published_codes() == ["97AA00", "98ZZ03"]
    assert proposals() == []


def test_ignores_a_closed_school_at_the_address(load):
    load(row("98ZZ03"))
    old = School.objects.get()
    old.closed_on = "2022"
    old.save()

    load(row("98ZZ03"), row("97AA00"))

    assert published_codes() == ["97AA00"]
    assert proposals() == []


def test_ignores_an_example_school_at_the_address(load):
    town = Municipality.objects.get()
    place = make.a_place(name="Heerhugowaard", municipality=town)
    make.a_school(
        name=NAME, place=place, address="Nieuweweg 1", postcode="1703 AB", is_example=True
    )

    load(row("97AA00"))

    assert published_codes() == ["", "97AA00"]
    assert proposals() == []


def test_a_second_import_changes_nothing(load):
    load(row("98ZZ03"), row("97AA00"))
    before = database_hash("pactdir.Import")

    load(row("98ZZ03"), row("97AA00"))

    assert database_hash("pactdir.Import") == before


def test_proposes_existing_duplicates_at_the_next_import(load):
    load(row("98ZZ03"), row("97AA00", number="2"))
    moved = School.objects.get(brin="97AA")
    moved.address = "Nieuweweg 1"
    moved.save()

    load(row("98ZZ03"), row("97AA00", number="2"))

    assert published_codes() == ["98ZZ03"]


def test_prefers_the_existing_school_over_a_more_complete_one(load):
    load(row("98ZZ03", levels="", site=""))

    load(row("98ZZ03", levels="", site=""), row("97AA00"))

    assert published_codes() == ["98ZZ03"]


def test_an_undecided_location_does_not_hide_another(load):
    load(row("98ZZ03"))
    ours = make.a_school(name="Elders", municipality=Municipality.objects.get())
    make.a_school_match(key="98ZZ03", school=ours, location=School.objects.get(brin="98ZZ"))

    load(row("98ZZ03"), row("97AA00"))

    assert {"98ZZ03", "97AA00"} <= set(published_codes())
    assert [key for key, _, _ in proposals()] == ["98ZZ03"]


def test_publishes_the_duplicate_that_takes_part_in_a_region(load):
    load(row("98ZZ03"), row("97AA00", number="2"))
    make.a_school_participation(school=School.objects.get(brin="97AA"))

    load(row("98ZZ03", number="2"), row("97AA00", number="2"))

    assert published_codes() == ["97AA00"]
    assert [key for key, *_ in proposals()] == ["98ZZ03"]


def test_the_page_of_an_undecided_duplicate_redirects_to_the_published_one(load, client):
    load(row("98ZZ03"), row("97AA00"))
    published, undecided = School.objects.order_by("published_from").order_by("-brin")

    response = client.get(undecided.get_absolute_url())

    assert (response.status_code, response["Location"]) == (302, published.get_absolute_url())


def test_stores_the_location_of_an_old_proposal_as_a_draft(load):
    place = Municipality.objects.get().places.create(name="Heerhugowaard")
    ours = make.a_school(name=NAME, place=place, address="Nieuweweg 1", postcode="1703 AB")
    make.a_school_match(key="98ZZ03", school=ours)

    load(row("98ZZ03"))

    assert SchoolMatch.objects.get().location == School.objects.get(brin="98ZZ")
    assert published_codes() == [""]


# Changed codes


def test_a_new_code_does_not_make_a_second_school(load):
    load(row("98ZZ03"))

    run = load(row("98AA00"))

    assert published_codes() == ["98ZZ03"]
    assert proposals() == [("98AA00", "98ZZ03", "zelfde naam, zelfde adres (Nieuweweg 1)")]
    assert last_outcome(run).removed == []
    assert not School.objects.filter(possibly_closed=True).exists()


def test_merging_adopts_the_new_code_and_the_newest_values(load, editor, client):
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
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, school.get_absolute_url())
    before = database_hash("pactdir.Import")
    load(row("98AA00", levels="VBO", site="www.nieuw.example"))
    assert database_hash("pactdir.Import") == before


def test_merging_with_a_new_code_clears_possibly_closed(load, editor):
    other = row("96AA00", name="Ahorn", street="Laan", number="2")
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


def test_keeping_schools_apart_publishes_both_and_marks_the_missing_one(load, editor):
    load(row("98ZZ03"))
    load(row("98AA00"))

    decide(SchoolMatch.objects.get(), Verdict.OTHER, editor)

    assert published_codes() == ["98AA00", "98ZZ03"]
    assert School.objects.get(brin="98ZZ").possibly_closed
    load(row("98AA00"))
    assert published_codes() == ["98AA00", "98ZZ03"]
    assert proposals() == []


# Decisions


def test_merging_keeps_the_facts_and_relations_of_both(load, editor, client):
    load(row("98ZZ03", site=""), row("97AA00", levels="", name="Voorbeeld College"))
    published, undecided = School.objects.get(brin="98ZZ"), School.objects.get(brin="97AA")
    region = make.a_region()
    make.a_school_participation(school=undecided, region=region)
    event = make.an_event(school=undecided)
    make.a_former_name(school=undecided, name="Oude naam")

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    assert School.objects.get() == published
    published.refresh_from_db()
    assert (published.duo_code, published.website) == ("98ZZ03", "https://www.voorbeeld.example")
    event.refresh_from_db()
    assert event.school == published
    assert [row.region for row in published.participations.all()] == [region]
    assert [row.name for row in published.former_names.all()] == ["Oude naam"]
    assert client.get(undecided.get_absolute_url())["Location"] == published.get_absolute_url()


def test_merging_redirects_all_old_slugs(load, editor, client):
    load(row("98ZZ03"), row("97AA00"))
    published, undecided = School.objects.get(brin="98ZZ"), School.objects.get(brin="97AA")
    addresses = [undecided.get_absolute_url()]
    undecided.slug = "nog-een-adres"
    undecided.save()
    addresses.append(undecided.get_absolute_url())

    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    responses = [client.get(address) for address in addresses]
    assert [response["Location"] for response in responses] == [published.get_absolute_url()] * 2


def test_does_not_recreate_a_merged_school(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)
    before = database_hash("pactdir.Import")

    load(row("98ZZ03"), row("97AA00"))

    assert database_hash("pactdir.Import") == before
    assert published_codes() == ["98ZZ03"]


def test_a_file_with_only_a_merged_code_closes_nothing(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    run = load(row("97AA00"))

    assert (published_codes(), last_outcome(run).removed) == (["98ZZ03"], [])
    assert not School.objects.get().possibly_closed


def test_does_not_ask_again_after_keeping_apart(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    decide(SchoolMatch.objects.get(), Verdict.OTHER, editor)

    load(row("98ZZ03"), row("97AA00"))

    assert published_codes() == ["97AA00", "98ZZ03"]
    assert proposals() == []
    assert ImportedRow.objects.filter(kind="scholen").count() == 2


def test_refuses_a_merge_with_two_participations_in_one_region(load, editor):
    load(row("98ZZ03"), row("97AA00"))
    region = make.a_region()
    for school in School.objects.all():
        make.a_school_participation(school=school, region=region)
    before = database_hash()

    with pytest.raises(ValidationError):
        decide(SchoolMatch.objects.get(), Verdict.SAME, editor)

    assert database_hash() == before
