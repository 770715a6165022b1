"""The number beside each option of a facet is the number of rows in the list it leads to."""

import re
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from news.filters import ArticleFilter, EventFilter
from pactdir.to_do.filters import ToDoFilter
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
    "/aanbod/": ToDoFilter,
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
    "/aanbod/?soort=stage&soort=gastles&voor=mbo&wanneer=niet-zeker&kosten=gratis",
    # With one left of the facets that are counted together.
    "/aanbod/?soort=gastles&wanneer=nu-of-straks&kosten=gratis",
    "/aanbod/?voor=mbo&wanneer=nu-of-straks&kosten=gratis",
    "/aanbod/?voor=mbo&soort=stage&kosten=gratis",
    "/aanbod/?voor=mbo&soort=stage&wanneer=niet-zeker",
    "/aanbod/?regio=voorbeeldregio&wanneer=geweest&thema=techlab",
    "/nieuws/?regio=landelijk&jaar=2021&jaar=zonder-datum&soort=oproep",
    "/agenda/?regio=voorbeeldregio&periode=komend&voor=ouders",
    "/agenda/?regio=voorbeeldregio&staat=verplaatst&staat=geannuleerd",
]


def count_rows(address, query):
    filtered = LISTS[address](query, on=today())
    if isinstance(filtered, ToDoFilter):
        keys = [(key, is_event) for *_, key, is_event in filtered.keys]
    else:
        keys = list(filtered.qs.values_list("pk", flat=True))
    assert len(keys) == len(set(keys))
    return len(keys)


def numbers(client, address):
    """The number beside each option on the page, by facet and value."""
    boxes = main_of(client.get(address)).select("fieldset input")
    return {
        (box["name"], box["value"]): int(re.search(r"\((\d+)\)$", words(box.parent))[1])
        for box in boxes
    }


def facet(client, address, name):
    legends = main_of(client.get(address)).select("legend")
    (legend,) = [legend for legend in legends if words(legend) == name]
    return legend.parent


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("start", [*LISTS, *NARROWED])
def test_the_number_beside_an_option_is_the_number_of_rows_it_leads_to(client, start):
    address, _, query = start.partition("?")
    displayed = numbers(client, start)
    actual = {}
    for name, value in displayed:
        params = QueryDict(query, mutable=True)
        params.setlist(name, [value])
        actual[name, value] = count_rows(address, params)

    assert len(displayed) > 9
    assert displayed == actual


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", [*LISTS, *NARROWED])
def test_a_list_takes_at_most_six_queries(client, address):
    client.get("/")  # the map is rendered once per content version
    if "?" in address:
        client.get(address.partition("?")[0])  # and so is the whole list counted
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    # Each cache, of the page and of the map on it, reads the content version itself.
    queries = [query["sql"] for query in captured if "contentversion" not in query["sql"]]
    assert len(queries) <= 6, [sql[:200] for sql in queries]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "address", ["/scholen/?niveau=vmbo", "/partners/?soort=bedrijf", "/aanbod/?soort=techlab"]
)
def test_the_whole_list_is_counted_once_for_all_choices(client, address):
    path, _, query = address.partition("?")
    column = query.partition("=")[0]
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    counting = [query["sql"] for query in captured if "COUNT(" in query["sql"]]
    assert len(counting) == 1
    assert f"'{column}' AS" not in counting[0]  # unlike the other facets
    assert "'regio' AS" in counting[0]


def test_a_short_facet_lists_every_option_in_a_fixed_order_even_those_without_results(client):
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


def test_a_long_facet_shows_its_largest_and_selected_options_by_name_and_collapses_the_rest(client):
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


def test_levels_are_listed_in_the_order_of_the_school_system(client):
    make.a_school(levels=["vwo", "pro", "vmbo-kb"])
    niveau = facet(client, "/scholen/", "Niveau")

    assert words_of(niveau.find_all("label", recursive=False)) == [
        "praktijkonderwijs (1)",
        "vmbo (1)",
        "vmbo kader (1)",
        "vwo (1)",
    ]


def test_the_filter_summary_counts_the_active_filters(client):
    make.an_event(starts_on=date(2021, 1, 1))

    def summary(address):
        return words(main_of(client.get(address)).select_one(".filters__summary"))

    assert summary("/agenda/") == "Kies en zoek in deze lijst"
    assert summary("/agenda/?voor=ouders&voor=docenten&naam=a") == (
        "Kies en zoek in deze lijst (3 gekozen)"
    )
