"""The search page: results, facets and suggestions."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pactdir.search.synonyms import add_new_synonyms
from regions.clock import today
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, own_addresses, text_of, words, words_of

pytestmark = pytest.mark.django_db


def search(client, query):
    return client.get("/zoeken/", {"q": query})


def titles(response):
    return [row.text for row in main_of(response).select("a.row__name")]


def rows(response):
    return words_of(main_of(response).select(".row"))


def options(response):
    """The options with their counts, by facet."""
    facets = main_of(response).select(".facet")
    return {words(facet.legend): words_of(facet.select(".option")) for facet in facets}


def active_filters(response):
    return words_of(main_of(response).select(".chosen a"))


# --- names ---


def test_every_kind_is_found_by_its_name(client):
    make.a_municipality(name="Gemeente Eik")
    region = make.a_region(name="Regio Eik")
    make.a_school(name="School Eik", place=make.a_place(name="Boomdorp"))
    make.a_partner(name="Eik en Zoon")
    make.an_event(name="Dag van de eik")
    make.an_article(name="Een eik geplant", dated="2024-05")
    make.a_region_theme(region=region, theme=make.a_theme(name="Eiken", pupil_word="bomen"))
    for make_row in [make.a_region, make.a_partner, make.an_event, make.an_article]:
        make_row(name="Beuk")

    assert rows(search(client, "ÉÍK")) == [
        "Regio Eik techniekregio ? overeenkomst niet bekend Thema's: Eiken , bomen.",
        "Gemeente Eik gemeente · Noord-Holland",
        "School Eik school · Boomdorp · vmbo · Vergelijk School Eik, Boomdorp",
        "Eiken thema · bomen",
        "Eik en Zoon partner · bedrijf",
        "Dag van de eik activiteit woensdag 20 mei 2099",
        "Een eik geplant nieuws · landelijk · mei 2024",
    ]


def test_a_school_is_found_by_its_former_name_which_is_shown(client):
    school = make.a_school(name="Vonk", place=make.a_place(name="Hoorn"))
    make.a_former_name(school=school, name="Clusius College")

    assert rows(search(client, "clusius")) == [
        "Vonk (was: Clusius College) school · Hoorn · vmbo · Vergelijk Vonk, Hoorn"
    ]


def test_a_place_finds_its_municipality_and_its_schools(client):
    municipality = make.a_municipality(name="Stede Broec")
    place = make.a_place(name="Grootebroek", municipality=municipality)
    make.a_school(name="Martinus", place=place)
    make.a_school(name="Elders")

    assert rows(search(client, "grooteb")) == [
        "Stede Broec gemeente · Noord-Holland Grootebroek: plaats in deze gemeente",
        "Martinus school · Grootebroek · vmbo · Vergelijk Martinus, Grootebroek",
    ]


def test_an_abolished_municipality_finds_its_successor_with_all_former_names(client):
    new = make.a_municipality(name="Dijk en Waard")
    for name in ["Heerhugowaard", "Langedijk"]:
        old = make.a_municipality(name=name, valid_until="31-12-2021")
        make.a_succession(old=old, new=new)

    assert rows(search(client, "langed")) == [
        "Dijk en Waard (was: Heerhugowaard en Langedijk) gemeente · Noord-Holland"
    ]


@pytest.mark.parametrize(
    ("field", "days_ahead", "is_found"),
    [
        ("valid_until", -1, False),
        ("valid_until", 0, True),
        ("valid_from", 0, True),
        ("valid_from", 1, False),
    ],
)
def test_a_municipality_is_found_from_its_first_day_to_its_last(
    client, field, days_ahead, is_found
):
    day = today() + timedelta(days_ahead)
    make.a_municipality(name="Langedijk", **{field: day.isoformat()})

    assert titles(search(client, "langed")) == (["Langedijk"] if is_found else [])


@pytest.mark.parametrize(("days_ahead", "is_found"), [(0, True), (1, False)])
def test_a_row_is_found_from_its_publication_date_on(client, days_ahead, is_found):
    make.a_partner(name="Eik en Zoon", published_from=today() + timedelta(days_ahead))

    assert titles(search(client, "eik")) == (["Eik en Zoon"] if is_found else [])


def test_past_rows_are_labelled_and_come_last(client):
    make.a_school(name="Eik dicht", closed_on="2021", place=make.a_place(name="Hoorn"))
    make.a_school(name="Eik open", closed_on="2099", place=make.a_place(name="Hoorn"))
    make.an_event(name="Eik niet", starts_on=date(2099, 5, 21), status="geannuleerd")
    make.an_event(name="Eik was", starts_on=date(2021, 5, 20))
    make.an_event(name="Eik komt", starts_on=date(2099, 5, 20))
    make.an_event(name="Eik was net", starts_on=date(2021, 5, 21))
    moved = make.an_event(name="Eik later", starts_on=date(2099, 6, 1), status="verplaatst")
    assert moved.moved_from_in_words

    assert rows(search(client, "eik")) == [
        "Eik open school · Hoorn · vmbo · Vergelijk Eik open, Hoorn",
        "Eik dicht school · Hoorn · vmbo gesloten",
        "Eik komt activiteit woensdag 20 mei 2099",
        "Eik niet activiteit donderdag 21 mei 2099 × Gaat niet door",
        "Eik later activiteit maandag 1 juni 2099 ▷ Verplaatst (was woensdag 1 april)",
        "Eik was net activiteit vrijdag 21 mei 2021 ◁ Geweest",
        "Eik was activiteit donderdag 20 mei 2021 ◁ Geweest",
    ]


def test_exact_names_come_first(client):
    """Exact title, exact other name, in the title, in the text; within each, by kind."""
    make.an_article(name="Iets", intro="Over de eik.")
    make.a_region(name="Regio Eik")
    make.a_school(name="Beuk", place=make.a_place(name="Eik"))
    make.a_partner(name="Eik")

    ranked = titles(client.get("/zoeken/?q=eik&page=1"))  # "q" alone redirects to the place
    assert [title for title in ranked if not title.startswith("Gemeente")] == [
        "Eik",
        "Beuk",
        "Regio Eik",
        "Iets",
    ]


@pytest.mark.parametrize("query", ["eik", "voorbeel", "EIK"])
def test_examples_are_not_found(client, query):
    region = make.a_region(name="Eik", is_example=True)
    make.a_school(name="Eik", is_example=True)
    make.a_partner(name="Eik", is_example=True)
    make.a_municipality(name="Eik", is_example=True, province="")
    make.an_event(name="Eik", region=region)
    make.an_article(name="Eik", region=region)
    make.a_region_theme(region=region, theme=make.a_theme(name="Eik"))

    assert titles(search(client, query)) == []


@pytest.mark.usefixtures("demo")
def test_the_example_region_is_not_found_by_its_own_name(client):
    assert titles(search(client, "voorbeeldregio")) == []
    assert titles(search(client, "voorbeeld robots")) == []


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("query", ["robots", "robot", "Robots"])
def test_a_plural_also_matches_as_a_prefix_without_its_ending(client, query):
    assert "Sterk Techniekonderwijs Almere" in titles(search(client, query))  # "robotica"


# --- words ---


@pytest.mark.parametrize(
    "query",
    ["lassen", "las", "LASSEN!", "techlabs lassen", "lassen hoorn", "hoorn techl", "de las in"],
)
def test_words_match_by_stem_and_the_last_one_by_prefix(client, query):
    place = make.a_place(name="Hoorn")
    make.an_event(name="Open techlab", body="<p>Je leert er <b>lassen</b>.</p>", place=place)

    assert "Open techlab" in titles(search(client, query))


def test_every_word_has_to_match(client):
    make.a_school(name="Eik", place=make.a_place(name="Hoorn"))

    assert titles(search(client, "eik alkmaar")) == []
    assert titles(search(client, "eik hoo")) == ["Eik"]
    assert titles(search(client, "ei hoorn")) == []


def test_synonyms_give_the_same_results(client):
    add_new_synonyms()
    make.a_school(name="Eik", levels=["vmbo-tl"])
    make.a_school(name="Beuk", levels=["pro"])
    make.a_school(name="Els", levels=["vmbo"], profiles=["mt"], profiles_known=True)
    make.an_event(name="Opendeurdag van de Linde")
    make.a_region(name="'t Veen", summary="Met het vmbo.")

    for query in ["vmbo-t", "VMBO t", "vmbo-tl", "tl", "mavo", "theoretische leerweg"]:
        assert titles(search(client, query)) == ["Eik"], query
    for query in ["PrO", "praktijkonderwijs", "praktijkschool"]:
        assert titles(search(client, query)) == ["Beuk"], query
    for query in ["M&T", "m & t", "mobiliteit en transport"]:
        found = titles(search(client, query))
        assert found == ["Profiel Mobiliteit en transport", "Els"], query
    assert titles(search(client, "open dag linde")) == ["Opendeurdag van de Linde"]


def test_an_editor_can_add_a_synonym(client):
    make.a_school(name="Eik")
    assert titles(search(client, "quercus")) == []
    make.a_synonym(words="quercus; eik")
    assert titles(search(client, "quercus")) == ["Eik"]


def test_an_excerpt_marks_the_matching_words(client):
    text = f"{'Vooraf en nog meer. ' * 20}Je leert <b> lassen & bouwen. {'Daarna volgt nog. ' * 20}"
    make.an_article(name="Techlab", intro=text)
    excerpt = main_of(search(client, "las bouw")).select_one(".row__text")

    assert words_of(excerpt.select("mark")) == ["lassen", "bouwen"]
    assert "Je leert <b> lassen & bouwen." in words(excerpt).replace(" .", ".")
    assert excerpt.text.startswith("… ")
    assert excerpt.text.endswith(" …")
    assert len(excerpt.text) < 200


# --- facets ---


@pytest.fixture
def results_in_every_facet():
    region = make.a_region(name="Noord", slug="noord")
    other = make.a_region(name="Zuid", slug="zuid")
    theme = make.a_theme(name="Robots", slug="robots")
    make.a_school_participation(region=region, school=make.a_school(name="Eik A"))
    make.a_school_participation(region=other, school=make.a_school(name="Eik B"), until="2020")
    make.a_partner_participation(region=other, partner=make.a_partner(name="Eik C"))
    article = make.an_article(name="Eik D", region=region, dated="2021")
    make.an_article_theme(article=article, theme=theme)
    make.an_article(name="Eik E", dated="2022-05-01")


@pytest.mark.usefixtures("results_in_every_facet", "every_facet")
def test_facets_are_kind_region_theme_and_year(client):
    assert options(search(client, "eik")) == {
        "Soort": ["Scholen (2)", "Partners (1)", "Nieuws (2)"],
        "Techniekregio": ["Noord (2)", "Zuid (1)"],
        "Thema": ["Robots (1)"],
        "Jaar": ["2022 (1)", "2021 (1)"],
    }


@pytest.mark.usefixtures("results_in_every_facet")
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ("soort=school", ["Eik A", "Eik B"]),
        ("soort=school&soort=nieuws", ["Eik A", "Eik B", "Eik E", "Eik D"]),
        ("regio=noord", ["Eik A", "Eik D"]),
        ("regio=noord&soort=nieuws", ["Eik D"]),
        ("regio=noord&regio=zuid&soort=partner", ["Eik C"]),
        ("thema=robots", ["Eik D"]),
        ("jaar=2022", ["Eik E"]),
        ("jaar=2022&regio=noord", []),
        ("regio=atlantis", ["Eik A", "Eik B", "Eik C", "Eik E", "Eik D"]),
        ("soort=&jaar=&regio=", ["Eik A", "Eik B", "Eik C", "Eik E", "Eik D"]),
    ],
)
def test_values_of_one_facet_are_alternatives_and_facets_combine(client, params, expected):
    assert titles(client.get(f"/zoeken/?q=eik&{params}")) == expected


@pytest.mark.usefixtures("results_in_every_facet", "every_facet")
def test_a_choice_narrows_only_the_counts_of_the_other_facets(client):
    page = client.get("/zoeken/?q=eik&soort=nieuws")

    assert options(page) == {
        "Soort": ["Scholen (2)", "Partners (1)", "Nieuws (2)"],
        "Techniekregio": ["Noord (1)", "Zuid (0)"],
        "Thema": ["Robots (1)"],
        "Jaar": ["2022 (1)", "2021 (1)"],
    }


@pytest.mark.usefixtures("results_in_every_facet")
def test_active_filters_are_listed_and_removed_one_by_one(client):
    page = client.get("/zoeken/?q=eik&soort=nieuws&regio=noord&regio=atlantis")
    links = main_of(page).select(".chosen a")

    assert active_filters(page) == [
        "Haal weg: Soort: Nieuws",
        "Haal weg: Techniekregio: Noord",
        "Haal alle filters weg",
    ]
    assert [link["href"] for link in links] == [
        "/zoeken/?q=eik&regio=noord",
        "/zoeken/?q=eik&soort=nieuws",
        "/zoeken/?q=eik",
    ]
    assert "Deze keuze kennen wij niet: Techniekregio." in text_of(page)
    assert main_of(page).select_one("form.filters input[name=q]")["value"] == "eik"


@pytest.mark.usefixtures("results_in_every_facet")
def test_only_the_first_years_in_the_url_count(client):
    """Every active filter is rendered with a link, so rendering all would take megabytes."""
    years = "&".join(f"jaar={year}" for year in [2022, *range(1000, 2000)])
    page = client.get(f"/zoeken/?q=eik&{years}")

    assert titles(page) == ["Eik E"]
    assert len(active_filters(page)) == 12 + len(["Haal alle filters weg"])
    assert "Deze keuze kennen wij niet: Jaar." in text_of(page)


@pytest.mark.usefixtures("results_in_every_facet")
@pytest.mark.parametrize("name", ["regio", "thema"])
@pytest.mark.parametrize("value", ["%00", "noord%00", "%ED%A0%80", "noord%0A"])
def test_a_value_that_no_database_can_store_is_ignored(client, name, value):
    page = client.get(f"/zoeken/?q=eik&{name}={value}")

    assert len(titles(page)) == 5
    assert "Deze keuze kennen wij niet" in text_of(page)


def test_a_page_has_twenty_results(client):
    with changing():
        for number in range(21):
            make.a_partner(name=f"Eik {number:02}")
    pages = [client.get(f"/zoeken/?q=eik&page={number}") for number in (1, 2, "x", 99)]

    assert [len(titles(page)) for page in pages] == [20, 1, 20, 1]
    assert titles(pages[1]) == ["Eik 20"]
    assert "21 resultaten voor “eik”" in text_of(pages[0])
    assert main_of(pages[0]).select_one(".pager a[rel=next]")["href"] == "?q=eik&page=2"


def test_results_beyond_the_maximum_are_not_counted(client, monkeypatch):
    monkeypatch.setattr("pactdir.search.results.MAX_RESULTS", 3)
    monkeypatch.setattr("pactdir.search.views.MAX_RESULTS", 3)
    for number in range(4):
        make.a_partner(name=f"Eik {number}")
    make.an_article(name="Eik vijf", dated="2021")
    make.an_article(name="Iets", intro="Over de eik.")
    page = search(client, "eik")

    assert titles(page) == ["Eik 0", "Eik 1", "Eik 2"]
    assert "3+ resultaten voor “eik”" in text_of(page)
    # A filter finds rows beyond the maximum too.
    assert titles(client.get("/zoeken/?q=eik&soort=nieuws")) == ["Eik vijf", "Iets"]
    assert titles(client.get("/zoeken/?q=eik&jaar=2021")) == ["Eik vijf"]


# --- misspelled ---


@pytest.mark.parametrize(
    ("query", "suggestions"),
    [
        ("Heerhugowaart", ["Heerhugowaard"]),
        ("herhugowaard", ["Heerhugowaard"]),
        ("tabor colege", ["Tabor College"]),
        ("tabbor", ["tabor"]),
        ("xyzzy", []),
        ("hx", []),
        ("heerhugowaart tabbor", []),
    ],
)
def test_a_misspelled_query_gets_suggestions(client, query, suggestions):
    make.a_place(name="Heerhugowaard")
    make.a_school(name="Tabor College")
    make.a_school(name="Xyzza", **make.drafts)
    page = search(client, query)
    links = main_of(page).select(".lede a")

    assert [link.text for link in links] == suggestions
    assert ("Bedoel je" in text_of(page)) == bool(suggestions)
    for link in links:
        response = client.get(f"/zoeken/{link['href']}")
        assert response.status_code == 302 or titles(response)


# --- unusual queries ---


def test_an_empty_query_asks_for_one(client):
    for address in ["/zoeken/", "/zoeken/?q=", "/zoeken/?q=+++", "/zoeken/?q=%00"]:
        page = client.get(address)
        assert "Vul een postcode, een plaats of een naam in." in text_of(page), address
        assert "Niets gevonden" not in text_of(page)


@pytest.mark.parametrize(
    "query",
    ["abc", "%", "_", "'", '"', "|", "*", "AND OR NOT", "naam:", "x" * 5000, "1703A5",
     "١٧٠٣", "🙂", "\ufffd", "a\x00b", "<script>alert(1)</script>", "-98765432", "1e400",
     "../../etc"],
)  # fmt: skip
def test_a_query_without_results_offers_links(client, query):
    make.a_school(name="School")
    page = search(client, query)

    assert "Niets gevonden voor “" in text_of(page)
    assert {"/regios/", "/scholen/", "/gemeenten/"} <= own_addresses(page)
    assert b"<script>" not in page.content


@pytest.mark.parametrize("params", ["q=%FF", "q=%ED%A0%80", "q=a&q=eik", "eik", "q[]=eik"])
def test_a_malformed_url_gives_no_error(client, params):
    make.a_partner(name="Eik")
    page = client.get(f"/zoeken/?{params}", follow=True)

    assert titles(page) == (["Eik"] if params == "q=a&q=eik" else [])


def test_the_box_keeps_the_query(client):
    page = search(client, 'ei "k" <b>')

    assert main_of(page).input["value"] == 'ei "k" <b>'
    assert BeautifulSoup(page.content, "lxml").title.text.startswith('Zoeken: ei "k" <b>')


def test_search_results_are_not_indexed(client):
    assert b'content="noindex"' in search(client, "eik").content


@pytest.mark.parametrize("params", ["q=eik", "q=eik&soort=school&regio=onbekend"])
def test_takes_the_same_queries_for_any_number_of_results(client, params):
    counts = []
    for count in [1, 49]:
        with changing():
            for number in range(count):
                school = make.a_school(name=f"Eik {number}")
                make.a_former_name(school=school)
                make.a_school_participation(school=school)
                make.an_event(name="Eik", school=school)
                make.an_article(name="Eik", region=make.a_region(name="Eik"))
        search(client, "eik")  # fills the gazetteer
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/zoeken/?{params}")
        counts.append(len(captured))

    # The content version; whole words and prefixes; the rows on the page.
    assert counts == [4, 4]


def test_subsidy_finds_awards(client):
    add_new_synonyms()
    make.an_indicator(name="Toegekend bedrag, zoals bericht")
    make.an_indicator(name="Budget voor techniek")

    found = titles(search(client, "subsidie"))
    assert found == ["Budget voor techniek", "Toegekend bedrag, zoals bericht"]


def test_an_award_is_found_by_the_area_that_a_source_names(client):
    add_new_synonyms()
    awards = make.an_indicator(name="Toegekend bedrag, zoals bericht")
    make.an_indicator(name="Toegekend bedrag elders")
    make.a_figure(indicator=awards, area_code="hm", area_name="Haarlemmermeer / Bollenstreek-Noord")
    make.an_agreement(region=make.a_region(name="Regio Almere"), budget=3_400_000)
    make.an_agreement(region=make.a_region(name="Almere-Buiten"))

    assert titles(search(client, "subsidie Haarlemmermeer")) == ["Toegekend bedrag, zoals bericht"]
    assert titles(search(client, "subsidie almere")) == ["Regio Almere"]


WHITE_SPOTS = "Witte vlekken: waar technische profielen ver weg zijn"
FIGURES = "Cijfers over techniek in het vmbo"
FOR_MUNICIPALITIES = "Voor gemeenten: vier aanbevelingen voor techniekonderwijs"


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("witte vlekken", [WHITE_SPOTS]),
        ("witte vlek", [WHITE_SPOTS]),
        ("geslaagden", [FIGURES]),
        ("leerlingen techniek", [FIGURES]),
        ("leerlingen techniek hoorn", []),
        ("voor gemeenten", [FOR_MUNICIPALITIES]),
        ("wethouder", [FOR_MUNICIPALITIES]),
        ("Katapult", [FOR_MUNICIPALITIES]),
        ("aanbevelingen", [FOR_MUNICIPALITIES]),
        ("gemeente hoorn", []),
        ("vmbo", []),
        ("tabor", []),
    ],
)
def test_a_static_page_is_found_by_the_words_people_use(client, query, pages):
    response = search(client, query)

    assert titles(response) == pages
    assert not pages or "Niets gevonden" not in text_of(response)


def test_a_page_precedes_other_results(client):
    make.an_article(name="Geslaagden in de techniek")

    assert titles(search(client, "geslaagden")) == [FIGURES, "Geslaagden in de techniek"]


def test_a_word_with_a_postcode_gives_results_and_a_link_to_the_postcode(client):
    make.a_postcode_area(code="1703", place=make.a_place(name="Heerhugowaard"))
    make.a_school(name="Tabor")
    make.a_school(name="Huygens")

    response = search(client, "tabor 1703")
    assert titles(response) == ["Tabor"]
    assert "Zoek je rond 1703 (Heerhugowaard)?" in text_of(response)
    assert "/dichtbij/1703/" in own_addresses(response)
    assert "1 resultaat voor “tabor”" in text_of(response)


def test_question_words_are_ignored_if_no_entry_has_them(client):
    make.a_region(name="Pact Noord")

    assert "Pact Noord" in text_of(client.get("/zoeken/?q=wat+kwam+er+van+het+pact+noord"))
