"""A municipality whose province is not in any file."""

import csv

import pytest

from regions.lists.facets import UNKNOWN
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import block, factline, main_of, names, text_of, words_of

pytestmark = pytest.mark.django_db

HERE = f"?provincie={UNKNOWN}"


@pytest.fixture
def town():
    """Ten municipalities in Noord-Holland, an invented one, and one without a known province."""
    with changing():
        known = [make.a_municipality(name=f"Dorp {number:02}") for number in range(10)]
        town = make.a_municipality(name="Wad", slug="wad", province="")
    region = make.a_region(name="Oost", slug="oost")
    for municipality in (known[0], town):
        place = make.a_place(name=municipality.name, municipality=municipality)
        school = make.a_school(
            name=f"School {place}", place=place, profiles=["pie"], profiles_known=True
        )
        make.a_school_participation(school=school, region=region)
    elsewhere = make.a_municipality(name="Verzonnen wad", province="", is_example=True)
    invented = make.a_region(name="Voorbeeld", slug="voorbeeld", is_example=True)
    make.a_municipality_participation(municipality=elsewhere, region=invented)
    return town


def headings(page):
    return words_of(main_of(page).select(".rows__group"))


def provinces_offered(page):
    options = main_of(page).select('.facet input[name="provincie"]')
    return {option["value"]: words_of([option.parent])[0] for option in options}


def test_the_list_groups_it_last_and_can_be_filtered_by_it(client, town):
    page = client.get("/gemeenten/")

    assert headings(page) == ["Noord-Holland", "Provincie niet bekend"]
    assert provinces_offered(page)[UNKNOWN] == "provincie niet bekend (1)"
    assert names(main_of(client.get(f"/gemeenten/{HERE}")), "/gemeenten/") == ["Wad"]

    page = client.get("/gemeenten/?regio=oost&regio=voorbeeld")
    assert headings(page) == ["Noord-Holland", "Provincie niet bekend", "Verzonnen"]


def test_lists_of_regions_and_schools_can_be_filtered_by_it(client, town):
    assert names(main_of(client.get(f"/regios/{HERE}")), "/regios/") == ["Oost"]
    assert names(main_of(client.get(f"/scholen/{HERE}")), "/scholen/") == ["School Wad"]
    page = main_of(client.get("/profielen/pie/"))
    assert "provincie niet bekend" in str(page)


def test_the_option_is_hidden_if_every_province_is_known(client, town):
    town.province = "PV21"
    town.save()

    offered = provinces_offered(client.get("/gemeenten/"))

    assert offered["fryslan"] == "Fryslân (1)"
    assert UNKNOWN not in offered


def test_its_page_says_so_and_suggests_no_region_with_an_unknown_province(client, town):
    lonely = make.a_municipality(name="Slik", slug="slik", province="")

    assert factline(client.get(town.get_absolute_url()))[0] == "Provincie niet bekend"
    page = client.get(lonely.get_absolute_url())
    assert "In dezelfde provincie" not in words_of([block(page, "Hoe nu verder")])[0]


def test_sheets_and_search_suggestions_say_so(client, town):
    sheet = client.get("/gemeenten.csv").content.decode("utf-8-sig")
    by_name = {row["gemeente"]: row for row in csv.DictReader(sheet.splitlines(), delimiter=";")}
    assert by_name["Wad"]["provincie"] == "niet bekend"
    found = client.get("/zoeken/suggesties/?q=wad").json()
    assert "provincie niet bekend" in {match["where"] for match in found}


def test_a_table_of_provinces_has_a_row_for_its_schools(client, town):
    make.a_figure(indicator=make.an_indicator(slug="leerlingen-per-vmbo-profiel"))

    assert "Provincie niet bekend" in text_of(client.get("/cijfers/?per=provincie"))


def test_the_admin_says_so(admin_client, town):
    page = admin_client.get("/admin/regions/municipality/").content.decode()

    assert "provincie niet bekend" in page
