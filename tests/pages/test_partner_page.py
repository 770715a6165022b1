"""A partner's page: what it is, where it takes part, and what is not known."""

import pytest

from tests import make
from tests.pages.reading import factline, lede, main_of, running_scripts, text_of, words

pytestmark = pytest.mark.django_db


def facts(response):
    terms = main_of(response).find_all("dt")
    return [(words(term), words(term.find_next_sibling("dd"))) for term in terms]


@pytest.fixture
def page(client):
    return lambda partner: client.get(partner.get_absolute_url())


def test_of_a_partner_of_which_nothing_is_known_everything_says_so(page):
    answer = page(make.a_partner(kind="netwerk"))

    assert factline(answer) == ["netwerk"]
    assert lede(answer) == "Van deze partner is geen techniekregio bekend."
    assert facts(answer) == [("Plaats", "Niet bekend"), ("Site", "Niet bekend")]


def test_of_a_partner_of_which_all_is_known_all_is_shown(page):
    place = make.a_place(name="Hoorn", municipality=make.a_municipality(name="Gemeente H"))
    partner = make.a_partner(
        place=place,
        sectors=["ict", "bouw"],
        kvk_number="01234567",
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
    answer = page(partner)

    assert factline(answer) == ["bedrijf", "Hoorn", "bouw, ICT en media"]
    assert lede(answer) == (
        "Deelnemer aan Noord : overeenkomst niet bekend. "
        "Deelnemer aan Zuid : overeenkomst niet bekend."
    )
    assert "Zaagt hout." in text_of(answer)
    assert words(main_of(answer).select_one(".source")) == "Bron: eigen site (datum niet bekend)"
    assert facts(answer) == [
        ("Plaats", "Hoorn, gemeente Gemeente H"),
        ("Site", "https://zaag.example/"),
        ("KVK-nummer", "01234567"),
        (
            "Deelname",
            "Noord, sinds 2020, tot en met juni 2099. ? overeenkomst niet bekend . Bron: gids 2025",
        ),
        ("Deelname", "Zuid. ? overeenkomst niet bekend . Bron: gids 2025"),
        ("Deed eerder mee", "Oud , tot en met 2021. Bron: gids 2025"),
    ]


def test_a_partner_that_left_is_said_to_have_left(page):
    partner = make.a_partner()
    make.a_partner_participation(partner=partner, region=make.a_region(name="Oud"), until="2021")

    assert lede(page(partner)) == (
        "Deed eerder mee aan Oud . Of deze partner nu bij een techniekregio hoort, weten wij niet."
    )


def test_html_in_its_texts_is_shown_as_text(page):
    nothing = "<script>x</script>&\"'"
    partner = make.a_partner(name=nothing, summary=nothing, place=make.a_place(name=nothing))
    make.a_partner_participation(
        partner=partner, region=make.a_region(name=nothing), source=nothing
    )
    answer = page(partner)

    assert running_scripts(answer) == []
    # crumb, name, place, region, summary, place, region and source of the participation
    assert text_of(answer).count(nothing) == 8


def test_an_invented_partner_says_so_and_is_not_indexed(page):
    answer = page(make.a_partner(is_example=True))

    assert "Dit is een verzonnen voorbeeld." in text_of(answer)
    assert b'content="noindex"' in answer.content
