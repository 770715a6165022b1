"""The head of every page: title, description, canonical URL, Open Graph."""

import re
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Context, Template

from regions.clock import today
from regions.templatetags.head import in_short
from regions.wording.dutch import day_in_words
from regions.writing.changing import changing
from tests import make
from tests.pages.heads import Head
from tests.pages.reading import main_of

pytestmark = pytest.mark.django_db

MAX_DESCRIPTION_LENGTH = 155
# The figures of one area: a page for citing, not for finding.
ONE_AREA = re.compile(r"/cijfers/[^/]+/[^/]+/$")
# Pages that repeat the page of the region or municipality.
RETOLD = re.compile(r"/(regios|gemeenten)/[^/]+/(tijdlijn|veranderd|jaar(/[^/]+)?)/$")
NOT_INDEXED = (
    "/vergelijken/",
    "/agenda/maand/",
    "/dichtbij/",
    "/voor-gemeenten/?",
    "/klopt-niet/",
    "/mail/",
    "/doe-mee/plaatsen/",
)


@pytest.fixture(scope="module")
def heads_cache():
    return {}


@pytest.fixture
def heads(demo_pages, heads_cache):
    """The head of every demo page, parsed once for all tests in this file."""
    if not heads_cache:
        heads_cache.update({address: Head(page) for address, page in demo_pages.items()})
    return heads_cache


# --- all pages of the demo ---


def duplicates(heads, attribute):
    """Values of that attribute shared by pages with different canonical URLs."""
    canonicals = {}
    for head in heads.values():
        if head.canonical:
            canonicals.setdefault(getattr(head, attribute), set()).add(head.canonical)
    return {text: addresses for text, addresses in canonicals.items() if len(addresses) > 1}


def test_no_two_pages_share_a_title_or_a_description(heads):
    assert len(heads) > 100
    assert duplicates(heads, "title") == {}
    assert duplicates(heads, "description") == {}


def test_every_description_is_short_and_ends_with_punctuation(heads):
    for address, head in heads.items():
        assert 30 <= len(head.description) <= MAX_DESCRIPTION_LENGTH, address
        assert head.description[-1] in ".…?!", f"{address}: {head.description}"


def test_every_title_starts_with_the_page_and_ends_with_the_name_of_the_site(heads):
    for address, head in heads.items():
        assert head.title.endswith(" | Techniek in de regio"), address
        assert not head.title.startswith(("Pagina", " ", "|")), address


def test_the_canonical_url_of_every_indexed_page_is_its_own(heads):
    for address, head in heads.items():
        if head.is_indexed:
            assert head.canonical == f"http://testserver{address}", address
            assert head.open_graph["url"] == head.canonical


def test_every_page_has_open_graph_data(heads):
    for head in heads.values():
        data = head.open_graph
        assert f"{data['title']} | Techniek in de regio" == head.title
        assert data["description"] == head.description
        assert (data["site_name"], data["locale"]) == ("Techniek in de regio", "nl_NL")
        assert data["type"] in ("website", "article")


def test_all_pages_are_indexed_except_examples_comparisons_and_postcodes(heads):
    hidden = {address for address, head in heads.items() if not head.is_indexed}

    assert {"/vergelijken/", "/regios/voorbeeldregio/"} <= hidden
    assert "/scholen/?regio=voorbeeldregio" in hidden
    for address in hidden:
        is_left_out = (
            address.startswith(NOT_INDEXED) or ONE_AREA.match(address) or RETOLD.match(address)
        )
        assert "oorbeeld" in address or is_left_out, address
    for address in heads.keys() - hidden:
        assert "oorbeeld" not in address, address


def test_search_results_are_not_indexed(head):
    assert not head("/zoeken/").is_indexed
    assert not head("/zoeken/?q=hoorn").is_indexed


# --- canonical URL ---


@pytest.mark.parametrize(
    ("requested", "canonical"),
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
def test_a_page_has_one_canonical_url_for_every_query_string(head, requested, canonical):
    region = make.a_region(slug="noord")
    with changing():
        for _ in range(25):
            make.a_school_participation(region=region)

    page = head(requested)

    assert page.canonical == f"http://testserver{canonical}"
    assert page.open_graph["url"] == page.canonical


def test_the_canonical_url_has_the_scheme_and_host_of_the_request(head, settings):
    settings.ALLOWED_HOSTS = ["pactdir.example"]

    page = head("/over/", secure=True, headers={"host": "pactdir.example"})
    assert page.canonical == "https://pactdir.example/over/"


def test_a_forged_host_gets_no_page(client):
    assert client.get("/over/", headers={"host": "kwaad.example"}).status_code == 400


def test_a_404_has_no_canonical_url(head):
    page = head("/nergens/")

    assert page.canonical is None
    assert "url" not in page.open_graph
    assert not page.is_indexed


def test_a_page_rendered_without_a_request_has_no_canonical_url():
    html = Template("{% extends 'base.html' %}{% block crumbs %}{% crumbs 'A' %}{% endblock %}")
    soup = BeautifulSoup(html.render(Context()), "lxml")

    assert soup.find("link", rel="canonical") is None
    assert soup.find_all("script", type="application/ld+json") == []
    assert soup.title.get_text() == "Pagina | Techniek in de regio"


# --- user input ---


def test_input_is_escaped_in_the_head(head):
    name = "\"><script>x</script>&amp; 'a' {{ b }}"
    make.a_region(slug="noord", name=name, summary=name)
    page = head("/regios/noord/")

    assert page.title.startswith(f"{name}, techniekregio | ")
    description = f"Overeenkomst niet bekend. {name}"
    assert page.description == page.open_graph["description"] == description
    assert page.open_graph["title"] == f"{name}, techniekregio"


@pytest.mark.parametrize(
    ("text", "shortened"),
    [
        ("Kort.", "Kort."),
        ("Een. Twee is langer.", "Een."),
        ("Versie 1.2 is er. Ja.", "Versie 1.2 is er."),
        ("Een lange zin zonder einde", "Een lange zin…"),
        ("Woord, en dan, nog meer ervan", "Woord, en dan…"),
    ],
)
def test_a_description_is_truncated_after_a_sentence_or_a_word(text, shortened):
    assert in_short(text, 18) == shortened


# --- dates, icon ---


def test_every_date_is_machine_readable_and_exactly_as_precise_as_known(client):
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
    read_on = today()  # in the citation of the agreement

    assert {(time["datetime"], time.get_text()) for time in main.find_all("time")} == {
        ("2024-06", "juni 2024"),
        ("2030", "2030"),
        ("2022", "2022"),
        ("2099-06-30", "30 juni"),
        ("2099-07-02", "2 juli 2099"),
        ("2099-05-18", "18"),
        ("2099-05-19", "19 mei"),
        (read_on.isoformat(), day_in_words(read_on)),
    }


def test_the_icon_is_inlined_in_the_page(client, db):
    address = Head(client.get("/")).soup.find("link", rel="icon")["href"]
    kind, _, svg = address.partition(",")
    file = settings.BASE_DIR / "static/img/favicon.svg"

    assert kind == "data:image/svg+xml"
    assert unquote(svg) == file.read_text().strip().replace('"', "'")
