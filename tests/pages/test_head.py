"""The head of every page: what it is called, how it is described, where it lives."""

from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Context, Template

from regions.templatetags.head import in_short
from regions.writing.changing import changing
from tests import make
from tests.pages.reading import main_of, read

pytestmark = pytest.mark.django_db

MOST_DESCRIBED = 155
UNINDEXED = ("/vergelijken/", "/agenda/maand/", "/dichtbij/")


class Head:
    def __init__(self, response):
        self.soup = read(response).head

    @property
    def title(self):
        return self.soup.title.get_text()

    @property
    def description(self):
        return self.soup.find("meta", {"name": "description"})["content"]

    @property
    def canonical(self):
        link = self.soup.find("link", rel="canonical")
        return link and link["href"]

    @property
    def is_indexed(self):
        return not self.soup.find("meta", {"name": "robots", "content": "noindex"})

    @property
    def open_graph(self):
        found = self.soup.find_all("meta", property=True)
        assert len({one["property"] for one in found}) == len(found)
        return {one["property"].removeprefix("og:"): one["content"] for one in found}


@pytest.fixture
def head(client):
    return lambda address, **extra: Head(client.get(address, follow=True, **extra))


@pytest.fixture(scope="module")
def walked():
    return {}


@pytest.fixture
def heads(demo_pages, walked):
    """The head of every page of the demo, read once for all the questions below."""
    if not walked:
        walked.update({address: Head(page) for address, page in demo_pages.items()})
    return walked


# --- over the whole demo ---


def doubles(heads, what):
    """What two pages with an address of their own share."""
    addresses = {}
    for head in heads.values():
        if head.canonical:
            addresses.setdefault(getattr(head, what), set()).add(head.canonical)
    return {text: found for text, found in addresses.items() if len(found) > 1}


def test_no_two_pages_share_a_title_or_a_description(heads):
    assert len(heads) > 100
    assert doubles(heads, "title") == {}
    assert doubles(heads, "description") == {}


def test_every_description_is_whole_and_short(heads):
    for address, head in heads.items():
        assert 30 <= len(head.description) <= MOST_DESCRIBED, address
        assert head.description[-1] in ".…?!", f"{address}: {head.description}"


def test_every_title_says_whose_site_it_is_and_starts_with_the_page(heads):
    for address, head in heads.items():
        assert head.title.endswith(" | Techniek in de regio"), address
        assert not head.title.startswith(("Pagina", " ", "|")), address


def test_every_page_that_is_indexed_says_its_one_address_and_that_answers(heads, client):
    for address, head in heads.items():
        if head.is_indexed:
            assert head.canonical == f"http://testserver{address}", address
            assert head.open_graph["url"] == head.canonical


def test_every_page_is_ready_to_be_shared(heads):
    for head in heads.values():
        shared = head.open_graph
        assert f"{shared['title']} | Techniek in de regio" == head.title
        assert shared["description"] == head.description
        assert (shared["site_name"], shared["locale"]) == ("Techniek in de regio", "nl_NL")
        assert shared["type"] in ("website", "article")


def test_what_is_invented_asked_or_compared_is_not_indexed_and_the_rest_is(heads):
    hidden = {address for address, head in heads.items() if not head.is_indexed}

    assert {"/vergelijken/", "/regios/voorbeeldregio/"} <= hidden
    assert "/scholen/?regio=voorbeeldregio" in hidden
    for address in hidden:
        assert "oorbeeld" in address or address.startswith(UNINDEXED), address
    for address in heads.keys() - hidden:
        assert "oorbeeld" not in address, address


def test_what_is_asked_for_is_not_indexed(head):
    assert not head("/zoeken/").is_indexed
    assert not head("/zoeken/?q=hoorn").is_indexed


# --- titles ---


def test_a_school_is_called_by_its_level_and_place(head):
    hoorn = make.a_place(name="Hoorn")
    make.a_school(slug="a", name="Tabor", place=hoorn, levels=["vmbo-bb", "vmbo-kb"])
    make.a_school(slug="b", name="Newton", place=hoorn, levels=["vmbo-tl", "havo", "vwo"])
    make.a_school(slug="c", name="Viaan", levels=["pro"], place=None)
    in_municipality = {"place": None, "municipality": make.a_municipality(name="Uithoorn")}
    make.a_school(slug="d", name="Thamen", levels=[], **in_municipality)

    assert [head(f"/scholen/{slug}/").title.split(" | ")[0] for slug in "abcd"] == [
        "Tabor, vmbo in Hoorn",
        "Newton, vmbo, havo en vwo in Hoorn",
        "Viaan, praktijkonderwijs",
        "Thamen, school in de gemeente Uithoorn",
    ]


def test_an_event_of_every_year_is_called_by_its_days(head):
    hoorn = make.a_place(name="Hoorn")
    make.an_event(slug="a", name="PET", starts_on="2021-11-18", ends_on="2021-11-19", place=hoorn)
    make.an_event(slug="b", name="PET", starts_on="2022-11-17", place=hoorn)

    assert head("/agenda/a/").title.startswith("PET in Hoorn, 18 en 19 november 2021 | ")
    assert head("/agenda/b/").title.startswith("PET in Hoorn, donderdag 17 november 2022 | ")


def test_an_open_day_is_called_by_its_school_unless_its_name_says_so(head):
    school = make.a_school(name="Tabor")
    make.an_event(slug="a", name="Open dag", school=school)
    make.an_event(slug="b", name="Open dag Tabor", school=school)

    assert head("/agenda/a/").title.startswith("Open dag, Tabor, ")
    assert head("/agenda/b/").title.startswith("Open dag Tabor, ")


def test_a_list_is_called_by_what_it_is_narrowed_to(head):
    region = make.a_region(name="Regio Noord", slug="noord")
    with changing():
        for _ in range(25):
            make.a_school_participation(region=region)

    assert head("/scholen/").title == "Scholen en techniekregio's | Techniek in de regio"
    assert head("/scholen/?regio=noord&page=2").title.startswith(
        "Scholen en techniekregio's (techniekregio: Regio Noord), pagina 2 | "
    )


def test_a_list_narrowed_to_several_says_two_by_name_and_of_more_how_many(head):
    for levels in [["pro"], ["mbo"], ["havo"]]:
        make.a_school(levels=levels)

    two, three = "/scholen/?niveau=mbo&niveau=havo", "/scholen/?niveau=mbo&niveau=havo&niveau=pro"
    assert head(two).title.startswith("Scholen en techniekregio's (niveau: havo of mbo) | ")
    assert head(three).title.startswith("Scholen en techniekregio's (niveau: 3 keuzes) | ")


# --- one address ---


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/scholen/?utm_source=mail&gclid=1", "/scholen/"),
        ("/scholen/?page=1&niveau=toren", "/scholen/"),
        ("/scholen/?regio=atlantis&niveau=toren", "/scholen/"),
        ("/scholen/?page=2&x=1", "/scholen/?page=2"),
        ("/scholen/?page=99", "/scholen/?page=2"),
        ("/scholen/?page=abc", "/scholen/"),
        ("/scholen/?regio=noord&naam=School", "/scholen/?naam=School&regio=noord"),
        ("/scholen/?naam=School&x=1&regio=noord", "/scholen/?naam=School&regio=noord"),
        ("/scholen/?regio=noord&regio=noord&niveau=vmbo", "/scholen/?niveau=vmbo&regio=noord"),
        ("/scholen/?niveau=vmbo&niveau=pro", "/scholen/?niveau=pro&niveau=vmbo"),
        ("/regios/noord/?utm_source=mail", "/regios/noord/"),
        ("/?x=%3Cscript%3E", "/"),
    ],
)
def test_a_page_has_one_address_however_it_was_asked_for(head, asked, told):
    region = make.a_region(slug="noord")
    with changing():
        for _ in range(25):
            make.a_school_participation(region=region)

    found = head(asked)

    assert found.canonical == f"http://testserver{told}"
    assert found.open_graph["url"] == found.canonical


def test_the_address_is_that_of_this_site_over_https_too(head, settings):
    settings.ALLOWED_HOSTS = ["pactdir.example"]

    found = head("/over/", secure=True, headers={"host": "pactdir.example"})
    assert found.canonical == "https://pactdir.example/over/"


def test_a_forged_host_gets_no_page_to_put_it_in(client):
    assert client.get("/over/", headers={"host": "kwaad.example"}).status_code == 400


def test_a_page_that_is_not_there_has_no_address(head):
    found = head("/nergens/")

    assert found.canonical is None
    assert "url" not in found.open_graph
    assert not found.is_indexed


def test_a_page_made_without_a_request_says_no_address():
    html = Template("{% extends 'base.html' %}{% block crumbs %}{% crumbs 'A' %}{% endblock %}")
    soup = BeautifulSoup(html.render(Context()), "html.parser")

    assert soup.find("link", rel="canonical") is None
    assert soup.find_all("script", type="application/ld+json") == []
    assert soup.title.get_text() == "Pagina | Techniek in de regio"


# --- texts of others ---


def test_what_people_wrote_stands_in_the_head_as_text(head):
    name = "\"><script>x</script>&amp; 'a' {{ b }}"
    make.a_region(slug="noord", name=name, summary=name)
    found = head("/regios/noord/")

    assert found.title.startswith(f"{name}, techniekregio | ")
    said = f"Overeenkomst niet bekend. {name}"
    assert found.description == found.open_graph["description"] == said
    assert found.open_graph["title"] == f"{name}, techniekregio"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Kort.", "Kort."),
        ("Een. Twee is langer.", "Een."),
        ("Versie 1.2 is er. Ja.", "Versie 1.2 is er."),
        ("Een lange zin zonder einde", "Een lange zin…"),
        ("Woord, en dan, nog meer ervan", "Woord, en dan…"),
    ],
)
def test_a_description_ends_with_a_sentence_or_at_least_a_word(text, short):
    assert in_short(text, 18) == short


# --- days ---


def test_every_day_that_is_known_is_told_to_machines_no_preciser_than_that(client):
    region = make.a_region(slug="noord")
    make.an_agreement(region=region, ends="juni 2024", end_wording="tot")
    make.a_goal(region=region, horizon="2030")
    make.a_school_participation(region=region, until="2022")
    make.an_event(
        region=region,
        starts_on="2099-06-30",
        ends_on="2099-07-02",
        status="verplaatst",
        moved_from_start="2099-05-18",
        moved_from_end="2099-05-19",
    )
    main = main_of(client.get("/regios/noord/"))

    assert {(time["datetime"], time.get_text()) for time in main.find_all("time")} == {
        ("2024-06", "juni 2024"),
        ("2030", "2030"),
        ("2022", "2022"),
        ("2099-06-30", "30 juni"),
        ("2099-07-02", "2 juli 2099"),
        ("2099-05-18", "18"),
        ("2099-05-19", "19 mei"),
    }


def test_the_icon_stands_in_the_page_itself(client, db):
    address = Head(client.get("/")).soup.find("link", rel="icon")["href"]
    kind, _, svg = address.partition(",")
    file = settings.BASE_DIR / "static/img/favicon.svg"

    assert kind == "data:image/svg+xml"
    assert unquote(svg) == file.read_text().strip().replace('"', "'")
