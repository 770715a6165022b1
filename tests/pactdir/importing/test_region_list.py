"""The list of STO regions: matches with existing regions, and drafts for the others."""

import pytest

from pactdir.importing import import_files
from regions.models import Agreement, Organisation, Region, Theme
from schools.models import SchoolParticipation
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    last_outcome,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db

HEADER = (
    "naam,slug_officiele_site,projectnummers,penvoerder,penvoerder_zekerheid,gebied,vmbo_scholen,"
    "mbo,themas,bron"
)
ROW = {
    "naam": "STO Regio Noord",
    "slug": "",
    "nummers": "",
    "penvoerder": "",
    "zekerheid": "",
    "gebied": "",
    "scholen": "",
    "mbo": "",
    "themas": "",
    "bron": "krant.nl 2019",
}


def to_csv(*rows):
    cells = [",".join(f'"{cell}"' for cell in (ROW | row).values()) for row in rows]
    return "\n".join([HEADER, *cells]) + "\n"


@pytest.fixture
def load(tmp_path):
    def load(*rows, **options):
        return import_files(write_files(tmp_path, {"regios.csv": to_csv(*rows)}), **options)

    return load


def counts(run):
    return {word: number for word, number in last_outcome(run).counts.items() if number}


# Unknown regions


def test_an_unknown_region_becomes_a_draft_with_its_source(load):
    run = load({})

    region = Region.objects.get()
    assert (region.name, region.slug, region.kind) == ("STO Regio Noord", "sto-regio-noord", "sto")
    assert (region.published_from, region.source) == (None, "krant.nl 2019")
    assert (region.editor_note, region.agreements.count()) == ("", 0)
    assert counts(run) == {"nieuw": 1}


def test_a_draft_is_not_public(load, client):
    load({})

    assert client.get("/regios/sto-regio-noord/").status_code == 404
    assert "STO Regio Noord" not in client.get("/regios/").content.decode()


def test_the_kind_is_pact_if_the_name_says_so(load):
    load({"naam": "TechniekPact Noord"})

    assert Region.objects.get().kind == "techniekpact"


def test_creates_an_agreement_with_project_numbers_and_an_unambiguous_lead(load):
    load({"nummers": "STO18037|STO19027", "penvoerder": "Were Di", "zekerheid": "vast"})

    project = Agreement.objects.get()
    assert (project.kind, project.project_numbers) == ("sto-project", "STO18037, STO19027")
    assert (project.lead_organisation.name, project.source) == ("Were Di", "krant.nl 2019")
    assert (project.ends, project.starts, project.is_signed) == (None, None, False)


def test_finds_the_lead_by_another_name(load):
    tabor = make.an_organisation(name="Scholengemeenschap Tabor")
    make.an_organisation_name(organisation=tabor, name="Tabor")

    load({"penvoerder": "TABOR", "zekerheid": "vast"})

    assert Agreement.objects.get().lead_organisation == tabor
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("certainty", ["waarschijnlijk", ""])
def test_warns_about_an_ambiguous_lead(load, certainty):
    run = load({"penvoerder": "Etty Hillesum", "zekerheid": certainty})

    assert not Agreement.objects.exists()
    assert not Organisation.objects.exists()
    assert last_outcome(run).warnings == [
        "STO Regio Noord: Etty Hillesum is niet zeker de penvoerder; niet ingevuld"
    ]
    assert "Penvoerder: Etty Hillesum (" in Region.objects.get().editor_note


def test_creates_no_agreement_for_a_pact_without_project_number(load):
    load({"naam": "Techniekpact Noord", "penvoerder": "Were Di", "zekerheid": "vast"})

    assert not Agreement.objects.exists()
    assert "Penvoerder: Were Di (vast)" in Region.objects.get().editor_note


def test_stores_the_row_in_the_internal_note(load, client):
    load({"gebied": "Walcheren|Zeeuws-Vlaanderen", "mbo": "Scalda", "slug": "stozeeland"})
    region = Region.objects.get()
    assert region.editor_note.splitlines() == [
        "De lijst van STO-regio's zegt:",
        "Gebied: Walcheren; Zeeuws-Vlaanderen",
        "Mbo: Scalda",
        "Op sterktechniekonderwijs.nl: /regio/stozeeland",
    ]

    region.published_from = make.PUBLISHED
    region.save()

    page = client.get(region.get_absolute_url()).content.decode()
    assert "Walcheren" not in page
    assert "Scalda" not in page


def test_links_themes_in_order_and_creates_missing_ones(load):
    known = make.a_theme(name="Techniekconcentratiepunt")

    load({"themas": "Instroom|Techniek Concentratie punt|instroom"})

    rows = Region.objects.get().region_themes.all()
    assert [row.theme.name for row in rows] == ["Instroom", "Techniekconcentratiepunt"]
    assert rows[1].theme == known
    assert not Theme.objects.published(make.PUBLISHED).exists()


# Schools


@pytest.fixture
def heerhugowaard():
    return make.a_place(
        name="Heerhugowaard", municipality=make.a_municipality(name="Dijk en Waard")
    )


def participating_schools():
    return sorted(row.school.name for row in SchoolParticipation.objects.all())


def test_a_school_found_by_name_and_place_takes_part(load, heerhugowaard):
    focus = make.a_school(name="Focus", place=heerhugowaard)
    make.a_school(name="Focus")

    load({"scholen": "Focus (Heerhugowaard)"})

    row = SchoolParticipation.objects.get()
    assert (row.school, row.source, row.region.published_from) == (focus, "krant.nl 2019", None)


def test_finds_a_school_by_former_name_and_municipality(load, heerhugowaard):
    vonk = make.a_school(name="Vonk", place=heerhugowaard)
    make.a_former_name(school=vonk, name="Clusius College")

    load({"scholen": "Clusius college (Dijk en Waard)"})

    assert participating_schools() == ["Vonk"]


@pytest.mark.parametrize(
    "listed_name",
    [
        "Wiringherlant",
        "RSG Wiringherlant",
        "rsg Wiringherlant voor vwo havo mavo en vbo",
        "Scholengemeenschap Wiringherlant vwo havo",
    ],
)
def test_finds_a_school_by_common_and_official_name(load, heerhugowaard, listed_name):
    make.a_school(
        name="Wiringherlant",
        official_name="rsg Wiringherlant voor vwo havo mavo en vbo",
        place=heerhugowaard,
    )

    load({"scholen": f"{listed_name} (Heerhugowaard)"})

    assert participating_schools() == ["Wiringherlant"]


def test_searches_the_region_for_a_school_without_a_place(load, heerhugowaard):
    make.a_school(name="Focus", place=heerhugowaard)
    make.a_school(name="Liudger")

    run = load({"gebied": "Heerhugowaard|Drachten", "scholen": "Focus|Liudger"})

    assert participating_schools() == ["Focus"]
    assert last_outcome(run).warnings == [
        "STO Regio Noord: niet gevonden onder de scholen: Liudger"
    ]
    assert "Scholen: Focus; Liudger" in Region.objects.get().editor_note


def test_suggests_uncertain_schools_without_adding_them(load, heerhugowaard):
    make.a_school(name="Focus", place=heerhugowaard, address="Laan 1")
    make.a_school(name="Focus", place=heerhugowaard, address="Weg 2")
    make.a_school(name="Huygens College vmbo", place=heerhugowaard)

    run = load({"scholen": "Focus (Heerhugowaard)|Huygens College (Heerhugowaard)"})

    assert participating_schools() == []
    assert last_outcome(run).warnings == [
        "STO Regio Noord: niet gevonden onder de scholen: "
        "Focus (Heerhugowaard) (misschien Focus (Laan) in Heerhugowaard en "
        "Focus (Weg) in Heerhugowaard); "
        "Huygens College (Heerhugowaard) (misschien Huygens College vmbo in Heerhugowaard)"
    ]


def test_ignores_closed_and_example_schools(load, heerhugowaard):
    make.a_school(name="Focus", place=heerhugowaard, closed_on="2020")
    make.a_school(name="Focus", place=heerhugowaard, is_example=True)

    load({"scholen": "Focus (Heerhugowaard)"})

    assert participating_schools() == []


def test_adds_new_schools_but_not_those_an_editor_removed(load, heerhugowaard):
    load({"scholen": "Focus (Heerhugowaard)"})
    make.a_school(name="Focus", place=heerhugowaard)

    load({"scholen": "Focus (Heerhugowaard)"})
    assert participating_schools() == ["Focus"]

    SchoolParticipation.objects.get().delete()
    load({"scholen": "Focus (Heerhugowaard)"})
    assert participating_schools() == []


def test_adds_no_schools_to_a_published_region(load, heerhugowaard):
    load({"scholen": "Focus (Heerhugowaard)"})
    region = Region.objects.get()
    region.published_from = make.PUBLISHED
    region.save()
    make.a_school(name="Focus", place=heerhugowaard)

    load({"scholen": "Focus (Heerhugowaard)"})

    assert participating_schools() == []


# Matching


@pytest.mark.parametrize(
    ("ours", "row"),
    [
        ({"name": "Techniekpact Noord"}, {"naam": "STO Regio Noord"}),
        ({"name": "Sterk Techniekonderwijs NOORD"}, {"naam": "Techniekregio Noord"}),
        ({"name": "Het Hoge Noorden", "slug": "tech-noord"}, {"slug": "technoord"}),
        (
            {
                "name": "Het Hoge Noorden",
                "website": "https://www.sterktechniekonderwijs.nl/regio/sto-noord/over/",
            },
            {"slug": "stonoord"},
        ),
    ],
)
def test_finds_an_existing_region_and_changes_nothing(load, ours, row):
    region = make.a_region(source="", **ours)
    before = database_hash("pactdir.Import", "pactdir.ImportedRow")

    run = load(row | {"penvoerder": "Were Di", "zekerheid": "vast", "gebied": "Urk", "themas": "A"})

    assert list(Region.objects.all()) == [region]
    assert database_hash("pactdir.Import", "pactdir.ImportedRow") == before
    assert counts(run) == {"gelijk": 1}


def test_finds_a_region_by_project_number(load):
    region = make.a_region(name="Het Hoge Noorden")
    make.an_agreement(region=region, project_numbers="STO18033, STO19003")

    run = load({"nummers": "STO19003|STO20001"})

    assert Region.objects.get() == region
    assert last_outcome(run).warnings == [
        "Het Hoge Noorden: de lijst noemt ook projectnummer STO20001; niet ingevuld"
    ]


def test_matches_a_region_after_its_name_was_changed(load):
    region = make.a_region(name="Techniekpact Noord")
    load({})
    region.name = "Het Hoge Noorden"
    region.save()

    assert counts(load({})) == {"gelijk": 1}
    assert Region.objects.count() == 1


def test_skips_a_row_that_matches_two_regions(load):
    make.an_agreement(region=make.a_region(name="Zuid"), project_numbers="STO18033")
    make.a_region(name="Techniekpact Noord")

    run = load({"nummers": "STO18033"})

    assert Region.objects.count() == 2
    assert last_outcome(run).warnings == [
        "STO Regio Noord: kan Zuid (projectnummer) en Techniekpact Noord (naam) zijn; niet geladen"
    ]


def test_warns_about_two_rows_that_match_one_region(load):
    make.a_region(name="Noord")

    run = load({"naam": "STO Noord"}, {"naam": "Techniekpact Noord"})

    assert Region.objects.count() == 1
    assert last_outcome(run).warnings == [
        f"{name}: meer dan een regel lijkt Noord te zijn; niet geladen"
        for name in ("STO Noord", "Techniekpact Noord")
    ]


def test_warns_about_a_region_with_a_similar_name(load):
    make.a_region(name="Techniekpact Noord")

    run = load({"naam": "STO Noord en omstreken"})

    assert counts(run) == {"nieuw": 1, "twijfel": 1}
    assert last_outcome(run).warnings == [
        "STO Noord en omstreken: lijkt op Techniekpact Noord. Is het dezelfde, gooi dan het "
        "concept weg"
    ]


def test_ignores_an_example_region(load):
    make.a_region(name="Noord", is_example=True)

    assert counts(load({})) == {"nieuw": 1}


# Repeated and newer lists


def test_a_second_import_changes_nothing(load, heerhugowaard):
    make.a_school(name="Focus", place=heerhugowaard)
    make.a_region(name="Techniekpact Zuid")
    rows = [
        {
            "nummers": "STO18037",
            "penvoerder": "Were Di",
            "zekerheid": "vast",
            "scholen": "Focus (Heerhugowaard)|Liudger",
            "themas": "Instroom",
        },
        {"naam": "STO Zuid", "gebied": "Urk"},
    ]
    load(*rows)
    before = database_hash("pactdir.Import")

    run = load(*rows)

    assert database_hash("pactdir.Import") == before
    assert counts(run) == {"gelijk": 2, "twijfel": 1}


def test_a_newer_list_overwrites_only_unedited_fields(load):
    load({"gebied": "Urk"})
    region = Region.objects.get()
    region.name = "Techniekpact Noord"
    region.save()

    run = load({"gebied": "Urk|Dronten", "bron": "krant.nl 2020"})

    region.refresh_from_db()
    assert (region.name, region.source) == ("Techniekpact Noord", "krant.nl 2020")
    assert "Gebied: Urk; Dronten" in region.editor_note
    assert [conflict.field for conflict in last_outcome(run).conflicts] == ["naam"]


def test_does_not_recreate_a_deleted_draft(load):
    load({})
    Region.objects.get().delete()

    run = load({})

    assert not Region.objects.exists()
    assert last_outcome(run).warnings == [
        "STO Regio Noord: door een redacteur verwijderd, blijft weg"
    ]


def test_warns_about_a_region_missing_from_the_list(load):
    load({}, {"naam": "STO Zuid"})

    run = load({})

    assert last_outcome(run).warnings == [
        "STO Zuid staat niet meer in de lijst; er verandert niets"
    ]
    assert Region.objects.count() == 2


# Refused rows


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"naam": ""}, "kolom naam: Dit veld is verplicht."),
        ({"bron": ""}, "kolom bron: Noem de bron van deze regio."),
        ({"nummers": "18033"}, "kolom projectnummers: Een projectnummer is STO en vijf cijfers"),
        ({"zekerheid": "zeker"}, "kolom penvoerder_zekerheid: Schrijf vast, waarschijnlijk of"),
        ({"naam": "=1+1"}, "kolom naam: Hier staat een formule in plaats van een tekst."),
        ({"themas": "A" * 121}, "kolom themas: Een thema is langer dan 120 tekens."),
    ],
)
def test_refuses_an_invalid_row(tmp_path, row, message):
    before = database_hash()

    problems = problems_of(write_files(tmp_path, {"r.csv": to_csv({"naam": "STO Zuid"}, row)}))

    assert [problem.startswith(f"r.csv, regel 3, {message}") for problem in problems] == [True], (
        problems
    )
    assert database_hash() == before


@needs_official_files
def test_the_official_list_leaves_the_demo_regions_alone(demo):
    before = list(Region.objects.order_by("pk").values())

    run = import_files([OFFICIAL_FILES / "sto_regios.csv"])

    assert last_outcome(run).counts["nieuw"] == 43
    assert last_outcome(run).counts["gelijk"] == 4
    assert Region.objects.filter(published_from=None).count() == 43
    assert list(Region.objects.order_by("pk").values())[: len(before)] == before
    rows = database_hash("pactdir.Import")
    again = import_files([OFFICIAL_FILES / "sto_regios.csv"])
    assert last_outcome(again).counts["gelijk"] == 47
    assert database_hash("pactdir.Import") == rows
