"""Schools side by side in the order of the URL, with unknown values stated."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, text_of, words, words_of

pytestmark = pytest.mark.django_db

# About 5 km north of the centre of the postcode.
NORTH = {"latitude": 52.645, "longitude": 4.8}


def compare(*slugs, **more):
    pairs = [f"school={slug}" for slug in slugs] + [f"{key}={more[key]}" for key in more]
    return f"/vergelijken/?{'&'.join(pairs)}"


def table(response):
    """The cell texts by row heading."""
    return {words(row.th): words_of(row("td")) for row in main_of(response).select("tbody tr")}


def heads(response):
    return words_of(main_of(response).select("thead th"))


def notices(response):
    return words_of(main_of(response).select(".notice"))


def link(response, text):
    (element,) = [element for element in main_of(response).select("a") if words(element) == text]
    return element["href"]


@pytest.fixture
def area():
    return make.a_postcode_area(code="1703", latitude=52.6, longitude=4.8)


def test_a_school_without_data_says_niet_bekend_in_every_cell(client):
    make.a_school(slug="a", place=None, levels=[], source="")

    assert table(client.get(compare("a"))) == {
        "Plaats": ["Niet bekend"],
        "Afstand": ["Vul je postcode in en de afstand staat hier."],
        "Niveau": ["Niet bekend"],
        "Profielen": ["Niet bekend"],
        "Keuzevakken": ["Niet bekend"],
        "Open dagen": ["Nog geen open dag bekend."],
        "Techniekregio": ["Niet bekend"],
        "Adres": ["Niet bekend"],
        "Site": ["Niet bekend"],
        "Bron": ["Niet bekend"],
    }


def test_a_school_with_complete_data_fills_every_cell(client, area):
    school = make.a_school(
        slug="a",
        place=make.a_place(name="Hoorn"),
        levels=["vmbo-kb", "havo"],
        profiles_known=True,
        profiles=["pie", "bwi"],
        address="Straat 1",
        postcode="1621 AB",
        website="https://ahorn.example/",
        source="DUO, 22 november 2024",
        **NORTH,
    )
    region = make.a_region(name="Noord")
    make.a_school_participation(school=school, region=region, source="gids 2025")
    make.an_event(school=school, name="Open dag", starts_on=date(2099, 1, 20))

    assert table(client.get(compare("a", vanaf=1703))) == {
        "Plaats": ["Hoorn"],
        "Afstand vanaf 1703": ["Hemelsbreed, ongeveer 5 km"],
        "Niveau": ["Vmbo kader, havo"],
        "Profielen": ["Bouwen, wonen en interieur Produceren, installeren en energie"],
        "Keuzevakken": ["Niet bekend"],
        "Open dagen": ["Open dag dinsdag 20 januari 2099"],
        "Techniekregio": ["Noord (opgegeven), ? overeenkomst niet bekend"],
        "Adres": ["Straat 1 1621 AB Hoorn"],
        "Site": ["https://ahorn.example/"],
        "Bron": ["DUO, 22 november 2024; gids 2025"],
    }


def test_having_no_profiles_differs_from_unknown_profiles(client):
    make.a_school(slug="geen", profiles_known=True, profiles=[])
    make.a_school(slug="onbekend")

    assert table(client.get(compare("geen", "onbekend")))["Profielen"] == [
        "Deze school heeft geen vmbo-profielen",
        "Niet bekend",
    ]


def test_a_distance_is_to_the_coordinates_of_the_school_or_else_of_its_postcode(client, area):
    make.a_postcode_area(code="1800", latitude=52.69, longitude=4.8)
    make.a_school(slug="eigen", postcode="1800 AB", **NORTH)
    make.a_school(slug="postcode", postcode="1800 AB")
    make.a_school(slug="vlakbij", latitude=52.601, longitude=4.8)
    make.a_school(slug="geen", postcode="1801 AB")
    page = client.get(compare("eigen", "postcode", "vlakbij", "geen", vanaf=1703))

    assert table(page)["Afstand vanaf 1703"] == [
        "Hemelsbreed, ongeveer 5 km",
        "Hemelsbreed, ongeveer 10 km (tot het midden van 1800)",
        "Hemelsbreed, minder dan 1 km",
        "Niet bekend",
    ]


def test_schools_are_in_the_order_of_the_url_and_not_ranked(client, area):
    make.a_school(slug="ver", name="Ver", latitude=53, longitude=6)
    make.a_school(slug="dichtbij", name="Dichtbij", latitude=52.6, longitude=4.8)
    page = client.get(compare("ver", "dichtbij", vanaf=1703))

    assert heads(page) == ["Ver", "Dichtbij"]
    assert words(main_of(page).select_one(".lede")) == (
        "Je ziet 2 scholen. De volgorde is geen rangorde."
    )


def test_schools_with_the_same_name_are_distinguished_by_place_everywhere(client):
    for slug, place in [("a", "Hoorn"), ("b", "Grootebroek")]:
        make.a_school(slug=slug, name="Vonk", place=make.a_place(name=place))
    page = client.get(compare("a", "b"))

    assert heads(page) == ["Vonk, Hoorn", "Vonk, Grootebroek"]
    cells = main_of(page).select("td[data-of]")
    assert {cell["data-of"] for cell in cells} == {"Vonk, Hoorn", "Vonk, Grootebroek"}


def test_schools_with_the_same_name_and_place_are_distinguished_by_street(client):
    place = make.a_place(name="Tilburg")
    name = "2College voor Lyceum Havo Mavo Vbo en nog meer"
    for slug, street in [("a", "Laan 1"), ("b", "Dijk 2")]:
        make.a_school(slug=slug, name=name, place=place, address=street)
    page = client.get(compare("a", "b"))

    assert heads(page) == [f"{name} (Laan)", f"{name} (Dijk)"]
    cells = main_of(page).select("td[data-of]")
    assert len({cell["data-of"] for cell in cells}) == 2
    assert max(len(cell["data-of"]) for cell in cells) < len(name) + 10


# --- open days ---


def test_open_days_are_listed_soonest_first_with_their_status(client):
    school = make.a_school(slug="a")
    day = {"school": school, "name": "Open dag"}
    make.an_event(**day, starts_on=date(2099, 3, 1), status="geannuleerd")
    make.an_event(**day, starts_on=date(2099, 2, 1), status="verplaatst")
    make.an_event(**day, starts_on=date(2020, 1, 1))
    make.an_event(**day, starts_on=date(2099, 1, 1), **make.drafts)

    assert table(client.get(compare("a")))["Open dagen"] == [
        "Open dag zondag 1 februari 2099 ▷ Verplaatst (was woensdag 1 april) "
        "Open dag zondag 1 maart 2099 × Gaat niet door"
    ]


def test_only_the_first_open_days_are_listed_with_a_link_to_the_rest(client):
    school = make.a_school(slug="a", name="Ahorn")
    for _ in range(7):
        make.an_event(school=school)
    page = client.get(compare("a"))

    assert table(page)["Open dagen"][0].endswith("En nog 2: zie de pagina van de school .")
    assert link(page, "de pagina van de school") == "/scholen/a/#kop-bezoek"


def test_a_school_without_an_open_day_links_to_its_website(client):
    make.a_school(slug="a", website="https://ahorn.example/")

    assert table(client.get(compare("a")))["Open dagen"] == [
        "Nog geen open dag bekend. Kijk op de site van de school."
    ]


def test_the_calendar_is_offered_if_there_are_open_days(client):
    school = make.a_school(slug="a")
    make.a_school(slug="b")
    offered = "Zet de open dagen in je agenda"
    assert offered not in text_of(client.get(compare("a", "b")))

    make.an_event(school=school)
    page = client.get(compare("a", "b", vanaf=1703))
    assert link(page, offered) == "/vergelijken/open-dagen.ics?school=a&school=b"


# --- closed schools, examples and drafts ---


def test_closed_and_possibly_closed_schools_say_so_and_name_their_successor(client):
    make.a_school(slug="open")
    make.a_school(slug="misschien", possibly_closed=True)
    new = make.a_school(name="Beuk", slug="beuk", place=make.a_place(name="Urk"))
    make.a_school(slug="dicht", closed_on="1-8-2022", successor=new)
    make.a_school(slug="concept", successor=make.a_school(name="Geheim", **make.drafts))
    page = client.get(compare("open", "misschien", "dicht", "concept"))

    assert table(page)["Open of dicht"] == [
        "Open, voor zover bekend",
        "Misschien gesloten : staat niet meer in het bestand van DUO",
        "Gesloten (1 augustus 2022). Gaat verder als Beuk, Urk",
        "Open, voor zover bekend",
    ]
    assert table(page)["Open dagen"][2] == "Een gesloten school heeft geen open dagen meer"
    assert "Geheim" not in page.content.decode()
    assert "Open of dicht" not in table(client.get(compare("open", "beuk")))


@pytest.mark.usefixtures("demo")
def test_examples_are_labelled_and_no_comparison_is_indexed(client):
    example = client.get(compare("voorbeeldcollege-noord", "vonk-hoorn"))
    real = client.get(compare("vonk-hoorn"))

    assert main_of(example).select(".notice--example")
    assert not main_of(real).select(".notice--example")
    for page in (example, real, client.get("/vergelijken/")):
        assert b'<meta name="robots" content="noindex">' in page.content
        assert b"canonical" not in page.content


def test_former_and_draft_regions_are_not_shown(client):
    school = make.a_school(slug="a")
    make.a_school_participation(school=school, until="2021")
    make.a_school_participation(school=school, region=make.a_region(**make.drafts))

    assert table(client.get(compare("a")))["Techniekregio"] == ["Niet bekend"]


# --- invalid input is reported and the rest still counts ---


def test_unknown_and_draft_schools_are_reported_as_typed_and_omitted(client, area):
    make.a_school(slug="open", name="Ahorn")
    make.a_school(slug="concept", name="Geheim", **make.drafts)
    page = client.get(compare("concept", "open", "%00<b>", "🤖", vanaf=1703))

    assert heads(page) == ["Ahorn"]
    assert notices(page) == [
        "Deze keuze kennen wij niet: concept, \x00<b> en 🤖. Die telt nu niet mee."
    ]
    assert "Afstand vanaf 1703" in table(page)
    assert "Geheim" not in page.content.decode()


def test_a_school_given_twice_is_shown_once(client):
    make.a_school(slug="a", name="Ahorn")
    make.a_school(slug="b", name="Beuk")
    page = client.get(compare("a", "b", "a"))

    assert heads(page) == ["Ahorn", "Beuk"]
    assert notices(page) == ["Je koos een school twee keer. Die staat er één keer."]


def test_schools_beyond_the_maximum_are_linked(client):
    for name in ["A", "B", "C", "D", "Eik", "Vlier"]:
        make.a_school(slug=name.lower(), name=name)
    page = client.get(compare("a", "b", "c", "d", "eik", "vlier"))

    assert heads(page) == ["A", "B", "C", "D"]
    assert notices(page)[0].startswith("Je ziet de eerste 4 scholen.")
    assert [element["href"] for element in main_of(page).select(".notice a")] == [
        "/scholen/eik/",
        "/scholen/vlier/",
    ]
    assert "Voeg een school toe" not in text_of(page)
    assert "Meer dan 4 past niet naast elkaar." in text_of(page)


def test_an_old_slug_redirects_and_keeps_the_other_parameters(client):
    school = make.a_school(slug="oud")
    make.a_school(slug="b")
    school.slug = "nieuw"
    school.save()
    response = client.get(compare("onzin", "oud", "b", vanaf=1703))

    assert (response.status_code, response["Location"]) == (
        302,
        "/vergelijken/?school=onzin&school=nieuw&school=b&vanaf=1703",
    )


def test_the_old_slug_of_a_draft_reveals_nothing(client):
    school = make.a_school(slug="oud", name="Geheim", **make.drafts)
    school.slug = "zq7geheim"
    school.save()
    page = client.get(compare("oud"))

    assert notices(page) == ["Deze keuze kennen wij niet: oud. Die telt nu niet mee."]
    assert b"zq7geheim" not in page.content


@pytest.mark.parametrize(
    "typed", ["1703AB", "1703+ab", "%201703", "1703&vanaf=1703ab", "1&vanaf=1703"]
)
def test_the_letters_of_a_postcode_are_removed_from_the_url(client, typed):
    make.a_school(slug="a")
    response = client.get(compare("a", "onzin", vanaf=typed))

    assert response["Location"] == "/vergelijken/?school=a&school=onzin&vanaf=1703"


def test_blank_form_fields_are_removed_from_the_url(client):
    assert client.get("/vergelijken/?school=a&school=&vanaf=")["Location"] == (
        "/vergelijken/?school=a"
    )
    assert client.get("/vergelijken/?vanaf=+")["Location"] == "/vergelijken/"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("abc", "“abc” is geen postcode. Vul vier cijfers in, zoals 1703."),
        ("%00<i>", "“\x00<i>” is geen postcode. Vul vier cijfers in, zoals 1703."),
        ("1000", "Postcode 1000 kennen wij niet. Daarom staat er geen afstand."),
        (
            "0123",
            "Postcode 0123 kennen wij niet: een postcode begint nooit met een 0. "
            "Daarom staat er geen afstand.",
        ),
    ],
)
def test_an_unknown_or_invalid_postcode_is_reported(client, typed, message):
    make.a_school(slug="a", name="Ahorn")
    page = client.get(compare("a", vanaf=typed))

    assert notices(page) == [message]
    assert heads(page) == ["Ahorn"]
    assert table(page)["Afstand"] == ["Vul je postcode in en de afstand staat hier."]


def test_very_long_queries_and_odd_characters_give_no_error(client):
    make.a_school(slug="a", name="Ahorn")
    page = client.get(
        compare("a", *(f"s{n}" for n in range(1000)), "x" * 100_000, vanaf="é" * 9999)
    )

    assert heads(page) == ["Ahorn"]
    assert len(str(main_of(page))) < 6_000
    redirect = client.get(compare(*("%F0%9F%A4%96" * 100 for _ in range(50)), vanaf="1703AB"))
    assert redirect["Location"] == "/vergelijken/?vanaf=1703"


# --- changing the selection ---


def test_each_school_can_be_removed_on_its_own(client, area):
    make.a_school(slug="a", name="Ahorn", place=make.a_place(name="Hoorn"))
    make.a_school(slug="b", name="Beuk", place=make.a_place(name="Urk"))
    page = client.get(compare("a", "b", vanaf=1703))

    assert link(page, "Haal weg: Ahorn, Hoorn") == "/vergelijken/?school=b&vanaf=1703"
    assert link(page, "Haal weg: Beuk, Urk") == "/vergelijken/?school=a&vanaf=1703"
    assert link(client.get(compare("a")), "Haal weg: Ahorn, Hoorn") == "/vergelijken/"


def test_adding_a_school_keeps_the_selection_in_the_list(client):
    make.a_school(slug="a")
    page = client.get(compare("a", vanaf=1703))

    assert link(page, "Voeg een school toe") == "/scholen/?vergelijk=a&vanaf=1703"


def test_the_postcode_form_keeps_the_schools(client, area):
    for slug in ("a", "b"):
        make.a_school(slug=slug)
    form = main_of(client.get(compare("b", "a", vanaf=1703))).select_one("form")
    fields = [(field["name"], field["value"]) for field in form.select("input")]

    assert form["action"] == "/vergelijken/"
    assert fields == [("school", "b"), ("school", "a"), ("vanaf", "1703")]


def test_the_page_links_back_to_nearby_with_the_selection(client, area):
    for slug in ("a", "b"):
        make.a_school(slug=slug)
    label = "Scholen in de buurt van 1703"

    page = client.get(compare("b", "a", vanaf=1703))
    assert link(page, "Voeg een school toe") == "/dichtbij/1703/?vergelijk=b&vergelijk=a"
    assert link(page, "Kies uit alle scholen") == "/scholen/?vergelijk=b&vergelijk=a&vanaf=1703"
    full = client.get(compare("b", "a", *(make.a_school().slug for _ in range(2)), vanaf=1703))
    assert link(full, label).startswith("/dichtbij/1703/?vergelijk=b")
    assert link(client.get("/vergelijken/?vanaf=1703"), label) == "/dichtbij/1703/"
    assert "in de buurt" not in text_of(client.get(compare("a")))
    assert "in de buurt" not in text_of(client.get(compare("a", vanaf=1999)))
    make.a_postcode_area(code="1704", place=make.a_place(municipality__is_example=True))
    assert "in de buurt" not in text_of(client.get(compare("a", vanaf=1704)))


def test_no_link_loses_a_school_or_the_postcode(client, area):
    for slug in ("a", "b"):
        make.an_event(school=make.a_school(slug=slug, name=slug))
    page = client.get(compare("a", "b", vanaf=1703))
    prefixes = ("/vergelijken/", "/scholen/?", "/dichtbij/")
    addresses = [element["href"] for element in main_of(page).select("a")]

    assert sorted(address for address in addresses if address.startswith(prefixes)) == [
        "/dichtbij/1703/?vergelijk=a&vergelijk=b",
        "/scholen/?vergelijk=a&vergelijk=b&vanaf=1703",
        "/vergelijken/?school=a&vanaf=1703",
        "/vergelijken/?school=b&vanaf=1703",
        "/vergelijken/open-dagen.ics?school=a&school=b",
    ]


def test_without_schools_the_link_to_the_list_keeps_the_postcode(client):
    page = client.get("/vergelijken/?vanaf=1703")

    assert "Je koos nog geen school." in text_of(page)
    assert link(page, "Kies een school") == "/scholen/?vanaf=1703"


# --- schools or regions at the same URL ---


def test_without_a_selection_the_page_offers_schools_and_regions(client):
    make.a_region(slug="noord", name="Noord")
    page = client.get("/vergelijken/")

    assert words(main_of(page).h1) == "Vergelijken"
    assert link(page, "Kies een school") == "/scholen/"
    boxes = main_of(page).select("form[action='/vergelijken/'] input[name=regio]")
    assert [box["value"] for box in boxes] == ["noord"]


def test_schools_take_precedence_over_regions_if_both_are_given(client):
    make.a_school(slug="a", name="Ahorn")
    make.a_region(slug="noord", name="Noord")
    page = client.get(compare("a", regio="noord"))

    assert heads(page) == ["Ahorn"]
    assert link(page, "Vergelijk de regio's") == "/vergelijken/?regio=noord"
    assert heads(client.get("/vergelijken/?regio=noord")) == ["Noord"]


def test_a_possible_location_of_a_participating_school_is_under_review(client):
    school = make.a_school(name="Huygens")
    make.a_school_participation(school=school, region=make.a_region(name="Pact Noord"))
    make.a_school_match(school=school, location=make.a_school(slug="a"))

    text = text_of(client.get(compare("a")))

    assert "Huygens is opgegeven als deelnemer aan Pact Noord" in text
    assert "of dat deze vestiging is, wordt nagekeken" in text


def test_a_location_without_a_website_shows_that_of_another_location(client):
    make.a_school(slug="a", brin="00WD", location_code="01")
    make.a_school(
        name="Berk", brin="00WD", location_code="00", website="https://berk.example", place=None
    )

    text = text_of(client.get(compare("a")))

    assert (
        "Die van Berk, een andere vestiging (dezelfde school volgens DUO) is https://berk.example"
        in text
    )
    assert "Kijk op de site van Berk, een andere vestiging." in text


# --- queries and caching ---


def test_takes_the_same_queries_for_one_school_and_four(client, area):
    slugs = []
    for number in range(4):
        school = make.a_school(successor=make.a_school(), postcode="1800 AB")
        with changing():
            for _ in range(number + 1):
                make.a_school_participation(school=school)
                make.an_event(school=school)
                make.an_offer(school=school, kind="keuzevak")
        slugs.append(school.slug)

    def queries(slugs, **more):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(compare(*slugs, **more)).status_code == 200
        return len(captured)

    # Open water and the agreements of all regions are cached per content version.
    queries(slugs[:1], vanaf=1703)
    # The content version, schools, their regions, postcodes, open days, electives; other schools in
    # the same postcode, for those without a street.
    assert queries(slugs[:1], vanaf=1703) == queries(slugs, vanaf=1703) == 7
    # and the old slugs of those that are unknown
    assert queries([*slugs, "onzin", "niets"]) == 7


def test_a_comparison_keeps_its_etag_until_something_changes(client):
    school = make.a_school(slug="a")
    address = compare("a", vanaf=1703)
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    make.an_event(school=school)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
