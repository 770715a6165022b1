"""A school's page: known facts in plain words, and unknown ones stated as unknown."""

from datetime import date

import pytest

from schools.models import School
from tests import make
from tests.pages.reading import (
    block,
    lede,
    main_of,
    names,
    running_scripts,
    text_of,
    words,
    words_of,
)

pytestmark = pytest.mark.django_db


def facts(response, heading):
    part = block(response, heading)
    return {words(term): words(term.find_next_sibling("dd")) for term in part.find_all("dt")}


def notices(response):
    return words_of(main_of(response).select(".notice"))


@pytest.fixture
def page(client):
    return lambda school: client.get(school.get_absolute_url())


def test_a_school_without_data_says_niet_bekend_everywhere(page):
    school = make.a_school(name="Ahorn", place=None, levels=[], source="")
    response = page(school)

    assert words_of(main_of(response).select(".factline li")) == [
        "plaats niet opgegeven",
        "niveau niet bekend",
    ]
    assert lede(response) == "Van deze school is geen techniekregio bekend."
    assert facts(response, "Wat je hier kunt leren") == {
        "Niveau": "Niet bekend",
        "Profielen": "Niet bekend",
    }
    assert facts(response, "Langsgaan") == {"Adres": "Niet bekend", "Site": "Niet bekend"}
    assert words(block(response, "Langsgaan").select_one(".absent")) == "Nog geen open dag bekend."
    assert facts(response, "Over deze gegevens") == {"Code bij DUO": "Niet bekend"}
    assert notices(response) == []


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("twee codes van DUO samen", "Niet één; cijfers van twee codes van DUO samen"),
        ("telling van de school", "Niet bekend"),
    ],
)
def test_only_figures_of_several_codes_say_that_a_school_has_no_single_one(page, note, code):
    school = make.a_school(note="In een nieuw gebouw.")
    make.a_figure(school=school, area_code=school.slug, note=note)

    assert facts(page(school), "Over deze gegevens")["Code bij DUO"] == code


def test_a_school_with_complete_data_shows_all_of_it(page):
    school = make.a_school(
        name="Ahorn",
        place=make.a_place(name="Hoorn", municipality=make.a_municipality(name="Gemeente Hoorn")),
        levels=["vwo", "vmbo-bkg"],
        profiles_known=True,
        profiles=["pie", "bwi"],
        address="Straat 1",
        postcode="1621 AB",
        website="https://ahorn.example/",
        board=make.an_organisation(name="Stichting Bomen"),
        brin="00WD",
        location_code="01",
        summary="Hier leer je zagen.",
        note="Een kanttekening.",
        source="DUO",
        source_url="https://duo.example/vo",
    )
    response = page(school)

    assert facts(response, "Wat je hier kunt leren") == {
        "Niveau": "Vmbo basis, kader of gemengd, vwo",
        "Profielen": "Bouwen, wonen en interieur , Produceren, installeren en energie",  # two links
    }
    assert facts(response, "Langsgaan") == {
        "Adres": "Straat 1 1621 AB Hoorn",
        "Gemeente": "Gemeente Hoorn",
        "Site": "https://ahorn.example/",
    }
    assert facts(response, "Over deze gegevens") == {
        "Schoolbestuur": "Stichting Bomen",
        "Code bij DUO": "00WD01",
    }
    assert words(main_of(response).select_one(".source")) == (
        "Bron van naam, niveau en adres: DUO (datum niet bekend)"
    )
    assert "Hier leer je zagen." in text_of(response)
    assert "Een kanttekening." in text_of(response)
    assert words(block(response, "Langsgaan").select_one(".absent")) == (
        "Nog geen open dag bekend. Kijk op de site van de school ."
    )


def test_having_no_profiles_differs_from_unknown_profiles(page):
    none = make.a_school(profiles_known=True, profiles=[])
    unknown = make.a_school(website="https://ahorn.example/")

    assert facts(page(none), "Wat je hier kunt leren")["Profielen"] == (
        "Deze school heeft geen vmbo-profielen"
    )
    assert facts(page(unknown), "Wat je hier kunt leren")["Profielen"] == (
        "Niet bekend. Kijk op de site van de school"
    )


def test_a_brin_without_a_location_code_says_that_the_location_is_uncertain(page):
    school = make.a_school(brin="00WD")
    assert facts(page(school), "Over deze gegevens")["Code bij DUO"] == (
        "00WD; welke vestiging is niet zeker"
    )


def test_an_address_may_lack_the_street_or_the_place(page):
    in_place = make.a_school(place=make.a_place(name="Hoorn"))
    in_municipality = make.a_school(place=None, municipality=make.a_municipality(name="Urk"))

    assert facts(page(in_place), "Langsgaan")["Adres"] == "Hoorn; straat niet bekend"
    assert words_of(main_of(page(in_municipality)).select(".factline li")) == [
        "gemeente Urk",
        "vmbo",
    ]
    assert facts(page(in_municipality), "Langsgaan")["Gemeente"] == "Urk"


# --- taking part ---


def test_current_regions_come_first_with_period_and_source(page):
    school = make.a_school()
    for name, period in [
        ("Zuid", {}),
        ("Noord", {"since": "2020", "until": "juni 2099"}),
        ("Oud", {"until": "2021"}),
        ("Straks", {"since": "2099"}),
    ]:
        make.a_school_participation(
            school=school, region=make.a_region(name=name), source="gids 2025", **period
        )
    response = page(school)
    data = block(response, "Over deze gegevens")

    assert lede(response) == (
        "Deelnemer aan Noord : overeenkomst niet bekend. "
        "Deelnemer aan Zuid : overeenkomst niet bekend."
    )
    assert words_of(data.select("dd"))[:3] == [
        "Noord, sinds 2020, tot en met juni 2099. ? overeenkomst niet bekend . Bron: gids 2025",
        "Zuid. ? overeenkomst niet bekend . Bron: gids 2025",
        "Oud , tot en met 2021. Bron: gids 2025",
    ]
    assert words_of(data.select("dt"))[:3] == ["Deelname", "Deelname", "Deed eerder mee"]


def test_a_school_that_left_its_region_names_that_region(page):
    school = make.a_school()
    make.a_school_participation(school=school, region=make.a_region(name="Oud"), until="2021")

    assert lede(page(school)) == (
        "Deed eerder mee aan Oud . Of de school nu bij een techniekregio hoort, weten wij niet."
    )


# --- former names, closed, succeeded ---


@pytest.fixture
def huygens():
    """A participating school without an address."""
    school = make.a_school(name="Huygens", place=make.a_place(name="Heerhugowaard"), levels=[])
    make.a_school_participation(school=school, region=make.a_region(name="Pact Noord"))
    return school


def make_candidate(school, name="Huygens College", **fields):
    location = make.a_school(name=name, official_name=name, place=school.place, **fields)
    make.a_school_match(school=school, location=location)
    return location


def test_a_possible_location_of_a_participating_school_is_under_review(page, huygens):
    response = page(make_candidate(huygens))

    text = lede(response)
    assert text.startswith("Huygens is opgegeven als deelnemer aan Pact Noord")
    assert text.endswith("; of dat deze vestiging is, wordt nagekeken.")
    assert "geen techniekregio bekend" not in text_of(response)


def test_a_school_with_an_undecided_location_lists_the_candidates(page, huygens):
    make_candidate(
        huygens, brin="19ZX", location_code="00", address="Middenweg 68", levels=["havo"]
    )
    make_candidate(huygens, brin="19ZX", location_code="01", address="Laan 3", levels=[])

    response = page(huygens)
    visit = facts(response, "Langsgaan")

    assert "niveau per vestiging" in words(main_of(response).select_one(".factline"))
    assert facts(response, "Wat je hier kunt leren")["Niveau"] == "Per vestiging: zie hieronder"
    assert visit["Adres"] == "Heerhugowaard; straat wordt nagekeken"
    assert visit["Vestiging"] == (
        "DUO noemt 2 vestigingen. Welke daarvan deze school is, wordt nagekeken: "
        "Huygens College , Middenweg 68: havo (19ZX00) "
        "Huygens College , Laan 3: niveau niet bekend (19ZX01)"
    )


def test_an_unpublished_second_code_at_the_same_address_is_described_without_a_link(page):
    school = make.a_school(name="Eye", address="Weg 1")
    fields = {"brin": "20BH", "location_code": "02", "address": "Weg 1", "levels": ["pro"]}
    make_candidate(school, "EYE", published_from=None, website="https://eye.example", **fields)

    response = page(school)

    assert facts(response, "Langsgaan")["Vestiging"] == (
        "DUO noemt nog een vestiging. Of dat deze school is, wordt nagekeken: "
        "EYE, Weg 1: praktijkonderwijs (20BH02), https://eye.example"
    )


def test_a_location_without_a_website_shows_that_of_another_location(page):
    for code, site in [("00", ""), ("02", "https://twee.example"), ("01", "https://een.example")]:
        make.a_school(
            name="Een" if code == "01" else "Ander",
            place=make.a_place(name="Urk"),
            brin="00WD",
            location_code=code,
            website=site,
            address=f"Weg {code}",
        )
    make.a_school(
        brin="00WD", location_code="03", website="https://dicht.example", closed_on="2020"
    )
    school = School.objects.get(location_code="00")

    response = page(school)

    assert facts(response, "Langsgaan")["Site"] == (
        "Van deze vestiging niet bekend. Die van Een in Urk, een andere vestiging "
        "(dezelfde school volgens DUO) is https://een.example"
    )
    assert "Kijk op de site van Een in Urk, een andere vestiging" in text_of(response)
    school.refresh_from_db()
    assert school.website == ""


@pytest.mark.parametrize(
    "other",
    [
        {"brin": "00WE", "location_code": "01"},
        {"brin": "00WD", "location_code": "01", "published_from": None},
    ],
    ids=["another school", "a draft"],
)
def test_websites_of_other_schools_and_of_drafts_are_not_shown(page, other):
    make.a_school(website="https://een.example", **other)
    make.a_school(website="https://zonder.example")

    school = make.a_school(brin="00WD", location_code="00")
    without_brin = make.a_school()

    assert facts(page(school), "Langsgaan")["Site"] == "Niet bekend"
    assert facts(page(without_brin), "Langsgaan")["Site"] == "Niet bekend"


def test_former_names_are_shown_with_their_end_date(page):
    school = make.a_school(name="Vonk")
    make.a_former_name(school=school, name="Clusius", until="1-8-2022", source="gids 2025")
    make.a_former_name(school=school, name="Landbouwschool", until=None, source="")
    response = page(school)

    assert "was: Clusius, Landbouwschool" in words_of(main_of(response).select(".factline li"))
    assert [
        words(term.find_next_sibling("dd"))
        for term in block(response, "Over deze gegevens").find_all("dt", string="Vroegere naam")
    ] == ["Clusius, tot 1 augustus 2022. Bron: gids 2025", "Landbouwschool"]


def test_the_name_at_duo_is_shown_if_it_differs(page):
    different = make.a_school(name="PCC Heiloo", official_name="Petrus Canisius College")
    same = make.a_school(name="Ahorn", official_name="Ahorn")

    assert facts(page(different), "Over deze gegevens")["Naam bij DUO"] == "Petrus Canisius College"
    assert "Naam bij DUO" not in facts(page(same), "Over deze gegevens")


def test_a_closed_school_shows_its_closing_date_and_successor(page):
    successor = make.a_school(name="Nieuw")
    school = make.a_school(
        closed_on="augustus 2021",
        successor=successor,
        possibly_closed=True,
        website="https://dicht.example/",
    )
    make.a_school_participation(school=school, region=make.a_region(name="Noord"))
    response = page(school)

    assert notices(response) == [
        "Deze school is gesloten (augustus 2021). De school gaat verder als Nieuw ."
    ]
    assert main_of(response).select_one(".notice a")["href"] == successor.get_absolute_url()
    assert lede(response) == "Deed mee aan Noord : overeenkomst niet bekend."
    assert "Nog geen open dag bekend" not in text_of(response)
    assert names_of_predecessors(page(successor)) == [school.name]


def names_of_predecessors(response):
    terms = block(response, "Over deze gegevens").find_all("dt", string="Kwam voort uit")
    return [words(term.find_next_sibling("dd")) for term in terms]


def test_a_school_that_closes_in_the_future_is_still_open(page):
    school = make.a_school(closed_on="2099")

    assert notices(page(school)) == []
    assert "Nog geen open dag bekend." in text_of(page(school))


def test_a_school_with_a_successor_says_so_even_without_a_closing_date(page):
    school = make.a_school(successor=make.a_school(name="Nieuw"))

    assert notices(page(school)) == ["Deze school gaat verder als Nieuw ."]


def test_a_school_missing_from_the_duo_file_is_possibly_closed(page):
    assert notices(page(make.a_school(possibly_closed=True))) == [
        "Deze school staat niet meer in het bestand van DUO. Misschien is zij gesloten; "
        "dat zoeken wij uit."
    ]


# --- visiting ---


def test_upcoming_open_days_come_first_and_past_ones_are_collapsed(page):
    school = make.a_school()
    make.an_event(school=school, name="Later", starts_on=date(2099, 6, 1))
    make.an_event(school=school, name="Eerst", starts_on=date(2099, 5, 1))
    make.an_event(school=school, name="Was", starts_on=date(2021, 5, 1))
    make.an_event(name="Van een ander", school=make.a_school())
    part = block(page(school), "Langsgaan")

    assert words(part.details.summary) == "Geweest (1)"
    assert names(part.details, "/agenda/") == ["Was"]
    part.details.extract()
    assert names(part, "/agenda/") == ["Eerst", "Later"]
    assert "Nog geen open dag bekend" not in words(part)


def test_past_open_days_alone_count_as_no_known_open_day(page):
    school = make.a_school()
    make.an_event(school=school, starts_on=date(2021, 5, 1))

    assert "Nog geen open dag bekend." in text_of(page(school))


# --- names ---


def test_pages_of_schools_with_the_same_name_are_distinguished_by_place(client):
    hoorn = make.a_school(name="De Spinaker", place=make.a_place(name="Hoorn"))
    alkmaar = make.a_school(name="De Spinaker", place=make.a_place(name="Alkmaar"))

    for school, place in [(hoorn, "Hoorn"), (alkmaar, "Alkmaar")]:
        response = client.get(school.get_absolute_url())
        assert f"<title>De Spinaker, vmbo in {place} |" in response.content.decode()
        assert words(main_of(response).select_one(".factline li")) == place
    assert hoorn.get_absolute_url() != alkmaar.get_absolute_url()


def test_html_in_text_fields_is_escaped(page):
    html = "<script>x</script>&\"'"
    school = make.a_school(
        name=html,
        place=make.a_place(name=html),
        address=html,
        summary=html,
        note=html,
        source=html,
        board=make.an_organisation(name=html),
    )
    make.a_former_name(school=school, name=f"Eerst {html}")
    make.a_school_participation(school=school, region=make.a_region(name=html), source=html)
    make.an_event(school=school, name=html)

    assert running_scripts(page(school)) == []
    # breadcrumb, name, place, former name, region, summary, source, event, address, place, region
    # and source of the participation, former name, board, note; name, region and source in the
    # citation
    assert text_of(page(school)).count(html) == 18


def test_an_example_school_is_labelled_and_not_indexed(page):
    response = page(make.a_school(is_example=True))

    assert "Dit is een verzonnen voorbeeld." in text_of(response)
    assert b'content="noindex"' in response.content
