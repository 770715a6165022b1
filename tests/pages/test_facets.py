"""What stands beside every choice: how many there would be, as following it shows."""

import re
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from news.filters import ArticleFilter, EventFilter
from partners.filters import PartnerFilter
from regions.clock import today
from regions.filters import MunicipalityFilter, RegionFilter
from regions.models import Municipality
from regions.writing.changing import changing
from schools.filters import SchoolFilter
from tests import make
from tests.pages.reading import main_of, words, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_facet")]

LISTS = {
    "/regios/": RegionFilter,
    "/gemeenten/": MunicipalityFilter,
    "/scholen/": SchoolFilter,
    "/partners/": PartnerFilter,
    "/nieuws/": ArticleFilter,
    "/agenda/": EventFilter,
}
NARROWED = [
    "/regios/?staat=voorbij&thema=techlab&provincie=noord-holland&provincie=utrecht",
    "/regios/?naam=pact&gemeente=hoorn&periode=2020-2023",
    "/gemeenten/?provincie=noord-holland&bekend=opgegeven&bekend=afgeleid",
    "/gemeenten/?regio=geen&regio=voorbeeldregio&regio=techniekpact-amstelland",
    "/scholen/?niveau=vmbo&regio=voorbeeldregio&regio=techniekpact-amstelland",
    "/scholen/?gemeente=hoorn&profiel=niet-bekend&niveau=pro&niveau=havo&thema=techlab",
    "/partners/?soort=netwerk&soort=opleidingsbedrijf&sector=groen&regio=voorbeeldregio",
    "/nieuws/?regio=landelijk&jaar=2021&jaar=zonder-datum&soort=oproep",
    "/agenda/?regio=voorbeeldregio&periode=komend&voor=ouders",
    "/agenda/?regio=voorbeeldregio&staat=verplaatst&staat=geannuleerd",
]


def results(address, query):
    """How many rows there really are."""
    found = list(LISTS[address](query, on=today()).qs.values_list("pk", flat=True))
    assert len(found) == len(set(found))
    return len(found)


def numbers(client, address):
    """For each choice on the page, by facet and value, the number beside it."""
    boxes = main_of(client.get(address)).select("fieldset input")
    return {
        (box["name"], box["value"]): int(re.search(r"\((\d+)\)$", words(box.parent))[1])
        for box in boxes
    }


def facet(client, address, name):
    (legend,) = [one for one in main_of(client.get(address)).select("legend") if words(one) == name]
    return legend.parent


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("start", [*LISTS, *NARROWED])
def test_the_number_at_a_choice_is_that_of_what_one_finds_on_following_it(client, start):
    address, _, query = start.partition("?")
    shown = numbers(client, start)
    followed = {}
    for name, value in shown:
        asked = QueryDict(query, mutable=True)
        asked.setlist(name, [value])
        followed[name, value] = results(address, asked)

    assert len(shown) > 9
    assert shown == followed


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", [*LISTS, *NARROWED])
def test_the_whole_list_takes_at_most_six_queries(client, address):
    client.get("/")  # the map is drawn once after a change
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    # The version is asked for whatever is kept: the page, and the map on it.
    asked = [query["sql"] for query in captured if "contentversion" not in query["sql"]]
    assert len(asked) <= 6, [sql[:200] for sql in asked]


def test_a_few_choices_all_stand_there_in_their_own_order_also_those_without_a_result(client):
    make.a_partner(kind="netwerk")
    make.a_partner(kind="netwerk")
    soort = facet(client, "/partners/?soort=bedrijf", "Soort")

    assert words_of(soort.select("label")) == [
        "bedrijf (0)",
        "opleidingsbedrijf (0)",
        "brancheorganisatie (0)",
        "ondernemersvereniging (0)",
        "netwerk (2)",
        "kennisinstelling (0)",
        "anders (0)",
    ]
    assert [box["value"] for box in soort.select("input[checked]")] == ["bedrijf"]
    assert len(soort.select(".option--none")) == 6


def test_of_many_choices_those_that_give_most_and_those_chosen_are_shown_by_name(client):
    with changing():
        for number in range(12):
            place = make.a_place(municipality=make.a_municipality(name=f"Gemeente {number:02}"))
            for _ in range(1 + (number % 2)):
                make.a_school(place=place)
    slug = Municipality.objects.get(name="Gemeente 08").slug
    gemeente = facet(client, f"/scholen/?gemeente={slug}", "Gemeente")
    folded = gemeente.details.extract()

    assert words_of(gemeente.select("label")) == [
        "Gemeente 01 (2)",
        "Gemeente 03 (2)",
        "Gemeente 05 (2)",
        "Gemeente 07 (2)",
        "Gemeente 08 (1)",
        "Gemeente 09 (2)",
        "Gemeente 11 (2)",
    ]
    assert words(folded.summary) == "Nog 5 bij gemeente"
    assert len(folded.select("label")) == 5


def test_levels_stand_in_the_order_of_schools(client):
    make.a_school(levels=["vwo", "pro", "vmbo-kb"])
    niveau = facet(client, "/scholen/", "Niveau")

    assert words_of(niveau.find_all("label", recursive=False)) == [
        "praktijkonderwijs (1)",
        "vmbo (1)",
        "vmbo kader (1)",
        "vwo (1)",
    ]


def test_the_fold_says_how_much_is_chosen(client):
    make.an_event(starts_on=date(2021, 1, 1))

    def said(address):
        return words(main_of(client.get(address)).select_one(".filters__summary"))

    assert said("/agenda/") == "Kies en zoek in deze lijst"
    assert said("/agenda/?voor=ouders&voor=docenten&naam=a") == (
        "Kies en zoek in deze lijst (3 gekozen)"
    )
