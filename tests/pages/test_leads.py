"""The page of a school or partner says which agreements it leads, with their state and source."""

import pytest

from tests import make
from tests.pages.reading import block, main_of, words
from tests.regions.sheets.reading import sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make.a_region(name="Regio Noord", slug="noord")


def lead_by(name, region, **fields):
    organisation = make.an_organisation(name=name)
    fields = {"starts": "2020", "ends": "2098", "source": "krant 2020"} | fields
    make.an_agreement(region=region, lead_organisation=organisation, **fields)
    return organisation


def a_member(kind, region, **fields):
    member = getattr(make, f"a_{kind}")(**fields)
    getattr(make, f"a_{kind}_participation")(**{kind: member, "region": region})
    return member


def leads(client, member, query=""):
    terms = main_of(client.get(member.get_absolute_url() + query)).select("dt")
    return [words(term.find_next_sibling("dd")) for term in terms if words(term) == "Penvoerder"]


@pytest.mark.parametrize("kind", ["school", "partner"])
def test_a_member_with_the_name_of_the_lead_leads_the_agreement(client, region, kind):
    lead_by("Tabor", region)
    member = a_member(kind, region, name="Tabor")
    a_member(kind, region, name="Ander")

    assert leads(client, member) == ["Van Regio Noord : ● Loopt tot en met 2098 . Bron: krant 2020"]
    page = main_of(client.get(member.get_absolute_url()))
    agreement = region.agreements.get()
    assert page.select_one(f'a[href="/regios/noord/#{agreement.anchor}"]')
    part = block(client.get("/regios/noord/"), "Overeenkomst")
    assert part.select_one(f'a[href="{member.get_absolute_url()}"]')
    facts = sheet_of(client, member.get_absolute_url())
    assert [
        (row["waarde"], row["opgegeven of afgeleid"], row["toelichting"], row["bron"])
        for row in facts
        if row["gegeven"] == "penvoerder van"
    ] == [("Regio Noord", "opgegeven", "Loopt tot en met 2098", "krant 2020")]


@pytest.mark.parametrize("kind", ["school", "partner"])
def test_if_two_members_have_the_name_of_the_lead_neither_is_shown_as_lead(client, region, kind):
    lead_by("Tabor", region)
    members = [a_member(kind, region, name="Tabor") for _ in range(2)]

    assert [leads(client, member) for member in members] == [[], []]


@pytest.mark.parametrize("other", [{"published_from": None}, {"closed_on": "2020"}])
def test_drafts_and_closed_schools_of_the_same_name_do_not_count(client, region, other):
    lead_by("Tabor", region)
    school = a_member("school", region, name="Tabor")
    namesake = a_member("school", region, name="Tabor", **other)

    assert len(leads(client, school)) == 1
    if namesake.published_from:
        assert leads(client, namesake) == []


def test_a_school_of_that_name_outside_the_region_leads_nothing(client, region):
    lead_by("Tabor", region)

    assert leads(client, a_member("school", make.a_region(), name="Tabor")) == []


def test_an_expired_agreement_says_so(client, region):
    lead_by("Tabor", region, starts=None, ends="2023", end_wording="tot")
    school = a_member("school", region, name="Tabor")

    assert leads(client, school) == [
        "Van Regio Noord : ◐ Tot 2023, vervolg niet bekend . Bron: krant 2020"
    ]


def test_a_school_whose_board_is_the_lead_says_that_its_board_leads(client, region):
    board = lead_by("Stichting Tabor", region)
    school = a_member("school", region, name="Werenfridus", board=board)

    assert leads(client, school) == [
        "Het schoolbestuur is penvoerder van Regio Noord : ● Loopt tot en met 2098 . "
        "Bron: krant 2020"
    ]


@pytest.mark.parametrize("kind", ["school", "partner"])
def test_as_of_a_past_date_only_agreements_of_that_time_and_no_board_are_shown(
    client, region, kind
):
    lead = lead_by("Tabor", region, starts="2020", ends="2023")
    lead_by("Tabor", region, starts="2024", ends="2098")
    board = {"board": lead} if kind == "school" else {}
    member = a_member(kind, region, name="Tabor", **board)

    assert leads(client, member, "?peildatum=2021-09-01") == [
        "Van Regio Noord : ● Loopt tot en met 2023 . Bron: krant 2020"
    ]
    assert leads(client, member, "?peildatum=2019-09-01") == []


def test_as_of_a_past_date_a_lead_without_a_start_may_not_have_led_yet(client, region):
    lead_by("Tabor", region, starts=None, ends="2098")
    school = a_member("school", region, name="Tabor")

    assert leads(client, school, "?peildatum=2021-09-01") == [
        "Van Regio Noord : ? Tot en met 2098, vanaf wanneer niet bekend ; "
        "of dat toen al zo was, is niet bekend. Bron: krant 2020"
    ]
