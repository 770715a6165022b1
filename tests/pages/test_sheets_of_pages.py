"""The page of a region, municipality, school or partner as a sheet: the same facts and numbers."""

import pytest
from bs4 import BeautifulSoup

from partners.models import Partner
from regions.models import Municipality, Region
from regions.sheets.addresses import sheet_path
from schools.figures.exams_before_count import CANDIDATES, SHARE
from schools.models import School
from tests import make
from tests.pactdir.paper.reading import text_on
from tests.pages.reading import main_of, words
from tests.regions.sheets.reading import records, sheet_of, xlsx_rows

pytestmark = pytest.mark.django_db


def values(rows, what):
    return [row["waarde"] for row in rows if row["gegeven"] == what]


def test_stated_and_derived_facts_stay_apart(client):
    municipality = make.a_municipality(name="Uithoorn", slug="uithoorn", code="GM0451")
    stated = make.a_region(name="Pact", slug="pact")
    make.a_municipality_participation(
        municipality=municipality, region=stated, since="juni 2019", source="krant 2022"
    )
    derived = make.a_region(name="Zij", slug="zij")
    make.a_school_participation(
        school=make.a_school(municipality=municipality), region=derived, source="gids 2021"
    )
    rows = sheet_of(client, "/gemeenten/uithoorn/")
    regions = [row for row in rows if row["gegeven"] == "techniekregio"]

    assert [
        (row["code of kenmerk"], row["waarde"], row["opgegeven of afgeleid"], row["bron"])
        for row in regions
    ] == [
        ("GM0451", "Pact", "opgegeven", "krant 2022"),
        ("GM0451", "Zij", "afgeleid", "gids 2021"),
    ]
    assert values(rows, "deelnemer sinds") == ["juni 2019 (dag niet bekend)"]


def test_a_municipality_has_the_same_remarks_about_its_figures_as_the_page(client):
    municipality = make.a_municipality(slug="uithoorn")
    make.a_school(municipality=municipality, levels=["havo"], slug="havo")
    of = {"municipality": municipality, "source": "DUO"}
    share = make.an_indicator(slug=SHARE, name="Aandeel", unit="procent", publisher="DUO")
    exams = make.an_indicator(slug=CANDIDATES, name="Kandidaten", unit="kandidaten")
    make.a_figure(
        indicator=share, level="vmbo-bb", low=0, high=0, period="2019", as_of="1 oktober 2019", **of
    )
    make.a_figure(indicator=exams, profile="pie", low=55, high=55, period="2018-2019", **of)
    pass_rate = make.an_indicator(name="Geslaagd", unit="procent")
    for period, level in [("2023", "vmbo-bb"), ("2024", "vmbo-bb"), ("2023", "vmbo-kb")]:
        make.a_figure(indicator=pass_rate, level=level, low=9, high=9, period=period, **of)
        make.a_figure(
            indicator=pass_rate, area_code="NL", level=level, low=9, high=9, period=period
        )
    rows = sheet_of(client, "/gemeenten/uithoorn/")
    page = words(main_of(client.get("/gemeenten/uithoorn/")))
    beside = {
        row["gegeven"]: (row["waarde"], row["cijfer: periode"])
        for row in rows
        if row["onderdeel"] == "Bij de cijfers" and "DUO noemt" not in row["waarde"]
    }

    assert beside == {
        "Geslaagd: vmbo kader": ("geen cijfer", "2024"),
        "Kandidaten": (
            "Op 1 oktober 2019 telde DUO in leerjaar 3 niemand in een technische richting (zie het "
            "aandeel techniek). Deze kandidaten deden examen vóór die telling. "
            "Dit verband leggen wij zelf.",
            "",
        ),
    }
    assert beside["Kandidaten"][0] in page
    assert "Verschil sinds 2023" in page
    assert values(rows, "profielen") == ["geen vmbo-profielen"]
    assert "Deze school heeft geen vmbo-profielen" in words(main_of(client.get("/scholen/havo/")))


def test_exams_of_an_unknown_period_are_not_compared_with_the_share(client):
    of = {"municipality": make.a_municipality(slug="uithoorn"), "source": "DUO"}
    share = make.an_indicator(slug=SHARE, unit="procent")
    exams = make.an_indicator(slug=CANDIDATES, unit="kandidaten")
    make.a_figure(indicator=share, low=0, high=0, period="2019", as_of="1 oktober 2019", **of)
    make.a_figure(indicator=exams, profile="pie", low=55, high=55, period="onbekend", **of)

    assert "Deze kandidaten deden examen" not in words(main_of(client.get("/gemeenten/uithoorn/")))


def test_a_masked_figure_stays_masked(client):
    municipality = make.a_municipality(slug="uithoorn")
    indicator = make.an_indicator(name="Leerlingen", unit="leerlingen")
    figure = {"indicator": indicator, "municipality": municipality, "period": "2024-2025"}
    make.a_figure(**figure, profile="pie", low=1, high=4, source="DUO 2024", as_of="1 oktober 2024")
    make.a_figure(**figure, profile="bwi", low=12, high=12, source="DUO 2024")
    rows = sheet_of(client, "/gemeenten/uithoorn/")
    pie, bwi = [row for row in rows if row["onderdeel"] == "Cijfers"]

    assert [pie["waarde"], pie["cijfer: minstens"], pie["cijfer: hoogstens"]] == ["<5", "1", "4"]
    assert pie["cijfer: peildatum of datum van de bron"] == "2024-10-01"
    assert pie["bron"] == "DUO 2024"
    assert (bwi["waarde"], bwi["cijfer: periode"], bwi["cijfer: eenheid"]) == (
        *("12", "2024-2025"),
        "leerlingen",
    )
    xlsx = records(xlsx_rows(client.get("/gemeenten/uithoorn.xlsx").content))
    assert [row["waarde"] for row in xlsx if row["onderdeel"] == "Cijfers"] == ["<5", 12]


@pytest.mark.parametrize("address", ["/gemeenten/uithoorn/", "/regios/pact/"])
def test_figures_per_school_are_masked_as_on_the_page(client, address):
    municipality = make.a_municipality(slug="uithoorn")
    region = make.a_region(slug="pact")
    indicator = make.an_indicator(name="Leerlingen", unit="leerlingen")
    figure = {"indicator": indicator, "period": "2024-2025", "source": "DUO 2024"}
    for name, numbers in [("Ahorn", {"pie": (1, 4), "bwi": (12, 12)}), ("Beuk", {"pie": (7, 7)})]:
        school = make.a_school(name=name, slug=name.lower(), municipality=municipality)
        make.a_school_participation(school=school, region=region)
        for profile, (low, high) in numbers.items():
            row = {**figure, "school": school, "area_code": name, "profile": profile}
            make.a_figure(**row, low=low, high=high, as_of="1 oktober 2024")
    make.a_figure(**figure, municipality=municipality, profile="pie", low=8, high=11)

    rows = [row for row in sheet_of(client, address) if row["onderdeel"] == "Cijfers per school"]

    pie, bwi, together = (
        "Produceren, installeren en energie",
        "Bouwen, wonen en interieur",
        "technische profielen samen",
    )
    assert {
        (row["code of kenmerk"], row["gegeven"].partition(": ")[2]): row["waarde"] for row in rows
    } == {
        ("ahorn", bwi): "12",
        ("ahorn", pie): "<5",
        ("ahorn", together): "13–16",
        ("beuk", bwi): "geen cijfer",
        ("beuk", pie): "7",
        ("beuk", together): "7",
    }
    assert {row["cijfer: periode"] for row in rows} == {"2024-2025"}
    known = [row for row in rows if row["waarde"] != "geen cijfer"]
    assert {(row["cijfer: eenheid"], row["bron"]) for row in known} == {("leerlingen", "DUO 2024")}
    assert [row["cijfer: minstens"] for row in known if row["waarde"] == "<5"] == ["1"]


def test_a_municipality_of_a_region_takes_part_in_it_or_has_a_school_that_does(client):
    region = make.a_region(slug="pact", name="Pact")
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Hoorn"), source="krant 2022"
    )
    school = make.a_school(municipality=make.a_municipality(name="Medemblik"))
    make.a_school_participation(region=region, school=school, source="gids 2021")

    rows = [row for row in sheet_of(client, "/regios/pact/") if row["onderdeel"] == "Gemeenten"]
    assert [(row["over"], row["gegeven"], row["waarde"], row["bron"]) for row in rows] == [
        ("Hoorn", "hoort bij", "Pact", "krant 2022"),
        ("Medemblik", "heeft een deelnemende school van", "Pact", "gids 2021"),
    ]


def test_a_school_that_left_or_closed_has_a_source_for_that(client):
    region = make.a_region(slug="pact")
    left = make.a_school(name="Ahorn", source="site 2024")
    closed = make.a_school(name="Berk", closed_on="2023", source="DUO 2024")
    make.a_school_participation(region=region, school=left, until="2022", source="krant 2023")
    make.a_school_participation(region=region, school=closed, source="gids 2021")

    rows = sheet_of(client, "/regios/pact/")
    assert {
        (row["waarde"], row["bron"]) for row in rows if row["gegeven"] == "deelname voorbij"
    } == {
        ("deed mee tot en met 2022", "krant 2023"),
        ("school gesloten: 2023", "DUO 2024"),
    }


def test_a_telephone_number_keeps_its_zero_in_a_spreadsheet(client):
    make.a_contact(
        region=make.a_region(slug="pact"),
        role="Projectleider",
        phone="0229123456",
        phone_is_public=True,
        publication_agreed_on=make.PUBLISHED,
    )

    assert values(sheet_of(client, "/regios/pact/"), "Projectleider") == ["tel. 0229123456"]


def test_a_future_signing_is_not_listed_as_signed(client):
    region = make.a_region(slug="pact")
    make.an_agreement(region=region, is_signed=True, signed=make.LONG_AHEAD)
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(slug="uithoorn")
    )

    said = "nog niet; volgens de bron: 20 mei 2099"
    assert values(sheet_of(client, "/regios/pact/"), "ondertekend") == [said]
    assert values(sheet_of(client, "/gemeenten/uithoorn/"), "ondertekend") == [said]
    assert [row["ondertekend"] for row in sheet_of(client, "/regios/")] == [said]


def test_missing_facts_are_called_unknown(client):
    make.a_municipality(slug="uithoorn")
    make.a_region(slug="pact")
    make.a_school(slug="tabor", municipality=None, place=None)
    make.a_partner(slug="bouw")

    assert values(sheet_of(client, "/gemeenten/uithoorn/"), "techniekregio") == ["niet bekend"]
    assert values(sheet_of(client, "/scholen/tabor/"), "techniekregio") == ["niet bekend"]
    assert values(sheet_of(client, "/partners/bouw/"), "techniekregio") == ["niet bekend"]
    region = sheet_of(client, "/regios/pact/")
    assert values(region, "overeenkomst") == values(region, "contact") == ["niet bekend"]
    for row in region:
        assert row["waarde"]


@pytest.mark.parametrize(
    ("maker", "old", "new"),
    [
        (make.a_region, "/regios/oud.csv", "/regios/nieuw.csv"),
        (make.a_municipality, "/gemeenten/oud.xlsx", "/gemeenten/nieuw.xlsx"),
        (make.a_school, "/scholen/oud.csv", "/scholen/nieuw.csv"),
        (make.a_partner, "/partners/oud.xlsx", "/partners/nieuw.xlsx"),
    ],
)
def test_an_old_slug_redirects(client, maker, old, new):
    row = maker(slug="oud")
    row.slug = "nieuw"
    row.save()
    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200
    assert client.get(old.replace("oud", "geen")).status_code == 404


def test_a_former_municipality_redirects_to_its_successor_or_the_disambiguation_page(client):
    new, other = make.a_municipality(slug="dijk"), make.a_municipality(slug="zeist")
    old = make.a_municipality(name="Langedijk", slug="langedijk", valid_until="2021")
    make.a_succession(old=old, new=new, on="2022-01-01")
    assert client.get("/gemeenten/langedijk.csv")["Location"] == "/gemeenten/dijk.csv"

    make.a_succession(old=old, new=other, on="2022-01-01")
    assert client.get("/gemeenten/langedijk.csv")["Location"] == "/gemeenten/langedijk/"


def test_a_former_name_of_a_school_redirects_to_the_school(client):
    school = make.a_school(name="Vonk", slug="vonk")
    make.a_former_name(school=school, name="Clusius")

    assert client.get("/scholen/clusius.csv")["Location"] == "/scholen/vonk.csv"
    make.a_former_name(school=make.a_school(name="Vonk Alkmaar"), name="Clusius")
    assert client.get("/scholen/clusius.csv")["Location"] == "/scholen/clusius/"


@pytest.mark.parametrize("rows", [1, 4])
def test_takes_the_same_queries_for_any_number_of_rows(client, django_assert_max_num_queries, rows):
    municipality, region = make.a_municipality(slug="uithoorn"), make.a_region(slug="pact")
    indicator = make.an_indicator()
    make.a_municipality_participation(municipality=municipality, region=region)
    for _ in range(rows):
        school = make.a_school(municipality=municipality, brin="", location_code="")
        make.a_school_participation(school=school, region=region)
        make.a_partner_participation(partner=make.a_partner(kvk_number=""), region=region)
        make.a_figure(indicator=indicator, school=school, area_code=school.slug)
    counts = {"/gemeenten/uithoorn.csv": 27, "/regios/pact.csv": 27, "/scholen.csv": 12}
    counts |= {"/partners.csv": 12, "/regios.csv": 16, "/gemeenten.csv": 14}
    for address, most in counts.items():
        with django_assert_max_num_queries(most):
            client.get(address)


def test_every_page_with_sheets_links_to_both(demo, client):
    for model in [Region, Municipality, School, Partner]:
        address = model.objects.first().get_absolute_url()
        links = BeautifulSoup(client.get(address, follow=True).content, "lxml")
        hrefs = [link["href"] for link in links.select(".download a")]
        assert hrefs[-2:] == [sheet_path(address, "csv"), sheet_path(address, "xlsx")]


@pytest.mark.parametrize("maker", [make.a_region, make.a_municipality])
def test_a_page_as_of_a_past_date_links_to_todays_downloads(client, maker):
    page = maker(slug="urk").get_absolute_url()
    past = main_of(client.get(f"{page}?peildatum=2021-09-01")).select(".download")
    unreadable = main_of(client.get(f"{page}?peildatum=gisteren")).select(".download a")

    assert [words(line) for line in past] == [
        "Downloaden kan alleen van vandaag: ga naar de pagina van vandaag ."
    ]
    assert [link["href"] for link in past[0]("a")] == [page]
    assert [link["href"] for link in unreadable] == [
        sheet_path(page, extension) for extension in ("pdf", "csv", "xlsx")
    ]


@pytest.mark.parametrize("file", ["/regios/urk.pdf", "/gemeenten/urk.csv", "/cijfers.xlsx"])
def test_a_download_as_of_a_past_date_redirects_to_the_page_as_of_that_date(client, file):
    response = client.get(f"{file}?peildatum=2021-09-01&x=1")

    page = file.rpartition(".")[0]
    assert (response.status_code, response["Location"]) == (301, f"{page}/?peildatum=2021-09-01")
    assert client.get(f"{file}?peildatum=")["Location"] == file
    assert client.get("/partners.csv?peildatum=2021-09-01")["Location"] == "/partners.csv"


def test_a_sum_says_for_how_many_schools_it_is_in_each_period(client):
    region, indicator = make.a_region(slug="pact"), make.an_indicator(unit="kandidaten")
    for periods in (["2023", "2024"], ["2024"], []):
        school = make.a_school()
        make.a_school_participation(school=school, region=region)
        for period in periods:
            figure = {"indicator": indicator, "area_code": school.slug, "period": period}
            make.a_figure(**figure, school=school, low=9, high=9)
    rows = sheet_of(client, "/regios/pact/")

    assert [
        (row["cijfer: periode"], row["waarde"], row["toelichting"])
        for row in rows
        if row["onderdeel"] == "Cijfers"
    ] == [
        ("2023", "9", "opgeteld over 1 van de 3 scholen"),
        ("2024", "18", "opgeteld over 2 van de 3 scholen"),
    ]


def test_the_sheet_of_an_invented_row_says_so(client):
    example = {"slug": "zin", "name": "Verzinsel", "is_example": True}
    rows = [
        make.a_region(**example),
        make.a_municipality(province="", **example),
        make.a_school(**example, place=make.a_place(municipality=Municipality.objects.get())),
        make.a_partner(**example, place=None),
    ]
    notice = ["Let op", "Dit is een verzonnen voorbeeld. Het telt nergens mee."]
    for row in rows:
        sheet = client.get(sheet_path(row.get_absolute_url(), "xlsx"))
        about = xlsx_rows(sheet.content, "Over dit bestand")

        assert notice in about
        assert about[0][1].endswith(" (verzonnen voorbeeld)")
    real = client.get(sheet_path(make.a_region().get_absolute_url(), "xlsx"))
    assert "verzonnen" not in str(xlsx_rows(real.content, "Over dit bestand"))


def test_sheets_of_a_region_and_a_municipality_agree_about_a_member(client):
    region = make.a_region(slug="pact", name="Pact")
    town = make.a_municipality(slug="urk")
    school = make.a_school(municipality=town)
    make.a_school_participation(region=region, school=school, source="gids, 2021")
    make.a_partner_participation(region=region, source="krant, 2022", since="2020")

    def members(address):
        return [
            (row["waarde"], row["toelichting"].split("; ")[-1], row["bron"])
            for row in sheet_of(client, address)
            if row["gegeven"] == "deelnemer van" and row["onderdeel"] in ("Scholen", "Partners")
        ]

    said = [
        ("Pact", "vanaf wanneer niet bekend", "gids, 2021"),
        ("Pact", "sinds 2020", "krant, 2022"),
    ]
    assert members("/regios/pact/") == said
    assert sorted(members("/gemeenten/urk/")) == sorted(said)


@pytest.mark.usefixtures("demo")
def test_the_sheet_of_a_municipality_words_unknown_facts_as_the_page_does(client):
    awaiting = School.objects.get(slug="praktijkschool-uithoorn")
    make.a_school_match(school=awaiting, location=make.a_school())
    rows = sheet_of(client, "/gemeenten/uithoorn/")
    page = words(main_of(client.get("/gemeenten/uithoorn/")))
    paper = text_on(client.get("/gemeenten/uithoorn.pdf"))

    assert values(rows, "laatst bevestigd") == ["nog niet door de regio bevestigd"]
    unknown = {row["opgegeven of afgeleid"] for row in rows if row["waarde"] == "niet bekend"}
    assert unknown == {""}
    noted = [row for row in rows if row["toelichting"] == "welke vestiging wordt nagekeken"]
    assert [row["over"] for row in noted] == ["Praktijkschool Uithoorn"]
    [aims] = values(rows, "toelichting bij de doelen")
    for sentence in (aims, "Het pact riep bedrijven en gemeenten op om zich te verbinden."):
        assert sentence in page
        assert sentence in paper
    for sentence in (
        "Ook leerroutes techniek zonder profiel.",
        "In de sector techniek. DUO telt de technische profielen apart.",
    ):
        assert sentence in paper
