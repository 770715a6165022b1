"""The agenda of a month: a table of weeks, in which every day says what there is."""

from datetime import date, timedelta

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


def day_of(answer, day):
    """The cell of that day."""
    return main_of(answer).select_one(f"td time[datetime='{day.isoformat()}']").find_parent("td")


def entries(answer, day):
    return words_of(day_of(answer, day).select("li"))


def ways_on(answer):
    return {
        words(link): link["href"]
        for link in main_of(answer).select("nav[aria-label='Andere maanden'] a")
    }


def test_it_is_a_table_of_weeks_from_monday(month):
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
    times = [one["datetime"] for one in table.select("td time")]
    assert times == [(date(2099, 5, 1) + timedelta(days=n)).isoformat() for n in range(31)]
    # 1 May 2099 is a Friday.
    assert [bool(cell.time) for cell in weeks[0].select("td")] == [False] * 4 + [True] * 3
    assert words(day_of(month("2099-05"), date(2099, 5, 4)).time) == "maandag 4 mei"


@pytest.mark.parametrize(
    ("address", "weeks"), [("2027-02", 4), ("2099-05", 5), ("2026-11", 6), ("2024-02", 5)]
)
def test_a_month_has_as_many_weeks_as_it_touches(month, address, weeks):
    assert len(main_of(month(address)).select("tbody tr")) == weeks


def test_an_event_is_a_link_in_its_day(month):
    event = make.an_event(
        name="Robotdag", starts_on=date(2099, 5, 20), place=make.a_place(name="Hoorn")
    )
    make.an_event(name="Elders", starts_on=date(2099, 6, 1))

    assert entries(month("2099-05"), date(2099, 5, 20)) == ["Robotdag Hoorn"]
    assert day_of(month("2099-05"), date(2099, 5, 20)).li.a["href"] == event.get_absolute_url()
    assert "Elders" not in text_of(month("2099-05"))


def test_several_days_are_said_in_each_also_over_the_end_of_a_month(month):
    make.an_event(name="Drie", starts_on=date(2099, 5, 30), ends_on=date(2099, 6, 1))

    may, june = month("2099-05"), month("2099-06")
    assert entries(may, date(2099, 5, 29)) == []
    assert entries(may, date(2099, 5, 30)) == ["Drie dag 1 van 3"]
    assert entries(may, date(2099, 5, 31)) == ["Drie dag 2 van 3"]
    assert entries(june, date(2099, 6, 1)) == ["Drie dag 3 van 3"]
    assert entries(june, date(2099, 6, 2)) == []


def test_how_it_stands_is_said_in_words(month):
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


def test_today_is_said_in_words_and_nowhere_else(month):
    make.an_event(name="Nu", starts_on=today())
    this = month(Month.of(today()).address)

    assert words(day_of(this, today()).select_one(".month__today")) == "vandaag"
    assert len(main_of(this).select(".month__today")) == 1
    assert entries(this, today()) == ["Nu"]
    assert not main_of(month("2099-05")).select(".month__today")


# --- from month to month ---


def test_it_leads_to_the_nearest_months_with_something_and_to_this_one(month):
    for day in [date(2021, 1, 5), date(2098, 12, 31), date(2099, 5, 20), date(2100, 2, 1)]:
        make.an_event(starts_on=day)

    assert ways_on(month("2099-05")) == {
        "Eerder: december 2098": "/agenda/maand/2098-12/",
        "Deze maand": f"/agenda/maand/{Month.of(today()).address}/",
        "Later: februari 2100": "/agenda/maand/2100-02/",
        "Als lijst": "/agenda/",
    }
    assert "Later: februari 2100" in ways_on(month("2099-06"))
    assert "Later: mei 2099" in ways_on(month("2099-04"))


def test_it_leads_no_further_than_there_is_something(month):
    make.an_event(starts_on=date(2099, 5, 20))

    assert set(ways_on(month("2099-05"))) == {"Deze maand", "Als lijst"}


def test_what_goes_on_for_long_leads_month_by_month(month):
    make.an_event(starts_on=date(2099, 3, 20), ends_on=date(2099, 7, 1))

    assert next(iter(ways_on(month("2099-05")))) == "Eerder: april 2099"
    assert "Later: juni 2099" in ways_on(month("2099-05"))


def test_a_month_without_anything_says_so_and_leads_on(month):
    make.an_event(starts_on=date(2021, 1, 5))
    answer = month("2099-05")

    assert "In mei 2099 is er niets, voor zover wij weten." in text_of(answer)
    assert "Daarvoor was er iets in januari 2021" in text_of(answer)
    assert "In mei 2020 was er niets" in text_of(month("2020-05"))
    assert b'content="noindex"' in answer.content
    assert b'content="noindex"' not in month("2021-01").content


@pytest.mark.parametrize(
    "address",
    [
        *("2026-13", "2026-00", "0000-00", "0000-01", "99999-01", "9999-12", "2026-1", "2026-011"),
        *("x", "2026", "-2026-01", "２０２６-01", "2026-01%00", "2026-01-01", "%20", "2026-1٣"),
    ],
)
def test_what_is_no_month_is_not_found(month, address):
    assert month(address).status_code == 404


@pytest.mark.parametrize("address", ["0002-01", "9998-12", "1582-10"])
def test_a_month_far_away_is_just_empty(month, address):
    make.an_event(starts_on=date(1, 1, 1), ends_on=date(1, 1, 2))
    make.an_event(starts_on=date(9999, 12, 31))

    assert month(address).status_code == 200
    assert [one for one in own_addresses(month(address)) if "/000" in one or "/9999" in one] == []


# --- of some regions ---


def test_it_can_be_narrowed_to_regions_and_takes_that_along(month):
    west, east = make.a_region(slug="west", name="West"), make.a_region(slug="oost")
    make.an_event(name="W", region=west, starts_on=date(2099, 5, 20))
    make.an_event(name="W2", region=west, starts_on=date(2099, 9, 20))
    make.an_event(name="O", region=east, starts_on=date(2099, 5, 20))
    make.an_event(name="O2", region=east, starts_on=date(2099, 7, 20))

    answer = month("2099-05", "?regio=west")
    assert entries(answer, date(2099, 5, 20)) == ["W West"]
    assert ways_on(answer)["Later: september 2099"] == "/agenda/maand/2099-09/?regio=west"
    assert "Techniekregio: West." in text_of(answer)


def test_a_region_that_is_unknown_narrows_nothing_and_says_so(month):
    make.an_event(name="W", starts_on=date(2099, 5, 20))
    answer = month("2099-05", "?regio=onzin")

    assert entries(answer, date(2099, 5, 20)) == ["W"]
    assert "Deze keuze kennen wij niet: Techniekregio." in text_of(answer)


def test_what_else_stands_in_the_address_is_left_out(month):
    answer = month("2099-05", "?periode=geweest&naam=x")

    assert (answer.status_code, answer["Location"]) == (301, "/agenda/maand/2099-05/")


def test_what_is_invented_shows_only_in_its_own_region(month):
    invented = make.a_region(slug="verzonnen", is_example=True)
    make.an_event(name="V", region=invented, starts_on=date(2099, 5, 20))
    own = month("2099-05", "?regio=verzonnen")

    assert entries(month("2099-05"), date(2099, 5, 20)) == []
    assert entries(own, date(2099, 5, 20)) != []
    assert "Dit is een verzonnen voorbeeld." in text_of(own)
    assert b'content="noindex"' in own.content
    assert data_of(own) == []


def test_drafts_do_not_show(month):
    make.an_event(name="Concept", starts_on=date(2099, 5, 20), published_from=None)
    make.an_event(
        name="Concept", starts_on=date(2099, 5, 20), region=make.a_region(published_from=None)
    )

    assert entries(month("2099-05"), date(2099, 5, 20)) == []
    assert ways_on(month("2099-04")).keys() == {"Deze maand", "Als lijst"}


def test_the_agenda_leads_here_and_so_does_that_of_a_region(client):
    region = make.a_region(slug="west")
    make.an_event(region=region)
    here = f"/agenda/maand/{Month.of(today()).address}/"

    assert main_of(client.get("/agenda/")).select_one(f"a[href='{here}']")
    assert main_of(client.get("/regios/west/agenda/")).select_one(f"a[href='{here}?regio=west']")


def test_the_agenda_takes_its_regions_along(client):
    make.an_event(region=make.a_region(slug="regio"), audience=["ouders"])
    narrowed = client.get("/agenda/?regio=regio&voor=ouders")

    assert f"{Month.of(today()).get_absolute_url()}?regio=regio" in own_addresses(narrowed)


@pytest.mark.parametrize("rows", [1, 50])
def test_it_takes_the_same_queries_for_any_number(client, rows):
    with changing():
        for _ in range(rows):
            make.an_event(
                region=make.a_region(),
                school=make.a_school(),
                place=make.a_place(),
                starts_on=date(2099, 5, 20),
            )
    # regions to choose from, events, the nearest months
    assert len(queries(client, "/agenda/maand/2099-05/")) == 3
