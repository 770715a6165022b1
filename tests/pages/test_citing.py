"""Statements and figures have a URL and a citation to copy."""

import pytest

from regions.clock import today
from regions.wording.dutch import day_in_words
from schools.figures.money import REPORTED
from tests import make
from tests.pages.reading import main_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    region = make.a_region(slug="pact", name="Pact")
    municipality = make.a_municipality(slug="uithoorn", name="Uithoorn")
    make.a_municipality_participation(region=region, municipality=municipality, source="gids, 2021")
    euros = make.an_indicator(slug=REPORTED, name="Toegekend", unit="euro")
    make.a_figure(
        indicator=euros,
        region=region,
        area_code="pact",
        low=5_900_000,
        high=5_900_000,
        period="2020-2023",
        note="per vier jaar",
        source="krant, 2019",
    )
    return make.an_agreement(region=region, source="krant, 2022", budget=None)


GROWS = "regio, lijst die wordt bijgewerkt"


def cited(page):
    """Map each URL to the text before it; the access date comes after it."""
    until = f", geraadpleegd op {day_in_words(today())}."
    found = {}
    for line in main_of(page).select("details .source"):
        if line.select_one(".spelled-out") and "geraadpleegd" in line.get_text():
            address = line.select_one(".spelled-out")["href"]
            assert words(line).replace(" ,", ",").endswith(f"{address}{until}")
            said, _, site = words(line).partition(f": {address}")[0].rpartition(" Techniek in de ")
            assert site in ("regio", GROWS) or site.startswith("regio, stand op ")
            found[address] = said
    return found


def lasting(query=""):
    return query or f"?peildatum={today().isoformat()}"


def lines(page):
    """The anchor and line of each statement."""
    found = {}
    for address, line in cited(page).items():
        before, _, anchor = address.partition("#")
        asked = page.wsgi_request
        query = lasting(f"?{asked.META['QUERY_STRING']}" if asked.META["QUERY_STRING"] else "")
        assert before == asked.build_absolute_uri(f"{asked.path}{query}")
        assert main_of(page).find(id=anchor), anchor
        found[anchor] = line
    return found


def test_an_agreement_and_an_amount_can_be_cited(client, agreement):
    money = f"geld-{REPORTED}-2020-2023"
    for query in ("", "?peildatum=2024-09-01"):
        found = lines(client.get(f"/regios/pact/{query}"))

        assert found.keys() == {agreement.anchor, money}
        assert found[agreement.anchor].endswith("Bron: krant, 2022.")
        assert found[money].startswith("Pact. Toegekend, zoals bericht, 2020-2023: ")
        assert found[money].endswith("miljoen per vier jaar (bron: krant, 2019).")


def test_the_participation_of_a_municipality_can_be_cited(client, agreement):
    found = lines(client.get("/gemeenten/uithoorn/"))

    said = "Pact. Gemeente Uithoorn is opgegeven als deelnemer. Bron: gids, 2021."
    assert found == {"regio-pact": said}


@pytest.mark.parametrize(
    ("query", "member"),
    [("", "Deelnemer aan"), ("?peildatum=2024-09-01", "Vermeld als deelnemer van")],
)
def test_a_participation_can_be_cited_on_the_page_of_its_member(client, agreement, query, member):
    region, left = agreement.region, make.a_region(name="Oud")
    school = make.a_school(slug="kolom", name="Kolom", place=make.a_place(name="Almere"))
    partner = make.a_partner(slug="bedrijf", name="Bedrijf")
    for maker, field, row, address in [
        (make.a_school_participation, "school", school, "Kolom, Almere"),
        (make.a_partner_participation, "partner", partner, "Bedrijf"),
    ]:
        now = maker(region=region, source="gids, 2021", **{field: row})
        before = maker(region=left, until="2021-06", source="krant, 2020", **{field: row})

        found = lines(client.get(f"{row.get_absolute_url()}{query}"))

        assert found.keys() == {now.anchor, before.anchor}
        assert found[now.anchor].startswith(f"{address}. {member} Pact: ")
        assert found[now.anchor].endswith(". Bron: gids, 2021.")
        assert found[before.anchor] == (
            f"{address}. Deed eerder mee aan Oud, tot en met juni 2021. Bron: krant, 2020."
        )


@pytest.mark.parametrize("query", ["", "?peildatum=2024-09-01"])
def test_figures_can_be_cited(client, agreement, query):
    def line_of(address):
        [(cited_address, line)] = cited(client.get(address)).items()
        assert cited_address == f"http://testserver{address.partition('?')[0]}{lasting(query)}"
        return line

    assert line_of(f"/cijfers/{REPORTED}/pact/{query}") == (
        "Pact. Toegekend, 2020-2023: 5.900.000 euro (per vier jaar). Bron: krant, 2019."
    )
    towns = {"indicator": make.an_indicator(slug="kandidaten", name="Kandidaten")}
    hoorn = {"municipality": make.a_municipality(name="Hoorn"), "area_code": "GM0405"}
    for profile in ("pie", "bwi"):
        low = {"pie": 1, "bwi": 12}[profile]
        make.a_figure(
            **towns,
            **hoorn,
            profile=profile,
            period="2019",
            source="DUO, 2019",
            low=low,
            high=low + 3,
        )
    assert line_of(f"/cijfers/kandidaten/GM0405/{query}") == (
        "Hoorn. Kandidaten, 2019: Bouwen, wonen en interieur 12 tot en met 15 leerlingen; "
        "Produceren, installeren en energie minder dan 5 leerlingen. Bron: DUO, 2019."
    )
    as_written = {"area_name": "De kop", "area_code": "de-kop"}
    for low, source in ((5, "gids, 2019"), (6, "krant, 2019")):
        make.a_figure(**towns, **as_written, low=low, high=low, period="2019", source=source)
    assert line_of(f"/cijfers/kandidaten/de-kop/{query}") == (
        "De kop. Kandidaten, 2019: 5 leerlingen (bron: gids, 2019); "
        "2019: 6 leerlingen (bron: krant, 2019)."
    )


@pytest.mark.parametrize("name", ["tijdlijn", "veranderd"])
def test_each_entry_of_a_timeline_can_be_cited(client, agreement, name):
    for school in ("Ahorn", "Berk", "Cipres", "Den"):
        school = make.a_school(name=school)
        row = make.a_school_participation(
            region=agreement.region, school=school, since="2021", source="gids, 2021"
        )
    query = "?sinds=2019-01-01" if name == "veranderd" else ""
    page = client.get(f"/regios/pact/{name}/{query}")
    found = cited(page)
    address = f"http://testserver/regios/pact/{name}/{query}"
    anchors = [line["id"] for line in main_of(page).select("li.row")]
    ids = [element["id"] for element in main_of(page).select("[id]")]
    joined = next(anchor for anchor in anchors if anchor.startswith("deelname-van-een-school"))

    assert list(found) == [f"{address}#{anchor}" for anchor in anchors]
    assert words(main_of(page)).count(f"Techniek in de {GROWS}: ") == len(found)
    assert found[f"{address}#{joined}"] == (
        "Pact. Deelnemer vanaf 2021: 4 scholen. Bron: gids, 2021."
    )
    assert f"deelname-van-een-school-{row.pk}-deelnemers-erbij" in ids
    assert len(ids) == len(set(ids))


def test_an_entry_without_a_source_has_no_citation(client, agreement):
    school = make.a_school(name="Vonk")
    make.a_school_participation(region=agreement.region, school=school)
    source = "naamswijziging per 1 augustus 2021, bron niet bij ons bekend"
    make.a_former_name(school=school, name="Clusius", until="2021-08-01", source=source)
    page = client.get("/regios/pact/tijdlijn/")

    assert "Clusius heette zo" in words(main_of(page))
    assert not any("Clusius" in line for line in cited(page).values())


def test_each_figure_of_a_municipality_links_to_its_citation(client):
    town = make.a_municipality(slug="urk", name="Urk")
    for slug, periods in (("een", ["2021"]), ("twee", ["2020", "2021"])):
        indicator = make.an_indicator(slug=slug, name=slug)
        for period in periods:
            make.a_figure(indicator=indicator, municipality=town, area_code="", period=period)
    links = main_of(client.get("/gemeenten/urk/")).find_all("a", string="Verwijs naar dit cijfer")

    assert [link["href"] for link in links] == [
        f"/cijfers/{slug}/{town.code}/" for slug in ("een", "twee")
    ]
