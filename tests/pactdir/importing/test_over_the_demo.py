"""The whole country over the demo: no school stands twice."""

import pytest
from django.core.management import call_command

from pactdir.importing import import_files
from pactdir.models import SchoolMatch
from regions.changing import ContentVersion
from schools.models import School
from tests.pactdir.importing.files import REAL, all_rows, if_real_files_are_here
from tests.pages.test_real_size import MOST_BYTES, weight_to_read

pytestmark = [pytest.mark.django_db, if_real_files_are_here]

FILES = sorted([*REAL.glob("*.csv"), *REAL.glob("*.geojson")])


def names(**where):
    return sorted(School.objects.real().filter(**where).values_list("name", flat=True))


def test_the_whole_country_loads_over_the_demo_and_a_second_time_changes_nothing(client):
    call_command("load_demo", verbosity=0)
    import_files(FILES)

    no_school_stands_twice()
    what_may_be_one_of_ours_waits_for_an_editor()
    the_lists_stay_light(client)
    before, version = all_rows("pactdir.Import"), ContentVersion.current()
    import_files(FILES)
    assert (all_rows("pactdir.Import"), ContentVersion.current()) == (before, version)


def no_school_stands_twice():
    """Of each place: locations in DUO's file, less those that wait, and ours without a code."""
    assert names(place__name="Heerhugowaard") == [
        "Focus",
        "Huygens College Heerhugowaard",
        "Trinitas College Han Fortmann",
        "Trinitas College Johannes Bosco",
        "Vonk vmbo Heerhugowaard",
    ]
    assert len(names(place__name="Hoorn")) == 10 + 0 + 1
    assert len(names(place__name="Alkmaar")) == 12 - 3 + 2
    assert len(names(place__name="Almere")) == 19 - 0 + 2
    assert names(place__name="Heiloo") == ["PCC Heiloo"]
    assert names(place__name="Uithoorn", levels__contains="pro") == ["Praktijkschool Uithoorn"]


def the_lists_stay_light(client):
    lists = ["/regios/", "/gemeenten/", "/gemeenten/?page=7", "/scholen/", "/partners/"]
    assert [one for one in lists if weight_to_read(client, one) > MOST_BYTES] == []


def what_may_be_one_of_ours_waits_for_an_editor():
    asked = SchoolMatch.objects.undecided().values_list("school__name", "key")

    assert sorted(asked) == [
        ("Berger Scholengemeenschap", "16ST00"),
        ("Berger Scholengemeenschap", "16ST02"),
        ("Huygens College Heerhugowaard", "19ZX00"),
        ("Huygens College Heerhugowaard", "19ZX01"),
        ("Huygens College Heerhugowaard", "19ZX02"),
        ("Huygens College Heerhugowaard", "19ZX04"),
        ("Praktijkschool Uithoorn", "26JE00"),
        ("Praktijkschool Uithoorn", "26JE02"),
        ("Van der Meij College", "01XF01"),
        ("Van der Meij College", "02TD03"),
        ("Van der Meij College", "19ZQ02"),
        ("Veenlanden College", "05RA00"),
        ("Veenlanden College", "05RA01"),
    ]
    with_code = School.objects.real().exclude(location_code="")
    assert with_code.count() == 1619 - 13
