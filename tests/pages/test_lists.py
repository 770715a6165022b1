"""Every list: only published rows, sorted, and paginated for any page number."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from regions.clock import today
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, names, text_of, words_of

pytestmark = pytest.mark.django_db

LISTS = {
    "/regios/": (make.a_region, 50),
    "/gemeenten/": (make.a_municipality, 50),
    "/scholen/": (make.a_school, 24),
    "/partners/": (make.a_partner, 24),
    "/nieuws/": (make.an_article, 24),
    "/agenda/": (make.an_event, 24),
}
DRAFTABLE = [address for address in LISTS if address != "/gemeenten/"]
ODD_NUMBERS = ["0", "-1", "abc", "1.5", "", "999999", str(10**30), "9" * 5000, "\x00", "²", "last"]


def listed_names(client, address):
    return names(main_of(client.get(address)), address.split("?")[0])


@pytest.mark.parametrize("address", ["/regios/", "/scholen/", "/partners/"])
def test_a_list_is_sorted_by_name_ignoring_accents_and_case(client, address):
    make_row, _ = LISTS[address]
    for name in ["zonnebloem", "Éik", "Ahorn", "esdoorn", "De Beuk"]:
        make_row(name=name)

    assert listed_names(client, address) == ["Ahorn", "De Beuk", "Éik", "esdoorn", "zonnebloem"]


@pytest.mark.parametrize("address", DRAFTABLE)
def test_a_list_shows_only_rows_published_by_today(client, address):
    make_row, _ = LISTS[address]
    make_row(name="Van vandaag", published_from=today())
    make_row(name="Concept", **make.drafts)
    make_row(name="Van morgen", published_from=today() + timedelta(days=1))

    assert listed_names(client, address) == ["Van vandaag"]


def test_municipalities_are_grouped_by_province_and_sorted_by_name(client):
    for name, province in [("Urk", "PV24"), ("Hoorn", "PV27"), ("Assen", "PV22"), ("Edam", "PV27")]:
        make.a_municipality(name=name, province=province)
    groups = main_of(client.get("/gemeenten/")).select(".rows--grouped > div")

    assert [(group.h2.get_text(), names(group, "/gemeenten/")) for group in groups] == [
        ("Drenthe", ["Assen"]),
        ("Flevoland", ["Urk"]),
        ("Noord-Holland", ["Edam", "Hoorn"]),
    ]


def test_former_and_future_municipalities_are_not_listed(client):
    make.a_municipality(name="Nu")
    make.a_municipality(name="Toen", valid_until="2021")
    make.a_municipality(name="Straks", valid_from="2099")

    assert listed_names(client, "/gemeenten/") == ["Nu"]


def test_a_closed_school_is_not_listed_but_one_that_closes_later_is(client):
    make.a_school(name="Dicht", closed_on="2021")
    make.a_school(name="Nog open", closed_on="2099")

    assert listed_names(client, "/scholen/") == ["Nog open"]


def test_news_is_sorted_newest_first_with_undated_articles_last(client):
    for name, dated in [
        ("Maand", "februari 2021"),
        ("Zonder", None),
        ("Jaar", "2021"),
        ("Dag", "15-2-2021"),
        ("Nieuwst", "2022"),
    ]:
        make.an_article(name=name, dated=dated)

    assert listed_names(client, "/nieuws/") == ["Nieuwst", "Dag", "Maand", "Jaar", "Zonder"]


def test_the_agenda_lists_upcoming_events_soonest_first_and_then_past_ones_latest_first(client):
    for name, day in [
        ("Verder weg", date(2099, 6, 1)),
        ("Lang geleden", date(2020, 5, 1)),
        ("Vandaag", today()),
        ("Korter geleden", date(2021, 5, 1)),
        ("Gauw", date(2099, 5, 1)),
    ]:
        make.an_event(name=name, starts_on=day)
    page = main_of(client.get("/agenda/"))
    upcoming, past = page.select("section.block")

    assert (upcoming.h2.get_text(), names(upcoming, "/agenda/")) == (
        "Wat komt",
        ["Vandaag", "Gauw", "Verder weg"],
    )
    assert (past.h2.get_text(), names(past, "/agenda/")) == (
        "Geweest",
        ["Korter geleden", "Lang geleden"],
    )


def test_an_agenda_with_only_past_events_says_that_nothing_is_planned(client):
    make.an_event(starts_on=date(2021, 5, 1))

    assert "Er staat nu niets gepland." in text_of(client.get("/agenda/"))


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_so(client, address):
    page = client.get(address)

    assert not main_of(page).select(".row")
    assert "Er staan nog geen " in text_of(page)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_fills_a_page_and_continues_on_the_next(client, address):
    make_row, page_size = LISTS[address]
    for number in range(page_size + 1):
        make_row(name=f"Rij {number:03}", slug=f"rij-{number:03}")
    first, second = listed_names(client, address), listed_names(client, f"{address}?page=2")

    assert (len(first), len(second)) == (page_size, 1)
    assert len(set(first + second)) == page_size + 1
    assert "Pagina 1 van 2" in text_of(client.get(address))
    assert "Vorige" not in text_of(client.get(address))
    assert "Volgende" not in text_of(client.get(f"{address}?page=2"))


@pytest.mark.parametrize("address", LISTS)
def test_an_invalid_page_number_is_never_an_error(client, address):
    make_row, _ = LISTS[address]
    row = make_row()

    for number in ODD_NUMBERS:
        page = client.get(address, {"page": number}, follow=True)
        assert names(main_of(page), address) == [row.name], number


def test_a_page_beyond_the_last_shows_the_last(client):
    with changing():
        for number in range(25):
            make.a_partner(name=f"Partner {number:03}")

    for number in ["999999", str(10**30)]:
        assert listed_names(client, f"/partners/?page={number}") == ["Partner 024"]


def test_paging_keeps_the_filters(client):
    region = make.a_region(slug="regio")
    with changing():
        for number in range(25):
            partner = make.a_partner(name=f"Éérste {number:03}", kind="netwerk")
            make.a_partner_participation(region=region, partner=partner)
    make.a_partner(name="Eerste van elders", kind="netwerk")
    page = client.get("/partners/?naam=éérste&soort=netwerk&regio=regio")
    next_query = main_of(page).select_one("[rel=next]")["href"]
    second = client.get("/partners/" + next_query)
    previous_query = main_of(second).select_one("[rel=prev]")["href"]

    assert names(main_of(second), "/partners/") == ["Éérste 024"]
    assert len(listed_names(client, "/partners/" + previous_query)) == 24
    assert "25 partners" in text_of(second)


def test_a_list_counts_its_results(client):
    make.a_school(name="Ahorn")
    assert "1 school" in text_of(client.get("/scholen/"))
    make.a_school(name="Beuk")
    assert "2 scholen" in text_of(client.get("/scholen/"))
    assert "1 school " in text_of(client.get("/scholen/?naam=beuk"))


def test_schools_with_the_same_name_are_distinguished_by_place(client):
    for place in ["Hoorn", "Alkmaar"]:
        make.a_school(name="De Spinaker", place=make.a_place(name=place))
    rows = main_of(client.get("/scholen/")).select(".row")

    assert words_of(row.select_one(".row__meta") for row in rows) == [
        "Alkmaar · vmbo",
        "Hoorn · vmbo",
    ]


def test_a_school_in_the_list_says_what_is_unknown(client):
    make.a_school(name="Ahorn", place=None, levels=[])
    row = main_of(client.get("/scholen/")).select_one(".row")

    assert " ".join(row.get_text(" ").split()) == (
        "Ahorn plaats niet opgegeven · niveau niet bekend "
        "geen techniekregio bekend · Vergelijk Ahorn"
    )


def test_a_school_with_an_undecided_location_and_its_candidates_are_under_review(client):
    school = make.a_school(name="Huygens")
    make.a_school_participation(school=school, region=make.a_region(name="Pact Noord"))
    make.a_school_match(school=school, location=make.a_school(name="Huygens College"))

    rows = words_of(main_of(client.get("/scholen/")).select(".rows > .row"))

    assert "welke vestiging wordt nagekeken" in rows[0]
    assert "Pact Noord" in rows[0]
    assert "of deze vestiging bij een techniekregio hoort, wordt nagekeken" in rows[1]


def test_schools_in_one_building_are_grouped_under_their_address(client):
    fields = {"place": make.a_place(name="Urk"), "address": "Weg 1", "postcode": "8321 AB"}
    make.a_school(name="Ahorn", **fields)
    make.a_school(name="Berk")
    make.a_school(name="Ceder", **fields)

    rows = main_of(client.get("/scholen/")).select_one(".rows")

    assert words_of(rows.select(".row__name")) == ["Ahorn", "Ceder", "Berk"]
    assert words_of(rows.select("li > p")) == ["Op één adres: Weg 1, Urk"]
    assert words_of(rows.select("li > .rows .row__name")) == ["Ahorn", "Ceder"]


def test_a_region_in_the_list_shows_the_status_of_its_current_agreement(client):
    make.an_agreement(region=make.a_region(name="Ahorn"), ends="2021")
    make.a_region(name="Beuk")
    region = make.a_region(name="Cipres")
    make.an_agreement(region=region, starts="2020", ends="2097")
    make.an_agreement(region=region, starts="2098", ends="2099")

    for address in ["/", "/regios/"]:
        rows = main_of(client.get(address)).select(".row")
        states = words_of(row.select_one(".row__state") for row in rows)
        assert states == [
            "◐ Tot en met 2021, vervolg niet bekend",
            "? Overeenkomst niet bekend",
            "● Loopt tot en met 2097",
        ], address


def test_an_open_day_in_the_agenda_names_its_school_and_region(client):
    school = make.a_school(name="Ahorn")
    make.an_event(
        name="Open dag",
        school=school,
        place=make.a_place(name="Hoorn"),
        region=make.a_region(name="Westhoek"),
    )
    make.an_event(name="Proeflessen", school=school, starts_on=date(2099, 6, 1))
    rows = main_of(client.get("/agenda/")).select(".row")

    assert [row.select_one(".row__meta").get_text() for row in rows] == [
        "Hoorn · Ahorn · Westhoek",
        "Ahorn",
    ]


@pytest.mark.parametrize(
    "namespace", ["regions", "schools", "partners", "figures", "articles", "events"]
)
def test_a_list_marks_its_own_section_in_the_menu(client, namespace):
    address = reverse(f"{namespace}:list")
    page = client.get(address).content.decode()

    assert page.count('aria-current="true"') == 1
    assert f'href="{address}" aria-current="true"' in page


@pytest.mark.parametrize(
    ("known", "total"), [(0, "nog geen techniekregio"), (1, "1 techniekregio")]
)
def test_the_list_of_regions_gives_the_national_total_even_when_filtered(client, known, total):
    for _ in range(known):
        make.a_region(kind="sto")
    make.a_region(is_example=True)
    for address in ["/regios/", "/regios/?soort=techniekpact"]:
        text = text_of(client.get(address))
        assert f"Deze site kent {total}. Landelijk zijn er ongeveer 78 (telling van 2022, " in text
        assert "74 regio's (jaar en bron niet bekend)" in text
