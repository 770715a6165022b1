"""A partner's page: facts, participation, and unknown values."""

import pytest

from partners.models import Partner
from regions.editing.help import INSTRUCTIONS
from tests import make
from tests.pages.reading import factline, lede, main_of, running_scripts, text_of, words
from tests.regions.sheets.reading import sheet_of

pytestmark = pytest.mark.django_db


def facts(response):
    # Pairs, because a label may occur more than once.
    terms = main_of(response).find_all("dt")
    return [(words(term), words(term.find_next_sibling("dd"))) for term in terms]


@pytest.fixture
def page(client):
    return lambda partner: client.get(partner.get_absolute_url())


def test_unknown_facts_of_a_partner_are_called_unknown(page):
    response = page(make.a_partner(kind="netwerk"))

    assert factline(response) == ["netwerk"]
    assert lede(response) == "Van deze partner is geen techniekregio bekend."
    assert facts(response) == [
        ("Plaats", "Niet bekend"),
        ("Site", "Niet bekend"),
        ("Contact", "Niet opgegeven"),
    ]


def test_all_known_facts_of_a_partner_are_shown(page):
    place = make.a_place(name="Hoorn", municipality=make.a_municipality(name="Gemeente H"))
    partner = make.a_partner(
        place=place,
        sectors=["ict", "bouw"],
        kvk_number="01234567",
        kvk_is_public=True,
        website="https://zaag.example/",
        summary="Zaagt hout.",
        source="eigen site",
    )
    for name, period in [
        ("Zuid", {}),
        ("Noord", {"since": "2020", "until": "juni 2099"}),
        ("Oud", {"until": "2021"}),
        ("Straks", {"since": "2099"}),
    ]:
        make.a_partner_participation(
            partner=partner, region=make.a_region(name=name), source="gids 2025", **period
        )
    response = page(partner)

    assert factline(response) == ["bedrijf", "Hoorn", "bouw, ICT en media"]
    assert lede(response) == (
        "Deelnemer aan Noord : overeenkomst niet bekend. "
        "Deelnemer aan Zuid : overeenkomst niet bekend."
    )
    assert "Zaagt hout." in text_of(response)
    assert words(main_of(response).select_one(".source")) == "Bron: eigen site (datum niet bekend)"
    assert facts(response) == [
        ("Plaats", "Hoorn, gemeente Gemeente H"),
        ("Site", "https://zaag.example/"),
        ("KVK-nummer", "01234567"),
        ("Erkend leerbedrijf", "Niet opgegeven"),
        ("Contact", "Niet opgegeven"),
        (
            "Deelname",
            "Noord, sinds 2020, tot en met juni 2099. ? overeenkomst niet bekend . Bron: gids 2025",
        ),
        ("Deelname", "Zuid. ? overeenkomst niet bekend . Bron: gids 2025"),
        ("Deed eerder mee", "Oud , tot en met 2021. Bron: gids 2025"),
    ]


def test_a_partner_that_left_is_a_former_participant(page):
    partner = make.a_partner()
    make.a_partner_participation(partner=partner, region=make.a_region(name="Oud"), until="2021")

    assert lede(page(partner)) == (
        "Deed eerder mee aan Oud . Of deze partner nu bij een techniekregio hoort, weten wij niet."
    )


def test_html_in_fields_is_escaped(page):
    html = "<script>x</script>&\"'"
    partner = make.a_partner(name=html, summary=html, place=make.a_place(name=html))
    make.a_partner_participation(partner=partner, region=make.a_region(name=html), source=html)
    response = page(partner)

    assert running_scripts(response) == []
    # breadcrumb, name, place, region, summary, place, region and source of the participation; name,
    # region and source in the citation
    assert text_of(response).count(html) == 11


def test_an_example_partner_says_so_and_is_not_indexed(page):
    response = page(make.a_partner(is_example=True))

    assert "Dit is een verzonnen voorbeeld." in text_of(response)
    assert b'content="noindex"' in response.content


def test_a_company_profile_says_what_it_makes_and_whom_to_call(page):
    partner = make.a_partner(
        makes="Tuinhuizen van hout.",
        other_sites="Zwaag: werkplaats\n\nHem: kantoor",
        trades="timmeren, lassen",
        recognition="ja",
        recognition_source="register van SBB",
        recognition_dated="juni 2026",
        contact_role="Afdeling opleidingen",
        contact_email="opleiden@zaag.example",
        contact_phone="0229 000000",
        email_is_public=True,
        phone_is_public=True,
    )
    response = page(partner)

    assert "Tuinhuizen van hout." in text_of(response)
    assert facts(response)[2:] == [
        ("Ook in", "Zwaag: werkplaats; Hem: kantoor"),
        ("Leidt op voor", "timmeren, lassen"),
        ("Erkend leerbedrijf", "Ja, door SBB. Bron: register van SBB (juni 2026)"),
        ("Contact", "Afdeling opleidingen, opleiden@zaag.example , 0229 000000"),
    ]


@pytest.mark.parametrize("answer", ["ja", "nee"])
def test_a_recognition_by_own_account_is_not_that_of_sbb(client, page, answer):
    partner = make.a_partner(
        slug="zaag",
        recognition=answer,
        recognition_source="opgave van de organisatie zelf",
        recognition_dated="2026-11-30",
    )

    words = f"{answer.capitalize()}, zegt de organisatie zelf (bij SBB niet nagekeken)"
    source = "opgave van de organisatie zelf"
    assert dict(facts(page(partner)))["Erkend leerbedrijf"] == (
        f"{words}. Bron: {source} (30 november 2026)"
    )
    assert words in client.get("/partners/zaag.csv").content.decode()
    assert words in client.get("/partners.csv").content.decode()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("SBB, 2025", "Ja, door SBB"),
        ("lijst op www.s-bb.nl", "Ja, door SBB"),
        ("opgave van SBB", "Ja, door SBB"),
        ("https://s-bb.nl/leerbedrijven", "Ja, door SBB"),
        ("jaarverslag van het bedrijf, dat SBB noemt", "Ja, volgens de bron"),
        ("erkend door SBB, zegt de eigenaar", "Ja, volgens de bron"),
        ("SBB, nog niet gevonden", "Ja, volgens de bron"),
        ("site van het bedrijf", "Ja, volgens de bron"),
        ("opgave van het bedrijf", "Ja, volgens de bron"),
        ("opgave van het bedrijf, niet nagekeken bij SBB", "Ja, volgens de bron"),
        ("Opgave van de organisatie zelf", "Ja, zegt de organisatie zelf (bij SBB niet nagekeken)"),
    ],
)
def test_sbb_recognises_a_company_only_if_the_source_is_sbb(source, words):
    assert Partner(recognition="ja", recognition_source=source).recognition_in_words == words


def test_a_company_that_is_not_recognised_says_whose_account_that_is():
    rows = [Partner(recognition="nee", recognition_source=text) for text in ("SBB", "jaarverslag")]
    assert [row.recognition_in_words for row in rows] == [
        "Nee, volgens SBB",
        "Nee, volgens de bron",
    ]


def test_the_example_of_a_source_is_one_that_is_taken_as_it_is_meant():
    example = INSTRUCTIONS["partner.recognition_source"].partition("bijvoorbeeld: ")[2].rstrip(".")
    partner = Partner(recognition="ja", recognition_source=example)
    assert partner.recognition_in_words == "Ja, door SBB"


def test_a_sheet_cites_the_recognition_with_its_own_source(client):
    make.a_partner(
        slug="zaag",
        source="ledenlijst, 2024",
        recognition="ja",
        recognition_source="register van SBB",
        recognition_dated="juni 2026",
    )

    (row,) = [
        row
        for row in sheet_of(client, "/partners/zaag/")
        if row["gegeven"] == "erkend leerbedrijf (SBB)"
    ]
    assert (row["waarde"], row["bron"]) == ("Ja, door SBB", "register van SBB, juni 2026")
    (listed,) = sheet_of(client, "/partners/")
    assert listed["bron"] == "ledenlijst, 2024; register van SBB, juni 2026"


@pytest.mark.parametrize("suffix", ["", ".csv"])
def test_private_company_details_are_on_no_page_and_in_no_sheet(client, suffix):
    partner = make.a_partner(
        kvk_number="01234567",
        contact_email="opleiden@zaag.example",
        contact_phone="0229 000000",
        slug="zaag",
    )
    for path in (f"/partners/{partner.slug}", "/partners"):
        text = client.get(f"{path}{suffix or '/'}").content.decode()
        assert not any(hidden in text for hidden in ("01234567", "zaag.example", "0229"))


def test_a_public_kvk_number_is_on_the_page_but_in_no_sheet(client):
    make.a_partner(kvk_number="01234567", kvk_is_public=True, slug="zaag")

    assert "01234567" in client.get("/partners/zaag/").content.decode()
    for path in ("/partners.csv", "/partners/zaag.csv"):
        assert "01234567" not in client.get(path).content.decode()
