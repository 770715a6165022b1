"""Figures, white spots, schools nearby and comparisons as sheets."""

import pytest

from regions.sheets.addresses import sheet_path
from schools.models import Profile
from tests import make
from tests.pages.reading import main_of
from tests.regions.sheets.reading import csv_rows, records, sheet_of, xlsx_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    indicator = make.an_indicator(slug="leerlingen", name="Leerlingen", unit="leerlingen")
    town = make.a_municipality(name="Uithoorn", code="GM0451", slug="uithoorn", province="PV27")
    figure = {"indicator": indicator, "period": "2024-2025", "source": "DUO 2024"}
    for profile, number in [("pie", 1200), ("bwi", 800)]:
        make.a_figure(**figure, area_code="NL", profile=profile, low=number, high=number)
    make.a_figure(**figure, area_code="PV27", province="PV27", profile="pie", low=70, high=70)
    make.a_figure(**figure, area_code="GM0451", municipality=town, profile="pie", low=1, high=4)
    make.a_figure(**figure, area_code="GM0451", municipality=town, profile="bwi", low=12, high=12)
    return indicator


def facts(rows):
    return [(row["code of kenmerk"], row["gegeven"], row["waarde"]) for row in rows]


def test_an_indicator_has_rows_for_the_country_the_provinces_and_the_municipalities(
    client, indicator
):
    bwi, pie = (f"Leerlingen: {profile.label}" for profile in (Profile.BWI, Profile.PIE))
    rows = sheet_of(client, "/cijfers/leerlingen/")

    assert facts(rows) == [
        *(("NL", pie, "1200"), ("NL", bwi, "800"), ("PV27", pie, "70")),
        *(("GM0451", pie, "<5"), ("GM0451", bwi, "12")),
    ]
    assert {(row["cijfer: periode"], row["bron"]) for row in rows} == {("2024-2025", "DUO 2024")}
    one_part = sheet_of(client, "/cijfers/leerlingen/", "?deel=bwi")
    assert facts(one_part) == [("NL", bwi, "800"), ("GM0451", bwi, "12")]
    assert client.get("/cijfers/geen.csv").status_code == 404


def test_the_figures_of_all_areas_match_the_page(demo, client):
    compared = 0
    for kind in ("provincie", "gemeente", "regio"):
        page = main_of(client.get(f"/cijfers/?per={kind}"))
        strings = {text for table in page.select("table") for text in table.stripped_strings}
        rows = sheet_of(client, "/cijfers/", f"?per={kind}")
        of_areas = [row for row in rows if row["onderdeel"] != "Land"]
        assert of_areas
        for row in of_areas:
            value = row["waarde"]
            written = f"{int(value):,}".replace(",", ".") if value.isdigit() else value
            assert value == "geen cijfer" or written in strings, row
            assert row["code of kenmerk"] != "niet bekend"
            assert value == "geen cijfer" or row["bron"] != "niet bekend", row
            compared += 1
    assert compared > 30


def test_white_spots_have_a_row_for_each_municipality_of_the_province(demo, client):
    rows = sheet_of(client, "/cijfers/witte-vlekken/")
    province = sheet_of(client, "/cijfers/witte-vlekken/", "?provincie=noord-holland")

    assert {row["provincie"] for row in province} == {"Noord-Holland"}
    assert 0 < len(province) < len(rows)
    assert [row for row in rows if row["provincie"] == "Noord-Holland"] == province
    for row in rows:
        assert all(row.values())


def test_a_postcode_sheet_has_all_schools_in_its_list_with_their_distance(demo, client):
    rows = sheet_of(client, "/dichtbij/1624/", "?afstand=25&ook=havo-vwo")
    page = main_of(client.get("/dichtbij/1624/?afstand=25&ook=havo-vwo"))

    shown = {link["href"] for link in page.select(".row__name") if "/scholen/" in link["href"]}
    addresses = {row["pagina"].removeprefix("http://testserver") for row in rows}
    assert shown <= addresses
    distances = [row["afstand in hele km (hemelsbreed)"] for row in rows]
    known = [int(distance) for distance in distances if distance != "niet bekend"]
    assert known == sorted(known)
    assert distances[len(known) :] == ["niet bekend"] * (len(rows) - len(known))
    assert "GeoNames (CC BY 4.0)" in rows[0]["bron"]


def test_the_letters_of_a_postcode_are_dropped(demo, client):
    assert client.get("/dichtbij/1624AB.csv")["Location"] == "/dichtbij/1624.csv"
    assert client.get("/dichtbij/0001.csv").status_code == 404
    assert client.get("/dichtbij/x.y.csv").status_code == 404


def test_compares_the_schools_in_the_url(demo, client):
    query = "?school=vonk-hoorn&school=sg-newton&school=geen&vanaf=1624AB"
    rows = sheet_of(client, "/vergelijken/", query)

    assert [row["BRIN + vestiging"] for row in rows] == ["25EF06", "25DA08"]
    assert rows[0]["afstand tot 1624"].startswith("ongeveer")
    about = xlsx_rows(client.get(f"/vergelijken.xlsx{query}").content, "Over dit bestand")
    page = "http://testserver/vergelijken/?school=vonk-hoorn&school=sg-newton&vanaf=1624"
    assert ["Pagina", page] in about


def test_compares_the_regions_in_the_url(demo, client):
    slugs = ["techniekpact-west-friesland", "techniekpact-amstelland"]
    rows = sheet_of(client, "/vergelijken/", f"?regio={slugs[0]}&regio={slugs[1]}")

    assert [row["kenmerk"] for row in rows] == slugs
    page = main_of(client.get(f"/vergelijken/?regio={slugs[0]}&regio={slugs[1]}")).get_text()
    goals = [goal for row in rows for goal in row["doelen"].split("; ")]
    assert [goal.partition(". ")[0] for goal in goals] == ["1", "2", "3", "1", "2"]
    assert all(goal.partition(". ")[2] in page for goal in goals)
    assert all(row["bron"] for row in rows)


@pytest.mark.parametrize(
    "page",
    [
        *("/cijfers/", "/cijfers/leerlingen-per-vmbo-profiel/", "/cijfers/witte-vlekken/"),
        "/dichtbij/1624/",
    ],
)
def test_a_page_links_to_its_sheets(demo, client, page):
    links = [link["href"] for link in main_of(client.get(page)).select(".download a")]

    assert links == [sheet_path(page, "csv"), sheet_path(page, "xlsx")]
    csv, xlsx = (client.get(address).content for address in links)
    assert len(csv_rows(csv)) == len(xlsx_rows(xlsx)) > 1
    assert records(csv_rows(csv))[0].keys() == records(xlsx_rows(xlsx))[0].keys()


def test_a_comparison_has_exact_figures_as_numbers_and_ranges_as_text(client):
    indicator = make.an_indicator(slug="leerlingen-per-vmbo-profiel", unit="leerlingen")
    figure = {"indicator": indicator, "period": "2024-2025", "profile": "pie"}
    make.a_figure(**figure, area_code="NL", low=1200, high=1200)
    for slug, low, high in [("precies", 189, 189), ("weinig", 1, 4)]:
        school, region = make.a_school(slug=slug), make.a_region(slug=slug)
        make.a_school_participation(school=school, region=region)
        make.a_figure(**figure, school=school, area_code=slug, low=low, high=high)

    for name in ("school", "regio"):
        xlsx = client.get(f"/vergelijken.xlsx?{name}=precies&{name}=weinig").content
        rows = records(xlsx_rows(xlsx))
        (label,) = [head for head in rows[0] if head.endswith(" (leerlingen)")]
        assert [row[label] for row in rows] == [189, "<5"]
        over = [head for head in rows[0] if head.endswith(" zoveel scholen")]
        assert [[row[head] for head in over] for row in rows] == (
            [[1, 1]] * 2 if name == "regio" else [[], []]
        )
