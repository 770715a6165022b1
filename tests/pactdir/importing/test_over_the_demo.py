"""The whole country over the demo: no school stands twice."""

from collections import Counter

import pytest
from django.core.management import call_command

from pactdir.importing import import_files
from pactdir.models import SchoolMatch
from pactdir.pages.region_page import RegionPage
from regions.clock import today
from regions.models import Region
from regions.names.folding import fold
from regions.writing.changing import ContentVersion
from schools.buildings import address_of
from schools.models import School
from schools.sites import other_sites
from tests.pactdir.importing.files import REAL, all_rows, if_real_files_are_here
from tests.pages.test_real_size import MOST_BYTES, weight_to_read

pytestmark = [pytest.mark.django_db, if_real_files_are_here]

FILES = sorted([*REAL.glob("*.csv"), *REAL.glob("*.geojson")])


def names(**where):
    rows = School.objects.real().published(today()).filter(**where)
    return sorted(rows.values_list("name", flat=True))


def test_the_whole_country_loads_over_the_demo_and_a_second_time_changes_nothing(client):
    call_command("load_demo", verbosity=0)
    import_files(FILES)

    no_school_stands_twice()
    what_may_be_one_of_ours_waits_for_an_editor()
    what_stands_twice_in_the_file_is_shown_once()
    a_site_is_that_of_another_location_where_one_is_known()
    who_takes_part_is_as_stated()
    no_two_in_a_place_are_called_alike()
    the_lists_stay_light(client)
    before, version = all_rows("pactdir.Import"), ContentVersion.current()
    import_files(FILES)
    assert (all_rows("pactdir.Import"), ContentVersion.current()) == (before, version)


def no_school_stands_twice():
    """Of each place: locations in DUO's file, less those that stand already, and ours alone."""
    assert names(place__name="Heerhugowaard") == [
        "Focus",
        # Which of DUO's four is the one that takes part is asked; that they are there is not.
        *["Huygens College Heerhugowaard"] * 5,
        "Trinitas College Han Fortmann",
        "Trinitas College Johannes Bosco",
        "Vonk vmbo Heerhugowaard",
    ]
    assert len(names(place__name="Hoorn")) == 10 + 0 + 1
    assert len(names(place__name="Alkmaar")) == 12 - 3 + 2
    assert len(names(place__name="Almere")) == 19 - 0 + 2
    assert names(place__name="Heiloo") == ["PCC Heiloo"]
    assert names(place__name="Uithoorn", levels__contains="pro") == [
        *["Praktijkschool Uithoorn"] * 3,  # ours, and two locations of which it is one
    ]


def no_two_in_a_place_are_called_alike():
    """An equal name has its street behind it, and where that is one too its number."""
    schools = School.objects.published(today()).not_closed(today()).select_related("place")
    called = Counter((fold(school.label), school.where) for school in schools)

    assert [label for label, number in called.items() if number > 1] == []
    assert sum(school.told_apart_by != "" for school in schools) > 500


def the_lists_stay_light(client):
    lists = ["/regios/", "/gemeenten/", "/gemeenten/?page=7", "/scholen/", "/partners/"]
    assert [one for one in lists if weight_to_read(client, one) > MOST_BYTES] == []


def what_may_be_one_of_ours_waits_for_an_editor():
    asked = SchoolMatch.objects.undecided().filter(school__location_code="")
    shown = asked.filter(location__published_from__isnull=False)
    hidden = asked.filter(location__published_from__isnull=True)

    assert sorted(shown.values_list("school__name", "key")) == [
        ("Berger Scholengemeenschap", "16ST00"),
        ("Berger Scholengemeenschap", "16ST02"),
        ("Huygens College Heerhugowaard", "19ZX00"),
        ("Huygens College Heerhugowaard", "19ZX01"),
        ("Huygens College Heerhugowaard", "19ZX02"),
        ("Huygens College Heerhugowaard", "19ZX04"),
        ("Praktijkschool Uithoorn", "26JE00"),
        ("Praktijkschool Uithoorn", "26JE02"),
        ("Veenlanden College", "05RA00"),
        ("Veenlanden College", "05RA01"),
    ]
    # Of these we have the address: Gravin Jacobastraat 1 in Alkmaar, shown once.
    assert sorted(hidden.values_list("school__name", "key")) == [
        ("Van der Meij College", "01XF01"),
        ("Van der Meij College", "02TD03"),
        ("Van der Meij College", "19ZQ02"),
    ]


def what_stands_twice_in_the_file_is_shown_once():
    twins = SchoolMatch.objects.undecided().exclude(school__location_code="")

    assert ("02VT02", "01AA", "58") in twins.values_list(
        "key", "school__brin", "school__location_code"
    )
    assert {one.location.published_from for one in twins.select_related("location")} == {None}
    with_code = School.objects.real().exclude(location_code="")
    assert with_code.count() == 1619
    assert with_code.published(today()).count() == 1619 - 3 - twins.count()
    at_address = Counter(
        (fold(school.name), address_of(school))
        for school in School.objects.real().published(today()).not_closed(today())
        if address_of(school)
    )
    assert [key for key, number in at_address.items() if number > 1] == []


def a_site_is_that_of_another_location_where_one_is_known():
    without = School.objects.real().published(today()).filter(website="").exclude(brin="")
    schools = list(without.select_related("place"))
    assert len(schools) > 400
    assert len(other_sites(schools)) > 0.9 * len(schools)


def who_takes_part_is_as_stated():
    """DESIGN.md section 8: what the file adds takes part in nothing, and derives nothing."""
    counted = {
        region.name: (
            len(page.schools),
            len(page.partners),
            len(page.stated),
            len(page.derived),
        )
        for region in Region.objects.published(today()).real()
        for page in [RegionPage(Region.objects.for_page().get(pk=region.pk), today())]
    }
    assert counted == {
        "Techniekpact Amstelland": (9, 7, 5, 0),
        "TechniekPact Noord-Kennemerland": (18, 0, 0, 4),
        "TechniekPact West-Friesland": (7, 0, 0, 2),
        "Sterk Techniekonderwijs Almere": (8, 0, 0, 1),
    }
