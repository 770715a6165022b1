"""The page of a municipality, as a new alderman needs it in the first week."""

from datetime import date

import pytest

from regions.clock import today
from regions.models import Municipality
from regions.names.slugs import slug_of
from regions.wording.dutch import day_in_words
from schools.figures.money import REPORTED, TOGETHER
from tests import make
from tests.pages.reading import (
    block,
    facts,
    lede,
    main_of,
    names,
    own_addresses,
    running_scripts,
    text_of,
    words,
    words_of,
)
from tests.regions.sheets.reading import sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def urk():
    return make.a_municipality(name="Urk", slug="urk", province="PV24", code="GM0184")


@pytest.fixture
def region():
    return make.a_region(name="Regio Noord", slug="noord")


@pytest.fixture
def page(client):
    return lambda: client.get("/gemeenten/urk/")


def make_school_in(municipality, place="Plaats", **school):
    place, _ = municipality.places.get_or_create(name=place)
    return make.a_school(place=place, **school)


# --- scenario S4, with the demo ---


@pytest.mark.usefixtures("demo")
def test_the_page_of_uithoorn_answers_the_questions_of_a_new_alderman(client):
    page = client.get("/gemeenten/uithoorn/")
    part = block(page, "Techniekpact Amstelland")
    region_facts = facts(part)
    groups = {words(heading): heading.find_next_sibling() for heading in part.find_all("h3")}

    assert lede(page) == (
        "Deelnemer aan Techniekpact Amstelland : overeenkomst in elk geval tot juni 2024; "
        "of er een vervolg is, weten wij niet."
    )
    assert words(part.select_one(".block__note")) == "◆ Opgegeven"
    assert words(part.select_one("p.state")) == (
        "◐ Overeenkomst in elk geval tot juni 2024. Of er een vervolg is, weten wij niet."
    )
    assert region_facts["Wat de gemeente zelf op zich nam"] == "Niet bekend"
    assert region_facts["Penvoerder"] == "Panta Rhei in Amstelveen"
    assert region_facts["Contact"] == (
        "Nog niet bekend. Vraag het de penvoerder, Panta Rhei in Amstelveen."
    )
    assert region_facts["Overeenkomst"] == (
        "Ondertekend: ja, datum niet bekend. Wie tekende, weten wij niet."
    )
    assert region_facts["Laatst bevestigd"] == "Nog niet door de regio bevestigd"
    assert [goals.name for goals in part.select(".goals")] == ["ol"]
    assert len(part.select(".goals > li")) == 2
    assert names(groups["Andere gemeenten bij deze regio"], "/gemeenten/") == [
        "Aalsmeer",
        "Amstelveen",
        "De Ronde Venen",
        "Ouder-Amstel",
    ]
    assert "De Ronde Venen Utrecht ◆ Opgegeven" in words_of(
        groups["Andere gemeenten bij deze regio"].select(".row")
    )
    assert sum(len(row.select("a")) for row in groups["Bedrijven en partners"].select("dd")) == 7
    assert set(names(block(page, "Scholen in Uithoorn"), "/scholen/")) == {
        "Praktijkschool Uithoorn",
        "Thamen",
    }
    assert "Mobiliteit en transport technisch 37" in text_of(page)


@pytest.mark.usefixtures("demo")
def test_page_and_sheet_say_which_schools_of_uithoorn_take_part(client):
    make_school_in(Municipality.objects.get(slug="uithoorn"), name="Alkwin", slug="alkwin")
    page = client.get("/gemeenten/uithoorn/")
    rows = words_of(block(page, "Scholen in Uithoorn").select(".row"))
    taking_part = "Deelnemer aan de regio, vanaf wanneer niet bekend"
    sheet = sheet_of(client, "/gemeenten/uithoorn/")
    members = [row for row in sheet if row["gegeven"] == "deelnemer van"]
    in_region = [row for row in members if row["onderdeel"] == "Scholen in de regio"]

    assert [row.split()[0] for row in rows if taking_part in row] == ["Praktijkschool", "Thamen"]
    assert len(rows) == 3
    assert facts(block(page, "Techniekpact Amstelland"))["Scholen in de regio"] == (
        "9 scholen , waarvan 2 in Uithoorn en 3 mbo; vanaf wanneer niet bekend."
    )
    assert [row["over"] for row in members if row["onderdeel"] == "Scholen"] == [
        "Praktijkschool Uithoorn",
        "Thamen, Uithoorn",
    ]
    assert len(in_region) == 9
    assert sum(row["toelichting"] == "mbo; vanaf wanneer niet bekend" for row in in_region) == 3
    assert {(row["waarde"], row["opgegeven of afgeleid"]) for row in members} == {
        ("Techniekpact Amstelland", "opgegeven")
    }


def test_a_school_that_left_a_region_does_not_count_in_it(urk, region, page):
    left, stays = (make_school_in(urk, name=name) for name in ("Weg", "Nog"))
    make.a_school_participation(school=left, region=region, until="juni 2022")
    make.a_school_participation(school=stays, region=region, since="2021")
    make.a_school_participation(school=make.a_school(closed_on="2020-08-01"), region=region)
    make.a_school_participation(school=make.a_school(published_from=None), region=region)
    at_a_draft = make_school_in(urk, name="Al hier")
    make.a_school_participation(school=at_a_draft, region=make.a_region(published_from=None))
    rows = words_of(block(page(), "Scholen in Urk").select(".row"))

    assert facts(block(page(), "Regio Noord"))["Scholen in de regio"] == (
        "1 school , waarvan 1 in Urk."
    )
    assert [row.partition("Vergelijk")[2] for row in rows] == [
        " Al hier, Plaats",
        " Nog, Plaats Deelnemer aan de regio, sinds 2021",
        " Weg, Plaats Deed mee aan Regio Noord tot en met juni 2022",
    ]


@pytest.mark.usefixtures("demo")
def test_a_village_in_the_source_is_explained_as_a_place_in_the_municipality(client):
    region_facts = facts(main_of(client.get("/gemeenten/ouder-amstel/")))

    assert region_facts["In de bron"] == (
        "De bron noemt “Ouderkerk aan de Amstel”. Dat is een plaats in de gemeente Ouder-Amstel."
    )


@pytest.mark.usefixtures("demo")
def test_no_page_claims_that_a_municipality_does_not_take_part(client):
    for municipality in Municipality.objects.current(today()):
        text = text_of(client.get(municipality.get_absolute_url()))
        assert "neemt niet deel" not in text
        assert "doet niet mee" not in text.lower()


# --- regions ---


def test_a_stated_region_comes_before_a_derived_one(urk, page):
    derived, stated = make.a_region(name="Afgeleid"), make.a_region(name="Opgegeven")
    make.a_school_participation(region=derived, school=make_school_in(urk))
    make.a_municipality_participation(region=stated, municipality=urk)

    assert lede(page()) == (
        "Deelnemer aan Opgegeven : overeenkomst niet bekend. "
        "Hier staat minstens één school die is opgegeven als deelnemer aan Afgeleid : "
        "overeenkomst niet bekend. Of de gemeente zelf deelnemer is, is niet opgegeven."
    )
    blocks = main_of(page()).select("section.block")
    assert [(words(part.h2), words(part.select_one(".block__note"))) for part in blocks[:2]] == [
        ("Opgegeven", "◆ Opgegeven"),
        ("Afgeleid", "○ Afgeleid uit deelnemende scholen"),
    ]


def test_a_region_with_complete_data_shows_all_of_it(urk, region, page):
    make.a_municipality_participation(
        region=region,
        municipality=urk,
        commitment="Een lokaal.\nEn de bus.",
        source="raadsbrief",
    )
    make.an_agreement(
        region=region,
        ends="2099",
        lead_organisation=make.an_organisation(name="Stichting Kop"),
        is_signed=True,
        signed="3-11-2021",
        source="bericht",
    )
    make.a_contact(
        region=region, role="Projectleider", email="leider@kop.example", email_is_public=True
    )
    make.a_goal(region=region, text="Meer.", target="300", horizon="2030", source="plan")
    make.a_confirmation(region=region, block="goals", on=date(2022, 1, 5))
    make.a_confirmation(region=region, block="about", on=date(2022, 3, 6))
    part = block(page(), "Regio Noord")

    assert words(part.select_one("p.state")) == "● STO-project loopt tot en met 2099."
    assert facts(part) == {
        "Wat de gemeente zelf op zich nam": "Een lokaal. En de bus.",
        "Overeenkomst": "Ondertekend: 3 november 2021. Wie tekende, weten wij niet.",
        "Penvoerder": "Stichting Kop",
        "Scholen in de regio": "Niet bekend",
        "Geld voor de regio": "Niet bekend",
        "Contact": "Projectleider leider@kop.example",
        "Laatst bevestigd": "▽ 6 maart 2022, langer dan een jaar geleden",
    }
    assert words_of(part.select(".goals > li > p")) == [
        "Meer.",
        "Streefwaarde: 300. Te bereiken in 2030. Geen meting bekend. Nog geen bewijs opgegeven. "
        "Bron: plan (datum niet bekend).",
    ]
    assert words(part.select(".source")[-1]) == (
        "Bron: raadsbrief (datum niet bekend), bericht (datum niet bekend) en "
        "plan (datum niet bekend)"
    )
    assert "/regios/noord/" in {link["href"] for link in part.select("p a")}


def test_a_confirmation_within_a_year_shows_only_its_date(urk, region, page):
    make.a_municipality_participation(region=region, municipality=urk)
    make.a_confirmation(region=region, on=today())

    assert facts(block(page(), "Regio Noord"))["Laatst bevestigd"] == day_in_words(today())


def test_a_region_without_data_says_so_and_offers_links(urk, region, page):
    make.a_municipality_participation(region=region, municipality=urk)
    part = block(page(), "Regio Noord")

    assert facts(part) == {
        "Wat de gemeente zelf op zich nam": "Niet bekend",
        "Overeenkomst": "Niet bekend",
        "Penvoerder": "Niet bekend",
        "Scholen in de regio": "Niet bekend",
        "Geld voor de regio": "Niet bekend",
        "Contact": "Nog niet bekend. Weet u het? Meld het .",
        "Laatst bevestigd": "Nog niet door de regio bevestigd",
    }
    assert part.select_one("dd a")["href"] == "/klopt-niet/"
    assert "De doelen van Regio Noord zijn nog niet opgegeven." in words(part)
    assert part.select("h3") == []


def test_possible_locations_of_a_listed_school_are_not_counted_twice(urk, page):
    place = make.a_place(name="Urk", municipality=urk)
    huygens = make.a_school(name="Huygens", place=place)
    elsewhere = make.a_school(name="Elders", place=make.a_place())
    closed = make.a_school(name="Dicht", place=place, closed_on="2020")
    draft = make.a_school(name="Concept", place=place, **make.drafts)
    for school in (huygens, huygens, elsewhere, closed, draft):
        location = make.a_school(name="Huygens College", place=place)
        make.a_school_match(school=school, location=location)

    counts = words(main_of(page()).select_one(".factline"))

    assert (
        "4 schoollocaties bekend" in counts
    )  # Huygens, and candidates for three schools not listed here
    assert "2 vestigingen worden nagekeken, samen 6 in de lijst" in counts
    assert len(block(page(), "Scholen in Urk").select("li.row:not(.row--past)")) == 6


def test_current_partners_are_grouped_by_kind_with_companies_first(urk, region, page):
    make.a_municipality_participation(region=region, municipality=urk)
    for name, kind, participation in [
        ("Overig", "anders", {}),
        ("Zaag", "bedrijf", {}),
        ("Aak", "bedrijf", {}),
        ("Net", "netwerk", {}),
        ("Weg", "bedrijf", {"until": "2021"}),
    ]:
        partner = make.a_partner(name=name, kind=kind)
        make.a_partner_participation(region=region, partner=partner, **participation)
    listed = main_of(page()).find("h3", string="Bedrijven en partners").find_next_sibling("dl")

    assert list(facts(listed).items()) == [
        ("Bedrijf", "Aak , Zaag"),
        ("Netwerk", "Net"),
        ("Anders", "Overig"),
    ]


def test_other_municipalities_of_the_region_are_listed_stated_or_derived(urk, region, page):
    make.a_municipality_participation(region=region, municipality=urk)
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Edam", province="PV27")
    )
    derived = make.a_municipality(name="Assen", province="PV22")
    make.a_school_participation(region=region, school=make_school_in(derived))
    make.a_municipality_participation(municipality=make.a_municipality(name="Elders"))
    heading = main_of(page()).find("h3", string="Andere gemeenten bij deze regio")
    listed = heading.find_next_sibling("ul")

    assert words_of(listed.select(".row")) == [
        "Assen Drenthe ○ Afgeleid uit deelnemende scholen",
        "Edam Noord-Holland ◆ Opgegeven",
    ]


def test_the_current_agreement_is_shown(urk, region, page):
    make.a_municipality_participation(region=region, municipality=urk)
    make.an_agreement(region=region, starts="2020", ends="2097")
    make.an_agreement(region=region, starts="2098", ends="2099")

    assert words(main_of(page()).select_one("p.state")) == ("● STO-project loopt tot en met 2097.")


# --- no known region ---


def test_without_a_known_region_the_page_says_so_and_lists_those_of_its_province(urk, region, page):
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Almere", province="PV24")
    )
    make.a_municipality_participation(
        region=make.a_region(name="Elders"), municipality=make.a_municipality(province="PV29")
    )
    part = block(page(), "Hoe nu verder")

    assert lede(page()) == "Geen techniekregio bekend voor Urk."
    assert "Dat wij geen regio kennen, betekent niet dat er geen is." in words(part)
    assert words(part).count(
        "Een penvoerder, een contact en eigen afspraken van de gemeente kennen wij ook niet."
    )
    assert names(part, "/regios/") == ["Regio Noord"]


def test_without_a_known_region_amounts_that_name_the_municipality_are_mentioned(
    client, urk, region, page
):
    euros = make.an_indicator(slug=REPORTED, unit="euro")
    for area, note, source in [
        ("Urk", "", "krant.nl, 2019"),
        ("Urk", "bijna", "bestuur.nl, 2019"),
        ("Kampen, Noord (Urk) en Zwolle", f"ruim; {TOGETHER}", "blad.nl, 2019"),
        ("Urkerland", "", "krant.nl, 2019"),
    ]:
        code = slug_of(area)
        make.a_figure(
            indicator=euros, area_name=area, area_code=code, low=1, note=note, source=source
        )
    make.a_figure(
        indicator=make.an_indicator(name="Elders"), area_name="Urk", area_code="urk", source="X"
    )
    named = [
        "De lijst met bedragen noemt samen de regio's “Kampen, Noord (Urk) en Zwolle”. "
        "Toegekend, zoals bericht, 2019: ruim € 1 voor deze regio's samen; per regio niet bekend "
        "(bron: blad.nl, 2019). "
        "Welke gemeenten daarbij horen, is niet bekend.",
        "De lijst met bedragen noemt een regio “Urk”. Toegekend, zoals bericht, 2019: € 1 (bron: "
        "krant.nl, 2019); bijna € 1 (bron: bestuur.nl, 2019). "
        "Welke gemeenten daarbij horen, is niet bekend.",
    ]
    in_sheet = [
        " ".join(row["waarde"].split())
        for row in sheet_of(client, "/gemeenten/urk/")
        if row["onderdeel"] == "Geld van een regio met deze naam"
    ]
    assert in_sheet == ["ruim € 1", "1", "bijna € 1"]
    for shown in (page(), client.get("/voor-gemeenten/?gemeente=urk")):
        links = main_of(shown).select(f"p > a[href='/cijfers/{REPORTED}/']")
        assert words_of(link.parent for link in links[:2]) == named
    assert "lijst met bedragen noemt" not in text_of(client.get("/gemeenten/urk/?peildatum=2021"))

    make.a_municipality_participation(region=region, municipality=urk)
    assert "lijst met bedragen noemt" not in text_of(page())


def test_a_former_participation_is_shown_with_its_end_date(urk, region, page):
    make.a_municipality_participation(region=region, municipality=urk, until="juni 2021")

    assert lede(page()) == "Geen techniekregio bekend voor Urk."
    assert words_of(block(page(), "Deed eerder mee").select(".row--past")) == [
        "Regio Noord tot en met juni 2021"
    ]


def test_a_region_the_municipality_left_is_derived_while_its_school_takes_part(urk, region, page):
    make.a_municipality_participation(region=region, municipality=urk, until="2021")
    make.a_school_participation(region=region, school=make_school_in(urk))

    assert words(block(page(), "Regio Noord").select_one(".block__note")) == (
        "○ Afgeleid uit deelnemende scholen"
    )
    assert block(page(), "Deed eerder mee") is not None


# --- schools ---


def test_schools_are_listed_with_their_place_and_closed_ones_separately(urk, page):
    make_school_in(urk, "Urk", name="Zilver", levels=["mbo"])
    vonk = make_school_in(urk, "Tollebeek", name="Vonk", levels=[])
    make.a_former_name(school=vonk, name="Clusius")
    make_school_in(urk, name="Dicht", closed_on="2021")
    make_school_in(urk, name="Concept", **make.drafts)
    make.a_school(name="Elders")
    part = block(page(), "Scholen in Urk")

    assert words(part.details) == "Gesloten (1) Dicht Plaats vmbo gesloten"
    part.details.extract()
    assert words_of(part.select(".row")) == [
        "Vonk (was: Clusius) Tollebeek niveau niet bekend · Vergelijk Vonk, Tollebeek",
        "Zilver Urk mbo · Vergelijk Zilver, Urk",
    ]
    assert "2 schoollocaties bekend" in text_of(page())


def test_schools_in_one_building_are_grouped_under_their_address(urk, page):
    for name in ["Ahorn", "Ceder"]:
        make_school_in(urk, "Urk", name=name, address="Weg 1", postcode="8321 AB")
    make_school_in(urk, "Urk", name="Berk")

    part = block(page(), "Scholen in Urk")

    assert words_of(part.select(".row__name")) == ["Ahorn", "Ceder", "Berk"]
    assert words_of(part.select("li > p")) == ["Op één adres: Weg 1, Urk"]
    assert "Urk" not in words_of(part.select(".rows .rows .row > .row__meta"))


def test_a_school_with_an_undecided_location_is_under_review(urk, page):
    school = make.a_school(name="Huygens", municipality=urk)
    location = make.a_school(name="Huygens College", municipality=urk)
    make.a_school_match(school=school, location=location)

    rows = words_of(block(page(), "Scholen in Urk").select(".row"))

    assert "welke vestiging wordt nagekeken" in rows[0]
    assert "nagekeken" not in rows[1]


def test_the_page_links_to_nearby_for_its_largest_place(urk, page):
    def nearby_links():
        links = main_of(page()).select("a[href^='/dichtbij/']")
        return [(link["href"], words(link)) for link in links]

    assert nearby_links() == []
    village, town = (make.a_place(name=name, municipality=urk) for name in ["Aa", "Urk"])
    make.a_postcode_area(code="8320", place=village)
    for code in ["8322", "8321"]:
        make.a_postcode_area(code=code, place=town)
    for code in ["1000", "1001", "1002"]:
        make.a_postcode_area(code=code, place=make.a_place())
    assert nearby_links() == [("/dichtbij/8321/", "Scholen in de buurt van Urk")]


def test_the_place_with_the_name_of_the_municipality_takes_precedence_over_a_larger_one(urk, page):
    village, town = (make.a_place(name=name, municipality=urk) for name in ["Aa", "Urk"])
    make.a_postcode_area(code="8324", place=town)
    for code in ["8320", "8321"]:
        make.a_postcode_area(code=code, place=village)

    (link,) = main_of(page()).select("a[href^='/dichtbij/']")
    assert (link["href"], words(link)) == ("/dichtbij/8324/", "Scholen in de buurt van Urk")


def test_a_municipality_without_schools_says_so(urk, page):
    assert "Wij kennen nog geen scholen in Urk." in words(block(page(), "Scholen in Urk"))


# --- succession ---


def test_predecessors_are_named_in_one_sentence_per_date(urk, page):
    for name, on in [
        ("Zeewolde", "1-1-2022"),
        ("Almere", "1-1-2022"),
        ("Nagele", "2017"),
        ("Ens", "1-1-2099"),
    ]:
        make.a_succession(old=make.a_municipality(name=name), new=urk, on=on)

    def sentences():
        found = [words(part) for part in main_of(page()).select(".factline ~ p:not(.ways)")]
        return [sentence for sentence in found if "deze gemeente " in f"{sentence.lower()[:-1]} "]

    assert sentences() == [
        "Sinds 2017 hoort Nagele bij deze gemeente.",
        "Sinds 1 januari 2022 horen Almere en Zeewolde bij deze gemeente.",
    ]
    urk.valid_from = "1-1-2022"  # now it is a merger and not an annexation
    urk.save()
    assert sentences()[1] == (
        "Deze gemeente is samengevoegd per 1 januari 2022 uit Almere en Zeewolde."
    )


def test_a_split_municipality_is_said_to_have_joined_in_part(urk, page):
    old = make.a_municipality(name="Winsum")
    for new in (urk, make.a_municipality()):
        make.a_succession(old=old, new=new, on="1-1-2019")

    assert "Sinds 1 januari 2019 hoort een deel van Winsum bij deze gemeente." in text_of(page())


def test_the_fact_line_has_province_and_code(urk, page):
    assert words_of(main_of(page()).select(".factline li")) == ["Flevoland", "CBS-code GM0184"]


def test_an_example_municipality_is_labelled_and_has_no_code(client):
    municipality = make.a_municipality(slug="voorbeeld", is_example=True, province="")
    region = make.a_region(is_example=True)
    make.a_municipality_participation(region=region, municipality=municipality)
    page = client.get("/gemeenten/voorbeeld/")

    assert "Dit is een verzonnen voorbeeld." in text_of(page)
    assert "CBS-code" not in text_of(page)
    assert b'content="noindex"' in page.content


def test_html_in_text_fields_is_escaped(urk, region, page):
    html = "<script>x</script>&\"'"
    make.a_municipality_participation(
        region=region, municipality=urk, named_as=html, commitment=html, source=html
    )
    make.an_agreement(region=region, lead_organisation=make.an_organisation(name=html))
    make.a_succession(old=make.a_municipality(name=html), new=urk)

    assert running_scripts(page()) == []
    assert words(main_of(page())).count(html) == 7


def test_every_link_on_the_page_works(urk, region, client, page):
    make.a_municipality_participation(region=region, municipality=urk)
    make.a_partner_participation(region=region)
    make.a_school_participation(region=region, school=make_school_in(urk))

    for address in own_addresses(page()):
        if not address.startswith("/static/"):
            assert client.get(address).status_code == 200, address
