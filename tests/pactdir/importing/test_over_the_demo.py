"""Importing the whole country over the demo creates no duplicate schools."""

from collections import Counter

import pytest
from django.core.management import call_command

from pactdir.importing import import_files
from pactdir.models import SchoolMatch
from pactdir.pages.region_page import load_region_page
from regions.clock import AsOf, today
from regions.names.folding import fold
from regions.published_regions import published_regions
from regions.writing.changing import ContentVersion
from schools.buildings import address_of
from schools.models import School
from schools.sites import other_sites
from tests.pactdir.importing.files import OFFICIAL_FILES, database_hash, needs_official_files
from tests.pages.test_real_size import MAX_BYTES, compressed_size

pytestmark = [pytest.mark.django_db, needs_official_files]

FILES = sorted([*OFFICIAL_FILES.glob("*.csv"), *OFFICIAL_FILES.glob("*.geojson")])


def names(**filters):
    rows = School.objects.exclude_examples().published(today()).filter(**filters)
    return sorted(rows.values_list("name", flat=True))


def test_imports_the_country_over_the_demo_without_duplicates(client):
    call_command("load_demo", verbosity=0)
    import_files(FILES)

    check_schools_by_place()
    check_undecided_matches()
    check_duplicates_in_the_file()
    check_sites_of_other_locations()
    check_participations()
    check_labels_are_unique()
    check_page_weights(client)
    before, version = database_hash("pactdir.Import"), ContentVersion.current()
    import_files(FILES)
    assert (database_hash("pactdir.Import"), ContentVersion.current()) == (before, version)


def check_schools_by_place():
    """Expect DUO's locations, minus those that exist already, plus ours that DUO lacks."""
    assert names(place__name="Heerhugowaard") == [
        "Focus",
        # An editor is asked which of DUO's four takes part; all four are published.
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
        *["Praktijkschool Uithoorn"] * 3,  # ours, which may be one of two locations in DUO's file
    ]


def check_labels_are_unique():
    """Schools that share a name show their street, and their house number if that is equal too."""
    schools = School.objects.published(today()).not_closed(today()).select_related("place")
    counts = Counter((fold(school.label), school.where) for school in schools)

    assert [label for label, number in counts.items() if number > 1] == []
    assert sum(school.told_apart_by != "" for school in schools) > 500


def check_page_weights(client):
    lists = ["/regios/", "/gemeenten/", "/gemeenten/?page=7", "/scholen/", "/partners/"]
    assert [path for path in lists if compressed_size(client, path) > MAX_BYTES] == []


def check_undecided_matches():
    undecided = SchoolMatch.objects.undecided().filter(school__location_code="")
    published = undecided.filter(location__published_from__isnull=False)
    drafts = undecided.filter(location__published_from__isnull=True)

    assert sorted(published.values_list("school__name", "key")) == [
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
    # All of these are at our school's address, Gravin Jacobastraat 1 in Alkmaar, so only ours is
    # public.
    assert sorted(drafts.values_list("school__name", "key")) == [
        ("Van der Meij College", "01XF01"),
        ("Van der Meij College", "02TD03"),
        ("Van der Meij College", "19ZQ02"),
    ]


def check_duplicates_in_the_file():
    duplicates = SchoolMatch.objects.undecided().exclude(school__location_code="")

    assert ("02VT02", "01AA", "58") in duplicates.values_list(
        "key", "school__brin", "school__location_code"
    )
    assert {match.location.published_from for match in duplicates.select_related("location")} == {
        None
    }
    with_code = School.objects.exclude_examples().exclude(location_code="")
    with_code = with_code.exclude(slug="vso-de-spinaker")  # its code is in another file
    assert with_code.count() == 1619
    assert with_code.published(today()).count() == 1619 - 3 - duplicates.count()
    at_address = Counter(
        (fold(school.name), address_of(school))
        for school in School.objects.exclude_examples().published(today()).not_closed(today())
        if address_of(school)
    )
    assert [key for key, number in at_address.items() if number > 1] == []


def check_sites_of_other_locations():
    without = (
        School.objects.exclude_examples().published(today()).filter(website="").exclude(brin="")
    )
    schools = list(without.select_related("place"))
    assert len(schools) > 400
    assert len(other_sites(schools)) > 0.9 * len(schools)


def check_participations():
    """Imported schools take part in no region (DESIGN.md section 8)."""
    counts = {
        region.name: (
            len(page.schools),
            len(page.partners),
            len(page.stated),
            len(page.derived),
        )
        for region in published_regions(today()).values()
        if not region.is_example
        for page in [load_region_page(region, AsOf.of(today()))]
    }
    assert counts == {
        "Techniekpact Amstelland": (9, 7, 5, 0),
        "TechniekPact Noord-Kennemerland": (18, 0, 0, 4),
        "TechniekPact West-Friesland": (7, 0, 0, 2),
        "Sterk Techniekonderwijs Almere": (8, 0, 0, 1),
    }
