"""Filters that cannot narrow a list are hidden."""

import pytest

from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, words, words_of

pytestmark = pytest.mark.django_db

ROWS = {
    "/regios/": make.a_region,
    "/gemeenten/": make.a_municipality,
    "/scholen/": make.a_school,
    "/partners/": make.a_partner,
    "/nieuws/": make.an_article,
    "/agenda/": make.an_event,
}
# For each list: a facet, its model field, and two values of that field.
KINDS = {
    "/regios/": ("soort", "kind", "sto", "techniekpact"),
    "/gemeenten/": ("provincie", "province", "PV24", "PV27"),
    "/scholen/": ("niveau", "levels", ["pro"], ["vwo"]),
    "/partners/": ("soort", "kind", "netwerk", "bedrijf"),
    "/nieuws/": ("soort", "kind", "verhaal", "oproep"),
    "/agenda/": ("voor", "audience", ["ouders"], ["docenten"]),
}


def facets(page):
    options = {}
    for facet in main_of(page).select(".facet"):
        labels = words_of(facet.select(".option:not(.option--none)"))
        options[facet.input["name"]] = labels
    return options


def rows_in_two_kinds(address, first, second):
    _, field, first_kind, second_kind = KINDS[address]
    with changing():
        for number in range(first + second):
            kind = first_kind if number < first else second_kind
            ROWS[address](name=f"Nummer {number:02}", **{field: kind})


@pytest.mark.parametrize("address", KINDS)
def test_a_list_of_fewer_than_ten_rows_has_no_filters(client, address):
    name = KINDS[address][0]
    rows_in_two_kinds(address, 5, 4)

    assert main_of(client.get(address)).select_one(".filters") is None

    rows_in_two_kinds(address, 1, 0)
    page = client.get(address)

    assert len(facets(page)[name]) == 2
    assert main_of(page).select_one("input[name=naam]")


@pytest.mark.parametrize("address", KINDS)
def test_a_facet_that_cannot_narrow_the_list_is_hidden(client, address):
    rows_in_two_kinds(address, 12, 0)
    page = client.get(address)

    assert KINDS[address][0] not in facets(page)
    for name, options in facets(page).items():
        assert options, name
    # The list is long enough for the name filter.
    assert main_of(page).select_one("input[name=naam]")


def test_a_facet_with_a_single_option_is_hidden_and_one_that_splits_the_list_is_not(client):
    region = make.a_region()
    with changing():
        for number in range(12):
            place = make.a_place() if number else make.a_place(name="Hoorn")
            partner = make.a_partner(place=place, kind="netwerk" if number else "bedrijf")
            if number < 3:
                make.a_partner_participation(region=region, partner=partner)

    visible = facets(client.get("/partners/"))

    assert "regio" not in visible
    assert visible["soort"] == ["bedrijf (1)", "netwerk (11)"]


def test_a_long_list_keeps_its_facets_when_filters_leave_only_a_few_rows(client):
    rows_in_two_kinds("/partners/", 9, 3)
    make.a_partner(name="Nummer 12", kind="bedrijf", sectors=["groen"])
    page = client.get("/partners/?soort=bedrijf&naam=nummer")

    assert words(main_of(page).select_one(".count")) == "4 partners"
    assert facets(page) == {
        "soort": ["bedrijf (4)", "netwerk (9)"],
        "sector": ["groen en tuinbouw (1)"],
    }


@pytest.mark.parametrize("rows", [1, 12])
def test_an_option_without_results_is_displayed_while_it_is_selected(client, rows):
    rows_in_two_kinds("/partners/", rows, 0)
    page = client.get("/partners/?soort=bedrijf")
    box = main_of(page).select_one("input[name=soort][value=bedrijf]")

    assert box.has_attr("checked")
    assert words(box.parent) == "bedrijf (0)"
    (chip,) = main_of(page).select(".chosen a")
    assert chip["href"] == "/partners/"
    assert list(facets(page)) == ["soort"]


def test_a_short_list_keeps_the_name_filter_while_it_is_in_use(client):
    make.a_partner(name="Ahorn")
    main = main_of(client.get("/partners/?naam=ahorn"))

    assert main.select_one("input[name=naam]")["value"] == "ahorn"
    assert words(main.select_one(".filters__summary")) == "Zoek in deze lijst (1 gekozen)"
    assert main.select(".facet") == []


def test_search_has_facets_from_ten_results_upwards(client):
    with changing():
        for number in range(5):
            make.a_partner(name=f"Wilg partner {number}")
        for number in range(4):
            make.a_region(name=f"Wilg regio {number}")

    assert facets(client.get("/zoeken/?q=wilg")) == {}
    assert list(facets(client.get("/zoeken/?q=wilg&soort=regio"))) == ["soort"]

    make.a_region(name="Wilg regio 4")

    assert facets(client.get("/zoeken/?q=wilg"))["soort"] == ["Techniekregio's (5)", "Partners (5)"]
