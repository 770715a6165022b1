"""The white spots page: a map per profile and a table."""

import gzip

import pytest

from regions.models import Municipality, Province
from schools.figures.road import ROAD_TO_VMBO
from tests import make
from tests.pactdir.white_spots.test_nearest import (
    a_location,
    a_town,
    counted_here,
    counted_in_country,
)
from tests.pages.test_figures import page_of

pytestmark = pytest.mark.django_db

ADDRESS = "/cijfers/witte-vlekken/"
TOO_FEW = "te weinig bekend"
HEADINGS = [
    "Gemeente",
    "BWI 1 ver",
    *(f"{name} {TOO_FEW}" for name in ("PIE", "M&T", "MVI", "MaT")),
]
MAX_CHART_BYTES = 6_000
MAX_ROW_CHARACTERS = 150  # with a name and five distances, so hardly any indentation


def words(element):
    return " ".join(element.get_text(" ").split())


def rows_of(client, query=""):
    table = page_of(client, ADDRESS + query).select_one("table")
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tr")]


@pytest.fixture
def places():
    a_town(name="Hoorn", province="PV27")
    a_town(name="Almere", province="PV24", latitude=52.3)
    a_location(3, "bwi", name="Tabor", place=make.a_place(name="Hoorn"))
    a_location(1, profiles_known=False, levels=["vmbo-kb"])
    counted_in_country(1, "bwi")


def test_the_national_table_shows_distances_and_marks_far_ones(client, places):
    assert rows_of(client) == [
        HEADINGS,
        ["Almere", "30*", "?", "?", "?", "?"],
        ["Hoorn", "3", "?", "?", "?", "?"],
    ]


def test_links_to_profiles_keep_the_province(client, places):
    page = page_of(client, f"{ADDRESS}?profiel=bwi&provincie=flevoland")

    first, second = page.select_one(".figures__parts").select("a")[:2]
    assert first["aria-current"] == "true"
    assert second["href"] == "?profiel=pie&provincie=flevoland#kop-kaart"


def test_counts_in_a_province_are_of_its_municipalities(client, places):
    a_town(name="Goes", province="PV29", latitude=51.5)

    queries = ("", "?provincie=flevoland", "?provincie=noord-holland")
    headings = [rows_of(client, query)[0][1] for query in queries]
    assert headings == ["BWI 2 ver", "BWI 1 ver", "BWI 0 ver"]


def test_a_province_lists_locations_and_unknown_profiles(client, places):
    assert rows_of(client, "?provincie=noord-holland")[1:] == [
        ["Hoorn", "3 Tabor, Hoorn 1 onbekend dichterbij", "?", "?", "?", "?"]
    ]


def test_a_province_shows_road_distances_from_cbs(client, places):
    hoorn = Municipality.objects.get(name="Hoorn")
    make.a_postcode_area(code="1621", place=make.a_place(municipality=hoorn))
    make.a_figure(indicator=make.an_indicator(slug=ROAD_TO_VMBO), area_code="1621", low="1.5")

    rows = rows_of(client, "?provincie=noord-holland")
    assert [row[-1] for row in rows] == ["Over de weg, elk vmbo", "1,5"]


def test_a_distance_is_uncertain_if_duo_counted_a_location_there(client, places):
    counted_here(Municipality.objects.get(name="Almere"), 1, "bwi")

    assert rows_of(client)[:2] == [
        ["Gemeente", "BWI 0 ver", *HEADINGS[2:]],
        ["Almere", "30?", "?", "?", "?", "?"],
    ]
    page = page_of(client, ADDRESS)
    note = "DUO in de gemeente zelf in 2019 een vestiging die nu niet op deze site staat"
    assert note in words(page)
    assert "zonder teken is voor zover bekend: van 1 vmbo-vestiging kennen wij" in words(page)
    assert "1 dichterbij, bij 1 niet zeker;" in page.select_one(".chart svg").desc.get_text()


def test_the_map_of_a_profile_has_a_description(client, places):
    chart = page_of(client, f"{ADDRESS}?profiel=bwi").select_one(".chart svg")

    assert chart.title.get_text() == "Waar Bouwen, wonen en interieur ver weg is"
    assert chart.desc.get_text().startswith(
        "1 gemeente op meer dan 12 km van een vestiging met dit profiel, 1 dichterbij; 1 vestiging."
    )


def test_the_map_has_province_borders_if_all_are_loaded(client, places):
    *most, last = Province
    for number, province in enumerate(most):
        south, west = 51 + number // 4 / 2, 4 + number % 4 / 2
        north, east = south + 0.5, west + 0.5
        square = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        make.a_boundary(municipality=None, code=province, shape=[[square]])
    assert page_of(client, ADDRESS).select_one(".chart__borders") is None

    make.a_boundary(municipality=None, code=last)

    assert page_of(client, ADDRESS).select_one(".chart__borders")["d"].startswith("m")


@pytest.mark.parametrize(
    ("count", "heading", "note"),
    [
        (179, "BWI 1 van 179 bekend", "DUO telde er in 2019 in heel Nederland 179."),
        (None, "BWI te weinig bekend", "Hoeveel er in heel Nederland zijn, weten wij niet."),
    ],
)
def test_nothing_is_far_if_too_few_locations_are_known(client, count, heading, note):
    a_town(name="Hoorn")
    a_town(name="Almere", latitude=52.3)
    a_location(3, "bwi")
    if count:
        counted_in_country(count, "bwi")

    rows = rows_of(client)
    page = page_of(client, ADDRESS)
    chart = page.select_one(".chart")
    assert [row[:2] for row in rows] == [["Gemeente", heading], ["Almere", "30"], ["Hoorn", "3"]]
    assert f"Wij noemen geen gemeente ver weg. Van dit profiel kennen wij 1 vestiging. {note}" in (
        words(page)
    )
    assert chart.desc.get_text().startswith(
        "1 gemeente tot 12 km van een vestiging met dit profiel, bij 1 niet zeker; 1 vestiging."
    )
    assert "verder weg" not in words(chart)


def test_nothing_is_far_in_the_demo(client, demo):
    headings, *rows = rows_of(client)

    assert headings[1] == "BWI 4 van 179 bekend"
    assert "78" in [row[1] for row in rows]
    assert not [cell for row in rows for cell in row if "*" in cell]


def test_a_profile_without_locations_is_reported(client, places):
    page = page_of(client, f"{ADDRESS}?profiel=mat")

    assert page.select(".chart svg") == []
    assert "Wij kennen nog geen vestiging met dit profiel" in words(page)


def test_unknown_choices_fall_back_to_the_first_profile_and_the_country(client, places):
    assert rows_of(client, "?profiel=koken&provincie=atlantis") == rows_of(client)


def test_the_page_shows_how_certain_it_is(client, places):
    text = words(page_of(client, ADDRESS))

    assert "Van 1 vmbo-vestiging kennen wij de profielen niet." in text
    assert "De profielen zijn van 1 oktober 2019 . Ze kunnen veranderd zijn." in text
    assert "Het is geen norm." in text


def test_the_page_works_without_data(client):
    assert "Wij kennen nog geen vestiging" in words(page_of(client, ADDRESS))


def test_the_map_and_the_table_of_a_whole_country_are_small(client):
    for number in range(340):
        a_town(
            name=f"Gemeente {number}", latitude=50.8 + number / 130, longitude=4 + number % 37 / 13
        )
    for number in range(220):
        a_location(number, "bwi", longitude=4 + number % 31 / 11, latitude=51 + number / 90)

    page = page_of(client, ADDRESS)
    chart = str(page.select_one(".chart svg"))
    assert len(gzip.compress(chart.encode())) <= MAX_CHART_BYTES
    assert len(str(page.select_one("tbody"))) <= 340 * MAX_ROW_CHARACTERS


@pytest.mark.parametrize("towns", [1, 5])
def test_takes_the_same_queries_for_any_number_of_rows(client, django_assert_num_queries, towns):
    for _ in range(towns):
        a_town()
        a_location(3, "bwi")
    # The content version, schools, municipalities, counted locations, boundaries of provinces.
    with django_assert_num_queries(5):
        client.get(ADDRESS)
    # Cached until the content changes; road distances and postcodes only for provinces.
    with django_assert_num_queries(1):
        client.get(f"{ADDRESS}?profiel=pie")
    with django_assert_num_queries(3):
        client.get(f"{ADDRESS}?provincie=zeeland")
    with django_assert_num_queries(1):
        client.get(f"{ADDRESS}?provincie=drenthe")
