"""Links between municipalities and regions on a date, stated or derived."""

from datetime import date
from itertools import product

import pytest
from django.http import QueryDict

from regions.fields.partial_date import stored_number
from regions.filters import MunicipalityFilter
from regions.models import Municipality
from regions.models.periods import period_by_school
from regions.published_regions import published_regions
from regions.taking_part import links, links_by_municipality
from schools.models import SchoolParticipation
from tests import make

pytestmark = pytest.mark.django_db

ON = date(2024, 6, 15)


@pytest.fixture
def region():
    return make.a_region(name="Regio")


def in_words(rows):
    return [
        (link.municipality.name, link.region.name, "stated" if link.is_stated else "derived")
        for link in rows
    ]


def in_region(region):
    return in_words(links(ON).of_region(region))


def a_school_takes_part(region, municipality, school=None, **participation):
    place = make.a_place(municipality=municipality)
    row = make.a_school(place=place, **(school or {}))
    return make.a_school_participation(region=region, school=row, **participation)


def of_these(municipalities):
    by_name = sorted(municipalities, key=lambda municipality: municipality.folded_name)
    rows = in_words(link for each in by_name for link in links(ON).of_municipality(each))
    in_list = links_by_municipality(ON, municipalities)
    assert [
        (municipality.name, link.region_name, "stated" if link.is_stated else "derived")
        for municipality in by_name
        for link in in_list[municipality.pk]
    ] == rows
    return rows


def both_ways(region, municipality):
    from_region = in_region(region)
    assert of_these([municipality]) == from_region
    return from_region


def test_a_stated_link_carries_its_participation(region):
    row = make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Hoorn")
    )

    assert both_ways(region, row.municipality) == [("Hoorn", "Regio", "stated")]
    assert links(ON).of_region(region)[0].participation == row


def test_several_schools_give_one_derived_link(region):
    hoorn = make.a_municipality(name="Hoorn")
    for _ in range(3):
        a_school_takes_part(region, hoorn)

    assert both_ways(region, hoorn) == [("Hoorn", "Regio", "derived")]


def test_a_stated_link_is_not_also_derived(region):
    hoorn = make.a_municipality(name="Hoorn")
    a_school_takes_part(region, hoorn)
    make.a_municipality_participation(region=region, municipality=hoorn)

    assert both_ways(region, hoorn) == [("Hoorn", "Regio", "stated")]


def test_a_municipality_that_left_is_linked_by_a_school_that_stayed(region):
    hoorn = make.a_municipality(name="Hoorn")
    a_school_takes_part(region, hoorn)
    make.a_municipality_participation(region=region, municipality=hoorn, until="2023")

    assert both_ways(region, hoorn) == [("Hoorn", "Regio", "derived")]


@pytest.mark.parametrize(
    ("period", "counts"),
    [
        ({}, True),
        ({"since": "15-6-2024"}, True),
        ({"since": "16-6-2024"}, False),
        ({"since": "juni 2024"}, True),
        ({"since": "2025"}, False),
        ({"until": "15-6-2024"}, True),
        ({"until": "14-6-2024"}, False),
        ({"until": "juni 2024"}, True),
        ({"until": "2024"}, True),
        ({"until": "2023"}, False),
    ],
)
def test_only_open_participations_count(region, period, counts):
    hoorn = make.a_municipality(name="Hoorn")
    make.a_municipality_participation(region=region, municipality=hoorn, **period)
    alkmaar = make.a_municipality(name="Alkmaar")
    a_school_takes_part(region, alkmaar, **period)
    expected = [("Alkmaar", "Regio", "derived"), ("Hoorn", "Regio", "stated")] if counts else []

    assert in_region(region) == expected
    assert of_these([hoorn, alkmaar]) == expected


@pytest.mark.parametrize(
    ("school", "counts"),
    [
        ({}, True),
        ({"closed_on": "2025"}, True),
        ({"closed_on": "16-6-2024"}, True),
        ({"closed_on": "15-6-2024"}, False),
        ({"closed_on": "2020"}, False),
        (make.drafts, False),
        ({"published_from": date(2024, 6, 15)}, True),
        ({"published_from": date(2024, 6, 16)}, False),
        ({"possibly_closed": True}, True),
    ],
)
def test_only_open_published_schools_count(region, school, counts):
    hoorn = make.a_municipality(name="Hoorn")
    a_school_takes_part(region, hoorn, school)

    assert both_ways(region, hoorn) == ([("Hoorn", "Regio", "derived")] if counts else [])


@pytest.mark.parametrize("published_from", [None, date(2024, 6, 16)])
def test_a_region_not_yet_published_has_no_municipalities(published_from):
    region = make.a_region(published_from=published_from)
    hoorn = make.a_municipality()
    make.a_municipality_participation(region=region, municipality=hoorn)
    a_school_takes_part(region, make.a_municipality())

    assert both_ways(region, hoorn) == []


def test_a_municipality_may_be_stated_in_one_region_and_derived_in_another(region):
    other = make.a_region(name="Andere")
    hoorn = make.a_municipality(name="Hoorn")
    make.a_municipality_participation(region=region, municipality=hoorn)
    a_school_takes_part(other, hoorn)

    assert of_these([hoorn]) == [
        ("Hoorn", "Andere", "derived"),
        ("Hoorn", "Regio", "stated"),
    ]
    assert in_region(other) == [("Hoorn", "Andere", "derived")]


def test_the_municipalities_of_a_region_are_sorted_by_name_without_accents(region):
    for name in ["Zaanstad", "Élst", "Alkmaar"]:
        make.a_municipality_participation(
            region=region, municipality=make.a_municipality(name=name)
        )
    a_school_takes_part(region, make.a_municipality(name="Édam"))

    assert in_region(region) == [
        ("Alkmaar", "Regio", "stated"),
        ("Édam", "Regio", "derived"),
        ("Élst", "Regio", "stated"),
        ("Zaanstad", "Regio", "stated"),
    ]


def test_former_participations_are_sorted_by_latest_end(region):
    for until in ["2020", "maart 2023", "31-12-2020"]:
        make.a_municipality_participation(region=region, until=until)
    make.a_municipality_participation(region=region)
    make.a_municipality_participation(region=make.a_region(**make.drafts), until="2021")

    assert [str(row.until) for row in links(ON).former] == [
        "maart 2023",
        "2020",
        "31 december 2020",
    ]


def test_links_take_two_queries_for_any_number(region, django_assert_num_queries):
    for _ in range(3):
        a_school_takes_part(region, make.a_municipality())
        make.a_municipality_participation(region=make.a_region())
    published_regions(ON)

    with django_assert_num_queries(6):  # the content version four times; stated, derived
        assert len(links(ON).by_municipality) == 6
    with django_assert_num_queries(1):  # the content version
        links(ON)


PERIODS = [{}, {"until": "2023"}, {"since": "2025"}]
SCHOOLS = [{}, {"closed_on": "15-6-2024"}, {"closed_on": "16-6-2024"}, make.drafts]


def test_pages_lists_facets_and_search_agree_on_every_link(region):
    own_rows = [None, *PERIODS]
    by_schools = [None, *product(PERIODS, SCHOOLS)]
    for own_row, by_school in product(own_rows, by_schools):
        municipality = make.a_municipality()
        if own_row is not None:
            make.a_municipality_participation(region=region, municipality=municipality, **own_row)
        if by_school:
            a_school_takes_part(region, municipality, by_school[1], **by_school[0])
    municipalities = set(Municipality.objects.all())
    stated = set(Municipality.objects.stated(ON, pk=region.pk))
    derived = set(Municipality.objects.derived(ON, pk=region.pk))
    assert (len(stated), len(derived)) == (13, 6)

    of_region = links(ON).of_region(region)
    of_municipalities = [
        link for municipality in municipalities for link in links(ON).of_municipality(municipality)
    ]
    for rows in (of_region, of_municipalities):
        assert {link.municipality for link in rows if link.is_stated} == stated
        assert {link.municipality for link in rows if not link.is_stated} == derived
    listed = links_by_municipality(ON, municipalities)
    in_lists = {
        (municipality, link.is_stated)
        for municipality in municipalities
        for link in listed[municipality.pk]
    }
    assert in_lists == {*product(stated, [True]), *product(derived, [False])}
    assert set(filtered("bekend=opgegeven")) == stated
    assert set(filtered("bekend=afgeleid")) == derived
    assert set(filtered(f"regio={region.slug}")) == stated | derived
    assert in_the_index() - stated == derived


def filtered(query):
    return MunicipalityFilter(QueryDict(query), on=ON).qs


def in_the_index():
    day = stored_number(ON)
    rows = SchoolParticipation.objects.select_related("school__municipality")
    periods = [(row.school.municipality, period_by_school(row, row.school)) for row in rows]
    return {
        municipality for municipality, period in periods if period and period[0] <= day <= period[1]
    }


def test_without_links_a_municipality_or_region_has_an_empty_list(region):
    other = make.a_municipality_participation(region=region).municipality

    assert links(ON).of_region(make.a_region()) == []
    assert links(ON).of_municipality(make.a_municipality()) == []
    assert len(links(ON).of_municipality(other)) == 1
