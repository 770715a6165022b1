"""Pages of figures: all indicators, one indicator by area, and the figures of one area."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from regions.clock import today
from schools.figures.facts import value_of
from schools.figures.series import amount_of
from schools.figures.words import (
    change_in_words,
    in_short,
    in_words,
    note_of,
    percentage,
    whole_in_words,
)
from schools.models import Figure
from tests import make
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    return make.an_indicator(name="Leerlingen per profiel", slug="leerlingen-per-profiel")


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml").main


def table(page, caption):
    """The (label, value) of each row; the label may end in "technisch"."""
    tables = page.select("table")
    element = next(table for table in tables if table.caption.get_text() == caption)
    return [
        (row.th.get_text(" ", strip=True), row.td.get_text(" ", strip=True))
        for row in element.select("tbody tr")
    ]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "0"),
        (1, 4, "minder dan 5"),
        (5, 5, "5"),
        (4001, 4001, "4.001"),
        (3258, 3324, "3.258 tot en met 3.324"),
    ],
)
def test_a_count_is_as_precise_as_its_bounds(low, high, words):
    assert in_words(Figure(low=Decimal(low), high=Decimal(high))) == words


@pytest.mark.parametrize(
    ("note", "words", "rest"),
    [
        ("bijna", "bijna 5.000", ""),
        ("meer dan; voor deze regio's samen", "meer dan 5.000", "voor deze regio's samen"),
        ("ruim, waarvan 12 actief", "ruim 5.000", "waarvan 12 actief"),
        ("ruimte", "5.000", "ruimte"),
        ("geschat; bijna", "5.000", "geschat; bijna"),
    ],
)
def test_qualifiers_precede_the_number(note, words, rest):
    figure = Figure(low=Decimal(5000), high=Decimal(5000), note=note)

    assert (in_words(figure), note_of(figure)) == (words, rest)


@pytest.mark.parametrize(
    ("low", "high", "of", "words", "whole"),
    [
        (4001, 4001, 17332, "23,1\u00a0%", "4.001 van 17.332"),
        (1, 4, 40, "2,5 tot en met 10\u00a0%", "minder dan 5 van 40"),
        (0, 0, 30, "0\u00a0%", "0 van 30"),
        (20, 20, 20, "100\u00a0%", "20 van 20"),
        (0, 71, 71, "niet te zeggen", "van 71 leerlingen"),
    ],
)
def test_a_share_is_shown_with_its_total(low, high, of, words, whole):
    figure = Figure(low=Decimal(low), high=Decimal(high), of_low=Decimal(of), of_high=Decimal(of))

    assert (in_words(figure), whole_in_words(figure)) == (words, whole)


@pytest.mark.parametrize(
    ("low", "high", "words", "whole", "value"),
    [
        (0, 4, "niet te zeggen: minder dan 5 leerlingen", "", None),
        (1, 4, "niet te zeggen: minder dan 5 leerlingen", "", None),
        (0, 0, "0\u00a0%", "0 van minder dan 5", 0),
    ],
)
def test_a_share_with_a_count_below_five_is_not_given(low, high, words, whole, value):
    figure = Figure(low=Decimal(low), high=Decimal(high), of_low=Decimal(1), of_high=Decimal(4))

    assert (in_words(figure), whole_in_words(figure)) == (words, whole)
    assert value_of(figure)["value"] == (words if value is None else value)


@pytest.mark.parametrize(
    ("low", "high", "of", "words"),
    [
        (0, 0, None, "0"),
        (1, 4, None, "<5"),
        (3258, 3324, None, "3.258–3.324"),
        (4001, 4001, 17332, "23,1"),
        (1, 4, 40, "2,5–10"),
        (0, 71, 71, "niet te zeggen"),
    ],
)
def test_chart_labels_are_short(low, high, of, words):
    of = of and Decimal(of)
    figure = Figure(low=Decimal(low), high=Decimal(high), of_low=of, of_high=of)

    assert in_short(figure) == words


def test_a_column_of_a_share_that_is_not_given_has_the_label_of_an_unknown_one():
    bounds = {"low": Decimal(0), "high": Decimal(71)}
    amount = amount_of(Figure(**bounds, of_low=Decimal(71), of_high=Decimal(71)))

    assert (amount.short, amount.words) == ("?", "niet te zeggen")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((10, 10), (10, 10), "gelijk"),
        ((10, 10), (22, 22), "12 meer"),
        ((1022, 1022), (10, 10), "1.012 minder"),
        ((10, 14), (12, 12), "2 minder tot 2 meer"),
        ((1, 4), (20, 20), "16 tot en met 19 meer"),
        ((20, 20), (1, 4), "16 tot en met 19 minder"),
        ((1, 4), (4, 4), "0 tot en met 3 meer"),
        ((1, 4), (1, 1), "0 tot en met 3 minder"),
    ],
)
def test_a_change_is_as_precise_as_the_bounds(first, last, words):
    figures = [Figure(low=Decimal(low), high=Decimal(high)) for low, high in (first, last)]

    assert change_in_words(*figures) == words


@pytest.mark.parametrize(
    ("first", "last", "of", "words"),
    [
        ("20", "18.5", 100, "1,5 procentpunt minder"),
        # Shown as 96,4 and 86,7, while the unrounded values differ by 9,75.
        ("964.4", "866.9", 1000, "9,7 procentpunt minder"),
        ("500.1", "500.4", 1000, "gelijk"),
    ],
)
def test_a_change_in_a_share_is_the_difference_of_the_percentages_shown(first, last, of, words):
    of = {"of_low": Decimal(of), "of_high": Decimal(of)}
    figures = [Figure(low=Decimal(n), high=Decimal(n), **of) for n in (first, last)]

    assert change_in_words(*figures) == words


def test_half_a_tenth_is_rounded_up():
    assert percentage(Decimal("12.25")) == "12,3"


def test_the_list_shows_each_indicator_with_its_national_figures(client, indicator):
    make.a_figure(indicator=indicator, profile="pie", low=9798)
    make.a_figure(indicator=indicator, profile="bwi", low=6492)
    make.a_figure(indicator=indicator, profile="bwi", low=70, area_code="PV27", province="PV27")
    make.an_indicator(name="Concept", published_from=None)

    page = page_of(client, "/cijfers/")

    assert [words(heading) for heading in page.select("h2")] == [
        "Wie meedoet",
        "Leerlingen per profiel",
    ]
    assert table(page, "2019") == [
        ("Bouwen, wonen en interieur technisch", "6.492"),
        ("Produceren, installeren en energie technisch", "9.798"),
    ]
    assert "Bron: voorbeeld" in page.get_text() or make.SOURCE in page.get_text()


def test_a_single_figure_without_a_group_has_no_label_and_no_bar(client):
    indicator = make.an_indicator(name="Vmbo-tl met NaSk", unit="procent", slug="nask")
    make.a_figure(indicator=indicator, low=36, period="2021-2022", note="ruim; bij diploma's")

    said = "2021-2022: ruim 36 procent (bij diploma's)."
    for address, sentence in (("", f"Heel Nederland, {said}"), ("nask/", said), ("nask/NL/", said)):
        main = page_of(client, f"/cijfers/{address}")
        assert sentence in " ".join(main.get_text().split())
        assert "Cijfer" not in [cell.get_text(strip=True) for cell in main.select("th")]
        assert main.select(".figures__bar") == []


def test_an_indicator_without_figures_says_so(client, indicator):
    (names,) = page_of(client, "/cijfers/").select("[aria-labelledby=kop-zonder] ul")
    assert names.get_text(strip=True) == "Leerlingen per profiel"
    page = page_of(client, indicator.get_absolute_url())
    assert "Hiervan is nog geen cijfer bekend." in page.get_text()


def test_without_indicators_the_list_says_so(client):
    assert "Er zijn nog geen cijfers van heel Nederland." in page_of(client, "/cijfers/").get_text()


@pytest.fixture
def areas(indicator):
    hoorn = make.a_municipality(name="Hoorn", code="GM0405")
    alkmaar = make.a_municipality(name="Alkmaar", code="GM0361")
    for profile, times in (("bwi", 1), ("pie", 2)):
        for code, low, more in (
            ("NL", 900, {}),
            ("PV27", 90, {"province": "PV27"}),
            ("GM0405", 30, {"municipality": hoorn}),
            ("GM0361", 20, {"municipality": alkmaar}),
        ):
            make.a_figure(
                indicator=indicator, profile=profile, area_code=code, low=low * times, **more
            )


def test_an_indicator_lists_the_provinces_and_municipalities_of_its_first_part(
    client, indicator, areas
):
    page = page_of(client, indicator.get_absolute_url())

    assert table(page, "Per provincie") == [("Noord-Holland", "90")]
    assert table(page, "Per gemeente") == [("Alkmaar", "20"), ("Hoorn", "30")]


def test_the_part_and_the_order_are_in_the_url(client, indicator, areas):
    page = page_of(client, f"{indicator.get_absolute_url()}?deel=pie&op=waarde")

    assert table(page, "Per gemeente") == [("Hoorn", "60"), ("Alkmaar", "40")]
    current = page.select_one(".figures__parts [aria-current]").get_text(strip=True)
    assert current == "Produceren, installeren en energie"


def test_an_unknown_part_is_reported_and_shows_the_first(client, indicator, areas):
    page = page_of(client, f"{indicator.get_absolute_url()}?deel=koken")

    assert "Dat onderdeel kennen wij niet." in page.get_text()
    assert table(page, "Per provincie") == [("Noord-Holland", "90")]


def test_only_the_latest_period_is_shown(client, indicator):
    make.a_figure(indicator=indicator, profile="bwi", low=10, period="2018")
    make.a_figure(indicator=indicator, profile="bwi", low=20, period="2019")

    assert table(page_of(client, "/cijfers/"), "2019") == [
        ("Bouwen, wonen en interieur technisch", "20")
    ]


def test_the_figures_of_an_area_have_a_citable_page(client, indicator, areas):
    page = page_of(client, f"{indicator.get_absolute_url()}GM0405/")

    assert page.h1.get_text() == "Leerlingen per profiel: Hoorn"
    assert table(page, "2019") == [
        ("Bouwen, wonen en interieur technisch", "30"),
        ("Produceren, installeren en energie technisch", "60"),
    ]
    assert "Peildatum 1 oktober 2019" in page.get_text(" ", strip=True)


def beside(client, indicator, code):
    """The text below the figures."""
    return " ".join(page_of(client, f"{indicator.get_absolute_url()}{code}/").get_text(" ").split())


def test_a_citable_figure_is_shown_beside_the_national_one(client, indicator, areas):
    said = "Samen in een technisch profiel: 90 leerlingen. In heel Nederland: 2.700."
    assert said in beside(client, indicator, "GM0405")
    assert "heel Nederland:" not in beside(client, indicator, "NL")


def test_a_citable_rate_is_shown_beside_the_national_one(client):
    hoorn = {"municipality": make.a_municipality(), "area_code": "GM0405"}
    indicator = make.an_indicator(unit="procent")
    for part in ({"profile": "bwi"}, {"level": "vmbo-bb"}):
        for area, low in (({}, 93), (hoorn, 80)):
            make.a_figure(indicator=indicator, low=low, of_low=100, of_high=100, **part, **area)

    said = "Heel Nederland, 2019: Bouwen, wonen en interieur 93 %; vmbo basis 93 %."
    assert said in beside(client, indicator, "GM0405")


@pytest.mark.parametrize("code", ["GM9999", "00AA00", "nl"])
def test_an_area_without_figures_gives_a_404(client, indicator, areas, code):
    assert client.get(f"{indicator.get_absolute_url()}{code}/").status_code == 404


def test_figures_of_a_draft_school_are_not_shown(client, indicator):
    school = make.a_school(brin="00AA", location_code="00", published_from=None)
    make.a_figure(indicator=indicator, school=school, area_code="00AA00", profile="bwi")
    address = f"{indicator.get_absolute_url()}00AA00/"
    assert client.get(address).status_code == 404

    school.published_from = make.PUBLISHED
    school.save()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("municipalities", [1, 5])
def test_takes_the_same_queries_for_any_number_of_areas(
    client, indicator, django_assert_num_queries, municipalities
):
    make.a_figure(indicator=indicator, profile="bwi")
    for _ in range(municipalities):
        town = make.a_municipality()
        make.a_figure(indicator=indicator, profile="bwi", municipality=town, area_code=town.code)
    client.get("/cijfers/")  # the country, which is cached
    # the content version, the indicator, the areas, the reported figures
    with django_assert_num_queries(4):
        client.get(indicator.get_absolute_url())


def test_without_provincial_figures_there_is_no_provincial_table(client, indicator):
    make.a_figure(indicator=indicator, profile="bwi")

    captions = [
        caption.text for caption in page_of(client, indicator.get_absolute_url()).select("caption")
    ]
    assert captions == ["2019"]


def cited(page):
    return page.select_one("details .spelled-out")["href"]


def test_figures_show_the_address_for_citing_them(client, indicator, areas):
    own, of_today = "http://testserver/cijfers/leerlingen-per-profiel", f"?peildatum={today()}"
    page = page_of(client, f"{indicator.get_absolute_url()}GM0405/")
    assert cited(page) == f"{own}/GM0405/{of_today}"

    page = page_of(client, f"{indicator.get_absolute_url()}?deel=pie")
    assert cited(page) == f"{own}/NL/{of_today}"


def test_one_location_is_cited_in_the_singular(client):
    indicator = make.an_indicator(name="Vestigingen", unit="vestigingen")
    hoorn = make.a_municipality(name="Hoorn", code="GM0405")
    make.a_figure(indicator=indicator, profile="pie", low=1, municipality=hoorn, area_code="GM0405")

    cited = page_of(client, f"{indicator.get_absolute_url()}GM0405/").select_one("details").text
    assert "1 vestiging." in " ".join(cited.split())


@pytest.fixture
def candidates():
    """Figures for two years, national and in Hoorn."""
    candidates = make.an_indicator(name="Kandidaten", slug="kandidaten")
    hoorn = make.a_municipality(name="Hoorn", code="GM0405")
    for period, low in (("2019-2020", 900), ("2020-2021", 800)):
        for level in ("vmbo-bb", "vmbo-kb"):
            make.a_figure(indicator=candidates, level=level, period=period, low=low)
    area = {"municipality": hoorn, "area_code": "GM0405"}
    make.a_figure(indicator=candidates, level="vmbo-bb", period="2019-2020", low=20, **area)
    return candidates


def wide_table(page):
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select(".figures__wide tr")
    ]


def test_an_indicator_with_several_periods_is_drawn_as_lines_next_to_its_table(client, candidates):
    page = page_of(client, candidates.get_absolute_url())

    chart = page.select_one(".chart svg")
    assert chart.title.get_text() == "Kandidaten, 2019-2020 tot en met 2020-2021"
    assert [text.get_text() for text in chart.select("text")][1:3] == ["basis 800", "kader 800"]
    assert wide_table(page)[1:] == [
        ["vmbo basis", "800", "900", "100 minder"],
        ["vmbo kader", "800", "900", "100 minder"],
    ]


def test_an_area_without_a_figure_for_the_last_period_shows_its_latest_one(client, candidates):
    page = page_of(client, f"{candidates.get_absolute_url()}GM0405/")

    assert table(page, "2019-2020") == [("vmbo basis", "20")]
    assert wide_table(page)[1] == ["vmbo basis", "–", "20", "–"]


def test_an_indicator_with_one_period_has_no_chart_over_time(client, indicator, areas):
    assert page_of(client, indicator.get_absolute_url()).select(".chart") == []


def test_an_indicator_for_one_year_says_that_others_are_unknown(client, indicator, areas):
    words = page_of(client, "/cijfers/leerlingen-per-profiel/").get_text(" ", strip=True)

    assert "Dit cijfer staat hier alleen over 2019. Van andere jaren kennen wij het niet." in words


def test_a_search_finds_an_indicator_by_its_name_and_definition(client):
    make.an_indicator(name="Aandeel techniek", slug="aandeel", definition="De vakmanschapsroute.")

    for query in ("aandeel techniek", "vakmanschapsroute"):
        page = page_of(client, f"/zoeken/?q={query}")
        assert "/cijfers/aandeel/" in [link["href"] for link in page.select("a[href]")]


def test_a_draft_indicator_gives_a_404(client):
    make.an_indicator(name="Aandeel techniek", slug="aandeel", published_from=None)

    assert "/cijfers/aandeel/" not in client.get("/zoeken/?q=aandeel techniek").text
