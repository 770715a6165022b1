"""Every page that names a region also shows the status of its agreement."""

import re

import pytest

from pactdir.map.area import draw_area
from regions.clock import today
from regions.models import Municipality
from regions.standing import NOT_KNOWN, standing_by_slug
from schools.models import School
from tests import make
from tests.pages.reading import data_of, lede, main_of, read, text_of, words

pytestmark = pytest.mark.django_db

NAME = "Kop Techniek"
ENDED = {"ends": "2099", "terminated": "maart 2021", "termination_source": "raadsbesluit"}
# Agreements, with their status as a label and in a sentence.
STATES = {
    "runs": ([{"ends": "2099"}], "● loopt tot en met 2099", "STO-project loopt tot en met 2099"),
    "passed": (
        [{"ends": "2021"}],
        "◐ tot en met 2021, vervolg niet bekend",
        "STO-project tot en met 2021; of er een vervolg is, weten wij niet",
    ),
    "passed, at least": (
        [{"kind": "overeenkomst", "ends": "juni 2021", "end_wording": "in-elk-geval-tot"}],
        "◐ in elk geval tot juni 2021, vervolg niet bekend",
        "overeenkomst in elk geval tot juni 2021; of er een vervolg is, weten wij niet",
    ),
    "passed, next ahead": (
        [{"ends": "2021"}, {"starts": "2098", "ends": "2099"}],
        "◐ tot en met 2021, vervolg begint in 2098",
        "STO-project tot en met 2021; een nieuwere overeenkomst begint in 2098",
    ),
    "ended": ([ENDED], "■ beëindigd (maart 2021)", "STO-project beëindigd (maart 2021)"),
    "ahead": ([{"starts": "2098"}], "◌ begint in 2098", "STO-project begint in 2098"),
    "no end known": (
        [{"kind": "overeenkomst"}],
        "? einddatum niet bekend",
        "of de overeenkomst nog loopt, weten wij niet",
    ),
    "no agreement": ([], "? overeenkomst niet bekend", "overeenkomst niet bekend"),
}
MEMBER = {"runs": "Doet mee aan", "ended": "Deed mee aan"}
BY_SCHOOLS = {"runs": "die meedoet aan", "ended": "die meedeed aan"}
TAKES_PART_NOW = re.compile(
    r"\b(doe[tn] (zelf )?mee|meedoe[tn]|neemt deel|deelneemt|samen met|hoort bij|werkt hieraan)\b",
    re.IGNORECASE,
)


@pytest.fixture(params=STATES)
def state(request):
    return request.param


@pytest.fixture
def region(state):
    """A region with that status, with a stated and a derived municipality and a stated partner."""
    region = make.a_region(name=NAME, slug="kop")
    for agreement in STATES[state][0]:
        make.an_agreement(region=region, **agreement)
    point = {"latitude": 52.66, "longitude": 4.83}
    stated = make.a_municipality(name="Gezegd", slug="gezegd", **point)
    derived = make.a_municipality(name="Afgeleid", slug="afgeleid", **point)
    stated_place = make.a_place(municipality=stated)
    derived_place = make.a_place(municipality=derived)
    make.a_postcode_area(code="1703", place=stated_place, latitude=52.66, longitude=4.83)
    make.a_postcode_area(code="1704", place=derived_place, latitude=52.67, longitude=4.84)
    make.a_postcode_area(
        code="1705", place=make.a_place(name="Leeg"), latitude=52.68, longitude=4.85
    )
    school = make.a_school(slug="vonk", name="Vonk", place=derived_place, postcode="1704 AA")
    partner = make.a_partner(slug="staal", name="Staal", place=stated_place)
    make.a_municipality_participation(region=region, municipality=stated)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=partner)
    make.a_region_theme(region=region, theme=make.a_theme(name="Robots", slug="robots"))
    return region


# Pages with the status in a sentence, and pages with the label.
LONG = ["/gemeenten/gezegd/", "/gemeenten/afgeleid/", "/scholen/vonk/", "/partners/staal/"]
LONG += ["/dichtbij/1703/", "/dichtbij/1704/"]
SHORT = ["/", "/regios/", "/regios/kop/", "/gemeenten/", "/scholen/", "/partners/"]
SHORT += ["/themas/robots/", "/zoeken/?q=kop", "/vergelijken/?school=vonk", "/dichtbij/1705/"]
SHORT += ["/vergelijken/?regio=kop", "/scholen/vonk/", "/partners/staal/", "/dichtbij/1703/"]


@pytest.mark.usefixtures("region")
def test_the_lede_states_the_status(client, state):
    ledes = {address: lede(client.get(address)) for address in LONG}
    clause = STATES[state][2]
    member = MEMBER.get(state, "Deelnemer aan")
    by_schools = BY_SCHOOLS.get(state, "die is opgegeven als deelnemer aan")
    municipality = {"runs": "meedoet", "ended": "meedeed"}.get(state, "deelnemer is")
    label = "Eerdere regio" if state == "ended" else "Jouw regio"

    assert ledes == {
        "/gemeenten/gezegd/": f"{member} {NAME} : {clause}.",
        "/gemeenten/afgeleid/": f"Hier staat minstens één school {by_schools} {NAME} : {clause}. "
        f"Of de gemeente zelf {municipality}, is niet opgegeven.",
        "/scholen/vonk/": f"{member} {NAME} : {clause}.",
        "/partners/staal/": f"{member} {NAME} : {clause}.",
        "/dichtbij/1703/": f"{label}: {NAME} (opgegeven): {clause}.",
        "/dichtbij/1704/": f"{label}: {NAME} (afgeleid uit deelnemende scholen): {clause}.",
    }


@pytest.mark.usefixtures("region")
def test_every_row_gives_the_status(client, state):
    short = STATES[state][1].casefold()

    for address in SHORT:
        assert short in text_of(client.get(address)).casefold(), address


@pytest.mark.usefixtures("region")
def test_no_page_says_takes_part_unless_the_agreement_is_in_force(client, state):
    matches = {
        address: match[0]
        for address in {*LONG, *SHORT}
        if (match := TAKES_PART_NOW.search(_text_with_head(client.get(address))))
    }
    if state == "runs":
        assert set(matches) >= {*LONG} - {"/dichtbij/1703/", "/dichtbij/1704/"}
    else:
        assert matches == {}


def _text_with_head(response):
    page = read(response)
    contents = [meta.get("content", "") for meta in page.head.find_all("meta")]
    return " ".join([page.title.get_text(), *contents, words(page.main)])


@pytest.mark.usefixtures("region")
def test_the_descriptions_give_the_status(client, state):
    short = STATES[state][1][2:].casefold()
    for address in ["/regios/kop/", *LONG[:4]]:
        for attributes in ({"name": "description"}, {"property": "og:description"}):
            description = read(client.get(address)).find("meta", attributes)["content"]
            assert short in description.casefold(), address


@pytest.mark.usefixtures("region")
def test_structured_data_has_a_membership_only_while_the_agreement_is_in_force(client, state):
    for address in ("/scholen/vonk/", "/partners/staal/"):
        memberships = [data.get("memberOf") for data in data_of(client.get(address))]
        assert any(memberships) == (state == "runs"), address


@pytest.mark.usefixtures("region")
def test_the_map_gives_the_status(state):
    short = STATES[state][1][2:]
    svg = draw_area("nederland", today()).svg

    assert f"Gezegd: {NAME} (opgegeven; {short})" in svg
    assert f'aria-label="{NAME}, deels opgegeven, deels afgeleid; {short}"' in svg


@pytest.mark.usefixtures("region")
def test_the_region_across_a_municipal_border_has_its_status(client, state):
    square = [[4.82, 52.67], [4.87, 52.67], [4.87, 52.679], [4.82, 52.679], [4.82, 52.67]]
    across = Municipality.objects.get(slug="gezegd")
    here = Municipality.objects.get(places__postcode_areas__code="1705")
    make.a_boundary(municipality=across, shape=[[square]])
    make.a_neighbour(municipality=across, neighbour=here)

    text = text_of(client.get("/dichtbij/1705/"))
    assert f"Daar: {NAME} (opgegeven): {STATES[state][2]}." in text


@pytest.mark.usefixtures("region")
def test_a_closed_school_is_described_in_the_past_tense(client, state):
    school = School.objects.get(slug="vonk")
    school.closed_on = "2022"
    school.save()

    assert lede(client.get("/scholen/vonk/")) == f"Deed mee aan {NAME} : {STATES[state][2]}."


@pytest.mark.usefixtures("region")
def test_no_participant_is_said_to_have_signed(client):
    for address in {*LONG, *SHORT}:
        assert "ondertekende" not in _text_with_head(client.get(address)), address


def test_the_statuses_of_all_regions_take_only_the_queries_for_those_regions(
    django_assert_num_queries,
):
    for number in range(5):
        make.an_agreement(region=make.a_region(slug=f"regio-{number}"), ends="2099")
    make.a_region(slug="zonder")

    with django_assert_num_queries(6):  # content version; regions and their related rows
        by_slug = standing_by_slug.compute(today())
    expected = {f"regio-{number}": True for number in range(5)} | {"zonder": False}
    assert {slug: standing.runs for slug, standing in by_slug.items()} == expected
    assert by_slug["zonder"] is NOT_KNOWN


def test_a_draft_with_the_slug_of_a_region_does_not_change_its_status(client):
    make.an_agreement(region=make.a_region(slug="kop", name=NAME), ends="2021")
    draft = make.a_region(slug="kop", **make.drafts)
    make.an_agreement(region=draft, ends="2099")

    assert "Tot en met 2021" in words(main_of(client.get("/")))
    assert not standing_by_slug(today())["kop"].runs


def test_each_of_several_regions_has_its_own_status(client):
    school = make.a_school(slug="vonk")
    for name, ends in [("Aap", "2099"), ("Beer", "2021")]:
        region = make.a_region(name=name)
        make.an_agreement(region=region, ends=ends)
        make.a_school_participation(region=region, school=school)
    row = main_of(client.get("/scholen/")).select_one(".row__aside")

    assert words(row).startswith(
        "Aap ● loopt tot en met 2099 Beer ◐ tot en met 2021, vervolg niet bekend"
    )
