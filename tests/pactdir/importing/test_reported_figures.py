"""National figures and awards reported by others, imported as they are."""

import pytest

from pactdir.demo.fixtures import read_fixtures
from pactdir.demo.loader import Loader
from pactdir.importing import import_files
from pactdir.importing.figures.reported import period_of
from pactdir.models import ImportedRow
from regions.clock import today
from regions.writing.changing import changing
from schools.figures.country import country
from schools.models import Figure, Indicator
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    database_hash,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db

NATIONAL = "indicator,waarde,eenheid,gebied,periode,definitie,bron,bron_datum\n"
AWARDS = "regio,bedrag_euro,periode,soort_bedrag,bron,bron_datum\n"
SITE = "https://bron.nl/nieuws"


@pytest.fixture
def load(tmp_path):
    def load(content, name="cijfers.csv"):
        return import_files(write_files(tmp_path, {name: content})).outcomes[0]

    return load


def national(*rows):
    return NATIONAL + "".join(",".join(row) + "\n" for row in rows)


def awards(*rows):
    return AWARDS + "".join(",".join(row) + "\n" for row in rows)


def test_a_national_figure_has_its_definition_source_and_date(load):
    outcome = load(
        national(
            (
                *("aandeel derdejaars vmbo-bb", "20.2", "procent", "Nederland", "2022-2023"),
                *("Monitor", SITE, "2023-09-25"),
            )
        )
    )

    assert outcome.kind == "landelijke cijfers"
    figure = Figure.objects.get()
    assert (figure.indicator.name, figure.level) == ("Aandeel derdejaars vmbo", "vmbo-bb")
    assert (figure.indicator.definition, figure.indicator.unit) == ("Monitor", "procent")
    assert (str(figure.low), figure.area_code, figure.period) == ("20.20", "NL", "2022-2023")
    assert (figure.source, figure.source_url) == ("bron.nl, 25 september 2023", SITE)


@pytest.mark.parametrize(
    ("area", "code", "name"),
    [
        ("provincie Utrecht", "PV26", ""),
        ("Gooi", "sto-gooi", "Gooi"),
        ("Kennemerland", "kennemerland", "Kennemerland"),
    ],
)
def test_the_area_is_named_as_in_the_source(load, area, code, name):
    make.a_region(name="STO Gooi", slug="sto-gooi")
    load(national(("aandeel", "33", "procent", area, "2019", "", SITE, "2019")))

    figure = Figure.objects.get()
    assert (figure.area_code, figure.area_name) == (code, name)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("a", "stabiel", "procent", "Nederland", "2019", "", SITE, "2019"), "geen getal"),
        (("a", "179 / 98", "procent", "Nederland", "2019", "", SITE, "2019"), "geen getal"),
        (("a", "9", "procent", "Nederland", "2019", "", "eigen", "2019"), "een eigen telling"),
        (("a", "9", "procent", "Nederland", "2019", "", "brief 4", "2019"), "waar de bron te"),
        (("a", "9", "koeien", "Nederland", "2019", "", SITE, "2019"), "kennen we niet"),
    ],
)
def test_a_cell_without_a_figure_is_reported_and_skipped(load, row, reason):
    outcome = load(national(row))

    assert not Figure.objects.exists()
    [warning] = outcome.warnings
    assert warning.startswith("regel 2: ")
    assert reason in warning


ALIKE = "Aandeel van de bedrijven in de techniek dat een leerwerkplek heeft"


@pytest.mark.parametrize(
    ("name", "unit", "reason"),
    [
        (f"{ALIKE} in mbo", "procent", f"lijkt te veel op “{ALIKE}”"),
        (ALIKE, "bedrijven", "is bij ons in procent, niet in bedrijven"),
    ],
)
def test_figures_are_not_added_to_a_different_indicator(load, name, unit, reason):
    first = (ALIKE, "33", "procent", "Nederland", "2019", "", SITE, "2019")
    outcome = load(national(first, (name, "9", unit, "Nederland", "2020", "", SITE, "2020")))

    assert Figure.objects.get().period == "2019"
    [warning] = outcome.warnings
    assert reason in warning
    assert name in warning


def test_figures_are_not_added_to_an_indicator_counted_by_the_site(load):
    name = "Slaagpercentage per technisch profiel"
    make.an_indicator(slug="slaagpercentage-per-technisch-profiel", name=name, unit="procent")

    outcome = load(national((name, "9", "procent", "Nederland", "2019", "", SITE, "2019")))

    assert not Figure.objects.exists()
    assert outcome.warnings == [
        f"regel 2: “{name}” telt de site zelf, uit bestanden van DUO en CBS; weggelaten"
    ]


def test_figures_are_added_to_an_indicator_that_an_editor_renamed(load):
    row = ("aandeel", "33", "procent", "Nederland", "2019", "", SITE, "2019")
    load(national(row))
    indicator = Indicator.objects.get()
    indicator.name = "Deel"
    indicator.save()

    assert load(national(row)).warnings == []
    assert Figure.objects.get().indicator == indicator


def test_an_impossible_date_is_refused(tmp_path):
    content = national(("a", "9", "procent", "Nederland", "2019", "", SITE, "ooit"))

    assert problems_of(write_files(tmp_path, {"c.csv": content})) == [
        "c.csv, regel 2, kolom bron_datum: Schrijf een jaar, een maand of een dag: 2019-07. "
        "Er staat: “ooit”."
    ]


TWO_SOURCES = awards(
    ("Meer", "5900000", "2020-2023", "toegekend", SITE, "2019-07"),
    ("Meer", "5000000", "2020-2023", "\"toegekend, 'bijna'\"", "krant.nl", "2019-07"),
)


def test_two_sources_that_disagree_are_shown_side_by_side(load, client):
    load(TWO_SOURCES)
    load(awards(("Zand", "1000000", "2020-2023", "toegekend", SITE, "2019-07")))

    indicator = Indicator.objects.get()
    page = client.get(indicator.get_absolute_url()).content.decode()
    assert page.count("Een andere bron noemt een ander getal.") == 2
    for address in (indicator.get_absolute_url(), Figure.objects.first().get_absolute_url()):
        page = client.get(address).content.decode()
        for words in ("5.900.000", "5.000.000", "bijna", "bron.nl, juli 2019", "krant.nl, juli"):
            assert words in page, (address, words)


def test_an_amount_for_several_regions_belongs_to_none_of_them(load):
    make.a_region(name="STO Assen", slug="sto-assen")
    load(awards(('"Assen, Leek SAMEN"', "9000000", "2020-2023", "toegekend", SITE, "2019")))

    figure = Figure.objects.get()
    assert (figure.region, figure.area_name) == (None, "Assen, Leek")
    assert figure.note == "voor deze regio's samen; per regio niet bekend"


def test_an_award_matches_only_the_region_with_that_name(load):
    region = make.a_region(name="Sterk Techniekonderwijs De Liemers", slug="liemers")
    make.a_region(name="STO Liemers Zuid", slug="liemers-zuid")
    load(awards(("De Liemers (Zevenaar)", "1800000", '"3,5 jaar"', "toegekend", SITE, "2019")))

    figure = Figure.objects.get()
    assert (figure.region, figure.area_name) == (region, "De Liemers (Zevenaar)")
    assert (figure.period, figure.note) == ("onbekend", "periode volgens de bron: 3,5 jaar")


def test_idem_becomes_the_source_of_the_line_above(load):
    load(
        awards(
            ("A", "1", "2020-2023", "toegekend", "https://www.krant.nl/a", "2019"),
            ("B", "2", "2020-2023", "toegekend", "idem Krant", "2019"),
        )
    )

    assert {figure.source for figure in Figure.objects.all()} == {"krant.nl, 2019"}


def test_a_page_is_cited_rather_than_a_home_page_and_a_date_is_given_once(load):
    source = "https://www.krant.nl/ (1 juli 2019) en https://sto.nl/werk/"
    load(awards(("A", "1", "2020-2023", "toegekend", source, "2019-07")))

    figure = Figure.objects.get()
    assert (figure.source, figure.source_url) == (
        "krant.nl (1 juli 2019) en sto.nl",
        "https://sto.nl/werk/",
    )


def test_a_second_import_changes_nothing_and_an_editors_change_is_kept(load):
    load(TWO_SOURCES)
    before = database_hash("pactdir.Import")
    assert load(TWO_SOURCES).unchanged == 2
    assert database_hash("pactdir.Import") == before

    figure = Figure.objects.first()
    figure.low = figure.high = 1
    figure.save()
    outcome = load(TWO_SOURCES)
    figure.refresh_from_db()
    assert (figure.low, len(outcome.conflicts)) == (1, 2)


CORRECTIONS = {
    "the amount": ("Meer", "6000000", "2020-2023", "toegekend", SITE, "2019-07"),
    "the day of the report": ("Meer", "6000000", "2020-2023", "toegekend", SITE, "2019-08"),
    "another page of the site": (
        "Meer",
        "6000000",
        "2020-2023",
        "toegekend",
        f"{SITE}2",
        "2019-07",
    ),
    "the name of the region": ("meer", "6000000", "2020-2023", "toegekend", SITE, "2019-07"),
    "the words of the period": ("Meer", "6000000", "2020-2023 samen", "toegekend", SITE, "2019-07"),
}


@pytest.mark.parametrize("what", CORRECTIONS)
def test_a_corrected_row_replaces_the_figure(load, what):
    load(TWO_SOURCES)
    of_paper = TWO_SOURCES.splitlines(keepends=True)[2]

    outcome = load(awards(CORRECTIONS[what]) + of_paper)

    assert sorted(map(int, Figure.objects.values_list("low", flat=True))) == [5_000_000, 6_000_000]
    assert (outcome.created, outcome.warnings) == ([], [])
    assert load(awards(CORRECTIONS[what]) + of_paper).changed == []


def test_a_figure_entered_by_an_editor_is_matched(load):
    load(TWO_SOURCES)
    ImportedRow.objects.all().delete()
    figure = Figure.objects.first()
    figure.low = figure.high = 1
    figure.save()

    outcome = load(TWO_SOURCES)

    assert (outcome.created, outcome.unchanged, Figure.objects.count()) == ([], 2, 2)
    figure.refresh_from_db()
    assert (figure.low, len(outcome.conflicts)) == (1, 2)


LIEMERS = awards(("De Liemers", "1800000", "2020-2023", "toegekend", SITE, "2019"))
OF_THE_DEMO = """
[[indicator]]
slug = "toegekend-bedrag-voor-sterk-techniekonderwijs-zoals-bericht"
name = "Toegekend bedrag voor Sterk Techniekonderwijs, zoals bericht"
unit = "euro"
publisher = "krant"
definition = "Bericht."
published_from = 2019-01-01
source = "bron.nl, 2019"

[[indicator.figures]]
area_code = "de-liemers"
area_name = "De Liemers"
profile = ""
level = ""
period = "2020-2023"
low = 1800000
high = 1800000
as_of = "2019"
source = "bron.nl, 2019"
source_url = "https://bron.nl/nieuws"
"""


@pytest.fixture
def load_demo_row(tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "figures.toml").write_text(OF_THE_DEMO)

    def load_demo_row():
        with changing():
            loader = Loader(today())
            for row in read_fixtures(folder):
                loader.load(row)

    return load_demo_row


@pytest.mark.parametrize("is_imported_first", [True, False])
def test_a_figure_that_the_demo_stored_by_name_is_matched_once_the_region_exists(
    load, load_demo_row, is_imported_first
):
    region = make.a_region(name="STO De Liemers", slug="sto-de-liemers")
    if is_imported_first:
        load(LIEMERS)
    load_demo_row()
    load(LIEMERS)
    before = database_hash("pactdir.Import")
    load_demo_row()
    outcome = load(LIEMERS)

    figure = Figure.objects.get()
    assert (figure.region, figure.area_code) == (region, "sto-de-liemers")
    assert (outcome.unchanged, outcome.conflicts) == (1, [])
    assert database_hash("pactdir.Import") == before


def test_a_row_with_another_source_or_period_is_a_second_figure(load):
    load(TWO_SOURCES)
    load(
        awards(
            ("Meer", "1", "2024-2027", "toegekend", SITE, "2019-07"),
            ("Meer", "2", "2020-2023", "toegekend", "dagblad.nl", "2019-07"),
        )
    )

    assert Figure.objects.count() == 4


def test_a_missing_row_is_reported_and_its_figure_stays(load):
    load(TWO_SOURCES)

    outcome = load("".join(TWO_SOURCES.splitlines(keepends=True)[:2]))

    assert Figure.objects.count() == 2
    assert outcome.warnings == [
        "Toegekend bedrag voor Sterk Techniekonderwijs, zoals bericht, Meer, 2020-2023 (krant.nl, "
        "juli 2019) staat niet meer in het bestand; het cijfer blijft, tot een redacteur het "
        "verwijdert"
    ]


def test_figures_that_would_look_the_same_are_shown_once(client):
    indicator = make.an_indicator(slug="bedrag", unit="euro")
    region = make.a_region(name="STO Kop")
    for code, of in (("kop", None), ("sto-kop", region), ("noord", None)):
        name = "Noord" if code == "noord" else "Kop"
        make.a_figure(indicator=indicator, area_code=code, area_name=name, region=of, low=3)

    rows = client.get("/cijfers/bedrag/").context["reported"]
    assert [(row.area, row.figure.region) for row in rows] == [("Kop", region), ("Noord", None)]
    assert client.get("/cijfers/bedrag.csv").content.decode().count("Kop;") == 1


def test_reported_figures_for_another_period_are_shown_too(client):
    indicator = make.an_indicator(slug="bedrag", unit="euro")
    for name, period in (("Meer", "2020-2023"), ("Kop", "onbekend")):
        make.a_figure(
            indicator=indicator, area_code=name.lower(), area_name=name, period=period, low=3
        )

    page = client.get("/cijfers/bedrag/").content.decode()
    assert "Meer" in page
    assert "Kop" in page


def test_an_unknown_period_is_stated_in_a_sentence(client):
    indicator = make.an_indicator(slug="bedrag", unit="euro")
    make.a_figure(
        indicator=indicator, area_code="kop", area_name="Kop", period="onbekend", source="Krant"
    )

    for address in ("/cijfers/bedrag/", "/cijfers/bedrag/kop/"):
        page = client.get(address).content.decode()
        assert "Over welke jaren dit gaat, zegt de bron niet." in page
        assert "onbekend" not in page


def test_no_chart_or_difference_counts_an_unknown_period(client):
    indicator = make.an_indicator(slug="bedrag", unit="euro")
    for period, low in (("2020", 30), ("2021", 50), ("onbekend", 7)):
        make.a_figure(indicator=indicator, area_code="NL", period=period, low=low)

    context = client.get("/cijfers/bedrag/NL/").context
    assert [column.label for column in context["years"].columns] == [
        "2021",
        "2020",
        "periode niet bekend",
    ]
    assert context["years"].lines[0].cells == ["50", "30", "7", "20 meer"]
    assert "2020 tot en met 2021" in client.get("/cijfers/bedrag/").content.decode()


@pytest.mark.parametrize(
    ("cell", "period", "remark"),
    [
        ("2019-07", "2019", "periode volgens de bron: 2019-07"),
        ("2019-07-01", "2019", ""),
        ("2019-13", "onbekend", "periode volgens de bron: 2019-13"),
        ("2019-2020", "2019-2020", ""),
        ("tellers, 2019?", "2019", "over welke periode dit gaat, is niet zeker: tellers, 2019"),
    ],
)
def test_a_period_is_stored_as_years_and_a_note(cell, period, remark):
    assert period_of(cell) == (period, remark)


def test_an_unknown_period_comes_before_the_known_ones(client):
    indicator = make.an_indicator(slug="bedrag", unit="euro")
    for period, low in (("2020", 3), ("onbekend", 4)):
        make.a_figure(indicator=indicator, area_code="NL", period=period, low=low)

    assert country(today()).periods(indicator.pk) == ["onbekend", "2020"]
    assert client.get("/cijfers/bedrag/NL/").context["rows"][0].value == "3"


REAL_LISTS = [
    OFFICIAL_FILES / file
    for file in ("cijfers/cijfers_techniek_vmbo.csv", "regios/sto_bedragen_berichten.csv")
]


@needs_official_files
def test_the_demo_has_the_figures_of_the_real_lists(demo):
    outcomes = import_files(REAL_LISTS).outcomes

    assert [outcome.unchanged for outcome in outcomes] == [10, 24]
    assert [outcome.conflicts for outcome in outcomes] == [[], []]


@needs_official_files
def test_every_line_of_the_real_lists_is_imported_or_reported():
    outcomes = import_files(REAL_LISTS).outcomes

    assert [outcome.counts["nieuw"] for outcome in outcomes] == [10, 24]
    assert [len(outcome.warnings) for outcome in outcomes] == [4, 2]
    meer = Figure.objects.filter(area_name__startswith="Haarlemmermeer")
    assert {(int(figure.low), figure.note) for figure in meer} == {
        (5_900_000, ""),
        (5_000_000, "bijna"),
    }
    together = Figure.objects.filter(note__contains="samen")
    assert (together.count(), together.exclude(region=None).count()) == (4, 0)
