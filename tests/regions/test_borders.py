"""Municipalities close to a point, determined by their boundaries."""

import pytest
from django.http import QueryDict

from pactdir.importing import import_files
from pactdir.nearby.surroundings import Surroundings
from regions.borders import bordering_from, km_to_shape, outlines_near
from regions.clock import today
from regions.geo.distances import Point
from tests import make
from tests.pactdir.importing.files import OFFICIAL_FILES, needs_official_files

HERE = Point(52.0, 5.0)
KM_NORTH, KM_EAST = 1 / 111.2, 1 / 68.46  # degrees per kilometre, at this latitude


def a_square(west, south, east, north):
    """A square ring; the sides are given in km from here."""
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[5.0 + x * KM_EAST, 52.0 + y * KM_NORTH] for x, y in corners]


@pytest.mark.parametrize(
    ("shape", "km"),
    [
        ([[a_square(2, -5, 9, 5)]], 2),
        ([[a_square(-9, 3, 9, 5)]], 3),
        ([[a_square(3, 4, 9, 9)]], 5),  # at its corner
        ([[a_square(-1, -1, 1, 1)]], 0),
        ([[a_square(-9, -9, 9, 9), a_square(-2, -1, 2, 4)]], 1),  # in a hole
        ([[a_square(5, 5, 6, 6)], [a_square(-4, -1, -1.5, 1)]], 1.5),  # in its second part
    ],
)
def test_distance_to_a_shape_is_distance_to_its_nearest_side(shape, km):
    assert km_to_shape(HERE, shape) == pytest.approx(km, abs=0.01)


def test_a_side_of_zero_length_is_harmless():
    ring = a_square(2, -1, 3, 1)

    assert km_to_shape(HERE, [[[ring[0], *ring]]]) == pytest.approx(2, abs=0.01)


def names(municipalities):
    return [municipality.name for municipality in municipalities]


def a_neighbour_of(home, name, *square):
    municipality = make.a_municipality(name=name)
    make.a_neighbour(municipality=municipality, neighbour=home)
    make.a_boundary(municipality=municipality, shape=[[a_square(*square)]])
    return municipality


@pytest.mark.django_db
def test_neighbours_within_a_kilometre_are_listed_closest_first(
    django_assert_num_queries,
):
    home = make.a_municipality()
    make.a_boundary(municipality=home, shape=[[a_square(-1, -1, 0.4, 1)]])
    north = a_neighbour_of(home, "Noord", -9, 0.9, 9, 5)
    east = a_neighbour_of(home, "Oost", 0.4, -1, 9, 1)
    a_neighbour_of(home, "Zuid", -9, -5, 9, -1.1)
    # belongs to another municipality that is not a neighbour
    make.a_boundary(shape=[[a_square(-1, -1, 1, 1)]])
    make.a_neighbour(neighbour=home)  # has no boundary

    with django_assert_num_queries(1):
        reached = bordering_from(HERE, [HERE], home, outlines_near(HERE, home))
    assert [outline.municipality for outline in reached] == [east.pk, north.pk]


def at(east, north):
    """A point this many km from here."""
    return Point(52.0 + north * KM_NORTH, 5.0 + east * KM_EAST)


@pytest.fixture
def home(db):
    home = make.a_municipality()
    ring = [*a_square(-10, -10, 10, 10)]
    # with vertices on its north side
    for number, (x, y) in enumerate([(5, 10), (0, 10), (-5, 10)]):
        ring.insert(3 + number, [5.0 + x * KM_EAST, 52.0 + y * KM_NORTH])
    make.a_boundary(municipality=home, shape=[[ring]])
    north = [a_square(-10, 10, 10, 30)[0]]
    north += [[5.0 + x * KM_EAST, 52.0 + 10 * KM_NORTH] for x in (-5, 0, 5, 10)]
    north += [[5.0 + 10 * KM_EAST, 52.0 + 30 * KM_NORTH], north[0]]
    beside = make.a_municipality(name="Noord")
    make.a_neighbour(municipality=beside, neighbour=home)
    make.a_boundary(municipality=beside, shape=[[north]])
    return home


@pytest.mark.parametrize(
    ("here", "others", "reaches"),
    [
        (at(0, 7), [], ["Noord"]),  # the only postcode covers the whole border
        (at(0, 7), [at(0, 2)], ["Noord"]),
        (at(0, 7), [at(0, 8.5)], []),  # another postcode lies in between
        (at(0, 7), [at(-4, 8), at(4, 8)], ["Noord"]),  # still nearest to the middle of the border
        (at(0, 7), [at(-1, 8.5), at(1, 8.5)], []),
        (at(0, 9.5), [at(0, 9.8)], ["Noord"]),  # close to the border, whatever lies between
        (at(0, 2), [], []),  # too far away to be called near
    ],
)
def test_a_postcode_extends_to_the_part_of_the_border_to_which_it_is_the_nearest(
    home, here, others, reaches
):
    reached = bordering_from(here, [here, *others], home, outlines_near(here, home))

    assert names(reached) == reaches


def test_without_its_own_boundary_only_municipalities_close_by_count(home):
    home.boundary.delete()

    def reached(north):
        here = at(0, north)
        return names(bordering_from(here, [here], home, outlines_near(here, home)))

    assert (reached(7), reached(9.2)) == ([], ["Noord"])


@pytest.mark.django_db
def test_outlines_near_include_home_neighbours_and_the_surroundings():
    home = make.a_municipality(code="GM0001")
    make.a_boundary(code="GM0001", municipality=home)
    beside = a_neighbour_of(home, "Naast", -9, 0.9, 9, 5)
    at_distance = {
        km: make.a_municipality(latitude=52.0 + km * KM_NORTH, longitude=5.0) for km in (20, 90)
    }
    for municipality in at_distance.values():
        make.a_boundary(municipality=municipality)
    make.a_boundary(code="PV27")  # the boundary of a province

    def near(km):
        outlines = outlines_near(HERE, home, km)
        return {(outline.municipality, outline.is_neighbour) for outline in outlines}

    assert near(0) == {(home.pk, False), (beside.pk, True)}
    assert near(10) == {(home.pk, False), (beside.pk, True), (at_distance[20].pk, False)}


@needs_official_files
@pytest.mark.django_db
def test_the_north_of_hilversum_borders_on_laren_and_gooise_meren():
    files = ["gemeenten.csv", "gemeenten_buren.csv", "gemeenten.geojson", "pc4.csv"]
    import_files([OFFICIAL_FILES / file for file in files])

    def reached(code):
        return names(Surroundings.of(code, today(), QueryDict()).border)

    assert reached("1222") == ["Laren", "Gooise Meren"]
    assert reached("1012") == []
