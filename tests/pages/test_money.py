"""A region's funding: every amount has its source; amounts are never added up."""

from datetime import date

import pytest

from pactdir.importing.kinds.awards import DEFINITIONS
from regions.clock import AsOf, today
from schools.figures.money import LABELS, OFFICIAL, REPORTED, money_of
from tests import make
from tests.pages.reading import block, facts, text_of, words, words_of
from tests.pages.test_comparison import columns
from tests.regions.sheets.reading import records, sheet_of, xlsx_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.a_region(name="Regio Haarlemmermeer", slug="haarlemmermeer")


@pytest.fixture
def reported():
    return make.an_indicator(slug=REPORTED, name="Toegekend, bericht", unit="euro")


def an_amount(region, indicator, amount, source, **fields):
    return make.a_figure(
        region=region,
        area_code=region.slug,
        area_name=region.name,
        indicator=indicator,
        low=amount,
        period=fields.pop("period", "2020-2023"),
        source=source,
        **fields,
    )


@pytest.fixture
def contradicted(region, reported):
    an_amount(region, reported, 5_900_000, "IJmuider Courant, juli 2019")
    an_amount(region, reported, 5_000_000, "dunamare.nl, juli 2019", note="bijna; met alle scholen")


BOTH = (
    "Toegekend, zoals bericht, 2020-2023: € 5,9 miljoen, bron: IJmuider Courant, juli 2019; "
    "bijna € 5 miljoen met alle scholen, bron: dunamare.nl, juli 2019. "
    "De bronnen noemen niet hetzelfde bedrag. Welk bedrag klopt, weten wij niet."
)
UNKNOWN = (
    "Elk bedrag staat hier zoals de bron het noemt; wij tellen ze niet op. "
    "Niet bekend: wat het Rijk vaststelde en de cofinanciering."
)


def plain(part):
    return words(part).replace(" , ", ", ")


@pytest.mark.usefixtures("contradicted")
def test_two_sources_that_disagree_are_shown_side_by_side_on_each_page(client, region):
    town = make.a_municipality(slug="hoofddorp")
    make.a_municipality_participation(region=region, municipality=town)

    geld = block(client.get("/regios/haarlemmermeer/"), "Geld")
    assert [plain(line) for line in geld("li")] == [BOTH]
    assert words(geld.select_one(".source")) == UNKNOWN
    assert "dunamare.nl, juli 2019" in words_of(
        block(client.get("/regios/haarlemmermeer/"), "Bronnen")("li")
    )
    of_region = block(client.get("/gemeenten/hoofddorp/"), "Regio Haarlemmermeer")
    assert facts(of_region)["Geld voor de regio"].startswith("Toegekend, zoals bericht")
    compared = client.get("/vergelijken/?regio=haarlemmermeer")
    for response in (client.get("/gemeenten/hoofddorp/"), compared):
        assert "5,9 miljoen" in text_of(response)
        assert "bijna € 5 miljoen" in text_of(response)
    assert "10,9" not in text_of(compared)


def test_official_amounts_are_separate_from_reported_ones(client, region, reported):
    an_amount(region, reported, 5_900_000, "krant, 2019")
    fixed = make.an_indicator(slug=OFFICIAL, name="Vastgesteld", unit="euro")
    an_amount(region, fixed, 5_700_000, "besluit, 2019")
    an_amount(region, reported, 6_000_000, "krant, 2024", period="2025-2028")

    geld = block(client.get("/regios/haarlemmermeer/"), "Geld")
    assert [line.partition(" , bron")[0] for line in words_of(geld("li"))] == [
        "Vastgesteld door het Rijk , 2020-2023: € 5,7 miljoen",
        "Toegekend, zoals bericht , 2025-2028: € 6 miljoen",
        "Toegekend, zoals bericht , 2020-2023: € 5,9 miljoen",
    ]
    assert "noemen niet hetzelfde" not in words(geld)
    assert words(geld.select_one(".source")).endswith("Niet bekend: de cofinanciering.")


def test_without_an_amount_each_page_says_that_it_is_unknown(client, region, reported):
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(slug="hoofddorp")
    )
    elsewhere = make.a_region(slug="elders")
    an_amount(elsewhere, reported, 1_000_000, "krant, 2019")
    draft = make.an_indicator(unit="euro", **make.drafts)
    an_amount(region, draft, 7_000_000, "krant, 2019")

    page = client.get("/regios/haarlemmermeer/")
    assert block(page, "Geld") is None
    assert "Nog niet opgegeven: " in text_of(page)
    assert " geld" in text_of(page)
    town = block(client.get("/gemeenten/hoofddorp/"), "Regio Haarlemmermeer")
    assert facts(town)["Geld voor de regio"] == "Niet bekend"
    assert columns(client.get("/vergelijken/?regio=haarlemmermeer"))["Geld"] == ["Niet bekend"]


def test_amounts_for_several_regions_are_assigned_to_none(region, reported):
    make.a_figure(
        indicator=reported,
        area_code="haarlemmermeer-en-ijmond",
        area_name="Haarlemmermeer en IJmond",
        note="voor deze regio's samen; per regio niet bekend",
    )
    assert money_of([region], AsOf.of(today())) == {}


def test_as_of_a_past_date_later_amounts_are_omitted(region, reported):
    for year, amount in [("2019", 3_000_000), ("2023", 4_000_000)]:
        an_amount(region, reported, amount, f"bericht van {year}", period="2020-2023", as_of=year)

    def known_on(day):
        money = money_of([region], AsOf(today(), day)).get(region.pk)
        return [row.source for row in money.rows] if money else []

    assert known_on(date(2021, 9, 1)) == ["bericht van 2019"]
    assert known_on(date(2024, 1, 1)) == ["bericht van 2019", "bericht van 2023"]


def test_every_kind_of_award_in_the_file_has_a_heading():
    of_one_region = {kind: row for kind, row in DEFINITIONS.items() if kind != "budget"}
    assert {row.slug for row in of_one_region.values()} == LABELS.keys()


def test_region_and_municipality_sheets_list_each_amount(client, region, reported):
    an_amount(region, reported, 5_900_000, "krant, juli 2019")
    an_amount(region, reported, 5_000_000, "dunamare.nl, 2019", note="bijna; met alle scholen")
    town = make.a_municipality(slug="hoofddorp")
    make.a_municipality_participation(region=region, municipality=town)
    differs = "de bronnen noemen niet hetzelfde bedrag"

    for page, part in {
        "/regios/haarlemmermeer/": "Geld",
        "/gemeenten/hoofddorp/": "Geld voor de regio",
    }.items():
        assert [
            (row["gegeven"], row["waarde"], row["cijfer: periode"], row["toelichting"], row["bron"])
            for row in sheet_of(client, page)
            if row["onderdeel"] == part
        ] == [
            (LABELS[REPORTED], "5900000", "2020-2023", differs, "krant, juli 2019"),
            (
                *(
                    LABELS[REPORTED],
                    "bijna €\N{NO-BREAK SPACE}5\N{NO-BREAK SPACE}miljoen",
                    "2020-2023",
                ),
                *(f"met alle scholen; {differs}", "dunamare.nl, 2019"),
            ),
            ("wat het Rijk vaststelde", "niet bekend", "", "", "niet bekend"),
            ("de cofinanciering", "niet bekend", "", "", "niet bekend"),
        ]


def test_the_comparison_sheet_stores_amounts_as_numbers(client, region, reported):
    make.a_region(slug="zonder")
    an_amount(region, reported, 5_900_000, "krant, juli 2019", note="voor vier jaar")
    an_amount(region, reported, 125_000, "krant, 2024", period="2024")
    an_amount(region, reported, 130_000, "bode, 2024", period="2024")
    official = make.an_indicator(slug=OFFICIAL, unit="euro")
    an_amount(region, official, 6_000_000, "DUS-I")
    xlsx = client.get("/vergelijken.xlsx?regio=haarlemmermeer&regio=zonder").content
    known, unknown = records(xlsx_rows(xlsx))

    head = f"geld: {LABELS[REPORTED]}, 2020-2023"
    # Kept as text with its note, so that nobody reads it as the period's total.
    assert known[f"{head} (euro)"] == (
        "€\N{NO-BREAK SPACE}5,9\N{NO-BREAK SPACE}miljoen voor vier jaar"
    )
    assert known[f"geld: {LABELS[OFFICIAL]}, 2020-2023 (euro)"] == 6_000_000
    assert known[f"{head}: bron"] == "krant, juli 2019"
    assert known[f"geld: {LABELS[REPORTED]}, 2024 (euro)"].split("; ") == [
        "€\N{NO-BREAK SPACE}125.000",
        "€\N{NO-BREAK SPACE}130.000",
    ]
    assert known["geld: niet bekend"] == "de cofinanciering"
    assert (unknown[f"{head} (euro)"], unknown["geld: niet bekend"]) == (
        "niet bekend",
        "elk bedrag",
    )
