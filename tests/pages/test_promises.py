"""No sentence promises what the page lacks, on a site with no, one or many rows.

Promises are recognised by their wording, each with a condition that must hold.
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


# --- conditions: whether the page, or the block with the promise, keeps it ---


def never(page, block):
    return False


def lists(prefix, at_least=1, at_most=None):
    def is_kept(page, block):
        rows = read(page).main.select(f".row a.row__name[href^='{prefix}']")
        return at_least <= len(rows) <= (at_most or len(rows))

    return is_kept


def has(selector, at_least=1):
    return lambda page, block: len(read(page).main.select(selector)) >= at_least


def leads_to(end):
    return lambda page, block: bool(block.select(f"a[href$='{end}']"))


def either(*conditions):
    return lambda page, block: any(is_kept(page, block) for is_kept in conditions)


def says_how_many_regions_there_are(page, block):
    return "Landelijk zijn er ongeveer 78" in words(read(page).main)


def is_nearby(page, block):
    distances = [int(number) for number in re.findall(r"(\d+) km", words(block))]
    return bool(distances) and max(distances) <= 30


PROMISES = {
    r"[Vv]raag het (een|de) school in uw gemeente": either(
        lists("/scholen/"), leads_to("#kop-scholen")
    ),
    r"[Vv]raag het een school in": either(lists("/scholen/", at_least=2), leads_to("#kop-scholen")),
    r"scholen die meedoen\b(?! aan een regio die)": never,
    r"[Ww]elke scholen (er )?meedoen": never,
    r"[Aa]lle (techniek)?regio['’]s": never,
    r"[Aa]lle (scholen|gemeenten|partners|activiteiten|berichten|thema's)": never,
    r"[Dd]eze scholen zijn": lists("/scholen/", at_least=2),
    r"[Dd]eze school is opgegeven": lists("/scholen/", at_most=1),
    r"[Dd]eze (bedrijven|partners)\b": never,
    r"dichtstbijzijnde die wij kennen": is_nearby,
    r"staat waarschijnlijk nog niet op deze site": says_how_many_regions_there_are,
    r"[Zz]oek op naam": has("form input[name=naam], form input[name=q]"),
    r"[Zz]oek uw gemeente op naam": has("form input[name=naam]"),
    r"maak een keuze": has(".filters"),
    r"[Kk]ies hieronder twee": has("form input[name=regio]", at_least=2),
    r"Zet regio's naast elkaar": lists("/regios/", at_least=2),
    r"Kies een thema": lists("/themas/"),
    r"[Kk]ijk op de site": lambda page, block: "http" in str(page.content),
    r"^Op deze pagina:": lambda page, block: block.find_next("a"),
    r"Dit zijn de postcodes": lists("/dichtbij/", at_least=2),
    r"In dezelfde provincie kennen wij wel": lists("/regios/"),
    r"Laat het ons weten": lambda page, block: block.select("a[href^=mailto]"),
    r"[Bb]ij elke (school|gemeente|partner|regio) staat(?!.*voor zover bekend)": never,
    r"[Hh]ier staan scholen": lists("/scholen/", at_least=2),
    r"^Toon alle": never,
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


def test_the_not_found_page_promises_only_what_its_lists_have(client):
    text = words(read(client.get("/niet-hier/")).main)

    assert "scholen die meedoen" not in text
    assert "met niveau en techniekregio, voor zover bekend" in text
