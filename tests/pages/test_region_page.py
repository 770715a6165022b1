"""The page of a region: facts as text, past separate from present, no empty sections."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup

from regions.clock import today
from regions.wording.dutch import day_in_words
from tests import make
from tests.pages.reading import (
    block,
    factline,
    facts,
    main_of,
    names,
    running_scripts,
    text_of,
    words,
    words_of,
)

pytestmark = pytest.mark.django_db

NO_TARGET = "Streefwaarde en jaar niet bekend."
UNKNOWN = "Geen meting bekend. Nog geen bewijs opgegeven. Bron: testbron (datum niet bekend)."
HTML = "<script>alert(1)</script><b>vet</b> & \"aan\" 'halen'"


@pytest.fixture
def region():
    return make.a_region(name="Regio Noord", slug="noord")


@pytest.fixture
def page(client):
    # A function, so that a test can add rows before the request.
    return lambda: client.get("/regios/noord/")


# --- the first lines ---


def test_the_fact_line_counts_current_participations(region, page):
    for _ in range(2):
        make.a_school_participation(region=region)
        make.a_goal(region=region)
    make.a_school_participation(region=region, until="2021")
    make.a_partner_participation(region=region)
    make.a_municipality_participation(region=region)
    make.an_agreement(
        region=region,
        ends="2099",
        lead_organisation=make.an_organisation(name="Stichting Kop"),
    )

    assert factline(page()) == [
        "2 scholen",
        "1 partner",
        "1 gemeente",
        "2 doelen",
        "penvoerder Stichting Kop",
        "● Loopt tot en met 2099",
    ]


AGREEMENTS = [
    ({"ends": "2099"}, "● Loopt tot en met 2099", "● STO-project loopt tot en met 2099."),
    (
        {"ends": "juni 2099", "end_wording": "tot"},
        "● Loopt tot juni 2099",
        "● STO-project loopt tot juni 2099.",
    ),
    (
        {"ends": "juni 2021", "end_wording": "in-elk-geval-tot", "kind": "overeenkomst"},
        "◐ In elk geval tot juni 2021, vervolg niet bekend",
        "◐ Overeenkomst in elk geval tot juni 2021. Of er een vervolg is, weten wij niet.",
    ),
    (
        {"terminated": "maart 2021", "termination_source": "eindverslag"},
        "■ Beëindigd (maart 2021)",
        "■ STO-project beëindigd: maart 2021. Bron: eindverslag (datum niet bekend).",
    ),
    ({}, "? Einddatum niet bekend", "? STO-project, einddatum niet bekend."),
    ({"starts": "2098"}, "◌ Begint in 2098", "◌ STO-project begint in 2098."),
]


@pytest.mark.parametrize(("agreement", "label", "sentence"), AGREEMENTS)
def test_the_status_of_an_agreement_is_spelled_out(region, page, agreement, label, sentence):
    make.an_agreement(region=region, **agreement)

    assert factline(page()) == [label]
    assert words(block(page(), "Overeenkomst").select_one(".state")) == sentence


def test_all_agreements_are_shown_and_the_current_one_is_in_the_fact_line(region, page):
    make.an_agreement(region=region, starts="2018", ends="2019")
    make.an_agreement(region=region, starts="2020", ends="2097")
    make.an_agreement(region=region, starts="2098", ends="2099")

    assert factline(page()) == ["● Loopt tot en met 2097"]
    assert words_of(block(page(), "Overeenkomst").select(".state")) == [
        "◌ STO-project begint in 2098.",
        "● STO-project loopt tot en met 2097.",
        "◐ STO-project tot en met 2019. Er is een nieuwere overeenkomst.",
    ]


def test_an_agreement_with_complete_data_shows_all_of_it(region, page):
    make.an_agreement(
        region=region,
        lead_organisation=make.an_organisation(name="Kop", website="https://kop.example/"),
        is_signed=True,
        signed="juni 2021",
        signed_at="Zaal Zes",
        funding_period=make.a_funding_period(first_year=2020, last_year=2023),
        project_numbers="STO1, STO2",
        budget=3_400_000,
        budget_note="per vier jaar",
        note="Een toelichting.",
        source="bericht",
        source_url="https://bron.example/bericht",
    )
    part = block(page(), "Overeenkomst")

    assert facts(part) == {
        "Penvoerder": "Kop",
        "Ondertekend": "juni 2021 (bij Zaal Zes)",
        "Subsidieperiode": "2020-2023",
        "Projectnummers": "STO1, STO2",
    }
    assert words(block(page(), "Geld").li).startswith(
        "Budget van de overeenkomst, 2020-2023: € 3,4 miljoen per vier jaar, bron: bericht"
    )
    assert part.time["datetime"] == "2021-06"
    assert "Een toelichting." in words(part)
    assert words(part.select_one(".source")) == "Bron: bericht (datum niet bekend)"
    assert part.select_one(".source a")["href"] == "https://bron.example/bericht"


def test_the_lead_links_to_the_schools_here_that_it_governs(region, page):
    lead = make.an_organisation(name="Tabor")
    make.an_agreement(region=region, lead_organisation=lead)
    for name, board in (("Ampte", lead), ("Werenfridus", lead), ("Elders", None)):
        make.a_school_participation(region=region, school=make.a_school(name=name, board=board))
    make.a_school(name="Doet niet mee", board=lead)

    part = block(page(), "Overeenkomst")

    assert facts(part)["Penvoerder"] == "Tabor Bestuur van Ampte en Werenfridus"
    assert words_of(part.select('a[href^="/scholen/"]')) == ["Ampte", "Werenfridus"]


def test_a_lead_with_the_name_of_one_school_here_links_to_it(region, page):
    lead = make.an_organisation(name="Tabor")
    make.an_agreement(region=region, lead_organisation=lead)
    make.a_school(name="Tabor", place=make.a_place(name="Elders"))
    school = make.a_school(name="Tabor", place=make.a_place(name="Hoorn"))
    make.a_school_participation(region=region, school=school)

    part = block(page(), "Overeenkomst")

    assert facts(part)["Penvoerder"] == "Tabor in Hoorn"
    assert part.select_one('a[href^="/scholen/"]')["href"] == school.get_absolute_url()


def test_a_lead_with_the_name_of_two_schools_here_links_to_neither(region, page):
    make.an_agreement(region=region, lead_organisation=make.an_organisation(name="Tabor"))
    for place in ("Hoorn", "Elders"):
        school = make.a_school(name="Tabor", place=make.a_place(name=place))
        make.a_school_participation(region=region, school=school)

    assert facts(block(page(), "Overeenkomst"))["Penvoerder"] == "Tabor"


def test_agreements_with_a_start_and_an_end_are_charted_along_the_years(region, page):
    make.an_agreement(region=region, starts="2020", ends="2023")
    make.an_agreement(region=region, ends="2024-06", end_wording="in-elk-geval-tot")

    chart = block(page(), "Overeenkomst").svg
    assert chart.title.get_text() == "Overeenkomsten van Regio Noord, in de tijd"
    assert chart.desc.get_text() == (
        "STO-project in elk geval tot juni 2024, daarna niet bekend; "
        "STO-project van 2020 tot en met 2023."
    )


def test_in_the_chart_a_terminated_agreement_ends_at_its_termination(region, page):
    make.an_agreement(
        region=region,
        starts="2020",
        ends="2030",
        terminated="2022-06",
        termination_source=make.SOURCE,
    )

    description = block(page(), "Overeenkomst").svg.desc.get_text()
    assert description.endswith("tot en met 2030, beëindigd juni 2022.")


def test_an_agreement_without_a_start_is_not_in_the_chart(region, page):
    make.an_agreement(region=region, ends="2023")

    assert block(page(), "Overeenkomst").svg is None


@pytest.mark.parametrize(("latitude", "is_said"), [(52.6, True), (52.9, False)])
def test_the_map_explains_shared_markers_if_it_has_any(region, page, latitude, is_said):
    for north in (52.6, latitude):
        school = make.a_school(latitude=north, longitude=4.8)
        make.a_school_participation(region=region, school=school)

    assert ("Staat er 2×, dan staan op die plek twee scholen." in text_of(page())) is is_said


def test_an_agreement_signed_on_an_unknown_date_says_so(region, page):
    make.an_agreement(region=region, is_signed=True)
    assert facts(block(page(), "Overeenkomst")) == {"Ondertekend": "ja, datum niet bekend"}


def test_an_unknown_signature_is_not_mentioned(region, page):
    make.an_agreement(region=region)
    assert "ndertekend" not in text_of(page())


# --- schools ---


def schools_by_place(response):
    groups = block(response, "Scholen").select(".rows--grouped > div")
    return [
        (words(group.h3), words_of(group.select(".row > span:first-child"))) for group in groups
    ]


def test_schools_are_grouped_by_place_with_those_without_a_place_last(region, page):
    hoorn, alkmaar = make.a_place(name="Hoorn"), make.a_place(name="Alkmaar")
    vonk = make.a_school(name="Vonk", place=hoorn, levels=["vmbo-bkg", "vmbo-tl"])
    make.a_former_name(school=vonk, name="Clusius")
    for school in [
        vonk,
        make.a_school(name="Ahorn", place=hoorn, levels=[]),
        make.a_school(name="Zilver", place=alkmaar),
        make.a_school(name="Aap", place=None, municipality=None),
        make.a_school(name="Buiten", place=None, municipality=make.a_municipality(name="Urk")),
    ]:
        make.a_school_participation(region=region, school=school)

    assert schools_by_place(page()) == [
        ("Alkmaar", ["Zilver"]),
        ("Hoorn", ["Ahorn", "Vonk (was: Clusius)"]),
        ("Gemeente Urk", ["Buiten"]),
        ("Plaats niet opgegeven", ["Aap"]),
    ]
    rows = {row.a.text: words(row) for row in block(page(), "Scholen").select(".row")}
    assert rows["Ahorn"] == "Ahorn niveau niet bekend · Vergelijk Ahorn, Hoorn"
    assert rows["Vonk"] == (
        "Vonk (was: Clusius) vmbo basis, kader of gemengd, vmbo theoretisch (mavo) "
        "· Vergelijk Vonk, Hoorn"
    )


def test_a_school_with_an_undecided_location_is_under_review(region, page):
    school = make.a_school(name="Huygens", place=make.a_place(name="Urk"))
    make.a_school_participation(region=region, school=school)
    make.a_school_match(school=school, location=make.a_school(name="Huygens College"))

    rows = words_of(block(page(), "Scholen").select(".row"))

    assert len(rows) == 1
    assert rows[0].startswith("Huygens (welke vestiging wordt nagekeken)")


def test_former_and_closed_schools_are_collapsed_with_the_reason(region, page):
    for name, school, participation in [
        ("Blijft", {}, {}),
        ("Sluit later", {"closed_on": "2099"}, {}),
        ("Vertrok", {}, {"until": "juli 2022"}),
        ("Dicht", {"closed_on": "augustus 2021"}, {}),
        ("Dicht voor het einde", {"closed_on": "2022"}, {"until": "2099"}),
        ("Begint nog", {}, {"since": "2099"}),
    ]:
        row = make.a_school(name=name, place=make.a_place(name=f"Plaats van {name}"), **school)
        make.a_school_participation(region=region, school=row, **participation)
    part = block(page(), "Scholen")
    folded = part.details

    assert words(folded.summary) == "Deden eerder mee (3)"
    assert sorted(
        (row.a.text, words(row.select_one(".row__state"))) for row in folded.select(".row--past")
    ) == [
        ("Dicht", "school gesloten: augustus 2021"),
        ("Dicht voor het einde", "school gesloten: 2022"),
        ("Vertrok", "deed mee tot en met juli 2022"),
    ]
    folded.extract()
    assert names(part, "/scholen/") == ["Blijft", "Sluit later"]
    assert "open" not in folded.attrs


def test_the_last_day_of_a_participation_still_counts(region, page):
    for a_participation in (
        make.a_school_participation,
        make.a_partner_participation,
        make.a_municipality_participation,
    ):
        a_participation(region=region, until=today().isoformat())

    assert factline(page())[:3] == ["1 school", "1 partner", "1 gemeente"]
    assert "Deden eerder mee" not in text_of(page())


def test_with_only_former_participants_the_page_does_not_say_that_none_are_known(region, page):
    make.a_school_participation(region=region, until="2021")
    make.a_partner_participation(region=region, until="2021")
    make.a_municipality_participation(region=region, until="2021")

    assert "Er zijn nu geen scholen opgegeven als deelnemer." in words(block(page(), "Scholen"))
    assert "Er zijn nu geen partners opgegeven als deelnemer." in words(
        block(page(), "Bedrijven en partners")
    )
    assert (
        "Nog niet opgegeven: overeenkomst, penvoerder, doelen, contact, geld, aanbod, agenda "
        "en nieuws." in text_of(page())
    )


# --- partners and municipalities ---


def test_partners_are_grouped_by_kind_with_companies_first_and_former_ones_collapsed(region, page):
    for name, kind, participation in [
        ("Overig", "anders", {}),
        ("Zaag", "bedrijf", {}),
        ("Éénmans", "bedrijf", {}),
        ("Bond", "brancheorganisatie", {}),
        ("Net", "netwerk", {}),
        ("Weg", "bedrijf", {"until": "2021"}),
    ]:
        partner = make.a_partner(name=name, kind=kind)
        make.a_partner_participation(region=region, partner=partner, **participation)
    part = block(page(), "Bedrijven en partners")
    groups = part.select(".rows--grouped > div")

    assert [(words(group.h3), names(group, "/partners/")) for group in groups] == [
        ("Bedrijf", ["Éénmans", "Zaag"]),
        ("Brancheorganisatie", ["Bond"]),
        ("Netwerk", ["Net"]),
        ("Anders", ["Overig"]),
    ]
    assert words(part.details) == "Deden eerder mee (1) Weg deed mee tot en met 2021"


def test_stated_and_derived_municipalities_are_listed_separately(region, page):
    make.a_municipality_participation(
        region=region,
        municipality=make.a_municipality(name="Ouder-Amstel", province="PV27"),
        named_as="Ouderkerk",
    )
    urk = make.a_municipality(name="Urk", province="PV24")
    school = make.a_school(place=make.a_place(municipality=urk))
    make.a_school_participation(region=region, school=school)
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Vertrok"), until="2021"
    )
    part = block(page(), "Gemeenten")

    assert words_of(part.select("h3")) == ["Opgegeven", "Afgeleid"]
    assert words_of(part.select(".row:not(.row--past)")) == [
        "Ouder-Amstel (de bron noemt Ouderkerk, een plaats in deze gemeente) "
        "Noord-Holland ◆ Opgegeven",
        "Urk Flevoland ○ Afgeleid uit deelnemende scholen",
    ]
    assert "Of de gemeente zelf deelnemer is, weten wij niet." in words(part)
    assert words(part.details) == "Deden eerder mee (1) Vertrok deed mee tot en met 2021"


# --- goals and contact ---


def test_goals_are_numbered_with_their_target_and_horizon(region, page):
    line = make.a_programme_line(
        number=2,
        name="Instroom",
        funding_period=make.a_funding_period(first_year=2020, last_year=2023),
    )
    for order, goal in enumerate(
        [
            {"text": "Alleen een doel."},
            {"text": "Met alles.", "target": "twee keer", "horizon": "2030"},
            {"text": "Met een maand.", "horizon": "juni 2030"},
            {"text": "Met een dag.", "target": "tien", "horizon": "31-12-2030"},
            {"text": "Met een lijn.", "programme_line": line},
        ]
    ):
        make.a_goal(region=region, order=order, **goal)
    region.aims_note = "Dit geldt voor alle doelen."
    region.save()
    part = block(page(), "Doelen")

    assert [
        words_of(goal.select(".goal__text, .goal__measure")) for goal in part.select(".goals > li")
    ] == [
        ["Alleen een doel.", f"{NO_TARGET} {UNKNOWN}"],
        ["Met alles.", f"Streefwaarde: twee keer. Te bereiken in 2030. {UNKNOWN}"],
        ["Met een maand.", f"Streefwaarde niet bekend. Te bereiken in juni 2030. {UNKNOWN}"],
        ["Met een dag.", f"Streefwaarde: tien. Te bereiken op 31 december 2030. {UNKNOWN}"],
        ["Met een lijn.", f"{NO_TARGET} Programmalijn: 2. Instroom (2020-2023). {UNKNOWN}"],
    ]
    assert "Dit geldt voor alle doelen." in words(part)


def test_contacts_are_listed_by_role_with_only_public_details(region, page):
    make.a_contact(
        region=region,
        role="Projectleider",
        organisation_name="Kop",
        person_name="Ziet Men",
        email="ziet@kop.example",
        phone="0229 12 34 56",
        name_is_public=True,
        email_is_public=True,
        phone_is_public=True,
    )
    make.a_contact(
        region=region,
        role="Coördinator",
        person_name="Ziet Men Niet",
        email="niet@kop.example",
        phone="0229 65 43 21",
    )
    make.a_contact(region=region, role="Loket", website="https://loket.example/", note="Kom langs.")
    part = block(page(), "Contact")

    assert words_of(part.select(".people > li")) == [
        "Projectleider , Kop Ziet Men ziet@kop.example 0229 12 34 56",
        "Coördinator E-mailadres niet opgegeven.",
        "Loket https://loket.example/ Kom langs.",
    ]
    assert [link["href"] for link in part.select("a")] == [
        "mailto:ziet@kop.example",
        "tel:0229123456",
        "https://loket.example/",
    ]
    assert b"niet@kop" not in page().content


# --- agenda and news ---


def test_upcoming_events_come_first_and_past_ones_are_folded_and_labelled(region, page):
    make.an_event(region=region, name="Later", starts_on=date(2099, 6, 1))
    make.an_event(region=region, name="Eerst", starts_on=date(2099, 5, 1), starts_at=time(9, 0))
    make.an_event(region=region, name="Was", starts_on=date(2021, 5, 1))
    make.an_event(region=region, name="Was eerder", starts_on=date(2020, 5, 1))
    part = block(page(), "Agenda")

    assert words(part.details.summary) == "Geweest (2)"
    assert names(part.details, "/agenda/") == ["Was", "Was eerder"]
    assert all("Geweest" in words(row) for row in part.details.select(".row--past"))
    part.details.extract()
    assert names(part, "/agenda/") == ["Eerst", "Later"]
    assert part.select(".row--past") == []


def test_with_only_past_events_the_agenda_says_that_nothing_is_planned(region, page):
    make.an_event(region=region, starts_on=date(2021, 5, 1))
    assert "Er staat nu niets gepland." in words(block(page(), "Agenda"))


def test_moved_and_cancelled_events_say_so(region, page):
    make.an_event(
        region=region,
        starts_on=date(2099, 11, 25),
        ends_on=date(2099, 11, 26),
        status="verplaatst",
        moved_from_start=date(2021, 11, 18),
        moved_from_end=date(2021, 11, 19),
        place=make.a_place(name="Hoorn"),
        name="PET",
    )
    make.an_event(
        region=region, starts_on=date(2099, 12, 1), status="geannuleerd", name="Open avond"
    )
    make.an_event(
        region=region, starts_on=date(2021, 12, 1), status="geannuleerd", name="Oude avond"
    )

    assert words_of(block(page(), "Agenda").select(".row")) == [
        "25 en 26 november 2099 PET Hoorn ▷ Verplaatst (was 18 en 19 november 2021)",
        "dinsdag 1 december 2099 Open avond × Gaat niet door",
        "woensdag 1 december 2021 Oude avond × Ging niet door",
    ]


def test_stories_and_news_are_listed_separately(region, page):
    make.an_article(region=region, name="Verhaal", kind="verhaal", dated="januari 2020")
    make.an_article(region=region, name="Oproep", kind="oproep")
    make.an_article(region=region, name="Bericht", dated="5-2-2021")

    assert words_of(block(page(), "Verhalen").select(".row")) == ["januari 2020 Verhaal verhaal"]
    assert words_of(block(page(), "Nieuws").select(".row")) == [
        "5 februari 2021 Bericht nieuws",
        "datum niet bekend Oproep oproep",
    ]
    assert block(page(), "Nieuws").select_one("p a")["href"] == "/regios/noord/nieuws/"


# --- sources, confirmations, missing sections ---


def test_each_source_is_listed_once_in_the_order_of_the_page(region, page):
    region.source = "regiopagina; gids 2025"
    region.save()
    make.an_agreement(region=region, source="bericht")
    make.a_goal(region=region, source="gids 2025")
    make.a_school_participation(region=region, source="lijst", school=make.a_school(source="DUO"))
    make.a_partner_participation(region=region, source="lijst")
    make.a_municipality_participation(region=region, source="raadsbrief")
    make.a_contact(region=region, source="bericht")

    assert words_of(block(page(), "Bronnen").select("li")) == [
        "regiopagina (datum niet bekend)",
        "gids 2025",
        "bericht (datum niet bekend)",
        "lijst (datum niet bekend)",
        "DUO (datum niet bekend)",
        "raadsbrief (datum niet bekend)",
    ]


def test_each_section_says_when_it_was_last_confirmed_or_that_it_was_not(region, page):
    make.a_goal(region=region)
    make.a_contact(region=region)
    make.a_school_participation(region=region)
    for on in [date(2021, 1, 1), date(2022, 11, 3), date(2021, 6, 1)]:
        make.a_confirmation(region=region, block="goals", on=on)
    make.a_confirmation(region=region, block="schools", on=today())
    notes = {
        heading: words(block(page(), heading).select_one(".block__note"))
        for heading in ["Doelen", "Scholen", "Contact"]
    }

    assert notes == {
        "Doelen": "▽ Voor het laatst bevestigd op 3 november 2022, langer dan een jaar geleden",
        "Scholen": f"✓ Bevestigd op {day_in_words(today())}",
        "Contact": "Nog niet bevestigd",
    }
    assert "Nog niemand van deze regio" not in text_of(page())


def test_a_region_without_confirmations_says_so_once(region, page):
    make.a_goal(region=region)
    make.a_contact(region=region)

    assert text_of(page()).count("evestigd") == 1
    assert "Nog niemand van deze regio heeft deze pagina bevestigd." in text_of(page())


def test_missing_sections_are_listed_in_one_sentence(region, page):
    make.a_goal(region=region)
    make.an_agreement(region=region)
    make.an_event(region=region)

    assert words(main_of(page()).select_one("p.absent")) == (
        "Nog niet opgegeven: penvoerder, scholen, partners, gemeenten, contact, geld, aanbod "
        "en nieuws."
    )


def test_a_region_with_only_a_name_has_no_empty_sections(page):
    make.a_region(name="Regio Noord", slug="noord", source="")
    main = main_of(page())

    assert words(main.h1) == "Regio Noord"
    assert main.select("h2, h3, section, dl, details, .toc") == []
    assert words_of(main.select("p.absent")) == [
        "Nog niet opgegeven: overeenkomst, penvoerder, doelen, scholen, partners, gemeenten, "
        "contact, geld, aanbod, agenda en nieuws.",
        "Nog niemand van deze regio heeft deze pagina bevestigd.",
    ]


def test_a_page_with_one_section_has_no_table_of_contents(page):
    make.a_region(name="Regio Noord", slug="noord")
    main = main_of(page())

    assert words_of(main.select("h2")) == ["Bronnen"]
    assert main.select(".toc") == []


def test_the_table_of_contents_links_to_every_section(region, page):
    make.a_goal(region=region)
    make.an_agreement(region=region)
    make.an_event(region=region)
    make.a_school_participation(region=region, until="2021")
    make.a_municipality_participation(region=region)
    main = main_of(page())
    links = {words(link): link["href"] for link in main.select(".toc a")}

    assert links == {
        "Scholen": "#scholen",
        "Doelen": "#doelen",
        "Overeenkomst": "#overeenkomst",
        "Gemeenten": "#gemeenten",
        "Agenda": "#agenda",
        "Bronnen": "#bronnen",
    }
    assert [words(main.select_one(href).h2) for href in links.values()] == list(links)
    assert [section["id"] for section in main.select("section.block")] == [
        href.removeprefix("#") for href in links.values()
    ]


# --- odd texts ---


def test_long_names_are_not_truncated(client):
    name = "Donaudampfschifffahrtsgesellschaft " * 3 + "x" * 15
    region = make.a_region(name=name, slug="l" * 120, summary="y" * 400)
    school = make.a_school(name="z" * 120)
    make.a_school_participation(region=region, school=school)
    page = client.get(region.get_absolute_url())

    assert words(main_of(page).h1) == name
    assert names(block(page, "Scholen"), "/scholen/") == ["z" * 120]


def test_html_in_every_text_field_is_escaped(client, page):
    region = make.a_region(name=HTML, slug="noord", summary=HTML, aims_note=HTML, source=HTML)
    organisation = make.an_organisation(name=HTML)
    place = make.a_place(name=HTML, municipality=make.a_municipality(name=HTML))
    make.an_agreement(
        region=region,
        lead_organisation=organisation,
        is_signed=True,
        signed_at=HTML,
        project_numbers=HTML,
        budget=1,
        budget_note=HTML,
        note=HTML,
        terminated="2021",
        termination_source=HTML,
        source=HTML,
    )
    make.a_goal(region=region, text=HTML, target=HTML, source=HTML)
    make.a_region_theme(region=region, theme=make.a_theme(name=HTML))
    make.a_contact(
        region=region,
        role=HTML,
        organisation_name=HTML,
        note=HTML,
        person_name=HTML,
        name_is_public=True,
        source=HTML,
    )
    school = make.a_school(name=HTML, place=place, source=HTML)
    make.a_former_name(school=school, name=HTML)
    make.a_school_participation(region=region, school=school, source=HTML)
    make.a_partner_participation(
        region=region, partner=make.a_partner(name=HTML, place=place), source=HTML
    )
    make.a_municipality_participation(
        region=region, municipality=place.municipality, named_as=HTML, source=HTML
    )
    make.an_article(region=region, name=HTML)
    make.an_event(region=region, name=HTML, place=place)
    soup = BeautifulSoup(page().content, "lxml")

    assert (running_scripts(page()), soup.find_all("b")) == ([], [])
    title = f"{HTML}, techniekregio met 1 school | Techniek in de regio"
    assert soup.title.get_text() == title
    assert soup.find("meta", {"name": "description"})["content"].startswith(
        f"Beëindigd (2021). {HTML}"
    )
    assert words(soup.h1) == HTML
    # name, breadcrumb, summary, lead twice, theme, place, school and former name, partner and its
    # place, municipality and its name in the source, goal with its target and note, five of the
    # agreement, three of the contact, article, event and its place, the one source
    assert words(soup.main).count(HTML) >= 25


def test_the_story_keeps_its_markup_and_loses_unsafe_html(page):
    make.a_region(
        slug="noord",
        about='<h3>Kop</h3><p onclick="x()">Tekst <em>nadruk</em> <a href="javascript:x()">a</a>'
        '<script>x()</script><img src="https://elders.example/x"><style>p{}</style></p>',
    )
    story = main_of(page()).select_one("details.more")

    assert words(story.summary).startswith("Lees meer over ")
    assert str(story.select_one(".prose")) == (
        '<div class="prose"><h2>Kop</h2><p>Tekst <em>nadruk</em> <a rel="noopener">a</a></p></div>'
    )


def test_an_example_region_is_labelled_and_not_indexed(client):
    make.a_region(slug="voorbeeld", is_example=True)
    make.a_region(slug="echt")

    example, real = client.get("/regios/voorbeeld/"), client.get("/regios/echt/")
    assert "Dit is een verzonnen voorbeeld." in text_of(example)
    assert b'content="noindex"' in example.content
    assert "verzonnen" not in text_of(real)
    assert b"noindex" not in real.content
