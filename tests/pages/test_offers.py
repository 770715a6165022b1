"""The list and the page of offers: things to do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from pactdir.models.search import keys_of_kind
from pactdir.to_do.filters import ToDoFilter
from partners.models import OfferKind
from regions.clock import today
from regions.fields.partial_date import PartialDate
from tests import make
from tests.pages.reading import block, data_of, facts, main_of, names, text_of, words

pytestmark = pytest.mark.django_db

PAST = {"starts": "2021", "ends": "2021"}
UNSURE = {"ends": None, "starts": "8-1-2020"}


@pytest.fixture
def page(client):
    return lambda offer: client.get(offer.get_absolute_url())


def found(client, address="/aanbod/"):
    """The names below each heading; those without a heading are under ""."""
    listing = main_of(client.get(address)).select_one("[data-found]")
    return {
        block.h2.get_text(): [link.get_text() for link in block.select(".row__name")]
        for block in listing.select(".block")
    }


def test_the_list_never_shows_a_past_offer_as_upcoming(client):
    make.an_offer(name="Nu")
    make.an_offer(name="Ooit", **UNSURE)
    make.an_offer(name="Toen", **PAST)

    assert found(client) == {
        "Nu of straks": ["Nu"],
        "Niet zeker of het er nog is": ["Ooit"],
        "Was er eerder": ["Toen"],
    }
    assert found(client, "/aanbod/?wanneer=geweest") == {"Was er eerder": ["Toen"]}
    assert "Was er in 2021" in text_of(client.get("/aanbod/?wanneer=geweest"))
    assert "weten wij zeker dat het er nu is" in text_of(client.get("/aanbod/?naam=ooit"))


def test_every_facet_narrows_the_list_and_counts_its_options(client):
    region, other = make.a_region(slug="regio"), make.a_region(slug="andere")
    theme = make.a_theme(slug="robots")
    offer = make.an_offer(
        name="Robots", region=region, kind="keuzevak", cost="gratis", audience=["klas-1-2", "mbo"]
    )
    make.an_offer_theme(offer=offer, theme=theme)
    make.an_offer_region(offer=offer, region=other)
    make.an_offer(name="Ander", region=region, **PAST)

    for choice in (
        *("soort=keuzevak", "voor=mbo", "voor=klas-1-2", "thema=robots", "kosten=gratis"),
        *("wanneer=nu-of-straks", "regio=andere"),
    ):
        assert found(client, f"/aanbod/?{choice}") == {"Nu of straks": ["Robots"]}, choice
    numbers = ToDoFilter(QueryDict(), on=today()).counted.numbers
    assert numbers["regio"] == {"regio": 2, "andere": 1}
    assert numbers["wanneer"] == {"nu-of-straks": 1, "geweest": 1}


def test_an_empty_result_offers_links(client):
    response = client.get("/aanbod/?soort=stage")

    links = {link["href"] for link in main_of(response).select("[data-found] a")}
    assert {"/agenda/", "/dichtbij/"} <= links


def test_a_page_shows_what_is_known(page):
    school = make.a_school(name="Ahorn", place=make.a_place(name="Hoorn"))
    offer = make.an_offer(
        school=school,
        kind="keuzevak",
        audience=["klas-1-2", "ouders"],
        starts="1-9-2026",
        ends="juni 2099",
        weekdays="elke dinsdag",
        cost="betaald",
        cost_note="5 euro",
        capacity=12,
        join_url="https://voorbeeld.example/meedoen",
        join_until="2098",
        source_dated="mei 2026",
    )

    shown = facts(main_of(page(offer)))
    assert (
        shown
        | {
            "Soort": "Keuzevak. Een vak dat je er op school bij kiest.",
            "Voor wie": "klas 1 en 2, ouders",
            "Wanneer": "1 september 2026 tot en met juni 2099, elke dinsdag",
            "Waar": "Niet bekend. Ahorn is in Hoorn",
            "Kosten": "5 euro",
            "Plaatsen": "12",
            "Meedoen": "https://voorbeeld.example/meedoen Aanmelden kan tot en met 2098.",
            "Van": "Ahorn",
        }
        == shown
    )
    assert "Bron: testbron. Deze gegevens zijn van mei 2026." in text_of(page(offer))


def test_a_page_says_what_is_unknown_and_whom_to_ask(page):
    school = make.a_school(name="Ahorn", website="https://ahorn.example")
    offer = make.an_offer(school=school, **UNSURE)

    text = text_of(page(offer))
    assert "Begonnen op 8 januari 2020. Of het er nog is, weten wij niet. Vraag het aan" in text
    shown = facts(main_of(page(offer)))
    assert shown["Kosten"] == shown["Voor wie"] == "Niet bekend"
    assert shown["Meedoen"].startswith("Hoe je meedoet, is niet bekend. Vraag het aan Ahorn")
    assert shown["Meedoen"].endswith("https://ahorn.example")


def test_past_and_closed_offers_cannot_be_joined(page):
    ways = {"join_email": "aanmelden@voorbeeld.example"}
    closed = make.an_offer(join_until="2021", **ways)
    past = make.an_offer(**PAST, **ways)

    for offer, said in ((closed, "Aanmelden kon tot en met 2021."), (past, "Dit is geweest.")):
        assert facts(main_of(page(offer)))["Meedoen"] == said


def test_structured_data_is_omitted_if_a_required_fact_is_unknown(page):
    def types(**fields):
        data = data_of(page(make.an_offer(**fields)))
        return [row["@type"] for row in data if row["@type"] != "BreadcrumbList"]

    day = PartialDate.of(today() + timedelta(7))
    visit = {"kind": OfferKind.COMPANY_VISIT, "venue": "Hal 3", "starts": day, "ends": day}
    assert types(**visit) == ["Event"]
    assert types(**visit | {"venue": ""}) == []
    assert types(**visit | {"starts": PartialDate(day.year)}) == []
    assert types(kind=OfferKind.COURSE) == ["EducationalOccupationalProgram"]
    assert types(kind=OfferKind.ELECTIVE, summary="Leer lassen.") == ["Course"]
    assert types(kind=OfferKind.ELECTIVE) == types(kind=OfferKind.TECHLAB) == []
    assert types(kind=OfferKind.COURSE, **UNSURE) == []


def test_the_pages_of_its_school_partner_and_theme_show_it(client):
    school, partner, theme = make.a_school(), make.a_partner(), make.a_theme()
    for name, owner in (("Lassen", {"school": school}), ("Bezoek", {"partner": partner})):
        make.an_offer_theme(offer=make.an_offer(name=name, **owner), theme=theme)
    draft = make.an_offer(name="Concept", school=school, published_from=None)
    make.an_offer_theme(offer=draft, theme=theme)

    def shown(row):
        return names(main_of(client.get(row.get_absolute_url())), "/aanbod/")

    assert (shown(school), shown(partner)) == (["Lassen"], ["Bezoek"])
    assert shown(theme) == ["Bezoek", "Lassen"]


def test_the_page_of_its_region_shows_it_and_links_to_the_full_list(client):
    region, other = make.a_region(), make.a_region()
    make.an_offer(name="Toen", region=region, **PAST)
    make.an_offer(name="Nu", region=region)
    make.an_offer_region(offer=make.an_offer(name="Ook hier", region=other), region=region)
    make.an_offer(name="Elders", region=other)
    page = main_of(client.get(region.get_absolute_url()))

    assert names(page, "/aanbod/") == ["Nu", "Ook hier", "Toen"]
    assert page.select_one(f'#iets-doen a[href="/aanbod/?regio={region.slug}"]')


def test_a_page_for_a_past_date_shows_the_offers_of_then(client):
    place = make.a_place(municipality=make.a_municipality())
    school, partner = make.a_school(place=place), make.a_partner(place=place)
    region = make.a_region()
    make.an_agreement(region=region, starts="2020", ends="2023")
    make.a_municipality_participation(region=region, municipality=place.municipality, since="2020")
    for name, fields in {
        "Eerder": {"starts": "2020", "ends": "juni 2021"},
        "Liep": {"starts": "2021", "ends": "2022"},
        "Bron": {"starts": "2021", "ends": None, "source_dated": "2026"},
        "Wie weet": {"starts": "2020", "ends": None, "source_dated": "2020"},
        "Zonder begin": {"starts": None, "ends": "2099"},
        "Straks": {"starts": "1-9-2022", "ends": "2023"},
        "Ver weg": {"starts": "2-9-2022", "ends": "2023"},
        "Concept": {"starts": "2021", "ends": "2022", **make.drafts},
    }.items():
        make.an_offer(name=name, region=region, school=school, **fields)
    make.an_offer(name="Van partner", region=region, partner=partner, starts="2021", ends="2022")
    then = [
        ("Was er op die dag", "Bron"),
        ("Was er op die dag", "Liep"),
        ("Was er op die dag", "Van partner"),
        ("Kwam nog", "Straks"),
        ("Vermeld, vanaf wanneer niet bekend", "Zonder begin"),
        ("Niet zeker of het er toen nog was", "Wie weet"),
        ("Was er van 2020 tot en met 2021", "Eerder"),
    ]

    def shown(row, day):
        block = main_of(client.get(f"{row.get_absolute_url()}?peildatum={day}")).select(
            '[aria-labelledby="kop-iets-doen"] .row'
        )
        return sorted((words(row.select_one(".state"))[2:], words(row.a)) for row in block)

    for row in (region, place.municipality):
        assert shown(row, "2021-09-01") == sorted(then)
    assert shown(school, "2021-09-01") == sorted(set(then) - {then[2]})
    assert shown(partner, "2021-09-01") == [then[2]]
    assert [name for _, name in shown(region, "2019-12-31")] == ["Eerder", "Wie weet"]


def test_a_page_for_a_past_date_shows_an_offer_in_the_municipality_of_then(client):
    old, other = (make.a_municipality(name=name, valid_until="2021-12-31") for name in ("Oud", "B"))
    new = make.a_municipality(name="Nieuw", valid_from="2022-01-01")
    for row in (old, other):
        make.a_succession(old=row, new=new, on="2022-01-01")
    for name in ("Oud", "Dorp"):
        school = make.a_school(place=make.a_place(name=name, municipality=new))
        make.an_offer(name=f"In {name}", school=school, starts="2020", ends="2020")

    def shown(municipality, day):
        page = client.get(f"{municipality.get_absolute_url()}?peildatum={day}")
        return names(main_of(page), "/aanbod/")

    def maybe(municipality, day):
        page = client.get(f"{municipality.get_absolute_url()}?peildatum={day}")
        part = block(page, f"Misschien ook in {municipality}")
        if part:
            assert "Dat weten wij niet zeker" in words(part.select_one(".block__lead"))
        return names(part, "/aanbod/")

    assert shown(old, "2020-06-01") == ["In Oud", "In Dorp"]
    assert maybe(old, "2020-06-01") == ["In Dorp"]  # where it was is unknown
    assert shown(other, "2020-06-01") == maybe(other, "2020-06-01") == ["In Dorp"]
    assert maybe(new, "2022-06-01") == []
    assert shown(new, "2022-06-01") == ["In Dorp", "In Oud"]


def test_the_page_of_a_municipality_shows_local_offers_and_those_of_its_regions(client):
    region, municipality = make.a_region(), make.a_municipality()
    make.a_municipality_participation(region=region, municipality=municipality)
    here, elsewhere = make.a_place(municipality=municipality), make.a_place()
    school, partner = make.a_school(place=here), make.a_partner(place=here)
    make.an_offer(name="Bedrijf", partner=partner)
    make.an_offer(name="Plaats", place=here)
    make.an_offer(name="Regio", region=region)
    make.an_offer(name="School", school=school)
    make.an_offer(name="School elders", school=school, place=elsewhere)
    make.an_offer(name="Regio elders", region=region, place=elsewhere)
    make.an_offer(name="Andere school", region=region, school=make.a_school())
    example = make.a_region(is_example=True)
    make.an_offer(name="Verzonnen", region=example, place=here)
    make.an_offer(name="Wie weet", school=school, **UNSURE)
    page = client.get(municipality.get_absolute_url())

    shown = ["Bedrijf", "Plaats", "Regio", "School", "Wie weet"]
    assert names(main_of(page), "/aanbod/") == shown
    assert "Niet zeker of het er nog is" in text_of(page)


def test_the_page_of_a_postcode_shows_nearby_offers(client):
    home, far = (make.a_place() for _ in range(2))
    make.a_postcode_area(code="1703", place=home, latitude=52.6, longitude=4.8)
    make.a_postcode_area(code="1900", place=far, latitude=53.6, longitude=4.8)
    region = make.a_region()
    make.a_municipality_participation(region=region, municipality=home.municipality)
    near = make.a_school(latitude=52.61, longitude=4.8)
    for number in range(3):
        make.an_offer(name=f"School {number}", school=near)
        near = make.a_school(latitude=52.61, longitude=4.8)
    make.an_offer(name="Bedrijf", partner=make.a_partner(place=home))
    make.an_offer(name="Plaats", place=home)
    make.an_offer(name="Regio", region=region)
    make.an_offer(name="Ver", place=far)
    make.an_offer(name="Verre school", school=make.a_school(latitude=53.6, longitude=4.8))
    make.an_offer(name="Andere regio")
    make.an_offer(name="Toen", place=home, **PAST)
    page = client.get("/dichtbij/1703/")

    shown = ["Bedrijf", "Plaats", "Regio", "School 0", "School 1", "School 2", "Toen"]
    assert names(main_of(page), "/aanbod/") == shown
    assert "iets doen (6, en 1 voorbij)" in text_of(page)
    nothing = client.get("/dichtbij/1900/")
    assert names(main_of(nothing), "/aanbod/") == ["Ver", "Verre school"]
    assert "iets doen (2)" in text_of(nothing)


def test_the_page_of_a_postcode_says_if_no_offers_are_known(client):
    make.a_postcode_area(code="1703", latitude=52.6, longitude=4.8)
    page = client.get("/dichtbij/1703/")

    assert "In de buurt van 1703 is nog niets bekend." in text_of(page)


def test_a_comparison_shows_the_electives_of_each_school(client):
    make.a_school(slug="zonder")
    school = make.a_school(slug="met")
    make.an_offer(name="Drones", kind="keuzevak", school=school)
    make.an_offer(name="Robots", kind="keuzevak", school=school, **UNSURE)
    make.an_offer(name="Voorbij", kind="keuzevak", school=school, **PAST)
    make.an_offer(name="Techlab", kind="techlab", school=school)
    page = main_of(client.get("/vergelijken/?school=met&school=zonder"))

    (row,) = [row for row in page.select("tr") if row.th and row.th.get_text() == "Keuzevakken"]
    assert [" ".join(cell.get_text(" ").split()) for cell in row.select("td")] == [
        "Drones Robots Niet zeker of het er nog is",
        "Niet bekend",
    ]


def test_an_audience_filter_says_for_how_many_offers_it_is_unknown(client):
    for _ in range(2):
        make.an_offer()
    make.an_offer(name="Voor ouders", audience=["ouders"])
    page = client.get("/aanbod/?voor=ouders&wanneer=nu-of-straks")

    assert "Van 2 is niet bekend voor wie." in text_of(page)
    link = main_of(page).find("a", string="Toon ook die")
    assert link["href"] == "/aanbod/?wanneer=nu-of-straks"
    assert "niet bekend voor wie" not in text_of(client.get("/aanbod/"))


def test_only_offers_on_known_dates_are_in_the_calendar(client):
    day = PartialDate.of(today() + timedelta(7))
    visit = make.an_offer(slug="bezoek", name="Bezoek", starts=day, ends=day, summary="Kijk mee.")
    year = make.an_offer(slug="jaar")

    assert main_of(client.get("/aanbod/bezoek/")).select_one('a[href="/aanbod/bezoek.ics"]')
    (entry,) = Calendar.from_ical(client.get("/aanbod/bezoek.ics").content).walk("VEVENT")
    assert (entry["SUMMARY"], entry["DTSTART"].dt) == ("Bezoek", day.first_day)
    assert entry["DTEND"].dt == day.first_day + timedelta(1)
    uid = entry["UID"]
    visit.name, visit.slug = "Ander bezoek", "ander"
    visit.save()
    (moved,) = Calendar.from_ical(client.get("/aanbod/bezoek.ics", follow=True).content).walk(
        "VEVENT"
    )
    assert (moved["UID"], moved["DTSTAMP"].dt >= entry["DTSTAMP"].dt) == (uid, True)
    assert ".ics" not in client.get("/aanbod/jaar/").content.decode()
    assert client.get("/aanbod/jaar.ics")["Location"] == year.get_absolute_url()


# --- together with events ---


def shown(client, query=""):
    return [name for block in found(client, f"/aanbod/{query}").values() for name in block]


def test_events_and_offers_are_sorted_together(client):
    day = today()
    soon, later = (PartialDate.of(day + timedelta(days)) for days in (10, 30))
    make.an_offer(name="Nu")
    make.an_offer(name="Over tien dagen", starts=soon, ends=soon)
    make.an_offer(name="Over dertig dagen", starts=later, ends=later)
    make.an_offer(name="Toen", **PAST)
    make.an_event(name="Over twintig dagen", starts_on=day + timedelta(20))
    make.an_event(name="Vandaag", starts_on=day)
    make.an_event(name="Geweest", starts_on=day - timedelta(20))
    make.an_event(name="Gaat niet door", starts_on=day + timedelta(20), status="geannuleerd")
    make.an_event(name="Concept", starts_on=day + timedelta(20), **make.drafts)
    make.an_event(name="Verzonnen", region=make.a_region(is_example=True))

    assert found(client) == {
        "Nu of straks": [
            *("Nu", "Vandaag", "Over tien dagen", "Over twintig dagen", "Over dertig dagen")
        ],
        "Was er eerder": ["Toen"],
    }
    assert "6 dingen in deze lijst" in text_of(client.get("/aanbod/"))


def test_every_facet_narrows_and_counts_events_too(client):
    region, theme = make.a_region(slug="regio"), make.a_theme(slug="robots")
    event = make.an_event(
        name="Open dag", region=region, cost="Gratis", audience=["voortgezet-onderwijs", "ouders"]
    )
    make.an_event_theme(event=event, theme=theme)
    make.an_event(name="Ander", cost="5 euro", audience=["docenten"])
    make.an_offer(name="Stage", kind="stage", audience=["mbo"])

    for choice in (
        *("soort=activiteit&regio=regio", "voor=klas-1-2", "voor=klas-3-4", "voor=ouders"),
        *("thema=robots", "kosten=gratis", "regio=regio", "naam=open+dagen"),
    ):
        assert shown(client, f"?{choice}") == ["Open dag"], choice
    assert shown(client, "?wanneer=geweest") == []
    numbers = ToDoFilter(QueryDict("voor=mbo&voor=ouders"), on=today()).counted.numbers
    assert numbers["soort"] == {"stage": 1, "activiteit": 1}
    assert numbers["voor"] == {"klas-1-2": 1, "klas-3-4": 1, "ouders": 1, "docenten": 1, "mbo": 1}


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("Gratis.", "gratis"),
        ("toegang gratis", "gratis"),
        ("5 euro", "betaald"),
        ("€ 2,50 per kind", "betaald"),
        ("Toegang gratis, aanmelden vóór 12 mei", "niet-bekend"),
        ("gratis voor leden, anders 5 euro", "niet-bekend"),
        ("niet gratis", "niet-bekend"),
        ("aanmelden vóór 12 mei", "niet-bekend"),
        ("Europees project 2026", "niet-bekend"),
        ("", "niet-bekend"),
    ],
)
def test_the_cost_of_an_event_counts_only_if_it_is_certain(text, cost):
    make.an_event(cost=text)

    assert ToDoFilter(QueryDict(), on=today()).counted.numbers["kosten"] == {cost: 1}


def test_a_word_is_found_in_every_text_field_and_in_theme_names(client):
    theme = make.a_theme(name="Automatisering", pupil_word="robots")
    make.an_offer_theme(offer=make.an_offer(name="In een thema"), theme=theme)
    make.an_offer(name="In het kort", summary="Je bouwt een robot.")
    make.an_offer(name="In de tekst", body="<p>Robots bouwen.</p>")
    make.an_offer(name="Robotica")
    make.an_offer(name="Iets anders")
    make.an_event(name="Dag van de robot")

    for word in ("robot", "robots"):
        assert sorted(shown(client, f"?naam={word}")) == [
            *("Dag van de robot", "In de tekst", "In een thema", "In het kort", "Robotica")
        ]
    assert shown(client, "?naam=%25") == []


@pytest.mark.parametrize("choice", ["naam=robots", "naam=robots&soort=gastles"])
def test_the_offers_with_a_word_are_looked_up_once(client, choice):
    make.an_offer(name="Robots", kind="gastles")
    client.get("/aanbod/")
    with CaptureQueriesContext(connection) as captured:
        assert shown(client, f"?{choice}") == ["Robots"]

    first_key = str(keys_of_kind("aanbod")[0])
    assert sum(query["sql"].count(first_key) for query in captured) == 1


def test_near_a_postcode_the_nearest_come_first(client):
    home, near, far = (make.a_place() for _ in range(3))
    for place, code, latitude in ((home, "1703", 52.6), (near, "1704", 52.7), (far, "1900", 53.6)):
        make.a_postcode_area(code=code, place=place, latitude=latitude, longitude=4.8)
    make.an_offer(name="Bedrijf verderop", partner=make.a_partner(place=near))
    make.an_offer(name="School dichtbij", school=make.a_school(latitude=52.64, longitude=4.8))
    make.an_offer(name="Hier", place=home)
    make.an_offer(name="Ver", place=far)
    make.an_offer(name="Waar weten wij niet")
    make.an_event(name="Dag hier", place=home)

    names_near = ["Hier", "Dag hier", "School dichtbij", "Bedrijf verderop"]
    assert shown(client, "?bij=1703") == names_near
    page = client.get("/aanbod/?bij=1703")
    assert "· ongeveer 11 km" in text_of(page)
    letters = client.get("/aanbod/?bij=1703+AB&voor=mbo")
    assert letters["Location"] == "/aanbod/?bij=1703&voor=mbo"
    assert len(shown(client, "?bij=9999")) == 6
    assert "Postcode 9999 kennen wij niet." in text_of(client.get("/aanbod/?bij=9999"))
    assert "Deze keuze kennen wij niet" in text_of(client.get("/aanbod/?bij=Hoorn"))


def test_a_row_that_was_deleted_after_the_keys_were_read_is_left_out():
    make.an_offer(name="Blijft")
    offer, event = make.an_offer(name="Weg"), make.an_event(name="Ook weg")
    to_do = ToDoFilter(QueryDict(), on=today())
    assert (to_do.counted.total, len(to_do.keys)) == (3, 3)
    offer.delete()
    event.delete()

    assert [row.name for row in to_do.page_of_rows(10).object_list] == ["Blijft"]


def test_no_offers_near_a_postcode_links_to_the_schools_there(client):
    make.a_postcode_area(code="1703", latitude=52.6, longitude=4.8)
    make.an_offer(name="Ver")
    page = client.get("/aanbod/?bij=1703")

    assert "Binnen 25 km van 1703 weten wij niets." in text_of(page)
    assert {"/dichtbij/1703/", "/aanbod/", "/agenda/"} <= {
        link["href"] for link in main_of(page).select("[data-found] a")
    }


def test_a_chosen_word_or_postcode_is_named_in_short(client):
    make.a_postcode_area(code="1703", place=make.a_place(name="Obdam"))
    make.an_offer(name="Robots")
    text = text_of(client.get("/aanbod/?naam=robots&bij=1703"))

    assert "Woord: robots" in text
    assert "Postcode: 1703" in text
    assert "Zonder postcode “1703”" in text


@pytest.mark.parametrize("point", [{"latitude": 52.6, "longitude": 4.8}, {}])
def test_near_a_postcode_schools_without_coordinates_in_its_municipality_are_last(client, point):
    home = make.a_place()
    make.a_postcode_area(code="1703", place=home, **point)
    here = make.a_school(municipality=home.municipality, place=home)
    make.an_offer(name="Zonder afstand", school=here)
    make.an_event(name="Dag zonder afstand", school=here)
    make.an_offer(name="Elders", school=make.a_school())
    if point:
        make.an_offer(name="Zonder plaats dichtbij", school=make.a_school(**point))

    page = client.get("/aanbod/?bij=1703")
    near = ["Zonder plaats dichtbij"] if point else []
    assert shown(client, "?bij=1703") == [*near, "Zonder afstand", "Dag zonder afstand"]
    row = next(row for row in main_of(page).select(".row") if "Zonder afstand" in row.get_text())
    assert "km" not in row.get_text()
    assert set(names(main_of(client.get("/dichtbij/1703/")), "/aanbod/")) == {
        *near,
        "Zonder afstand",
    }


def test_an_invented_offer_says_where_the_example_ends(page):
    region = make.a_region(name="Voorbeeldregio", slug="voorbeeld", is_example=True)
    invented, real = make.an_offer(region=region), make.an_offer()

    assert "Uit het voorbeeld: alles wat je echt kunt doen" in text_of(page(invented))
    assert main_of(page(invented)).select_one('a[href="/aanbod/?regio=voorbeeld"]')
    assert "Uit het voorbeeld" not in text_of(page(real))
