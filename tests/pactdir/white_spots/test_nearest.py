"""The nearest location with each technical profile, and how certain it is."""

import pytest

from pactdir.white_spots.nearest import Nearest, roads, white_spots
from regions.clock import today
from schools.figures.counted import LOCATIONS
from schools.figures.road import ROAD_TO_VMBO
from schools.models import TECHNICAL_PROFILES, Indicator, Profile
from tests import make

pytestmark = pytest.mark.django_db

KM = 1 / 111.2  # degrees of latitude


def a_town(**fields):
    return make.a_municipality(**{"name": "Hoorn", "latitude": 52.0, "longitude": 5.0, **fields})


def a_location(km, *profiles, **fields):
    """Create a location north of the town."""
    known = {"profiles": list(profiles), "profiles_known": True, "profiles_on": "2019-10-01"}
    return make.a_school(**{"latitude": 52.0 + km * KM, "longitude": 5.0, **known, **fields})


def nearest(profile=Profile.PIE):
    (row,) = white_spots(today()).rows
    return row.nearest_with(profile)


def test_the_nearest_location_with_a_profile_is_found():
    a_town()
    a_location(3, "bwi")
    near = a_location(8, "pie", "zw")
    a_location(9, "pie")

    assert nearest().location.url == near.get_absolute_url()
    assert nearest().whole_km == 8
    assert nearest(Profile.MAT) is None


@pytest.mark.parametrize(("km", "is_far"), [(12.4, False), (12.6, True)])
def test_more_than_twelve_whole_kilometres_is_far(km, is_far):
    assert Nearest(None, km, None, []).is_far is is_far


def test_states_how_certain_a_distance_is():
    a_town()
    a_location(3, "pie", "mat")
    a_location(5, profiles_known=False, levels=["vmbo-bb"])
    a_location(8, "bwi")

    assert nearest(Profile.PIE).certainty == "niet zeker: van te weinig vestigingen bekend"
    assert nearest(Profile.BWI).certainty == (
        "niet zeker: van 1 vmbo-vestiging dichterbij is het profiel niet bekend"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"closed_on": "2020"},
        {"published_from": None},
        {"is_example": True},
        {"latitude": None, "longitude": None},
    ],
)
def test_closed_and_hidden_locations_do_not_count(fields):
    a_town()
    a_location(3, "pie", **fields)

    assert nearest() is None


def test_a_location_without_coordinates_is_counted():
    a_town()
    a_location(3, "pie", latitude=None, longitude=None)

    assert white_spots(today()).unplaced_count == 1


def test_nearer_vmbo_locations_with_unknown_profiles_are_counted():
    a_town()
    a_location(8, "pie")
    for km, fields in (
        (3, {}),
        (7, {}),
        (9, {}),
        (3, {"levels": ["havo"]}),
        (3, {"closed_on": "2020"}),
    ):
        a_location(km, **{"profiles_known": False, "levels": ["vmbo-kb"], **fields})

    assert nearest().unknown_nearer == 2
    assert white_spots(today()).unknown_count == 3


def test_abolished_and_invented_municipalities_are_omitted():
    a_town(valid_until="2020")
    a_town(name="Verzonnen", is_example=True)
    a_town(name="Zonder punt", latitude=None, longitude=None)

    spots = white_spots(today())
    assert (spots.rows, spots.unplaced_municipalities) == ([], 1)


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        (["2024-10-01", "2019-10-01"], ["1 oktober 2019", "1 oktober 2024"]),
        (["2019-10-01", "2019-10-01"], ["1 oktober 2019"]),
        (["2019-10-01", "2019"], ["2019"]),
        ([], []),
    ],
)
def test_the_dates_of_the_profiles_are_a_range_or_a_year(dates, shown):
    for day in dates:
        a_location(3, "pie", profiles_on=day)

    assert list(map(str, white_spots(today()).dates)) == shown


def test_every_technical_profile_has_a_column():
    a_town()

    (row,) = white_spots(today()).rows
    assert len(row.nearest) == len(TECHNICAL_PROFILES)


def test_the_road_distance_to_a_vmbo_is_a_range_over_the_postcodes_of_a_municipality():
    town = a_town()
    place = make.a_place(municipality=town)
    indicator = make.an_indicator(slug=ROAD_TO_VMBO)
    for code, km in (("1621", "0.7"), ("1622", "2.4"), ("1623", None)):
        make.a_postcode_area(code=code, place=place)
        if km:
            make.a_figure(indicator=indicator, area_code=code, low=km)

    assert roads(today())[town.pk].words == "0,7–2,4"


def test_without_road_distances_from_cbs_none_are_given():
    make.a_postcode_area(code="1621", place=make.a_place(municipality=a_town()))

    assert roads(today()) == {}


def counted(count, profile="pie", **area):
    return make.a_figure(
        indicator=Indicator.objects.filter(slug=LOCATIONS).first()
        or make.an_indicator(slug=LOCATIONS),
        profile=profile,
        low=count,
        high=count,
        period="2019",
        **area,
    )


def counted_here(town, count, profile="pie"):
    return counted(count, profile, municipality=town, area_code=town.code)


def counted_in_country(count, profile="pie"):
    return counted(count, profile, area_code="NL")


@pytest.mark.parametrize(("count", "is_far"), [(10, True), (11, False), (None, False)])
def test_nothing_is_far_if_too_few_locations_are_known(count, is_far):
    a_town()
    for _ in range(9):
        a_location(20, "pie")
    if count:
        counted_in_country(count)

    assert nearest().is_far is is_far


def test_profiles_are_judged_independently():
    a_town()
    a_location(20, "pie", "bwi")
    counted_in_country(1)
    counted_in_country(2, "bwi")

    assert nearest().is_far
    assert not nearest(Profile.BWI).is_far


@pytest.mark.parametrize(("count", "may_be_here"), [(1, True), (0, False)])
def test_a_municipality_where_duo_counted_an_unknown_location_is_not_far(count, may_be_here):
    counted_here(a_town(), count)
    a_location(20, "pie", "bwi")
    for profile in ("pie", "bwi"):
        counted_in_country(1, profile)

    assert (nearest().may_be_here, nearest().is_far) == (may_be_here, not may_be_here)
    assert nearest(Profile.BWI).is_far


@pytest.mark.parametrize(("count", "period"), [(1, "2019"), (0, "")])
def test_the_period_in_which_duo_counted_locations(count, period):
    counted_in_country(count)

    assert white_spots(today()).counted_in == period


def test_a_location_in_the_municipality_is_the_one_that_duo_counted():
    town = a_town()
    counted_here(town, 1)
    counted_in_country(1)
    a_location(14, "pie", municipality=town)

    assert nearest().is_far
