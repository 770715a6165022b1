"""Selecting schools to compare, from any list or page; lists carry the selection along."""

import pytest

from regions.writing.changing import changing
from tests import make
from tests.pages.reading import block, main_of, text_of, words

pytestmark = pytest.mark.django_db


def compare_links(part):
    return {
        words(link): link["href"]
        for link in part.select("a[href^='/vergelijken/']")
        if words(link).startswith("Vergelijk")
    }


def links(page):
    return {words(link): link["href"] for link in main_of(page).select("a:not(.row a)")}


@pytest.fixture
def schools():
    make.a_school(slug="ahorn", name="Ahorn", place=make.a_place(name="Urk"))
    for slug, place in {"vonk-1": "Hoorn", "vonk-2": "Grootebroek"}.items():
        make.a_school(slug=slug, name="Vonk", levels=["mbo"], place=make.a_place(name=place))


def test_every_school_in_the_list_has_a_compare_link_with_its_name(client, schools):
    assert compare_links(main_of(client.get("/scholen/"))) == {
        "Vergelijk Ahorn, Urk": "/vergelijken/?school=ahorn",
        "Vergelijk Vonk, Grootebroek": "/vergelijken/?school=vonk-2",
        "Vergelijk Vonk, Hoorn": "/vergelijken/?school=vonk-1",
    }


def test_the_selection_is_kept_and_each_link_adds_its_school(client, schools):
    page = client.get("/scholen/?vergelijk=vonk-1&vanaf=1703")

    assert compare_links(main_of(page)) == {
        "Vergelijk Ahorn, Urk": "/vergelijken/?school=vonk-1&school=ahorn&vanaf=1703",
        "Vergelijk Vonk, Grootebroek": "/vergelijken/?school=vonk-1&school=vonk-2&vanaf=1703",
    }
    assert "Je vergelijkt: Vonk, Hoorn. Bekijk" in text_of(page)
    assert links(page)["Bekijk"] == "/vergelijken/?school=vonk-1&vanaf=1703"
    (row,) = [row for row in main_of(page).select(".row") if "gekozen" in words(row)]
    assert "Hoorn" in words(row)


def test_filters_and_paging_keep_the_selection(client, schools):
    with changing():
        for number in range(30):
            make.a_school(levels=["mbo"], slug=f"mbo-{number}")
    page = client.get("/scholen/?niveau=mbo&naam=o&vergelijk=ahorn&vanaf=1703")
    link, carried = links(page), "vergelijk=ahorn&vanaf=1703"

    assert link["Volgende"] == f"?niveau=mbo&naam=o&{carried}&page=2"
    assert link["Haal weg: Niveau: mbo"] == f"/scholen/?naam=o&{carried}"
    assert link["Haal alle filters weg"] == f"/scholen/?{carried}"
    hidden = main_of(page).select(".filters input[type=hidden]")
    assert [(field["name"], field["value"]) for field in hidden] == [
        ("vergelijk", "ahorn"),
        ("vanaf", "1703"),
    ]
    empty = client.get("/scholen/?naam=xyzzy&niveau=mbo&vergelijk=ahorn")
    (suggestion,) = main_of(empty).select(".row a")
    assert suggestion["href"] == "/scholen/?niveau=mbo&vergelijk=ahorn"


def test_no_fifth_school_can_be_added_to_a_comparison_of_four(client, schools):
    for slug in ("c", "d"):
        make.a_school(slug=slug)
    page = client.get("/scholen/?vergelijk=vonk-1&vergelijk=vonk-2&vergelijk=c&vergelijk=d")

    assert compare_links(main_of(page)) == {}
    assert "Meer past niet naast elkaar." in text_of(page)


def test_unknown_schools_and_invalid_postcodes_are_not_kept(client, schools):
    make.a_school(slug="concept", name="Geheim", **make.drafts)
    page = client.get("/scholen/?vergelijk=%00&vergelijk=concept&vergelijk=onzin&vanaf=1703AB1")

    assert "Je vergelijkt" not in text_of(page)
    assert "/vergelijken/?school=ahorn" in compare_links(main_of(page)).values()
    assert not main_of(page).select(".filters input[type=hidden]")
    assert "Geheim" not in page.content.decode()


def test_the_letters_of_a_postcode_are_not_kept(client, schools):
    page = client.get("/scholen/?vanaf=1703AB")

    assert (
        compare_links(main_of(page))["Vergelijk Ahorn, Urk"]
        == "/vergelijken/?school=ahorn&vanaf=1703"
    )


def test_the_canonical_url_omits_the_selection(client, schools):
    page = client.get("/scholen/?niveau=mbo&vergelijk=ahorn&vanaf=1703").content.decode()

    assert '<link rel="canonical" href="http://testserver/scholen/?niveau=mbo">' in page


def test_a_school_page_links_to_a_comparison_of_that_school(client, schools):
    assert compare_links(main_of(client.get("/scholen/ahorn/"))) == {
        "Vergelijk deze school met andere": "/vergelijken/?school=ahorn"
    }


def test_schools_in_search_results_can_be_compared(client, schools):
    make.a_partner(name="Vonk en Zoon")

    assert compare_links(main_of(client.get("/zoeken/?q=vonk"))) == {
        "Vergelijk Vonk, Grootebroek": "/vergelijken/?school=vonk-2",
        "Vergelijk Vonk, Hoorn": "/vergelijken/?school=vonk-1",
    }


def test_open_schools_of_a_region_or_municipality_can_be_compared_and_closed_ones_cannot(client):
    region = make.a_region(slug="noord")
    place = make.a_place(name="Urk", municipality=make.a_municipality(slug="urk", name="Urk"))
    for slug, fields in {"open": {}, "dicht": {"closed_on": "2021"}}.items():
        school = make.a_school(slug=slug, name=slug.title(), place=place, **fields)
        make.a_school_participation(region=region, school=school)
    expected = {"Vergelijk Open, Urk": "/vergelijken/?school=open"}

    assert compare_links(block(client.get("/regios/noord/"), "Scholen")) == expected
    assert compare_links(block(client.get("/gemeenten/urk/"), "Scholen in Urk")) == expected
