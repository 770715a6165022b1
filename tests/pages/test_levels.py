"""Pages word levels from DUO as what a school may offer, not as what it teaches."""

import pytest

from tests import make
from tests.pages.reading import main_of, text_of, words, words_of

pytestmark = pytest.mark.django_db

LEGEND = (
    "“Mag” betekent: dit niveau mag de school aanbieden, volgens DUO. "
    "Of zij het ook geeft, weten wij niet."
)
OFFERED = "Mag volgens DUO aanbieden: vmbo theoretisch (mavo), havo."
UNCERTAIN = "Of alles ook gegeven wordt, weten wij niet."


@pytest.fixture
def place():
    municipality = make.a_municipality(name="Hoorn", slug="hoorn", latitude=52.6, longitude=4.8)
    place = make.a_place(name="Hoorn", municipality=municipality)
    make.a_postcode_area(code="1703", place=place, latitude=52.6, longitude=4.8)
    return place


@pytest.fixture
def school(place):
    return make.a_school(
        name="Ahorn",
        slug="ahorn",
        place=place,
        municipality=place.municipality,
        levels=["vmbo-tl", "havo"],
        levels_basis="duo",
        latitude=52.61,
        longitude=4.8,
    )


def fetch(client, school, kind):
    theme = make.a_theme(slug="techlab")
    region = make.a_region(slug="noord")
    make.a_region_theme(region=region, theme=theme)
    make.a_school_participation(school=school, region=region)
    return client.get(
        {
            "list": "/scholen/",
            "nearby": "/dichtbij/1703/",
            "municipality": "/gemeenten/hoorn/",
            "region": "/regios/noord/",
            "theme": "/themas/techlab/",
        }[kind]
    )


LISTS = ["list", "nearby", "municipality", "region", "theme"]


@pytest.mark.parametrize("kind", LISTS)
def test_a_row_says_mag_and_the_list_explains_it_once(client, school, kind):
    page = fetch(client, school, kind)

    assert "mag: vmbo theoretisch (mavo), havo" in text_of(page)
    assert text_of(page).count(LEGEND) == 1
    assert main_of(page).find("a", href="/woordenlijst/#mag-aanbieden")


@pytest.mark.parametrize("kind", LISTS)
def test_stated_levels_are_shown_without_mag_or_explanation(client, school, kind):
    school.levels_basis = ""
    school.save()
    page = fetch(client, school, kind)

    assert "vmbo theoretisch (mavo), havo" in text_of(page)
    assert "mag:" not in text_of(page).lower()
    assert "“Mag”" not in text_of(page)


def test_the_page_of_a_school_explains_mag_in_full_with_a_glossary_link(client, school):
    page = client.get("/scholen/ahorn/")

    assert f"Niveau {OFFERED} {UNCERTAIN}" in text_of(page)
    assert "mag volgens DUO: vmbo theoretisch (mavo), havo" in text_of(page)
    assert words(main_of(page).find("a", href="/woordenlijst/#mag-aanbieden")) == "mag volgens DUO"
    title = "<title>Ahorn, school in Hoorn (mag vmbo en havo) |"
    assert title in page.content.decode()


def test_a_comparison_explains_mag_per_school(client, school):
    make.a_school(slug="beuk", name="Beuk", levels=["havo"])
    page = client.get("/vergelijken/?school=ahorn&school=beuk")
    rows = {words(row.th): words_of(row("td")) for row in main_of(page).select("tbody tr")}

    assert rows["Niveau"] == [f"{OFFERED} {UNCERTAIN}", "Havo"]


def test_a_search_result_explains_mag_on_its_own_line(client, school):
    page = client.get("/zoeken/?q=ahorn")
    assert "Hoorn · mag volgens DUO: vmbo theoretisch (mavo), havo" in text_of(page)

    school.levels, school.levels_basis = ["havo"], ""
    school.save()
    assert "Hoorn · havo" in text_of(client.get("/zoeken/?q=ahorn"))


def test_bridge_years_and_newcomer_classes_are_named(client):
    make.a_school(name="Brug", levels=["brugjaar"], levels_basis="duo")
    make.a_school(name="Nieuw", levels=["isk", "brugjaar"], levels_basis="duo")
    page = client.get("/scholen/")

    assert "alleen onderbouw (brugjaar)" in text_of(page)
    assert "internationale schakelklas (ISK), afgeleid uit naam of site" in text_of(page)
    assert "niveau niet bekend" not in text_of(page)


def test_a_level_filter_links_to_schools_of_uncertain_level(client):
    for name, *levels in [("Havo", "havo"), ("Brug", "brugjaar"), ("Pro", "pro"), ("Niets",)]:
        make.a_school(name=name, levels=levels)
    page = client.get("/scholen/?niveau=havo")

    assert "Bij 2 scholen is het niveau niet zeker" in text_of(page)
    link = main_of(page).find("a", string="Toon ook die")
    assert link["href"] == "/scholen/?niveau=havo&niveau=brugjaar&niveau=niet-bekend"
    more = client.get(link["href"])
    names = [words(name) for name in main_of(more).select("a.row__name")]
    assert names == ["Brug", "Havo", "Niets"]
    for query in ["", "niveau=brugjaar&niveau=havo&niveau=niet-bekend", "niveau=mbo"]:
        assert "niveau niet zeker" not in text_of(client.get(f"/scholen/?{query}")), query
    assert "Bij 1 school is" in text_of(client.get("/scholen/?niveau=havo&niveau=brugjaar"))


@pytest.mark.parametrize("address", ["/scholen/", "/dichtbij/1703/"])
def test_the_level_facet_says_that_it_includes_levels_a_school_may_offer(client, place, address):
    for number, level in enumerate(["pro", "mbo"] * 6):
        make.a_school(levels=[level], latitude=52.6 + number / 1000, longitude=4.8)
    hints = [words(hint) for hint in main_of(client.get(address)).select(".facet__hint")]

    assert hints == ["Ook wat een school volgens DUO mag aanbieden."]
