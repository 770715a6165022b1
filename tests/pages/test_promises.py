"""No sentence promises what the page does not have, on a site with no, one or many rows.

A promise is recognised by its wording; next to the wording is the condition under which it is kept.
"""

import re

import pytest

from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, own_addresses, read, words
from tests.pages.walking import every_page

pytestmark = pytest.mark.django_db

NOT_LINKED = [
    "/niet-hier/",
    "/zoeken/",
    "/zoeken/?q=onvindbaar",
    "/zoeken/?q=0123",
    "/vergelijken/",
    "/vergelijken/?regio=",
    "/vergelijken/?school=",
    "/dichtbij/",
    "/dichtbij/1703/",
    "/dichtbij/1703/?afstand=5",
    "/dichtbij/1705/",
    "/agenda/2021-01/",
    *(f"{address}?naam=onvindbaar" for address in ("/scholen/", "/gemeenten/", "/agenda/")),
]


def one_of_each_with_only_a_name():
    make.a_region(name="Regio", slug="regio")
    municipality = make.a_municipality(name="Leeg", slug="leeg")
    place = make.a_place(name="Dorp", municipality=municipality)
    make.a_postcode_area(code="1703", place=place, latitude=None, longitude=None)
    school = make.a_school(name="School", slug="school", place=None, levels=[], website="")
    make.a_partner(name="Partner", slug="partner", place=None, website="")
    make.an_article(name="Bericht", slug="bericht", region=None, dated=None)
    make.an_event(name="Dag", slug="dag", region=None, place=None)
    make.a_region_theme(theme=make.a_theme(name="Thema", slug="thema"))
    return school


def one_of_each():
    """One row of every kind, all in one place and one region."""
    region = make.a_region(name="Regio", slug="regio")
    place = make.a_place(name="Dorp", municipality=make.a_municipality(name="Dorp", slug="dorp"))
    make.a_postcode_area(code="1703", place=place, latitude=52.6, longitude=4.8)
    school = make.a_school(name="School", slug="school", place=place, latitude=52.6, longitude=4.8)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region)
    make.a_region_theme(region=region, theme=make.a_theme(name="Thema", slug="thema"))
    make.an_article(region=region)
    make.an_event(region=region, place=place)


def many():
    """Some municipalities are far away, some schools have no website, some regions are empty."""
    one_of_each()
    with changing():
        for number in range(12):
            municipality = make.a_municipality(name=f"Gemeente {number}")
            place = make.a_place(name=f"Plaats {number}", municipality=municipality)
            make.a_postcode_area(
                code=f"{2000 + number}", place=place, latitude=51.0 + number / 5, longitude=5.5
            )
            make.a_school(place=place, website="https://school.example" if number % 2 else "")
            make.a_region(name=f"Regio {number}")
            make.a_partner(name=f"Partner {number}")


def pages_of(client):
    pages = every_page(client)
    return pages | {address: client.get(address, follow=True) for address in NOT_LINKED}


def rows(page, prefix):
    return read(page).main.select(f".row a.row__name[href^='{prefix}']")


def boxes(page, name):
    return read(page).main.select(f"form input[name={name}]")


def says_how_many_there_are(page):
    return "Landelijk zijn er ongeveer 78" in words(read(page).main)


def nearest_within(block, km=30):
    distances = [int(number) for number in re.findall(r"(\d+) km", words(block))]
    return bool(distances) and max(distances) <= km


# Wordings, and whether the page, or the block they are in, keeps the promise.
PROMISES = {
    r"[Vv]raag het (een|de) school in uw gemeente": lambda page, block: rows(page, "/scholen/"),
    r"[Vv]raag het een school in": lambda page, block: len(rows(page, "/scholen/")) > 1,
    r"scholen die meedoen\b(?! aan een regio die)": lambda page, block: False,
    r"[Ww]elke scholen (er )?meedoen": lambda page, block: False,
    r"[Aa]lle (techniek)?regio['’]s": lambda page, block: False,
    r"[Aa]lle (scholen|gemeenten|partners|activiteiten|berichten|thema's)": (
        lambda page, block: False
    ),
    r"[Dd]eze scholen zijn": lambda page, block: len(rows(page, "/scholen/")) > 1,
    r"[Dd]eze school is opgegeven": lambda page, block: len(rows(page, "/scholen/")) == 1,
    r"[Dd]eze (bedrijven|partners)\b": lambda page, block: False,
    r"dichtstbijzijnde die wij kennen": lambda page, block: nearest_within(block),
    r"staat waarschijnlijk nog niet op deze site": lambda page, block: says_how_many_there_are(
        page
    ),
    r"[Zz]oek op naam": lambda page, block: boxes(page, "naam") or boxes(page, "q"),
    r"[Zz]oek uw gemeente op naam": lambda page, block: boxes(page, "naam"),
    r"maak een keuze": lambda page, block: read(page).main.select(".filters"),
    r"[Kk]ies hieronder twee": lambda page, block: len(boxes(page, "regio")) > 1,
    r"Zet regio's naast elkaar": lambda page, block: len(rows(page, "/regios/")) > 1,
    r"Kies een thema": lambda page, block: rows(page, "/themas/"),
    r"[Kk]ijk op de site": lambda page, block: "http" in str(page.content),
    r"^Op deze pagina:": lambda page, block: block.find_next("a"),
    r"Dit zijn de postcodes": lambda page, block: len(rows(page, "/dichtbij/")) > 1,
    r"In dezelfde provincie kennen wij wel": lambda page, block: rows(page, "/regios/"),
    r"Laat het ons weten": lambda page, block: block.select("a[href^=mailto]"),
    r"[Bb]ij elke (school|gemeente|partner|regio) staat(?!.*voor zover bekend)": (
        lambda page, block: False
    ),
    r"[Hh]ier staan scholen": lambda page, block: len(rows(page, "/scholen/")) > 1,
    r"^Toon alle": lambda page, block: False,
}


def blocks_of(page):
    main = read(page).main
    return [part for part in main.find_all(["p", "li", "dd", "h2", "h3"]) if words(part)]


def broken_promises(pages):
    broken = []
    for address, page in pages.items():
        # The glossary explains words and promises nothing.
        if "html" not in page.headers["Content-Type"] or address == "/woordenlijst/":
            continue
        for block in blocks_of(page):
            text = words(block)
            for promise, is_kept in PROMISES.items():
                if re.search(promise, text) and not is_kept(page, block):
                    broken.append((address, promise, text[:160]))
    return broken


@pytest.mark.parametrize("fill", [lambda: None, one_of_each_with_only_a_name, one_of_each, many])
def test_every_promise_is_kept(client, fill):
    fill()

    assert broken_promises(pages_of(client)) == []


def test_no_description_makes_a_promise(client):
    one_of_each_with_only_a_name()
    for address, page in pages_of(client).items():
        if "html" in page.headers["Content-Type"] and "zoeken" not in address:
            description = read(page).find("meta", {"name": "description"})["content"]
            for promise in (r"[Aa]lle ", r"[Ee]lke? \w+ staat(?!.*voor zover bekend)", "nog loopt"):
                assert not re.search(promise, description), (address, description)


@pytest.mark.parametrize(
    ("schools", "advice"),
    [
        (0, "Wij kennen geen school in uw gemeente."),
        (1, "Vraag het de school in uw gemeente."),
        (2, "Vraag het een school in uw gemeente."),
    ],
)
def test_a_municipality_without_a_region_refers_to_its_schools_if_any(client, schools, advice):
    municipality = make.a_municipality(slug="vaals")
    place = make.a_place(municipality=municipality)
    make.a_postcode_area(code="6291", place=place)
    for _ in range(schools):
        make.a_school(place=place)
    page = client.get("/gemeenten/vaals/")
    text = words(main_of(page))

    assert advice in text, text
    assert "/dichtbij/6291/" in own_addresses(page)
    assert ("Misschien weet een school in de buurt het" in text) == (schools == 0)
    assert "Deze site kent nog geen techniekregio. Landelijk zijn er ongeveer 78" in text


def test_the_not_found_page_promises_no_more_than_its_lists_have(client):
    text = words(read(client.get("/niet-hier/")).main)

    assert "scholen die meedoen" not in text
    assert "met niveau en techniekregio, voor zover bekend" in text
