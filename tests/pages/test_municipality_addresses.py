"""URLs of former municipalities and of places redirect to a municipality or ask which one."""

import pytest

from tests import make
from tests.pages.reading import main_of, names, redirect_or_status, text_of, words_of

pytestmark = pytest.mark.django_db


def a_former_municipality(name, *successors, on="1-1-2022", **fields):
    fields.setdefault("valid_until", "31-12-2021")
    old = make.a_municipality(name=name, slug=name.lower().replace(" ", "-"), **fields)
    for new in successors:
        make.a_succession(old=old, new=new, on=on)
    return old


# --- merged and split municipalities ---


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("old", ["heerhugowaard", "langedijk"])
def test_a_merged_municipality_redirects_to_the_new_one_which_names_the_old(client, old):
    assert redirect_or_status(client, f"/gemeenten/{old}/") == "/gemeenten/dijk-en-waard/"
    page = client.get(f"/gemeenten/{old}/", follow=True)

    assert main_of(page).h1.text == "Gemeente Dijk en Waard"
    assert "samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk" in text_of(page)


@pytest.mark.usefixtures("demo")
def test_a_place_redirects_to_its_municipality_which_explains_the_name(client):
    address = "/gemeenten/ouderkerk-aan-de-amstel/"
    assert redirect_or_status(client, address) == "/gemeenten/ouder-amstel/"

    page = client.get(address, follow=True)
    assert main_of(page).h1.text == "Gemeente Ouder-Amstel"
    assert (
        "De bron noemt “Ouderkerk aan de Amstel”. Dat is een plaats in de gemeente Ouder-Amstel."
        in text_of(page)
    )


def test_a_chain_of_successions_redirects_to_the_last_municipality(client):
    last = make.a_municipality(slug="nu")
    middle = a_former_municipality("Midden", last)
    a_former_municipality("Eerst", middle, on="2000", valid_until="1999")

    assert redirect_or_status(client, "/gemeenten/midden/") == "/gemeenten/nu/"
    assert redirect_or_status(client, "/gemeenten/eerst/") == "/gemeenten/nu/"


def test_a_split_municipality_asks_which_part(client):
    parts = [make.a_municipality(name=name) for name in ["Zuid", "Noord"]]
    a_former_municipality("Haren", *parts)
    page = client.get("/gemeenten/haren/")

    assert main_of(page).h1.text == "Welke gemeente bedoelt u?"
    assert "De naam “Haren” hoort nu bij meer dan één gemeente." in text_of(page)
    assert names(main_of(page), "/gemeenten/") == ["Noord", "Zuid"]
    assert b'content="noindex"' in page.content


def test_a_split_municipality_explains_the_split_and_where_its_namesake_place_is(client):
    parts = [make.a_municipality(name=name, province="PV30") for name in ["Vught", "Boxtel"]]
    a_former_municipality("Haaren", *parts)
    make.a_place(name="Haaren", municipality=parts[1])
    page = client.get("/gemeenten/haaren/")

    assert (
        "De gemeente Haaren bestond tot en met 31 december 2021 en is per 1 januari 2022 verdeeld "
        "over de gemeenten Boxtel en Vught." in text_of(page)
    )
    assert words_of(main_of(page).select(".row")) == [
        "Boxtel Noord-Brabant · hier ligt de plaats Haaren",
        "Vught Noord-Brabant",
    ]


def test_a_former_municipality_asks_which_one_if_a_place_elsewhere_shares_its_name(client):
    city, other = (make.a_municipality(name=name) for name in ["Groningen", "Oss"])
    a_former_municipality("Haren", city)
    make.a_place(name="Haren Gn", municipality=city)
    make.a_place(name="Haren", municipality=other)
    page = client.get("/gemeenten/haren/")

    assert names(main_of(page), "/gemeenten/") == ["Groningen", "Oss"]
    assert (
        "De gemeente Haren bestond tot en met 31 december 2021 en hoort sinds 1 januari 2022 bij "
        "de gemeente Groningen. Haren is ook een plaats in de gemeente Oss." in text_of(page)
    )


def test_a_split_whose_parts_merged_again_redirects(client):
    last = make.a_municipality(slug="nu")
    part = a_former_municipality("Deel", last)
    a_former_municipality("Geheel", last, part, on="2000", valid_until="1999")

    assert redirect_or_status(client, "/gemeenten/geheel/") == "/gemeenten/nu/"


def test_a_future_succession_changes_nothing_yet(client):
    new = make.a_municipality(name="Nieuw", slug="nieuw", valid_from="2099")
    existing = make.a_municipality(name="Er al", slug="er-al")
    a_former_municipality("Oud", new, existing, on="2099", valid_until="2098")
    page = client.get("/gemeenten/oud/")

    assert main_of(page).h1.text == "Gemeente Oud"
    assert client.get("/gemeenten/nieuw/").status_code == 404
    assert "Oud" not in text_of(client.get("/gemeenten/er-al/"))
    assert names(main_of(client.get("/gemeenten/")), "/gemeenten/") == ["Er al", "Oud"]


def test_a_former_municipality_without_a_successor_gives_a_404(client):
    a_former_municipality("Oud")
    assert client.get("/gemeenten/oud/").status_code == 404


# --- places ---


def test_a_place_name_in_two_municipalities_asks_which_one(client):
    for name, province in [("Zuid", "PV27"), ("Noord", "PV31")]:
        municipality = make.a_municipality(name=name, province=province)
        make.a_place(name="Bergen aan Zee", municipality=municipality)
    page = client.get("/gemeenten/bergen-aan-zee/")
    rows = main_of(page).select(".row")

    assert "De naam “Bergen aan Zee” hoort nu bij meer dan één gemeente." in text_of(page)
    assert words_of(rows) == [
        "Noord Limburg",
        "Zuid Noord-Holland",
    ]


def test_a_place_with_accents_and_punctuation_is_found_by_its_slug(client):
    municipality = make.a_municipality(slug="hier")
    make.a_place(name="'s-Gravenpólder", municipality=municipality)

    assert redirect_or_status(client, "/gemeenten/s-gravenpolder/") == "/gemeenten/hier/"


def test_a_municipality_takes_precedence_over_a_place_with_its_name(client):
    make.a_municipality(name="Bergen", slug="bergen")
    make.a_place(name="Bergen", municipality=make.a_municipality(name="Elders"))

    assert main_of(client.get("/gemeenten/bergen/")).h1.text == "Gemeente Bergen"


def test_a_place_in_a_former_municipality_gives_a_404(client):
    make.a_place(name="Dorp", municipality=make.a_municipality(valid_until="2021"))
    assert client.get("/gemeenten/dorp/").status_code == 404
