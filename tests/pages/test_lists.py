"""Every list: what is published, in its order, a page at a time, whatever number is asked for."""

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


def shown(client, address):
    """The names on a list, in their order."""
    return names(main_of(client.get(address)), address.split("?")[0])


@pytest.mark.parametrize("address", ["/regios/", "/scholen/", "/partners/"])
def test_a_list_is_in_order_of_name_without_accents_or_capitals(client, address):
    a_row, _ = LISTS[address]
    for name in ["zonnebloem", "Éik", "Ahorn", "esdoorn", "De Beuk"]:
        a_row(name=name)

    assert shown(client, address) == ["Ahorn", "De Beuk", "Éik", "esdoorn", "zonnebloem"]


@pytest.mark.parametrize("address", DRAFTABLE)
def test_a_list_shows_only_what_is_published_by_today(client, address):
    a_row, _ = LISTS[address]
    a_row(name="Van vandaag", published_from=today())
    a_row(name="Concept", **make.drafts)
    a_row(name="Van morgen", published_from=today() + timedelta(days=1))

    assert shown(client, address) == ["Van vandaag"]


def test_municipalities_stand_by_province_and_then_by_name(client):
    for name, province in [("Urk", "PV24"), ("Hoorn", "PV27"), ("Assen", "PV22"), ("Edam", "PV27")]:
        make.a_municipality(name=name, province=province)
    groups = main_of(client.get("/gemeenten/")).select(".rows--grouped > div")

    assert [(group.h2.get_text(), names(group, "/gemeenten/")) for group in groups] == [
        ("Drenthe", ["Assen"]),
        ("Flevoland", ["Urk"]),
        ("Noord-Holland", ["Edam", "Hoorn"]),
    ]


def test_a_municipality_of_the_past_or_the_future_is_not_listed(client):
    make.a_municipality(name="Nu")
    make.a_municipality(name="Toen", valid_until="2021")
    make.a_municipality(name="Straks", valid_from="2099")

    assert shown(client, "/gemeenten/") == ["Nu"]


def test_a_closed_school_is_not_listed_and_one_that_closes_later_is(client):
    make.a_school(name="Dicht", closed_on="2021")
    make.a_school(name="Nog open", closed_on="2099")

    assert shown(client, "/scholen/") == ["Nog open"]


def test_news_is_newest_first_and_without_a_date_last(client):
    for name, dated in [
        ("Maand", "februari 2021"),
        ("Zonder", None),
        ("Jaar", "2021"),
        ("Dag", "15-2-2021"),
        ("Nieuwst", "2022"),
    ]:
        make.an_article(name=name, dated=dated)

    assert shown(client, "/nieuws/") == ["Nieuwst", "Dag", "Maand", "Jaar", "Zonder"]


def test_the_agenda_has_what_comes_soonest_first_and_then_what_was_latest_first(client):
    for name, day in [
        ("Verder weg", date(2099, 6, 1)),
        ("Lang geleden", date(2020, 5, 1)),
        ("Vandaag", today()),
        ("Korter geleden", date(2021, 5, 1)),
        ("Gauw", date(2099, 5, 1)),
    ]:
        make.an_event(name=name, starts_on=day)
    page = main_of(client.get("/agenda/"))
    coming, past = page.select("section.block")

    assert (coming.h2.get_text(), names(coming, "/agenda/")) == (
        "Wat komt",
        ["Vandaag", "Gauw", "Verder weg"],
    )
    assert (past.h2.get_text(), names(past, "/agenda/")) == (
        "Geweest",
        ["Korter geleden", "Lang geleden"],
    )


def test_an_agenda_with_only_a_past_says_that_nothing_is_planned(client):
    make.an_event(starts_on=date(2021, 5, 1))

    assert "Er staat nu niets gepland." in text_of(client.get("/agenda/"))


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_so(client, address):
    page = client.get(address)

    assert not main_of(page).select(".row")
    assert "Er staan nog geen " in text_of(page)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_a_whole_number_on_a_page_and_the_rest_on_the_next(client, address):
    a_row, on_a_page = LISTS[address]
    for number in range(on_a_page + 1):
        a_row(name=f"Rij {number:03}", slug=f"rij-{number:03}")
    first, second = shown(client, address), shown(client, f"{address}?page=2")

    assert (len(first), len(second)) == (on_a_page, 1)
    assert len(set(first + second)) == on_a_page + 1
    assert "Pagina 1 van 2" in text_of(client.get(address))
    assert "Vorige" not in text_of(client.get(address))
    assert "Volgende" not in text_of(client.get(f"{address}?page=2"))


@pytest.mark.parametrize("address", LISTS)
def test_an_odd_page_number_is_never_an_error(client, address):
    a_row, _ = LISTS[address]
    row = a_row()

    for number in ODD_NUMBERS:
        page = client.get(address, {"page": number}, follow=True)
        assert names(main_of(page), address) == [row.name], number


def test_a_page_beyond_the_last_shows_the_last(client):
    with changing():
        for number in range(25):
            make.a_partner(name=f"Partner {number:03}")

    for number in ["999999", str(10**30)]:
        assert shown(client, f"/partners/?page={number}") == ["Partner 024"]


def test_the_filters_survive_paging(client):
    region = make.a_region(slug="regio")
    with changing():
        for number in range(25):
            partner = make.a_partner(name=f"Éérste {number:03}", kind="netwerk")
            make.a_partner_participation(region=region, partner=partner)
    make.a_partner(name="Eerste van elders", kind="netwerk")
    page = client.get("/partners/?naam=éérste&soort=netwerk&regio=regio")
    onward = main_of(page).select_one("[rel=next]")["href"]
    second = client.get("/partners/" + onward)
    back = main_of(second).select_one("[rel=prev]")["href"]

    assert names(main_of(second), "/partners/") == ["Éérste 024"]
    assert len(shown(client, "/partners/" + back)) == 24
    assert "25 partners" in text_of(second)


def test_a_list_counts_what_is_found(client):
    make.a_school(name="Ahorn")
    assert "1 school" in text_of(client.get("/scholen/"))
    make.a_school(name="Beuk")
    assert "2 scholen" in text_of(client.get("/scholen/"))
    assert "1 school " in text_of(client.get("/scholen/?naam=beuk"))


def test_two_schools_of_one_name_are_told_apart_by_place(client):
    for place in ["Hoorn", "Alkmaar"]:
        make.a_school(name="De Spinaker", place=make.a_place(name=place))
    rows = main_of(client.get("/scholen/")).select(".row")

    assert [row.select_one(".row__meta").get_text() for row in rows] == [
        "Alkmaar · vmbo",
        "Hoorn · vmbo",
    ]


def test_a_school_in_the_list_says_what_is_not_known_of_it(client):
    make.a_school(name="Ahorn", place=None, levels=[])
    row = main_of(client.get("/scholen/")).select_one(".row")

    assert " ".join(row.get_text(" ").split()) == (
        "Ahorn plaats niet opgegeven · niveau niet bekend "
        "geen techniekregio bekend · Vergelijk Ahorn"
    )


def test_a_school_of_which_the_location_is_asked_and_its_locations_say_so(client):
    ours = make.a_school(name="Huygens")
    make.a_school_participation(school=ours, region=make.a_region(name="Pact Noord"))
    make.a_school_match(school=ours, location=make.a_school(name="Huygens College"))

    rows = words_of(main_of(client.get("/scholen/")).select(".rows > .row"))

    assert "welke vestiging wordt nagekeken" in rows[0]
    assert "Pact Noord" in rows[0]
    assert "of deze vestiging bij een techniekregio hoort, wordt nagekeken" in rows[1]


def test_schools_in_one_building_stand_together_under_their_address(client):
    fields = {"place": make.a_place(name="Urk"), "address": "Weg 1", "postcode": "8321 AB"}
    make.a_school(name="Ahorn", **fields)
    make.a_school(name="Berk")
    make.a_school(name="Ceder", **fields)

    found = main_of(client.get("/scholen/")).select_one(".rows")

    assert words_of(found.select(".row__name")) == ["Ahorn", "Ceder", "Berk"]
    assert words_of(found.select("li > p")) == ["Op één adres: Weg 1, Urk"]
    assert words_of(found.select("li > .rows .row__name")) == ["Ahorn", "Ceder"]


def test_a_region_in_the_list_says_how_its_agreement_of_today_stands(client):
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


@pytest.mark.parametrize("namespace", ["regions", "schools", "partners", "articles", "events"])
def test_a_list_marks_its_own_section_in_the_menu(client, namespace):
    address = reverse(f"{namespace}:list")
    page = client.get(address).content.decode()

    assert page.count('aria-current="true"') == 1
    assert f'href="{address}" aria-current="true"' in page


@pytest.mark.parametrize(("known", "told"), [(0, "nog geen techniekregio"), (1, "1 techniekregio")])
def test_the_list_of_regions_says_of_how_many_it_is_a_part_also_where_it_is_narrowed(
    client, known, told
):
    for _ in range(known):
        make.a_region(kind="sto")
    make.a_region(is_example=True)
    for address in ["/regios/", "/regios/?soort=techniekpact"]:
        text = text_of(client.get(address))
        assert f"Deze site kent {told}. Landelijk zijn er ongeveer 78 (telling van 2022, " in text
        assert "74 regio's (jaar en bron niet bekend)" in text
