"""The list of STO regions: which of them are ours, and what of the others becomes a draft."""

import pytest

from pactdir.importing import import_files
from regions.models import Agreement, Organisation, Region, Theme
from schools.models import SchoolParticipation
from tests import make
from tests.pactdir.importing.files import (
    REAL,
    all_rows,
    if_real_files_are_here,
    last_file,
    problems_of,
    written,
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


def a_list(*rows):
    """A list of regions; each row says what differs from one of which only the name is known."""
    cells = [",".join(f'"{cell}"' for cell in (ROW | row).values()) for row in rows]
    return "\n".join([HEADER, *cells]) + "\n"


@pytest.fixture
def load(tmp_path):
    def load(*rows, **options):
        return import_files(written(tmp_path, {"regios.csv": a_list(*rows)}), **options)

    return load


def counts(run):
    return {word: number for word, number in last_file(run).counts.items() if number}


# What comes of a region we do not know


def test_a_region_we_do_not_know_comes_in_as_a_draft_with_its_source(load):
    run = load({})

    region = Region.objects.get()
    assert (region.name, region.slug, region.kind) == ("STO Regio Noord", "sto-regio-noord", "sto")
    assert (region.published_from, region.source) == (None, "krant.nl 2019")
    assert (region.editor_note, region.agreements.count()) == ("", 0)
    assert counts(run) == {"nieuw": 1}


def test_nobody_sees_it_before_an_editor_publishes_it(load, client):
    load({})

    assert client.get("/regios/sto-regio-noord/").status_code == 404
    assert "STO Regio Noord" not in client.get("/regios/").content.decode()


def test_it_is_a_pact_where_its_name_says_so(load):
    load({"naam": "TechniekPact Noord"})

    assert Region.objects.get().kind == "techniekpact"


def test_a_project_holds_its_numbers_and_who_leads_it_for_certain(load):
    load({"nummers": "STO18037|STO19027", "penvoerder": "Were Di", "zekerheid": "vast"})

    project = Agreement.objects.get()
    assert (project.kind, project.project_numbers) == ("sto-project", "STO18037, STO19027")
    assert (project.lead_organisation.name, project.source) == ("Were Di", "krant.nl 2019")
    assert (project.ends, project.starts, project.is_signed) == (None, None, False)


def test_who_leads_is_known_by_another_name_too(load):
    tabor = make.an_organisation(name="Scholengemeenschap Tabor")
    make.an_organisation_name(organisation=tabor, name="Tabor")

    load({"penvoerder": "TABOR", "zekerheid": "vast"})

    assert Agreement.objects.get().lead_organisation == tabor
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("certainty", ["waarschijnlijk", ""])
def test_who_leads_is_no_fact_where_the_list_is_not_certain(load, certainty):
    run = load({"penvoerder": "Etty Hillesum", "zekerheid": certainty})

    assert not Agreement.objects.exists()
    assert not Organisation.objects.exists()
    assert last_file(run).doubtful == [
        "STO Regio Noord: Etty Hillesum is niet zeker de penvoerder; niet ingevuld"
    ]
    assert "Penvoerder: Etty Hillesum (" in Region.objects.get().editor_note


def test_a_pact_without_a_project_number_is_not_said_to_be_a_project(load):
    load({"naam": "Techniekpact Noord", "penvoerder": "Were Di", "zekerheid": "vast"})

    assert not Agreement.objects.exists()
    assert "Penvoerder: Were Di (vast)" in Region.objects.get().editor_note


def test_all_the_list_says_is_kept_for_the_editor_and_not_shown(load, client):
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


def test_themes_are_linked_in_their_order_and_made_where_they_are_not_there(load):
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


def taking_part():
    return sorted(row.school.name for row in SchoolParticipation.objects.all())


def test_a_school_of_that_name_in_that_place_takes_part_in_the_draft(load, heerhugowaard):
    focus = make.a_school(name="Focus", place=heerhugowaard)
    make.a_school(name="Focus")

    load({"scholen": "Focus (Heerhugowaard)"})

    row = SchoolParticipation.objects.get()
    assert (row.school, row.source, row.region.published_from) == (focus, "krant.nl 2019", None)


def test_a_school_is_found_by_a_former_name_and_in_the_municipality(load, heerhugowaard):
    vonk = make.a_school(name="Vonk", place=heerhugowaard)
    make.a_former_name(school=vonk, name="Clusius College")

    load({"scholen": "Clusius college (Dijk en Waard)"})

    assert taking_part() == ["Vonk"]


@pytest.mark.parametrize(
    "said",
    [
        "Wiringherlant",
        "RSG Wiringherlant",
        "rsg Wiringherlant voor vwo havo mavo en vbo",
        "Scholengemeenschap Wiringherlant vwo havo",
    ],
)
def test_a_school_is_found_by_its_name_for_people_and_by_that_at_duo(load, heerhugowaard, said):
    make.a_school(
        name="Wiringherlant",
        official_name="rsg Wiringherlant voor vwo havo mavo en vbo",
        place=heerhugowaard,
    )

    load({"scholen": f"{said} (Heerhugowaard)"})

    assert taking_part() == ["Wiringherlant"]


def test_a_school_without_a_place_is_looked_for_in_the_area_only(load, heerhugowaard):
    make.a_school(name="Focus", place=heerhugowaard)
    make.a_school(name="Liudger")

    run = load({"gebied": "Heerhugowaard|Drachten", "scholen": "Focus|Liudger"})

    assert taking_part() == ["Focus"]
    assert last_file(run).doubtful == ["STO Regio Noord: niet gevonden onder de scholen: Liudger"]
    assert "Scholen: Focus; Liudger" in Region.objects.get().editor_note


def test_what_may_be_the_school_is_said_and_not_written(load, heerhugowaard):
    make.a_school(name="Focus", place=heerhugowaard, address="Laan 1")
    make.a_school(name="Focus", place=heerhugowaard, address="Weg 2")
    make.a_school(name="Huygens College vmbo", place=heerhugowaard)

    run = load({"scholen": "Focus (Heerhugowaard)|Huygens College (Heerhugowaard)"})

    assert taking_part() == []
    assert last_file(run).doubtful == [
        "STO Regio Noord: niet gevonden onder de scholen: "
        "Focus (Heerhugowaard) (misschien Focus (Laan) in Heerhugowaard en "
        "Focus (Weg) in Heerhugowaard); "
        "Huygens College (Heerhugowaard) (misschien Huygens College vmbo in Heerhugowaard)"
    ]


def test_a_closed_or_invented_school_is_not_found(load, heerhugowaard):
    make.a_school(name="Focus", place=heerhugowaard, closed_on="2020")
    make.a_school(name="Focus", place=heerhugowaard, is_example=True)

    load({"scholen": "Focus (Heerhugowaard)"})

    assert taking_part() == []


def test_a_school_that_came_later_joins_the_draft_and_one_an_editor_took_out_stays_out(
    load, heerhugowaard
):
    load({"scholen": "Focus (Heerhugowaard)"})
    make.a_school(name="Focus", place=heerhugowaard)

    load({"scholen": "Focus (Heerhugowaard)"})
    assert taking_part() == ["Focus"]

    SchoolParticipation.objects.get().delete()
    load({"scholen": "Focus (Heerhugowaard)"})
    assert taking_part() == []


def test_a_published_region_gets_no_school_of_the_list_any_more(load, heerhugowaard):
    load({"scholen": "Focus (Heerhugowaard)"})
    region = Region.objects.get()
    region.published_from = make.PUBLISHED
    region.save()
    make.a_school(name="Focus", place=heerhugowaard)

    load({"scholen": "Focus (Heerhugowaard)"})

    assert taking_part() == []


# Which region it is


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
def test_a_region_that_stands_is_found_and_keeps_every_word(load, ours, row):
    region = make.a_region(source="", **ours)
    before = all_rows("pactdir.Import", "pactdir.ImportedRow")

    run = load(row | {"penvoerder": "Were Di", "zekerheid": "vast", "gebied": "Urk", "themas": "A"})

    assert list(Region.objects.all()) == [region]
    assert all_rows("pactdir.Import", "pactdir.ImportedRow") == before
    assert counts(run) == {"gelijk": 1}


def test_a_region_is_found_by_a_project_number_whatever_it_is_called(load):
    region = make.a_region(name="Het Hoge Noorden")
    make.an_agreement(region=region, project_numbers="STO18033, STO19003")

    run = load({"nummers": "STO19003|STO20001"})

    assert Region.objects.get() == region
    assert last_file(run).doubtful == [
        "Het Hoge Noorden: de lijst noemt ook projectnummer STO20001; niet ingevuld"
    ]


def test_a_region_once_found_stays_found_under_another_name(load):
    region = make.a_region(name="Techniekpact Noord")
    load({})
    region.name = "Het Hoge Noorden"
    region.save()

    assert counts(load({})) == {"gelijk": 1}
    assert Region.objects.count() == 1


def test_a_row_that_can_be_two_regions_is_neither(load):
    make.an_agreement(region=make.a_region(name="Zuid"), project_numbers="STO18033")
    make.a_region(name="Techniekpact Noord")

    run = load({"nummers": "STO18033"})

    assert Region.objects.count() == 2
    assert last_file(run).doubtful == [
        "STO Regio Noord: kan Zuid (projectnummer) en Techniekpact Noord (naam) zijn; niet geladen"
    ]


def test_two_rows_that_are_one_region_are_asked_about(load):
    make.a_region(name="Noord")

    run = load({"naam": "STO Noord"}, {"naam": "Techniekpact Noord"})

    assert Region.objects.count() == 1
    assert last_file(run).doubtful == [
        f"{name}: meer dan een regel lijkt Noord te zijn; niet geladen"
        for name in ("STO Noord", "Techniekpact Noord")
    ]


def test_a_region_that_is_called_almost_so_is_named_beside_the_draft(load):
    make.a_region(name="Techniekpact Noord")

    run = load({"naam": "STO Noord en omstreken"})

    assert counts(run) == {"nieuw": 1, "twijfel": 1}
    assert last_file(run).doubtful == [
        "STO Noord en omstreken: lijkt op Techniekpact Noord. Is het dezelfde, gooi dan het "
        "concept weg"
    ]


def test_the_example_region_is_no_region_of_the_list(load):
    make.a_region(name="Noord", is_example=True)

    assert counts(load({})) == {"nieuw": 1}


# Again, and newer


def test_a_second_time_changes_nothing(load, heerhugowaard):
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
    before = all_rows("pactdir.Import")

    run = load(*rows)

    assert all_rows("pactdir.Import") == before
    assert counts(run) == {"gelijk": 2, "twijfel": 1}


def test_a_newer_list_changes_what_no_editor_changed(load):
    load({"gebied": "Urk"})
    region = Region.objects.get()
    region.name = "Techniekpact Noord"
    region.save()

    run = load({"gebied": "Urk|Dronten", "bron": "krant.nl 2020"})

    region.refresh_from_db()
    assert (region.name, region.source) == ("Techniekpact Noord", "krant.nl 2020")
    assert "Gebied: Urk; Dronten" in region.editor_note
    assert [one.field for one in last_file(run).kept] == ["naam"]


def test_a_draft_an_editor_threw_away_stays_away(load):
    load({})
    Region.objects.get().delete()

    run = load({})

    assert not Region.objects.exists()
    assert last_file(run).doubtful == ["STO Regio Noord: door een redacteur verwijderd, blijft weg"]


def test_a_region_that_left_the_list_is_asked_about(load):
    load({}, {"naam": "STO Zuid"})

    run = load({})

    assert last_file(run).doubtful == ["STO Zuid staat niet meer in de lijst; er verandert niets"]
    assert Region.objects.count() == 2


# What is refused


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"naam": ""}, "kolom naam: Dit veld is verplicht."),
        ({"bron": ""}, "kolom bron: Noem de bron van deze regio."),
        ({"nummers": "18033"}, "kolom projectnummers: Een projectnummer is STO en vijf cijfers"),
        ({"zekerheid": "zeker"}, "kolom penvoerder_zekerheid: Schrijf vast, waarschijnlijk of"),
        ({"naam": "=1+1"}, "kolom naam: Hier staat een formule in plaats van een tekst."),
        ({"themas": "A" * 121}, "kolom themas: Een thema is langer dan 120 tekens."),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path, row, said):
    before = all_rows()

    problems = problems_of(written(tmp_path, {"r.csv": a_list({"naam": "STO Zuid"}, row)}))

    assert [one.startswith(f"r.csv, regel 3, {said}") for one in problems] == [True], problems
    assert all_rows() == before


@if_real_files_are_here
def test_the_real_list_leaves_the_four_regions_of_the_demo_as_they_are(demo):
    before = list(Region.objects.order_by("pk").values())

    run = import_files([REAL / "sto_regios.csv"])

    assert last_file(run).counts["nieuw"] == 43
    assert last_file(run).counts["gelijk"] == 4
    assert Region.objects.filter(published_from=None).count() == 43
    assert list(Region.objects.order_by("pk").values())[: len(before)] == before
    rows = all_rows("pactdir.Import")
    again = import_files([REAL / "sto_regios.csv"])
    assert last_file(again).counts["gelijk"] == 47
    assert all_rows("pactdir.Import") == rows
