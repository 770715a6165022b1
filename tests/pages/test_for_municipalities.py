"""`/voor-gemeenten/`: the recommendations of 2022, filled in for one municipality."""

from datetime import timedelta

import pytest

from pactdir.for_municipalities.early import early_lines
from regions.clock import today
from schools.figures.counted import LOCATIONS
from schools.figures.money import REPORTED
from schools.models import Profile
from tests import make
from tests.pages.heads import Head
from tests.pages.reading import block, facts, lede, main_of, names, text_of, words, words_of

pytestmark = pytest.mark.django_db

ADDRESS = "/voor-gemeenten/"
RECOMMENDATIONS = [
    "1. Bouw verder op wat er is",
    "2. Begin vroeg",
    "3. Zet in op scholing",
    "4. Gebruik wat er aan kennis is",
]
ARTICLE = "/nieuws/oproep-aan-nieuwe-wethouders/"


@pytest.fixture
def typed(client):
    return lambda name: client.get(ADDRESS, {"gemeente": name})


def to_do(page, recommendation):
    heading = block(page, recommendation).find("h3", string="Dit kunt u doen")
    return words_of(heading.find_next_sibling("ul").select("li"))


def a_town(name, **fields):
    return make.a_municipality(name=name, **fields)


def with_lead(name, *municipalities, **fields):
    region = make.a_region(name=f"Regio {name}", **fields)
    make.an_agreement(region=region, lead_organisation=make.an_organisation(name=name))
    for municipality in municipalities:
        make.a_municipality_participation(region=region, municipality=municipality)
    return region


# --- without a municipality ---


@pytest.mark.usefixtures("demo")
def test_each_recommendation_links_to_an_action(client):
    page = client.get(ADDRESS)

    assert words_of(main_of(page).select("h2"))[:4] == RECOMMENDATIONS
    for recommendation in RECOMMENDATIONS:
        assert len(to_do(page, recommendation)) >= 3
        assert block(page, recommendation).select("ul a")
    assert "24 maart 2022" in words(block(page, "Waar dit vandaan komt"))
    assert "Er waren toen meer dan 130.000 vacatures" in text_of(page)
    assert main_of(page).select(f"a[href='{ARTICLE}']")
    assert Head(page).is_indexed


def test_an_empty_site_shows_the_recommendations(client):
    page = client.get(ADDRESS)

    assert all(to_do(page, recommendation) for recommendation in RECOMMENDATIONS)
    assert not main_of(page).select(f"a[href='{ARTICLE}']")
    form = main_of(page).form
    assert (form["action"], form.get("method"), form.input["name"]) == (ADDRESS, None, "gemeente")


def test_networks_and_schemes_are_described_only_from_sources(client):
    make.a_funding_period(first_year=2020, last_year=2023, source="")
    make.a_funding_period(first_year=2024, last_year=2024, source="regeling")
    page = client.get(ADDRESS)

    networks = facts(block(page, RECOMMENDATIONS[3]))
    assert list(networks) == [
        "sterktechniekonderwijs.nl",
        "Katapult",
        "Dashboard Onderwijs & Arbeidsmarkt Technologie (in de oproep: Monitor Techniekpact)",
    ]
    assert all("Bron: oproep Techniekpact, 24 maart 2022" in text for text in networks.values())
    assert "of dit adres nog werkt, is niet nagekeken" in networks["sterktechniekonderwijs.nl"]
    money = block(page, "Geld en regelingen")
    assert "Wij kennen nu geen regeling met een bron." in words(money)
    sourced = "2024 (bron: regeling (datum niet bekend))"
    assert words_of(money.select("li")) == [
        "2020-2023: geen bedrag bekend.",
        f"{sourced}: geen bedrag bekend.",
    ]


@pytest.mark.usefixtures("demo")
def test_lists_budgets_of_the_programme_and_links_to_regional_amounts(client):
    money = block(client.get(ADDRESS), "Geld en regelingen")

    lines = {line[:9]: line for line in words_of(money.select("li"))}
    assert lines["2018-2019"] == "2018-2019: geen bedrag bekend."
    assert (
        "zoals bericht : 21 bedragen van een regio, of van regio's samen, met de bron."
        in lines["2020-2023"]
    )
    assert "€ 368.640.080 voor alle techniekregio's (bron: dus-i.nl, 2024 )" in lines["2025-2028"]
    assert money.select("a[href='/cijfers/budget-voor-sterk-techniekonderwijs/']")
    assert money.select("a[href='https://www.dus-i.nl/subsidies/sterk-techniekonderwijs-2025']")
    assert "Wij kennen nu geen regeling" not in words(money)

    named = "Deze bedragen staan op naam van een regio, niet van een gemeente."
    of_town = [client.get(f"{ADDRESS}?gemeente={slug}") for slug in ("opmeer", "uithoorn")]
    assert [named in words(block(page, "Geld en regelingen")) for page in of_town] == [True, False]


# --- which municipality is meant ---


@pytest.mark.usefixtures("demo")
def test_a_name_redirects_to_its_municipality(typed):
    for name, slug in {
        "Uithoorn": "uithoorn",
        " uithoorn ": "uithoorn",
        "UITHOORN": "uithoorn",
        "gemeente Hoorn": "hoorn",
        "Heerhugowaard": "dijk-en-waard&naam=Heerhugowaard",
        "langedijk": "dijk-en-waard&naam=langedijk",
        "Vinkeveen": "de-ronde-venen&naam=Vinkeveen",
        "Ouderkerk aan de Amstel": "ouder-amstel&naam=Ouderkerk+aan+de+Amstel",
        "Bergen (NH)": "bergen-nh",
        "Hoorn op Terschelling": "terschelling",
        "1703 AB": "dijk-en-waard",
    }.items():
        response = typed(name)
        assert (response.status_code, response["Location"]) == (302, f"{ADDRESS}?gemeente={slug}")


@pytest.mark.usefixtures("demo")
def test_an_ambiguous_name_asks_which_one(typed):
    page = typed("Bergen")

    assert words(main_of(page).h1) == "Welke gemeente bedoelt u?"
    links = [link["href"] for link in main_of(page).select("a.row__name")]
    assert links == ["?gemeente=bergen-l", "?gemeente=bergen-nh"]
    assert main_of(page).form.input["value"] == "Bergen"
    assert not Head(page).is_indexed


@pytest.mark.usefixtures("demo")
def test_a_municipality_mentions_places_elsewhere_that_share_its_name(typed):
    assert "Ook elders ligt een Hoorn: gemeente Terschelling ." in text_of(typed("hoorn"))


def test_a_split_municipality_explains_the_split_and_links_to_its_parts(typed):
    old = a_town("Haaren", slug="haaren", valid_until="31-12-2020")
    for name in ("Vught", "Boxtel"):
        make.a_succession(old=old, new=a_town(name), on="1-1-2021")
    page = typed("Haaren")

    assert (
        "De gemeente Haaren bestond tot en met 31 december 2020 en is per 1 januari 2021 verdeeld "
        "over de gemeenten Boxtel en Vught."
    ) in text_of(page)
    assert words_of(main_of(page).select("a.row__name")) == ["Boxtel", "Vught"]


def test_a_merged_municipality_redirects_to_its_successor_with_an_explanation(client):
    new = a_town("Dijk en Waard", slug="dijk-en-waard", valid_from="1-1-2022")
    for name in ("Heerhugowaard", "Langedijk"):
        old = a_town(name, slug=name.lower(), valid_until="31-12-2021")
        make.a_succession(old=old, new=new, on="1-1-2022")
    page = client.get(ADDRESS, {"gemeente": "langedijk"}, follow=True)

    assert page.redirect_chain == [(f"{ADDRESS}?gemeente=dijk-en-waard&naam=langedijk", 302)]
    assert (
        "De gemeente Langedijk bestond tot en met 31 december 2021 en hoort sinds 1 januari 2022 "
        "bij de gemeente Dijk en Waard."
    ) in text_of(page)
    assert (
        "Deze gemeente is samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk."
    ) in text_of(page)


def test_a_village_is_explained_as_part_of_its_municipality(client):
    make.a_place(name="Cuijk", municipality=a_town("Land van Cuijk", slug="land-van-cuijk"))
    page = client.get(ADDRESS, {"gemeente": "cuijk"}, follow=True)

    assert "Cuijk hoort bij Land van Cuijk." in text_of(page)
    for name in ("uden", "Land van Cuijk", "<b>"):
        response = client.get(ADDRESS, {"gemeente": "land-van-cuijk", "naam": name})
        assert response["Location"] == f"{ADDRESS}?gemeente=land-van-cuijk"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("xyzzy", "Wij kennen geen gemeente of plaats met de naam “xyzzy”."),
        ("<b>'%00", "Wij kennen geen gemeente of plaats met de naam “<b>'%00”."),
        ("a" * 5000, "Wij kennen geen gemeente of plaats met de naam “aaa"),
        ("Noord-Holland", "Noord-Holland is een provincie."),
        ("Bonaire", "Over Bonaire weten wij daarom niets."),
        ("9999", "Wij kennen geen gemeente of plaats met de naam “9999”."),
    ],
)
def test_an_unknown_name_gets_a_message(typed, name, sentence):
    page = typed(name)

    assert sentence in text_of(page)
    assert main_of(page).form
    assert not Head(page).is_indexed


def test_a_typo_gets_a_suggestion(typed):
    make.a_postcode_area(place=make.a_place(name="Uithoorn", municipality=a_town("Uithoorn")))

    assert "Bedoelt u Uithoorn ?" in text_of(typed("Uithorn"))


# --- filled in ---


@pytest.mark.usefixtures("demo")
def test_uithoorn_has_an_action_for_each_recommendation(typed):
    page = typed("uithoorn")

    assert words(main_of(page).h1) == "Wat kan de gemeente Uithoorn doen?"
    assert lede(page).startswith("Deelnemer aan Techniekpact Amstelland :")
    first, early, training, networks = (block(page, name) for name in RECOMMENDATIONS)
    assert to_do(page, RECOMMENDATIONS[0]) == [
        "Vraag Panta Rhei in Amstelveen hoe het ervoor staat met Techniekpact Amstelland.",
        "Vraag of er een vervolg is. De overeenkomst liep in elk geval tot juni 2024.",
        "Zoek op wat uw gemeente toezegde. Dat is hier niet bekend.",
        "Spreek af met de andere gemeenten van Techniekpact Amstelland: "
        "Aalsmeer , Amstelveen , De Ronde Venen , Ouder-Amstel",
    ]
    assert facts(first)["Contact"] == (
        "Nog niet bekend. Vraag het de penvoerder, Panta Rhei in Amstelveen."
    )
    assert names(first, "/gemeenten/") == ["Aalsmeer", "Amstelveen", "De Ronde Venen"]
    assert "Meer instroom van de basisschool naar het voortgezet onderwijs" in words(early)
    assert facts(training)["Mobiliteit en transport"].startswith("Thamen, Uithoorn , hemelsbreed")
    assert names(training, "/scholen/") == ["MBO Midden Nederland", "Nova College", "Yuverta mbo"]
    assert "TETRIX (opleidingsbedrijf)" in words(training)
    assert "TechNet Amstel en Venen (netwerk)" in words(networks)
    figures = block(page, "Cijfers over Uithoorn")
    assert "vmbo kader 27,6 % (24 van 87)" in words(figures)
    assert "Bron: DUO, leerlingen vo per vestiging naar onderwijstype" in words(figures)
    assert main_of(page).select("a[href='/gemeenten/uithoorn/']")
    assert not Head(page).is_indexed


@pytest.mark.usefixtures("demo")
def test_a_derived_region_is_labelled_and_its_goals_and_news_on_an_early_start_are_listed(typed):
    page = typed("hoorn")

    assert "○ Afgeleid uit deelnemende scholen" in words(block(page, RECOMMENDATIONS[0]))
    assert to_do(page, RECOMMENDATIONS[0])[:3] == [
        "Neem contact op met TechniekPact West-Friesland: projectleider, Tabor College.",
        "Vraag of er een vervolg is. De overeenkomst liep tot 2023.",
        "Vraag of uw gemeente zelf deelnemer is of kan worden.",
    ]
    early = block(page, RECOMMENDATIONS[1])
    assert "Meer en bredere instroom in technische opleidingen, via de basisschool" in words(early)
    assert "Labs komen naar de basisschool" in names(early, "/nieuws/")
    assert "In de agenda van uw regio staat niets voor de basisschool." in words(early)


@pytest.mark.usefixtures("demo")
def test_an_invented_municipality_is_labelled_and_shows_past_events_as_past(typed):
    page = typed("voorbeeldgemeente")

    assert "Dit is een verzonnen voorbeeld." in text_of(page)
    rows = block(page, RECOMMENDATIONS[1]).select(".rows--dated > .row")
    assert ["◁ Geweest" in words(row) for row in rows] == [False, False, True]


def test_without_a_region_other_contacts_are_listed(typed):
    here = a_town("Opmeer", slug="opmeer", latitude=52.7, longitude=5.0)
    near = a_town("Hoorn", latitude=52.6, longitude=5.0)
    beside = a_town("Medemblik")
    make.a_neighbour(municipality=here, neighbour=beside)
    make.a_neighbour(municipality=here, neighbour=a_town("Weg", valid_until="2020"))
    with_lead("Tabor", near)
    with_lead("Ver", a_town("Goes", latitude=51.5, longitude=5.0))
    with_lead("Verzonnen", is_example=True)
    with_lead("Concept", here, **make.drafts)
    make.a_municipality_participation(region=make.a_region(name="Buur"), municipality=beside)
    page = typed("opmeer")
    part = block(page, RECOMMENDATIONS[0])

    assert lede(page) == "Geen techniekregio bekend voor Opmeer."
    assert "Dat wij geen regio kennen, betekent niet dat er geen is." in words(part)
    assert (
        "De dichtstbijzijnde penvoerder die wij kennen is Tabor, van Regio Tabor . "
        "Die regio is er in Hoorn, hemelsbreed ongeveer 11 km."
    ) in words(part)
    assert "Medemblik Buur ? overeenkomst niet bekend ◆ Opgegeven" in words_of(part.select(".row"))
    assert names(part, "/gemeenten/") == ["Medemblik"]
    assert part.select("a[href='https://www.sterktechniekonderwijs.nl/']")
    assert to_do(page, RECOMMENDATIONS[0]) == [
        "Vraag bij een regio van uw buren of uw gemeente daarbij hoort.",
        "Vraag het Tabor, penvoerder van Regio Tabor , hemelsbreed ongeveer 11 km.",
        "Zoek een regio bij u in de buurt op in de landelijke lijst op sterktechniekonderwijs.nl .",
        "Weet uw gemeente het zelf? Meld het .",
    ]
    early, networks = RECOMMENDATIONS[1], RECOMMENDATIONS[3]
    assert not any("uw regio" in line for line in [*to_do(page, early), *to_do(page, networks)])


def test_a_distant_lead_is_not_suggested(typed):
    a_town("Cuijk", slug="cuijk", latitude=51.7, longitude=5.0)
    with_lead("Ver", a_town("Uithoorn", latitude=52.0, longitude=5.0))
    page = typed("cuijk")

    assert "Ver" not in words_of(main_of(page).select("a"))
    assert to_do(page, RECOMMENDATIONS[0]) == [
        "Zoek een regio bij u in de buurt op in de landelijke lijst op sterktechniekonderwijs.nl .",
        "Weet uw gemeente het zelf? Meld het .",
    ]


def test_neighbours_of_the_same_region_come_first(typed):
    here = a_town("Urk", slug="urk")
    region = make.a_municipality_participation(municipality=here).region
    for name in ("Zwolle", "Kampen", "Dronten"):
        town = a_town(name)
        make.a_neighbour(municipality=here, neighbour=town)
        if name == "Zwolle":
            make.a_municipality_participation(region=region, municipality=town)

    rows = block(typed("urk"), RECOMMENDATIONS[0]).select("#buren ~ ul a.row__name")
    assert words_of(rows) == ["Zwolle", "Dronten", "Kampen"]


def test_amounts_for_neighbours_have_their_sources(typed):
    here = a_town("Urk", slug="urk")
    region = make.a_region(name="Veluwe")
    amounts = make.an_indicator(slug=REPORTED, name="Toegekend", unit="euro")
    make.a_figure(
        indicator=amounts,
        region=region,
        area_code=region.slug,
        area_name=region.name,
        low=5_000_000,
        source="Stentor",
        period="2020",
    )
    make.a_figure(
        indicator=amounts,
        area_code="kampen",
        area_name="Kampen e.o.",
        low=7_000_000,
        source="Gelderlander",
        period="2020",
    )
    for name in ("Ermelo", "Kampen"):
        town = a_town(name)
        make.a_neighbour(municipality=here, neighbour=town)
        if name == "Ermelo":
            make.a_municipality_participation(region=region, municipality=town)
    page = block(typed("urk"), RECOMMENDATIONS[0])

    assert facts(page)["Veluwe"].startswith(
        "Toegekend, zoals bericht , 2020: € 5 miljoen , bron: Stentor"
    )
    (kampen,) = [row for row in words_of(page.select("#buren ~ ul .row")) if "Kampen" in row]
    assert "noemt een regio “Kampen e.o.”. Toegekend, zoals bericht" in kampen
    assert "€ 7 miljoen (bron: Gelderlander" in kampen


def test_events_for_primary_schools_are_linked_if_any_are_planned(client):
    agenda = "Kijk wat er in de agenda voor de basisschool staat."
    past = make.an_event(audience=["basisschool"], starts_on=today() - timedelta(30))
    assert agenda not in to_do(client.get(ADDRESS), RECOMMENDATIONS[1])
    make.an_event(region=past.region, audience=["basisschool"], starts_on=today() + timedelta(30))
    assert agenda in to_do(client.get(ADDRESS), RECOMMENDATIONS[1])


def test_a_profile_states_its_certainty_and_the_local_count_by_duo(typed):
    here = a_town("Urk", slug="urk", latitude=52.0, longitude=5.0)
    known = {"profiles": ["pie"], "profiles_known": True, "profiles_on": "2019-10-01"}
    make.a_school(brand="Ver", latitude=52.2, longitude=5.0, **known)
    row = facts(block(typed("urk"), RECOMMENDATIONS[2]))[str(Profile.PIE.label)]
    assert row.endswith("ongeveer 22 km, niet zeker: van te weinig vestigingen bekend")

    indicator = make.an_indicator(slug=LOCATIONS)
    make.a_figure(indicator=indicator, municipality=here, profile="pie", period="2019", low=1)
    row = facts(block(typed("urk"), RECOMMENDATIONS[2]))[str(Profile.PIE.label)]
    assert row.startswith(
        "In uw gemeente: DUO telde er in 2019 een met dit profiel; nog niet op deze site "
        "gevonden. Elders: "
    )
    assert row.endswith("niet zeker: DUO telde er een in de gemeente zelf")


def test_without_a_lead_in_its_region_the_nearest_other_lead_is_named(typed):
    here = a_town("Urk", slug="urk", latitude=52.7, longitude=5.3)
    make.a_municipality_participation(region=make.a_region(name="Eigen"), municipality=here)
    with_lead("Tabor", a_town("Hoorn", latitude=52.6, longitude=5.0))

    assert "De dichtstbijzijnde penvoerder die wij kennen is Tabor" in text_of(typed("urk"))
    with_lead("Kop", here)
    assert "De dichtstbijzijnde penvoerder" not in text_of(typed("urk"))


def test_the_comparison_has_its_own_and_neighbouring_regions(typed):
    here, beside = a_town("Urk", slug="urk"), a_town("Dronten")
    make.a_neighbour(municipality=here, neighbour=beside)
    for slug, town in [("eigen", here), ("buur", beside), ("buur-2", beside)]:
        make.a_municipality_participation(region=make.a_region(slug=slug), municipality=town)

    (link,) = block(typed("urk"), RECOMMENDATIONS[3]).select("a[href^='/vergelijken/?']")
    assert link["href"] == "/vergelijken/?regio=eigen&regio=buur&regio=buur-2"


@pytest.mark.usefixtures("demo")
def test_uithoorn_shows_the_goals_on_its_page_and_links_to_the_full_text(client):
    typed = client.get(f"{ADDRESS}?gemeente=uithoorn")
    goals = words_of(main_of(client.get("/gemeenten/uithoorn/")).select(".goal__text"))
    text = text_of(typed)

    assert words_of(block(typed, RECOMMENDATIONS[0]).select("ol > li")) == goals
    assert "Uit de tekst over Techniekpact Amstelland" in text
    assert "De hele tekst en alle doelen van Techniekpact Amstelland" in text
    assert "Vraag een opleidingsbedrijf in de buurt" in text


def test_a_distant_college_is_not_linked(typed):
    a_town("Urk", slug="urk")
    make.a_school(name="Ver", levels=["mbo"])
    page = typed("urk")

    assert "nog geen mbo-school waarvan wij weten dat zij in de buurt is" in text_of(page)
    assert main_of(page).select("a[href*='niveau=mbo'], a[href*='soort=opleidingsbedrijf']") == []


def test_lines_about_an_early_start_are_found_in_rich_text():
    html = "<p>Met het pact wilden &amp; zouden:</p><ul><li>meer\ninstroom</li><li>geld</li></ul>"

    assert early_lines(f"{html}<p>Ook <em>meisjes</em>.</p>") == ["meer instroom", "meisjes"]


# --- links to it ---


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/", ADDRESS),
        ("/gemeenten/", ADDRESS),
        ("/gemeenten/opmeer/", f"{ADDRESS}?gemeente=opmeer"),
        ("/regios/techniekpact-amstelland/", ADDRESS),
    ],
)
def test_pages_for_officials_link_to_it(client, page, link):
    assert main_of(client.get(page)).select(f"a[href='{link}']")
