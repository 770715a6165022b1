"""What a region asks for, whom to call, and how to place an offer."""

import pytest

from tests import make
from tests.pages.reading import main_of, text_of, words

pytestmark = pytest.mark.django_db

ASK_THE_REGION = "Vraag het haar zelf."


@pytest.fixture
def region():
    return make.a_region(name="West", slug="west")


def page(client):
    return client.get("/regios/west/doe-mee/")


def test_what_a_region_asks_for_is_on_its_page_and_in_the_list(client, region):
    region.asks = "<h3>Van bedrijven</h3><p>Geef een gastles.</p>"
    region.save()
    for name in ("Noord", "Zuid"):
        make.a_region(name=name)
    main = main_of(client.get("/doe-mee/"))
    lists = [[words(row) for row in rows.select(".row__name")] for rows in main.select(".rows")]

    assert "Geef een gastles." in text_of(page(client))
    assert lists == [["West"], ["Noord", "Zuid"]]
    assert words(main).count("nog niet wat") == 1
    assert "Deze regio zegt wat zij vraagt:" in words(main)
    assert "Deze regio's zeggen nog niet wat zij vragen." in words(main)


def test_a_region_that_asks_for_nothing_refers_to_its_lead_organisation(client, region):
    lead = make.an_organisation(name="Scholenstichting", website="https://stichting.example/")
    make.an_agreement(region=region, lead_organisation=lead)
    text = text_of(page(client))

    assert "heeft zij nog niet opgegeven" in text
    assert "is Scholenstichting de penvoerder of trekker" in text
    assert "https://stichting.example/" in text


def test_a_contact_precedes_the_lead_organisation_and_shows_only_public_details(client, region):
    make.an_agreement(region=region, lead_organisation=make.an_organisation(name="Stichting"))
    make.a_contact(region=region, role="Projectleider", person_name="Noor", email="n@x.example")
    text = text_of(page(client))

    assert "Projectleider" in text
    assert not any(hidden in text for hidden in ("Noor", "n@x.example", "Stichting"))


@pytest.mark.parametrize(
    ("fields", "can_be_asked"),
    [
        ({}, False),
        ({"email": "n@x.example"}, False),
        ({"website": "https://west.example/"}, True),
        (
            {
                "email": "n@x.example",
                "email_is_public": True,
                "publication_ground": "afspraak",
                "publication_agreed_on": "2026-01-01",
            },
            True,
        ),
    ],
    ids=["nothing", "private address", "site", "public address"],
)
def test_only_a_contact_that_can_be_reached_is_called_the_one_to_ask(
    client, region, fields, can_be_asked
):
    make.a_contact(region=region, role="Projectleider", **fields)

    assert (ASK_THE_REGION in text_of(page(client))) == can_be_asked


def test_a_region_without_contacts_says_so(client, region):
    text = text_of(page(client))

    assert "Wie u kunt bereiken en wie de regio leidt, weten wij niet." in text
    assert ASK_THE_REGION not in text


def test_a_draft_region_is_omitted(client, region):
    region.published_from = None
    region.save()

    assert page(client).status_code == 404
    assert "West" not in text_of(client.get("/doe-mee/"))


def test_the_footer_the_region_search_and_the_sitemap_link_to_the_pages(client, region):
    home = client.get("/").content.decode()
    assert 'href="/doe-mee/"' in home
    assert 'href="/regios/west/doe-mee/"' in client.get("/regios/west/").content.decode()
    assert "/doe-mee/" in client.get("/zoeken/?q=meedoen").content.decode().split("<main")[1]
    assert "/doe-mee/<" in client.get("/sitemap-site.xml").content.decode()
    assert "/regios/west/doe-mee/" in client.get("/sitemap-doe-mee.xml").content.decode()


def test_a_region_that_has_ended_according_to_a_source_invites_nobody(client, region):
    over = make.a_region(name="Voorbij", slug="voorbij")
    make.an_agreement(region=over, terminated="juni 2024", termination_source="raadsbesluit")
    make.an_agreement(region=region, ends="2023")  # which no source calls an end

    for address in ("/doe-mee/", "/sitemap-doe-mee.xml"):
        body = client.get(address).content.decode()
        assert "/regios/voorbij/doe-mee/" not in body
        assert "/regios/west/doe-mee/" in body
    for slug, invites in (("voorbij", False), ("west", True)):
        body = client.get(f"/regios/{slug}/").content.decode()
        assert (f"/regios/{slug}/doe-mee/" in body) is invites

    closed = client.get("/regios/voorbij/doe-mee/")
    assert "STO-project beëindigd: juni 2024. Bron: raadsbesluit" in text_of(closed)
    assert "Doe mee in" not in closed.content.decode()
    assert not main_of(closed).select('a[href="/doe-mee/plaatsen/"]')
    assert 'content="noindex"' in closed.content.decode()


def test_the_page_says_how_the_agreement_stands(client, region):
    assert "Overeenkomst niet bekend" in text_of(page(client))
    make.an_agreement(region=region, ends="2023")
    assert "STO-project tot en met 2023" in text_of(page(client))


def test_the_list_says_how_each_agreement_stands(client, region):
    make.an_agreement(region=region, ends="2023")
    make.a_region(name="Oost")
    rows = main_of(client.get("/doe-mee/")).select(".row")

    assert [words(row) for row in rows] == [
        "Oost ? overeenkomst niet bekend",
        "West ◐ tot en met 2023, vervolg niet bekend",
    ]


def test_the_list_takes_the_same_queries_for_one_region_and_many(
    client, region, django_assert_max_num_queries
):
    for _ in range(10):
        make.a_region()
    with django_assert_max_num_queries(8):
        client.get("/doe-mee/")
