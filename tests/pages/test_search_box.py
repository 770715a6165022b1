"""The search page for a postcode, place or address: a redirect, a choice or an explanation."""

import pytest

from tests import make
from tests.pages.reading import lede, main_of, own_addresses, text_of, words, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def heerhugowaard():
    municipality = make.a_municipality(name="Dijk en Waard", slug="dijk-en-waard")
    place = make.a_place(name="Heerhugowaard", municipality=municipality)
    return make.a_postcode_area(code="1703", place=place)


def search(client, query, **more):
    return client.get("/zoeken/", {"q": query, **more})


def redirect_of(response):
    assert response.status_code == 302
    return response["Location"]


# --- redirects ---


@pytest.mark.usefixtures("heerhugowaard")
@pytest.mark.parametrize(
    "query", ["1703", "1703XZ", "1703 xz", " 1703XZ ", "1703   Xz", "heerhugowaard"]
)
def test_a_postcode_or_place_redirects_to_nearby_without_the_letters(client, query):
    response = search(client, query)

    assert redirect_of(response) == "/dichtbij/1703/"
    assert b"xz" not in response.content.lower()
    assert not response.cookies


def test_the_letters_of_an_unknown_postcode_are_dropped_too(client):
    for query in ["1000XZ", "0123 xz"]:
        assert redirect_of(search(client, query, soort="x")) == f"/zoeken/?q={query[:4]}"


@pytest.mark.usefixtures("heerhugowaard")
def test_a_filtered_search_does_not_redirect(client):
    assert search(client, "heerhugowaard", soort="school").status_code == 200
    assert redirect_of(search(client, "1703XZ", soort="school")) == "/dichtbij/1703/"


# --- choices ---


@pytest.mark.usefixtures("demo")
def test_an_ambiguous_name_lists_each_meaning_with_municipality_and_province(client):
    page = search(client, "hoorn")
    choice = main_of(page).select_one("section.block")

    assert words(choice.h2) == "Welke “hoorn” bedoel je?"
    assert words_of(choice.select(".row")) == [
        "Hoorn gemeente Hoorn, Noord-Holland",
        "Hoorn gemeente Terschelling, Fryslân 8896",
        "Gemeente Hoorn Noord-Holland de hele gemeente",
    ]
    links = [link["href"] for link in choice.select("a")]
    assert links[0].startswith("/dichtbij/162")
    assert links[1:] == ["/dichtbij/8896/", "/gemeenten/hoorn/"]
    # Search results follow.
    results = words_of(main_of(page).select("[data-found] .row"))
    assert any(" school · Hoorn" in row for row in results)


@pytest.mark.usefixtures("demo")
def test_a_former_municipality_names_its_successor(client):
    page = search(client, "langedijk")

    assert lede(page) == ("Langedijk hoort sinds 1 januari 2022 bij de gemeente Dijk en Waard .")
    then = "/gemeenten/langedijk/?peildatum=2021-12-31"
    assert {"/gemeenten/dijk-en-waard/", "/dichtbij/1722/", then} <= own_addresses(page)


@pytest.mark.usefixtures("demo")
def test_a_place_named_after_a_former_municipality_links_to_both(client):
    page = client.get(search(client, "heerhugowaard")["Location"])

    then = "/gemeenten/heerhugowaard/?peildatum=2021-12-31"
    assert {"/gemeenten/dijk-en-waard/", then} <= own_addresses(page)
    assert client.get(then).status_code == 200


@pytest.mark.usefixtures("demo")
def test_a_municipality_without_a_place_of_that_name_lists_its_places(client):
    page = search(client, "de ronde venen")

    assert lede(page) == "De Ronde Venen is een gemeente in Utrecht."
    assert words(main_of(page).select_one(".row")) == (
        "Gemeente De Ronde Venen Utrecht techniekregio, afspraken en scholen"
    )
    assert words_of(main_of(page).select(".factline li")) == ["Mijdrecht", "Vinkeveen"]


@pytest.mark.usefixtures("demo")
def test_a_province_links_to_its_lists(client):
    page = search(client, "noord holland")
    links = [row.a["href"] for row in main_of(page).select(".rows")[0].select(".row")]

    assert links == [f"/{kind}/?provincie=noord-holland" for kind in LIST_PAGES]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]


LIST_PAGES = ["gemeenten", "regios", "scholen"]


# --- explanations ---


@pytest.mark.usefixtures("heerhugowaard")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("0123", "0123 is geen postcode. Een postcode begint nooit met een 0."),
        ("1000", "Postcode 1000 kennen wij niet. Misschien is het een nummer voor postbussen."),
        ("1704", "Het dichtst bij in nummer: 1703 (Heerhugowaard)."),
        ("1703ABC", "Achter de vier cijfers van een postcode staan twee letters."),
        ("1703A", "Bedoel je 1703 (Heerhugowaard)?"),
        ("-17035", "Een postcode heeft vier cijfers, en 17035 heeft er 5."),
        ("robots 1703", "Zoek je rond 1703 (Heerhugowaard)?"),
        ("abc", "Niets gevonden voor “abc”."),
        ("heerhugowaart", "Bedoel je Heerhugowaard ?"),
    ],
)
def test_a_query_that_is_not_a_postcode_or_place_is_explained(client, query, message):
    page = search(client, query)

    assert message in text_of(page)
    assert "/gemeenten/" in {link["href"] for link in main_of(page).select("p a")}


@pytest.mark.parametrize(("misspelled", "name"), [("heerhugowaart", "Heerhugowaard")])
@pytest.mark.usefixtures("heerhugowaard")
def test_a_suggestion_is_a_link_to_its_own_search(client, misspelled, name):
    (link,) = main_of(search(client, misspelled)).select(".lede a")

    assert (link.text, link["href"]) == (name, f"?q={name}")


def test_an_empty_box_gives_examples(client):
    page = client.get("/zoeken/")

    assert "Vul een postcode, een plaats of een naam in." in text_of(page)
    assert {link["href"] for link in main_of(page).select("p a")} == {
        *("?q=1703", "?q=Hoorn", "?q=Tabor", "/gemeenten/"),
    }


def test_each_successor_of_a_split_municipality_names_the_old_one(client):
    old = make.a_municipality(name="Haaren", valid_until="31-12-2020")
    for name in ["Boxtel", "Vught"]:
        make.a_succession(old=old, new=make.a_municipality(name=name), on="2021-01-01")

    choices = words_of(main_of(search(client, "haaren")).select("section.block .row"))
    assert all(
        choice.count("met (een deel van) de oude gemeente Haaren") == 1 for choice in choices
    )
    assert len(choices) == 2


def test_the_successor_of_a_whole_municipality_is_not_called_a_part_of_it(client):
    old = make.a_municipality(name="Langedijk", valid_until="31-12-2021")
    new = make.a_municipality(name="Dijk en Waard")
    make.a_succession(old=old, new=new, on="2022-01-01")
    place = make.a_place(
        name="Langedijk", municipality=make.a_municipality(name="Ooststellingwerf")
    )
    make.a_postcode_area(code="8425", place=place)

    said = text_of(search(client, "langedijk"))
    assert "met de oude gemeente Langedijk" in said


# --- addresses and islands ---


@pytest.mark.usefixtures("heerhugowaard")
def test_an_address_offers_its_place_and_says_that_streets_are_unknown(client):
    for query in ["Middenweg 12 Heerhugowaard", "heerhugowaard, Middenweg 12a"]:
        page = search(client, query)

        assert "Straten kennen wij niet, alleen de plaats." in text_of(page)
        choices = main_of(page).select("section.block a")
        assert [link["href"] for link in choices] == ["/dichtbij/1703/"]


@pytest.mark.usefixtures("heerhugowaard")
def test_an_address_with_a_postcode_redirects_to_the_postcode(client):
    for query in ["1703XZ 12", "Middenweg 12, 1703 XZ Heerhugowaard", "1703 xz 12-b"]:
        assert redirect_of(search(client, query)) == "/dichtbij/1703/"


def test_a_street_alone_is_unknown(client):
    assert "Straten kennen wij niet. Zoek op de postcode" in text_of(search(client, "Dorpsweg 9"))


def test_an_island_of_the_caribbean_netherlands_has_no_nearby_page(client):
    page = text_of(search(client, "Bonaire"))

    assert "Bonaire hoort bij Caribisch Nederland." in page
    assert "Niets gevonden" not in page
