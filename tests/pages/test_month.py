"""The agenda of a month: a table of weeks with the events on each day."""

from datetime import date, time, timedelta

import pytest

from news.months import Month
from regions.clock import today
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import data_of, main_of, own_addresses, text_of, words, words_of
from tests.pages.test_queries import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(client):
    return lambda address, query="": client.get(f"/agenda/maand/{address}/{query}")


def day_of(response, day):
    return main_of(response).select_one(f"td time[datetime='{day.isoformat()}']").find_parent("td")


def entries(response, day):
    return words_of(day_of(response, day).select("li"))


def month_links(response):
    return {
        words(link): link["href"]
        for link in main_of(response).select("nav[aria-label='Andere maanden'] a")
    }


def test_a_month_is_a_table_of_weeks_from_monday(month):
    make.an_event(starts_on=date(2099, 5, 20))
    table = main_of(month("2099-05")).table

    assert words(table.caption) == "1 activiteit in mei 2099"
    heads = table.select("thead th[scope=col] abbr")
    assert words_of(heads) == ["ma", "di", "wo", "do", "vr", "za", "zo"]
    assert [head["title"] for head in heads] == [
        *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
    ]
    weeks = table.select("tbody tr")
    assert {len(week.select("td")) for week in weeks} == {7}
    times = [time["datetime"] for time in table.select("td time")]
    assert times == [(date(2099, 5, 1) + timedelta(days=n)).isoformat() for n in range(31)]
    # 1 May 2099 is a Friday.
    assert [bool(cell.time) for cell in weeks[0].select("td")] == [False] * 4 + [True] * 3
    assert words(day_of(month("2099-05"), date(2099, 5, 4)).time) == "maandag 4 mei"


@pytest.mark.parametrize(
    ("address", "weeks"), [("2027-02", 4), ("2099-05", 5), ("2026-11", 6), ("2024-02", 5)]
)
def test_a_month_has_a_row_for_every_week_it_touches(month, address, weeks):
    assert len(main_of(month(address)).select("tbody tr")) == weeks


def test_an_event_is_a_link_on_its_day(month):
    event = make.an_event(
        name="Robotdag", starts_on=date(2099, 5, 20), place=make.a_place(name="Hoorn")
    )
    make.an_event(name="Elders", starts_on=date(2099, 6, 1))

    assert entries(month("2099-05"), date(2099, 5, 20)) == ["Robotdag Hoorn"]
    assert day_of(month("2099-05"), date(2099, 5, 20)).li.a["href"] == event.get_absolute_url()
    assert "Elders" not in text_of(month("2099-05"))


def test_an_event_of_several_days_is_on_each_of_them_in_both_months(month):
    make.an_event(name="Drie", starts_on=date(2099, 5, 30), ends_on=date(2099, 6, 1))

    may, june = month("2099-05"), month("2099-06")
    assert entries(may, date(2099, 5, 29)) == []
    assert entries(may, date(2099, 5, 30)) == ["Drie dag 1 van 3"]
    assert entries(may, date(2099, 5, 31)) == ["Drie dag 2 van 3"]
    assert entries(june, date(2099, 6, 1)) == ["Drie dag 3 van 3"]
    assert entries(june, date(2099, 6, 2)) == []


def test_the_status_of_an_event_is_in_words(month):
    day = date(2099, 5, 20)
    make.an_event(name="A", starts_on=day, status="geannuleerd")
    make.an_event(name="B", starts_on=day, status="verplaatst", moved_from_start=date(2099, 4, 1))
    make.an_event(name="C", starts_on=date(2021, 5, 20))

    assert entries(month("2099-05"), day) == [
        "A × Gaat niet door",
        "B ▷ Verplaatst (was woensdag 1 april)",
    ]
    assert entries(month("2021-05"), date(2021, 5, 20)) == ["C ◁ Geweest"]
    assert "Deze maand is voorbij." in text_of(month("2021-05"))
    assert "Deze maand is voorbij." not in text_of(month("2099-05"))


def test_only_the_current_month_marks_today(month):
    make.an_event(name="Nu", starts_on=today())
    response = month(Month.of(today()).url_part)

    assert words(day_of(response, today()).select_one(".month__today")) == "vandaag"
    assert len(main_of(response).select(".month__today")) == 1
    assert entries(response, today()) == ["Nu"]
    assert not main_of(month("2099-05")).select(".month__today")


# --- links to other months ---


def test_a_month_links_to_the_nearest_months_with_events_and_to_the_current_one(month):
    for day in [date(2021, 1, 5), date(2098, 12, 31), date(2099, 5, 20), date(2100, 2, 1)]:
        make.an_event(starts_on=day)

    assert month_links(month("2099-05")) == {
        "Eerder: december 2098": "/agenda/maand/2098-12/",
        "Deze maand": f"/agenda/maand/{Month.of(today()).url_part}/",
        "Later: februari 2100": "/agenda/maand/2100-02/",
        "Als lijst": "/agenda/",
    }
    assert "Later: februari 2100" in month_links(month("2099-06"))
    assert "Later: mei 2099" in month_links(month("2099-04"))


def test_a_month_has_no_links_past_the_first_and_last_event(month):
    make.an_event(starts_on=date(2099, 5, 20))

    assert set(month_links(month("2099-05"))) == {"Deze maand", "Als lijst"}


def test_a_long_event_links_each_month_to_the_next(month):
    make.an_event(starts_on=date(2099, 3, 20), ends_on=date(2099, 7, 1))

    assert next(iter(month_links(month("2099-05")))) == "Eerder: april 2099"
    assert "Later: juni 2099" in month_links(month("2099-05"))


def test_an_empty_month_says_so_links_to_other_months_and_is_not_indexed(month):
    make.an_event(starts_on=date(2021, 1, 5))
    response = month("2099-05")

    assert "In mei 2099 is er niets, voor zover wij weten." in text_of(response)
    assert "Daarvoor was er iets in januari 2021" in text_of(response)
    assert "In mei 2020 was er niets" in text_of(month("2020-05"))
    assert b'content="noindex"' in response.content
    assert b'content="noindex"' not in month("2021-01").content


@pytest.mark.parametrize(
    "address",
    [
        *("2026-13", "2026-00", "0000-00", "0000-01", "99999-01", "9999-12", "2026-1", "2026-011"),
        *("x", "2026", "-2026-01", "２０２６-01", "2026-01%00", "2026-01-01", "%20", "2026-1٣"),
    ],
)
def test_an_invalid_month_gives_a_404(month, address):
    assert month(address).status_code == 404


@pytest.mark.parametrize("address", ["0002-01", "9998-12", "1582-10"])
def test_a_month_centuries_away_is_empty(month, address):
    make.an_event(starts_on=date(1, 1, 1), ends_on=date(1, 1, 2))
    make.an_event(starts_on=date(9999, 12, 31))

    assert month(address).status_code == 200
    links = own_addresses(month(address))
    assert [link for link in links if "/000" in link or "/9999" in link] == []


# --- filtered by region ---


def test_a_month_can_be_filtered_by_region_and_its_links_keep_the_filter(month):
    west, east = make.a_region(slug="west", name="West"), make.a_region(slug="oost")
    make.an_event(name="W", region=west, starts_on=date(2099, 5, 20))
    make.an_event(name="W2", region=west, starts_on=date(2099, 9, 20))
    make.an_event(name="O", region=east, starts_on=date(2099, 5, 20))
    make.an_event(name="O2", region=east, starts_on=date(2099, 7, 20))

    response = month("2099-05", "?regio=west")
    assert entries(response, date(2099, 5, 20)) == ["W West"]
    assert month_links(response)["Later: september 2099"] == "/agenda/maand/2099-09/?regio=west"
    assert "Techniekregio: West." in text_of(response)


def test_an_unknown_region_narrows_nothing_and_is_reported(month):
    make.an_event(name="W", starts_on=date(2099, 5, 20))
    response = month("2099-05", "?regio=onzin")

    assert entries(response, date(2099, 5, 20)) == ["W"]
    assert "Deze keuze kennen wij niet: Techniekregio." in text_of(response)


def test_other_query_parameters_are_dropped(month):
    response = month("2099-05", "?periode=geweest&naam=x")

    assert (response.status_code, response["Location"]) == (301, "/agenda/maand/2099-05/")


def test_example_events_show_only_with_their_own_region(month):
    example = make.a_region(slug="verzonnen", is_example=True)
    make.an_event(name="V", region=example, starts_on=date(2099, 5, 20))
    response = month("2099-05", "?regio=verzonnen")

    assert entries(month("2099-05"), date(2099, 5, 20)) == []
    assert entries(response, date(2099, 5, 20)) != []
    assert "Dit is een verzonnen voorbeeld." in text_of(response)
    assert b'content="noindex"' in response.content
    assert data_of(response) == []


def test_drafts_are_hidden(month):
    make.an_event(name="Concept", starts_on=date(2099, 5, 20), published_from=None)
    make.an_event(
        name="Concept", starts_on=date(2099, 5, 20), region=make.a_region(published_from=None)
    )

    assert entries(month("2099-05"), date(2099, 5, 20)) == []
    assert month_links(month("2099-04")).keys() == {"Deze maand", "Als lijst"}


def test_the_site_agenda_and_a_region_agenda_link_to_the_current_month(client):
    region = make.a_region(slug="west")
    make.an_event(region=region)
    address = f"/agenda/maand/{Month.of(today()).url_part}/"
    agenda, regional = client.get("/agenda/"), client.get("/regios/west/agenda/")

    assert main_of(agenda).select_one(f"a[href='{address}']")
    assert main_of(regional).select_one(f"a[href='{address}?regio=west']")


def test_the_agenda_links_to_the_month_with_its_selected_regions(client):
    make.an_event(region=make.a_region(slug="regio"), audience=["ouders"])
    narrowed = client.get("/agenda/?regio=regio&voor=ouders")

    assert f"{Month.of(today()).get_absolute_url()}?regio=regio" in own_addresses(narrowed)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_query_count_of_a_month_does_not_depend_on_the_number_of_events(client, rows):
    with changing():
        for _ in range(rows):
            make.an_event(
                region=make.a_region(),
                school=make.a_school(),
                place=make.a_place(),
                starts_on=date(2099, 5, 20),
            )
    # choices of regions, events, nearest months
    assert len(queries(client, "/agenda/maand/2099-05/")) == 3


def test_an_event_shows_its_times(month):
    make.an_event(name="Avond", starts_on=date(2099, 5, 20), starts_at=time(19), ends_at=time(21))

    assert entries(month("2099-05"), date(2099, 5, 20))[0].startswith("Avond 19.00 tot 21.00 uur")
