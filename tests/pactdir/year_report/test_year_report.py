"""A region's report per year and funding period, on the page and as a PDF."""

from datetime import date

import pytest

from pactdir.year_report.spans import NoSpan, Span, read_span
from regions.clock import today
from tests import make
from tests.pactdir.paper.reading import text_on
from tests.pactdir.paper.structure import problems
from tests.pages.reading import block, facts, main_of, names, read, text_of, words, words_of

pytestmark = pytest.mark.django_db

IN_2021 = {"starts_on": date(2021, 6, 1), "ends_on": date(2021, 6, 2)}


@pytest.fixture
def region():
    return make.a_region(name="Regio Noord", slug="noord")


@pytest.fixture
def full(region):
    period = make.a_funding_period(first_year=2020, last_year=2023)
    lead = make.an_organisation(name="Stichting Kop")
    make.an_agreement(
        region=region, starts="2020", ends="2023", lead_organisation=lead, funding_period=period
    )
    line = make.a_programme_line(number=2, name="Instroom", funding_period=period)
    goal = make.a_goal(region=region, text="Meer techniek.", target="300", programme_line=line)
    make.a_goal(region=region, text="Zonder lijn.")
    make.a_goal_document(goal=goal, name="Verslag 2021", dated="2021")
    make.a_goal_document(goal=goal, name="Verslag 2022", dated="2022")
    make.a_goal_document(goal=goal, name="Zonder datum")
    make.an_event(region=region, name="PET", **IN_2021)
    make.an_event(region=region, name="Afgelast", status="geannuleerd", **IN_2021)
    make.an_event(region=region, name="Later", starts_on=date(2022, 1, 1))
    make.an_event(region=region, name="Geheim", **IN_2021, **make.drafts)
    make.an_article(region=region, name="Lab open", dated="2021-03-04")
    school = make.a_school(name="Ahorn", municipality=make.a_municipality(name="Almere"))
    make.a_school_participation(region=region, school=school, since="2020")
    make.a_partner_participation(
        region=region, partner=make.a_partner(name="Staal"), since="2020", until="2021-06-30"
    )
    make.a_partner_participation(region=region, partner=make.a_partner(name="Hout"), since="2020")
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Urk"), since="2022"
    )
    pupils = make.an_indicator(name="Leerlingen", unit="leerlingen")
    for year, count in (("2020", 180), ("2021", 212)):
        make.a_figure(
            indicator=pupils, school=school, area_code="", period=year, as_of=year, low=count
        )
    award = make.an_indicator(name="Toegekend", unit="euro")
    area = {"indicator": award, "region": region, "area_code": region.slug}
    for source, amount in (("krant", 2_000_000), ("brief", 3_000_000)):
        make.a_figure(**area, period="2020-2023", low=amount, source=source)
    make.a_figure(**area, period="2025-2028", low=9_000_000, source="krant")


def test_a_year_shows_plans_events_and_participants(client, full):
    page = client.get("/regios/noord/jaar/2021/")
    agreed = block(page, "Wat was afgesproken")

    assert words(main_of(page).h1) == "Regio Noord in 2021"
    assert facts(agreed)["Penvoerder"] == "Stichting Kop"
    assert words_of(agreed.select("h3")) == [
        "Programmalijn 2. Instroom (2020-2023)",
        "Doelen zonder programmalijn",
    ]
    assert words_of(agreed.select(".goal__evidence a")) == ["Verslag 2021", "Zonder datum"]
    assert "Bewijs zonder datum. Of het uit 2021 is, weten wij niet: Zonder datum" in words(agreed)
    assert words(agreed).index("die de regio nu noemt") < words(agreed).index("Meer techniek.")
    assert (
        "Geen meting van dit doel bekend tot en met 31 december 2021; "
        "zie ook de cijfers over 2021 hieronder." in words(agreed)
    )
    assert "Zonder lijn. Streefwaarde niet bekend." in words(agreed)
    events = words(block(page, "Activiteiten in 2021"))
    assert "PET" in events
    assert "Afgelast ging niet door." in events
    assert "Later" not in events
    happened = words(block(page, "Wat er verder gebeurde"))
    assert "Lab open" in happened
    assert "Deelnemer tot en met 30 juni 2021: Staal" in happened
    assert "212 leerlingen, 2021. Bron: testbron" in words(block(page, "Cijfers over 2021"))
    assert "180" not in words(block(page, "Cijfers over 2021"))
    members = main_of(page)
    assert names(members, "/scholen/") == ["Ahorn"]
    assert names(members, "/partners/") == ["Hout"]
    assert names(members, "/gemeenten/") == ["Almere"]  # derived
    assert "geen gemeenten opgegeven als deelnemer" in text_of(page)
    money = words(block(page, "Geld"))
    assert "€ 2 miljoen" in money
    assert "€ 3 miljoen" in money
    assert "De bronnen noemen niet hetzelfde bedrag." in money
    assert "€ 9 miljoen" not in money
    assert "Geheim" not in page.content.decode()
    assert 'name="robots" content="noindex"' in page.content.decode()


def test_an_offer_that_neither_started_nor_ended_in_a_year_is_named(client, region):
    make.an_agreement(region=region, starts="2020", ends="2023")
    for name, fields in {
        "Liep": {"starts": "2020", "ends": "2022"},
        "Open eind": {"starts": "2019", "ends": None, "source_dated": "2022"},
        "Oude bron": {"starts": "2019", "ends": None, "source_dated": "2020"},
        "Zonder begin": {"starts": None, "ends": "2099"},
        "Begon": {"starts": "mei 2021", "ends": "2099"},
        "Eindigde": {"starts": "2020", "ends": "2021"},
        "Voorbij": {"starts": None, "ends": "2020"},
        "Later": {"starts": "2022", "ends": "2022"},
        "Concept": {"starts": "2020", "ends": "2022", **make.drafts},
    }.items():
        make.an_offer(name=name, region=region, **fields)

    def shown(year):
        rows = block(client.get(f"/regios/noord/jaar/{year}/"), "Wat er verder gebeurde")
        rows = rows.select("li") if rows else []
        return [words(row.p).replace(" ,", ",").replace(" .", ".") for row in rows]

    assert shown(2021)[-4:] == [
        "Aanbod dat het hele jaar liep: Liep.",
        "Aanbod dat het hele jaar liep: Open eind, einde niet bekend.",
        "Aanbod, of het er in 2021 was weten wij niet: Oude bron, einde niet bekend.",
        "Aanbod, of het er in 2021 was weten wij niet: Zonder begin, begin niet bekend.",
    ]
    assert [text for text in shown(2021) if "Liep" in text] == [
        "Aanbod dat het hele jaar liep: Liep."
    ]
    # before the first agreement nothing shows that one ran
    assert not any("weten wij niet" in text or "liep:" in text for text in shown(2019))
    assert shown(today().year)[-4:] == [
        "Aanbod dat nu loopt: Begon.",
        "Aanbod dat nu loopt: Zonder begin, begin niet bekend.",
        "Aanbod, of het er nog is weten wij niet: Open eind, einde niet bekend.",
        "Aanbod, of het er nog is weten wij niet: Oude bron, einde niet bekend.",
    ]
    assert "Open eind" in text_on(client.get("/regios/noord/jaar/2021.pdf"))


def test_the_pdf_of_a_period_has_the_contents_of_its_page(client, full):
    page = client.get("/regios/noord/jaar/2020-2023/")
    paper = client.get("/regios/noord/jaar/2020-2023.pdf")
    text = text_on(paper)

    for sentence in ("Regio Noord in 2020-2023", "Verslag 2021", "Verslag 2022", "€ 3 miljoen"):
        assert sentence in text_of(page)
        assert sentence in text
    assert "212 leerlingen, 2021." in text
    assert "Stand op 31 december 2023." in text
    assert text.count("Stand op") == 1
    assert names(main_of(page), "/gemeenten/") == ["Urk", "Almere"]
    assert problems(paper.content) == []
    assert 'filename="regio-noord-2020-2023-' in paper["Content-Disposition"]
    assert paper["Link"] == '<http://testserver/regios/noord/jaar/2020-2023/>; rel="canonical"'


def test_a_year_before_any_data_says_so(client, full):
    page = client.get("/regios/noord/jaar/2004/")

    assert "Over 2004 weten wij van Regio Noord niets." in text_of(page)
    assert "Wat was afgesproken" not in text_of(page)
    assert 'href="/regios/noord/jaar/"' in page.content.decode()


def test_a_year_with_only_figures_has_a_report_as_page_and_pdf(client, region):
    make.an_agreement(region=region)
    make.an_article(region=region, name="Lab open", dated="2021-03-04")
    schools = [make.a_school(name=name, levels=["vmbo-bb"]) for name in ("Ahorn", "Berk")]
    for school in schools:
        make.a_school_participation(region=region, school=school)
    candidates = make.an_indicator(name="Kandidaten", unit="kandidaten")
    of_ahorn = {"indicator": candidates, "school": schools[0], "area_code": "", "as_of": "2019"}
    for level, count in (("vmbo-kb", 31), ("vmbo-bb", 12)):
        make.a_figure(**of_ahorn, level=level, period="2018-2019", low=count)
    page, paper = (client.get(f"/regios/noord/jaar/2019{end}") for end in ("/", ".pdf"))
    index = names(main_of(client.get("/regios/noord/jaar/")), "/regios/noord/jaar/")

    for text in (text_of(page), text_on(paper)):
        assert "Opgeteld over 1 van de 2 scholen die in de stand op 31 december" in text
        assert "Van 1 school kennen wij hiervan geen cijfer" in text
        assert text.index("12 kandidaten") < text.index("31 kandidaten")
    assert index == [*map(str, range(today().year, 2020, -1)), "2019"]
    assert client.get("/regios/noord/jaar/2018.pdf")["Location"] == "/regios/noord/jaar/2018/"
    assert "Over 2018 weten wij van Regio Noord niets." in text_of(
        client.get("/regios/noord/jaar/2018/")
    )


def test_a_project_without_a_known_start_is_mentioned_from_the_first_funded_year(client, region):
    make.a_funding_period(first_year=2018, last_year=2019)
    make.a_funding_period(first_year=2025, last_year=2028)
    make.an_agreement(region=region, kind="sto-project", ends="2099")
    years = [*map(str, range(today().year, 2017, -1)), "2025-2028", "2018-2019"]

    assert names(main_of(client.get("/regios/noord/jaar/")), "/regios/noord/jaar/") == years
    for year in ("2018", "2025-2028"):
        agreed = words(block(client.get(f"/regios/noord/jaar/{year}/"), "Wat was afgesproken"))
        assert "STO-project" in agreed
        assert "tot en met 2099" in agreed
    assert "Vanaf wanneer is niet bekend" in text_of(client.get("/regios/noord/jaar/2018/"))
    assert "weten wij van Regio Noord niets" in text_of(client.get("/regios/noord/jaar/2017/"))


@pytest.mark.parametrize(("ends", "passed_in"), [("2023", 2024), ("juni 2023", 2023)])
def test_an_agreed_end_has_passed_on_the_day_after_its_last(client, region, ends, passed_in):
    make.an_agreement(region=region, starts="2020", ends=ends)
    passed = [
        year
        for year in (2022, 2023, 2024)
        if "Einddatum voorbij" in text_of(client.get(f"/regios/noord/jaar/{year}/"))
    ]

    assert passed == [passed_in]


def test_a_year_in_which_only_an_agreed_end_is_known_has_a_report(client, region):
    make.an_agreement(region=region, kind="overeenkomst", starts="", ends="2023")

    assert "tot en met 2023" in text_of(client.get("/regios/noord/jaar/2023/"))


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (2023, "wanneer is niet bekend, dus ook niet of dat toen al zo was"),
        (2024, "toen al, want de looptijd is in elk geval tot juni 2024 (afgeleid); wanneer is"),
    ],
)
def test_an_agreement_in_force_counts_as_signed(client, region, year, said):
    make.an_agreement(
        region=region, is_signed=True, ends="juni 2024", end_wording="in-elk-geval-tot"
    )
    make.an_article(region=region, dated="2023")
    agreed = block(client.get(f"/regios/noord/jaar/{year}/"), "Wat was afgesproken")

    assert said in facts(agreed)["Ondertekend"]


def test_a_merger_is_mentioned_if_the_region_had_started(client, region):
    make.an_agreement(region=region, starts="2020", ends="2023")
    into = make.a_municipality(name="Dijk en Waard")
    for name, on in (("Heerhugowaard", "2022-01-01"), ("Ooit", "2013-01-01")):
        make.a_succession(old=make.a_municipality(name=name), new=into, on=on)
    make.a_succession(on="2022-01-01")  # a merger in another region
    make.a_school_participation(region=region, school=make.a_school(municipality=into))
    told = "Herindeling: Heerhugowaard hoort bij Dijk en Waard."

    assert told in words(block(client.get("/regios/noord/jaar/2022/"), "Wat er verder gebeurde"))
    timeline = text_of(client.get("/regios/noord/tijdlijn/"))
    assert told in timeline
    assert "Ooit" not in timeline


def test_members_without_dates_are_listed_below_a_warning(client, region):
    make.an_agreement(region=region, ends="2020")
    make.an_article(region=region, name="Lab open", dated="2021-03-04")
    school = make.a_school(name="Ahorn", municipality=make.a_municipality(name="Hoorn"))
    make.a_school_participation(region=region, school=school)
    members = words(
        block(
            client.get("/regios/noord/jaar/2021/"),
            "Deelnemers op 31 december 2021, voor zover bekend",
        )
    )

    caution, rows = members.split("Ahorn")
    assert (
        "Vanaf wanneer is van 1 deelnemer niet bekend, dus ook niet of dat toen al zo was."
        in caution
    )
    assert "De einddatum van de overeenkomst was toen voorbij." in caution
    assert "Afgeleid: hier staat een school" in rows
    assert rows.endswith("Hoorn")


def test_the_report_ends_with_contacts(client, region):
    make.an_article(region=region, name="Lab open", dated="2021-03-04")
    page = "/regios/noord/jaar/2021/"

    assert "is geen contact opgegeven" in words(block(client.get(page), "Contact nu"))

    make.a_contact(region=region, role="Projectleider")
    told = words(block(client.get(page), "Contact nu"))
    assert told.startswith("Contact nu Projectleider")
    assert "“Wij” is de redactie" in told


def test_every_pdf_page_of_an_example_region_says_so(client, monkeypatch):
    monkeypatch.setattr("pactdir.paper.views.pdf_of", lambda html, address: html)
    region = make.a_region(name="Voorbeeldregio", slug="voorbeeld", is_example=True)
    make.an_article(region=region, name="Lab open", dated="2021-03-04")

    make.a_municipality(name="Voorbeelddam", slug="dam", is_example=True, province="")
    for paper in ("/regios/voorbeeld/jaar/2021", "/regios/voorbeeld", "/gemeenten/dam"):
        html = read(client.get(f"{paper}.pdf"))
        assert "(verzonnen voorbeeld), stand op" in words(html.title)
        assert words(html.select_one(".foot")).endswith("(verzonnen voorbeeld)")


def test_without_a_period_of_its_own_a_region_shows_periods_labelled_national(client, region):
    make.a_funding_period(first_year=2020, last_year=2023)
    make.a_funding_period(first_year=2024, last_year=2024)
    make.an_article(region=region, name="Lab open", dated="2021-03-04")
    page = main_of(client.get("/regios/noord/jaar/"))

    assert names(page, "/regios/noord/jaar/").count("2024") == 1
    assert "Dit zijn de landelijke perioden." in words(page)


def test_a_year_links_to_adjacent_years_with_a_report(client, full):
    def years_linked(year):
        page = main_of(client.get(f"/regios/noord/jaar/{year}/"))
        return [link.get_text()[-4:] for link in page.select("p > a[href*='/jaar/2'][href$='/']")]

    this_year = today().year
    assert years_linked(2021) == ["2020", "2022"]
    assert years_linked(this_year) == [str(this_year - 1)]
    assert years_linked(2004) == []


def test_the_list_starts_with_the_first_year_with_data(client, full):
    years = names(main_of(client.get("/regios/noord/jaar/")), "/regios/noord/jaar/")

    assert years == [*map(str, range(today().year, 2019, -1)), "2020-2023"]
    assert 'href="/regios/noord/jaar/"' in client.get("/regios/noord/").content.decode()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("abc", "“abc” is geen jaar en geen subsidieperiode."),
        ("1999", "Verder terug dan 2000 gaan wij niet."),
        ("2099", "2099 moet nog komen."),
        ("2021-2022", "2021-2022 is geen subsidieperiode die wij kennen."),
        ("2023-2020", "2023-2020 is geen subsidieperiode die wij kennen."),
        ("٢٠٢١", "“٢٠٢١” is geen jaar en geen subsidieperiode."),
    ],
)
def test_an_impossible_year_returns_the_list_of_years(client, full, typed, problem):
    page = client.get(f"/regios/noord/jaar/{typed}/")

    assert page.status_code == 404
    assert problem in page.content.decode()
    assert client.get(f"/regios/noord/jaar/{typed}.pdf").status_code == 302


@pytest.mark.parametrize("end", ["/", ".pdf"])
def test_a_period_of_one_year_redirects_to_the_year(client, full, end):
    assert client.get(f"/regios/noord/jaar/2021-2021{end}")["Location"].endswith("/jaar/2021/")


def test_an_old_slug_redirects_to_the_same_year(client, region):
    region.slug = "nieuw"
    region.save()

    for below in ("jaar/", "jaar/2021/", "jaar/2021.pdf"):
        answer = client.get(f"/regios/noord/{below}")
        assert (answer.status_code, answer["Location"]) == (301, f"/regios/nieuw/{below}")


def test_a_school_year_belongs_to_the_year_in_which_it_ends():
    year = Span(2021, 2021)

    assert [
        year.overlaps_period(text) for text in ("2021", "2020-2021", "2021-2022", "2020-2023")
    ] == [
        *(True, True),
        *(False, True),
    ]
    assert year.overlaps_period("onbekend") is None
    with pytest.raises(NoSpan):
        read_span("2030", date(2026, 1, 1), list)


def test_the_lead_of_an_agreement_without_a_start_may_not_have_led_in_that_year(client, region):
    make.an_article(region=region, dated="2021-03-04")
    lead = make.an_organisation(name="Panta Rhei")
    make.an_agreement(region=region, starts="", ends="2099", lead_organisation=lead)
    said = "Panta Rhei; of dat toen al zo was, is niet bekend"

    assert said in text_of(client.get("/regios/noord/jaar/2021/"))
    assert said in text_of(client.get("/regios/noord/?peildatum=2021-09-01"))
    assert said not in text_of(client.get("/regios/noord/"))


def test_a_share_is_given_with_its_total(client, region):
    make.a_figure(
        indicator=make.an_indicator(name="Geslaagd", unit="procent"),
        region=region,
        area_code="noord",
        period="2021",
        low=17,
        high=17,
        of_low=18,
        of_high=18,
    )

    assert "94,4 % (17 van 18), 2021." in text_of(client.get("/regios/noord/jaar/2021/"))


def test_a_municipality_links_to_the_reports_of_its_region(client, region):
    town = make.a_municipality(slug="urk", name="Urk")
    make.a_municipality_participation(region=region, municipality=town)

    assert "/regios/noord/jaar/" in str(main_of(client.get("/gemeenten/urk/")))
