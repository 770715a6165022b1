"""Totals on pages of figures, and an explanation if there is no valid total."""

import pytest
from bs4 import BeautifulSoup

from tests import make
from tests.pactdir.paper.reading import text_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client):
    def page_of(owner):
        return BeautifulSoup(client.get(owner.get_absolute_url()).content, "lxml").main

    return page_of


@pytest.fixture
def words_of(page_of):
    return lambda owner: " ".join(page_of(owner).get_text(" ").split())


@pytest.fixture
def town():
    return make.a_municipality(name="Hoorn", code="GM0405")


def a_school_in(town, code="00", **fields):
    # Avoid numbers that make generates, which could equal a sum that must be absent.
    place = make.a_place(municipality=town, name=f"Plaats {code}")
    known = {"name": f"School {code}", "brin": "00AH", "location_code": code, "place": place}
    return make.a_school(**{**known, **fields})


def figure(indicator, owner, **fields):
    """A figure, which is national if it has no owner."""
    areas = {}
    if owner is not None:
        field = "school" if hasattr(owner, "duo_code") else "municipality"
        code = owner.duo_code if field == "school" else owner.code
        areas = {field: owner, "area_code": code}
    make.a_figure(indicator=indicator, **areas, **fields)


# --- technical profiles together ---


@pytest.mark.parametrize(
    ("unit", "whole", "is_said"),
    [
        ("leerlingen", {}, True),
        ("kandidaten", {}, True),
        ("vestigingen", {}, False),
        ("procent", {"of_low": 30, "of_high": 30}, False),
    ],
)
def test_only_counts_of_people_are_added_up_over_profiles(
    page_of, words_of, town, unit, whole, is_said
):
    indicator = make.an_indicator(unit=unit)
    school = a_school_in(town)
    for profile in ("bwi", "pie"):
        for owner in (None, town, school):
            figure(indicator, owner, profile=profile, **whole)

    assert ("Samen in een technisch profiel" in words_of(town)) is is_said
    headings = [cell.get_text() for cell in page_of(town).select(".figures__wide thead th")]
    assert ("Samen" in headings) is is_said


# --- schools compared with the total of their municipality ---

TOO_FEW = "komen samen niet aan dit totaal: bij DUO staan hier ook vestigingen"
NONE_LISTED = "DUO noemt hier vestigingen die nu niet op deze site staan."


@pytest.fixture
def pupils():
    indicator = make.an_indicator(slug="leerlingen-per-vmbo-profiel")
    figure(indicator, None, profile="bwi", low=900)
    return indicator


@pytest.mark.parametrize(
    ("low", "high", "is_said"), [(30, 30, False), (29, 29, True), (1, 30, False), (1, 4, True)]
)
def test_a_note_explains_if_schools_cannot_add_up_to_the_total(
    words_of, pupils, town, low, high, is_said
):
    figure(pupils, town, profile="bwi", low=30)
    figure(pupils, a_school_in(town), profile="bwi", low=low, high=high)

    assert (TOO_FEW in words_of(town)) is is_said


def test_the_pdf_says_once_that_schools_cannot_add_up(client, pupils, town):
    others = make.an_indicator(slug="examenkandidaten-per-technisch-profiel", name="Kandidaten")
    school = a_school_in(town)
    for indicator in (pupils, others):
        figure(indicator, town, profile="bwi", low=30)
        figure(indicator, school, profile="bwi", low=2)
    paper = text_on(client.get(f"{town.get_absolute_url()[:-1]}.pdf"))

    assert "Kandidaten (2019) *" in paper
    assert paper.count(TOO_FEW) == 1
    assert f"* De scholen op deze site {TOO_FEW}" in paper


def test_a_total_without_any_school_on_the_site_says_so(words_of, pupils, town):
    figure(pupils, town, profile="bwi", low=30)
    figure(pupils, a_school_in(town, published_from=None), profile="bwi", low=30)

    assert NONE_LISTED in words_of(town)
    assert TOO_FEW not in words_of(town)


def test_profiles_omitted_from_the_table_do_not_count(words_of, pupils, town):
    school = a_school_in(town)
    for owner, carers in ((town, 80), (school, 20)):
        figure(pupils, owner, profile="bwi", low=30)
        figure(pupils, owner, profile="zw", low=carers)

    assert TOO_FEW not in words_of(town)


def test_an_indicator_that_is_not_counted_per_school_has_no_missing_schools(words_of, town):
    indicator = make.an_indicator(slug="vestigingen-per-technisch-profiel", unit="vestigingen")
    figure(indicator, town, profile="bwi", low=2)

    assert NONE_LISTED not in words_of(town)


def test_a_note_explains_locations_with_a_profile_that_no_school_here_has(
    client, words_of, pupils, town
):
    locations = make.an_indicator(slug="vestigingen-per-technisch-profiel", unit="vestigingen")
    figure(locations, town, profile="bwi", low=1)
    figure(pupils, town, profile="bwi", low=30)
    school = a_school_in(town)

    own_page = f"/cijfers/vestigingen-per-technisch-profiel/{town.code}/"
    assert words_of(town).count(NONE_LISTED) == 2
    assert NONE_LISTED in client.get(own_page).content.decode()

    figure(pupils, school, profile="bwi", low=30)
    assert NONE_LISTED not in words_of(town)
    assert NONE_LISTED not in client.get(own_page).content.decode()


def test_a_school_without_candidates_in_the_first_years_has_no_trend(page_of, town):
    indicator = make.an_indicator(slug="examenkandidaten-techniek-in-het-vmbo", unit="kandidaten")
    school = a_school_in(town)
    for period, low in (("2022-2023", 10), ("2023-2024", 12)):
        for owner in (None, town):
            figure(indicator, owner, level="vmbo-bb", period=period, low=low)
    figure(indicator, school, level="vmbo-bb", period="2023-2024", low=12)

    explanation = "van toen noemt DUO geen enkele examenkandidaat in het vmbo op die vestiging."
    for owner in (town, school):
        page = page_of(owner)
        assert [cell.get_text() for cell in page.select("td")][-3:] == ["12", "–", "–"]
        assert page.get_text().count(explanation) == 1


def test_schools_missing_from_only_some_periods_are_reported(words_of, town):
    indicator = make.an_indicator(slug="examenkandidaten-techniek-in-het-vmbo", unit="kandidaten")
    school = a_school_in(town)
    for period, low in (("2022-2023", 10), ("2023-2024", 12)):
        for owner in (None, town):
            figure(indicator, owner, level="vmbo-bb", period=period, low=12)
        figure(indicator, school, level="vmbo-bb", period=period, low=low)

    assert "komen samen niet in elke periode aan dit totaal" in words_of(town)


# --- pass rates ---

LEFT_OUT = "Zonder vestigingen of leerwegen met minder dan 5 kandidaten of geslaagden."
FEW_CANDIDATES_NOTE = "Bij weinig kandidaten zegt een percentage weinig."


@pytest.fixture
def passed():
    indicator = make.an_indicator(slug="slaagpercentage-techniek-in-het-vmbo", unit="procent")
    for period in ("2022-2023", "2023-2024"):
        rate(indicator, None, period=period)
    return indicator


def rate(indicator, owner, of=3000, **fields):
    values = {"low": of - 2, "of_low": of, "of_high": of, "level": "vmbo-bb", **fields}
    figure(indicator, owner, **{"period": "2023-2024", **values})


def cited(client, indicator, code):
    return client.get(f"{indicator.get_absolute_url()}{code}/").text


def test_a_pass_rate_over_schools_states_what_it_omits(client, words_of, passed, town):
    school = a_school_in(town)
    region = make.a_school_participation(school=school).region
    for owner in (town, school):
        rate(passed, owner, of=30)

    # Once for the area, and once for all learning paths of each school.
    assert [words_of(owner).count(LEFT_OUT) for owner in (town, region, school)] == [2, 2, 0]
    assert LEFT_OUT in cited(client, passed, "GM0405")
    assert LEFT_OUT not in cited(client, passed, "00AH00")


@pytest.mark.parametrize(("of", "is_said"), [(9, True), (10, False)])
def test_a_pass_rate_over_few_candidates_gets_a_note(client, words_of, passed, town, of, is_said):
    school = a_school_in(town)
    rate(passed, town, of=30)
    rate(passed, school, of=of)

    assert (FEW_CANDIDATES_NOTE in words_of(school)) is is_said
    assert (FEW_CANDIDATES_NOTE in words_of(town)) is is_said
    assert (FEW_CANDIDATES_NOTE in cited(client, passed, "00AH00")) is is_said


def cells_of(page):
    cells = [cell.get_text() for cell in page.select(".figures__wide td")]
    return [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells]


def test_a_pass_rate_is_shown_with_the_number_of_candidates(page_of, words_of, passed, town):
    school = a_school_in(town)
    region = make.a_school_participation(school=school).region
    for owner, of in ((town, 63), (school, 60)):
        rate(passed, owner, of=of, low=57)

    assert cells_of(page_of(school)) == ["95 % van 60", "–", "–"]
    assert cells_of(page_of(town)) == ["90,5 % van 63", "–", "–", "95 % van 60", "–", "–"]
    assert cells_of(page_of(region)) == ["95 % van 60", "–", "–"] * 2
    assert "chter “van” staat het aantal kandidaten" in words_of(town)


def test_masked_candidates_of_a_pass_rate_stay_masked(page_of, passed, town):
    rate(passed, town, low=1, high=4, of_low=1, of_high=4)

    assert cells_of(page_of(town)) == ["niet te zeggen", "–", "–"]


def test_a_pass_rate_per_profile_says_that_profiles_are_omitted(words_of, town):
    indicator = make.an_indicator(slug="slaagpercentage-per-technisch-profiel", unit="procent")
    for owner in (None, town):
        rate(indicator, owner, level="", profile="bwi")

    assert "Zonder vestigingen of profielen met minder dan 5 kandidaten" in words_of(town)


@pytest.mark.parametrize(
    ("slug", "label"),
    [
        ("slaagpercentage-techniek-in-het-vmbo", "Leerwegen met genoeg kandidaten samen"),
        ("aandeel-techniek-in-het-vmbo", "Alle leerwegen samen"),
    ],
)
def test_a_rate_over_learning_paths_names_those_it_covers(client, words_of, town, slug, label):
    indicator = make.an_indicator(slug=slug, name="Deel", unit="procent")
    for level, of in (("vmbo-bb", 30), ("vmbo-kb", 50)):
        for owner in (None, town):
            rate(indicator, owner, of=of, level=level)
    address = town.get_absolute_url()[:-1]

    assert f"{label}: 95 %" in words_of(town).replace("\N{NO-BREAK SPACE}", " ")
    assert f"{label}: 95 %" in text_on(client.get(f"{address}.pdf")).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert f"Deel: {label[0].lower()}{label[1:]}" in client.get(f"{address}.csv").text


@pytest.mark.parametrize(
    ("unit", "of", "is_said"),
    [
        ("leerlingen", None, True),
        ("procent", 100, True),
        ("procent", None, False),
        ("vestigingen", None, False),
    ],
)
def test_only_people_and_shares_of_them_are_added_up_over_learning_paths(
    words_of, town, unit, of, is_said
):
    indicator = make.an_indicator(unit=unit)
    for level in ("vmbo-bb", "vmbo-kb"):
        figure(indicator, town, level=level, low=10, of_low=of, of_high=of)

    assert ("Alle leerwegen samen" in words_of(town)) is is_said


def test_counts_omit_no_locations(words_of, pupils, town):
    figure(pupils, town, profile="bwi", low=3)

    assert "Zonder vestigingen" not in words_of(town)
    assert FEW_CANDIDATES_NOTE not in words_of(town)
    assert "het aantal kandidaten" not in words_of(town)


# --- two sources for one school ---


def two_sources(indicator, school, **fields):
    for number, source in ((60, "DUO, 2019"), (63, "gids van de school, 2019")):
        figure(indicator, school, low=number, source=source, profile="pie", **fields)


def test_figures_of_two_sources_are_not_added_up(words_of, town, client):
    region, indicator = (
        make.a_region(name="Noord", slug="noord"),
        make.an_indicator(slug="leerlingen-per-vmbo-profiel"),
    )
    schools = [a_school_in(town, code) for code in ("00", "01")]
    for school in schools:
        make.a_school_participation(region=region, school=school)
    two_sources(indicator, schools[0])
    figure(indicator, schools[1], low=40, profile="bwi")
    figure(indicator, None, low=5000, profile="pie")
    figure(indicator, None, low=5000, profile="bwi")

    words = words_of(region)
    assert "Bouwen, wonen en interieur technisch 40" in words
    assert "Van 1 school geven twee bronnen hiervan elk een cijfer." in words
    for page in (words, client.get("/vergelijken/?regio=noord").text, client.get("/cijfers/").text):
        assert ">123<" not in page
        assert "163" not in page


def test_a_region_with_only_conflicting_figures_explains_the_missing_sum(words_of, town):
    region, school = make.a_region(name="Noord"), a_school_in(town)
    make.a_school_participation(region=region, school=school)
    two_sources(make.an_indicator(name="Leerlingen per profiel"), school)

    words = words_of(region)
    assert "Leerlingen per profiel Van 1 school geven twee bronnen" in words
    assert "123" not in words


def test_two_sources_for_a_municipality_are_shown_side_by_side_per_period(page_of, town):
    indicator = make.an_indicator()
    two_sources(indicator, town, period="2018")
    figure(indicator, town, low=70, profile="pie", period="2019")
    for period in ("2018", "2019"):
        figure(indicator, None, low=5000, profile="pie", period=period)

    cells = [cell.get_text() for cell in page_of(town).select(".figures__wide td")]
    assert cells == ["70", "60 of 63", "–"]
