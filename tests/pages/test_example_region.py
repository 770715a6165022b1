"""What is invented stands on its own pages, at home, in Over and where its region is asked for.

Every invented row bears the mark "zq9"; "wilg" is what is searched for, so that no page holds the
mark because it was asked for.
"""

import pytest

from pactdir.pages.sitemaps import SECTIONS
from tests import make
from tests.pages.reading import main_of, words
from tests.pages.walking import every_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_facet")]

MARK = "zq9"
LISTS = ["/regios/", "/gemeenten/", "/scholen/", "/partners/", "/nieuws/", "/agenda/"]
# What is no page of its own, or one that no link leads to.
ELSEWHERE = [
    "/zoeken/?q=wilg",
    "/zoeken/?q=voorbeeld+wilg",
    "/zoeken/?q=voorbeeldregio",
    f"/zoeken/suggesties/?q={MARK[:2]}",
    "/zoeken/suggesties/?q=voorbeeld",
    "/zoeken/suggesties/?q=wilg",
    *(f"/sitemap-{section}.xml" for section in SECTIONS),
    "/kaart/nederland.svg",
    "/kaart/noord-holland.svg",
    "/vergelijken/",
    "/dichtbij/1703/?afstand=25",
    "/dichtbij/1799/",
    "/niet-hier/",
    "/robots.txt",
]


def invented(a_row, kind, **fields):
    slug, name = f"{MARK}-{kind}", f"Voorbeeld {MARK} {kind} wilg"
    return a_row(slug=slug, name=name, **fields)


@pytest.fixture
def region():
    """One real row of everything, and in the same place all that could be taken for it."""
    real = make.a_region(name="Echt wilg", slug="echt")
    place = make.a_place(name="Dorp", municipality=make.a_municipality(slug="dorp"))
    make.a_postcode_area(code="1703", place=place, latitude=52.6, longitude=4.8)
    school = make.a_school(name="Wilg", place=place, latitude=52.6, longitude=4.8)
    make.a_school_participation(region=real, school=school)
    make.a_partner_participation(region=real, partner=make.a_partner(name="Wilg", place=place))
    make.a_municipality_participation(region=real, municipality=place.municipality)
    shared = make.a_theme(name="Samen wilg")
    make.a_region_theme(region=real, theme=shared)
    make.an_article_theme(theme=shared, article=make.an_article(region=real, name="Wilg"))
    make.an_event_theme(theme=shared, event=make.an_event(region=real, place=place, name="Wilg"))

    region = invented(make.a_region, "regio", is_example=True)
    town = invented(make.a_municipality, "gemeente", is_example=True, province="")
    village = make.a_place(name=f"Voorbeeld{MARK}stad", municipality=town)
    make.a_postcode_area(code="1799", place=village, latitude=52.61, longitude=4.81)
    here = {"place": village, "latitude": 52.6, "longitude": 4.8}
    school = invented(make.a_school, "school", is_example=True, **here)
    partner = invented(make.a_partner, "partner", is_example=True, place=village)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=partner)
    make.a_municipality_participation(region=region, municipality=town)
    make.an_agreement(region=region, lead_organisation=make.an_organisation(name=f"{MARK} kop"))
    own = invented(make.a_theme, "thema")
    for theme in (shared, own):
        make.a_region_theme(region=region, theme=theme)
        make.an_article_theme(
            theme=theme, article=invented(make.an_article, f"bericht-{theme.pk}", region=region)
        )
        make.an_event_theme(
            theme=theme, event=invented(make.an_event, f"dag-{theme.pk}", region=region)
        )
    invented(make.an_event, "opendag", school=school)
    invented(make.an_event, "opendag-in-dorp", school=school, place=place)
    return region


def pages_of(client):
    """Every page by its links, every choice of every list, and what no link leads to."""
    pages = every_page(client)
    asked = [*ELSEWHERE]
    for address in LISTS:
        asked += [f"{address}?naam={start}" for start in ("wilg", "voorbeeld")]
        options = main_of(pages[address]).select(".filters input[type=checkbox]")
        asked += [f"{address}?{option['name']}={option['value']}" for option in options]
    return pages | {address: client.get(address, follow=True) for address in asked}


def is_told(page):
    return "Dit is een verzonnen voorbeeld." in page.content.decode()


def test_what_is_invented_is_on_its_own_pages_and_nowhere_else_but_by_two_links(client, region):
    pages = pages_of(client)
    showing = {address for address, page in pages.items() if MARK in page.content.decode()}
    own = {address for address in showing if MARK in address}

    assert len(pages) > 90
    assert showing - own == {"/", "/over/"}
    # What the tests above would pass for, if nothing invented showed at all.
    assert {f"/{part}/{MARK}-{kind}/" for part, kind in OWN} <= own
    for address in own - {one for one in own if one.endswith(".png")}:
        assert is_told(pages[address]), address


OWN = [
    ("regios", "regio"),
    ("gemeenten", "gemeente"),
    ("scholen", "school"),
    ("partners", "partner"),
    ("themas", "thema"),
    ("agenda", "opendag"),
]


@pytest.mark.parametrize("address", ["/", "/over/"])
def test_home_and_over_have_one_link_to_it_that_says_so(client, region, address):
    main = main_of(client.get(address))
    (link,) = main.select(f"a[href*={MARK}]")

    assert link["href"] == region.get_absolute_url()
    assert "verzonnen" in words(link.parent)
    assert str(main).count(MARK) == 2  # the address and the name


@pytest.mark.parametrize(
    "address", ["/gemeenten/", "/scholen/", "/partners/", "/nieuws/", "/agenda/"]
)
def test_a_list_shows_it_where_its_region_is_asked_for(client, region, address):
    page = client.get(f"{address}?regio={region.slug}")

    assert is_told(page)
    assert main_of(page).select(f".row a[href^='{address}{MARK}']")
    assert b"noindex" in page.content


def test_regions_are_compared_with_it_where_it_is_asked_for(client, region):
    boxes = main_of(client.get("/vergelijken/?regio=echt")).select("input[name=regio]")
    assert [box["value"] for box in boxes] == ["echt"]

    page = client.get(f"/vergelijken/?regio=echt&regio={region.slug}")
    boxes = main_of(page).select("input[name=regio]")

    assert [box["value"] for box in boxes] == ["echt", region.slug]
    assert is_told(page)


def test_it_is_counted_nowhere(client, region):
    counts = [words(main_of(client.get(address)).select_one(".count")) for address in LISTS]

    assert [count.split()[0] for count in counts] == ["1"] * len(LISTS)
    assert "Deze site kent 1 techniekregio." in words(main_of(client.get("/")))
