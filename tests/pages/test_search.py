"""The search page: a part of a name leads somewhere, always."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pactdir.search.synonyms import fill_synonyms
from regions.clock import today
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, own_addresses, text_of, words, words_of

pytestmark = pytest.mark.django_db


def asked(client, question, **more):
    return client.get("/zoeken/", {"q": question}, **more)


def hits(response):
    """The names of what was found, in the order of the page."""
    return [row.text for row in main_of(response).select("a.row__name")]


def rows(response):
    return words_of(main_of(response).select(".row"))


def options(response):
    """By facet what there is to choose, with how much each would give."""
    facets = main_of(response).select(".facet")
    return {words(one.legend): words_of(one.select(".option")) for one in facets}


def chosen(response):
    return words_of(main_of(response).select(".chosen a"))


# --- a name ---


def test_of_every_kind_what_has_the_question_in_its_name_is_found(client):
    make.a_municipality(name="Gemeente Eik")
    region = make.a_region(name="Regio Eik")
    make.a_school(name="School Eik", place=make.a_place(name="Boomdorp"))
    make.a_partner(name="Eik en Zoon")
    make.an_event(name="Dag van de eik")
    make.an_article(name="Een eik geplant", dated="2024-05")
    make.a_region_theme(region=region, theme=make.a_theme(name="Eiken", pupil_word="bomen"))
    for a_row in [make.a_region, make.a_partner, make.an_event, make.an_article]:
        a_row(name="Beuk")

    assert rows(asked(client, "ÉÍK")) == [
        "Regio Eik techniekregio ? overeenkomst niet bekend Thema's: Eiken , bomen.",
        "Gemeente Eik gemeente · Noord-Holland",
        "School Eik school · Boomdorp · vmbo · Vergelijk School Eik, Boomdorp",
        "Eiken thema · bomen",
        "Eik en Zoon partner · bedrijf",
        "Dag van de eik activiteit woensdag 20 mei 2099",
        "Een eik geplant nieuws · landelijk · mei 2024",
    ]


def test_a_school_is_found_by_a_former_name_and_shows_it(client):
    school = make.a_school(name="Vonk", place=make.a_place(name="Hoorn"))
    make.a_former_name(school=school, name="Clusius College")

    assert rows(asked(client, "clusius")) == [
        "Vonk (was: Clusius College) school · Hoorn · vmbo · Vergelijk Vonk, Hoorn"
    ]


def test_a_place_finds_its_municipality_and_its_schools(client):
    municipality = make.a_municipality(name="Stede Broec")
    place = make.a_place(name="Grootebroek", municipality=municipality)
    make.a_school(name="Martinus", place=place)
    make.a_school(name="Elders")

    assert rows(asked(client, "grooteb")) == [
        "Stede Broec gemeente · Noord-Holland Grootebroek: plaats in deze gemeente",
        "Martinus school · Grootebroek · vmbo · Vergelijk Martinus, Grootebroek",
    ]


def test_an_old_municipality_finds_the_new_one_and_shows_the_old_names(client):
    new = make.a_municipality(name="Dijk en Waard")
    for name in ["Heerhugowaard", "Langedijk"]:
        old = make.a_municipality(name=name, valid_until="31-12-2021")
        make.a_succession(old=old, new=new)

    assert rows(asked(client, "langed")) == [
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
def test_a_municipality_is_found_from_its_first_through_its_last_day(
    client, field, days_ahead, is_found
):
    day = today() + timedelta(days_ahead)
    make.a_municipality(name="Langedijk", **{field: day.isoformat()})

    assert hits(asked(client, "langed")) == (["Langedijk"] if is_found else [])


@pytest.mark.parametrize(("days_ahead", "is_found"), [(0, True), (1, False)])
def test_what_is_published_is_found_from_its_day_on(client, days_ahead, is_found):
    make.a_partner(name="Eik en Zoon", published_from=today() + timedelta(days_ahead))

    assert hits(asked(client, "eik")) == (["Eik en Zoon"] if is_found else [])


def test_what_is_past_is_labelled_and_stands_behind_what_is_not(client):
    make.a_school(name="Eik dicht", closed_on="2021", place=make.a_place(name="Hoorn"))
    make.a_school(name="Eik open", closed_on="2099", place=make.a_place(name="Hoorn"))
    make.an_event(name="Eik niet", starts_on=date(2099, 5, 21), status="geannuleerd")
    make.an_event(name="Eik was", starts_on=date(2021, 5, 20))
    make.an_event(name="Eik komt", starts_on=date(2099, 5, 20))
    make.an_event(name="Eik was net", starts_on=date(2021, 5, 21))
    moved = make.an_event(name="Eik later", starts_on=date(2099, 6, 1), status="verplaatst")
    assert moved.moved_from_in_words

    assert rows(asked(client, "eik")) == [
        "Eik open school · Hoorn · vmbo · Vergelijk Eik open, Hoorn",
        "Eik dicht school · Hoorn · vmbo gesloten",
        "Eik komt activiteit woensdag 20 mei 2099",
        "Eik niet activiteit donderdag 21 mei 2099 × Gaat niet door",
        "Eik later activiteit maandag 1 juni 2099 ▷ Verplaatst (was woensdag 1 april)",
        "Eik was net activiteit vrijdag 21 mei 2021 ◁ Geweest",
        "Eik was activiteit donderdag 20 mei 2021 ◁ Geweest",
    ]


def test_whose_name_it_is_comes_first(client):
    """The title, then another name, then a title that holds it, then a text; by kind in each."""
    make.an_article(name="Iets", intro="Over de eik.")
    make.a_region(name="Regio Eik")
    make.a_school(name="Beuk", place=make.a_place(name="Eik"))
    make.a_partner(name="Eik")

    found = hits(client.get("/zoeken/?q=eik&page=1"))  # without more it leads to the place
    assert [name for name in found if not name.startswith("Gemeente")] == [
        "Eik",
        "Beuk",
        "Regio Eik",
        "Iets",
    ]


@pytest.mark.parametrize("question", ["eik", "voorbeel", "EIK"])
def test_what_is_invented_is_not_found(client, question):
    region = make.a_region(name="Eik", is_example=True)
    make.a_school(name="Eik", is_example=True)
    make.a_partner(name="Eik", is_example=True)
    make.a_municipality(name="Eik", is_example=True, province="")
    make.an_event(name="Eik", region=region)
    make.an_article(name="Eik", region=region)
    make.a_region_theme(region=region, theme=make.a_theme(name="Eik"))

    assert hits(asked(client, question)) == []


@pytest.mark.usefixtures("demo")
def test_nor_is_the_example_region_by_its_own_name(client):
    assert hits(asked(client, "voorbeeldregio")) == []
    assert hits(asked(client, "voorbeeld robots")) == []


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("question", ["robots", "robot", "Robots"])
def test_a_plural_finds_what_begins_as_the_singular(client, question):
    assert hits(asked(client, question)) == ["Sterk Techniekonderwijs Almere"]  # "robotica"


# --- words ---


@pytest.mark.parametrize(
    "question",
    ["lassen", "las", "LASSEN!", "techlabs lassen", "lassen hoorn", "hoorn techl", "de las in"],
)
def test_all_words_hit_by_their_stem_and_the_last_by_its_beginning(client, question):
    place = make.a_place(name="Hoorn")
    make.an_event(name="Open techlab", body="<p>Je leert er <b>lassen</b>.</p>", place=place)

    assert "Open techlab" in hits(asked(client, question))


def test_a_word_that_is_nowhere_finds_nothing(client):
    make.a_school(name="Eik", place=make.a_place(name="Hoorn"))

    assert hits(asked(client, "eik alkmaar")) == []
    assert hits(asked(client, "eik hoo")) == ["Eik"]
    assert hits(asked(client, "ei hoorn")) == []


def test_words_that_mean_the_same_are_found_by_each_other(client):
    fill_synonyms()
    make.a_school(name="Eik", levels=["vmbo-tl"])
    make.a_school(name="Beuk", levels=["pro"])
    make.a_school(name="Els", levels=["vmbo"], profiles=["mt"], profiles_known=True)
    make.an_event(name="Opendeurdag van de Linde")
    make.a_region(name="'t Veen", summary="Met het vmbo.")

    for question in ["vmbo-t", "VMBO t", "vmbo-tl", "tl", "mavo", "theoretische leerweg"]:
        assert hits(asked(client, question)) == ["Eik"], question
    for question in ["PrO", "praktijkonderwijs", "praktijkschool"]:
        assert hits(asked(client, question)) == ["Beuk"], question
    for question in ["M&T", "m & t", "mobiliteit en transport"]:
        assert hits(asked(client, question)) == ["Els"], question
    assert hits(asked(client, "open dag linde")) == ["Opendeurdag van de Linde"]


def test_an_editor_says_what_means_the_same(client):
    make.a_school(name="Eik")
    assert hits(asked(client, "quercus")) == []
    make.a_synonym(words="quercus; eik")
    assert hits(asked(client, "quercus")) == ["Eik"]


def test_the_hit_is_marked_in_a_piece_of_the_text(client):
    text = f"{'Vooraf en nog meer. ' * 20}Je leert <b> lassen & bouwen. {'Daarna volgt nog. ' * 20}"
    make.an_article(name="Techlab", intro=text)
    shown = main_of(asked(client, "las bouw")).select_one(".row__text")

    assert words_of(shown.select("mark")) == ["lassen", "bouwen"]
    assert "Je leert <b> lassen & bouwen." in words(shown).replace(" .", ".")
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(shown.text) < 200


# --- narrowing ---


@pytest.fixture
def eiken():
    """A region with a school and an article about a theme, and a partner beside it."""
    region = make.a_region(name="Noord", slug="noord")
    other = make.a_region(name="Zuid", slug="zuid")
    theme = make.a_theme(name="Robots", slug="robots")
    make.a_school_participation(region=region, school=make.a_school(name="Eik A"))
    make.a_school_participation(region=other, school=make.a_school(name="Eik B"), until="2020")
    make.a_partner_participation(region=other, partner=make.a_partner(name="Eik C"))
    article = make.an_article(name="Eik D", region=region, dated="2021")
    make.an_article_theme(article=article, theme=theme)
    make.an_article(name="Eik E", dated="2022-05-01")


@pytest.mark.usefixtures("eiken", "every_facet")
def test_what_is_found_can_be_narrowed_by_kind_region_theme_and_year(client):
    assert options(asked(client, "eik")) == {
        "Soort": ["Scholen (2)", "Partners (1)", "Nieuws (2)"],
        "Techniekregio": ["Noord (2)", "Zuid (1)"],
        "Thema": ["Robots (1)"],
        "Jaar": ["2022 (1)", "2021 (1)"],
    }


@pytest.mark.usefixtures("eiken")
@pytest.mark.parametrize(
    ("query", "found"),
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
def test_a_choice_narrows_or_within_and_between(client, query, found):
    assert hits(client.get(f"/zoeken/?q=eik&{query}")) == found


@pytest.mark.usefixtures("eiken", "every_facet")
def test_a_choice_counts_for_the_others_and_not_for_its_own_facet(client):
    page = client.get("/zoeken/?q=eik&soort=nieuws")

    assert options(page) == {
        "Soort": ["Scholen (2)", "Partners (1)", "Nieuws (2)"],
        "Techniekregio": ["Noord (1)", "Zuid (0)"],
        "Thema": ["Robots (1)"],
        "Jaar": ["2022 (1)", "2021 (1)"],
    }


@pytest.mark.usefixtures("eiken")
def test_choices_are_shown_and_taken_away_one_by_one(client):
    page = client.get("/zoeken/?q=eik&soort=nieuws&regio=noord&regio=atlantis")
    links = main_of(page).select(".chosen a")

    assert chosen(page) == [
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


@pytest.mark.usefixtures("eiken")
def test_of_thousands_of_years_in_the_address_the_first_few_count(client):
    """Each choice is told with the address without it: all of them would be a page of megabytes."""
    years = "&".join(f"jaar={year}" for year in [2022, *range(1000, 2000)])
    page = client.get(f"/zoeken/?q=eik&{years}")

    assert hits(page) == ["Eik E"]
    assert len(chosen(page)) == 12 + len(["Haal alle filters weg"])
    assert "Deze keuze kennen wij niet: Jaar." in text_of(page)


@pytest.mark.usefixtures("eiken")
@pytest.mark.parametrize("name", ["regio", "thema"])
@pytest.mark.parametrize("value", ["%00", "noord%00", "%ED%A0%80", "noord%0A"])
def test_a_choice_that_no_database_can_hold_is_not_known(client, name, value):
    page = client.get(f"/zoeken/?q=eik&{name}={value}")

    assert len(hits(page)) == 5
    assert "Deze keuze kennen wij niet" in text_of(page)


def test_results_come_twenty_at_a_time(client):
    with changing():
        for number in range(21):
            make.a_partner(name=f"Eik {number:02}")
    pages = [client.get(f"/zoeken/?q=eik&page={number}") for number in (1, 2, "x", 99)]

    assert [len(hits(page)) for page in pages] == [20, 1, 20, 1]
    assert hits(pages[1]) == ["Eik 20"]
    assert "21 resultaten voor “eik”" in text_of(pages[0])
    assert main_of(pages[0]).select_one(".pager a[rel=next]")["href"] == "?q=eik&page=2"


def test_more_than_can_be_counted_is_said(client, monkeypatch):
    monkeypatch.setattr("pactdir.search.finding.MOST", 3)
    monkeypatch.setattr("pactdir.search.views.MOST", 3)
    for number in range(4):
        make.a_partner(name=f"Eik {number}")
    make.an_article(name="Eik vijf", dated="2021")
    make.an_article(name="Iets", intro="Over de eik.")
    page = asked(client, "eik")

    assert hits(page) == ["Eik 0", "Eik 1", "Eik 2"]
    assert "3+ resultaten voor “eik”" in text_of(page)
    # What was not counted is found by who narrows.
    assert hits(client.get("/zoeken/?q=eik&soort=nieuws")) == ["Eik vijf", "Iets"]
    assert hits(client.get("/zoeken/?q=eik&jaar=2021")) == ["Eik vijf"]


# --- a typing error ---


@pytest.mark.parametrize(
    ("question", "meant"),
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
def test_a_typing_error_is_answered_with_what_may_be_meant(client, question, meant):
    make.a_place(name="Heerhugowaard")
    make.a_school(name="Tabor College")
    make.a_school(name="Xyzza", **make.drafts)
    page = asked(client, question)
    links = main_of(page).select(".lede a")

    assert [link.text for link in links] == meant
    assert ("Bedoel je" in text_of(page)) == bool(meant)
    for link in links:
        found = client.get(f"/zoeken/{link['href']}")
        assert found.status_code == 302 or hits(found)


# --- what leads nowhere ---


def test_no_question_asks_for_one(client):
    for address in ["/zoeken/", "/zoeken/?q=", "/zoeken/?q=+++", "/zoeken/?q=%00"]:
        page = client.get(address)
        assert "Vul een postcode, een plaats of een naam in." in text_of(page), address
        assert "Niets gevonden" not in text_of(page)


@pytest.mark.parametrize(
    "question",
    ["abc", "%", "_", "'", '"', "|", "*", "AND OR NOT", "naam:", "x" * 5000, "1703A5",
     "١٧٠٣", "🙂", "\ufffd", "a\x00b", "<script>alert(1)</script>", "-98765432", "1e400",
     "../../etc"],
)  # fmt: skip
def test_an_odd_question_finds_nothing_and_leads_on(client, question):
    make.a_school(name="School")
    page = asked(client, question)

    assert "Niets gevonden voor “" in text_of(page)
    assert {"/regios/", "/scholen/", "/gemeenten/"} <= own_addresses(page)
    assert b"<script>" not in page.content


@pytest.mark.parametrize("query", ["q=%FF", "q=%ED%A0%80", "q=a&q=eik", "eik", "q[]=eik"])
def test_a_broken_query_is_no_error(client, query):
    make.a_partner(name="Eik")
    page = client.get(f"/zoeken/?{query}", follow=True)

    assert hits(page) == (["Eik"] if query == "q=a&q=eik" else [])


def test_the_question_stays_in_the_box_as_it_was_asked(client):
    page = asked(client, 'ei "k" <b>')

    assert main_of(page).input["value"] == 'ei "k" <b>'
    assert BeautifulSoup(page.content, "html.parser").title.text.startswith('Zoeken: ei "k" <b>')


def test_search_results_are_not_indexed(client):
    assert b'content="noindex"' in asked(client, "eik").content


@pytest.mark.parametrize("query", ["q=eik", "q=eik&soort=school&regio=onbekend"])
def test_it_takes_the_same_queries_for_one_hit_and_for_fifty(client, query):
    counts = []
    for rows in [1, 49]:
        with changing():
            for number in range(rows):
                school = make.a_school(name=f"Eik {number}")
                make.a_former_name(school=school)
                make.a_school_participation(school=school)
                make.an_event(name="Eik", school=school)
                make.an_article(name="Eik", region=make.a_region(name="Eik"))
        asked(client, "eik")  # the names of places are read once
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/zoeken/?{query}")
        counts.append(len(captured))

    # The version; words as they are and those that begin so; the page.
    assert counts == [4, 4]
