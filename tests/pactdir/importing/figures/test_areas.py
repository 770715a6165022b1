"""The areas in which a location in a file counts."""

import pytest

from pactdir.importing.figures.areas import Locations
from regions.clock import today
from tests import make


@pytest.mark.parametrize(("province", "counted_in"), [("PV24", "PV24"), ("", "PV27")])
def test_the_province_in_the_file_is_used_if_that_of_the_municipality_is_unknown(
    db, province, counted_in
):
    place = make.a_place(municipality=make.a_municipality(province=province))
    school = make.a_school(place=place, brin="02ME", location_code="00")
    locations = Locations(today())

    for location in (
        locations.at_place(school.duo_code, "Hoorn", "PV27"),
        locations.in_municipality(school.duo_code, "Hoorn", "PV27"),
    ):
        assert location.province.code == counted_in
