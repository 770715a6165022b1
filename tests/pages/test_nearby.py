"""The page of a postcode: its place and region, nearby schools and events, and other regions."""

import re
from datetime import date, timedelta
from math import cos, radians

import pytest
from bs4 import BeautifulSoup

from regions.clock import today
from regions.models import Province
from regions.wording import national_count
from regions.wording.national_count import NationalCount
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import block, lede, main_of, own_addresses, text_of, words, words_of

pytestmark = pytest.mark.django_db

KM_NORTH = 1 / 111.2  # degrees of latitude
HERE = (52.6, 4.8)


@pytest.fixture
def home():
    return make.a_municipality(name="Dijk en Waard", slug="dijk-en-waard")


@pytest.fixture
def place(home):
    return make.a_place(name="Heerhugowaard", municipality=home)


@pytest.fixture(autouse=True)
def area(place):
    return make.a_postcode_area(code="1703", place=place, latitude=HERE[0], longitude=HERE[1])


def north(km):
    """The coordinates that many kilometres north of the centre of 1703."""
    return {"latitude": HERE[0] + km * KM_NORTH, "longitude": HERE[1]}


def school_at(name, km, **fields):
    fields.setdefault("slug", name.lower().replace(" ", "-"))
    return make.a_school(name=name, **north(km), **fields)


def enough_schools(km=1, **fields):
    # Three schools: with fewer, the search radius would grow.
    return [school_at(f"Genoeg {number}", km, **fields) for number in range(3)]


def nearby_page(client, query="", code="1703"):
    return client.get(f"/dichtbij/{code}/{query}")


def listed_schools(response):
    rows = main_of(response).select(".listing__found > .rows")
    return [link.get_text() for part in rows for link in part.select("a.row__name")]


def test_a_village_that_shares_the_postcode_of_another_place_is_named(client, home):
    make.a_postcode_area(code="7776", place=make.a_place(name="Lutten", municipality=home))
    sentence = "In 7776 ligt ook Slagharen."
    assert sentence in text_of(nearby_page(client, code="7776"))

    make.a_postcode_area(code="4881", place=make.a_place(name="Zundert", municipality=home))
    assert "ligt ook" not in text_of(nearby_page(client, code="4881"))


def row(response, name):
    rows = main_of(response).select(".row:has(.row__name)")
    return next(row for row in rows if words(row.select_one(".row__name")).startswith(name))


def count(response):
    return words(main_of(response).select_one(".count"))


def options(response, facet):
    """The options of a facet with their counts; None if the facet is not shown."""
    for fieldset in main_of(response).select(".facet"):
        if words(fieldset.legend) == facet:
            return words_of(fieldset.select(".option > span"))
    return None


# --- the URL ---


@pytest.mark.parametrize("written", ["1703AB", "1703ab", "1703 AB", "1703%20ab", "%201703"])
def test_a_full_postcode_redirects_to_its_digits_and_the_letters_are_dropped(client, written):
    response = client.get(f"/dichtbij/{written}/?advies=havo")

    assert (response.status_code, response["Location"]) == (301, "/dichtbij/1703/?advies=havo")
    assert response.content == b""


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("1704", "De postcode 1704 kennen wij niet"),
        ("0123", "Een postcode begint nooit met een 0."),
        ("abc", "Dit is geen postcode"),
        ("17035", "Dit is geen postcode"),
        ("1703abc", "Dit is geen postcode"),
        ("%D9%A1%D9%A7%D9%A0%D9%A3", "Dit is geen postcode"),  # digits in another script
        ("%00", "Dit is geen postcode"),
        ("a" * 5000, "Dit is geen postcode"),
    ],
)
def test_an_unknown_or_invalid_postcode_is_explained_and_offers_links(client, written, message):
    response = client.get(f"/dichtbij/{written}/")
    soup = BeautifulSoup(response.content, "lxml")

    assert response.status_code == 404
    assert message in words(soup.main)
    assert soup.main.form["action"] == "/zoeken/"
    assert {"/gemeenten/", "/scholen/", "/regios/"} <= own_addresses(response)
    assert soup.find("meta", {"name": "robots", "content": "noindex"})


def test_an_unknown_postcode_suggests_the_nearest_numbers(client):
    for code in ["1601", "1602", "1822", "1901"]:
        make.a_postcode_area(code=code)
    example = make.a_place(municipality=make.a_municipality(is_example=True))
    make.a_postcode_area(code="1750", place=example)
    soup = BeautifulSoup(client.get("/dichtbij/1760/").content, "lxml")

    assert words_of(soup.select("a.row__name")) == ["1703", "1822"]
    assert "Heerhugowaard, gemeente Dijk en Waard" in words(soup.main)
    assert client.get("/dichtbij/1750/").status_code == 404


def test_without_a_postcode_the_page_explains_itself_and_asks_for_one(client):
    page = client.get("/dichtbij/")
    main = main_of(page)
    form = main.select_one("form")

    assert words(main.h1) == "Scholen en techniek in de buurt"
    assert (form["action"], form.input["name"]) == ("/zoeken/", "q")
    assert "niet bekend" in words(main)
    assert {"/scholen/", "/gemeenten/", "/regios/"} <= own_addresses(page)
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    response = client.get("/zoeken/?q=1703+ab")
    assert (response.status_code, response["Location"]) == (302, "/dichtbij/1703/")


@pytest.mark.parametrize("address", ["/scholen/", "/vergelijken/", "/dichtbij/1703/"])
def test_pages_that_list_schools_link_to_the_postcode_form(client, address):
    assert "/dichtbij/" in own_addresses(client.get(address))


def test_a_school_list_opened_from_a_postcode_links_back_to_it(client):
    school_at("Focus", 1)
    page = client.get("/scholen/?vergelijk=focus&vanaf=1703")

    assert "/dichtbij/1703/?vergelijk=focus" in own_addresses(page)


def test_the_page_is_not_indexed_and_has_no_structured_data(client):
    soup = BeautifulSoup(nearby_page(client).content, "lxml")

    assert soup.find("meta", {"name": "robots", "content": "noindex"})
    assert soup.find("script", type="application/ld+json") is None
    assert soup.find("link", rel="canonical")["href"] == "http://testserver/dichtbij/1703/"


# --- place and region ---


def test_the_first_lines_name_the_municipality_and_its_region(client, home):
    region = make.a_region(name="TechniekPact Noord-Kennemerland", slug="noord")
    make.a_school_participation(region=region, school=make.a_school(municipality=home))
    page = nearby_page(client)

    assert words(main_of(page).h1) == "1703 is Heerhugowaard, gemeente Dijk en Waard"
    assert main_of(page).select_one(".lede + p > a")["href"] == "/gemeenten/dijk-en-waard/"
    assert lede(page) == (
        "Jouw regio: TechniekPact Noord-Kennemerland (afgeleid uit deelnemende scholen): "
        "overeenkomst niet bekend."
    )
    assert {"/regios/noord/", "/gemeenten/dijk-en-waard/"} <= own_addresses(page)


def test_every_current_region_is_named_with_its_basis(client, home):
    for name in ["Oost", "West"]:
        make.a_school_participation(
            region=make.a_region(name=name), school=make.a_school(municipality=home)
        )
    make.a_municipality_participation(municipality=home, region=make.a_region(name="Noord"))
    make.a_municipality_participation(
        municipality=home, region=make.a_region(name="Vroeger"), until="2021"
    )

    assert lede(nearby_page(client)) == (
        "Jouw regio’s: Noord (opgegeven): overeenkomst niet bekend. "
        "Oost (afgeleid uit deelnemende scholen): overeenkomst niet bekend. "
        "West (afgeleid uit deelnemende scholen): overeenkomst niet bekend."
    )


def test_without_a_known_region_the_region_of_the_nearest_participating_school_is_named(
    client,
):
    enough_schools()
    far = school_at("Ver weg", 40)
    make.a_school_participation(region=make.a_region(name="Ver"), school=far)
    near = school_at("Tabor", 12, place=make.a_place(name="Hoorn"))
    make.a_school_participation(region=make.a_region(name="West-Friesland"), school=near)
    former = school_at("Vertrokken", 2)
    make.a_school_participation(region=make.a_region(name="Oud"), school=former, until="2021")
    hidden = school_at("Nog een concept", 3)
    make.a_school_participation(region=make.a_region(**make.drafts), school=hidden)
    page = nearby_page(client)

    assert lede(page) == (
        "Nog geen techniekregio bekend voor de gemeente Dijk en Waard; "
        "dichtstbijzijnde die wij kennen: West-Friesland (ongeveer 12 km), "
        "? overeenkomst niet bekend ."
    )
    assert "dichtstbijzijnde school die daar is opgegeven: Tabor, Hoorn" in text_of(page)
    assert "Landelijk" not in text_of(page)
    assert "Niet bekend betekent niet dat er geen is." in text_of(page)
    assert "Jouw regio" not in text_of(page)


@pytest.mark.parametrize("km", [31, 120])
def test_beyond_thirty_km_no_region_is_called_the_nearest_and_known_regions_are_counted(client, km):
    school = school_at("Ver weg", km)
    make.a_school_participation(region=make.a_region(name="STO Verweg"), school=school)
    make.a_region(name="Nog een")
    make.a_region(is_example=True)
    make.a_region(**make.drafts)
    page = nearby_page(client)
    text = text_of(page)

    assert lede(page) == "Nog geen techniekregio bekend voor de gemeente Dijk en Waard."
    assert "Jouw regio staat waarschijnlijk nog niet op deze site." in text
    assert (
        "Deze site kent 2 techniekregio's. Landelijk zijn er ongeveer 78 "
        "(telling van 2022, genoemd in het bedrijfsprofiel STO Almere)."
    ) in text
    link = main_of(page).find("a", string="sterktechniekonderwijs.nl")
    assert link["href"] == "https://www.sterktechniekonderwijs.nl/"
    # Water is not mentioned, since no boundaries are loaded.
    assert f"techniekregio op deze site heeft een school op ongeveer {km} km." in text
    assert "STO Verweg" not in text.partition("Meer over de gemeente")[0]


def test_without_participating_schools_no_region_is_called_the_nearest(client):
    enough_schools()
    text = text_of(nearby_page(client))

    assert "Deze site kent nog geen techniekregio. Landelijk zijn er ongeveer 78" in text
    assert "die meedoet" not in text
    assert "dichtstbijzijnde die wij kennen" not in text


def test_when_all_regions_are_known_the_visitors_region_is_not_called_missing(client, monkeypatch):
    monkeypatch.setattr(national_count, "ALL_REGIONS", NationalCount(2, "regio's", "2022", "blad"))
    make.a_region()
    assert "Jouw regio staat waarschijnlijk nog niet" in text_of(nearby_page(client))
    make.a_region()
    text = text_of(nearby_page(client))

    assert "Jouw regio staat waarschijnlijk nog niet" not in text
    assert "Niet bekend betekent niet dat er geen is." in text
    assert "Deze site kent 2 techniekregio's. Landelijk werden er 2 geteld" in text


def test_a_region_is_never_inferred_from_the_province(client, home):
    other = make.a_municipality(province=home.province)
    make.a_municipality_participation(municipality=other, region=make.a_region(name="Provinciaal"))

    page = nearby_page(client)
    assert lede(page) == "Nog geen techniekregio bekend voor de gemeente Dijk en Waard."
    assert "Provinciaal" not in text_of(page)


def test_former_municipalities_are_named_after_the_merger(client, home):
    home.valid_from = "2022-01-01"
    home.save()
    for name in ["Langedijk", "Heerhugowaard"]:
        make.a_succession(old=make.a_municipality(name=name), new=home, on="2022-01-01")
    future = today() + timedelta(days=40)
    make.a_succession(old=make.a_municipality(name="Opmeer"), new=home, on=future.isoformat())
    page = nearby_page(client)

    assert "samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk" in text_of(page)
    assert "Opmeer" not in text_of(page)


@pytest.mark.parametrize(("days_ahead", "is_named"), [(-1, True), (0, True), (1, False)])
def test_a_former_municipality_is_named_from_the_day_of_the_succession(
    client, home, days_ahead, is_named
):
    day = today() + timedelta(days_ahead)
    make.a_succession(old=make.a_municipality(name="Langedijk"), new=home, on=day.isoformat())

    assert ("Langedijk" in text_of(nearby_page(client))) == is_named


def test_a_split_municipality_is_said_to_have_joined_in_part(client, home):
    old = make.a_municipality(name="Winsum")
    for new in (home, make.a_municipality()):
        make.a_succession(old=old, new=new, on="2019-01-01")

    assert "Sinds 1 januari 2019 hoort een deel van Winsum bij deze" in text_of(nearby_page(client))


def test_near_a_border_the_other_municipality_is_named_with_its_region(client, home):
    latitude, longitude = HERE
    across = make.a_municipality(name="Alkmaar")
    make.a_neighbour(municipality=across, neighbour=home)
    south, corner = latitude + 0.8 * KM_NORTH, latitude + 0.5
    ring = [[longitude - 1, south], [longitude + 1, south], [longitude, corner]]
    outline = make.a_boundary(municipality=across, shape=[[[*ring, ring[0]]]])
    region = make.a_region(name="Eigen")
    for municipality in [home, across]:
        make.a_municipality_participation(municipality=municipality, region=region)
    make.a_municipality_participation(municipality=across, region=make.a_region(name="Daar"))
    sentence = "1703 ligt op of bij de grens met de gemeente Alkmaar . Daar: Daar (opgegeven)"

    assert lede(nearby_page(client)) == "Jouw regio: Eigen (opgegeven): overeenkomst niet bekend."
    assert sentence in text_of(nearby_page(client))
    far = latitude + 1.2 * KM_NORTH
    outline.shape = [[[[x, max(y, far)] for x, y in outline.shape[0][0]]]]
    outline.save()
    assert "grens" not in text_of(nearby_page(client))


def test_bordering_municipalities_without_a_region_are_named_in_one_sentence(client, home):
    latitude, longitude = HERE
    for number, name in enumerate(["Alkmaar", "Heiloo", "Opmeer"]):
        across = make.a_municipality(name=name)
        make.a_neighbour(municipality=across, neighbour=home)
        south = latitude + (0.2 + number / 5) * KM_NORTH
        ring = [[longitude - 1, south], [longitude + 1, south], [longitude, south + 0.5]]
        make.a_boundary(municipality=across, shape=[[[*ring, ring[0]]]])

    assert "1703 ligt op of bij de grens met de gemeenten Alkmaar , Heiloo en Opmeer ." in (
        text_of(nearby_page(client))
    )


# --- schools ---


def test_schools_are_listed_nearest_first_with_an_approximate_distance(client, place):
    elsewhere = make.a_place(name="Zuid-Scharwoude")
    school_at("Twee", 3.4, place=elsewhere)
    school_at("Drie", 9.6, place=elsewhere)
    school_at("Een", 0.2, place=place)
    school_at("Te ver", 10.6)
    page = nearby_page(client)

    assert listed_schools(page) == ["Een", "Twee", "Drie"]
    assert [words(row(page, name).select_one(".row__meta")) for name in listed_schools(page)] == [
        "minder dan 1 km · Heerhugowaard vmbo · profielen niet bekend",
        "ongeveer 3 km · Zuid-Scharwoude vmbo · profielen niet bekend",
        "ongeveer 10 km · Zuid-Scharwoude vmbo · profielen niet bekend",
    ]
    assert count(page) == "3 scholen binnen 10 km"
    assert "hemelsbreed" in text_of(page)


def test_a_school_without_coordinates_is_measured_from_its_postcode_and_says_so(client):
    enough_schools()
    make.a_postcode_area(code="1800", **north(5))
    make.a_school(name="Zonder punt", postcode="1800 AB")
    text = words(row(nearby_page(client), "Zonder punt"))

    assert "ongeveer 5 km (tot het midden van 1800)" in text
    assert "tot het midden" not in words(row(nearby_page(client), "Genoeg 1"))


def test_schools_of_the_municipality_at_an_unknown_distance_are_listed_separately(
    client, home, place
):
    enough_schools()
    make.a_school(name="Ergens hier", place=place)
    make.a_school(name="Ook in de gemeente", municipality=home)
    make.a_school(name="Ergens anders")
    page = nearby_page(client)

    assert listed_schools(page) == [
        *[f"Genoeg {n}" for n in range(3)],
        "Ergens hier",
        "Ook in de gemeente",
    ]
    assert count(page) == "3 scholen binnen 10 km"
    assert "2 zonder bekende afstand" in text_of(page)
    assert "afstand niet bekend · Heerhugowaard" in words(row(page, "Ergens hier"))


def test_a_postcode_without_coordinates_lists_the_schools_of_its_municipality(client, area, place):
    area.latitude = area.longitude = None
    area.save()
    make.a_school(name="Hier", place=place, **north(1))
    school_at("Elders", 1)
    page = nearby_page(client)

    assert listed_schools(page) == ["Hier"]
    assert count(page) == "1 school in deze gemeente"


def test_closed_schools_are_not_listed_and_possibly_closed_ones_are_labelled(client):
    enough_schools()
    school_at("Dicht", 1, closed_on="2021")
    school_at("Verzonnen", 1, is_example=True)
    school_at("Concept", 1, **make.drafts)
    school_at("Misschien", 1, possibly_closed=True)
    page = nearby_page(client)

    assert listed_schools(page) == [*[f"Genoeg {n}" for n in range(3)], "Misschien"]
    assert "Mogelijk gesloten" in words(row(page, "Misschien"))
    assert "Mogelijk gesloten" not in words(row(page, "Genoeg 1"))


def test_a_school_in_two_regions_is_listed_once_with_both(client):
    school = school_at("Focus", 1)
    for name in ["Noord", "West"]:
        make.a_school_participation(region=make.a_region(name=name), school=school)
    make.a_school_participation(region=make.a_region(name="Oud"), school=school, until="2021")
    page = nearby_page(client)

    assert listed_schools(page) == ["Focus"]
    assert "Noord ? overeenkomst niet bekend West ? overeenkomst niet bekend" in words(
        row(page, "Focus")
    )
    assert "Oud" not in words(row(page, "Focus"))


def test_schools_with_the_same_name_and_place_are_distinguished_by_street(client, place):
    make.a_school(name="Docking", place=place, address="Laan 1", **north(1))
    make.a_school(name="Docking", place=place, address="Weg 2", **north(2))
    make.a_school(name="Alleen", place=place, address="Pad 3", **north(3))

    assert listed_schools(nearby_page(client)) == ["Docking (Laan)", "Docking (Weg)", "Alleen"]


@pytest.fixture
def huygens(place):
    school = make.a_school(name="Huygens", place=place, levels=[])
    pact = make.a_region(name="Pact Noord", slug="noord")
    make.a_school_participation(school=school, region=pact)
    for km, street in [(1, "Laan 1"), (2, "Weg 2")]:
        location = school_at(f"Huygens College {street}", km, levels=["havo"], place=place)
        make.a_school_match(school=school, location=location)
    return school


def test_possible_locations_are_listed_before_it_is_decided_which_one_takes_part(client, huygens):
    response = nearby_page(client)

    assert listed_schools(response) == ["Huygens College Laan 1", "Huygens College Weg 2"]
    text = words(row(response, "Huygens College Laan 1"))
    assert "ongeveer 1 km · Heerhugowaard" in text
    assert "misschien Huygens , dat wordt nagekeken" in text
    assert "geen techniekregio bekend" not in text
    assert text_of(response).count("Huygens is opgegeven als deelnemer aan Pact Noord") == 1
    assert "Welke vestiging dat is, wordt nagekeken." in text_of(response)


def test_a_school_with_possible_locations_is_not_listed_again_without_a_distance(client, huygens):
    assert "Afstand niet bekend" not in text_of(nearby_page(client))
    assert "het adres kennen wij niet" not in text_of(nearby_page(client))


def test_the_agenda_includes_events_of_a_school_with_possible_locations(client, huygens):
    make.an_event(name="Open dag", school=huygens)

    assert "Open dag" in words(main_of(nearby_page(client)).select_one("#agenda"))


def test_a_school_with_levels_only_under_a_second_code_counts_as_unknown(client, place):
    fields = {"place": place, "municipality": place.municipality}
    published = make.a_school(name="Oog", levels=[], **fields)
    second = make.a_school(name="Oog 2", levels=["vso"], published_from=None, **fields)
    make.a_school_match(school=published, location=second)
    school_at("Brug", 40, levels=["brugjaar"])

    page = nearby_page(client, "?advies=niet-bekend")
    assert listed_schools(page) == ["Brug", "Oog"]
    assert "alleen onderbouw, ISK of niet bekend (2)" in text_of(page)
    assert "Binnen 10 km staat geen school met deze keuze waarvan wij de afstand kennen." in (
        text_of(page)
    )


def test_a_decided_match_is_no_longer_under_review(client, huygens):
    with changing():
        huygens.matches.update(verdict="andere")

    response = nearby_page(client)
    assert listed_schools(response) == ["Huygens"]  # by default, schools with only havo are omitted
    assert "nagekeken" not in text_of(response)


def test_an_unpublished_second_code_at_the_same_address_adds_its_levels(client, place):
    published = school_at("Oog", 1, levels=["vmbo-tl"], place=place)
    unpublished = school_at(
        "Oog",
        1,
        slug="oog-2",
        levels=["vmbo-tl", "pro", "brugjaar"],
        place=place,
        published_from=None,
    )
    make.a_school_match(school=published, location=unpublished)

    school_at("Ander", 1, levels=["vmbo-tl"])

    response = nearby_page(client, "?advies=praktijkonderwijs")

    assert listed_schools(response) == ["Oog"]
    assert "(misschien ook praktijkonderwijs; dat wordt nagekeken)" in words(row(response, "Oog"))


def test_schools_in_one_building_are_grouped_under_their_address(client, place):
    school_at("Mavo", 1, place=place, address="Weg 1", postcode="1703 AB")
    school_at("Tussen", 1.5, place=place, address="Weg 3", postcode="1703 AB")
    school_at("Lyceum", 2, place=place, address="De Weg 1", postcode="1703 AB")

    response = nearby_page(client)

    assert listed_schools(response) == ["Mavo", "Lyceum", "Tussen"]
    building = main_of(response).select_one(".rows > li:not(.row)")
    assert words(building.p) == "Op één adres: Weg 1, Heerhugowaard"
    assert [words(name) for name in building.select(".rows > .row .row__name")] == [
        "Mavo",
        "Lyceum",
    ]
    assert "Weg" not in words(row(response, "Lyceum"))


def test_a_row_gives_levels_and_technical_profiles_or_says_that_they_are_unknown(client):
    school_at("Techniek", 1, levels=["vmbo-kb"], profiles=["zw", "pie", "bwi"], profiles_known=True)
    school_at("Zorg", 2, profiles=["zw"], profiles_known=True)
    school_at("Zonder", 3, levels=["havo", "vmbo-tl"], profiles_known=True)
    school_at("Onbekend", 4, levels=[])
    page = nearby_page(client)

    def description(name):
        return words(row(page, name).select_one(".row__meta")).split(" · ", 1)[1]

    assert description("Techniek").endswith(
        "vmbo kader · technisch: Bouwen, wonen en interieur; Produceren, installeren en energie"
    )
    assert description("Zorg").endswith("vmbo · geen technisch profiel")
    assert description("Zonder").endswith("havo · geen vmbo-profielen")
    assert description("Onbekend").endswith("niveau niet bekend · profielen niet bekend")


def test_a_school_shows_its_next_open_day_or_links_to_its_website(client):
    school = school_at("Tabor", 1)
    make.an_event(name="Kerstmarkt", school=school, starts_on=date(2098, 12, 1))
    make.an_event(
        name="Open dag Tabor", slug="open", school=school, starts_on=date(2099, 1, 14),
        status="verplaatst",
    )  # fmt: skip
    make.an_event(name="Open avond Tabor", school=school, starts_on=date(2099, 2, 14))
    make.an_event(name="Open dag 2021", school=school, starts_on=date(2021, 1, 1))
    newton = school_at("Newton", 2, website="https://newton.example/")
    make.an_event(name="Open dag", school=newton, status="geannuleerd")
    make.an_event(name="Open les", school=newton, audience=["docenten"])
    school_at("Zonder site", 3)
    page = nearby_page(client)

    def open_day(name):
        return words(row(page, name).select_one(".row__aside")).split(" geen techniekregio")[0]

    assert open_day("Tabor") == "Open dag Tabor , woensdag 14 januari 2099 (verplaatst)"
    assert open_day("Newton") == "nog geen open dag bekend, kijk op de site van Newton"
    assert open_day("Zonder site") == "nog geen open dag bekend"
    assert {"/agenda/open/"} <= own_addresses(page)
    assert row(page, "Newton").select_one(".row__aside a")["href"] == "https://newton.example/"


def test_a_school_without_a_website_links_to_that_of_another_location(client):
    school_at("Ahorn", 1, brin="00WD", location_code="01")
    school_at(
        "Berk",
        2,
        brin="00WD",
        location_code="00",
        website="https://berk.example",
        place=make.a_place(name="Urk"),
    )

    ahorn = row(nearby_page(client), "Ahorn")

    assert "kijk op de site van Berk in Urk, een andere vestiging" in words(ahorn)
    assert ahorn.find("a", href="https://berk.example") is not None


def test_schools_can_be_selected_for_a_comparison_from_this_postcode(client):
    school_at("Focus", 1, slug="focus")
    main = main_of(nearby_page(client))
    form = main.select_one("form#vergelijk")
    box = main.select_one(".row input")

    assert form["action"] == "/vergelijken/"
    assert (form.input["name"], form.input["value"]) == ("vanaf", "1703")
    assert (box["name"], box["value"], box["form"]) == ("school", "focus", "vergelijk")


def test_an_earlier_selection_is_ticked_in_the_list_or_kept_in_hidden_fields(client):
    enough_schools()
    school_at("Focus", 1, slug="focus")
    school_at("Ver", 90, slug="ver", place=make.a_place(name="Urk"))
    make.a_school(slug="concept", name="Geheim", **make.drafts)
    page = nearby_page(client, "?vergelijk=ver&vergelijk=focus&vergelijk=concept&vergelijk=onzin")
    main = main_of(page)

    ticked = [box["value"] for box in main.select(".row input[checked]")]
    assert ticked == ["focus"]
    hidden = [(field["name"], field["value"]) for field in main.select("form#vergelijk input")]
    assert hidden == [("school", "ver"), ("vanaf", "1703")]
    assert "Je vergelijkt: Ver, Urk, Focus, " in text_of(page)
    (address,) = [link["href"] for link in main.select("a") if words(link) == "Bekijk"]
    assert address == "/vergelijken/?school=ver&school=focus&vanaf=1703"
    assert "Geheim" not in page.content.decode()


def test_filters_and_paging_keep_the_selection(client):
    for number in range(30):
        school_at(f"School {number}", 1 + number / 10, profiles_known=False)
    for number in range(3):
        school_at(f"Havo {number}", 1, levels=["havo"])
        school_at(f"Technisch {number}", 1, profiles_known=True, profiles=["pie"])
    carried = "vergelijk=school-1"

    def links(query):
        main = main_of(nearby_page(client, f"{query}&{carried}"))
        selector = ".pager a, .chosen a, .listing__found > p:not(.download) a[href^='/dichtbij/']"
        return [link["href"] for link in main.select(selector)]

    addresses = links("?afstand=15") + links("?profiel=pie")
    assert any("page=2" in address for address in addresses)
    assert any("ook=" in address for address in addresses)
    assert any("profiel=niet-bekend" in address for address in addresses)
    assert [address for address in addresses if carried not in address] == []
    hidden = main_of(nearby_page(client, f"?{carried}")).select(".filters input[type=hidden]")
    assert [(field["name"], field["value"]) for field in hidden] == [("vergelijk", "school-1")]


def test_the_map_has_the_numbers_of_the_list_and_distance_rings(client):
    school_at("Dichtbij", 1)
    school_at("Verder", 4)
    postcode = make.a_postcode_area(code="1704", **north(2))
    make.a_school(name="Zonder punt", postcode=f"{postcode.code} AB")
    page = nearby_page(client)
    figure = main_of(page).select_one("#kaart")

    assert [number.get_text() for number in main_of(page).select(".map-number")] == ["1", "2"]
    assert words(row(page, "Verder").select_one(".map-number")) == "2"
    spots = {spot["href"]: words(spot.select("text")[-1]) for spot in figure.select(".map__spot")}
    assert spots == {"/scholen/dichtbij/": "1", "/scholen/verder/": "2"}
    assert words_of(figure.find_all("text", string=re.compile(" km"))) == ["5 km"]
    assert "1 school staat niet op de kaart." in text_of(page)
    assert not main_of(nearby_page(client, "?afstand=25&advies=havo")).select("#kaart")


def test_the_map_shows_municipal_borders_within_its_rings(client, home):
    enough_schools()
    assert not main_of(nearby_page(client)).select(".map__border")
    ring = [[4.7, 52.5], [4.85, 52.5], [4.85, 52.65], [4.7, 52.65], [4.7, 52.5]]
    make.a_boundary(municipality=home, shape=[[ring]])
    (own_border,) = main_of(nearby_page(client)).select(".map__border")
    # Not a neighbour, but within the rings.
    nearby = make.a_municipality(**north(5))
    make.a_boundary(municipality=nearby, shape=[[[[x + 0.15, y] for x, y in ring]]])

    (both_borders,) = main_of(nearby_page(client)).select(".map__border")
    assert len(both_borders["d"]) > len(own_border["d"])


def test_schools_are_paged_in_order_of_distance(client):
    with changing():
        for number in range(30):
            school_at(f"School {number:02}", number / 5)
    first, second = nearby_page(client), nearby_page(client, "?page=2")

    assert listed_schools(first) == [f"School {number:02}" for number in range(24)]
    assert listed_schools(second) == [f"School {number:02}" for number in range(24, 30)]
    assert count(second) == "30 scholen binnen 10 km"
    assert listed_schools(nearby_page(client, "?page=x")) == listed_schools(first)


# --- a wider radius if there are few schools ---

NEAREST = "Daarom zie je hier de scholen die het dichtstbij staan."


@pytest.mark.parametrize(
    ("kms", "displayed", "message"),
    [
        ([1, 2, 3, 12], 3, None),
        ([1, 2, 12, 24], 3, "staan er maar 2. Daarom zie je hier de scholen tot 15 km."),
        ([1, 16, 24], 3, "staat er maar 1. Daarom zie je hier de scholen tot 25 km."),
        ([22, 60, 90, 120], 3, f"staat geen school. {NEAREST}"),
        ([40], 1, f"staat geen school. {NEAREST}"),
    ],
)
def test_with_fewer_than_three_schools_the_radius_grows_and_the_page_says_so(
    client, kms, displayed, message
):
    for km in kms:
        school_at(f"Op {km}", km)
    page = nearby_page(client)

    assert listed_schools(page) == [f"Op {km}" for km in kms[:displayed]]
    assert message is None or f"Binnen 10 km {message}" in text_of(page)
    assert ("Daarom zie je hier" in text_of(page)) == bool(message)


def test_the_radius_also_grows_for_a_filtered_list(client):
    enough_schools()
    for km in [14, 21, 23]:
        school_at(f"Praktijk {km}", km, levels=["pro"])
    page = nearby_page(client, "?advies=praktijkonderwijs")

    assert listed_schools(page) == ["Praktijk 14", "Praktijk 21", "Praktijk 23"]
    assert "Binnen 10 km staat geen school met deze keuze." in text_of(page)


def test_the_nearest_schools_are_counted_in_a_whole_sentence(client):
    school_at("Verderop", 40)

    assert "1 school naar afstand hemelsbreed, de dichtstbijzijnde eerst" in text_of(
        nearby_page(client)
    )


def test_a_chosen_distance_is_not_widened_and_an_empty_list_names_the_nearest_school(client):
    school_at("Verderop", 7)
    page = nearby_page(client, "?afstand=5")

    assert listed_schools(page) == []
    assert "Geen scholen gevonden met deze keuze." in text_of(page)
    assert "De dichtstbijzijnde staat op ongeveer 7 km." in text_of(page)
    assert "/dichtbij/1703/" in own_addresses(page)
    assert listed_schools(nearby_page(client, "?afstand=5&afstand=15")) == ["Verderop"]


@pytest.mark.usefixtures("every_facet")
def test_the_default_distance_adds_nothing_to_the_url(client):
    enough_schools()
    inputs = main_of(nearby_page(client)).select(".facet input[type=radio]")

    assert [(field["value"], field.has_attr("checked")) for field in inputs] == [
        ("5", False),
        ("", True),
        ("15", False),
        ("25", False),
    ]
    assert nearby_page(client, "?afstand=&advies=havo")["Location"] == "/dichtbij/1703/?advies=havo"
    soup = BeautifulSoup(nearby_page(client, "?afstand=10").content, "lxml")
    assert soup.find("link", rel="canonical")["href"] == "http://testserver/dichtbij/1703/"


def distance_options(page):
    inputs = main_of(page).select(".facet input[type=radio]")
    return [(box["value"], words(box.parent), box.has_attr("checked")) for box in inputs]


@pytest.mark.parametrize(
    ("kms", "selected", "count_text"),
    [
        ([1, 2, 3, 20], "binnen 10 km (3)", "3 scholen binnen 10 km"),
        ([1, 14, 14.5, 20], "binnen 15 km (3)", "3 scholen binnen 15 km"),
        ([1, 20, 21, 90], "binnen 25 km (3)", "3 scholen binnen 25 km"),
        ([1, 40, 41, 90], "de dichtstbijzijnde (3)", "3 scholen"),
    ],
)
@pytest.mark.usefixtures("every_facet")
def test_the_selected_distance_matches_the_list_even_when_the_radius_grew(
    client, kms, selected, count_text
):
    for number, km in enumerate(kms):
        school_at(f"School {number}", km)
    page = nearby_page(client)

    assert count(page) == count_text
    assert [(value, label) for value, label, checked in distance_options(page) if checked] == [
        ("", selected)
    ]


@pytest.mark.usefixtures("every_facet")
def test_the_default_distance_can_be_chosen_when_the_radius_grew(client):
    for number, km in enumerate([1, 20, 21]):
        school_at(f"School {number}", km)
    page = nearby_page(client, "?afstand=10")

    assert listed_schools(page) == ["School 0"]
    assert distance_options(page) == [
        ("5", "binnen 5 km (1)", False),
        ("10", "binnen 10 km (1)", True),
        ("15", "binnen 15 km (1)", False),
        ("", "binnen 25 km (3)", False),
    ]
    assert words_of(main_of(page).select(".chosen a")) == ["Haal weg: Afstand: binnen 10 km"]


def test_with_fewer_than_ten_schools_the_only_option_is_a_wider_radius(client):
    for number in range(9):
        school_at(f"School {number}", 1 + number, levels=["pro" if number else "vmbo-kb"])
    school_at("Verder", 24)
    school_at("Ver weg", 26)
    page = nearby_page(client)
    (link,) = main_of(page).find_all("a", string="binnen 25\xa0km (10)")

    assert main_of(page).select_one(".filters") is None
    assert link["href"] == "/dichtbij/1703/?afstand=25"
    further = client.get(link["href"])
    assert len(listed_schools(further)) == 10
    # This filter can be removed again, and now there are enough schools for the other facets.
    assert distance_options(further)[-1] == ("25", "binnen 25 km (10)", True)
    assert options(further, "Advies of niveau")
    assert "Verder kijken" not in text_of(further)

    school_at("Erbij", 2)

    assert options(nearby_page(client), "Afstand")
    assert "Verder kijken" not in text_of(nearby_page(client))


# --- limits apply to rounded distances: "ongeveer 10 km" is within 10 km ---


@pytest.mark.usefixtures("every_facet")
@pytest.mark.parametrize(("km", "is_near"), [(10.4, True), (10.6, False)])
def test_the_list_its_count_and_the_map_apply_the_limit_to_rounded_distances(client, km, is_near):
    enough_schools()
    school_at("Rand", km)
    page = nearby_page(client, "?afstand=10")
    number = 4 if is_near else 3

    assert ("Rand" in listed_schools(page)) == is_near
    assert count(page) == f"{number} scholen binnen 10 km"
    assert options(page, "Afstand")[1] == f"binnen 10 km ({number})"
    assert options(page, "Advies of niveau") == options(nearby_page(client), "Advies of niveau")
    assert len(main_of(page).select("#kaart svg a")) == number - 2  # three at the same location


@pytest.mark.parametrize(
    ("kms", "count_text"),
    [
        ([1, 2, 10.4], "3 scholen binnen 10 km"),
        ([1, 2, 10.6], "3 scholen binnen 15 km"),
        ([1, 2, 25.4], "3 scholen binnen 25 km"),
        ([1, 2, 25.6], "3 scholen"),
        ([1, 2, 25.6, 26.4, 26.6], "4 scholen"),  # up to the rounded distance of the third
    ],
)
def test_the_radius_grows_by_rounded_distances(client, kms, count_text):
    for number, km in enumerate(kms):
        school_at(f"School {number}", km)

    assert count(nearby_page(client)) == count_text


@pytest.mark.parametrize(("km", "is_near"), [(5.4, True), (5.6, False)])
def test_the_nearest_school_outside_the_chosen_distance_reads_as_further_away(client, km, is_near):
    school_at("Rand", km)
    page = nearby_page(client, "?afstand=5")

    assert listed_schools(page) == (["Rand"] if is_near else [])
    assert ("De dichtstbijzijnde staat op ongeveer 6 km." in text_of(page)) != is_near


@pytest.mark.parametrize(
    ("north_km", "east_km", "is_near"),
    [(10.4, 0, True), (10.6, 0, False), (8, 8, False), (7, 7, True), (-8, 8, False)],
)
def test_nearby_events_are_selected_by_distance_and_not_by_bounding_box(
    client, north_km, east_km, is_near
):
    enough_schools()
    point = north(north_km) | {"longitude": HERE[1] + east_km * KM_NORTH / cos(radians(HERE[0]))}
    place = make.a_place(name="Rand")
    make.a_postcode_area(place=place, latitude=53.4, longitude=6.9)  # the far end of the place
    make.a_postcode_area(place=place, **point)
    make.an_event(name="Techniekdag", place=place)
    agenda = block(nearby_page(client), "Agenda in de buurt")

    assert words_of(agenda.select(".row__name")) == (["Techniekdag"] if is_near else [])


@pytest.mark.parametrize(("km", "is_near"), [(25.4, True), (25.6, False)])
def test_nearby_events_use_the_radius_of_the_school_list(client, km, is_near):
    place = make.a_place(name="Rand")
    make.a_postcode_area(place=place, **north(km))
    make.an_event(name="Techniekdag", place=place)

    agenda = block(nearby_page(client, "?afstand=25"), "Agenda in de buurt")
    assert words_of(agenda.select(".row__name")) == (["Techniekdag"] if is_near else [])
    assert "Techniekdag" not in words(block(nearby_page(client), "Agenda in de buurt"))


@pytest.mark.parametrize(("km", "is_near"), [(30.4, True), (30.6, False)])
def test_the_region_of_the_nearest_school_is_named_up_to_a_rounded_thirty_km(client, km, is_near):
    school = school_at("Ver weg", km)
    make.a_school_participation(region=make.a_region(name="STO Verweg"), school=school)

    start = text_of(nearby_page(client)).partition("Meer over de gemeente")[0]
    assert ("STO Verweg" in start) == is_near


# --- over water ---


@pytest.fixture
def strait():
    def make_land(code, south, north):
        corners = [(4.5, south), (5.1, south), (5.1, north), (4.5, north), (4.5, south)]
        make.a_boundary(code=code, shape=[[corners]])

    here, *others = Province.values
    make_land(here, 52.3, HERE[0] + 10 * KM_NORTH)
    for code in others:
        make_land(code, HERE[0] + 13 * KM_NORTH, HERE[0] + 40 * KM_NORTH)


@pytest.mark.usefixtures("strait")
def test_a_distance_across_water_says_so(client):
    school_at("Hier", 9)
    school_at("Overkant", 14)
    make.a_school_participation(school=school_at("Verder", 20), region=make.a_region(name="Pact"))
    page = nearby_page(client)

    def distance(name):
        return words(row(page, name).select_one(".row__meta")).partition(" · ")[0]

    assert distance("Hier") == "ongeveer 9 km"
    assert distance("Overkant") == "ongeveer 14 km, over het water"
    assert "Pact (ongeveer 20 km, over het water)" in lede(page)
    assert "Bij “over het water” loopt de rechte lijn over open water" in text_of(page)
    empty = nearby_page(client, "?afstand=5")
    assert "De dichtstbijzijnde staat op ongeveer 9 km." in text_of(empty)
    assert "water" not in text_of(empty).partition("Zo dichtbij")[2]
    compared = client.get("/vergelijken/?school=hier&school=overkant&vanaf=1703")
    assert "Hemelsbreed, ongeveer 9 km Hemelsbreed, ongeveer 14 km, over het water" in text_of(
        compared
    )


@pytest.mark.usefixtures("strait")
def test_the_nearest_school_named_by_an_empty_list_may_be_across_water(client):
    school_at("Overkant", 14)

    assert "staat op ongeveer 14 km, over het water." in text_of(nearby_page(client, "?afstand=5"))


def test_without_province_boundaries_water_is_not_mentioned(client):
    school_at("Overkant", 14)

    assert "water" not in text_of(nearby_page(client))


# --- facets ---


@pytest.fixture
def some_schools():
    school_at("Basis of kader", 1, levels=["vmbo-bkg"])
    school_at("Kader", 2, levels=["vmbo-kb"], profiles=["pie"], profiles_known=True)
    school_at("Mavo", 3, levels=["vmbo-tl"])
    school_at("Praktijk", 4, levels=["pro"])
    school_at("Niets bekend", 6, levels=[])
    school_at("Lyceum", 7, levels=["havo", "vwo"])


TECHNICAL = ["Basis of kader", "Kader", "Mavo", "Praktijk", "Niets bekend"]


@pytest.mark.usefixtures("some_schools")
def test_schools_with_only_havo_or_vwo_are_omitted_by_default_and_the_page_says_so(client):
    page = nearby_page(client)

    assert listed_schools(page) == TECHNICAL
    link = main_of(page).find("a", string="Toon ook de 1 school die wij weglaten")
    assert listed_schools(client.get(link["href"])) == [*TECHNICAL, "Lyceum"]
    assert listed_schools(nearby_page(client, "?advies=vwo")) == ["Lyceum"]
    assert "alleen havo of vwo</a>" not in nearby_page(client, "?advies=vwo").content.decode()


@pytest.mark.usefixtures("some_schools")
def test_participating_schools_with_only_havo_are_listed(client):
    make.a_school_participation(school=school_at("Havo in de regio", 8, levels=["havo"]))

    page = nearby_page(client)
    assert listed_schools(page) == [*TECHNICAL, "Havo in de regio"]
    assert (
        "Scholen met alleen havo of vwo laten wij weg, behalve als zij meedoen of misschien "
        "meedoen aan een techniekregio."
    ) in " ".join(main_of(page).get_text().split())


@pytest.mark.usefixtures("some_schools")
@pytest.mark.parametrize("reason", ["takes part", "has a profile"])
def test_a_school_known_to_teach_technology_is_never_omitted(client, reason):
    if reason == "takes part":
        lyceum = school_at("Technasium", 2, levels=["vwo"])
        make.a_school_participation(school=lyceum)
    else:
        school_at("Technasium", 2, levels=["vwo"], profiles=["mvi"], profiles_known=True)

    assert "Technasium" in listed_schools(nearby_page(client))


@pytest.mark.usefixtures("some_schools")
def test_an_advice_includes_schools_that_may_fit_and_says_so(client):
    page = nearby_page(client, "?advies=vmbo-kader")
    sentence = "Vraag de school of jouw advies erbij past."

    assert listed_schools(page) == ["Basis of kader", "Kader"]
    assert sentence in text_of(page)
    assert sentence not in text_of(nearby_page(client, "?advies=vmbo-theoretisch"))
    assert listed_schools(nearby_page(client, "?advies=praktijkonderwijs&advies=niet-bekend")) == [
        "Praktijk",
        "Niets bekend",
    ]


def grouped(response):
    """The names in the list by the heading above them."""
    elements = main_of(response).select(".listing__found > .rows, .listing__found > h3.rows__group")
    groups, heading = {}, ""
    for element in elements:
        if element.name == "h3":
            heading = words(element)
        else:
            groups[heading] = [link.get_text() for link in element.select("a.row__name")]
    return groups


def schools_with_levels(levels_by_name):
    for name, (km, *levels) in levels_by_name.items():
        school_at(name, km, levels=levels)


def test_schools_for_only_the_chosen_advice_precede_broader_and_uncertain_ones(client):
    schools_with_levels(
        {
            "Breed dichtbij": (1, "vmbo-bkg", "vmbo-tl", "havo"),
            "Breed": (6, "pro", "vmbo-bkg"),
            "Vmbo": (2, "vmbo-bkg", "vmbo-tl"),
            "Onbekende leerweg": (3, "vmbo"),
            "Kader ver": (9, "vmbo-kb"),
            "Kader": (4, "vmbo-bkg"),
            "Nieuwkomers": (5, "vmbo-bkg", "isk"),
            "Mavo": (1, "vmbo-tl"),
        }
    )
    page = nearby_page(client, "?advies=vmbo-kader")

    assert grouped(page) == {
        "Het dichtst bij je keuze": ["Kader", "Kader ver"],
        "Ook ander vmbo, geen havo of vwo": ["Vmbo"],
        "Ook andere niveaus": ["Breed dichtbij", "Breed"],
        "Niveau niet zeker": ["Onbekende leerweg", "Nieuwkomers"],
    }
    assert count(page) == "7 scholen binnen 10 km"
    assert "in elke groep de dichtstbijzijnde eerst" in text_of(page)
    assert "De volgorde zegt niet hoe goed een school is." in text_of(page)
    numbers = words_of(main_of(page).select(".row .map-number"))
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]
    assert ["4 km" in words(row(page, name)) for name in ["Kader", "Vmbo"]] == [True, False]


def test_there_are_no_headings_without_an_advice_or_with_a_single_group(client):
    schools_with_levels(
        {"Kader": (4, "vmbo-kb"), "Breed": (2, "vmbo-kb", "havo"), "Pro": (1, "pro")}
    )

    for query, names in {
        "": ["Pro", "Breed", "Kader"],
        "?advies=praktijkonderwijs": ["Pro"],
    }.items():
        page = nearby_page(client, query)
        assert grouped(page) == {"": names}
        assert "km hemelsbreed, de dichtstbijzijnde eerst" in text_of(page)


def test_for_havo_a_school_with_havo_and_vwo_precedes_one_with_vmbo(client):
    schools_with_levels({"Breed": (1, "vmbo-tl", "havo"), "Lyceum": (2, "havo", "vwo")})

    assert grouped(nearby_page(client, "?advies=havo")) == {
        "Alleen havo en vwo": ["Lyceum"],
        "Ook andere niveaus": ["Breed"],
    }


def test_each_group_has_a_link_to_its_page_and_may_continue_on_the_next(client):
    for number in range(23):
        school_at(f"Kader {number}", 1, levels=["vmbo-kb"])
    for number in range(26):
        school_at(f"Breed {number}", 1, levels=["vmbo-kb", "havo"])
    for number in range(2):
        school_at(f"Vmbo {number}", 1, levels=["vmbo"])
    page = nearby_page(client, "?advies=vmbo-kader")
    links = {
        words(link): link["href"]
        for link in main_of(page).select(".listing__found > p a[href*='#groep']")
    }

    assert [(name, len(rows)) for name, rows in grouped(page).items()] == [
        ("Het dichtst bij je keuze", 23),
        ("Ook andere niveaus", 1),
    ]
    assert "Het dichtst bij je keuze (23) · Ook andere niveaus (26)" in text_of(page)
    assert links == {
        "Het dichtst bij je keuze": "#groep-1",
        "Ook andere niveaus": "#groep-3",
        "Niveau niet zeker": "?advies=vmbo-kader&page=3#groep-4",
    }
    second, third = (nearby_page(client, f"?advies=vmbo-kader&page={number}") for number in (2, 3))
    assert [*grouped(second)] == ["Ook andere niveaus (vervolg)"]
    assert [*grouped(third)] == ["Ook andere niveaus (vervolg)", "Niveau niet zeker"]
    assert main_of(third).find(id="groep-4")
    assert words(row(third, "Vmbo 0").select_one(".map-number")) == "2"


def test_an_advice_counts_nearby_schools_of_uncertain_level(client):
    schools_with_levels(
        {"Kader": (4, "vmbo-kb"), "Brug": (2, "brugjaar"), "ISK": (3, "isk", "brugjaar")}
    )
    school_at("Onbekend", 1, levels=[])
    page = nearby_page(client, "?advies=vmbo-kader")

    assert grouped(page) == {"": ["Kader"]}
    assert "Bij 3 scholen in de buurt is het niveau niet zeker" in text_of(page)
    assert "alleen onderbouw, ISK of niet bekend (3)" in options(page, "Advies of niveau")
    link = main_of(page).find("a", string="Toon ook die")
    assert grouped(client.get(link["href"])) == {
        "Het dichtst bij je keuze": ["Kader"],
        "Niveau niet zeker": ["Onbekend", "Brug", "ISK"],
    }
    assert "niveau niet zeker:" not in text_of(client.get(link["href"]))
    assert "niveau niet zeker" not in text_of(nearby_page(client))


@pytest.mark.usefixtures("some_schools")
def test_a_profile_filter_links_to_schools_with_unknown_profiles(client):
    page = nearby_page(client, "?profiel=pie")

    assert listed_schools(page) == ["Kader"]
    # A school with only mavo or praktijkonderwijs is known to have no vmbo profiles.
    assert "Van 2 scholen in de buurt weten wij de profielen niet." in text_of(page)
    link = main_of(page).find("a", string="Toon ook die")
    assert listed_schools(client.get(link["href"])) == ["Basis of kader", "Kader", "Niets bekend"]


@pytest.mark.usefixtures("some_schools", "every_facet")
def test_every_option_has_its_count(client):
    page = nearby_page(client, "?afstand=5&profiel=niet-bekend")
    advice = options(page, "Advies of niveau")

    assert options(page, "Afstand") == [
        "binnen 5 km (1)",
        "binnen 10 km (2)",
        "binnen 15 km (2)",
        "binnen 25 km (2)",
    ]
    assert advice[:3] == [
        "advies praktijkonderwijs (0)",
        "advies vmbo-basis (1)",
        "advies vmbo-kader (1)",
    ]
    assert "niet bekend (1)" in options(page, "Profiel")
    assert options(page, "Ook tonen") == ["scholen met alleen havo of vwo (0)"]
    assert options(nearby_page(client), "Ook tonen") == ["scholen met alleen havo of vwo (1)"]
    assert "advies vwo (1)" in options(nearby_page(client), "Advies of niveau")


@pytest.mark.usefixtures("some_schools", "every_facet")
@pytest.mark.parametrize("facet", ["advies", "profiel", "afstand", "ook"])
def test_selecting_an_option_gives_as_many_schools_as_its_count(client, facet):
    other = "" if facet == "afstand" else "afstand=25&"
    counts = {
        box["value"]: int(words(box.parent.select_one(".option__number")).strip("()"))
        for box in main_of(nearby_page(client, f"?{other}".rstrip("&"))).select(
            f".facet input[name={facet}]"
        )
    }
    counts.pop("", None)  # the default distance, which is no filter
    results = {
        value: len(listed_schools(nearby_page(client, f"?{other}{facet}={value}")))
        for value in counts
    }

    assert results == counts | ({"havo-vwo": 6} if facet == "ook" else {})


def test_an_unknown_option_narrows_nothing_and_is_reported(client):
    enough_schools()
    page = nearby_page(client, "?advies=dokter&afstand=7")

    assert len(listed_schools(page)) == 3
    assert "Deze keuze kennen wij niet: Advies of niveau en Afstand." in text_of(page)


# --- agenda ---


def test_upcoming_events_nearby_are_listed_below_the_schools(client, home, place):
    enough_schools()
    region, school = make.a_region(name="Eigen"), school_at("Tabor", 2, place=place)
    make.a_municipality_participation(municipality=home, region=region)
    other = make.a_region(name="Anders")
    make.an_event(name="Van de regio", region=region)
    make.an_event(name="Van de school", school=school)
    make.an_event(name="Van elders hier", region=other, place=place)
    make.an_event(name="Van elders daar", region=other, place=make.a_place())
    make.an_event(name="Van een verre school", school=school_at("Ver", 12))
    make.an_event(name="Concept", region=region, **make.drafts)
    make.an_event(name="Voorbij", region=region, starts_on=date(2021, 1, 1))
    page = nearby_page(client)
    agenda = block(page, "Agenda in de buurt")

    upcoming = agenda.select(".block__head ~ .rows > .row > .row__name")
    assert words_of(upcoming) == ["Van de regio", "Van de school", "Van elders hier"]
    assert words_of(agenda.select("details .row__name")) == ["Voorbij"]
    assert "agenda (3)" in text_of(page)


def test_example_events_are_not_in_the_agenda(client, place):
    enough_schools()
    region = make.a_region(name="Voorbeeldregio", is_example=True)
    make.an_event(name="Verzonnen", region=region, place=place)
    make.an_event(name="Verzonnen van toen", region=region, place=place, starts_on="2021-01-01")
    make.an_event(name="Echt", region=make.a_region(), place=place)
    page = nearby_page(client)

    assert words_of(block(page, "Agenda in de buurt").select(".row__name")) == ["Echt"]
    assert "Verzonnen" not in text_of(page)


def test_with_nothing_planned_the_agenda_says_so_and_lists_past_events(client, home):
    region = make.a_region()
    make.a_municipality_participation(municipality=home, region=region)
    make.an_event(name="PET", region=region, starts_on=date(2021, 11, 18))
    agenda = block(nearby_page(client), "Agenda in de buurt")

    assert "Er is in de buurt nog niets gepland." in words(agenda)
    assert words_of(agenda.select("details .row__name")) == ["PET"]
    assert words(agenda.summary) == "Geweest (1)"


# --- another region ---


def test_schools_of_other_regions_within_cycling_distance_are_listed_by_region(client, home):
    enough_schools()
    own, other = make.a_region(name="Eigen"), make.a_region(name="West-Friesland")
    make.a_municipality_participation(municipality=home, region=own)
    make.a_school_participation(region=own, school=school_at("Van hier", 13))
    hoorn = make.a_place(name="Hoorn")
    make.a_school_participation(region=other, school=school_at("Tabor", 15.4, place=hoorn))
    make.a_school_participation(region=other, school=school_at("Te ver", 15.6))
    page = nearby_page(client)

    assert words_of(block(page, "Ook dichtbij, andere regio").select(".row")) == [
        "West-Friesland ? overeenkomst niet bekend Tabor, Hoorn (ongeveer 15 km)"
    ]
    assert "Tabor" not in listed_schools(page)


def test_without_a_known_region_nearby_regions_are_not_called_other_regions(client):
    make.a_school_participation(region=make.a_region(name="Noord"), school=school_at("Focus", 4))
    page = nearby_page(client)

    assert block(page, "Ook dichtbij, andere regio") is None
    assert words(block(page, "Techniekregio's in de buurt").select_one(".row__name")) == "Noord"


def test_a_page_without_any_data_still_offers_links(client):
    page = nearby_page(client)

    assert "Er staan nog geen scholen op deze site." in text_of(page)
    assert {"/regios/", "/agenda/", "/gemeenten/dijk-en-waard/"} <= own_addresses(page)


def test_the_page_says_from_which_postcode_in_a_place_distances_are_measured(client, place):
    make.a_postcode_area(code="1704", place=place, **north(2))
    enough_schools()
    page = nearby_page(client)

    assert (
        f"{place} heeft 2 postcodes. Wij rekenen vanaf het midden van 1703. Woon je ergens anders? "
        "Kies 1704 ."
    ) in text_of(page)
    assert main_of(page).select_one('a[href="/dichtbij/1704/"]')


def test_the_nearest_technical_school_is_named_with_the_year(client):
    known = {"profiles_known": True, "profiles_on": "2019-10-01", "levels": ["vmbo-bkg"]}
    school_at("Zorg", 1, profiles=["zw"], **known)
    school_at("Verder", 3, profiles=["bwi"], **known)
    school_at("Lassen", 2, profiles=["pie", "zw"], **known)
    school_at("Onbekend", 4, levels=["vmbo-bkg"])
    page = nearby_page(client)
    text = text_of(page)

    assert (
        "Met een technisch profiel, voor zover wij weten: 2 scholen. De dichtstbijzijnde is Lassen"
    ) in text
    assert "geen technisch profiel in 2019" in words(row(page, "Zorg"))
    assert "Een leerroute techniek telt daarin niet mee." in text
    assert "Staat er geen profiel bij een school" not in text
    links = main_of(page).select('.source a[href^="/profielen/"]')
    assert [words(link) for link in links] == [
        "Bouwen, wonen en interieur",
        "Produceren, installeren en energie",
    ]
    # The map is no wider than the schools require.
    assert "De cirkel ligt op 5 km, hemelsbreed" in text


def test_without_a_technical_school_the_list_says_that_none_is_known(client):
    enough_schools()

    assert "Van geen van deze scholen weten wij dat zij een technisch profiel heeft." in text_of(
        nearby_page(client)
    )


def test_at_equal_distance_a_school_without_a_street_comes_last(client):
    enough_schools()
    make.a_postcode_area(code="1800", **north(4.6))
    make.a_school(name="Aan straat", postcode="1800 AB", address="Straat 1", **north(5.2))
    make.a_school(name="Zelfde postcode", postcode="1800 AB", **north(4.6))
    make.a_school(name="Ander deel", postcode="1800 AC", **north(4.6))
    page = nearby_page(client)

    names = [name for name in listed_schools(page) if not name.startswith("Genoeg")]
    assert names == ["Aan straat", "Ander deel", "Zelfde postcode"]
    assert "ongeveer 5 km (tot een school met postcode 1800 AB)" in words(
        row(page, "Zelfde postcode")
    )
