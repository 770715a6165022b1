"""Facts about schools in the rows of a list."""

from datetime import date

from schools.locations import undecided
from schools.models import School
from schools.rows import school_rows
from tests import make

DAY = date(2024, 6, 15)


def rows_of_all():
    return school_rows(list(School.objects.published(DAY).for_list()), DAY)


def test_schools_are_sorted_by_name_with_the_regions_on_that_date(db, django_assert_num_queries):
    beuk, ahorn = make.a_school(name="Beuk"), make.a_school(name="Ahorn")
    make.a_school_participation(school=beuk, region=make.a_region(name="Zuid"))
    make.a_school_participation(school=beuk, region=make.a_region(name="Noord"))
    make.a_school_participation(school=beuk, region=make.a_region(name="Oud"), until="2023")
    make.a_school_participation(school=beuk, region=make.a_region(name="Klad", **make.drafts))
    make.a_former_name(school=ahorn, name="Esdoorn")
    make.a_former_name(school=beuk, name="BEUK")
    undecided(DAY)
    with django_assert_num_queries(4):  # schools, content version, participations, former names
        rows = rows_of_all()
    assert [
        (row.label, row.former_names_in_words, [region.name for region in row.regions])
        for row in rows
    ] == [("Ahorn", "Esdoorn", []), ("Beuk", "", ["Noord", "Zuid"])]
    assert [row.where for row in rows] == [ahorn.place.name, beuk.place.name]


def test_an_undecided_match_is_shown_for_both_schools(db):
    ours, location = make.a_school(name="Ahorn"), make.a_school(name="Beuk")
    make.a_school_participation(school=ours)
    make.a_school_match(school=ours, location=location)
    assert [(row.is_awaiting, row.may_take_part) for row in rows_of_all()] == [
        (True, False),
        (False, True),
    ]


def test_without_schools_there_are_no_queries(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert school_rows([], DAY) == []
