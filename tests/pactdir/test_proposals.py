"""Public pages tell of proposals: to write one is to change what visitors see."""

import pytest

from pactdir.models import SchoolMatch
from regions.writing.changing import ContentVersion, OutsideChange, changing
from tests import make

pytestmark = pytest.mark.django_db


def saved(match):
    match.reason = "anders"
    match.save()


def updated(match):
    with changing():
        SchoolMatch.objects.update(reason="anders")


def deleted_together(match):
    with changing():
        SchoolMatch.objects.all().delete()


@pytest.mark.parametrize("write", [saved, updated, SchoolMatch.delete, deleted_together])
def test_to_write_a_proposal_is_another_version_of_the_content(write):
    match = make.a_school_match()
    before = ContentVersion.current()

    write(match)

    assert ContentVersion.current() == before + 1


def test_together_they_are_written_inside_a_change_only():
    make.a_school_match()

    with pytest.raises(OutsideChange):
        SchoolMatch.objects.update(reason="anders")
    with pytest.raises(OutsideChange):
        SchoolMatch.objects.all().delete()
    with pytest.raises(OutsideChange):
        SchoolMatch.objects.bulk_create([SchoolMatch()])


def test_what_touches_no_proposal_is_no_other_version():
    make.a_school_match()
    before = ContentVersion.current()

    with changing():
        SchoolMatch.objects.filter(key="99ZZ99").delete()

    assert ContentVersion.current() == before
