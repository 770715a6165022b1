"""The page of a postcode: its place and region, the schools near, what comes, what lies beyond."""

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

KM_NORTH = 1 / 111.2  # in degrees
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
    """So far from the middle of 1703."""
    return {"latitude": HERE[0] + km * KM_NORTH, "longitude": HERE[1]}


def a_school(name, km, **fields):
    fields.setdefault("slug", name.lower().replace(" ", "-"))
    return make.a_school(name=name, **north(km), **fields)


def enough(km=1, **fields):
    """As many schools as one needs not to look further."""
    return [a_school(f"Genoeg {number}", km, **fields) for number in range(3)]


def ask(client, query="", code="1703"):
    return client.get(f"/dichtbij/{code}/{query}")


def listed(response):
    """The schools in the list, in its order."""
    rows = main_of(response).select(".listing__found > .rows")
    return [link.get_text() for part in rows for link in part.select("a.row__name")]


def test_a_village_with_the_postcode_of_another_place_is_named(client, home):
    make.a_postcode_area(code="7776", place=make.a_place(name="Lutten", municipality=home))
    sentence = "In 7776 ligt ook Slagharen."
    assert sentence in text_of(ask(client, code="7776"))

    make.a_postcode_area(code="4881", place=make.a_place(name="Zundert", municipality=home))
    assert "ligt ook" not in text_of(ask(client, code="4881"))


def row(response, name):
    named = main_of(response).select(".row:has(.row__name)")
    return next(one for one in named if words(one.select_one(".row__name")).startswith(name))


def count(response):
    return words(main_of(response).select_one(".count"))


def options(response, facet):
    """What there is to choose in a facet, with how much each would give."""
    for part in main_of(response).select(".facet"):
        if words(part.legend) == facet:
            return words_of(part.select(".option > span"))
    return None


# --- the address ---


@pytest.mark.parametrize("written", ["1703AB", "1703ab", "1703 AB", "1703%20ab", "%201703"])
def test_the_letters_of_a_postcode_lead_on_to_its_digits_and_are_kept_nowhere(client, written):
    answer = client.get(f"/dichtbij/{written}/?advies=havo")

    assert (answer.status_code, answer["Location"]) == (301, "/dichtbij/1703/?advies=havo")
    assert answer.content == b""


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1704", "De postcode 1704 kennen wij niet"),
        ("0123", "Een postcode begint nooit met een 0."),
        ("abc", "Dit is geen postcode"),
        ("17035", "Dit is geen postcode"),
        ("1703abc", "Dit is geen postcode"),
        ("%D9%A1%D9%A7%D9%A0%D9%A3", "Dit is geen postcode"),  # digits of another script
        ("%00", "Dit is geen postcode"),
        ("a" * 5000, "Dit is geen postcode"),
    ],
)
def test_what_is_no_known_postcode_explains_itself_and_leads_on(client, written, says):
    answer = client.get(f"/dichtbij/{written}/")
    soup = BeautifulSoup(answer.content, "html.parser")

    assert answer.status_code == 404
    assert says in words(soup.main)
    assert soup.main.form["action"] == "/zoeken/"
    assert {"/gemeenten/", "/scholen/", "/regios/"} <= own_addresses(answer)
    assert soup.find("meta", {"name": "robots", "content": "noindex"})


def test_an_unknown_postcode_names_those_next_to_its_number(client):
    for code in ["1601", "1602", "1822", "1901"]:
        make.a_postcode_area(code=code)
    invented = make.a_place(municipality=make.a_municipality(is_example=True))
    make.a_postcode_area(code="1750", place=invented)
    soup = BeautifulSoup(client.get("/dichtbij/1760/").content, "html.parser")

    assert words_of(soup.select("a.row__name")) == ["1703", "1822"]
    assert "Heerhugowaard, gemeente Dijk en Waard" in words(soup.main)
    assert client.get("/dichtbij/1750/").status_code == 404


def test_before_a_postcode_is_typed_the_page_says_what_it_does_and_asks_for_one(client):
    page = client.get("/dichtbij/")
    main = main_of(page)
    form = main.select_one("form")

    assert words(main.h1) == "Scholen en techniek in de buurt"
    assert (form["action"], form.input["name"]) == ("/zoeken/", "q")
    assert "niet bekend" in words(main)
    assert {"/scholen/", "/gemeenten/", "/regios/"} <= own_addresses(page)
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    answer = client.get("/zoeken/?q=1703+ab")
    assert (answer.status_code, answer["Location"]) == (302, "/dichtbij/1703/")


@pytest.mark.parametrize("address", ["/scholen/", "/vergelijken/", "/dichtbij/1703/"])
def test_what_shows_schools_leads_to_where_one_types_a_postcode(client, address):
    assert "/dichtbij/" in own_addresses(client.get(address))


def test_a_list_of_schools_that_knows_the_postcode_leads_back_to_it(client):
    a_school("Focus", 1)
    page = client.get("/scholen/?vergelijk=focus&vanaf=1703")

    assert "/dichtbij/1703/?vergelijk=focus" in own_addresses(page)


def test_it_is_not_indexed_and_tells_search_engines_nothing(client):
    soup = BeautifulSoup(ask(client).content, "html.parser")

    assert soup.find("meta", {"name": "robots", "content": "noindex"})
    assert soup.find("script", type="application/ld+json") is None
    assert soup.find("link", rel="canonical")["href"] == "http://testserver/dichtbij/1703/"


# --- where that is, and which region ---


def test_the_first_lines_are_the_answer(client, home):
    region = make.a_region(name="TechniekPact Noord-Kennemerland", slug="noord")
    make.a_school_participation(region=region, school=make.a_school(municipality=home))
    page = ask(client)

    assert words(main_of(page).h1) == "1703 is Heerhugowaard, gemeente Dijk en Waard"
    assert lede(page) == (
        "Jouw regio: TechniekPact Noord-Kennemerland (afgeleid uit deelnemende scholen): "
        "overeenkomst niet bekend."
    )
    assert {"/regios/noord/", "/gemeenten/dijk-en-waard/"} <= own_addresses(page)


def test_all_regions_are_named_each_with_how_it_is_known(client, home):
    for name in ["Oost", "West"]:
        make.a_school_participation(
            region=make.a_region(name=name), school=make.a_school(municipality=home)
        )
    make.a_municipality_participation(municipality=home, region=make.a_region(name="Noord"))
    make.a_municipality_participation(
        municipality=home, region=make.a_region(name="Vroeger"), until="2021"
    )

    assert lede(ask(client)) == (
        "Jouw regio’s: Noord (opgegeven): overeenkomst niet bekend. "
        "Oost (afgeleid uit deelnemende scholen): overeenkomst niet bekend. "
        "West (afgeleid uit deelnemende scholen): overeenkomst niet bekend."
    )


def test_where_no_region_is_known_that_of_the_nearest_school_that_takes_part_is_named_as_that(
    client,
):
    enough()
    far = a_school("Ver weg", 40)
    make.a_school_participation(region=make.a_region(name="Ver"), school=far)
    near = a_school("Tabor", 12, place=make.a_place(name="Hoorn"))
    make.a_school_participation(region=make.a_region(name="West-Friesland"), school=near)
    left = a_school("Vertrokken", 2)
    make.a_school_participation(region=make.a_region(name="Oud"), school=left, until="2021")
    hidden = a_school("Nog een concept", 3)
    make.a_school_participation(region=make.a_region(**make.drafts), school=hidden)
    page = ask(client)

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
def test_beyond_thirty_km_the_page_says_how_many_regions_it_knows_and_names_none_as_the_nearest(
    client, km
):
    school = a_school("Ver weg", km)
    make.a_school_participation(region=make.a_region(name="STO Verweg"), school=school)
    make.a_region(name="Nog een")
    make.a_region(is_example=True)
    make.a_region(**make.drafts)
    page = ask(client)
    text = text_of(page)

    assert lede(page) == "Nog geen techniekregio bekend voor de gemeente Dijk en Waard."
    assert "Jouw regio staat waarschijnlijk nog niet op deze site." in text
    assert (
        "Deze site kent 2 techniekregio's. Landelijk zijn er ongeveer 78 "
        "(telling van 2022, genoemd in het bedrijfsprofiel STO Almere)."
    ) in text
    link = main_of(page).find("a", string="sterktechniekonderwijs.nl")
    assert link["href"] == "https://www.sterktechniekonderwijs.nl/"
    assert f"die is opgegeven bij een regio, staat op ongeveer {km} km." in text  # no word of water
    assert "STO Verweg" not in text.partition("Meer over de gemeente")[0]


def test_where_no_school_takes_part_in_any_region_none_is_called_the_nearest(client):
    enough()
    text = text_of(ask(client))

    assert "Deze site kent nog geen techniekregio. Landelijk zijn er ongeveer 78" in text
    assert "die meedoet" not in text
    assert "dichtstbijzijnde die wij kennen" not in text


def test_where_as_many_regions_are_known_as_there_are_nothing_is_said_of_ones_own(
    client, monkeypatch
):
    monkeypatch.setattr(national_count, "ALL_REGIONS", NationalCount(2, "regio's", "2022", "blad"))
    make.a_region()
    assert "Jouw regio staat waarschijnlijk nog niet" in text_of(ask(client))
    make.a_region()
    text = text_of(ask(client))

    assert "Jouw regio staat waarschijnlijk nog niet" not in text
    assert "Niet bekend betekent niet dat er geen is." in text
    assert "Deze site kent 2 techniekregio's. Landelijk werden er 2 geteld" in text


def test_a_region_is_never_that_of_the_province(client, home):
    other = make.a_municipality(province=home.province)
    make.a_municipality_participation(municipality=other, region=make.a_region(name="Provinciaal"))

    assert lede(ask(client)) == "Nog geen techniekregio bekend voor de gemeente Dijk en Waard."
    assert "Provinciaal" not in text_of(ask(client))


def test_a_former_municipality_is_named_once_it_went_on_in_this_one(client, home):
    home.valid_from = "2022-01-01"
    home.save()
    for name in ["Langedijk", "Heerhugowaard"]:
        make.a_succession(old=make.a_municipality(name=name), new=home, on="2022-01-01")
    ahead = today() + timedelta(days=40)
    make.a_succession(old=make.a_municipality(name="Opmeer"), new=home, on=ahead.isoformat())
    page = ask(client)

    assert "samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk" in text_of(page)
    assert "Opmeer" not in text_of(page)


@pytest.mark.parametrize(("days_ahead", "is_named"), [(-1, True), (0, True), (1, False)])
def test_a_former_municipality_is_named_from_the_day_of_the_succession_on(
    client, home, days_ahead, is_named
):
    day = today() + timedelta(days_ahead)
    make.a_succession(old=make.a_municipality(name="Langedijk"), new=home, on=day.isoformat())

    assert ("Langedijk" in text_of(ask(client))) == is_named


def test_of_a_municipality_that_was_split_a_part_is_told(client, home):
    old = make.a_municipality(name="Winsum")
    for new in (home, make.a_municipality()):
        make.a_succession(old=old, new=new, on="2019-01-01")

    assert "Sinds 1 januari 2019 hoort een deel van Winsum bij deze" in text_of(ask(client))


def test_at_a_border_the_other_municipality_is_named_with_its_own_region(client, home):
    latitude, longitude = HERE
    across = make.a_municipality(name="Alkmaar")
    make.a_neighbour(municipality=across, neighbour=home)
    south, corner = latitude + 0.8 * KM_NORTH, latitude + 0.5
    ring = [[longitude - 1, south], [longitude + 1, south], [longitude, corner]]
    outline = make.a_boundary(municipality=across, shape=[[[*ring, ring[0]]]])
    region = make.a_region(name="Eigen")
    for one in [home, across]:
        make.a_municipality_participation(municipality=one, region=region)
    make.a_municipality_participation(municipality=across, region=make.a_region(name="Daar"))
    says = "1703 ligt op of bij de grens met de gemeente Alkmaar . Daar: Daar (opgegeven)"

    assert lede(ask(client)) == "Jouw regio: Eigen (opgegeven): overeenkomst niet bekend."
    assert says in text_of(ask(client))
    far = latitude + 1.2 * KM_NORTH
    outline.shape = [[[[x, max(y, far)] for x, y in outline.shape[0][0]]]]
    outline.save()
    assert "grens" not in text_of(ask(client))


def test_municipalities_at_the_border_of_which_no_more_is_known_stand_in_one_sentence(client, home):
    latitude, longitude = HERE
    for number, name in enumerate(["Alkmaar", "Heiloo", "Opmeer"]):
        across = make.a_municipality(name=name)
        make.a_neighbour(municipality=across, neighbour=home)
        south = latitude + (0.2 + number / 5) * KM_NORTH
        ring = [[longitude - 1, south], [longitude + 1, south], [longitude, south + 0.5]]
        make.a_boundary(municipality=across, shape=[[[*ring, ring[0]]]])

    assert "1703 ligt op of bij de grens met de gemeenten Alkmaar , Heiloo en Opmeer ." in (
        text_of(ask(client))
    )


# --- schools ---


def test_schools_stand_nearest_first_with_an_approximate_distance(client, place):
    elsewhere = make.a_place(name="Zuid-Scharwoude")
    a_school("Twee", 3.4, place=elsewhere)
    a_school("Drie", 9.6, place=elsewhere)
    a_school("Een", 0.2, place=place)
    a_school("Te ver", 10.6)
    page = ask(client)

    assert listed(page) == ["Een", "Twee", "Drie"]
    assert [words(row(page, name).select_one(".row__meta")) for name in listed(page)] == [
        "minder dan 1 km · Heerhugowaard vmbo · profielen niet bekend",
        "ongeveer 3 km · Zuid-Scharwoude vmbo · profielen niet bekend",
        "ongeveer 10 km · Zuid-Scharwoude vmbo · profielen niet bekend",
    ]
    assert count(page) == "3 scholen binnen 10 km"
    assert "hemelsbreed" in text_of(page)


def test_a_school_without_a_point_stands_at_that_of_its_postcode_and_that_is_said(client):
    enough()
    make.a_postcode_area(code="1800", **north(5))
    make.a_school(name="Zonder punt", postcode="1800 AB")
    shown = words(row(ask(client), "Zonder punt"))

    assert "ongeveer 5 km (tot het midden van 1800)" in shown
    assert "tot het midden" not in words(row(ask(client), "Genoeg 1"))


def test_a_school_at_an_unknown_distance_stands_apart_where_it_is_in_the_same_municipality(
    client, home, place
):
    enough()
    make.a_school(name="Ergens hier", place=place)
    make.a_school(name="Ook in de gemeente", municipality=home)
    make.a_school(name="Ergens anders")
    page = ask(client)

    assert listed(page) == [*[f"Genoeg {n}" for n in range(3)], "Ergens hier", "Ook in de gemeente"]
    assert count(page) == "3 scholen binnen 10 km"
    assert "2 zonder bekende afstand" in text_of(page)
    assert "afstand niet bekend · Heerhugowaard" in words(row(page, "Ergens hier"))


def test_a_postcode_without_a_point_shows_the_schools_of_its_municipality(client, area, place):
    area.latitude = area.longitude = None
    area.save()
    make.a_school(name="Hier", place=place, **north(1))
    a_school("Elders", 1)
    page = ask(client)

    assert listed(page) == ["Hier"]
    assert count(page) == "1 school in deze gemeente"


def test_a_closed_school_is_not_among_the_open_and_one_that_may_be_is_labelled(client):
    enough()
    a_school("Dicht", 1, closed_on="2021")
    a_school("Verzonnen", 1, is_example=True)
    a_school("Concept", 1, **make.drafts)
    a_school("Misschien", 1, possibly_closed=True)
    page = ask(client)

    assert listed(page) == [*[f"Genoeg {n}" for n in range(3)], "Misschien"]
    assert "Mogelijk gesloten" in words(row(page, "Misschien"))
    assert "Mogelijk gesloten" not in words(row(page, "Genoeg 1"))


def test_a_school_in_two_regions_stands_once_and_names_both(client):
    school = a_school("Focus", 1)
    for name in ["Noord", "West"]:
        make.a_school_participation(region=make.a_region(name=name), school=school)
    make.a_school_participation(region=make.a_region(name="Oud"), school=school, until="2021")
    page = ask(client)

    assert listed(page) == ["Focus"]
    assert "Noord ? overeenkomst niet bekend West ? overeenkomst niet bekend" in words(
        row(page, "Focus")
    )
    assert "Oud" not in words(row(page, "Focus"))


def test_two_schools_of_one_name_in_one_place_are_told_apart_by_their_street(client, place):
    make.a_school(name="Docking", place=place, address="Laan 1", **north(1))
    make.a_school(name="Docking", place=place, address="Weg 2", **north(2))
    make.a_school(name="Alleen", place=place, address="Pad 3", **north(3))

    assert listed(ask(client)) == ["Docking (Laan)", "Docking (Weg)", "Alleen"]


@pytest.fixture
def huygens(place):
    """Ours without an address, which takes part; two locations of which it may be one."""
    ours = make.a_school(name="Huygens", place=place, levels=[])
    pact = make.a_region(name="Pact Noord", slug="noord")
    make.a_school_participation(school=ours, region=pact)
    for km, street in [(1, "Laan 1"), (2, "Weg 2")]:
        location = a_school(f"Huygens College {street}", km, levels=["havo"], place=place)
        make.a_school_match(school=ours, location=location)
    return ours


def test_locations_of_a_school_show_at_once_and_which_of_them_takes_part_waits(client, huygens):
    answer = ask(client)

    assert listed(answer) == ["Huygens College Laan 1", "Huygens College Weg 2"]
    said = words(row(answer, "Huygens College Laan 1"))
    assert "ongeveer 1 km · Heerhugowaard" in said
    assert "Huygens is opgegeven als deelnemer aan Pact Noord" in said
    assert "; of dat deze vestiging is, wordt nagekeken" in said
    assert "geen techniekregio bekend" not in said


def test_the_school_itself_is_not_shown_a_second_time_without_its_distance(client, huygens):
    assert "Afstand niet bekend" not in text_of(ask(client))
    assert "het adres kennen wij niet" not in text_of(ask(client))


def test_what_the_school_has_in_store_stands_in_the_agenda_all_the_same(client, huygens):
    make.an_event(name="Open dag", school=huygens)

    assert "Open dag" in words(main_of(ask(client)).select_one("#agenda"))


def test_once_it_is_decided_nothing_is_asked(client, huygens):
    with changing():
        huygens.matches.update(verdict="andere")

    answer = ask(client)
    assert listed(answer) == ["Huygens"]  # havo alone is asked for
    assert "nagekeken" not in text_of(answer)


def test_a_second_code_at_one_address_hides_no_level(client, place):
    shown = a_school("Oog", 1, levels=["vmbo-tl"], place=place)
    waits = a_school(
        "Oog",
        1,
        slug="oog-2",
        levels=["vmbo-tl", "pro", "brugjaar"],
        place=place,
        published_from=None,
    )
    make.a_school_match(school=shown, location=waits)

    a_school("Ander", 1, levels=["vmbo-tl"])

    answer = ask(client, "?advies=praktijkonderwijs")

    assert listed(answer) == ["Oog"]
    assert "(misschien ook praktijkonderwijs; dat wordt nagekeken)" in words(row(answer, "Oog"))


def test_schools_in_one_building_stand_together_under_their_address(client, place):
    a_school("Mavo", 1, place=place, address="Weg 1", postcode="1703 AB")
    a_school("Tussen", 1.5, place=place, address="Weg 3", postcode="1703 AB")
    a_school("Lyceum", 2, place=place, address="De Weg 1", postcode="1703 AB")

    answer = ask(client)

    assert listed(answer) == ["Mavo", "Lyceum", "Tussen"]
    building = main_of(answer).select_one(".rows > li:not(.row)")
    assert words(building.p) == "Op één adres: Weg 1, Heerhugowaard"
    assert [words(name) for name in building.select(".rows > .row .row__name")] == [
        "Mavo",
        "Lyceum",
    ]
    assert "Weg" not in words(row(answer, "Lyceum"))


def test_what_a_school_teaches_is_said_or_said_to_be_unknown(client):
    a_school("Techniek", 1, levels=["vmbo-kb"], profiles=["zw", "pie", "bwi"], profiles_known=True)
    a_school("Zorg", 2, profiles=["zw"], profiles_known=True)
    a_school("Zonder", 3, levels=["havo", "vmbo-tl"], profiles_known=True)
    a_school("Onbekend", 4, levels=[])
    page = ask(client)

    def said(name):
        return words(row(page, name).select_one(".row__meta")).split(" · ", 1)[1]

    assert said("Techniek").endswith(
        "vmbo kader · technisch: Bouwen, wonen en interieur; Produceren, installeren en energie"
    )
    assert said("Zorg").endswith("vmbo · geen technisch profiel")
    assert said("Zonder").endswith("havo · geen vmbo-profielen")
    assert said("Onbekend").endswith("niveau niet bekend · profielen niet bekend")


def test_the_next_open_day_stands_beside_its_school_and_else_where_to_look(client):
    school = a_school("Tabor", 1)
    make.an_event(name="Kerstmarkt", school=school, starts_on=date(2098, 12, 1))
    make.an_event(
        name="Open dag Tabor", slug="open", school=school, starts_on=date(2099, 1, 14),
        status="verplaatst",
    )  # fmt: skip
    make.an_event(name="Open avond Tabor", school=school, starts_on=date(2099, 2, 14))
    make.an_event(name="Open dag 2021", school=school, starts_on=date(2021, 1, 1))
    off = a_school("Newton", 2, website="https://newton.example/")
    make.an_event(name="Open dag", school=off, status="geannuleerd")
    make.an_event(name="Open les", school=off, audience=["docenten"])
    a_school("Zonder site", 3)
    page = ask(client)

    def visit(name):
        return words(row(page, name).select_one(".row__aside")).split(" geen techniekregio")[0]

    assert visit("Tabor") == "Open dag Tabor , woensdag 14 januari 2099 (verplaatst)"
    assert visit("Newton") == "nog geen open dag bekend, kijk op de site van Newton"
    assert visit("Zonder site") == "nog geen open dag bekend"
    assert {"/agenda/open/"} <= own_addresses(page)
    assert row(page, "Newton").select_one(".row__aside a")["href"] == "https://newton.example/"


def test_where_to_look_may_be_the_site_of_another_location(client):
    a_school("Ahorn", 1, brin="00WD", location_code="01")
    a_school(
        "Berk",
        2,
        brin="00WD",
        location_code="00",
        website="https://berk.example",
        place=make.a_place(name="Urk"),
    )

    said = row(ask(client), "Ahorn")

    assert "kijk op de site van Berk in Urk, een andere vestiging" in words(said)
    assert said.find("a", href="https://berk.example") is not None


def test_schools_are_chosen_here_to_be_compared_seen_from_this_postcode(client):
    a_school("Focus", 1, slug="focus")
    main = main_of(ask(client))
    form = main.select_one("form#vergelijk")
    box = main.select_one(".row input")

    assert form["action"] == "/vergelijken/"
    assert (form.input["name"], form.input["value"]) == ("vanaf", "1703")
    assert (box["name"], box["value"], box["form"]) == ("school", "focus", "vergelijk")


def test_what_was_chosen_before_is_ticked_here_or_goes_along(client):
    enough()
    a_school("Focus", 1, slug="focus")
    a_school("Ver", 90, slug="ver", place=make.a_place(name="Urk"))
    make.a_school(slug="concept", name="Geheim", **make.drafts)
    page = ask(client, "?vergelijk=ver&vergelijk=focus&vergelijk=concept&vergelijk=onzin")
    main = main_of(page)

    ticked = [one["value"] for one in main.select(".row input") if one.has_attr("checked")]
    assert ticked == ["focus"]
    hidden = [(one["name"], one["value"]) for one in main.select("form#vergelijk input")]
    assert hidden == [("school", "ver"), ("vanaf", "1703")]
    assert "Je vergelijkt: Ver, Urk, Focus, " in text_of(page)
    (there,) = [one["href"] for one in main.select("a") if words(one) == "Bekijk"]
    assert there == "/vergelijken/?school=ver&school=focus&vanaf=1703"
    assert "Geheim" not in page.content.decode()


def test_filters_and_pages_keep_what_was_chosen(client):
    for number in range(30):
        a_school(f"School {number}", 1 + number / 10, profiles_known=False)
    for number in range(3):
        a_school(f"Havo {number}", 1, levels=["havo"])
        a_school(f"Technisch {number}", 1, profiles_known=True, profiles=["pie"])
    carried = "vergelijk=school-1"

    def ways(query):
        main = main_of(ask(client, f"{query}&{carried}"))
        chosen = ".pager a, .chosen a, .listing__found > p a[href^='/dichtbij/']"
        return [one["href"] for one in main.select(chosen)]

    every = ways("?afstand=15") + ways("?profiel=pie")
    assert any("page=2" in one for one in every)
    assert any("ook=" in one for one in every)
    assert any("profiel=niet-bekend" in one for one in every)
    assert [one for one in every if carried not in one] == []
    hidden = main_of(ask(client, f"?{carried}")).select(".filters input[type=hidden]")
    assert [(one["name"], one["value"]) for one in hidden] == [("vergelijk", "school-1")]


def test_the_map_bears_the_numbers_of_the_list_and_rings_as_far_as_it_goes(client):
    a_school("Dichtbij", 1)
    a_school("Verder", 4)
    postcode = make.a_postcode_area(code="1704", **north(2))
    make.a_school(name="Zonder punt", postcode=f"{postcode.code} AB")
    page = ask(client)
    drawn = main_of(page).select_one("#kaart")

    assert [one.get_text() for one in main_of(page).select(".map-number")] == ["1", "2"]
    assert words(row(page, "Verder").select_one(".map-number")) == "2"
    spots = {one["href"]: words(one.select("text")[-1]) for one in drawn.select(".map__spot")}
    assert spots == {"/scholen/dichtbij/": "1", "/scholen/verder/": "2"}
    assert [words(one) for one in drawn.find_all("text", string=re.compile(" km"))] == [
        "5 km",
        "10 km",
    ]
    assert "1 school staat niet op de kaart." in text_of(page)
    assert not main_of(ask(client, "?afstand=25&advies=havo")).select("#kaart")


def test_the_map_shows_the_borders_of_the_municipalities_around(client, home):
    enough()
    assert not main_of(ask(client)).select(".map__border")
    ring = [[4.7, 52.5], [4.85, 52.5], [4.85, 52.65], [4.7, 52.65], [4.7, 52.5]]
    make.a_boundary(municipality=home, shape=[[ring]])
    (one,) = main_of(ask(client)).select(".map__border")
    # Of one that is no neighbour, but lies within the rings.
    there = make.a_municipality(**north(5))
    make.a_boundary(municipality=there, shape=[[[[x + 0.15, y] for x, y in ring]]])

    (both,) = main_of(ask(client)).select(".map__border")
    assert len(both["d"]) > len(one["d"])


def test_many_schools_are_paged_in_their_order(client):
    with changing():
        for number in range(30):
            a_school(f"School {number:02}", number / 5)
    first, second = ask(client), ask(client, "?page=2")

    assert listed(first) == [f"School {number:02}" for number in range(24)]
    assert listed(second) == [f"School {number:02}" for number in range(24, 30)]
    assert count(second) == "30 scholen binnen 10 km"
    assert listed(ask(client, "?page=x")) == listed(first)


# --- further, where there are few ---

NEAREST = "Daarom zie je hier de scholen die het dichtstbij staan."


@pytest.mark.parametrize(
    ("kms", "shown", "says"),
    [
        ([1, 2, 3, 12], 3, None),
        ([1, 2, 12, 24], 3, "staan er maar 2. Daarom zie je hier de scholen tot 15 km."),
        ([1, 16, 24], 3, "staat er maar 1. Daarom zie je hier de scholen tot 25 km."),
        ([22, 60, 90, 120], 3, f"staat geen school. {NEAREST}"),
        ([40], 1, f"staat geen school. {NEAREST}"),
    ],
)
def test_with_fewer_than_three_near_one_looks_further_and_says_so(client, kms, shown, says):
    for km in kms:
        a_school(f"Op {km}", km)
    page = ask(client)

    assert listed(page) == [f"Op {km}" for km in kms[:shown]]
    assert says is None or f"Binnen 10 km {says}" in text_of(page)
    assert ("Daarom zie je hier" in text_of(page)) == bool(says)


def test_one_looks_further_for_what_was_chosen_too(client):
    enough()
    for km in [14, 21, 23]:
        a_school(f"Praktijk {km}", km, levels=["pro"])
    page = ask(client, "?advies=praktijkonderwijs")

    assert listed(page) == ["Praktijk 14", "Praktijk 21", "Praktijk 23"]
    assert "Binnen 10 km staat geen school met deze keuze." in text_of(page)


def test_a_distance_that_was_asked_for_is_kept_and_leads_on_where_nothing_is(client):
    a_school("Verderop", 7)
    page = ask(client, "?afstand=5")

    assert listed(page) == []
    assert "Geen scholen gevonden met deze keuze." in text_of(page)
    assert "De dichtstbijzijnde staat op ongeveer 7 km." in text_of(page)
    assert "/dichtbij/1703/" in own_addresses(page)
    assert listed(ask(client, "?afstand=5&afstand=15")) == ["Verderop"]


@pytest.mark.usefixtures("every_facet")
def test_the_usual_distance_adds_nothing_to_the_address(client):
    enough()
    inputs = main_of(ask(client)).select(".facet input[type=radio]")

    assert [(one["value"], one.has_attr("checked")) for one in inputs] == [
        ("5", False),
        ("", True),
        ("15", False),
        ("25", False),
    ]
    assert ask(client, "?afstand=&advies=havo")["Location"] == "/dichtbij/1703/?advies=havo"
    soup = BeautifulSoup(ask(client, "?afstand=10").content, "html.parser")
    assert soup.find("link", rel="canonical")["href"] == "http://testserver/dichtbij/1703/"


def radio(page):
    """The distances one can choose: what each adds to the address, which one is chosen."""
    inputs = main_of(page).select(".facet input[type=radio]")
    return [(box["value"], words(box.parent), box.has_attr("checked")) for box in inputs]


@pytest.mark.parametrize(
    ("kms", "chosen", "says"),
    [
        ([1, 2, 3, 20], "binnen 10 km (3)", "3 scholen binnen 10 km"),
        ([1, 14, 14.5, 20], "binnen 15 km (3)", "3 scholen binnen 15 km"),
        ([1, 20, 21, 90], "binnen 25 km (3)", "3 scholen binnen 25 km"),
        ([1, 40, 41, 90], "de dichtstbijzijnde (3)", "3 scholen"),
    ],
)
@pytest.mark.usefixtures("every_facet")
def test_the_distance_that_is_chosen_is_that_of_the_list_also_where_it_went_further_by_itself(
    client, kms, chosen, says
):
    for number, km in enumerate(kms):
        a_school(f"School {number}", km)
    page = ask(client)

    assert count(page) == says
    assert [(value, label) for value, label, checked in radio(page) if checked] == [("", chosen)]


@pytest.mark.usefixtures("every_facet")
def test_the_usual_distance_can_be_asked_for_where_the_list_goes_further_by_itself(client):
    for number, km in enumerate([1, 20, 21]):
        a_school(f"School {number}", km)
    page = ask(client, "?afstand=10")

    assert listed(page) == ["School 0"]
    assert radio(page) == [
        ("5", "binnen 5 km (1)", False),
        ("10", "binnen 10 km (1)", True),
        ("15", "binnen 15 km (1)", False),
        ("", "binnen 25 km (3)", False),
    ]
    assert words_of(main_of(page).select(".chosen a")) == ["Haal weg: Afstand: binnen 10 km"]


def test_beside_fewer_than_ten_schools_there_is_nothing_to_choose_but_to_look_further(client):
    for number in range(9):
        a_school(f"School {number}", 1 + number, levels=["pro" if number else "vmbo-kb"])
    a_school("Verder", 24)
    a_school("Ver weg", 26)
    page = ask(client)
    (link,) = main_of(page).find_all("a", string="binnen 25 km (10)")

    assert main_of(page).select_one(".filters") is None
    assert link["href"] == "/dichtbij/1703/?afstand=25"
    further = client.get(link["href"])
    assert len(listed(further)) == 10
    # It can be taken off again, and there are enough to choose from now.
    assert radio(further)[-1] == ("25", "binnen 25 km (10)", True)
    assert options(further, "Advies of niveau")
    assert "Verder kijken" not in text_of(further)

    a_school("Erbij", 2)

    assert options(ask(client), "Afstand")
    assert "Verder kijken" not in text_of(ask(client))


# --- one rule for every limit: what is printed as "ongeveer 10 km" is within 10 km ---


@pytest.mark.usefixtures("every_facet")
@pytest.mark.parametrize(("km", "is_near"), [(10.4, True), (10.6, False)])
def test_a_list_its_count_and_its_map_go_as_far_as_the_distances_they_print(client, km, is_near):
    enough()
    a_school("Rand", km)
    page = ask(client, "?afstand=10")
    number = 4 if is_near else 3

    assert ("Rand" in listed(page)) == is_near
    assert count(page) == f"{number} scholen binnen 10 km"
    assert options(page, "Afstand")[1] == f"binnen 10 km ({number})"
    assert options(page, "Advies of niveau") == options(ask(client), "Advies of niveau")
    assert len(main_of(page).select("#kaart svg a")) == number - 2  # three share a point


@pytest.mark.parametrize(
    ("kms", "says"),
    [
        ([1, 2, 10.4], "3 scholen binnen 10 km"),
        ([1, 2, 10.6], "3 scholen binnen 15 km"),
        ([1, 2, 25.4], "3 scholen binnen 25 km"),
        ([1, 2, 25.6], "3 scholen"),
        ([1, 2, 25.6, 26.4, 26.6], "4 scholen"),  # as far as the third, as that is printed
    ],
)
def test_one_looks_further_by_the_distances_that_are_printed(client, kms, says):
    for number, km in enumerate(kms):
        a_school(f"School {number}", km)

    assert count(ask(client)) == says


@pytest.mark.parametrize(("km", "is_near"), [(5.4, True), (5.6, False)])
def test_where_nothing_is_as_near_as_was_asked_the_nearest_is_printed_as_further(
    client, km, is_near
):
    a_school("Rand", km)
    page = ask(client, "?afstand=5")

    assert listed(page) == (["Rand"] if is_near else [])
    assert ("De dichtstbijzijnde staat op ongeveer 6 km." in text_of(page)) != is_near


@pytest.mark.parametrize(
    ("north_km", "east_km", "is_near"),
    [(10.4, 0, True), (10.6, 0, False), (8, 8, False), (7, 7, True), (-8, 8, False)],
)
def test_an_event_is_near_by_its_own_distance_and_not_by_a_box(client, north_km, east_km, is_near):
    enough()
    there = north(north_km) | {"longitude": HERE[1] + east_km * KM_NORTH / cos(radians(HERE[0]))}
    place = make.a_place(name="Rand")
    make.a_postcode_area(place=place, latitude=53.4, longitude=6.9)  # its other end
    make.a_postcode_area(place=place, **there)
    make.an_event(name="Techniekdag", place=place)
    agenda = block(ask(client), "Agenda in de buurt")

    assert words_of(agenda.select(".row__name")) == (["Techniekdag"] if is_near else [])


@pytest.mark.parametrize(("km", "is_near"), [(25.4, True), (25.6, False)])
def test_an_event_is_as_near_as_the_list_of_schools_goes(client, km, is_near):
    place = make.a_place(name="Rand")
    make.a_postcode_area(place=place, **north(km))
    make.an_event(name="Techniekdag", place=place)

    agenda = block(ask(client, "?afstand=25"), "Agenda in de buurt")
    assert words_of(agenda.select(".row__name")) == (["Techniekdag"] if is_near else [])
    assert "Techniekdag" not in words(block(ask(client), "Agenda in de buurt"))


@pytest.mark.parametrize(("km", "is_near"), [(30.4, True), (30.6, False)])
def test_the_region_of_the_nearest_school_is_named_as_far_as_it_is_printed_within_thirty_km(
    client, km, is_near
):
    school = a_school("Ver weg", km)
    make.a_school_participation(region=make.a_region(name="STO Verweg"), school=school)

    start = text_of(ask(client)).partition("Meer over de gemeente")[0]
    assert ("STO Verweg" in start) == is_near


# --- over water ---


@pytest.fixture
def strait():
    """Ten kilometres north of 1703 the land ends, and begins again three kilometres on."""

    def a_coast(code, south, north_of_it):
        corners = [(4.5, south), (5.1, south), (5.1, north_of_it), (4.5, north_of_it), (4.5, south)]
        make.a_boundary(code=code, shape=[[corners]])

    here, *others = Province.values
    a_coast(here, 52.3, HERE[0] + 10 * KM_NORTH)
    for code in others:
        a_coast(code, HERE[0] + 13 * KM_NORTH, HERE[0] + 40 * KM_NORTH)


@pytest.mark.usefixtures("strait")
def test_where_the_straight_line_leads_over_water_the_distance_says_so(client):
    a_school("Hier", 9)
    a_school("Overkant", 14)
    make.a_school_participation(school=a_school("Verder", 20), region=make.a_region(name="Pact"))
    page = ask(client)

    def distance(name):
        return words(row(page, name).select_one(".row__meta")).partition(" · ")[0]

    assert distance("Hier") == "ongeveer 9 km"
    assert distance("Overkant") == "ongeveer 14 km, over het water"
    assert "Pact (ongeveer 20 km, over het water)" in lede(page)
    assert "Bij “over het water” loopt de rechte lijn over open water" in text_of(page)
    near = ask(client, "?afstand=5")
    assert "De dichtstbijzijnde staat op ongeveer 9 km." in text_of(near)
    assert "water" not in text_of(near).partition("Zo dichtbij")[2]
    compared = client.get("/vergelijken/?school=hier&school=overkant&vanaf=1703")
    assert "Hemelsbreed, ongeveer 9 km Hemelsbreed, ongeveer 14 km, over het water" in text_of(
        compared
    )


@pytest.mark.usefixtures("strait")
def test_the_nearest_that_is_not_near_enough_may_lie_over_water_too(client):
    a_school("Overkant", 14)

    assert "staat op ongeveer 14 km, over het water." in text_of(ask(client, "?afstand=5"))


def test_without_the_outlines_of_the_provinces_nothing_is_said_of_water(client):
    a_school("Overkant", 14)

    assert "water" not in text_of(ask(client))


# --- choosing ---


@pytest.fixture
def some_schools():
    a_school("Basis of kader", 1, levels=["vmbo-bkg"])
    a_school("Kader", 2, levels=["vmbo-kb"], profiles=["pie"], profiles_known=True)
    a_school("Mavo", 3, levels=["vmbo-tl"])
    a_school("Praktijk", 4, levels=["pro"])
    a_school("Niets bekend", 6, levels=[])
    a_school("Lyceum", 7, levels=["havo", "vwo"])


TECHNICAL = ["Basis of kader", "Kader", "Mavo", "Praktijk", "Niets bekend"]


@pytest.mark.usefixtures("some_schools")
def test_havo_and_vwo_alone_come_only_when_asked_for_and_that_is_said(client):
    page = ask(client)

    assert listed(page) == TECHNICAL
    link = main_of(page).find("a", string="Toon ook die 1 school")
    assert listed(client.get(link["href"])) == [*TECHNICAL, "Lyceum"]
    assert listed(ask(client, "?advies=vwo")) == ["Lyceum"]
    assert "alleen havo of vwo</a>" not in ask(client, "?advies=vwo").content.decode()


@pytest.mark.usefixtures("some_schools")
@pytest.mark.parametrize("how", ["takes part", "has a profile"])
def test_a_school_of_which_technology_is_known_is_never_left_out(client, how):
    if how == "takes part":
        lyceum = a_school("Technasium", 2, levels=["vwo"])
        make.a_school_participation(school=lyceum)
    else:
        a_school("Technasium", 2, levels=["vwo"], profiles=["mvi"], profiles_known=True)

    assert "Technasium" in listed(ask(client))


@pytest.mark.usefixtures("some_schools")
def test_an_advice_finds_also_the_schools_of_which_it_is_not_certain_and_says_so(client):
    page = ask(client, "?advies=vmbo-kader")
    sentence = "Vraag de school of jouw advies erbij past."

    assert listed(page) == ["Basis of kader", "Kader"]
    assert sentence in text_of(page)
    assert sentence not in text_of(ask(client, "?advies=vmbo-theoretisch"))
    assert listed(ask(client, "?advies=praktijkonderwijs&advies=niet-bekend")) == [
        "Praktijk",
        "Niets bekend",
    ]


def grouped(response):
    """The list by the heading that stands above each part of it."""
    found = main_of(response).select(".listing__found > .rows, .listing__found > h3.rows__group")
    parts, heading = {}, ""
    for part in found:
        if part.name == "h3":
            heading = words(part)
        else:
            parts[heading] = [link.get_text() for link in part.select("a.row__name")]
    return parts


def some_levels(levels_by_name):
    for name, (km, *levels) in levels_by_name.items():
        a_school(name, km, levels=levels)


def test_what_is_for_the_advice_alone_stands_above_what_has_more_and_what_is_unsure(client):
    some_levels(
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
    page = ask(client, "?advies=vmbo-kader")

    assert grouped(page) == {
        "Het dichtst bij je keuze": ["Kader", "Kader ver"],
        "Ook ander vmbo, geen havo of vwo": ["Vmbo"],
        "Ook andere niveaus": ["Breed dichtbij", "Breed"],
        "Niveau niet zeker": ["Onbekende leerweg", "Nieuwkomers"],
    }
    assert count(page) == "7 scholen binnen 10 km"
    assert "in elke groep de dichtstbijzijnde eerst" in text_of(page)
    assert "De volgorde zegt niet hoe goed een school is." in text_of(page)
    numbers = [words(one) for one in main_of(page).select(".row .map-number")]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]
    assert ["4 km" in words(row(page, name)) for name in ["Kader", "Vmbo"]] == [True, False]


def test_without_an_advice_or_with_one_group_there_are_no_headings(client):
    some_levels({"Kader": (4, "vmbo-kb"), "Breed": (2, "vmbo-kb", "havo"), "Pro": (1, "pro")})

    for query, names in {
        "": ["Pro", "Breed", "Kader"],
        "?advies=praktijkonderwijs": ["Pro"],
    }.items():
        page = ask(client, query)
        assert grouped(page) == {"": names}
        assert "km hemelsbreed, de dichtstbijzijnde eerst" in text_of(page)


def test_for_havo_a_school_of_havo_and_vwo_stands_above_one_with_vmbo(client):
    some_levels({"Breed": (1, "vmbo-tl", "havo"), "Lyceum": (2, "havo", "vwo")})

    assert grouped(ask(client, "?advies=havo")) == {
        "Alleen havo en vwo": ["Lyceum"],
        "Ook andere niveaus": ["Breed"],
    }


def test_a_group_leads_to_its_page_and_goes_on_there(client):
    for number in range(23):
        a_school(f"Kader {number}", 1, levels=["vmbo-kb"])
    for number in range(26):
        a_school(f"Breed {number}", 1, levels=["vmbo-kb", "havo"])
    for number in range(2):
        a_school(f"Vmbo {number}", 1, levels=["vmbo"])
    page = ask(client, "?advies=vmbo-kader")
    leads = {
        words(link): link["href"]
        for link in main_of(page).select(".listing__found > p a[href*='#groep']")
    }

    assert [(name, len(rows)) for name, rows in grouped(page).items()] == [
        ("Het dichtst bij je keuze", 23),
        ("Ook andere niveaus", 1),
    ]
    assert "Het dichtst bij je keuze (23) · Ook andere niveaus (26)" in text_of(page)
    assert leads == {
        "Het dichtst bij je keuze": "#groep-1",
        "Ook andere niveaus": "#groep-3",
        "Niveau niet zeker": "?advies=vmbo-kader&page=3#groep-4",
    }
    second, third = (ask(client, f"?advies=vmbo-kader&page={page}") for page in (2, 3))
    assert [*grouped(second)] == ["Ook andere niveaus (vervolg)"]
    assert [*grouped(third)] == ["Ook andere niveaus (vervolg)", "Niveau niet zeker"]
    assert main_of(third).find(id="groep-4")
    assert words(row(third, "Vmbo 0").select_one(".map-number")) == "2"


def test_an_advice_says_of_how_many_near_nobody_knows_for_whom_they_are(client):
    some_levels({"Kader": (4, "vmbo-kb"), "Brug": (2, "brugjaar"), "ISK": (3, "isk", "brugjaar")})
    a_school("Onbekend", 1, levels=[])
    page = ask(client, "?advies=vmbo-kader")

    assert grouped(page) == {"": ["Kader"]}
    assert "Bij 3 scholen in de buurt is het niveau niet zeker" in text_of(page)
    assert "alleen onderbouw, ISK of niet bekend (3)" in options(page, "Advies of niveau")
    link = main_of(page).find("a", string="Toon ook die")
    assert grouped(client.get(link["href"])) == {
        "Het dichtst bij je keuze": ["Kader"],
        "Niveau niet zeker": ["Onbekend", "Brug", "ISK"],
    }
    assert "niveau niet zeker:" not in text_of(client.get(link["href"]))
    assert "niveau niet zeker" not in text_of(ask(client))


@pytest.mark.usefixtures("some_schools")
def test_a_profile_hides_what_is_unknown_only_with_a_way_to_it(client):
    page = ask(client, "?profiel=pie")

    assert listed(page) == ["Kader"]
    assert "Van 4 scholen in de buurt weten wij de profielen niet." in text_of(page)
    link = main_of(page).find("a", string="Toon ook die")
    assert listed(client.get(link["href"])) == TECHNICAL


@pytest.mark.usefixtures("some_schools", "every_facet")
def test_every_choice_says_what_it_would_give(client):
    page = ask(client, "?afstand=5&profiel=niet-bekend")
    chosen = options(page, "Advies of niveau")

    assert options(page, "Afstand") == [
        "binnen 5 km (3)",
        "binnen 10 km (4)",
        "binnen 15 km (4)",
        "binnen 25 km (4)",
    ]
    assert chosen[:3] == [
        "advies praktijkonderwijs (1)",
        "advies vmbo-basis (1)",
        "advies vmbo-kader (1)",
    ]
    assert "niet bekend (3)" in options(page, "Profiel")
    assert options(page, "Ook tonen") == ["scholen met alleen havo of vwo (0)"]
    assert options(ask(client), "Ook tonen") == ["scholen met alleen havo of vwo (1)"]
    assert "advies vwo (1)" in options(ask(client), "Advies of niveau")


@pytest.mark.usefixtures("some_schools", "every_facet")
@pytest.mark.parametrize("facet", ["advies", "profiel", "afstand", "ook"])
def test_a_choice_gives_what_it_said(client, facet):
    beside = "" if facet == "afstand" else "afstand=25&"
    said = {
        box["value"]: int(words(box.parent.select_one(".option__number")).strip("()"))
        for box in main_of(ask(client, f"?{beside}".rstrip("&"))).select(
            f".facet input[name={facet}]"
        )
    }
    said.pop("", None)  # the usual distance, which is no choice
    found = {one: len(listed(ask(client, f"?{beside}{facet}={one}"))) for one in said}

    assert found == said | ({"havo-vwo": 6} if facet == "ook" else {})


def test_a_choice_that_does_not_exist_narrows_nothing_and_says_so(client):
    enough()
    page = ask(client, "?advies=dokter&afstand=7")

    assert len(listed(page)) == 3
    assert "Deze keuze kennen wij niet: Advies of niveau en Afstand." in text_of(page)


# --- agenda ---


def test_what_is_coming_near_stands_below_the_schools(client, home, place):
    enough()
    region, school = make.a_region(name="Eigen"), a_school("Tabor", 2, place=place)
    make.a_municipality_participation(municipality=home, region=region)
    other = make.a_region(name="Anders")
    make.an_event(name="Van de regio", region=region)
    make.an_event(name="Van de school", school=school)
    make.an_event(name="Van elders hier", region=other, place=place)
    make.an_event(name="Van elders daar", region=other, place=make.a_place())
    make.an_event(name="Van een verre school", school=a_school("Ver", 12))
    make.an_event(name="Concept", region=region, **make.drafts)
    make.an_event(name="Voorbij", region=region, starts_on=date(2021, 1, 1))
    page = ask(client)
    agenda = block(page, "Agenda in de buurt")

    coming = agenda.select(".block__head ~ .rows > .row > .row__name")
    assert words_of(coming) == ["Van de regio", "Van de school", "Van elders hier"]
    assert words_of(agenda.select("details .row__name")) == ["Voorbij"]
    assert "agenda (3)" in text_of(page)


def test_what_is_invented_is_in_nobodys_agenda(client, place):
    enough()
    region = make.a_region(name="Voorbeeldregio", is_example=True)
    make.an_event(name="Verzonnen", region=region, place=place)
    make.an_event(name="Verzonnen van toen", region=region, place=place, starts_on="2021-01-01")
    make.an_event(name="Echt", region=make.a_region(), place=place)
    page = ask(client)

    assert words_of(block(page, "Agenda in de buurt").select(".row__name")) == ["Echt"]
    assert "Verzonnen" not in text_of(page)


def test_with_nothing_to_come_that_is_said_and_the_past_is_told(client, home):
    region = make.a_region()
    make.a_municipality_participation(municipality=home, region=region)
    make.an_event(name="PET", region=region, starts_on=date(2021, 11, 18))
    agenda = block(ask(client), "Agenda in de buurt")

    assert "Er is in de buurt nog niets gepland." in words(agenda)
    assert words_of(agenda.select("details .row__name")) == ["PET"]
    assert words(agenda.summary) == "Geweest (1)"


# --- another region ---


def test_what_lies_within_cycling_distance_in_another_region_is_named_quietly(client, home):
    enough()
    own, other = make.a_region(name="Eigen"), make.a_region(name="West-Friesland")
    make.a_municipality_participation(municipality=home, region=own)
    make.a_school_participation(region=own, school=a_school("Van hier", 13))
    hoorn = make.a_place(name="Hoorn")
    make.a_school_participation(region=other, school=a_school("Tabor", 15.4, place=hoorn))
    make.a_school_participation(region=other, school=a_school("Te ver", 15.6))
    page = ask(client)

    assert words_of(block(page, "Ook dichtbij, andere regio").select(".row")) == [
        "West-Friesland ? overeenkomst niet bekend Tabor, Hoorn (ongeveer 15 km)"
    ]
    assert "Tabor" not in listed(page)


def test_where_no_region_is_known_those_nearby_are_simply_near(client):
    make.a_school_participation(region=make.a_region(name="Noord"), school=a_school("Focus", 4))
    page = ask(client)

    assert block(page, "Ook dichtbij, andere regio") is None
    assert words(block(page, "Techniekregio's in de buurt").select_one(".row__name")) == "Noord"


def test_with_nothing_at_all_the_page_still_leads_on(client):
    page = ask(client)

    assert "Er staan nog geen scholen op deze site." in text_of(page)
    assert {"/regios/", "/agenda/", "/gemeenten/dijk-en-waard/"} <= own_addresses(page)
