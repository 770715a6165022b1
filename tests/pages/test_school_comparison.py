"""Schools side by side: what is known and what is not, in the order asked, all in the address."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, text_of, words, words_of

pytestmark = pytest.mark.django_db

# Some 5 km north of the point of the postcode.
NORTH = {"latitude": 52.645, "longitude": 4.8}


def asked(*slugs, **more):
    pairs = [f"school={slug}" for slug in slugs] + [f"{key}={one}" for key, one in more.items()]
    return f"/vergelijken/?{'&'.join(pairs)}"


def table(response):
    """The table by row heading, a list of cell texts each."""
    return {words(row.th): words_of(row("td")) for row in main_of(response).select("tbody tr")}


def heads(response):
    return words_of(main_of(response).select("thead th"))


def notices(response):
    return words_of(main_of(response).select(".notice"))


def link(response, text):
    (found,) = [one for one in main_of(response).select("a") if words(one) == text]
    return found["href"]


@pytest.fixture
def area():
    return make.a_postcode_area(code="1703", latitude=52.6, longitude=4.8)


def test_of_a_school_of_which_nothing_is_known_every_cell_says_so(client):
    make.a_school(slug="a", place=None, levels=[], source="")

    assert table(client.get(asked("a"))) == {
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


def test_of_a_school_of_which_all_is_known_all_is_shown(client, area):
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

    assert table(client.get(asked("a", vanaf=1703))) == {
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


def test_no_profiles_is_not_the_same_as_not_known(client):
    make.a_school(slug="geen", profiles_known=True, profiles=[])
    make.a_school(slug="onbekend")

    assert table(client.get(asked("geen", "onbekend")))["Profielen"] == [
        "Deze school heeft geen vmbo-profielen",
        "Niet bekend",
    ]


def test_a_distance_is_from_the_schools_own_point_else_from_that_of_its_postcode(client, area):
    make.a_postcode_area(code="1800", latitude=52.69, longitude=4.8)
    make.a_school(slug="eigen", postcode="1800 AB", **NORTH)
    make.a_school(slug="postcode", postcode="1800 AB")
    make.a_school(slug="vlakbij", latitude=52.601, longitude=4.8)
    make.a_school(slug="geen", postcode="1801 AB")
    page = client.get(asked("eigen", "postcode", "vlakbij", "geen", vanaf=1703))

    assert table(page)["Afstand vanaf 1703"] == [
        "Hemelsbreed, ongeveer 5 km",
        "Hemelsbreed, ongeveer 10 km",
        "Hemelsbreed, minder dan 1 km",
        "Niet bekend",
    ]


def test_the_order_is_the_one_asked_and_no_ranking(client, area):
    make.a_school(slug="ver", name="Ver", latitude=53, longitude=6)
    make.a_school(slug="dichtbij", name="Dichtbij", latitude=52.6, longitude=4.8)
    page = client.get(asked("ver", "dichtbij", vanaf=1703))

    assert heads(page) == ["Ver", "Dichtbij"]
    assert words(main_of(page).select_one(".lede")) == (
        "Je ziet 2 scholen. De volgorde is geen rangorde."
    )


def test_two_of_one_name_are_told_apart_by_place_wherever_they_stand(client):
    for slug, place in [("a", "Hoorn"), ("b", "Grootebroek")]:
        make.a_school(slug=slug, name="Vonk", place=make.a_place(name=place))
    page = client.get(asked("a", "b"))

    assert heads(page) == ["Vonk, Hoorn", "Vonk, Grootebroek"]
    cells = main_of(page).select("td[data-of]")
    assert {cell["data-of"] for cell in cells} == {"Vonk, Hoorn", "Vonk, Grootebroek"}


def test_two_of_one_name_in_one_place_are_told_apart_by_street(client):
    place = make.a_place(name="Tilburg")
    name = "2College voor Lyceum Havo Mavo Vbo en nog meer"
    for slug, street in [("a", "Laan 1"), ("b", "Dijk 2")]:
        make.a_school(slug=slug, name=name, place=place, address=street)
    page = client.get(asked("a", "b"))

    assert heads(page) == [f"{name} (Laan)", f"{name} (Dijk)"]
    cells = main_of(page).select("td[data-of]")
    assert len({cell["data-of"] for cell in cells}) == 2
    assert max(len(cell["data-of"]) for cell in cells) < len(name) + 10


# --- open days ---


def test_open_days_come_soonest_first_and_say_what_became_of_them(client):
    school = make.a_school(slug="a")
    day = {"school": school, "name": "Open dag"}
    make.an_event(**day, starts_on=date(2099, 3, 1), status="geannuleerd")
    make.an_event(**day, starts_on=date(2099, 2, 1), status="verplaatst")
    make.an_event(**day, starts_on=date(2020, 1, 1))
    make.an_event(**day, starts_on=date(2099, 1, 1), **make.drafts)

    assert table(client.get(asked("a")))["Open dagen"] == [
        "Open dag zondag 1 februari 2099 ▷ Verplaatst (was woensdag 1 april) "
        "Open dag zondag 1 maart 2099 × Gaat niet door"
    ]


def test_many_open_days_are_not_all_told_here(client):
    school = make.a_school(slug="a", name="Ahorn")
    for _ in range(7):
        make.an_event(school=school)
    page = client.get(asked("a"))

    assert table(page)["Open dagen"][0].endswith("En nog 2: zie de pagina van de school .")
    assert link(page, "de pagina van de school") == "/scholen/a/#kop-bezoek"


def test_a_school_without_an_open_day_leads_to_its_site(client):
    make.a_school(slug="a", website="https://ahorn.example/")

    assert table(client.get(asked("a")))["Open dagen"] == [
        "Nog geen open dag bekend. Kijk op de site van de school."
    ]


def test_the_calendar_is_offered_where_it_would_hold_something(client):
    school = make.a_school(slug="a")
    make.a_school(slug="b")
    offered = "Zet de open dagen in je agenda"
    assert offered not in text_of(client.get(asked("a", "b")))

    make.an_event(school=school)
    page = client.get(asked("a", "b", vanaf=1703))
    assert link(page, offered) == "/vergelijken/open-dagen.ics?school=a&school=b"


# --- closed, invented, hidden ---


def test_what_is_closed_or_may_be_is_said_and_leads_on(client):
    make.a_school(slug="open")
    make.a_school(slug="misschien", possibly_closed=True)
    new = make.a_school(name="Beuk", slug="beuk", place=make.a_place(name="Urk"))
    make.a_school(slug="dicht", closed_on="1-8-2022", successor=new)
    make.a_school(slug="concept", successor=make.a_school(name="Geheim", **make.drafts))
    page = client.get(asked("open", "misschien", "dicht", "concept"))

    assert table(page)["Open of dicht"] == [
        "Open, voor zover bekend",
        "Misschien gesloten : staat niet meer in het bestand van DUO",
        "Gesloten (1 augustus 2022). Gaat verder als Beuk, Urk",
        "Open, voor zover bekend",
    ]
    assert table(page)["Open dagen"][2] == "Een gesloten school heeft geen open dagen meer"
    assert "Geheim" not in page.content.decode()
    assert "Open of dicht" not in table(client.get(asked("open", "beuk")))


@pytest.mark.usefixtures("demo")
def test_what_is_invented_says_so_and_nothing_compared_is_indexed(client):
    example = client.get(asked("voorbeeldcollege-noord", "vonk-hoorn"))
    real = client.get(asked("vonk-hoorn"))

    assert main_of(example).select(".notice--example")
    assert not main_of(real).select(".notice--example")
    for page in (example, real, client.get("/vergelijken/")):
        assert b'<meta name="robots" content="noindex">' in page.content
        assert b"canonical" not in page.content


def test_a_former_region_and_a_draft_one_are_not_told(client):
    school = make.a_school(slug="a")
    make.a_school_participation(school=school, until="2021")
    make.a_school_participation(school=school, region=make.a_region(**make.drafts))

    assert table(client.get(asked("a")))["Techniekregio"] == ["Niet bekend"]


# --- what is asked wrongly is said, and loses nothing else ---


def test_an_unknown_or_draft_school_is_named_as_typed_and_left_out(client, area):
    make.a_school(slug="open", name="Ahorn")
    make.a_school(slug="concept", name="Geheim", **make.drafts)
    page = client.get(asked("concept", "open", "%00<b>", "🤖", vanaf=1703))

    assert heads(page) == ["Ahorn"]
    assert notices(page) == [
        "Deze keuze kennen wij niet: concept, \x00<b> en 🤖. Die telt nu niet mee."
    ]
    assert "Afstand vanaf 1703" in table(page)
    assert "Geheim" not in page.content.decode()


def test_a_school_asked_twice_stands_there_once(client):
    make.a_school(slug="a", name="Ahorn")
    make.a_school(slug="b", name="Beuk")
    page = client.get(asked("a", "b", "a"))

    assert heads(page) == ["Ahorn", "Beuk"]
    assert notices(page) == ["Je koos een school twee keer. Die staat er één keer."]


def test_more_schools_than_fit_are_named_with_a_link(client):
    for name in ["A", "B", "C", "D", "Eik", "Vlier"]:
        make.a_school(slug=name.lower(), name=name)
    page = client.get(asked("a", "b", "c", "d", "eik", "vlier"))

    assert heads(page) == ["A", "B", "C", "D"]
    assert notices(page)[0].startswith("Je ziet de eerste 4 scholen.")
    assert [one["href"] for one in main_of(page).select(".notice a")] == [
        "/scholen/eik/",
        "/scholen/vlier/",
    ]
    assert "Voeg een school toe" not in text_of(page)
    assert "Meer dan 4 past niet naast elkaar." in text_of(page)


def test_a_renamed_school_leads_on_with_all_the_rest(client):
    school = make.a_school(slug="oud")
    make.a_school(slug="b")
    school.slug = "nieuw"
    school.save()
    answer = client.get(asked("onzin", "oud", "b", vanaf=1703))

    assert (answer.status_code, answer["Location"]) == (
        302,
        "/vergelijken/?school=onzin&school=nieuw&school=b&vanaf=1703",
    )


def test_the_old_address_of_a_draft_tells_nothing(client):
    school = make.a_school(slug="oud", name="Geheim", **make.drafts)
    school.slug = "zq7geheim"
    school.save()
    page = client.get(asked("oud"))

    assert notices(page) == ["Deze keuze kennen wij niet: oud. Die telt nu niet mee."]
    assert b"zq7geheim" not in page.content


@pytest.mark.parametrize(
    "typed", ["1703AB", "1703+ab", "%201703", "1703&vanaf=1703ab", "1&vanaf=1703"]
)
def test_the_letters_of_a_postcode_are_kept_nowhere(client, typed):
    make.a_school(slug="a")
    answer = client.get(asked("a", "onzin", vanaf=typed))

    assert answer["Location"] == "/vergelijken/?school=a&school=onzin&vanaf=1703"


def test_what_a_form_sends_blank_leaves_the_address(client):
    assert client.get("/vergelijken/?school=a&school=&vanaf=")["Location"] == (
        "/vergelijken/?school=a"
    )
    assert client.get("/vergelijken/?vanaf=+")["Location"] == "/vergelijken/"


@pytest.mark.parametrize(
    ("typed", "said"),
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
def test_what_is_no_postcode_we_know_is_said(client, typed, said):
    make.a_school(slug="a", name="Ahorn")
    page = client.get(asked("a", vanaf=typed))

    assert notices(page) == [said]
    assert heads(page) == ["Ahorn"]
    assert table(page)["Afstand"] == ["Vul je postcode in en de afstand staat hier."]


def test_a_thousand_schools_a_long_postcode_and_signs_are_answered(client):
    make.a_school(slug="a", name="Ahorn")
    page = client.get(asked("a", *(f"s{n}" for n in range(1000)), "x" * 100_000, vanaf="é" * 9999))

    assert heads(page) == ["Ahorn"]
    assert len(str(main_of(page))) < 6_000
    moved = client.get(asked(*("%F0%9F%A4%96" * 100 for _ in range(50)), vanaf="1703AB"))
    assert moved["Location"] == "/vergelijken/?vanaf=1703"


# --- changing the choice ---


def test_each_school_can_be_taken_away_and_the_rest_stays(client, area):
    make.a_school(slug="a", name="Ahorn", place=make.a_place(name="Hoorn"))
    make.a_school(slug="b", name="Beuk", place=make.a_place(name="Urk"))
    page = client.get(asked("a", "b", vanaf=1703))

    assert link(page, "Haal weg: Ahorn, Hoorn") == "/vergelijken/?school=b&vanaf=1703"
    assert link(page, "Haal weg: Beuk, Urk") == "/vergelijken/?school=a&vanaf=1703"
    assert link(client.get(asked("a")), "Haal weg: Ahorn, Hoorn") == "/vergelijken/"


def test_a_school_is_added_from_the_list_with_the_choice_carried_along(client):
    make.a_school(slug="a")
    page = client.get(asked("a", vanaf=1703))

    assert link(page, "Voeg een school toe") == "/scholen/?vergelijk=a&vanaf=1703"


def test_the_postcode_is_changed_by_a_form_that_keeps_the_schools(client, area):
    for slug in ("a", "b"):
        make.a_school(slug=slug)
    form = main_of(client.get(asked("b", "a", vanaf=1703))).select_one("form")
    sent = [(one["name"], one["value"]) for one in form.select("input")]

    assert form["action"] == "/vergelijken/"
    assert sent == [("school", "b"), ("school", "a"), ("vanaf", "1703")]


def test_it_leads_back_to_what_is_near_the_postcode_with_what_was_chosen(client, area):
    for slug in ("a", "b"):
        make.a_school(slug=slug)
    there = "Scholen in de buurt van 1703"

    page = client.get(asked("b", "a", vanaf=1703))
    assert link(page, "Voeg een school toe") == "/dichtbij/1703/?vergelijk=b&vergelijk=a"
    assert link(page, "Kies uit alle scholen") == "/scholen/?vergelijk=b&vergelijk=a&vanaf=1703"
    full = client.get(asked("b", "a", *(make.a_school().slug for _ in range(2)), vanaf=1703))
    assert link(full, there).startswith("/dichtbij/1703/?vergelijk=b")
    assert link(client.get("/vergelijken/?vanaf=1703"), there) == "/dichtbij/1703/"
    assert "in de buurt" not in text_of(client.get(asked("a")))
    assert "in de buurt" not in text_of(client.get(asked("a", vanaf=1999)))
    make.a_postcode_area(code="1704", place=make.a_place(municipality__is_example=True))
    assert "in de buurt" not in text_of(client.get(asked("a", vanaf=1704)))


def test_no_way_on_loses_a_school_or_the_postcode(client, area):
    for slug in ("a", "b"):
        make.an_event(school=make.a_school(slug=slug, name=slug))
    links = [one["href"] for one in main_of(client.get(asked("a", "b", vanaf=1703))).select("a")]
    ways = [one for one in links if one.startswith(("/vergelijken/", "/scholen/?", "/dichtbij/"))]

    assert sorted(ways) == [
        "/dichtbij/1703/?vergelijk=a&vergelijk=b",
        "/scholen/?vergelijk=a&vergelijk=b&vanaf=1703",
        "/vergelijken/?school=a&vanaf=1703",
        "/vergelijken/?school=b&vanaf=1703",
        "/vergelijken/open-dagen.ics?school=a&school=b",
    ]


def test_a_postcode_alone_leads_to_the_list_with_it(client):
    page = client.get("/vergelijken/?vanaf=1703")

    assert "Je koos nog geen school." in text_of(page)
    assert link(page, "Kies een school") == "/scholen/?vanaf=1703"


# --- one address, two ways ---


def test_without_anything_asked_the_page_tells_of_both_ways_and_leads_to_the_lists(client):
    make.a_region(slug="noord", name="Noord")
    page = client.get("/vergelijken/")

    assert words(main_of(page).h1) == "Vergelijken"
    assert link(page, "Kies een school") == "/scholen/"
    boxes = main_of(page).select("form[action='/vergelijken/'] input[name=regio]")
    assert [box["value"] for box in boxes] == ["noord"]


def test_schools_come_before_regions_where_both_are_asked(client):
    make.a_school(slug="a", name="Ahorn")
    make.a_region(slug="noord", name="Noord")
    page = client.get(asked("a", regio="noord"))

    assert heads(page) == ["Ahorn"]
    assert link(page, "Vergelijk de regio's") == "/vergelijken/?regio=noord"
    assert heads(client.get("/vergelijken/?regio=noord")) == ["Noord"]


def test_a_location_that_may_be_one_that_takes_part_says_that_this_is_asked(client):
    ours = make.a_school(name="Huygens")
    make.a_school_participation(school=ours, region=make.a_region(name="Pact Noord"))
    make.a_school_match(school=ours, location=make.a_school(slug="a"))

    said = text_of(client.get(asked("a")))

    assert "Huygens is opgegeven als deelnemer aan Pact Noord" in said
    assert "of dat deze vestiging is, wordt nagekeken" in said


def test_of_a_location_without_a_site_that_of_another_is_shown_as_that(client):
    make.a_school(slug="a", brin="00WD", location_code="01")
    make.a_school(
        name="Berk", brin="00WD", location_code="00", website="https://berk.example", place=None
    )

    said = text_of(client.get(asked("a")))

    assert "Die van Berk, een andere vestiging (zelfde BRIN, 00WD) is https://berk.example" in said
    assert "Kijk op de site van Berk, een andere vestiging." in said


# --- kept ---


def test_takes_the_same_queries_for_one_school_and_four(client, area):
    slugs = []
    for number in range(4):
        school = make.a_school(successor=make.a_school(), postcode="1800 AB")
        with changing():
            for _ in range(number + 1):
                make.a_school_participation(school=school)
                make.an_event(school=school)
        slugs.append(school.slug)

    def queries(asked_for, **more):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(asked(*asked_for, **more)).status_code == 200
        return len(captured)

    # where water lies and the agreements of all regions, once after a change
    queries(slugs[:1], vanaf=1703)
    # the version of the content, schools, their regions, postcodes, open days
    assert queries(slugs[:1], vanaf=1703) == queries(slugs, vanaf=1703) == 5
    # and the old addresses, of those that are not known
    assert queries([*slugs, "onzin", "niets"]) == 6


def test_a_comparison_bears_a_tag_until_something_changes(client):
    school = make.a_school(slug="a")
    address = asked("a", vanaf=1703)
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    make.an_event(school=school)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
