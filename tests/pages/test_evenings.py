"""Every page shows an event that ends after midnight on one day."""

from datetime import date, time

import pytest

from tests import make
from tests.pages.reading import main_of, words

FRIDAY, SATURDAY = date(2099, 11, 20), date(2099, 11, 21)
IN_WORDS = "vrijdag 20 november 2099, 20.00 tot 00.30 uur"


@pytest.fixture
def evening(db):
    region = make.a_region(name="Noord", slug="noord")
    place = make.a_place(name="Alkmaar")
    make.a_postcode_area(code="1811", place=place, latitude=52.6, longitude=4.7)
    return make.an_event(
        name="Techniekfeest",
        slug="techniekfeest",
        region=region,
        place=place,
        starts_on=FRIDAY,
        ends_on=SATURDAY,
        starts_at=time(20),
        ends_at=time(0, 30),
    )


@pytest.mark.parametrize(
    "address",
    [
        "/agenda/",
        "/agenda/techniekfeest/",
        "/regios/noord/",
        "/regios/noord/agenda/",
        "/zoeken/?q=techniekfeest&soort=activiteit",
        "/dichtbij/1811/",
    ],
)
def test_a_page_gives_one_date_with_both_times(client, evening, address):
    text = words(main_of(client.get(address, follow=True)))
    assert IN_WORDS in text
    assert "laatste dag" not in text


def test_the_month_shows_it_on_one_date(client, evening):
    main = main_of(client.get("/agenda/maand/2099-11/", follow=True))
    assert len(main.select(".month__entry")) == 1
    assert "dag 1 van" not in words(main)


def test_the_agenda_sorts_it_by_its_start(client, evening):
    make.an_event(name="Ochtend erna", starts_on=SATURDAY, starts_at=time(9))
    make.an_event(name="Middag ervoor", starts_on=FRIDAY, starts_at=time(15))

    rows = main_of(client.get("/agenda/")).select(".row__name")
    assert [words(row) for row in rows] == ["Middag ervoor", "Techniekfeest", "Ochtend erna"]
