"""Example rows show only on their own pages, in lists of their region, and as a link on home and
Over.

Every example row has the mark "zq9". The tests search for "wilg", so that no page echoes the mark
from its query.
"""

import pytest

from pactdir.pages.sitemaps import SECTIONS
from tests import make
from tests.pages.reading import main_of, words
from tests.pages.walking import every_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_facet")]

MARK = "zq9"
LISTS = ["/regios/", "/gemeenten/", "/scholen/", "/partners/", "/nieuws/", "/agenda/"]
# URLs that no link leads to, and responses that are not pages.
NOT_LINKED = [
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


def marked_row(maker, kind, **fields):
    slug, name = f"{MARK}-{kind}", f"Voorbeeld {MARK} {kind} wilg"
    return maker(slug=slug, name=name, **fields)


@pytest.fixture
def region():
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

    region = marked_row(make.a_region, "regio", is_example=True)
    town = marked_row(make.a_municipality, "gemeente", is_example=True, province="")
    village = make.a_place(name=f"Voorbeeld{MARK}stad", municipality=town)
    make.a_postcode_area(code="1799", place=village, latitude=52.61, longitude=4.81)
    location = {"place": village, "latitude": 52.6, "longitude": 4.8}
    school = marked_row(make.a_school, "school", is_example=True, **location)
    partner = marked_row(make.a_partner, "partner", is_example=True, place=village)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=partner)
    make.a_municipality_participation(region=region, municipality=town)
    make.an_agreement(region=region, lead_organisation=make.an_organisation(name=f"{MARK} kop"))
    own = marked_row(make.a_theme, "thema")
    for theme in (shared, own):
        make.a_region_theme(region=region, theme=theme)
        make.an_article_theme(
            theme=theme, article=marked_row(make.an_article, f"bericht-{theme.pk}", region=region)
        )
        make.an_event_theme(
            theme=theme, event=marked_row(make.an_event, f"dag-{theme.pk}", region=region)
        )
    marked_row(make.an_event, "opendag", school=school)
    marked_row(make.an_event, "opendag-in-dorp", school=school, place=place)
    return region


def pages_of(client):
    pages = every_page(client)
    addresses = [*NOT_LINKED]
    for address in LISTS:
        addresses += [f"{address}?naam={name}" for name in ("wilg", "voorbeeld")]
        options = main_of(pages[address]).select(".filters input[type=checkbox]")
        addresses += [f"{address}?{option['name']}={option['value']}" for option in options]
    return pages | {address: client.get(address, follow=True) for address in addresses}


def has_example_notice(page):
    return "Dit is een verzonnen voorbeeld." in page.content.decode()


def test_examples_are_only_on_their_own_pages_and_linked_from_home_and_over(client, region):
    pages = pages_of(client)
    marked = {address for address, page in pages.items() if MARK in page.content.decode()}
    own = {address for address in marked if MARK in address}

    assert len(pages) > 90
    assert marked - own == {"/", "/over/"}
    # Otherwise this test would also pass if no example was shown at all.
    assert {f"/{path}/{MARK}-{kind}/" for path, kind in OWN_PAGES} <= own
    for address in own:
        assert address.endswith(".png") or has_example_notice(pages[address]), address


OWN_PAGES = [
    ("regios", "regio"),
    ("gemeenten", "gemeente"),
    ("scholen", "school"),
    ("partners", "partner"),
    ("themas", "thema"),
    ("agenda", "opendag"),
]


@pytest.mark.parametrize("address", ["/", "/over/"])
def test_home_and_over_have_one_link_that_says_it_is_invented(client, region, address):
    main = main_of(client.get(address))
    (link,) = main.select(f"a[href*={MARK}]")

    assert link["href"] == region.get_absolute_url()
    assert "verzonnen" in words(link.parent)
    assert str(main).count(MARK) == 2  # the URL and the name


@pytest.mark.parametrize(
    "address", ["/gemeenten/", "/scholen/", "/partners/", "/nieuws/", "/agenda/"]
)
def test_a_list_shows_examples_when_filtered_by_their_region(client, region, address):
    page = client.get(f"{address}?regio={region.slug}")

    assert has_example_notice(page)
    assert main_of(page).select(f".row a[href^='{address}{MARK}']")
    assert b"noindex" in page.content


def test_the_comparison_offers_the_example_region_only_once_it_is_chosen(client, region):
    boxes = main_of(client.get("/vergelijken/?regio=echt")).select("input[name=regio]")
    assert [box["value"] for box in boxes] == ["echt"]

    page = client.get(f"/vergelijken/?regio=echt&regio={region.slug}")
    boxes = main_of(page).select("input[name=regio]")

    assert [box["value"] for box in boxes] == ["echt", region.slug]
    assert has_example_notice(page)


def test_examples_are_not_counted(client, region):
    counts = [words(main_of(client.get(address)).select_one(".count")) for address in LISTS]

    assert [count.split()[0] for count in counts] == ["1"] * len(LISTS)
    assert "Deze site kent 1 techniekregio." in words(main_of(client.get("/")))
