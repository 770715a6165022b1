"""What one sees of what the search box understands: led there, asked which, or told why not."""

import pytest

from tests import make
from tests.pages.reading import lede, main_of, own_addresses, text_of, words, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def heerhugowaard():
    municipality = make.a_municipality(name="Dijk en Waard", slug="dijk-en-waard")
    place = make.a_place(name="Heerhugowaard", municipality=municipality)
    return make.a_postcode_area(code="1703", place=place)


def asked(client, question, **more):
    return client.get("/zoeken/", {"q": question, **more})


def leads_to(answer):
    assert answer.status_code == 302
    return answer["Location"]


# --- led there ---


@pytest.mark.usefixtures("heerhugowaard")
@pytest.mark.parametrize(
    "question", ["1703", "1703XZ", "1703 xz", " 1703XZ ", "1703   Xz", "heerhugowaard"]
)
def test_a_postcode_or_a_place_leads_to_what_is_near_and_its_letters_go_nowhere(client, question):
    answer = asked(client, question)

    assert leads_to(answer) == "/dichtbij/1703/"
    assert b"xz" not in answer.content.lower()
    assert not answer.cookies


def test_the_letters_of_an_unknown_postcode_go_nowhere_either(client):
    for question in ["1000XZ", "0123 xz"]:
        assert leads_to(asked(client, question, soort="x")) == f"/zoeken/?q={question[:4]}"


@pytest.mark.usefixtures("heerhugowaard")
def test_who_narrows_a_search_by_a_choice_is_not_led_away(client):
    assert asked(client, "heerhugowaard", soort="school").status_code == 200
    assert leads_to(asked(client, "1703XZ", soort="school")) == "/dichtbij/1703/"


# --- asked which ---


@pytest.mark.usefixtures("demo")
def test_a_name_of_several_asks_which_with_municipality_and_province_beside_each(client):
    page = asked(client, "hoorn")
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
    # What else is found stands below.
    found = words_of(main_of(page).select("[data-found] .row"))
    assert any(" school · Hoorn" in row for row in found)


@pytest.mark.usefixtures("demo")
def test_the_name_of_a_former_municipality_says_what_became_of_it(client):
    page = asked(client, "langedijk")

    assert lede(page) == ("Langedijk hoort sinds 1 januari 2022 bij de gemeente Dijk en Waard .")
    assert {"/gemeenten/dijk-en-waard/", "/dichtbij/1722/"} <= own_addresses(page)


@pytest.mark.usefixtures("demo")
def test_a_municipality_without_a_place_of_its_name_names_its_places(client):
    page = asked(client, "de ronde venen")

    assert lede(page) == "De Ronde Venen is een gemeente in Utrecht."
    assert words(main_of(page).select_one(".row")) == (
        "Gemeente De Ronde Venen Utrecht techniekregio, afspraken en scholen"
    )
    assert words_of(main_of(page).select(".factline li")) == ["Mijdrecht", "Vinkeveen"]


@pytest.mark.usefixtures("demo")
def test_a_province_leads_to_its_lists_and_each_of_them_opens(client):
    page = asked(client, "noord holland")
    links = [row.a["href"] for row in main_of(page).select(".rows")[0].select(".row")]

    assert links == [f"/{kind}/?provincie=noord-holland" for kind in LISTS]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]


LISTS = ["gemeenten", "regios", "scholen"]


# --- told why not ---


@pytest.mark.usefixtures("heerhugowaard")
@pytest.mark.parametrize(
    ("question", "told"),
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
def test_what_leads_nowhere_explains_itself_and_leads_on(client, question, told):
    page = asked(client, question)

    assert told in text_of(page)
    assert "/gemeenten/" in {link["href"] for link in main_of(page).select("p a")}


@pytest.mark.parametrize(("first", "second"), [("heerhugowaart", "Heerhugowaard")])
@pytest.mark.usefixtures("heerhugowaard")
def test_what_may_have_been_meant_is_asked_with_one_press(client, first, second):
    (link,) = main_of(asked(client, first)).select(".lede a")

    assert (link.text, link["href"]) == (second, f"?q={second}")


def test_an_empty_box_says_what_to_fill_in(client):
    page = client.get("/zoeken/")

    assert "Vul een postcode, een plaats of een naam in." in text_of(page)
    assert {link["href"] for link in main_of(page).select("p a")} == {
        *("?q=1703", "?q=Hoorn", "?q=Tabor", "/gemeenten/"),
    }


def test_of_a_municipality_that_was_divided_each_choice_says_why_it_is_one(client):
    old = make.a_municipality(name="Haaren", valid_until="31-12-2020")
    for name in ["Boxtel", "Vught"]:
        make.a_succession(old=old, new=make.a_municipality(name=name), on="2021-01-01")

    choices = words_of(main_of(asked(client, "haaren")).select("section.block .row"))
    assert all(one.count("met (een deel van) de oude gemeente Haaren") == 1 for one in choices)
    assert len(choices) == 2


# --- an address, and the islands ---


@pytest.mark.usefixtures("heerhugowaard")
def test_of_an_address_the_place_is_used_and_the_street_is_said_not_to_be(client):
    for question in ["Middenweg 12 Heerhugowaard", "heerhugowaard, Middenweg 12a"]:
        page = asked(client, question)

        assert "Straten kennen wij niet, alleen de plaats." in text_of(page)
        choices = main_of(page).select("section.block a")
        assert [link["href"] for link in choices] == ["/dichtbij/1703/"]


@pytest.mark.usefixtures("heerhugowaard")
def test_of_an_address_with_a_postcode_nothing_else_goes_on(client):
    for question in ["1703XZ 12", "Middenweg 12, 1703 XZ Heerhugowaard", "1703 xz 12-b"]:
        assert leads_to(asked(client, question)) == "/dichtbij/1703/"


def test_a_street_alone_is_said_not_to_be_known(client):
    assert "Straten kennen wij niet. Zoek op de postcode" in text_of(asked(client, "Dorpsweg 9"))


def test_an_island_of_caribisch_nederland_has_no_surroundings_to_show(client):
    page = text_of(asked(client, "Bonaire"))

    assert "Bonaire hoort bij Caribisch Nederland." in page
    assert "Niets gevonden" not in page
