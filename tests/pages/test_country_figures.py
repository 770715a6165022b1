"""The page for the whole country: who takes part, tables by area, and themes."""

import pytest

from regions.clock import today
from regions.sheets.addresses import sheet_path
from regions.writing.changing import changing
from tests import make
from tests.pages.test_figures import page_of
from tests.regions.sheets.reading import sheet_of

pytestmark = pytest.mark.django_db

PUPILS, SHARE = "leerlingen-per-vmbo-profiel", "aandeel-techniek-in-het-vmbo"
IN_PROFILE = "Leerlingen in een technisch profiel (leerjaar 3 en 4)"
SHARE_LABEL = "Aandeel techniek (leerjaar 3), in %"


def words(element):
    return " ".join(element.get_text(" ").split())


def rows_of(table):
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tr")]


def area_table(client, query=""):
    """The table rows below the heading of the area table."""
    page = page_of(client, f"/cijfers/{query}")
    return rows_of(page.select_one("section[aria-labelledby=kop-per] table"))[1:]


def since(client):
    """The table rows of participants by the year they joined."""
    page = page_of(client, "/cijfers/")
    return rows_of(page.select_one("section[aria-labelledby=kop-wie] table"))[1:]


# --- who takes part ---


def test_participants_are_counted(client):
    region = make.a_region()
    town = make.a_municipality()
    for _ in range(2):
        school = make.a_school(place=make.a_place(municipality=town))
        make.a_school_participation(region=region, school=school)
    make.a_municipality_participation(region=region)
    make.a_municipality_participation(region=region, until="2020")

    assert [words(row) for row in page_of(client, "/cijfers/").select(".factline li")] == [
        "1 techniekregio",
        "2 scholen opgegeven als deelnemer",
        "1 gemeente opgegeven als deelnemer",
        "1 gemeente afgeleid uit de scholen",
    ]


def test_examples_drafts_and_closed_schools_are_not_counted(client):
    example = make.a_region(is_example=True)
    make.a_school_participation(region=example, school=make.a_school(is_example=True))
    region = make.a_region()
    make.a_school_participation(region=region, school=make.a_school(published_from=None))
    make.a_school_participation(region=region, school=make.a_school(closed_on="2020"))
    make.a_school_participation(region=make.a_region(published_from=None))

    assert [words(row) for row in page_of(client, "/cijfers/").select(".factline li")][:2] == [
        "1 techniekregio",
        "0 scholen opgegeven als deelnemer",
    ]


def test_a_participation_without_a_known_start_is_listed_and_not_dated(client):
    region = make.a_region()
    make.an_agreement(region=region, starts="2020")
    make.a_school_participation(region=region)
    make.a_municipality_participation(region=region, since="2021-03")

    assert since(client) == [
        ["2021", "0", "0", "1"],
        ["2020", "1", "0", "0"],
        ["Vermeld, vanaf wanneer niet bekend", "0", "1", "0"],
    ]


def test_a_participation_counts_from_the_start_of_the_first_agreement(client):
    region = make.a_region()
    make.an_agreement(region=region, starts="2024")
    make.an_agreement(region=region, starts="2020")
    make.a_school_participation(region=region, since="2015")

    assert since(client) == [["2020", "1", "1", "0"]]


def test_a_school_in_two_regions_counts_once_from_the_earlier_date(client):
    school = make.a_school()
    make.a_school_participation(school=school, region=make.a_region(), since="2022")
    make.a_school_participation(school=school, region=make.a_region(), since="2019")

    assert since(client) == [
        ["2019", "0", "1", "0"],
        ["Vermeld, vanaf wanneer niet bekend", "2", "0", "0"],
    ]


# --- by area ---


@pytest.fixture
def indicator():
    indicator = make.an_indicator(slug=PUPILS, name="Leerlingen per profiel")
    for profile, low in (("bwi", 6000), ("pie", 9000), ("zw", 25000)):
        make.a_figure(indicator=indicator, profile=profile, low=low)
    return indicator


def figures(indicator, area, **profiles):
    for profile, value in profiles.items():
        low, high = value if isinstance(value, tuple) else (value, value)
        make.a_figure(indicator=indicator, profile=profile, low=low, high=high, **area)


def test_provinces_come_first_with_their_technical_pupils_and_the_country(client, indicator):
    north = {"province": "PV27", "area_code": "PV27"}
    figures(indicator, north, bwi=500, pie=(1, 4), zw=9000)
    figures(indicator, {"province": "PV24", "area_code": "PV24"}, bwi=70)

    assert area_table(client) == [
        ["Flevoland", "70", "0"],
        ["Noord-Holland", "501–504", "0"],
        ["Heel Nederland", "15.000", "0"],
    ]


def test_sorting_by_a_column_puts_the_highest_first(client, indicator):
    for code, low in (("PV20", 60), ("PV24", 700), ("PV27", 500)):
        figures(indicator, {"province": code, "area_code": code}, bwi=low)

    names = [row[0] for row in area_table(client, "?op=leerlingen")]
    assert names == ["Flevoland", "Noord-Holland", "Groningen", "Heel Nederland"]


def test_the_column_that_sorts_comes_first(client, indicator):
    town = make.a_municipality(name="Hoorn")
    figures(indicator, {"municipality": town, "area_code": town.code}, bwi=53)
    make.a_school_participation(school=make.a_school(place=make.a_place(municipality=town)))

    page = page_of(client, "/cijfers/?per=gemeente&op=scholen")
    assert rows_of(page.select_one("section[aria-labelledby=kop-per] table")) == [
        ["Gemeente", "Scholen die meedoen ↓", f"{IN_PROFILE} 2019"],
        ["Hoorn", "1", "53"],
        ["Heel Nederland", "1", "15.000"],
    ]


def test_the_heading_states_the_order(client, indicator):
    headings = page_of(client, "/cijfers/?op=leerlingen").select("[aria-sort]")

    assert [(heading["aria-sort"], words(heading)) for heading in headings] == [
        ("descending", f"{IN_PROFILE} ↓ 2019")
    ]


def test_an_unknown_choice_or_order_shows_the_provinces_by_name(client, indicator):
    figures(indicator, {"province": "PV27", "area_code": "PV27"}, bwi=500)

    assert area_table(client, "?per=dorp&op=kleur") == area_table(client)


def test_a_column_without_figures_is_omitted_and_reported(client, indicator):
    share = make.an_indicator(slug=SHARE, unit="procent")
    make.a_figure(indicator=share, level="vmbo-bb", low=30, of_low=100, of_high=100)
    town = make.a_municipality(name="Hoorn", province="PV27")
    make.a_school_participation(school=make.a_school(place=make.a_place(municipality=town)))
    figures(indicator, {"municipality": town, "area_code": town.code}, bwi=53)

    said = "Per {} kennen wij hiervan geen cijfer: {}."
    note = words(page_of(client, "/cijfers/?op=aandeel"))
    both = f"{IN_PROFILE} ; {SHARE_LABEL}"
    assert said.format("provincie", both) in note.replace(" .", ".")
    assert "Een streepje is" not in note
    assert area_table(client, "?op=aandeel") == [["Noord-Holland", "1"], ["Heel Nederland", "1"]]

    note = words(page_of(client, "/cijfers/?per=gemeente"))
    assert said.format("gemeente", SHARE_LABEL) in note.replace(" .", ".")
    assert area_table(client, "?per=gemeente") == [
        ["Hoorn", "53", "1"],
        ["Heel Nederland", "15.000", "1"],
    ]


def test_a_municipality_counts_its_participating_schools(client, indicator):
    town = make.a_municipality(name="Hoorn", code="GM0405")
    figures(indicator, {"municipality": town, "area_code": "GM0405"}, bwi=53, pie=62)
    make.a_municipality(name="Zonder iets")
    school = make.a_school(place=make.a_place(municipality=town))
    make.a_school_participation(school=school)
    make.a_school_participation(school=school, region=make.a_region())

    assert area_table(client, "?per=gemeente") == [
        ["Hoorn", "115", "1"],
        ["Heel Nederland", "15.000", "1"],
    ]


def test_an_area_with_only_other_profiles_has_no_technical_pupils(client, indicator):
    for name, profiles in (("Hulst", {"dp": 91}), ("Zeist", {"dp": 281, "zw": 143})):
        town = make.a_municipality(name=name)
        figures(indicator, {"municipality": town, "area_code": town.code}, **profiles)

    assert area_table(client, "?per=gemeente")[:2] == [["Hulst", "0", "0"], ["Zeist", "0", "0"]]


def test_the_note_distinguishes_the_definitions_of_pupils_and_share(client, indicator):
    note = words(page_of(client, "/cijfers/"))

    assert "Leerlingen tellen wij in leerjaar 3 en 4. Het aandeel is van leerjaar 3." in note
    assert "Een 0 is geteld: er is niemand die meetelt. Een streepje is: geen cijfer." in note


@pytest.mark.parametrize(
    ("per", "is_said"), [("provincie", True), ("gemeente", True), ("regio", False)]
)
def test_schools_without_a_municipality_count_nationally_only(client, indicator, per, is_said):
    make.a_school_participation(school=make.a_school(place=None))
    town = make.a_municipality(province="PV27")
    make.a_school_participation(school=make.a_school(place=make.a_place(municipality=town)))

    page = words(page_of(client, f"/cijfers/?per={per}"))
    said = "alleen bij Heel Nederland geteld: 1 school die meedoet."
    assert (said in page) is is_said


def test_a_region_adds_up_its_schools_and_says_how_many_have_figures(client, indicator):
    region = make.a_region(name="Regio Noord")
    for code, fields in (("01", {}), ("02", {}), ("03", {"until": "2020"})):
        school = make.a_school(brin="00AH", location_code=code)
        make.a_school_participation(**{"region": region, "school": school, **fields})
        figures(indicator, {"school": school, "area_code": school.duo_code}, bwi=20, pie=(1, 4))
    make.a_school_participation(region=region)

    assert area_table(client, "?per=regio")[0] == [
        "Regio Noord",
        "42–48 2 met cijfer",
        "3",
    ]


@pytest.mark.parametrize("per", ["provincie", "gemeente", "regio"])
def test_a_school_in_a_draft_region_does_not_take_part(client, indicator, per):
    school = make.a_school(place=make.a_place(municipality=make.a_municipality(province="PV27")))
    make.a_school_participation(region=make.a_region(published_from=None), school=school)

    assert area_table(client, f"?per={per}") == [["Heel Nederland", "15.000", "0"]]


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize(("per", "more"), [("provincie", 0), ("gemeente", 1), ("regio", 0)])
def test_takes_few_queries_right_after_a_change(
    client, indicator, django_assert_num_queries, per, more, rows
):
    for _ in range(rows):
        town = make.a_municipality()
        school = make.a_school(place=make.a_place(municipality=town))
        region = make.a_region()
        make.an_agreement(region=region)
        make.a_school_participation(region=region, school=school)
        make.a_municipality_participation(region=region)
        figures(indicator, {"municipality": town, "area_code": town.code}, bwi=50)
        figures(indicator, {"school": school, "area_code": school.slug}, bwi=50)
    # content version, country, indicators, participating regions, their schools and municipalities,
    # totals, themes, names of municipalities
    with django_assert_num_queries(7 + more):
        client.get(f"/cijfers/?per={per}")
    # without the country and the participants, which are cached
    with django_assert_num_queries(4 + more):
        client.get(f"/cijfers/?per={per}&op=scholen")


@pytest.mark.parametrize("per", ["provincie", "gemeente", "regio"])
def test_a_past_day_takes_few_queries_once_its_participants_are_cached(
    client, indicator, django_assert_max_num_queries, per
):
    for _ in range(3):
        school = make.a_school()
        make.a_school_participation(school=school, region=make.a_region(), since="2020")
        figures(indicator, {"school": school, "area_code": school.slug}, bwi=50)
    then = "peildatum=2021-06-01"
    client.get(f"/regios/?{then}")
    client.get(f"/cijfers/?{then}")
    with django_assert_max_num_queries(8):
        client.get(f"/cijfers/?per={per}&op=scholen&{then}")


def test_shares_are_of_all_learning_paths_together(client):
    indicator = make.an_indicator(slug=SHARE, unit="procent")
    for code, more in (("NL", {}), ("PV27", {"province": "PV27"})):
        for level, low, of in (("vmbo-bb", 30, 100), ("vmbo-gl", 10, 100)):
            fields = {"of_low": of, "of_high": of, "area_code": code, **more}
            make.a_figure(indicator=indicator, level=level, low=low, **fields)

    assert area_table(client)[0] == ["Noord-Holland", "20", "0"]


def test_only_the_latest_national_period_counts(client, indicator):
    figures(indicator, {"province": "PV27", "area_code": "PV27", "period": "2018"}, bwi=500)
    figures(indicator, {"province": "PV27", "area_code": "PV27"}, bwi=400)

    assert area_table(client)[0] == ["Noord-Holland", "400", "0"]


def test_without_these_indicators_there_is_no_table(client):
    make.a_figure(profile="bwi")

    assert page_of(client, "/cijfers/").select("section[aria-labelledby=kop-per]") == []


# --- themes ---


def test_themes_are_listed_by_their_number_of_regions(client):
    few, many = make.a_theme(name="Airbag"), make.a_theme(name="Robots")
    make.a_region_theme(theme=few)
    for _ in range(2):
        make.a_region_theme(theme=many, region=make.a_region())
    make.a_theme(name="Zonder regio")

    table = page_of(client, "/cijfers/").select_one("section[aria-labelledby=kop-themas] table")
    assert rows_of(table)[1:] == [["Robots", "2"], ["Airbag", "1"]]


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize("per", ["provincie", "gemeente", "regio"])
def test_takes_few_queries_for_any_number_of_areas(
    client, indicator, django_assert_max_num_queries, rows, per
):
    with changing():
        for number in range(rows):
            town = make.a_municipality()
            school = make.a_school(brin="00AH", location_code=f"{number:02}")
            make.a_school_participation(school=school, region=make.a_region())
            make.a_municipality_participation(municipality=town)
            for area in ({"municipality": town}, {"school": school}):
                code = town.code if "municipality" in area else school.duo_code
                figures(indicator, {**area, "area_code": code}, bwi=20)
    client.get("/gemeenten/")
    client.get("/cijfers/?op=scholen")
    # The content version; indicators, figures, schools per area, names, all schools, themes.
    with django_assert_max_num_queries(7):
        client.get(f"/cijfers/?per={per}")


# --- in comparisons ---


def compared_rows(client, query, row):
    page = page_of(client, f"/vergelijken/?{query}")
    return [tr for tr in page.select(".compared tr") if row in tr.get_text()]


def compared(client, query, row):
    return [words(cell) for tr in compared_rows(client, query, row) for cell in tr.select("td")]


def test_compared_schools_show_their_technical_pupils(client, indicator):
    school = make.a_school(slug="tabor", brin="00AH", location_code="00")
    make.a_school(slug="vonk")
    figures(indicator, {"school": school, "area_code": "00AH00"}, bwi=53, pie=(1, 4), zw=99)

    (row,) = compared_rows(client, "school=tabor&school=vonk", IN_PROFILE)
    assert words(row.th).startswith(f"{IN_PROFILE} Technisch zijn alleen BWI, PIE, ")
    assert [words(cell) for cell in row("td")] == [
        "54 tot en met 57",
        "Nog niet opgezocht: wij kennen de code van deze school niet",
    ]


def test_a_share_says_that_it_counts_more_than_the_number_with_a_profile(client, indicator):
    school = make.a_school(slug="oude-vaart", brin="00AH", location_code="00")
    of_school = {"school": school, "area_code": "00AH00"}
    figures(indicator, of_school, mt=(1, 4))
    share = make.an_indicator(slug=SHARE, unit="procent")
    make.a_figure(indicator=share, low=14, of_low=79, of_high=79)
    make.a_figure(indicator=share, low=14, of_low=79, of_high=79, **of_school)
    said = "ook leerroutes techniek zonder profiel (vakmanschapsroute en beroepsroute)"
    in_profiles = "technisch zijn alleen BWI, PIE, M&T, MVI en MaT, niet de leerroutes techniek"

    page = words(page_of(client, school.get_absolute_url()))
    assert f"Wat telt hier: {said}." in page
    assert f"Wat telt hier: {in_profiles}" in page
    heads = [words(row.th) for row in page_of(client, "/vergelijken/?school=oude-vaart")("tr")]
    assert f"Aandeel techniek (leerjaar 3) O{said[1:]}. DUO, 2019" in heads
    sheet = client.get(sheet_path(school.get_absolute_url(), "csv")).text
    assert said in sheet
    assert in_profiles in sheet
    assert said in client.get("/vergelijken.csv?school=oude-vaart").text


def test_compared_regions_show_sums_and_for_how_many_schools(client, indicator):
    region = make.a_region(slug="noord")
    school = make.a_school(brin="00AH", location_code="00")
    make.a_school_participation(region=region, school=school)
    make.a_school_participation(region=region)
    figures(indicator, {"school": school, "area_code": "00AH00"}, bwi=53)

    page = client.get("/vergelijken/?regio=noord")
    assert compared(client, "regio=noord", IN_PROFILE) == ["53, opgeteld over 1 van de 2 scholen"]
    assert "Bij een gemeente tellen alle vestigingen." in page.text
    (row,) = sheet_of(client, "/vergelijken/", "?regio=noord")
    over = [row[f"{IN_PROFILE}: {what} zoveel scholen"] for what in ("opgeteld over", "van")]
    assert over == ["1", "2"]


def test_a_school_of_two_compared_regions_counts_once_in_each_while_it_takes_part(
    client, indicator
):
    school = make.a_school(brin="00AH", location_code="00")
    north, south, east = (make.a_region(slug=slug) for slug in ("noord", "zuid", "oost"))
    for region in (north, south):
        make.a_school_participation(region=region, school=school)
    make.a_school_participation(region=east, school=school, until="2020")
    figures(indicator, {"school": school, "area_code": "00AH00"}, bwi=53)
    once = "53, opgeteld over 1 school"

    assert compared(client, "regio=noord&regio=zuid&regio=oost", IN_PROFILE) == [
        once,
        once,
        "Geen cijfer bekend",
    ]


def test_a_school_with_two_overlapping_participations_counts_once(client, indicator):
    region = make.a_region(slug="noord")
    school = make.a_school(brin="00AH", location_code="00")
    this_year = str(today().year)
    make.a_school_participation(region=region, school=school, until=this_year)
    make.a_school_participation(region=region, school=school, since=this_year)
    figures(indicator, {"school": school, "area_code": "00AH00"}, bwi=53)

    assert compared(client, "regio=noord", IN_PROFILE) == ["53, opgeteld over 1 school"]


def test_without_figures_a_comparison_has_no_row_for_them(client, indicator):
    make.a_school(slug="vonk")

    assert compared(client, "school=vonk", IN_PROFILE) == []


def test_both_counts_of_candidates_say_how_they_differ(client):
    town = make.a_municipality(name="Urk", code="GM0184")
    of_town = {"municipality": town, "area_code": town.code}
    for slug, part in [
        ("examenkandidaten-per-technisch-profiel", {"profile": "pie"}),
        ("examenkandidaten-techniek-in-het-vmbo", {"level": "vmbo-bb"}),
    ]:
        make.a_figure(indicator=make.an_indicator(slug=slug), low=9, **part, **of_town)
    page = words(page_of(client, town.get_absolute_url()))
    sheet = client.get(sheet_path(town.get_absolute_url(), "csv")).text

    for said in (
        "kandidaten in een technisch profiel, alle leerwegen samen",
        "kandidaten in de sector techniek, per leerweg",
    ):
        assert f"Wat telt hier: {said}" in page
        assert said in sheet
