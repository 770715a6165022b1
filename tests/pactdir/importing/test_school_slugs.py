"""Slugs of imported schools contain the street if schools in the same place share a name."""

import pytest

from pactdir.importing.schools.school_slugs import SchoolSlugs
from tests import make

pytestmark = pytest.mark.django_db


def test_a_name_later_in_the_file_counts_as_shared():
    school = make.a_school(
        name="Pascal", place=make.a_place(name="Hoorn"), address="Dorpsweg 1", brin="00AA"
    )
    slugs = SchoolSlugs()
    assert slugs.source_text(school) == "Pascal, Hoorn"

    slugs.expect_name("00AB00", "Pascal", school.place)

    assert slugs.source_text(school) == "Pascal, Hoorn Dorpsweg 1"
