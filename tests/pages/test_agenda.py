"""An event's page and its row in a list: dates, times, status and audience."""

from datetime import date, time, timedelta

import pytest

from regions.clock import today
from tests import make
from tests.pages.reading import facts, main_of, running_scripts, text_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda event: client.get(event.get_absolute_url())


DAYS = [
    ({"starts_on": date(2099, 5, 20)}, "woensdag 20 mei 2099"),
    (
        {"starts_on": date(2099, 5, 20), "starts_at": time(19, 0), "ends_at": time(21, 30)},
        "woensdag 20 mei 2099, 19.00 tot 21.30 uur",
    ),
    (
        {"starts_on": date(2099, 5, 20), "starts_at": time(9, 5)},
        "woensdag 20 mei 2099, vanaf 09.05 uur",
    ),
    (
        {"starts_on": date(2099, 5, 20), "starts_at": time(20, 0), "ends_at": time(0, 30)},
        "woensdag 20 mei 2099, 20.00 tot 00.30 uur",
    ),
    (
        {
            "starts_on": date(2099, 5, 20),
            "ends_on": date(2099, 5, 21),
            "starts_at": time(20, 0),
            "ends_at": time(0, 30),
        },
        "woensdag 20 mei 2099, 20.00 tot 00.30 uur",
    ),
    (
        {"starts_on": date(2099, 5, 20), "starts_at": time(20, 0), "ends_at": time(0, 0)},
        "woensdag 20 mei 2099, 20.00 tot 24.00 uur",
    ),
    (
        {"starts_on": date(2099, 5, 20), "starts_at": time(10, 0), "ends_at": time(10, 0)},
        "woensdag 20 mei 2099, 10.00 uur",
    ),
    ({"starts_on": date(2099, 11, 18), "ends_on": date(2099, 11, 19)}, "18 en 19 november 2099"),
    (
        {
            "starts_on": date(2099, 11, 18),
            "ends_on": date(2099, 11, 20),
            "starts_at": time(10, 0),
            "ends_at": time(9, 0),
        },
        "18 tot en met 20 november 2099, "
        "de eerste dag vanaf 10.00 uur, de laatste dag tot 09.00 uur",
    ),
    (
        {"starts_on": date(2099, 6, 30), "ends_on": date(2099, 7, 2)},
        "30 juni tot en met 2 juli 2099",
    ),
    (
        {"starts_on": date(2098, 12, 31), "ends_on": date(2099, 1, 1)},
        "31 december 2098 en 1 januari 2099",
    ),
]


@pytest.mark.parametrize(("when", "in_words"), DAYS)
def test_the_page_and_the_list_give_dates_and_times_in_full(client, page, when, in_words):
    event = make.an_event(**when)

    assert main_of(page(event)).dd.text == in_words
    assert main_of(page(event)).select_one(".lede").text == in_words
    assert main_of(client.get("/agenda/")).select_one(".row .date").text == in_words


def test_a_single_date_is_machine_readable(page):
    response = page(make.an_event(starts_on=date(2099, 5, 20)))
    assert main_of(response).time["datetime"] == "2099-05-20"


def test_unknown_facts_of_an_event_are_called_unknown(page):
    response = page(make.an_event(starts_on=date(2099, 5, 20), source=""))

    assert facts(main_of(response)) == {
        "Wanneer": "woensdag 20 mei 2099",
        "Waar": "Niet bekend",
        "Voor wie": "Niet bekend",
        "Kosten": "Niet bekend",
        "Meedoen": "Niet bekend",
    }
    article = main_of(response).article
    assert [part for part in article.find_all(True) if not part.get_text(strip=True)] == []


def test_all_known_facts_of_an_event_are_shown(page):
    school, region = make.a_school(name="Ahorn"), make.a_region(name="Noord")
    response = page(
        make.an_event(
            starts_on=date(2099, 5, 20),
            school=school,
            region=region,
            venue="Aula, Straat 1",
            place=make.a_place(name="Hoorn"),
            audience=["ouders", "basisschool"],
            cost="gratis",
            how_to_join="Kom langs.",
            website="https://dag.example/",
            summary="Zelf zagen.",
            body="<p>Meer.</p>",
            source="schoolgids",
        )
    )

    assert facts(main_of(response)) == {
        "Wanneer": "woensdag 20 mei 2099",
        "Waar": "Aula, Straat 1, Hoorn",
        "Voor wie": "basisschool, ouders",
        "Kosten": "gratis",
        "Meedoen": "Kom langs.",
        "School": "Ahorn",
        "Techniekregio": "Noord",
        "Site": "https://dag.example/",
    }
    links = [link["href"] for link in main_of(response).select("dd a")]
    assert links == [
        school.get_absolute_url(),
        region.get_absolute_url(),
        "https://dag.example/",
    ]
    assert words(main_of(response).select_one("div.prose")) == "Meer."
    assert words(main_of(response).select_one(".source")) == "Bron: schoolgids (datum niet bekend)"


@pytest.mark.parametrize(
    ("place", "venue", "where"),
    [("Hoorn", "", "Hoorn"), ("", "Aula", "Aula"), ("Hoorn", "Aula", "Aula, Hoorn")],
)
def test_the_location_combines_venue_and_place(page, place, venue, where):
    event = make.an_event(venue=venue, place=make.a_place(name=place) if place else None)
    assert facts(main_of(page(event)))["Waar"] == where


# --- status ---


def states(part):
    return [words(state) for state in part.select(".state")]


COMING, PAST = date(2099, 11, 25), date(2021, 11, 25)
MOVED = {"moved_from_start": date(2021, 11, 18), "moved_from_end": date(2021, 11, 19)}


@pytest.mark.parametrize(
    ("fields", "expected", "joining"),
    [
        ({"starts_on": COMING}, [], "Kom langs."),
        ({"starts_on": PAST}, ["◁ Geweest"], "Deze activiteit is geweest"),
        (
            {"starts_on": COMING, "status": "verplaatst", **MOVED},
            ["▷ Verplaatst (was 18 en 19 november 2021)"],
            "Kom langs.",
        ),
        (
            {"starts_on": PAST, "status": "verplaatst", **MOVED},
            ["▷ Verplaatst (was 18 en 19 november)", "◁ Geweest"],
            "Deze activiteit is geweest",
        ),
        (
            {"starts_on": COMING, "status": "verplaatst", "moved_from_start": date(2099, 4, 1)},
            ["▷ Verplaatst (was woensdag 1 april)"],
            "Kom langs.",
        ),
        (
            {"starts_on": COMING, "status": "geannuleerd"},
            ["× Gaat niet door"],
            "Deze activiteit gaat niet door",
        ),
        (
            {"starts_on": PAST, "status": "geannuleerd"},
            ["× Ging niet door"],
            "Deze activiteit ging niet door",
        ),
    ],
)
def test_the_page_and_the_list_show_the_status(client, page, fields, expected, joining):
    event = make.an_event(how_to_join="Kom langs.", **fields)

    assert states(main_of(page(event))) == expected
    assert states(main_of(client.get("/agenda/")).select_one(".row")) == expected
    assert facts(main_of(page(event)))["Meedoen"] == joining


def test_an_event_is_past_the_day_after_its_last_day(page):
    ends_today = make.an_event(starts_on=today() - timedelta(days=2), ends_on=today())
    ended = make.an_event(
        starts_on=today() - timedelta(days=2), ends_on=today() - timedelta(days=1)
    )

    assert "Geweest" not in text_of(page(ends_today))
    assert "Geweest" in text_of(page(ended))


def test_html_in_fields_is_escaped_and_the_body_is_sanitised(page):
    html = "<script>x</script>&\"'"
    event = make.an_event(
        name=html,
        venue=html,
        cost=html,
        how_to_join=html,
        summary=html,
        source=html,
        place=make.a_place(name=html),
        school=make.a_school(name=html),
        region=make.a_region(name=html),
        body="<p>Tekst<script>x()</script></p>",
    )
    response = page(event)

    assert running_scripts(response) == []
    # breadcrumb, name, place, summary, venue, place, cost, how to join, school, region, source
    assert text_of(response).count(html) == 11
    assert str(main_of(response).select_one("div.prose")) == '<div class="prose"><p>Tekst</p></div>'


@pytest.mark.parametrize("owner", ["region", "school"])
def test_an_event_in_an_example_region_says_so_and_is_not_indexed(page, owner):
    example = {"region": make.a_region, "school": make.a_school}[owner](is_example=True)
    response = page(make.an_event(**{owner: example}))

    assert "Dit is een verzonnen voorbeeld." in text_of(response)
    assert b'content="noindex"' in response.content
