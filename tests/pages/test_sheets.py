"""Lists and pages as CSV and XLSX: the same rows, at a URL derived from that of the page."""

from datetime import timedelta
from threading import BoundedSemaphore

import pytest

from regions.clock import today
from regions.sheets import views
from regions.sheets.addresses import sheet_path
from tests import make
from tests.pages.reading import main_of
from tests.regions.sheets.reading import csv_rows, records, sheet_of, xlsx_rows

pytestmark = pytest.mark.django_db


def download_links(page):
    return [link["href"] for link in main_of(page).select(".download a")]


@pytest.fixture
def municipalities():
    province = make.a_municipality(name="Aalsmeer", province="PV27").province
    for number in range(60):
        make.a_municipality(name=f"Gemeente {number:02}", province=province)
    return make.a_municipality(name="Zeist", province="PV26")


def test_a_sheet_has_all_rows_of_all_pages_in_the_order_of_the_list(client, municipalities):
    names = [row["gemeente"] for row in sheet_of(client, "/gemeenten/")]

    assert names == ["Aalsmeer", *(f"Gemeente {number:02}" for number in range(60)), "Zeist"]


def test_csv_and_xlsx_have_the_same_cells(client, municipalities):
    rows = csv_rows(client.get("/gemeenten.csv").content)

    assert xlsx_rows(client.get("/gemeenten.xlsx").content) == rows


def test_a_sheet_is_filtered_like_the_page_and_says_so(client, municipalities):
    page = client.get("/gemeenten/?provincie=utrecht&provincie=onzin&page=1&naam=")
    csv, xlsx = download_links(client.get("/gemeenten/?provincie=utrecht&provincie=onzin&page=1"))

    assert page.status_code == 302  # without the blank name filter
    assert csv == "/gemeenten.csv?provincie=utrecht"
    assert [row["gemeente"] for row in records(csv_rows(client.get(csv).content))] == ["Zeist"]
    about = xlsx_rows(client.get(f"{xlsx}&provincie=onzin").content, "Over dit bestand")
    assert ["Keuze: Provincie", "Utrecht"] in about
    assert ["Niet herkend, dus niet gekozen", "Provincie"] in about
    assert ["Pagina", "http://testserver/gemeenten/?provincie=utrecht"] in about
    assert ["Aantal rijen", "1"] in about


def test_the_file_name_has_the_subject_and_the_date(client, municipalities):
    response = client.get("/gemeenten.csv?provincie=utrecht&naam=Zeist")

    name = f"gemeenten-zeist-in-utrecht-{today().isoformat()}.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"].startswith("text/csv; charset=utf-8")


def test_a_file_name_with_many_choices_is_truncated(client):
    narrow = "&".join(
        f"provincie={name}" for name in ("utrecht", "zeeland", "limburg", "drenthe", "gelderland")
    )
    narrow += "&provincie=noord-brabant&provincie=zuid-holland&provincie=noord-holland"
    header = client.get(f"/gemeenten.csv?{narrow}&naam={'a' * 90}")["Content-Disposition"]

    assert f"-en-meer-{today().isoformat()}.csv" in header
    assert len(header) < 180


def test_an_empty_list_gives_a_sheet_of_headings_and_no_link_to_it(client):
    assert len(csv_rows(client.get("/gemeenten.csv").content)) == 1
    assert len(xlsx_rows(client.get("/gemeenten.xlsx").content)) == 1
    assert download_links(client.get("/gemeenten/")) == []


@pytest.mark.parametrize("address", ["/gemeenten.csv", "/gemeenten.xlsx"])
def test_a_sheet_is_cached_and_revalidated_like_a_page(
    client, municipalities, address, django_assert_num_queries
):
    first = client.get(address)
    with django_assert_num_queries(1):
        second = client.get(address)
    head = client.head(address)

    assert second.content == first.content
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Disposition"] == first["Content-Disposition"]
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    make.a_municipality()
    assert client.get(address)["ETag"] != first["ETag"]
    assert client.post(address).status_code == 405


def test_crawlers_are_told_to_skip_sheets(client, municipalities):
    assert client.get("/gemeenten.csv")["X-Robots-Tag"] == "noindex"
    links = main_of(client.get("/gemeenten/")).select(".download a")
    assert {tuple(link["rel"]) for link in links} == {("nofollow",)}
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /*.csv?\nDisallow: /*.xlsx?\n" in robots


def test_limits_concurrent_sheets(client, municipalities, monkeypatch):
    slots = BoundedSemaphore(1)
    monkeypatch.setattr(views, "_slots", slots)
    with slots:
        response = client.get("/gemeenten.csv")

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Cache-Control"] == "no-store"
    assert "Probeer het" in response.content.decode()
    assert client.get("/gemeenten.csv").status_code == 200


def test_a_municipality_states_how_its_region_is_known(client):
    municipality = make.a_municipality(name="Uithoorn", slug="uithoorn", code="GM0451")
    pact = make.a_region(name="Pact", slug="pact")
    make.an_agreement(region=pact, ends="juni 2024", end_wording="in-elk-geval-tot")
    make.a_municipality_participation(municipality=municipality, region=pact, source="krant 2022")
    other = make.a_region(name="Zij", slug="zij")
    school = make.a_school(municipality=municipality)
    make.a_school_participation(school=school, region=other, source="gids 2021")
    make.a_school_participation(school=school, region=pact, source="van wie het opgeeft 2021")
    make.a_municipality(name="Zeist")
    first, second = sheet_of(client, "/gemeenten/")

    assert first["CBS-code"] == "GM0451"
    assert first["pagina"] == "http://testserver/gemeenten/uithoorn/"
    assert first["techniekregio"] == "Pact; Zij"
    assert first["kenmerk techniekregio"] == "pact; zij"
    assert first["hoe bekend"] == "opgegeven; afgeleid uit deelnemende scholen"
    assert first["overeenkomst"] == (
        "In elk geval tot juni 2024, vervolg niet bekend; Overeenkomst niet bekend"
    )
    assert first["bron"] == (
        "CBS en Kadaster (CC BY 4.0); krant 2022; afgeleid uit deelnemende scholen: gids 2021"
    )
    assert second["techniekregio"] == second["hoe bekend"] == "niet bekend"
    assert "" not in [*first.values(), *second.values()]


def test_a_draft_region_is_in_no_sheet(client):
    municipality = make.a_municipality()
    tomorrow = today() + timedelta(days=1)
    make.a_municipality_participation(
        municipality=municipality, region=make.a_region(name="Geheim", published_from=tomorrow)
    )

    assert "geheim" not in client.get(sheet_path("/gemeenten/", "csv")).content.decode().lower()
