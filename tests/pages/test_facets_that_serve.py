"""Filters serve the list: where they would narrow nothing they do not stand beside it."""

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
# Of each list a field with choices, and two of them.
KINDS = {
    "/regios/": ("soort", "kind", "sto", "techniekpact"),
    "/gemeenten/": ("provincie", "province", "PV24", "PV27"),
    "/scholen/": ("niveau", "levels", ["pro"], ["vwo"]),
    "/partners/": ("soort", "kind", "netwerk", "bedrijf"),
    "/nieuws/": ("soort", "kind", "verhaal", "oproep"),
    "/agenda/": ("voor", "audience", ["ouders"], ["docenten"]),
}


def facets(page):
    """The names of the facets on a page, each with its choices that give something."""
    found = {}
    for facet in main_of(page).select(".facet"):
        labels = words_of(facet.select(".option:not(.option--none)"))
        found[facet.input["name"]] = labels
    return found


def rows_in_two_kinds(address, first, second):
    _, field, one, other = KINDS[address]
    with changing():
        for number in range(first + second):
            kind = one if number < first else other
            ROWS[address](name=f"Nummer {number:02}", **{field: kind})


@pytest.mark.parametrize("address", KINDS)
def test_nothing_to_choose_or_type_stands_beside_fewer_than_ten_rows(client, address):
    name = KINDS[address][0]
    rows_in_two_kinds(address, 5, 4)

    assert main_of(client.get(address)).select_one(".filters") is None

    rows_in_two_kinds(address, 1, 0)
    page = client.get(address)

    assert len(facets(page)[name]) == 2
    assert main_of(page).select_one("input[name=naam]")


@pytest.mark.parametrize("address", KINDS)
def test_a_facet_of_which_no_choice_narrows_is_left_out(client, address):
    rows_in_two_kinds(address, 12, 0)
    page = client.get(address)

    assert KINDS[address][0] not in facets(page)
    for name, giving in facets(page).items():
        assert giving, name
    # The list is long enough to look for a name in.
    assert main_of(page).select_one("input[name=naam]")


def test_a_facet_with_one_choice_only_is_left_out_and_one_that_gives_a_part_stays(client):
    region = make.a_region()
    with changing():
        for number in range(12):
            place = make.a_place() if number else make.a_place(name="Hoorn")
            partner = make.a_partner(place=place, kind="netwerk" if number else "bedrijf")
            if number < 3:
                make.a_partner_participation(region=region, partner=partner)

    shown = facets(client.get("/partners/"))

    assert "regio" not in shown
    assert shown["soort"] == ["bedrijf (1)", "netwerk (11)"]


def test_a_long_list_keeps_its_facets_where_it_is_narrowed_to_a_few_rows(client):
    rows_in_two_kinds("/partners/", 9, 3)
    make.a_partner(name="Nummer 12", kind="bedrijf", sectors=["groen"])
    page = client.get("/partners/?soort=bedrijf&naam=nummer")

    assert words(main_of(page).select_one(".count")) == "4 partners"
    assert facets(page) == {
        "soort": ["bedrijf (4)", "netwerk (9)"],
        "sector": ["groen en tuinbouw (1)"],
    }


@pytest.mark.parametrize("rows", [1, 12])
def test_a_choice_that_gives_nothing_stays_while_it_is_chosen(client, rows):
    rows_in_two_kinds("/partners/", rows, 0)
    page = client.get("/partners/?soort=bedrijf")
    box = main_of(page).select_one("input[name=soort][value=bedrijf]")

    assert box.has_attr("checked")
    assert words(box.parent) == "bedrijf (0)"
    (chip,) = main_of(page).select(".chosen a")
    assert chip["href"] == "/partners/"
    assert list(facets(page)) == ["soort"]


def test_a_name_that_is_asked_for_stays_in_its_box_beside_a_short_list(client):
    make.a_partner(name="Ahorn")
    main = main_of(client.get("/partners/?naam=ahorn"))

    assert main.select_one("input[name=naam]")["value"] == "ahorn"
    assert words(main.select_one(".filters__summary")) == "Zoek in deze lijst (1 gekozen)"
    assert main.select(".facet") == []


def test_what_is_found_for_a_question_has_facets_from_ten_results_on(client):
    with changing():
        for number in range(5):
            make.a_partner(name=f"Wilg partner {number}")
        for number in range(4):
            make.a_region(name=f"Wilg regio {number}")

    assert facets(client.get("/zoeken/?q=wilg")) == {}
    assert list(facets(client.get("/zoeken/?q=wilg&soort=regio"))) == ["soort"]

    make.a_region(name="Wilg regio 4")

    assert facets(client.get("/zoeken/?q=wilg"))["soort"] == ["Techniekregio's (5)", "Partners (5)"]
