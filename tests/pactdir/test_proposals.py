"""Public pages show match proposals, so writing one increments the content version."""

import pytest

from pactdir.models import SchoolMatch
from regions.writing.changing import ContentVersion, OutsideChange, changing
from tests import make

pytestmark = pytest.mark.django_db


def save(match):
    match.reason = "anders"
    match.save()


def update(match):
    with changing():
        SchoolMatch.objects.update(reason="anders")


def delete_in_bulk(match):
    with changing():
        SchoolMatch.objects.all().delete()


@pytest.mark.parametrize("write", [save, update, SchoolMatch.delete, delete_in_bulk])
def test_writing_a_proposal_raises_the_content_version(write):
    match = make.a_school_match()
    before = ContentVersion.current()

    write(match)

    assert ContentVersion.current() == before + 1


def test_a_bulk_write_outside_a_change_is_refused():
    make.a_school_match()

    with pytest.raises(OutsideChange):
        SchoolMatch.objects.update(reason="anders")
    with pytest.raises(OutsideChange):
        SchoolMatch.objects.all().delete()
    with pytest.raises(OutsideChange):
        SchoolMatch.objects.bulk_create([SchoolMatch()])


def test_a_write_that_affects_no_proposal_keeps_the_version():
    make.a_school_match()
    before = ContentVersion.current()

    with changing():
        SchoolMatch.objects.filter(key="99ZZ99").delete()

    assert ContentVersion.current() == before
