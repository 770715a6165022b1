"""Wherever a region is named as what one belongs to, it stands there how its agreement stands."""

import re

import pytest

from pactdir.map.area import draw_area
from regions.clock import today
from regions.models import Municipality
from regions.standing import NOT_KNOWN, standings
from schools.models import School
from tests import make
from tests.pages.reading import data_of, lede, main_of, read, text_of, words

pytestmark = pytest.mark.django_db

NAME = "Kop Techniek"
ENDED = {"ends": "2099", "terminated": "maart 2021", "termination_source": "raadsbesluit"}
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
    "passed, one ahead": (
        [{"ends": "2021"}, {"starts": "2098", "ends": "2099"}],
        "◐ tot en met 2021, vervolg begint 2098",
        "STO-project tot en met 2021; een nieuwere overeenkomst begint 2098",
    ),
    "ended": ([ENDED], "■ beëindigd (maart 2021)", "STO-project beëindigd (maart 2021)"),
    "ahead": ([{"starts": "2098"}], "◌ begint 2098", "STO-project begint 2098"),
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
    """A region in that state: a municipality and a partner stated, another by its school alone."""
    region = make.a_region(name=NAME, slug="kop")
    for agreement in STATES[state][0]:
        make.an_agreement(region=region, **agreement)
    point = {"latitude": 52.66, "longitude": 4.83}
    stated = make.a_municipality(name="Gezegd", slug="gezegd", **point)
    derived = make.a_municipality(name="Afgeleid", slug="afgeleid", **point)
    there, elsewhere = (make.a_place(municipality=one) for one in (stated, derived))
    make.a_postcode_area(code="1703", place=there, latitude=52.66, longitude=4.83)
    make.a_postcode_area(code="1704", place=elsewhere, latitude=52.67, longitude=4.84)
    make.a_postcode_area(
        code="1705", place=make.a_place(name="Leeg"), latitude=52.68, longitude=4.85
    )
    school = make.a_school(slug="vonk", name="Vonk", place=elsewhere, postcode="1704 AA")
    partner = make.a_partner(slug="staal", name="Staal", place=there)
    make.a_municipality_participation(region=region, municipality=stated)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=partner)
    make.a_region_theme(region=region, theme=make.a_theme(name="Robots", slug="robots"))
    return region


LONG = ["/gemeenten/gezegd/", "/gemeenten/afgeleid/", "/scholen/vonk/", "/partners/staal/"]
LONG += ["/dichtbij/1703/", "/dichtbij/1704/"]
SHORT = ["/", "/regios/", "/regios/kop/", "/gemeenten/", "/scholen/", "/partners/"]
SHORT += ["/themas/robots/", "/zoeken/?q=kop", "/vergelijken/?school=vonk", "/dichtbij/1705/"]
SHORT += ["/vergelijken/?regio=kop", "/scholen/vonk/", "/partners/staal/", "/dichtbij/1703/"]


@pytest.mark.usefixtures("region")
def test_the_first_lines_say_how_it_stands(client, state):
    ledes = {address: lede(client.get(address)) for address in LONG}
    clause = STATES[state][2]
    member = MEMBER.get(state, "Deelnemer aan")
    by_schools = BY_SCHOOLS.get(state, "die is opgegeven als deelnemer aan")
    own = {"runs": "meedoet", "ended": "meedeed"}.get(state, "deelnemer is")
    yours = "Eerdere regio" if state == "ended" else "Jouw regio"

    assert ledes == {
        "/gemeenten/gezegd/": f"{member} {NAME} : {clause}.",
        "/gemeenten/afgeleid/": f"Hier staat minstens één school {by_schools} {NAME} : {clause}. "
        f"Of de gemeente zelf {own}, is niet opgegeven.",
        "/scholen/vonk/": f"{member} {NAME} : {clause}.",
        "/partners/staal/": f"{member} {NAME} : {clause}.",
        "/dichtbij/1703/": f"{yours}: {NAME} (opgegeven): {clause}.",
        "/dichtbij/1704/": f"{yours}: {NAME} (afgeleid uit deelnemende scholen): {clause}.",
    }


@pytest.mark.usefixtures("region")
def test_every_row_says_how_it_stands(client, state):
    short = STATES[state][1].casefold()

    assert [one for one in SHORT if short not in text_of(client.get(one)).casefold()] == []


@pytest.mark.usefixtures("region")
def test_no_page_says_takes_part_unless_it_runs(client, state):
    said = {
        address: found[0]
        for address in {*LONG, *SHORT}
        if (found := TAKES_PART_NOW.search(_all_words(client.get(address))))
    }
    if state == "runs":
        assert set(said) >= {*LONG} - {"/dichtbij/1703/", "/dichtbij/1704/"}
    else:
        assert said == {}


def _all_words(response):
    """The page with its title and descriptions, without the boxes to narrow it by."""
    page = read(response)
    told = [one.get("content", "") for one in page.head.find_all("meta")]
    return " ".join([page.title.get_text(), *told, words(page.main)])


@pytest.mark.usefixtures("region")
def test_what_is_shared_says_how_it_stands(client, state):
    short = STATES[state][1][2:].casefold()
    for address in ["/regios/kop/", *LONG[:4]]:
        for described in ({"name": "description"}, {"property": "og:description"}):
            said = read(client.get(address)).find("meta", described)["content"]
            assert short in said.casefold(), address


@pytest.mark.usefixtures("region")
def test_machines_are_told_of_a_membership_only_while_it_runs(client, state):
    for address in ("/scholen/vonk/", "/partners/staal/"):
        told = [data.get("memberOf") for data in data_of(client.get(address))]
        assert any(told) == (state == "runs"), address


@pytest.mark.usefixtures("region")
def test_the_map_says_how_it_stands(state):
    short = STATES[state][1][2:]
    svg = draw_area("nederland", today()).svg

    assert f"Gezegd: {NAME} (opgegeven; {short})" in svg
    assert f'aria-label="{NAME}, deels opgegeven, deels afgeleid; {short}"' in svg


@pytest.mark.usefixtures("region")
def test_across_a_border_it_says_how_it_stands(client, state):
    square = [[4.82, 52.67], [4.87, 52.67], [4.87, 52.679], [4.82, 52.679], [4.82, 52.67]]
    across = Municipality.objects.get(slug="gezegd")
    here = Municipality.objects.get(places__postcode_areas__code="1705")
    make.a_boundary(municipality=across, shape=[[square]])
    make.a_neighbour(municipality=across, neighbour=here)

    said = text_of(client.get("/dichtbij/1705/"))
    assert f"Daar: {NAME} (opgegeven): {STATES[state][2]}." in said


@pytest.mark.usefixtures("region")
def test_a_school_that_closed_took_part_whatever_was_agreed(client, state):
    school = School.objects.get(slug="vonk")
    school.closed_on = "2022"
    school.save()

    assert lede(client.get("/scholen/vonk/")) == f"Deed mee aan {NAME} : {STATES[state][2]}."


@pytest.mark.usefixtures("region")
def test_signed_is_said_of_no_participant(client):
    for address in {*LONG, *SHORT}:
        assert "ondertekende" not in _all_words(client.get(address)), address


def test_the_standings_of_all_regions_are_one_query(django_assert_num_queries):
    for number in range(5):
        make.an_agreement(region=make.a_region(slug=f"regio-{number}"), ends="2099")
    make.a_region(slug="zonder")

    with django_assert_num_queries(1):
        known = standings.make(today())
    assert {slug: one.runs for slug, one in known.items()} == {f"regio-{n}": True for n in range(5)}
    assert known.get("zonder", NOT_KNOWN) is NOT_KNOWN


def test_a_page_of_several_regions_tells_each_by_itself(client):
    school = make.a_school(slug="vonk")
    for name, ends in [("Aap", "2099"), ("Beer", "2021")]:
        region = make.a_region(name=name)
        make.an_agreement(region=region, ends=ends)
        make.a_school_participation(region=region, school=school)
    row = main_of(client.get("/scholen/")).select_one(".row__aside")

    assert words(row).startswith(
        "Aap ● loopt tot en met 2099 Beer ◐ tot en met 2021, vervolg niet bekend"
    )
