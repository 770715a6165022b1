"""Municipalities side by side: the URL holds the selection, and unknown never reads as "no"."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.figures.money import REPORTED
from tests import make
from tests.pages.reading import main_of, text_of
from tests.pages.test_comparison import columns
from tests.regions.sheets.reading import records, sheet_of, xlsx_rows

pytestmark = pytest.mark.django_db


def headings(page):
    return [heading.get_text(strip=True) for heading in main_of(page).select("thead th")]


@pytest.fixture
def beside():
    """Uithoorn has data, Opmeer has none."""
    uithoorn = make.a_municipality(
        name="Uithoorn", slug="uithoorn", code="GM0451", latitude=52.24, longitude=4.83
    )
    make.a_municipality(name="Opmeer", slug="opmeer", code="GM0432")
    stated, derived = make.a_region(name="Pact", slug="pact"), make.a_region(name="Zij", slug="zij")
    make.an_agreement(
        region=stated,
        lead_organisation=make.an_organisation(name="Panta Rhei"),
        source="krant 2022",
    )
    make.a_municipality_participation(
        region=stated, municipality=uithoorn, commitment="Betaalt een bus", source="gids 2021"
    )
    school = make.a_school(
        name="Thamen",
        municipality=uithoorn,
        place=make.a_place(name="Uithoorn", municipality=uithoorn),
        levels=["vmbo-bkg"],
        profiles_known=True,
        profiles=["pie"],
        latitude=52.25,
        longitude=4.84,
    )
    make.a_school_participation(region=derived, school=school)
    pupils = make.an_indicator(slug="leerlingen-per-vmbo-profiel", unit="leerlingen")
    rate = make.an_indicator(slug="slaagpercentage-techniek-in-het-vmbo", unit="procent")
    candidates = make.an_indicator(slug="examenkandidaten-per-technisch-profiel", unit="kandidaten")
    for owner in ({"area_code": "NL"}, {"municipality": uithoorn, "area_code": "GM0451"}):
        figure = owner | {"period": "2024-2025"}
        make.a_figure(**figure, indicator=pupils, profile="pie", low=1, high=4)
        make.a_figure(**figure, indicator=rate, level="vmbo-bb", low=7, high=7, of_low=8, of_high=8)
        make.a_figure(**figure, indicator=candidates, profile="pie", low=21, high=21)
    euros = make.an_indicator(slug=REPORTED, name="Toegekend", unit="euro")
    make.a_figure(
        indicator=euros,
        region=stated,
        area_code="pact",
        low=5_900_000,
        high=5_900_000,
        period="2020-2023",
        source="krant, 2019",
    )
    return "?gemeente=uithoorn&gemeente=opmeer"


def test_known_and_unknown_values_are_side_by_side(client, beside):
    page = client.get(f"/vergelijken/{beside}")
    table = columns(page)

    assert headings(page) == ["Uithoorn", "Opmeer"]
    assert table["CBS-code"] == ["GM0451", "GM0432"]
    assert table["Techniekregio"] == [
        "Pact (opgegeven) Zij (afgeleid uit deelnemende scholen)",
        "Geen techniekregio bekend",
    ]
    assert table["Penvoerder"] == ["Pact: Panta Rhei Zij: Niet bekend", "Niet bekend"]
    assert table["Wat de gemeente zelf op zich nam"] == [
        "Pact: Betaalt een bus Zij: Niet bekend",
        "Niet bekend",
    ]
    assert table["Scholen"] == ["1 bekend: bekijk de scholen", "Geen school bekend"]
    figures = {head: cells for head, cells in table.items() if "2024-2025" in head}
    assert [cells[0] for cells in figures.values()] == [
        "minder dan 5",
        "87,5 % (7 van 8). Bij weinig kandidaten zegt een percentage weinig",
        "21",
    ]
    assert {cells[1] for cells in figures.values()} == {"Geen cijfer bekend"}
    nearest = table["DichtstbijzijndePIEhemelsbreed"]
    assert nearest[0].startswith("Ongeveer 1 km: Thamen, Uithoorn")
    assert nearest[1] == "Niet bekend"
    assert "5,9 miljoen" in table["Geld voor de regio"][0]
    assert table["Bron"] == ["gids 2021; krant 2022", "Niet bekend"]
    assert "De volgorde is geen rangorde" in text_of(page)
    assert "noindex" in page.text


def test_the_sheets_have_the_same_values(client, beside):
    known, unknown = sheet_of(client, "/vergelijken/", beside)

    assert (known["CBS-code"], unknown["CBS-code"]) == ("GM0451", "GM0432")
    assert known["hoe bekend"] == "opgegeven; afgeleid uit deelnemende scholen"
    assert known["penvoerder"] == "Panta Rhei; niet bekend"
    assert known["wat de gemeente zelf op zich nam"] == "Betaalt een bus; niet bekend"
    assert known["aantal scholen"] == "1"
    assert known["Leerlingen in een technisch profiel (leerjaar 3 en 4) (leerlingen)"] == "<5"
    assert known["Slaagpercentage techniek (procent)"] == "87,5"
    assert known["Slaagpercentage techniek: aantal van het geheel"] == "7 van 8"
    assert known["Examenkandidaten PIE (kandidaten)"] == "21"
    assert not [head for head in known if "opgeteld" in head]
    assert known["km tot Produceren, installeren en energie"] == "1"
    head = "geld: Toegekend, zoals bericht, 2020-2023"
    assert known[f"{head} (euro)"] == "5900000"
    assert known[f"{head}: bron"] == "Pact: krant, 2019"
    assert "Zij: elk bedrag" in known["geld: niet bekend"]
    assert unknown["geld: niet bekend"] == "elk bedrag"
    assert unknown["penvoerder"] == unknown["Examenkandidaten PIE (kandidaten)"] == "niet bekend"
    xlsx = client.get(f"/vergelijken.xlsx{beside}").content
    assert records(xlsx_rows(xlsx))[0]["Examenkandidaten PIE (kandidaten)"] == 21


@pytest.fixture
def merged():
    new = make.a_municipality(name="Dijk en Waard", slug="dijk-en-waard", valid_from="2022")
    for name in ("Heerhugowaard", "Langedijk"):
        old = make.a_municipality(name=name, slug=name.lower(), valid_until="2021")
        make.a_succession(old=old, new=new, on="2022")


@pytest.mark.usefixtures("merged")
@pytest.mark.parametrize(
    "query",
    [
        "gemeente=heerhugowaard",
        "gemeente=Heerhugowaard&gemeente=langedijk&gemeente=",
        "gemeente=%20Dijk+en+Waard&gemeente=dijk-en-waard",
    ],
)
def test_any_name_finds_the_current_municipality_and_mentions_its_merger(client, query):
    page = client.get(f"/vergelijken/?{query}", follow=True)

    assert page.redirect_chain == [("/vergelijken/?gemeente=dijk-en-waard", 302)]
    merger = "Deze gemeente is samengevoegd per 2022 uit Heerhugowaard en Langedijk."
    assert columns(page)["Herindeling"] == [merger]


@pytest.mark.usefixtures("merged")
def test_an_old_name_of_a_selected_municipality_is_reported_as_a_duplicate(client):
    page = client.get("/vergelijken/?gemeente=dijk-en-waard&gemeente=Heerhugowaard")

    assert headings(page) == ["Dijk en Waard"]
    said = "Heerhugowaard hoort nu bij Dijk en Waard. Die gemeente staat er al."
    assert said in text_of(page)


@pytest.mark.usefixtures("merged")
def test_sheets_accept_old_names_too(client):
    rows = sheet_of(client, "/vergelijken/", "?gemeente=langedijk")

    assert [row["gemeente"] for row in rows] == ["Dijk en Waard"]


def test_a_split_municipality_links_to_each_successor_with_the_selection(client):
    make.a_municipality(name="Alkmaar", slug="alkmaar")
    old = make.a_municipality(name="Winsum", slug="winsum", valid_until="2018")
    for slug in ("het-hogeland", "westerkwartier"):
        make.a_succession(old=old, new=make.a_municipality(name=slug, slug=slug), on="2019")

    page = client.get("/vergelijken/?gemeente=alkmaar&gemeente=winsum")
    assert headings(page) == ["Alkmaar"]
    assert [link["href"] for link in main_of(page).select(".notice a")] == [
        "/vergelijken/?gemeente=alkmaar&gemeente=het-hogeland",
        "/vergelijken/?gemeente=alkmaar&gemeente=westerkwartier",
    ]


def test_unknown_names_and_those_beyond_the_maximum_are_reported(client):
    slugs = [make.a_municipality().slug for _ in range(5)]
    query = "&".join(f"gemeente={slug}" for slug in slugs)

    page = client.get(f"/vergelijken/?{query}&gemeente=%00<b>&gemeente=---")
    assert len(headings(page)) == 4
    assert len(main_of(page).select("[type=checkbox]")) == 4
    assert "Meer dan 4 gemeenten passen niet naast elkaar." in text_of(page)
    assert "U ziet de eerste 4 gemeenten" in text_of(page)
    assert "Deze gemeente kennen wij niet: \x00<b> en ---" in text_of(page)
    assert "Vul hieronder een gemeente in" in text_of(client.get("/vergelijken/?gemeente=onzin"))


def test_a_municipality_links_to_a_comparison_with_the_neighbours_with_most_data(client):
    own = make.a_municipality(slug="eigen", latitude=52.0, longitude=5.0)
    shared = make.a_municipality_participation(municipality=own).region
    for slug in ("buur-a", "buur-b", "met-school", "van-elders", "van-ons"):
        neighbour = make.a_municipality(name=slug, slug=slug, latitude=52.1, longitude=5.0)
        make.a_neighbour(municipality=own, neighbour=neighbour)
        if slug == "met-school":
            make.a_school(municipality=neighbour)
        if slug.startswith("van-"):
            region = shared if slug == "van-ons" else make.a_region()
            make.a_municipality_participation(region=region, municipality=neighbour)

    (link,) = main_of(client.get("/gemeenten/eigen/")).select("a[href^='/vergelijken/']")
    slugs = ("eigen", "van-ons", "van-elders", "met-school")
    assert link["href"] == "/vergelijken/?" + "&".join(f"gemeente={slug}" for slug in slugs)


def test_the_comparison_offers_the_nearest_neighbours(client):
    own = make.a_municipality(slug="eigen", latitude=52.0, longitude=5.0)
    for slug, latitude in {"ver": 52.9, "c": 52.3, "a": 52.1, "b": 52.2}.items():
        neighbour = make.a_municipality(name=slug, slug=slug, latitude=latitude, longitude=5.0)
        make.a_neighbour(municipality=own, neighbour=neighbour)

    (link,) = main_of(client.get("/gemeenten/eigen/")).select("a[href^='/vergelijken/']")
    assert link["href"] == "/vergelijken/?gemeente=eigen&gemeente=a&gemeente=b&gemeente=c"
    boxes = main_of(client.get("/vergelijken/?gemeente=eigen")).select("[type=checkbox]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [
        ("eigen", True),
        *((slug, False) for slug in ("a", "b", "c", "ver")),
    ]
    assert not main_of(client.get("/gemeenten/ver/")).select("a[href^='/vergelijken/']")


def test_a_neighbour_says_which_municipality_it_adjoins(client):
    chosen = [make.a_municipality(slug=name.lower(), name=name) for name in ("Zuid", "Eigen")]
    north = make.a_municipality(name="Noord")
    for municipality in chosen:
        make.a_neighbour(municipality=municipality, neighbour=north)

    page = text_of(client.get("/vergelijken/?gemeente=zuid&gemeente=eigen"))
    assert "Noord buurgemeente van Eigen en Zuid" in page


def test_draft_regions_and_draft_or_closed_schools_are_omitted(client):
    municipality = make.a_municipality(slug="uithoorn")
    draft = make.a_region(name="Geheim", **make.drafts)
    make.a_municipality_participation(region=draft, municipality=municipality)
    make.a_school(municipality=municipality, **make.drafts)
    make.a_school(municipality=municipality, closed_on="2021")

    table = columns(client.get("/vergelijken/?gemeente=uithoorn"))
    assert table["Techniekregio"] == ["Geen techniekregio bekend"]
    assert table["Scholen"] == ["Geen school bekend"]


def test_takes_the_same_queries_for_one_municipality_and_three(client):
    def queries(slugs):
        with CaptureQueriesContext(connection) as captured:
            client.get("/vergelijken/?" + "&".join(f"gemeente={slug}" for slug in slugs))
        return len(captured)

    indicator, slugs = make.an_indicator(slug="leerlingen-per-vmbo-profiel"), []
    make.a_figure(indicator=indicator, area_code="NL", profile="pie")
    for _ in range(3):
        row = make.a_municipality()
        make.a_municipality_participation(municipality=row)
        make.a_school(municipality=row)
        make.a_succession(new=row)
        make.a_figure(indicator=indicator, municipality=row, area_code=row.code, profile="pie")
        make.a_neighbour(municipality=row)
        slugs.append(row.slug)

    client.get(f"/vergelijken/?gemeente={slugs[1]}")  # fills the caches that all pages share
    # content version; municipalities, funding, schools, figures, mergers, neighbours and whose
    assert queries(slugs[:1]) == queries(slugs) == 8
