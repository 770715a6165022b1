"""Profiles in lists and filters, and the page of each profile."""

import json

import pytest
from bs4 import BeautifulSoup

from regions.clock import today
from regions.wording.glossary import TERMS
from schools.models import Profile
from schools.profiles.page import WHAT_YOU_DO
from tests import make
from tests.pages.reading import main_of, text_of, words, words_of

pytestmark = pytest.mark.django_db

ON_2019 = {"profiles_basis": "duo-leerlingen", "profiles_on": "2019-10-01"}
SOURCE = "Dat boden scholen aan volgens DUO, leerlingen op 1 oktober 2019."
CHANGED = "Het kan veranderd zijn, vraag het de school."
UNKNOWN = "Staat er geen profiel bij een school, dan weten wij het niet."


def a_school_with(*profiles, **fields):
    fields = {"levels": ["vmbo-bkg"], **ON_2019, **fields}
    return make.a_school(profiles=list(profiles), profiles_known=True, **fields)


# --- in lists ---


@pytest.fixture
def town():
    return make.a_municipality(name="Hoorn", slug="hoorn", province="PV27")


@pytest.fixture
def region():
    return make.a_region(slug="regio")


@pytest.fixture
def schools(town, region):
    place = make.a_place(name="Hoorn", municipality=town)
    with_profiles = a_school_with("bwi", "pie", name="Ahorn", place=place)
    unknown = make.a_school(name="Berk", levels=["vmbo-bkg"], place=place)
    for school in (with_profiles, unknown):
        make.a_school_participation(region=region, school=school)


@pytest.mark.usefixtures("schools")
@pytest.mark.parametrize("address", ["/scholen/", "/regios/regio/", "/gemeenten/hoorn/"])
def test_a_list_gives_the_profiles_per_school_and_their_source_once(client, address):
    page = client.get(address)
    text = text_of(page)

    assert text.count("vmbo basis, kader of gemengd · in 2019: BWI, PIE") == 1
    assert text.count("in 2019:") == 1
    assert f"{SOURCE} {CHANGED} {UNKNOWN}" in text
    assert text.count("volgens DUO, leerlingen op") == 1
    links = main_of(page).select('.source a[href^="/profielen/"]')
    assert words_of(links) == [
        "BWI (Bouwen, wonen en interieur)",
        "PIE (Produceren, installeren en energie)",
    ]


def test_recent_profiles_have_no_warning_and_stated_ones_no_source(client):
    a_school_with("pie", profiles_on=f"{today().year}-01-01")
    assert CHANGED not in text_of(client.get("/scholen/"))

    a_school_with("bwi", profiles_basis="", profiles_on=None)
    text = text_of(client.get("/scholen/"))
    assert "· profielen: BWI" in text
    assert UNKNOWN not in text


def test_a_list_states_that_a_school_has_no_profiles(client):
    make.a_school(profiles_known=True, levels=["havo"])

    assert "havo · geen vmbo-profielen" in text_of(client.get("/scholen/"))
    assert "Profielen:" not in text_of(client.get("/scholen/"))


def test_a_search_result_gives_the_profiles_with_their_year(client):
    a_school_with("pie", name="Ahorn", place=None)

    assert "school · vmbo basis, kader of gemengd · in 2019: PIE" in text_of(
        client.get("/zoeken/?q=ahorn")
    )


# --- filters ---


def listed(response):
    return words_of(main_of(response).select("a.row__name"))


def test_the_list_counts_schools_with_unknown_profiles(client):
    a_school_with("pie", name="Met PIE")
    a_school_with("zw", name="Met zorg")
    make.a_school(name="Onbekend vmbo", levels=["vmbo-bkg"])
    make.a_school(name="Niets bekend", levels=[])
    make.a_school(name="Lyceum", levels=["havo", "vwo"])
    page = client.get("/scholen/?profiel=pie")

    assert listed(page) == ["Met PIE"]
    assert "Van 2 scholen weten wij de profielen niet." in text_of(page)
    with_unknown = client.get(main_of(page).find("a", string="Toon ook die")["href"])
    assert listed(with_unknown) == ["Met PIE", "Niets bekend", "Onbekend vmbo"]
    assert "weten wij de profielen niet." not in text_of(with_unknown)
    assert "weten wij de profielen niet." not in text_of(client.get("/scholen/"))


def test_an_empty_list_also_counts_unknown_profiles(client):
    make.a_school(name="Onbekend vmbo", levels=["vmbo-bkg"])
    make.a_school(name="Lyceum", levels=["havo", "vwo"])

    page = client.get("/scholen/?profiel=mat")
    assert listed(page) == []
    assert "Van 1 school weten wij de profielen niet." in text_of(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lassen", ["Ahorn", "Berk"]),
        ("installatietechniek alkmaar", ["Ahorn"]),
        ("alkmaar lassen", ["Ahorn"]),
        ("draaien en frezen in alkmaar", ["Ahorn"]),
        ("PIE", ["Ahorn", "Berk"]),
        ("timmeren", ["Cipres"]),
        ("auto", []),
    ],
)
def test_a_pupils_word_finds_the_schools_with_the_matching_profile(client, query, found):
    a_school_with("pie", name="Ahorn", place=make.a_place(name="Alkmaar"))
    a_school_with("pie", name="Berk", place=make.a_place(name="Heiloo"))
    a_school_with("bwi", name="Cipres", place=make.a_place(name="Alkmaar"))

    assert [name for name in listed(client.get("/zoeken/", {"q": query})) if name in NAMES] == found


NAMES = {"Ahorn", "Berk", "Cipres"}


def test_a_pupils_word_still_finds_texts_that_contain_it(client):
    make.an_article(name="Lassen op school", published_from="2020-01-01")
    a_school_with("pie", name="Ahorn")

    assert listed(client.get("/zoeken/?q=lassen")) == ["Lassen op school", "Ahorn"]
    assert "Lassen op school" in listed(client.get("/zoeken/?q=lasse"))
    page = client.get("/zoeken/?q=lassen")
    assert main_of(page).select_one('a[href="/profielen/pie/"]')


# --- pages of profiles ---


def test_every_profile_has_a_page_that_says_what_pupils_do(client):
    assert set(WHAT_YOU_DO) == set(Profile.values) <= set(TERMS)
    addresses = [link["href"] for link in main_of(client.get("/profielen/")).select("a.row__name")]
    assert addresses == [f"/profielen/{profile}/" for profile in Profile.values]
    for profile, address in zip(Profile, addresses, strict=True):
        main = main_of(client.get(address))
        assert words(main.h1).startswith(profile.label)
        doing = words_of(main.select("section[aria-labelledby=kop-doen] li"))
        assert tuple(doing) == WHAT_YOU_DO[profile]


def test_the_profile_found_by_searching_for_welding_mentions_it():
    assert any("lassen" in doing for doing in WHAT_YOU_DO[Profile.PIE])


def test_a_profile_lists_its_schools_and_counts_them_by_province(client, town):
    a_school_with("pie", name="Ahorn", municipality=town)
    a_school_with("bwi", name="Berk")
    a_school_with("pie", name="Voorbeeld", is_example=True)
    a_school_with("pie", name="Dicht", closed_on="2020")
    make.a_school(name="Onbekend")
    page = client.get("/profielen/pie/")

    assert listed(page) == ["Ahorn"]
    province = main_of(page).select_one('a[href="/scholen/?provincie=noord-holland&profiel=pie"]')
    assert words(province.parent) == "Noord-Holland (1)"
    assert listed(client.get(province["href"])) == ["Ahorn"]
    assert f"{SOURCE} {CHANGED}" in text_of(page)
    assert main_of(page).select('form[action="/dichtbij/"] input[name=profiel][value=pie]')


def test_a_profile_says_when_schools_had_it_and_how_many_locations_duo_counted(client):
    a_school_with("pie", name="Ahorn")
    a_school_with("pie", name="Berk")
    locations = make.an_indicator(slug="vestigingen-per-technisch-profiel", unit="vestigingen")
    make.a_figure(indicator=locations, profile="pie", low=223)
    text = text_of(client.get("/profielen/pie/"))

    assert "2 scholen hadden dat op 1 oktober 2019, voor zover wij weten." in text
    assert "DUO telde in 2019 in heel Nederland 223 vestigingen : ook die er nu niet" in text
    a_school_with("zw", name="Cipres")
    assert "DUO telde" not in text_of(client.get("/profielen/zw/"))


def test_a_profile_without_known_schools_says_so(client):
    assert "Van geen enkele school weten wij nog" in text_of(client.get("/profielen/mat/"))
    assert client.get("/profielen/onzin/").status_code == 404


AFTER = "section[aria-labelledby=kop-na]"


@pytest.mark.parametrize("address", ["/profielen/", "/profielen/pie/", "/profielen/zw/"])
def test_a_profile_says_what_follows_and_that_courses_are_not_known(client, address):
    make.an_offer(name="Verzonnen", kind="opleiding", region=make.a_region(is_example=True))
    make.an_offer(name="Voorbij", kind="opleiding", starts="2020", ends="2021")
    make.an_offer(name="Draft", kind="opleiding", published_from=None)
    after = main_of(client.get(address)).select_one(AFTER)

    assert "Na basis: mbo niveau 2." in words(after)
    assert "Er is ons geen open bestand bekend met de mbo-opleidingen per regio." in words(after)
    assert {link["href"] for link in after.select("a[href^=https]")} == {
        "https://www.kiesmbo.nl/",
        "https://stagemarkt.nl/",
    }
    assert {"/woordenlijst/#bol", "/woordenlijst/#bbl"} <= {
        link["href"] for link in after.select("a")
    }
    assert after.select(".row") == []


@pytest.mark.parametrize("courses", [1, 4])
def test_a_profile_shows_the_courses_to_come(client, django_assert_num_queries, courses):
    client.get("/profielen/pie/")
    for number in range(courses):
        make.an_offer(name=f"Monteur {number}", kind="opleiding", school=make.a_school())
    make.an_offer(name="Techlab")
    with django_assert_num_queries(12):  # one of them for all courses
        page = client.get("/profielen/pie/")

    after = main_of(page).select_one(AFTER)
    assert words_of(after.select("a.row__name")) == [f"Monteur {n}" for n in range(courses)]
    assert after.select_one('a[href="/aanbod/?soort=opleiding"]')
    assert "geen open bestand" not in words(after)


def test_technical_profiles_say_that_the_mavo_has_technology_too(client):
    for address in ("/profielen/", "/profielen/pie/"):
        mavo = words(main_of(client.get(address)).select_one("#mavo"))
        assert "Technologie en toepassing (T&T)" in mavo
        assert "Welke scholen T&T geven, weten wij niet" in mavo
    assert not main_of(client.get("/profielen/zw/")).select("#mavo")


def test_pages_of_profiles_are_in_the_sitemap_and_the_glossary_links_to_them(client):
    assert "/profielen/pie/</loc>" in client.get("/sitemap-profielen.xml").text
    assert "/profielen/</loc>" in client.get("/sitemap-site.xml").text
    entry = main_of(client.get("/woordenlijst/")).select_one("#pie")
    assert entry.select_one('a[href="/profielen/pie/"]')


# --- structured data ---


def data_of(response, kind):
    soup = BeautifulSoup(response.content, "lxml")
    blocks = [json.loads(tag.string) for tag in soup.select('script[type="application/ld+json"]')]
    return next(block for block in blocks if block["@type"] == kind)


def test_a_profile_is_a_defined_term(client):
    data = data_of(client.get("/profielen/pie/"), "DefinedTerm")

    assert (data["name"], data["termCode"]) == ("Produceren, installeren en energie", "PIE")
    assert data["inDefinedTermSet"]["url"].endswith("/profielen/")


def test_a_school_has_recent_but_no_old_profiles_in_its_structured_data(client):
    recent = a_school_with("pie", profiles_on=f"{today().year}-01-01")
    old = a_school_with("pie")

    catalog = data_of(client.get(recent.get_absolute_url()), "School")["hasOfferCatalog"]
    assert [part["name"] for part in catalog["itemListElement"]] == [
        "Produceren, installeren en energie"
    ]
    assert "hasOfferCatalog" not in data_of(client.get(old.get_absolute_url()), "School")
