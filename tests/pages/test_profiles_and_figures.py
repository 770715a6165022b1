"""Profiles and figures on the pages of schools, municipalities and regions: source and date."""

import re

import pytest
from bs4 import BeautifulSoup

from regions.clock import today
from regions.wording.dutch import day_in_words
from schools.figures.pass_rates import in_cell
from schools.figures.words import HIDES_FEW
from schools.models import Indicator, School
from tests import make
from tests.pages.reading import main_of, words

pytestmark = pytest.mark.django_db

CHANGED = "Het kan veranderd zijn: vraag de school of het nog klopt."


@pytest.fixture
def words_of(client):
    def words_of(school):
        page = BeautifulSoup(client.get(school.get_absolute_url()).content, "lxml").main
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
    assert "Het kan veranderd zijn, vraag het de school." in page
    assert '<a\n                      href="/profielen/pie/">Produceren' in page


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

    page = BeautifulSoup(client.get("/dichtbij/1703/").content, "lxml")
    row = page.select_one("main .row__meta").get_text(strip=True)
    assert row.endswith(f"technisch{year}: Produceren, installeren en energie")


def test_figures_have_their_source_and_a_citable_page(client, words_of):
    school = make.a_school(brin="00AH", location_code="17")
    indicator = make.an_indicator(name="Leerlingen per profiel", slug="per-profiel")
    make.a_figure(
        indicator=indicator, school=school, area_code="00AH17", profile="pie", low=1, high=4
    )

    assert "Produceren, installeren en energie technisch minder dan 5" in words_of(school)
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
    """Three schools: one with 60 pupils, one masked, one without figures."""
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

    assert "Produceren, installeren en energie technisch 61 tot en met 64" in words
    added = "Opgeteld over 2 van de 3 scholen die nu genoemd worden, cijfers van 1 oktober 2019 ."
    assert added in words
    assert "Van 1 school kennen wij hiervan geen cijfer." in words
    assert HIDES_FEW in words


def test_a_count_below_five_needs_no_explanation(words_of):
    school, region = make.a_school(brin="00AH", location_code="17"), make.a_region()
    make.a_school_participation(region=region, school=school)
    make.a_figure(school=school, area_code="00AH17", profile="pie", low=1, high=4)

    assert "minder dan 5" in words_of(region)
    assert HIDES_FEW not in words_of(region)


def test_a_sum_lists_schools_without_a_figure_and_why(client, region_with_figures):
    rate = make.an_indicator(name="Slaag", slug="slaagpercentage-per-technisch-profiel")
    counted = make.an_indicator(name="Examens", slug="examenkandidaten-per-technisch-profiel")
    for name, fields, high in [
        ("Mbo", {"levels": ["mbo"]}, None),
        ("Vmbo", {"brin": "00AH", "location_code": "03"}, None),
        ("Weinig", {"brin": "00AH", "location_code": "04"}, 4),
    ]:
        school = make.a_school(name=name, place=make.a_place(name="Hoorn"), **fields)
        make.a_school_participation(region=region_with_figures, school=school)
        if high:
            make.a_figure(indicator=counted, school=school, area_code="00AH04", low=1, high=high)
    counted_ones = School.objects.exclude(location_code="").order_by("location_code")
    sixty, masked, *_ = [school.name_and_place for school in counted_ones]
    uncounted = School.objects.exclude(name="Mbo").get(location_code="").name_and_place
    make.a_figure(indicator=rate, school=counted_ones[0], area_code="00AH01")

    def why(query=""):
        address = region_with_figures.get_absolute_url() + query
        page = BeautifulSoup(client.get(address).text, "lxml")
        return {
            part.find_previous("h3").get_text(): {
                line.dt.get_text(): line.dd.get_text() for line in part.select("dl > div")
            }
            for part in page.select("details:has(> dl)")
        }

    unasked = {
        "Nog niet opgezocht: wij kennen de code niet": uncounted,
        "Heeft dit niet": "Mbo, Hoorn",
    }
    assert why() == {
        "Leerlingen per profiel": {"Niet gepubliceerd": "Vmbo, Hoorn; Weinig, Hoorn", **unasked},
        "Slaag": {
            "Niet gepubliceerd": f"Vmbo, Hoorn; {masked}",
            "Minder dan 5 leerlingen; dat getal wordt niet genoemd": "Weinig, Hoorn",
            **unasked,
        },
        "Examens": {"Niet gepubliceerd": f"Vmbo, Hoorn; {sixty}; {masked}", **unasked},
    }

    assert why("?peildatum=2026-01-01") == {}


ONE = "Van 1 school kennen wij hiervan geen cijfer. 1 school heeft geen vmbo-profielen "


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (["mbo"], f"{ONE}(mbo)."),
        (["pro"], f"{ONE}(praktijkonderwijs)."),
        (["havo", "vwo"], f"{ONE}(havo en vwo)."),
        (["vmbo-kb", "havo"], "Van 2 scholen kennen wij hiervan geen cijfer."),
        ([], "Van 2 scholen kennen wij hiervan geen cijfer."),
    ],
)
def test_the_numbers_of_schools_with_and_without_a_figure_add_up(
    words_of, region_with_figures, levels, words
):
    make.a_school_participation(region=region_with_figures, school=make.a_school(levels=levels))

    assert f"2 van de 4 scholen die nu genoemd worden, cijfers van 1 oktober 2019 . {words}" in (
        words_of(region_with_figures)
    )


def test_a_region_counts_schools_with_an_unknown_start(words_of, region_with_figures):
    make.a_school_participation(region=region_with_figures, since="2019")

    words = words_of(region_with_figures)
    assert "3 scholen zijn vermeld, vanaf wanneer is niet bekend." in words


@pytest.mark.parametrize(
    ("starts", "is_said"), [("2019-10-01", False), ("2019", False), ("2020", True)]
)
def test_a_region_says_if_figures_predate_its_agreement(
    words_of, region_with_figures, starts, is_said
):
    make.an_agreement(region=region_with_figures, starts=starts)

    sentence = f"De overeenkomst begint in {starts} : deze cijfers zijn van daarvoor."
    assert (sentence in words_of(region_with_figures)) is is_said


def test_a_region_omits_former_schools_and_those_of_other_regions(words_of, region_with_figures):
    for code, fields in (("00AH03", {"until": "2020"}), ("00AH04", {"region": make.a_region()})):
        school = make.a_school(brin=code[:4], location_code=code[4:])
        make.a_school_participation(**{"region": region_with_figures, "school": school, **fields})
        make.a_figure(
            indicator=make.an_indicator(), school=school, area_code=code, profile="bwi", low=9876
        )

    assert "9.876" not in words_of(region_with_figures).partition("Cijfers")[2]


# --- several periods ---

LEVELS = ("vmbo-bb", "vmbo-kb")


def candidates_of(area, **numbers):
    """Figures from keyword arguments such as `bb2020=12` or `kb2021=(1, 4)`."""
    for name, value in numbers.items():
        low, high = value if isinstance(value, tuple) else (value, value)
        period = f"{int(name[2:]) - 1}-{name[2:]}"
        make.a_figure(
            **{"level": f"vmbo-{name[:2]}", "period": period, "low": low, "high": high, **area}
        )


@pytest.fixture
def candidates():
    """National figures for two school years."""
    indicator = make.an_indicator(name="Examenkandidaten", slug="kandidaten")
    candidates_of({"indicator": indicator}, bb2020=100, bb2021=90, kb2020=200, kb2021=210)
    return indicator


def a_coded_school(**fields):
    number = School.objects.count()
    return make.a_school(**{"brin": "00AH", "location_code": f"{number:02}", **fields})


def figures_of(indicator, school):
    return {"indicator": indicator, "school": school, "area_code": school.duo_code}


def table_of(client, owner, caption):
    page = BeautifulSoup(client.get(owner.get_absolute_url()).content, "lxml").main
    table = next(table for table in page.select("table") if table.caption.text == caption)
    cells = [row.select("th, td") for row in table.select("tr")]
    return [[" ".join(cell.get_text(" ").split()) for cell in row] for row in cells]


def test_a_school_shows_all_periods_and_the_change(client, candidates):
    school = a_coded_school()
    candidates_of(figures_of(candidates, school), bb2020=12, bb2021=(1, 4), kb2021=8)

    assert table_of(client, school, "Examenkandidaten (leerlingen)") == [
        ["Leerweg", "2020-2021", "2019-2020", "Verschil sinds 2019-2020"],
        ["vmbo basis", "<5", "12", "8 tot en met 11 minder"],
        ["vmbo kader", "8", "–", "–"],
    ]


def test_a_school_shows_a_chart_per_learning_path_on_one_scale(client, candidates):
    school = a_coded_school()
    candidates_of(figures_of(candidates, school), bb2020=12, bb2021=(1, 4), kb2021=8)

    page = BeautifulSoup(client.get(school.get_absolute_url()).content, "lxml").main
    charts = page.select(".multiples svg")
    assert [(chart.title.text, chart.desc.text) for chart in charts] == [
        ("vmbo basis", "2019-2020: 12; 2020-2021: minder dan 5."),
        ("vmbo kader", "2019-2020: niet bekend; 2020-2021: 8."),
    ]
    assert "Deze grafieken hebben dezelfde schaal." in page.get_text()


def test_periods_without_figures_for_a_school_are_shown_as_missing(client, candidates):
    school = a_coded_school()
    candidates_of(figures_of(candidates, school), bb2020=12)

    assert table_of(client, school, "Examenkandidaten (leerlingen)")[1] == [
        "vmbo basis",
        "–",
        "12",
        "–",
    ]


def test_a_region_adds_up_each_period_and_lists_its_locations(client, candidates):
    region = make.a_region()
    for number in (10, (1, 4)):
        school = a_coded_school(name=f"School {number}", place=make.a_place(name="Hoorn"))
        make.a_school_participation(region=region, school=school)
        candidates_of(figures_of(candidates, school), bb2020=number, bb2021=20, kb2021=5)
    make.a_school_participation(region=region, school=a_coded_school())

    assert table_of(client, region, "Examenkandidaten (leerlingen)")[1:] == [
        ["vmbo basis", "40", "11–14", "26 tot en met 29 meer"],
        ["vmbo kader", "10", "–", "–"],
    ]
    locations = "Examenkandidaten, alle leerwegen samen (leerlingen)"
    assert sorted(table_of(client, region, locations)) == [
        ["School", "2020-2021", "2019-2020", "Verschil sinds 2019-2020"],
        ["School (1, 4), Hoorn", "25", "<5", "21 tot en met 24 meer"],
        ["School 10, Hoorn", "25", "10", "15 meer"],
    ]


def test_a_municipality_compares_with_the_country_and_lists_its_locations(client, words_of):
    town = make.a_municipality(name="Hoorn", code="GM0405")
    indicator = make.an_indicator(name="Leerlingen", slug="leerlingen")
    school = a_coded_school(name="Tabor", place=make.a_place(name="Hoorn", municipality=town))
    for profile, low, country in (("bwi", 53, 6492), ("pie", 62, 9798), ("zw", 142, 25105)):
        make.a_figure(indicator=indicator, profile=profile, low=country)
        for area in ({"municipality": town, "area_code": "GM0405"}, {"school": school}):
            fields = {"area_code": school.duo_code, **area}
            make.a_figure(indicator=indicator, profile=profile, low=low, **fields)

    assert "profiel: 115 leerlingen. In heel Nederland: 16.290." in words_of(town)
    assert table_of(client, town, "Leerlingen, 2019 (leerlingen)") == [
        ["School", "BWI", "PIE", "Samen"],
        ["Tabor, Hoorn", "53", "62", "115"],
    ]


def test_a_share_is_shown_next_to_the_national_one(client):
    town = make.a_municipality(code="GM0405")
    indicator = make.an_indicator(slug="aandeel", unit="procent")
    for code, low, more in (("NL", 20, {}), ("GM0405", 30, {"municipality": town})):
        fields = {"of_low": 100, "of_high": 100, "area_code": code, **more}
        make.a_figure(indicator=indicator, level="vmbo-bb", low=low, **fields)

    assert "Heel Nederland, 2019: vmbo basis 20\u00a0%." in client.get(town.get_absolute_url()).text


def test_a_source_line_does_not_repeat_its_date(client, words_of):
    school = a_coded_school()
    make.a_figure(
        **figures_of(make.an_indicator(), school),
        profile="pie",
        source="DUO, leerlingen, 1 oktober 2019",
    )

    assert "Bron: DUO, leerlingen, 1 oktober 2019. Wat telt mee" in words_of(school)


def test_sources_that_disagree_are_shown_side_by_side(words_of):
    school = a_coded_school()
    indicator = make.an_indicator()
    for low, source in ((12, "DUO 2019"), (15, "De school 2019")):
        make.a_figure(**figures_of(indicator, school), profile="zw", low=low, source=source)

    assert "Zorg en welzijn 12 Zorg en welzijn 15" in words_of(school)


def test_the_source_of_a_school_is_not_used_for_its_profiles(words_of):
    school = make_school_with_duo_profiles("2019-10-01")
    school.source = "DUO, vestigingen vo, 22 november 2024"
    school.save()

    assert "Bron van naam, niveau en adres: DUO, vestigingen vo, 22" in words_of(school)


def test_a_regional_sum_has_a_citable_page(client, words_of, region_with_figures):
    region = region_with_figures
    [link] = re.findall(r'href="([^"]*)">Verwijs naar', client.get(region.get_absolute_url()).text)

    page = BeautifulSoup(client.get(link).content, "lxml").main
    words = " ".join(page.get_text(" ").split())
    assert "Produceren, installeren en energie technisch 61 tot en met 64" in words
    assert "Opgeteld over 2 van de 3 scholen" in words
    day = day_in_words(today())
    assert "Produceren, installeren en energie 61 tot en met 64 leerlingen" in words
    added = f"Opgeteld over 2 van de 3 scholen die op {day} genoemd worden. "
    assert f"{added}Van 3 scholen is niet bekend vanaf wanneer. Bron: " in words
    lasting = f"http://testserver{link}?peildatum={today().isoformat()}"
    assert f"Techniek in de regio, stand op {day} : {lasting} , geraadpleegd op {day} ." in words
    assert [row["href"] for row in page.select("td a")] == [], "the sum has no other URL"

    with_slug = link.replace(region.slug, "nieuwe-naam")
    region.slug = "nieuwe-naam"
    region.save()
    assert client.get(link)["Location"] == with_slug
    past = client.get(f"{with_slug}?peildatum=2018-01-01").text
    assert "kennen wij hiervan niet." in past
    assert "61 tot en met" not in past


def test_a_region_without_a_sum_has_no_citable_page(client, region_with_figures):
    other = make.an_indicator(slug="ander")

    assert client.get(f"/cijfers/ander/{region_with_figures.slug}/").status_code == 404
    assert client.get(f"{other.get_absolute_url()}geen-regio/").status_code == 404
    draft = make.a_region(published_from=None)
    assert client.get(f"/cijfers/ander/{draft.slug}/").status_code == 404


def test_figures_of_the_newest_period_come_first_on_each_page(client):
    town = make.a_municipality(name="Hoorn", code="GM0405")
    school = make.a_school(place=make.a_place(municipality=town), brin="00AH", location_code="00")
    region = make.a_school_participation(school=school).region
    for name, period in [("Aandeel", "2019"), ("Kandidaten", "2018-2019"), ("Zittend", "2024")]:
        indicator = make.an_indicator(name=name, slug=name.lower())
        for of in (
            {"municipality": town, "area_code": town.code},
            {"school": school, "area_code": school.duo_code},
        ):
            make.a_figure(indicator=indicator, period=period, low=9, **of)

    for page in (school, town, region):
        content = BeautifulSoup(client.get(page.get_absolute_url()).content, "lxml")
        headings = [heading.get_text() for heading in content.select("h3[id^=cijfer-]")]
        assert headings == ["Zittend", "Aandeel", "Kandidaten"], page


def test_a_table_says_that_a_share_of_a_masked_total_is_unknown():
    share = make.an_indicator(unit="procent")
    figure = make.a_figure(indicator=share, low=0, high=4, of_low=1, of_high=4)

    assert in_cell(figure) == "niet te zeggen"


@pytest.mark.parametrize(
    ("low", "high", "other", "why"),
    [
        (0, 71, (0, 71), "“niet te zeggen”: om geen aantal van 1 tot en met 4 te verraden"),
        (1, 4, (30, 30), "een bereik: om geen aantal van 1 tot en met 4 te verraden"),
        (60, 60, (30, 30), ""),
    ],
)
def test_a_share_that_is_hidden_says_why_on_each_page(client, words_of, low, high, other, why):
    town = make.a_municipality(code="GM0405", slug="hoorn")
    school = make.a_school(municipality=town, brin="00AH", location_code="17")
    region = make.a_school_participation(school=school).region
    share = make.an_indicator(slug="aandeel-techniek-in-het-vmbo", unit="procent")
    for area in (
        {"area_code": "NL"},
        {"municipality": town, "area_code": town.code},
        {"school": school, "area_code": "00AH17"},
    ):
        for level, bounds in {"vmbo-bb": (low, high), "vmbo-kb": other}.items():
            make.a_figure(
                indicator=share,
                level=level,
                **dict(zip(("low", "high"), bounds, strict=True)),
                **{"of_low": 71, "of_high": 71, "profile": "", **area},
            )

    def text(response):
        return words(main_of(response))

    cited = client.get(f"{share.get_absolute_url()}00AH17/")
    pages = [words_of(school), words_of(town), words_of(region)]
    pages += [text(cited), text(client.get(share.get_absolute_url()))]
    pages += [text(client.get("/voor-gemeenten/", {"gemeente": town.slug}))]
    for shown in pages:
        assert (HIDES_FEW in shown) is bool(why)
        assert why.capitalize() in shown
        assert "0 tot en met 100" not in shown
        assert "zeggen procent" not in shown


@pytest.fixture
def split_by_level():
    """The pupils of a profile, and their distribution over learning paths."""

    def split(bounds, **area):
        in_2019 = {"period": "2019", "source": "DUO", "area_code": "", **area}
        for slug, levels in (
            ("leerlingen-per-vmbo-profiel", {"": (75, 75)}),
            ("leerlingen-per-technisch-profiel-en-leerweg", bounds),
        ):
            indicator = Indicator.objects.filter(slug=slug).first() or make.an_indicator(
                slug=slug, name=slug, unit="leerlingen"
            )
            for level, (low, high) in levels.items():
                make.a_figure(
                    indicator=indicator, profile="pie", level=level, low=low, high=high, **in_2019
                )

    return split


def levels_on(page):
    tables = BeautifulSoup(page.content, "lxml").select("table.figures")
    [table] = [row for row in tables if "Per leerweg" in row.caption.text]
    return [" ".join(cell.text.split()) for cell in table.select("tr > *")]


IN_LEVELS = {"vmbo-bb": (20, 20), "vmbo-kb": (55, 55), "vmbo-gl": (0, 0)}
HEADINGS = ["Profiel", "vmbo basis", "vmbo kader", "vmbo gemengd"]


def test_pupils_of_a_school_are_divided_over_learning_paths(client, split_by_level):
    school = make.a_school()
    split_by_level(IN_LEVELS, school=school)

    page = client.get(school.get_absolute_url())
    assert levels_on(page) == [*HEADINGS, "Produceren, installeren en energie", "20", "55", "0"]
    sheet = client.get(f"{school.get_absolute_url().rstrip('/')}.csv").content.decode("utf-8-sig")
    assert "Produceren, installeren en energie, vmbo kader" in sheet


def test_pupils_of_a_region_are_summed_by_learning_path_as_ranges(client, split_by_level):
    region = make.a_region()
    for bounds in (IN_LEVELS, dict.fromkeys(IN_LEVELS, (0, 75))):
        school = make.a_school()
        make.a_school_participation(school=school, region=region)
        split_by_level(bounds, school=school)

    cells = levels_on(client.get(region.get_absolute_url()))
    assert cells[-4:] == ["Produceren, installeren en energie", "20–95", "55–130", "0–75"]


def test_pupils_of_a_municipality_by_learning_path_are_its_own(client, split_by_level):
    school = make.a_school(municipality=make.a_municipality())
    split_by_level(IN_LEVELS, school=school)
    split_by_level(dict.fromkeys(IN_LEVELS, (0, 75)), municipality=school.municipality)

    page = client.get(school.municipality.get_absolute_url())
    assert levels_on(page)[-3:] == ["0–75"] * 3
    text = page.content.decode()
    assert "Een bereik: om geen aantal van 1 tot en met 4 te verraden." in text


def test_the_page_of_pupils_by_learning_path_shows_one_part_of_it(client, split_by_level):
    split_by_level(IN_LEVELS, area_code="NL")
    split_by_level(IN_LEVELS, municipality=make.a_municipality(name="Urk"))

    url = "/cijfers/leerlingen-per-technisch-profiel-en-leerweg/?deel=pie.vmbo-kb"
    tables = BeautifulSoup(client.get(url).content, "lxml").select("table.figures")
    [row] = [row for table in tables for row in table.select("tr") if "Urk" in row.text]
    assert "55" in row.text
