"""The SEQUENCE of an event, by which calendars recognise a newer version."""

from datetime import date, time, timedelta

import pytest

from news.models import Event
from tests import make

DAY = date(2024, 6, 15)
LATER = DAY + timedelta(days=1)


CALENDAR_CHANGES = {
    "starts_on": DAY - timedelta(days=1),
    "ends_on": LATER,
    "starts_at": time(9),
    "ends_at": time(18),
    "venue": "Aula",
    "status": "geannuleerd",
}


@pytest.fixture
def event(db):
    return make.an_event(starts_on=DAY, starts_at=time(10), ends_at=time(17))


@pytest.mark.parametrize(("name", "value"), CALENDAR_CHANGES.items(), ids=CALENDAR_CHANGES.keys())
def test_a_change_of_time_venue_or_status_raises_the_sequence(event, name, value):
    uid = event.uid
    setattr(event, name, value)
    event.save()
    event.refresh_from_db()
    assert (event.sequence, event.uid) == (1, uid)


def test_a_change_of_place_raises_the_sequence(event):
    event.place = make.a_place()
    event.save()
    assert event.sequence == 1


def test_several_changes_in_one_save_raise_the_sequence_once(event):
    event.venue, event.starts_at = "Aula", time(9)
    event.save()
    assert event.sequence == 1
    event.status = "geannuleerd"
    event.save()
    event.save()
    event.refresh_from_db()
    assert event.sequence == 2


def test_a_change_of_text_or_no_change_does_not_raise_the_sequence(event):
    event.save()
    event.name, event.summary, event.cost, event.audience = "Anders", "x", "gratis", ["ouders"]
    event.save()
    event.refresh_from_db()
    assert event.sequence == 0


def test_saving_a_stale_instance_does_not_lower_the_sequence(event):
    stale = Event.objects.get(pk=event.pk)
    event.venue = "Aula"
    event.save()
    stale.summary = "x"
    stale.save()
    stale.refresh_from_db()
    assert stale.sequence == 2  # because saving the stale instance restored the old venue
