"""The timeline of a region: each kind of entry, as precise as known, in its place."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests import make

pytestmark = pytest.mark.django_db

LATER = date(2099, 5, 20)


@pytest.fixture
def region():
    return make.a_region(slug="rij", name="Rij")


def an_agreement(**fields):
    return make.an_agreement(kind="overeenkomst", **fields)


def blocks(client, address="/regios/rij/tijdlijn/"):
    """Map headings to the date and sentence of each entry."""
    html = BeautifulSoup(client.get(address).content, "lxml")
    return {
        section.h2.get_text(): list(map(told, section.select("li.row")))
        for section in html.select("section.block")
    }


def told(row):
    day = row.find("span", class_="date", recursive=False)
    words = " ".join(row.p.get_text().split())
    return f"{day.get_text()} | {words}" if day else words


PAST, COMING, UNDATED = "Gebeurd", "Wat nog komt", "Vermeld, wanneer is niet bekend"


def test_an_agreement_is_signed_starts_and_ends_as_precisely_as_known(client, region):
    an_agreement(
        region=region,
        is_signed=True,
        signed="juni 2019",
        signed_at="Hoorn",
        starts="2020",
        ends="juni 2024",
        end_wording="in-elk-geval-tot",
    )

    assert blocks(client)[PAST] == [
        "juni 2019 | De overeenkomst (van 2020 in elk geval tot juni 2024) is ondertekend"
        " in juni 2019, bij Hoorn.",
        "2020 | De overeenkomst begon in 2020; afgesproken in elk geval tot juni 2024.",
        "na juni 2024 | Einddatum voorbij. Tot juni 2024 liep de overeenkomst in elk geval."
        " Of er een vervolg is, weten wij niet.",
    ]


def test_a_passed_end_date_is_not_shown_as_an_end(client, region):
    make.an_agreement(region=region, kind="sto-project", ends="2023", end_wording="tot")

    found = blocks(client)
    assert found[PAST] == [
        "na 2023 | Einddatum voorbij. Het STO-project was afgesproken tot 2023."
        " Of er een vervolg is, weten wij niet."
    ]
    assert found[UNDATED] == ["Het STO-project (tot 2023): vanaf wanneer, is niet bekend."]


def test_future_entries_are_listed_separately(client, region):
    an_agreement(region=region, starts="2098", ends="2099")
    make.an_event(region=region, name="Markt", starts_on=LATER)
    make.a_school_participation(region=region, school=make.a_school(name="Ahorn"), since="2097")

    assert blocks(client) == {
        COMING: [
            "2097 | Deelnemer vanaf 2097: Ahorn.",
            "2098 | De overeenkomst begint in 2098; afgesproken tot en met 2099.",
            "20 mei 2099 | Activiteit: Markt.",
            "2099 | De overeenkomst loopt tot en met 2099.",
        ]
    }


def test_an_offer_starts_and_ends_and_is_undated_without_a_start(client, region):
    make.an_offer(region=region, name="Techlab", starts="2021", ends="juni 2023")
    other = make.an_offer(name="Gastles", starts="2022-03-01", ends=None)
    make.an_offer_region(offer=other, region=region)
    make.an_offer(region=region, name="Zonder begin", starts=None, ends=None)
    make.an_offer(region=region, name="Concept", starts="2021", **make.drafts)
    make.an_offer(name="Elders", starts="2021")

    assert blocks(client) == {
        PAST: [
            "2021 | Aanbod vanaf 2021: Techlab.",
            "1 maart 2022 | Aanbod vanaf 1 maart 2022: Gastles.",
            "juni 2023 | Aanbod tot en met juni 2023: Techlab.",
        ],
        COMING: [],
        UNDATED: ["Aanbod, begin niet bekend: Zonder begin."],
    }


def test_an_offer_of_one_day_or_month_has_no_later_dates(client, region):
    make.an_offer(region=region, name="Dag", starts="2021-03-01", ends="2021-03-01")
    make.an_offer(region=region, name="Maand", starts="mei 2021", ends="mei 2021")

    assert blocks(client)[PAST] == [
        "1 maart 2021 | Aanbod op 1 maart 2021: Dag.",
        "mei 2021 | Aanbod in mei 2021: Maand.",
    ]


def test_many_offers_of_a_year_are_counted(client, region):
    for _ in range(7):
        make.an_offer(region=region, starts="2021", ends=None)

    (words,) = blocks(client)[PAST]
    assert words.endswith("In 2021: 7 aanbiedingen.")


def test_a_future_signing_is_listed_as_future(client, region):
    an_agreement(region=region, is_signed=True, signed=LATER, starts="2020", ends="2021")

    assert blocks(client)[COMING] == [
        "20 mei 2099 | De overeenkomst (van 2020 tot en met 2021) wordt ondertekend"
        " op 20 mei 2099.",
    ]


def test_a_terminated_agreement_has_the_source_of_its_termination(client, region):
    an_agreement(
        region=region,
        starts="2020",
        ends="2023",
        terminated="2022",
        termination_source="eindbrief 2022",
    )
    page = client.get("/regios/rij/tijdlijn/").content.decode()

    assert blocks(client)[PAST][-1] == "2022 | De overeenkomst is beëindigd: 2022."
    assert "eindbrief 2022" in page


def test_a_change_of_lead_is_shown_if_both_are_known(client, region):
    first, second = make.an_organisation(name="Tabor"), make.an_organisation(name="Vonk")
    an_agreement(region=region, starts="2020", ends="2021", lead_organisation=first)
    an_agreement(region=region, starts="2022", ends="2023", lead_organisation=second)
    an_agreement(region=region, starts="2024", ends="2025")

    leads = [words for words in blocks(client)[PAST] if "Penvoerder" in words]
    assert leads == ["2022 | Penvoerder vanaf 2022: Vonk; van de overeenkomst daarvoor: Tabor."]


@pytest.mark.parametrize(
    "second",
    [
        {"kind": "sto-project", "starts": "2023"},
        {"kind": "overeenkomst", "starts": "2021"},
        {"kind": "overeenkomst", "starts": "2022"},
    ],
    ids=["of another kind", "beside the first", "perhaps beside the first"],
)
def test_the_lead_of_another_agreement_is_not_a_change_of_lead(client, region, second):
    tabor, vonk = make.an_organisation(name="Tabor"), make.an_organisation(name="Vonk")
    an_agreement(region=region, starts="2020", ends="2022", lead_organisation=tabor)
    make.an_agreement(region=region, **second, ends="2024", lead_organisation=vonk)

    assert "Penvoerder" not in str(blocks(client))


def test_members_that_joined_or_left_on_one_date_are_one_entry(client, region):
    for name in ("Ahorn", "Berk", "Ceder"):
        make.a_school_participation(
            region=region, school=make.a_school(name=name), since="2020", until="juni 2022"
        )
    for number in range(60):
        make.a_partner_participation(
            region=region, partner=make.a_partner(name=f"Partner {number}"), since="2021-02-03"
        )

    assert blocks(client)[PAST] == [
        "2020 | Deelnemer vanaf 2020: Ahorn, Berk en Ceder.",
        "3 februari 2021 | Deelnemer vanaf 3 februari 2021: 60 partners.",
        "juni 2022 | Deelnemer tot en met juni 2022: Ahorn, Berk en Ceder.",
    ]
    html = BeautifulSoup(client.get("/regios/rij/tijdlijn/").content, "lxml")
    assert len(html.select("section li details a")) == 60


def test_a_member_without_a_start_has_no_entry_and_is_not_in_the_chart(client, region):
    an_agreement(region=region, starts="2022", ends="2024")
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Hoorn"), since=None
    )
    html = client.get("/regios/rij/tijdlijn/").content.decode()

    assert blocks(client)[UNDATED] == ["Deelnemer, begin niet bekend: Hoorn."]
    assert "Deelnemers erbij" not in html


def test_renamed_closed_and_succeeded_schools(client, region):
    here = {"place": make.a_place(name="Hoorn")}
    successor = make.a_school(name="Vonk", **here)
    draft = make.a_school(**make.drafts)
    for school in (
        make.a_school(name="Ahorn", **here),
        make.a_school(name="Berk", closed_on="juli 2022", successor=successor, **here),
        make.a_school(name="Ceder", successor=successor, **here),
        make.a_school(name="Den", closed_on="2023", successor=draft, **here),
    ):
        make.a_school_participation(region=region, school=school, since=None)
    make.a_former_name(school=successor.predecessors.first(), name="Oude Berk", until="2021-08-01")

    found = blocks(client)
    assert found[PAST] == [
        "1 augustus 2021 | Oude Berk heette zo tot 1 augustus 2021; nu is de naam Berk, Hoorn.",
        "juli 2022 | School gesloten, juli 2022: Berk, Hoorn (opgevolgd door Vonk, Hoorn).",
        "2023 | School gesloten, 2023: Den, Hoorn.",
    ]
    assert found[UNDATED][-1] == (
        "Ceder, Hoorn is opgevolgd door Vonk, Hoorn; wanneer, is niet bekend."
    )


def test_the_chart_names_only_changes_that_happened_to_schools(client, region):
    school = make.a_school(name="Berk")
    make.a_school_participation(region=region, school=school, since=None)
    source = "naamswijziging, bron niet bij ons bekend"
    make.a_former_name(school=school, name="Oude Berk", until="2021-08-01", source=source)
    html = BeautifulSoup(client.get("/regios/rij/tijdlijn/").content, "lxml")

    assert "Scholen: andere naam" in html.figure.get_text()
    assert "gesloten" not in html.figure.get_text()
    assert html.select_one("li .source").get_text() == (
        "Naamswijziging, bron niet bij ons bekend (datum niet bekend)"
    )


def test_events_and_articles_have_their_status(client, region):
    cancelled = {"status": "geannuleerd", "starts_on": date(2021, 3, 1)}
    make.an_event(region=region, name="Markt", **cancelled)
    make.an_event(
        region=region,
        name="Dag",
        status="verplaatst",
        starts_on=date(2021, 4, 1),
        moved_from_start=date(2021, 3, 2),
        moved_from_end=date(2021, 3, 2),
    )
    make.an_article(region=region, name="Opening", kind="verhaal", dated="mei 2021")
    make.an_article(region=region, name="Los bericht", dated=None)

    found = blocks(client)
    assert found[PAST] == [
        "1 maart 2021 | Activiteit: Markt ging niet door.",
        "1 april 2021 | Activiteit: Dag (verplaatst, was dinsdag 2 maart).",
        "mei 2021 | Verhaal: Opening.",
    ]
    assert found[UNDATED] == ["Nieuws, datum niet bekend: Los bericht."]


def test_many_events_of_a_year_are_one_entry(client, region):
    for month in range(1, 8):
        make.an_event(region=region, starts_on=date(2021, month, 1))
    make.an_event(region=region, name="Dag", starts_on=date(2022, 1, 1))

    assert blocks(client)[PAST] == [
        "2021 | In 2021: 7 activiteiten.",
        "1 januari 2022 | Activiteit: Dag.",
    ]


def test_a_figure_reported_for_the_region_is_a_result(client, region):
    indicator = make.an_indicator(name="Bedrijven")
    make.a_figure(
        indicator=indicator,
        region=region,
        area_name="Rij",
        area_code="rij",
        school=None,
        period="2024",
        as_of="2025-01-01",
    )

    assert blocks(client)[PAST] == ["1 januari 2025 | Cijfer: Bedrijven, 2024."]


def test_each_entry_has_its_source(client, region):
    make.a_school_participation(region=region, since="2020", source="regiopagina 2021")
    html = BeautifulSoup(client.get("/regios/rij/tijdlijn/").content, "lxml")

    assert [" ".join(line.get_text().split()) for line in html.select("li .source")] == [
        "Bron: regiopagina 2021"
    ]


def test_the_chart_and_its_description_have_every_date(client, region):
    an_agreement(region=region, starts="2020", ends="2023")
    make.a_school_participation(region=region, since="2021")
    make.a_school_participation(region=region, since="2021")
    svg = BeautifulSoup(client.get("/regios/rij/tijdlijn/").content, "lxml").main.svg

    assert svg.desc.get_text() == (
        "Overeenkomst van 2020 tot en met 2023; Deelnemers erbij: 2021 (2)."
    )


def test_without_data_the_page_says_so_and_has_no_chart(client, region):
    html = BeautifulSoup(client.get("/regios/rij/tijdlijn/").content, "lxml")

    assert html.main.svg is None
    assert [line.get_text() for line in html.select(".absent")] == [
        "Wij kennen hier niets van vóór vandaag met een datum.",
        "Wij weten niets dat nog komt.",
    ]


def test_a_municipality_has_its_mergers_and_participations(client, region):
    old = make.a_municipality(name="Langedijk", valid_until="2021-12-31")
    new = make.a_municipality(slug="nieuw", name="Nieuw", valid_from="2022-01-01")
    make.a_succession(old=old, new=new, on="2022-01-01")
    make.a_municipality_participation(region=region, municipality=old, since="2020", until="2021")
    make.a_municipality_participation(region=region, municipality=new, since="2022")
    an_agreement(region=region, starts="2020", ends="2021")

    assert blocks(client, "/gemeenten/nieuw/tijdlijn/")[PAST] == [
        "2020 | De overeenkomst begon in 2020; afgesproken tot en met 2021.",
        "2020 | Deelnemer van Rij vanaf 2020: Langedijk.",
        "2021 | Deelnemer van Rij tot en met 2021: Langedijk.",
        "2022 | Deelnemer van Rij vanaf 2022: Nieuw.",
        "na 2021 | Einddatum voorbij. De overeenkomst was afgesproken tot en met 2021."
        " Of er een vervolg is, weten wij niet.",
        "1 januari 2022 | Herindeling: Langedijk hoort bij Nieuw.",
    ]
    assert (
        client.get(f"/gemeenten/{old.slug}/tijdlijn/")["Location"] == "/gemeenten/nieuw/tijdlijn/"
    )


def test_a_region_has_a_link_to_its_timeline(client, region):
    assert 'href="/regios/rij/tijdlijn/"' in client.get("/regios/rij/").content.decode()


@pytest.mark.parametrize("below", ["tijdlijn/", "veranderd/", "veranderd.atom"])
def test_a_split_municipality_redirects_to_the_disambiguation_page_without_a_timeline(
    client, below
):
    old = make.a_municipality(name="Haaren", slug="haaren", valid_until="2020-12-31")
    for name in ("Boxtel", "Oisterwijk"):
        make.a_succession(old=old, new=make.a_municipality(name=name), on="2021-01-01")

    assert client.get(f"/gemeenten/haaren/{below}")["Location"] == "/gemeenten/haaren/"
    page = client.get("/gemeenten/haaren/?peildatum=2020-01-01")
    assert "Gemeente Haaren" in page.content.decode()
    assert "/tijdlijn/" not in page.content.decode()
    assert client.get(f"/gemeenten/geen/{below}").status_code == 404
