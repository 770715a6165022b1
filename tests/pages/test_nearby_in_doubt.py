"""The page of a postcode with a doubtful place or doubtful coordinates."""

import pytest

from regions.clock import today
from tests import make
from tests.pages.reading import block, main_of, text_of, words, words_of

pytestmark = pytest.mark.django_db

KM_NORTH = 1 / 111.2  # degrees of latitude
HERE = (52.6, 4.8)


@pytest.fixture
def home():
    return make.a_municipality(name="Velsen")


@pytest.fixture
def area(home):
    place = make.a_place(name="Tiel", municipality=make.a_municipality(name="Tiel"))
    make.a_postcode_area(
        code="1951",
        place=make.a_place(name="Velsen-Noord", municipality=home),
        latitude=HERE[0],
        longitude=HERE[1],
    )
    return make.a_postcode_area(code="1954", place=place, latitude=51.9, longitude=5.4)


@pytest.fixture
def doubtful_coordinates(area):
    return make.a_postcode_doubt(
        area=area,
        about="punt",
        other="Velsen-Noord",
        reason="volgens de postcodetabel in Tiel, maar 1951 Velsen-Noord ligt 83 km verder",
    )


def heading(response):
    return words(main_of(response).h1)


def test_a_disputed_place_is_shown_with_both_sources_and_not_as_a_fact(client, area):
    make.a_postcode_doubt(
        area=area, other="Goirle", reason="volgens de adressen van scholen Goirle"
    )
    page = client.get("/dichtbij/1954/")

    assert heading(page) == "1954, gemeente Tiel"
    assert (
        "1954: volgens de postcodetabel Tiel, volgens de adressen van scholen Goirle. "
        "Dat wordt nagekeken." in text_of(page)
    )
    assert "1954 is Tiel" not in page.content.decode()
    assert "1954 Tiel" not in page.content.decode()


@pytest.mark.usefixtures("doubtful_coordinates")
def test_doubtful_coordinates_are_reported_and_replaced_by_those_of_the_nearest_postcode(client):
    make.a_school(name="Ahorn", latitude=HERE[0] + 2 * KM_NORTH, longitude=HERE[1])
    page = client.get("/dichtbij/1954/")

    assert heading(page) == "1954: waar dat ligt, weten wij niet zeker"
    text = text_of(page)
    assert "Waar 1954 precies ligt, weten wij niet zeker" in text
    assert "Daarom zie je hier wat er is rond 1951 Velsen-Noord" in text
    assert "Wat hieronder over de gemeente Tiel staat, geldt alleen als 1954 daar ligt." in text
    assert "Elke afstand is gemeten vanaf het midden van 1951." in text
    assert "ongeveer 2 km" in text


@pytest.mark.usefixtures("doubtful_coordinates")
def test_doubtful_coordinates_are_not_said_to_be_near_a_border(client, area):
    beside = make.a_municipality(name="Buren")
    make.a_neighbour(municipality=beside, neighbour=area.place.municipality)
    ring = [[5.3, 51.8], [5.5, 51.8], [5.5, 52.0], [5.3, 52.0], [5.3, 51.8]]
    make.a_boundary(municipality=beside, shape=[[ring]])

    assert "grens" not in text_of(client.get("/dichtbij/1954/"))


def test_a_possible_po_box_postcode_says_so_and_a_confirmed_one_is_stated_as_a_fact(client, area):
    doubt = make.a_postcode_doubt(area=area, about="postbus", reason="er staat geen school")
    page = client.get("/dichtbij/1954/")
    assert heading(page) == "1954: misschien een nummer voor postbussen"
    assert (
        "1954 is misschien een nummer voor postbussen: er staat geen school. Dat wordt nagekeken."
        in text_of(page)
    )
    assert "geldt alleen" not in text_of(page)

    doubt.verdict = "anders"
    doubt.save()

    page = client.get("/dichtbij/1954/")
    text = text_of(page)
    assert heading(page) == "1954: een nummer voor postbussen"
    assert "1954 is een nummer voor postbussen: daar woont niemand." in text


def test_a_place_confirmed_by_an_editor_is_a_fact_again(client, doubtful_coordinates):
    doubtful_coordinates.verdict = "tabel"
    doubtful_coordinates.save()

    assert heading(client.get("/dichtbij/1954/")) == "1954 is Tiel, gemeente Tiel"


@pytest.mark.usefixtures("doubtful_coordinates")
def test_a_school_in_a_doubtful_postcode_has_no_distance_from_other_postcodes(client, area):
    make.a_school(name="Ahorn", postcode="1954 AB", place=area.place, latitude=None)
    make.a_postcode_area(code="4001", place=area.place, latitude=51.89, longitude=5.43)

    page = client.get("/dichtbij/4001/")

    assert words_of(main_of(page).select("#zonder-afstand ~ .rows a.row__name")) == ["Ahorn"]


@pytest.mark.usefixtures("doubtful_coordinates")
def test_a_comparison_shows_no_distance_from_a_doubtful_postcode(client):
    make.a_school(name="Ahorn", slug="ahorn", latitude=52.6, longitude=4.8)

    page = client.get("/vergelijken/?school=ahorn&vanaf=1954")

    assert "Waar 1954 precies ligt, weten wij niet zeker. Daarom staat er geen afstand." in (
        text_of(page)
    )
    assert "km" not in words(main_of(page).table)


@pytest.mark.usefixtures("doubtful_coordinates")
def test_a_doubtful_postcode_is_not_the_centre_of_its_place(client, area):
    town = area.place.municipality
    assert client.get("/zoeken/?q=tiel")["Location"] == town.get_absolute_url()
    make.a_postcode_area(code="4001", place=area.place, latitude=51.89, longitude=5.43)
    make.a_postcode_area(code="4002", place=make.a_place(name="Dorp", municipality=town))

    assert client.get("/zoeken/?q=tiel")["Location"] == "/dichtbij/4001/"
    page = client.get(town.get_absolute_url())
    assert "/dichtbij/1954/" not in page.content.decode()


def test_searching_for_the_postcode_still_opens_its_page(client, doubtful_coordinates):
    assert client.get("/zoeken/?q=1954")["Location"] == "/dichtbij/1954/"


def test_a_place_is_found_through_a_postcode_that_only_addresses_assign_to_it(client, home):
    make.a_place(name="Wormerveer", municipality=home)
    knollendam = make.a_place(name="Westknollendam", municipality=home)
    area = make.a_postcode_area(code="1521", place=knollendam)
    make.a_postcode_doubt(area=area, other="Wormerveer")

    assert client.get("/zoeken/?q=wormerveer")["Location"] == "/dichtbij/1521/"


def test_events_in_a_place_with_doubtful_coordinates_are_not_called_nearby(
    client, area, doubtful_coordinates
):
    make.a_postcode_area(
        code="4001", place=make.a_place(name="Ophemert"), latitude=51.9, longitude=5.4
    )
    make.an_event(
        name="Open dag", place=area.place, region=make.a_region(), starts_on=today().isoformat()
    )

    assert "Open dag" not in words(block(client.get("/dichtbij/4001/"), "Agenda in de buurt"))
