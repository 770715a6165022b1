"""Old addresses redirect: renamed slugs, merged or split municipalities, places."""

import pytest

from regions.clock import today
from tests import make
from tests.pages.reading import main_of, names, text_of, words_of

pytestmark = pytest.mark.django_db

KINDS = {
    "/regios/": make.a_region,
    "/gemeenten/": make.a_municipality,
    "/scholen/": make.a_school,
    "/partners/": make.a_partner,
    "/nieuws/": make.an_article,
    "/agenda/": make.an_event,
}
SINGLE = [
    "/",
    "/zoeken/",
    "/vergelijken/",
    "/dichtbij/",
    "/over/",
    "/contact/",
    "/privacy/",
    "/toegankelijkheid/",
    "/woordenlijst/",
]


def rename(row, slug):
    row.slug = slug
    row.save()


def redirect_or_status(client, address):
    """The address it redirects to permanently, or the status code of any other response."""
    response = client.get(address)
    return response["Location"] if response.status_code == 301 else response.status_code


def a_former_municipality(name, *successors, on="1-1-2022", **fields):
    fields.setdefault("valid_until", "31-12-2021")
    old = make.a_municipality(name=name, slug=name.lower().replace(" ", "-"), **fields)
    for new in successors:
        make.a_succession(old=old, new=new, on=on)
    return old


# --- renamed ---


@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_slug_redirects_permanently(client, kind):
    row = KINDS[kind](slug="oud")
    rename(row, "tussen")
    rename(row, "nieuw")

    assert client.get(f"{kind}nieuw/").status_code == 200
    for old in ["oud", "tussen"]:
        assert redirect_or_status(client, f"{kind}{old}/") == f"{kind}nieuw/"


@pytest.mark.parametrize("below", ["agenda/", "nieuws/"])
def test_a_page_below_a_renamed_slug_redirects_with_its_query(client, below):
    rename(make.a_region(slug="oud"), "nieuw")
    query = "jaar=a%20b&page=2&jaar=1"

    new = f"/regios/nieuw/{below}?{query}"
    assert redirect_or_status(client, f"/regios/oud/{below}?{query}") == new


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_slug_of_one_kind_is_not_found_in_another(client, kind):
    rename(KINDS[kind](slug="oud"), "nieuw")

    for other in KINDS:
        if other != kind:
            assert client.get(f"{other}oud/").status_code == 404


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "/gemeenten/"])
def test_the_old_slug_of_a_draft_is_not_found(client, kind):
    row = KINDS[kind](slug="oud")
    rename(row, "nieuw")
    row.published_from = None
    row.save()

    assert redirect_or_status(client, f"{kind}oud/") == 404


# --- merged and split municipalities ---


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("old", ["heerhugowaard", "langedijk"])
def test_a_merged_municipality_redirects_to_the_new_one_which_names_the_old(client, old):
    assert redirect_or_status(client, f"/gemeenten/{old}/") == "/gemeenten/dijk-en-waard/"
    page = client.get(f"/gemeenten/{old}/", follow=True)

    assert main_of(page).h1.text == "Gemeente Dijk en Waard"
    assert "samengevoegd per 1 januari 2022 uit Heerhugowaard en Langedijk" in text_of(page)


@pytest.mark.usefixtures("demo")
def test_a_place_redirects_to_its_municipality_which_explains_the_name(client):
    address = "/gemeenten/ouderkerk-aan-de-amstel/"
    assert redirect_or_status(client, address) == "/gemeenten/ouder-amstel/"

    page = client.get(address, follow=True)
    assert main_of(page).h1.text == "Gemeente Ouder-Amstel"
    assert (
        "De bron noemt “Ouderkerk aan de Amstel”. Dat is een plaats in de gemeente Ouder-Amstel."
        in text_of(page)
    )


def test_a_chain_of_successions_redirects_to_the_last_municipality(client):
    last = make.a_municipality(slug="nu")
    middle = a_former_municipality("Midden", last)
    a_former_municipality("Eerst", middle, on="2000", valid_until="1999")

    assert redirect_or_status(client, "/gemeenten/midden/") == "/gemeenten/nu/"
    assert redirect_or_status(client, "/gemeenten/eerst/") == "/gemeenten/nu/"


def test_a_split_municipality_offers_a_choice(client):
    parts = [make.a_municipality(name=name) for name in ["Zuid", "Noord"]]
    a_former_municipality("Haren", *parts)
    page = client.get("/gemeenten/haren/")

    assert main_of(page).h1.text == "Welke gemeente bedoelt u?"
    assert "De naam “Haren” hoort nu bij meer dan één gemeente." in text_of(page)
    assert names(main_of(page), "/gemeenten/") == ["Noord", "Zuid"]
    assert b'content="noindex"' in page.content


def test_a_split_municipality_explains_the_split_and_where_its_namesake_place_is(client):
    parts = [make.a_municipality(name=name, province="PV30") for name in ["Vught", "Boxtel"]]
    a_former_municipality("Haaren", *parts)
    make.a_place(name="Haaren", municipality=parts[1])
    page = client.get("/gemeenten/haaren/")

    assert (
        "De gemeente Haaren bestond tot en met 31 december 2021 en is per 1 januari 2022 verdeeld "
        "over de gemeenten Boxtel en Vught." in text_of(page)
    )
    assert words_of(main_of(page).select(".row")) == [
        "Boxtel Noord-Brabant · hier ligt de plaats Haaren",
        "Vught Noord-Brabant",
    ]


def test_a_former_municipality_offers_a_choice_if_a_place_elsewhere_shares_its_name(client):
    city, other = (make.a_municipality(name=name) for name in ["Groningen", "Oss"])
    a_former_municipality("Haren", city)
    make.a_place(name="Haren Gn", municipality=city)
    make.a_place(name="Haren", municipality=other)
    page = client.get("/gemeenten/haren/")

    assert names(main_of(page), "/gemeenten/") == ["Groningen", "Oss"]
    assert (
        "De gemeente Haren bestond tot en met 31 december 2021 en hoort sinds 1 januari 2022 bij "
        "de gemeente Groningen. Haren is ook een plaats in de gemeente Oss." in text_of(page)
    )


def test_a_split_whose_parts_merged_again_redirects(client):
    last = make.a_municipality(slug="nu")
    part = a_former_municipality("Deel", last)
    a_former_municipality("Geheel", last, part, on="2000", valid_until="1999")

    assert redirect_or_status(client, "/gemeenten/geheel/") == "/gemeenten/nu/"


def test_a_future_succession_changes_nothing_yet(client):
    new = make.a_municipality(name="Nieuw", slug="nieuw", valid_from="2099")
    existing = make.a_municipality(name="Er al", slug="er-al")
    a_former_municipality("Oud", new, existing, on="2099", valid_until="2098")
    page = client.get("/gemeenten/oud/")

    assert main_of(page).h1.text == "Gemeente Oud"
    assert client.get("/gemeenten/nieuw/").status_code == 404
    assert "Oud" not in text_of(client.get("/gemeenten/er-al/"))
    assert names(main_of(client.get("/gemeenten/")), "/gemeenten/") == ["Er al", "Oud"]


def test_a_former_municipality_without_a_successor_is_not_found(client):
    a_former_municipality("Oud")
    assert client.get("/gemeenten/oud/").status_code == 404


# --- places ---


def test_a_name_of_places_in_two_municipalities_offers_a_choice(client):
    for name, province in [("Zuid", "PV27"), ("Noord", "PV31")]:
        municipality = make.a_municipality(name=name, province=province)
        make.a_place(name="Bergen aan Zee", municipality=municipality)
    page = client.get("/gemeenten/bergen-aan-zee/")
    rows = main_of(page).select(".row")

    assert "De naam “Bergen aan Zee” hoort nu bij meer dan één gemeente." in text_of(page)
    assert words_of(rows) == [
        "Noord Limburg",
        "Zuid Noord-Holland",
    ]


def test_a_place_with_accents_and_punctuation_is_found_by_its_slug(client):
    municipality = make.a_municipality(slug="hier")
    make.a_place(name="'s-Gravenpólder", municipality=municipality)

    assert redirect_or_status(client, "/gemeenten/s-gravenpolder/") == "/gemeenten/hier/"


def test_a_municipality_takes_precedence_over_a_place_with_its_name(client):
    make.a_municipality(name="Bergen", slug="bergen")
    make.a_place(name="Bergen", municipality=make.a_municipality(name="Elders"))

    assert main_of(client.get("/gemeenten/bergen/")).h1.text == "Gemeente Bergen"


def test_a_place_in_a_former_municipality_is_not_found(client):
    make.a_place(name="Dorp", municipality=make.a_municipality(valid_until="2021"))
    assert client.get("/gemeenten/dorp/").status_code == 404


# --- unknown slugs, methods, slashes ---


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_slug_is_not_found(client, kind):
    KINDS[kind](slug="er-is-er-een")

    for slug in [
        "onzin",
        "-",
        "_",
        "1",
        "ER-IS-ER-EEN",
        "x" * 5000,
        "%00",
        "%F0%9F%99%82",
        "a%2Fb",
    ]:
        assert client.get(f"{kind}{slug}/").status_code == 404, slug


@pytest.fixture
def pages():
    for maker in KINDS.values():
        maker(slug="rij")
    return [*SINGLE, *KINDS, *(f"{kind}rij/" for kind in KINDS)]


def test_a_page_allows_only_get_and_head(client, pages):
    for address in pages:
        for method in [client.post, client.put, client.patch, client.delete, client.options]:
            response = method(address)
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), address


def test_head_gives_the_headers_of_get_without_a_body(client, pages):
    for address in pages:
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head.content) == (200, b""), address
        assert head["Content-Type"] == get["Content-Type"] == "text/html; charset=utf-8"


def test_an_address_without_its_trailing_slash_redirects_with_its_query(client, pages):
    for address in pages[1:]:
        assert redirect_or_status(client, f"{address[:-1]}?van=brief") == f"{address}?van=brief"


def test_an_old_slug_redirects_head_and_rejects_post(client):
    rename(make.a_school(slug="oud"), "nieuw")

    assert client.head("/scholen/oud/").status_code == 301
    assert client.post("/scholen/oud/").status_code == 405


def test_every_footer_has_the_address_and_the_date(client, pages):
    day = today()
    for address in pages:
        html = client.get(address).content.decode()
        assert f"http://testserver{address}" in html, address
        assert f" {day.year}</time></p>" in html, address


def test_the_default_icon_address_redirects_to_the_icon(client):
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"
