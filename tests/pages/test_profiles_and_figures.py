"""Profiles and figures on the pages of schools, municipalities and regions: source and date."""

import pytest
from bs4 import BeautifulSoup

from regions.clock import today
from tests import make

pytestmark = pytest.mark.django_db

CHANGED = "Het kan veranderd zijn: vraag de school of het nog klopt."


@pytest.fixture
def words_of(client):
    def words_of(school):
        page = BeautifulSoup(client.get(school.get_absolute_url()).content, "html.parser").main
        return " ".join(page.get_text(" ").split())

    return words_of


def make_school_with_duo_profiles(on):
    return make.a_school(
        profiles=["pie"], profiles_known=True, profiles_basis="duo-leerlingen", profiles_on=on
    )


def test_profiles_from_duo_have_their_source_and_date(words_of):
    words = words_of(make_school_with_duo_profiles("2019-10-01"))

    assert "Dat bood de school aan (DUO, leerlingen op 1 oktober 2019). " + CHANGED in words


def test_stated_profiles_do_not_mention_duo(words_of):
    words = words_of(make.a_school(profiles=["pie"], profiles_known=True))

    assert "Dat bood de school aan" not in words


@pytest.mark.parametrize(("years", "is_warned"), [(2, False), (3, False), (4, True)])
def test_profiles_older_than_three_years_come_with_a_warning(words_of, years, is_warned):
    # A bare year counts as its last day.
    school = make_school_with_duo_profiles(f"{today().year - years}")

    assert (CHANGED in words_of(school)) is is_warned


def test_a_comparison_dates_the_profiles(client):
    school = make_school_with_duo_profiles("2019-10-01")

    page = client.get(f"/vergelijken/?school={school.slug}").text
    assert "(DUO, leerlingen op 1 oktober 2019)" in page


@pytest.mark.parametrize(("on", "year"), [("2019-10-01", " in 2019"), (None, "")])
def test_a_nearby_row_gives_the_year_of_the_profiles(client, on, year):
    place = make.a_place()
    make.a_postcode_area(code="1703", place=place, latitude=52.6, longitude=4.8)
    make.a_school(
        place=place,
        latitude=52.6,
        longitude=4.8,
        profiles=["pie"],
        profiles_known=True,
        profiles_on=on,
    )

    page = BeautifulSoup(client.get("/dichtbij/1703/").content, "html.parser")
    row = page.select_one("main .row__meta").get_text(strip=True)
    assert row.endswith(f"technisch{year}: Produceren, installeren en energie")


def test_figures_have_their_source_and_a_page_to_cite(client, words_of):
    school = make.a_school(brin="00AH", location_code="17")
    indicator = make.an_indicator(name="Leerlingen per profiel", slug="per-profiel")
    make.a_figure(
        indicator=indicator, school=school, area_code="00AH17", profile="pie", low=1, high=4
    )

    assert "Produceren, installeren en energie minder dan 5" in words_of(school)
    assert "Peildatum 1 oktober 2019" in words_of(school)
    assert 'href="/cijfers/per-profiel/00AH17/"' in client.get(school.get_absolute_url()).text


def test_figures_of_other_schools_and_of_draft_indicators_are_not_shown(words_of):
    school = make.a_school(brin="00AH", location_code="17")
    make.a_figure(school=make.a_school(brin="00AB", location_code="00"), area_code="00AB00")
    draft = make.an_indicator(published_from=None)
    make.a_figure(indicator=draft, school=school, area_code="00AH17")

    assert "Cijfers" not in words_of(school)


def test_a_municipality_shows_its_figures_or_says_that_they_are_not_known(client):
    town = make.a_municipality(name="Hoorn", code="GM0405")
    assert "Cijfers over Hoorn zijn nog niet bekend." in client.get(town.get_absolute_url()).text

    indicator = make.an_indicator(name="Leerlingen per profiel", slug="per-profiel")
    make.a_figure(indicator=indicator, municipality=town, area_code="GM0405", profile="pie", low=62)

    page = client.get(town.get_absolute_url()).text
    assert "nog niet bekend" not in page.partition("kop-cijfers")[2]
    assert 'href="/cijfers/per-profiel/GM0405/">62</a>' in page


@pytest.fixture
def region_with_figures():
    """Three schools: one with 60 pupils, one that is masked, one without figures."""
    region = make.a_region()
    indicator = make.an_indicator(name="Leerlingen per profiel", slug="per-profiel")
    for code, low, high in (("00AH01", 60, 60), ("00AH02", 1, 4)):
        school = make.a_school(brin=code[:4], location_code=code[4:])
        make.a_school_participation(region=region, school=school)
        make.a_figure(
            indicator=indicator,
            school=school,
            area_code=code,
            profile="pie",
            low=low,
            high=high,
        )
    make.a_school_participation(region=region, school=make.a_school())
    return region


def test_a_region_sums_the_figures_of_its_schools_and_says_how_many_are_missing(
    words_of, region_with_figures
):
    words = words_of(region_with_figures)

    assert "Produceren, installeren en energie 61 tot en met 64" in words
    assert "Opgeteld over de scholen die nu genoemd worden (3)." in words
    assert "Van 1 school is hiervan geen cijfer bekend. Een bereik betekent" in words


def test_a_region_leaves_out_former_schools_and_those_of_other_regions(
    words_of, region_with_figures
):
    for code, fields in (("00AH03", {"until": "2020"}), ("00AH04", {"region": make.a_region()})):
        school = make.a_school(brin=code[:4], location_code=code[4:])
        make.a_school_participation(**{"region": region_with_figures, "school": school, **fields})
        make.a_figure(
            indicator=make.an_indicator(), school=school, area_code=code, profile="bwi", low=99
        )

    assert "99" not in words_of(region_with_figures).partition("Cijfers")[2]
