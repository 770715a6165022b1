"""The titles of pages: schools, events, and lists with their filters."""

import pytest

from regions.writing.changing import changing
from tests import make

pytestmark = pytest.mark.django_db


def test_the_title_of_a_school_has_its_levels_and_place(head):
    hoorn = make.a_place(name="Hoorn")
    make.a_school(slug="a", name="Tabor", place=hoorn, levels=["vmbo-bb", "vmbo-kb"])
    make.a_school(slug="b", name="Newton", place=hoorn, levels=["vmbo-tl", "havo", "vwo"])
    make.a_school(slug="c", name="Viaan", levels=["pro"], place=None)
    in_municipality = {"place": None, "municipality": make.a_municipality(name="Uithoorn")}
    make.a_school(slug="d", name="Thamen", levels=[], **in_municipality)

    assert [head(f"/scholen/{slug}/").title.split(" | ")[0] for slug in "abcd"] == [
        "Tabor, vmbo in Hoorn",
        "Newton, vmbo, havo en vwo in Hoorn",
        "Viaan, praktijkonderwijs",
        "Thamen, school in de gemeente Uithoorn",
    ]


def test_the_title_of_an_event_has_its_place_and_dates(head):
    hoorn = make.a_place(name="Hoorn")
    make.an_event(slug="a", name="PET", starts_on="2021-11-18", ends_on="2021-11-19", place=hoorn)
    make.an_event(slug="b", name="PET", starts_on="2022-11-17", place=hoorn)

    assert head("/agenda/a/").title.startswith("PET in Hoorn, 18 en 19 november 2021 | ")
    assert head("/agenda/b/").title.startswith("PET in Hoorn, donderdag 17 november 2022 | ")


def test_the_title_of_an_open_day_names_its_school_once(head):
    school = make.a_school(name="Tabor")
    make.an_event(slug="a", name="Open dag", school=school)
    make.an_event(slug="b", name="Open dag Tabor", school=school)

    assert head("/agenda/a/").title.startswith("Open dag, Tabor, ")
    assert head("/agenda/b/").title.startswith("Open dag Tabor, ")


def test_the_title_of_a_list_has_its_filters_and_page_number(head):
    region = make.a_region(name="Regio Noord", slug="noord")
    with changing():
        for _ in range(25):
            make.a_school_participation(region=region)

    assert head("/scholen/").title == "Scholen en techniekregio's | Techniek in de regio"
    assert head("/scholen/?regio=noord&page=2").title.startswith(
        "Scholen en techniekregio's (techniekregio: Regio Noord), pagina 2 | "
    )


def test_the_title_of_a_list_names_two_choices_and_counts_the_rest(head):
    for levels in [["pro"], ["mbo"], ["havo"]]:
        make.a_school(levels=levels)

    two, three = "/scholen/?niveau=mbo&niveau=havo", "/scholen/?niveau=mbo&niveau=havo&niveau=pro"
    assert head(two).title.startswith("Scholen en techniekregio's (niveau: havo of mbo) | ")
    assert head(three).title.startswith("Scholen en techniekregio's (niveau: 3 keuzes) | ")
