"""Visits to the demo from the home page, without JavaScript, on a phone and at a desk."""

import pytest

pytestmark = [
    pytest.mark.usefixtures("demo"),
    pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desk"]),
]


@pytest.fixture
def page(new_page, width):
    page = new_page(width=width, java_script_enabled=False)
    page.goto("/")
    return page


def test_an_alderman_reads_which_region_uithoorn_is_part_of(page):
    from_the_menu(page, "Gemeenten")
    choose(page, Naam="Uithoorn")
    follow(main(page).get_by_role("link", name="Uithoorn", exact=True))

    assert words(main(page).locator("h1")) == "Gemeente Uithoorn"
    assert words(main(page).locator(".lede")) == (
        "Deelnemer aan Techniekpact Amstelland: overeenkomst in elk geval tot juni 2024; "
        "of er een vervolg is, weten wij niet."
    )
    pact = block(page, "Techniekpact Amstelland")
    assert (
        "Overeenkomst in elk geval tot juni 2024. Of er een vervolg is, weten wij niet."
        in words(pact)
    )
    facts = facts_of(pact)
    assert facts["Wat de gemeente zelf op zich nam"] == "Niet bekend"
    assert facts["Penvoerder"] == "Panta Rhei in Amstelveen"
    assert facts["Contact"] == (
        "Nog niet bekend. Vraag het de penvoerder, Panta Rhei in Amstelveen."
    )
    assert facts["Laatst bevestigd"] == "Nog niet door de regio bevestigd"
    assert [words(goal) for goal in pact.locator(".goal__text").all()] == [
        "Het techniekonderwijs sterker maken.",
        "Techniekonderwijs beter laten aansluiten op het mbo en op bedrijven.",
    ]
    for measure in pact.locator(".goal__measure").all():
        assert words(measure).startswith(
            "Streefwaarde en jaar niet bekend. Geen meting bekend. "
            "Nog geen bewijs opgegeven. Bron: "
        )
    assert row_names(pact) == ["Aalsmeer", "Amstelveen", "De Ronde Venen", "Ouder-Amstel"]
    assert "Utrecht" in words(row(pact, "De Ronde Venen"))
    assert facts["Netwerk"] == "Greenport Aalsmeer, TechNet Amstel en Venen"
    assert facts["Ondernemersvereniging"] == "Ondernemersvereniging Amstelveen"
    assert row_names(block(page, "Scholen in Uithoorn")) == ["Praktijkschool Uithoorn", "Thamen"]
    assert "Mobiliteit en transport technisch 37" in words(main(page))
    assert "Bron: nieuwsbericht ondertekening Techniekpact Amstelland" in words(pact)


def test_an_alderman_finds_an_action_for_each_recommendation(page):
    follow(main(page).get_by_role("link", name="Gemeenten", exact=True))
    page.get_by_label("Uw gemeente").fill("uithoorn")
    with page.expect_navigation():
        page.get_by_role("button", name="Vul in").click()

    assert page.url.endswith("/voor-gemeenten/?gemeente=uithoorn")
    assert words(main(page).locator("h1")) == "Wat kan de gemeente Uithoorn doen?"
    advice = main(page).get_by_role("heading", name="Dit kunt u doen").all()
    assert [heading.locator("+ ul > li").count() for heading in advice] == [4, 3, 3, 3]
    first = block(page, "1. Bouw verder op wat er is")
    assert facts_of(first)["Contact"] == (
        "Nog niet bekend. Vraag het de penvoerder, Panta Rhei in Amstelveen."
    )
    assert row_names(first) == ["Aalsmeer", "Amstelveen", "De Ronde Venen"]
    follow(main(page).get_by_role("link", name="Alles over de gemeente Uithoorn"))
    for name, kind in [("pdf (A4)", "application/pdf"), ("CSV", "text/csv")]:
        link = main(page).get_by_role("link", name=name, exact=True)
        file = page.request.get(link.get_attribute("href"))
        assert (file.status, file.headers["content-type"].split(";")[0]) == (200, kind)


def test_no_page_of_amstelland_shows_the_past_as_present_or_a_village_as_a_municipality(page):
    page.get_by_label("Postcode, plaats of naam").last.fill("Amstelland")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(main(page).get_by_role("link", name="Techniekpact Amstelland"))
    assert "Of er een vervolg is, weten wij niet." in words(block(page, "Overeenkomst"))
    municipalities = block(page, "Gemeenten")
    assert len(row_names(municipalities)) == 5
    assert "Ouderkerk aan de Amstel, een plaats in deze gemeente" in words(
        row(municipalities, "Ouder-Amstel")
    )
    for name in row_names(municipalities):
        follow(main(page).get_by_role("link", name=name, exact=True))
        text = words(main(page))
        assert "Overeenkomst in elk geval tot juni 2024" in text, name
        assert "Loopt" not in text, name
        assert "eëindigd" not in text, name
        assert all(facts_of(main(page)).values()), name
        page.go_back()


def test_searching_a_village_leads_to_its_municipality_and_says_why(page):
    page.goto("/gemeenten/ouderkerk-aan-de-amstel/")

    assert page.url.endswith("/gemeenten/ouder-amstel/")
    assert facts_of(main(page))["In de bron"] == (
        "De bron noemt “Ouderkerk aan de Amstel”. Dat is een plaats in de gemeente Ouder-Amstel."
    )


@pytest.mark.parametrize("old_name", ["Heerhugowaard", "Langedijk"])
def test_the_policy_officer_finds_a_merged_municipality_by_its_old_name(page, old_name):
    search_for(page, f"gemeente {old_name}")
    by_search = page.url
    assert "samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk" in words(main(page))

    answer = page.goto(f"/gemeenten/{old_name.lower()}/")
    assert answer.status == 200
    assert page.url == by_search
    assert "Of de gemeente zelf deelnemer is, is niet opgegeven." in words(main(page))
    region = block(page, "TechniekPact Noord-Kennemerland")
    assert "Afgeleid uit deelnemende scholen" in words(region)
    assert facts_of(region)["Penvoerder"] == "Niet bekend"
    assert "Samen met" not in words(region)
    assert row_names(region) == ["Alkmaar", "Bergen (NH)", "Heiloo"]


def test_the_policy_officer_lists_the_municipalities_without_a_known_region(page, new_page, width):
    from_the_menu(page, "Gemeenten")
    assert row_names(main(page))[:2] == ["Almere", "Terschelling"]
    choose(page, Provincie="Noord-Holland", Techniekregio="Geen techniekregio bekend")

    names = row_names(main(page))
    assert names == ["Drechterland", "Enkhuizen", "Koggenland", "Medemblik", "Opmeer"]
    for name in names:
        assert words(row(main(page), name)) == f"{name} ? Geen techniekregio bekend"

    shared = new_page(width=width, java_script_enabled=False)
    shared.goto(page.url)
    assert row_names(main(shared)) == names

    follow(main(page).get_by_role("link", name="Opmeer"))
    assert "Geen techniekregio bekend voor Opmeer." in words(main(page))
    assert "betekent niet dat er geen is" in words(block(page, "Hoe nu verder"))
    page.go_back()
    assert row_names(main(page)) == names


def test_the_policy_officer_opens_a_school_under_its_former_name(page):
    search_for(page, "Clusius College")
    hits = main(page).locator(".row", has_text="was: Clusius College")
    texts = sorted(words(hit) for hit in hits.all())
    assert [text[:50] for text in texts] == [
        "Vonk (was: Clusius College) school · Grootebroek ·",
        "Vonk (was: Clusius College) school · Hoorn · mag v",
    ]
    follow(hits.filter(has_text="Hoorn").locator("a.row__name"))

    assert words(main(page).locator("h1")) == "Vonk, Hoorn"
    former = facts_of(main(page))["Vroegere naam"]
    assert former.startswith("Clusius College, tot 1 augustus 2022. Bron: ")
    assert words(main(page).locator(".lede")) == (
        "Deelnemer aan TechniekPact West-Friesland: STO-project tot 2023; "
        "of er een vervolg is, weten wij niet."
    )


def test_the_policy_officer_compares_a_region_with_a_neighbour(page):
    from_the_menu(page, "Regio's")
    follow(page.get_by_role("link", name="naast elkaar"))
    page.get_by_label("TechniekPact Noord-Kennemerland").check()
    page.get_by_label("TechniekPact West-Friesland").check()
    follow(page.get_by_role("button", name="Vergelijk", exact=True))

    columns = [words(cell) for cell in main(page).locator("thead th").all()]
    assert columns == ["TechniekPact Noord-Kennemerland", "TechniekPact West-Friesland"]
    rows = compared_on(page)
    assert rows["Periode"] == ["Van 2020 tot en met 2023", "Tot 2023"]
    assert rows["Penvoerder"] == ["Niet bekend", "Rooms Katholieke Scholengemeenschap Tabor"]
    assert rows["Thema's"][0] == "Niet bekend"
    assert rows["Thema's"][1].startswith("LOB VMBO Techlab Vraaggericht werken")
    assert rows["Partners"] == ["Niet bekend", "Niet bekend"]
    assert rows["Gemeenten"][1] == "Hoorn (afgeleid) Stede Broec (afgeleid)"
    assert all(cell for cells in rows.values() for cell in cells)


def test_the_policy_officer_downloads_a_comparison_of_municipalities(page):
    from_the_menu(page, "Gemeenten")
    follow(main(page).get_by_role("link", name="Vergelijk gemeenten"))
    for name in ("Langedijk", "Hoorn"):
        main(page).get_by_role("textbox", name="gemeente").fill(name)
        follow(main(page).get_by_role("button", name="Vergelijk gemeenten"))

    assert page.url.endswith("/vergelijken/?gemeente=dijk-en-waard&gemeente=hoorn")
    columns = [words(cell) for cell in main(page).locator("thead th").all()]
    assert columns == ["Dijk en Waard", "Hoorn"]
    rows = compared_on(page)
    assert "samengevoegd per 1 januari 2022 uit" in rows["Herindeling"][0]
    assert rows["Penvoerder"] == ["Niet bekend", "Rooms Katholieke Scholengemeenschap Tabor"]
    assert all(cell for cells in rows.values() for cell in cells)
    with page.expect_download() as download:
        main(page).get_by_role("link", name="CSV").click()
    sheet = download.value.path().read_text("utf-8-sig").splitlines()
    assert [line.partition(";")[0] for line in sheet] == ["CBS-code", "GM1980", "GM0405"]
    assert sheet[1].split(";")[2] == "Dijk en Waard"


def test_a_council_officer_finds_what_came_of_the_pact(page):
    search_for(page, "De Ronde Venen")
    follow(main(page).get_by_role("link", name="De Ronde Venen", exact=True))
    for measure in block(page, "Techniekpact Amstelland").locator(".goal__measure").all():
        assert "Geen meting bekend. Nog geen bewijs opgegeven. Bron: " in words(measure)

    follow(main(page).get_by_role("link", name="Tijdlijn van De Ronde Venen"))
    happened = block(page, "Gebeurd")
    assert "Tot juni 2024 liep de overeenkomst in elk geval." in words(happened)
    happened.get_by_text("Verwijs naar een regel").click()
    assert "/tijdlijn/#overeenkomst-" in words(happened)
    undated = block(page, "Vermeld, wanneer is niet bekend")
    assert "is ondertekend, bij Panta Rhei, Amstelveen; wanneer, is niet bekend." in words(undated)
    for entry in main(page).locator(".rows--dated > li").all():
        assert "Bron: " in words(entry)
    page.go_back()

    follow(main(page).get_by_role("link", name="Wat is er veranderd bij De Ronde Venen?"))
    page.get_by_label("Sinds welke dag?").fill("1-1-2024")
    follow(page.get_by_role("button", name="Toon"))
    assert "na juni 2024 Einddatum voorbij." in words(block(page, "Gebeurd"))
    assert (
        page.get_by_role("link", name="sinds vandaag").get_attribute("href").startswith("?sinds=")
    )

    follow(main(page).get_by_role("link", name="Alles over De Ronde Venen"))
    page.get_by_label("Toon deze pagina zoals die was op").fill("1-9-2021")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Stand op 1 september 2021." in words(main(page))
    assert "Als deelnemer vermeld, vanaf wanneer niet bekend" in words(main(page))


def test_a_partner_that_left_stays_on_the_page_of_its_region(page):
    page.goto("/regios/voorbeeldregio/")
    partners = block(page, "Bedrijven en partners")
    left = partners.locator("details", has_text="Deden eerder mee")
    left.locator("summary").click()

    assert "tot en met 2025" in words(left)


def test_a_parent_finds_the_schools_near_a_postcode(page):
    search_for(page, "1703 ab")
    assert "1703 is Heerhugowaard, gemeente Dijk en Waard" in words(main(page))
    assert "Zuid-Scharwoude" in words(row(main(page), "CSG Jan Arentsz Langedijk"))
    assert "niveau niet bekend" in words(row(main(page), "Huygens College Heerhugowaard"))

    follow(row(main(page), "Huygens College Heerhugowaard").locator("a.row__name"))
    assert "Nog geen open dag bekend. Kijk op de site van de school." in words(
        block(page, "Langsgaan")
    )
    assert facts_of(main(page))["Profielen"].startswith("Niet bekend")


def test_a_parent_who_types_an_invalid_postcode_is_offered_a_way_on(page):
    search_for(page, "0123")

    assert "Een postcode begint nooit met een 0." in words(main(page))
    assert main(page).get_by_role("link", name="de gemeenten").is_visible()


def test_a_pupil_sees_past_events_as_past(page):
    agenda = block(page, "Agenda")
    assert "Er staat nu niets gepland." in words(agenda)
    past = words(row(agenda, "PET West-Friesland"))
    assert past.startswith("18 en 19 november 2021")
    assert past.endswith("Geweest")

    follow(agenda.get_by_role("link", name="PET West-Friesland"))
    assert "Geweest" in words(main(page))
    facts = facts_of(main(page))
    assert facts["Wanneer"] == "18 en 19 november 2021"
    assert facts["Meedoen"] == "Deze activiteit is geweest"


def follow(link):
    # Click, and wait for the next page, since its rows are counted at once.
    with link.page.expect_navigation():
        link.click()


def search_for(page, question):
    page.get_by_label("Postcode, plaats of naam").last.fill(question)
    follow(page.get_by_role("button", name="Zoek").last)


def from_the_menu(page, name):
    fold = page.locator(".site-nav summary")
    if fold.is_visible():
        fold.click()
    follow(page.locator(".site-nav").get_by_role("link", name=name))


def choose(page, **values):
    filters = page.locator(".filters")
    if filters.locator(".filters__summary").is_visible():
        filters.locator(".filters__summary").click()
    for label, value in values.items():
        if label == "Naam":
            filters.get_by_label(label).fill(value)
        else:
            facet = filters.get_by_role("group", name=label)
            facet.get_by_role("checkbox", name=value).check()
    follow(page.get_by_role("button", name="Toon"))


def main(page):
    return page.locator("main")


def block(page, heading):
    return (
        main(page)
        .locator("section")
        .filter(has=page.get_by_role("heading", name=heading, exact=True))
    )


def words(part):
    return " ".join(part.inner_text().split())


def row(part, name):
    link = part.page.get_by_role("link", name=name, exact=True)
    return part.locator(".row").filter(has=link)


def row_names(part):
    return part.locator("a.row__name").all_inner_texts()


def facts_of(part):
    return dict(
        zip(map(words, part.locator("dt").all()), map(words, part.locator("dd").all()), strict=True)
    )


def compared_on(page):
    rows = main(page).locator("tbody tr").all()
    return {
        words(row.locator("th")): [words(cell) for cell in row.locator("td").all()] for row in rows
    }
