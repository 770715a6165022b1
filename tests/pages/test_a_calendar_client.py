"""A client that polls a calendar during a year of edits ends with exactly the right events."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from news.copying import copy_to_next_year
from news.models import EventStatus
from regions.clock import today
from tests import make
from tests.pages.polling import Polling

pytestmark = pytest.mark.django_db


class Poller(Polling):
    """Keeps the newest version of each event by SEQUENCE, then DTSTAMP (RFC 5546, 2.1.5).

    Like a subscription, it drops events that are no longer in the calendar.
    """

    def __init__(self, client, address):
        super().__init__(client, address)
        self.events = {}

    def poll(self):
        if (response := self.changed()) is not None:
            entries = Calendar.from_ical(response.content).walk("VEVENT")
            received = {str(entry["UID"]): entry for entry in entries}
            assert len(received) == len(entries), "each UID occurs once"
            for uid, entry in received.items():
                known = self.events.get(uid)
                if known is None or version(entry) > version(known):
                    self.events[uid] = entry
            self.events = {uid: self.events[uid] for uid in received}
        return self.seen()

    def seen(self):
        return {
            uid: (str(entry["SUMMARY"]), entry["DTSTART"].dt, str(entry["STATUS"]))
            for uid, entry in self.events.items()
        }


def version(entry):
    return entry["SEQUENCE"], entry["DTSTAMP"].dt


@pytest.fixture
def postcode():
    return make.a_postcode_area(code="1621", latitude=52.64, longitude=5.06)


@pytest.mark.parametrize(
    ("address", "address_after_rename"),
    [
        ("/regios/regio.ics", "/regios/regio-nieuw.ics"),
        ("/dichtbij/1621.ics?binnen=15", "/dichtbij/1621.ics?binnen=15"),
    ],
)
def test_a_client_ends_with_exactly_the_right_events(
    client, later, postcode, address, address_after_rename
):
    day = today()
    region = make.a_region(slug="regio")
    make.a_municipality_participation(
        region=region, municipality=postcode.place.municipality, since="2020"
    )
    event, stays = (
        make.an_event(slug=slug, name=slug, region=region, starts_on=day + timedelta(30))
        for slug in ("dag", "blijft")
    )
    draft = make.an_event(name="Concept", region=region, **make.drafts)
    poller = Poller(client, address)
    unchanged = {str(stays.uid): ("blijft", stays.starts_on, "CONFIRMED")}
    uid = str(event.uid)
    assert poller.poll() == unchanged | {uid: ("dag", event.starts_on, "CONFIRMED")}
    poller.poll()
    assert poller.answers == [200, 304]

    later()
    event.moved_from_start = event.moved_from_end = event.starts_on
    event.starts_on = event.ends_on = day + timedelta(40)
    event.status = EventStatus.MOVED
    event.save()
    assert poller.poll() == unchanged | {uid: ("dag", day + timedelta(40), "CONFIRMED")}
    assert "Verplaatst, was " in poller.events[uid]["DESCRIPTION"]

    later()
    event.status = EventStatus.CANCELLED
    event.save()
    cancelled = {uid: ("AFGELAST: dag", day + timedelta(40), "CANCELLED")}
    assert poller.poll() == unchanged | cancelled

    later()
    copy = copy_to_next_year(event, day)
    copy.save()
    assert poller.poll() == unchanged | cancelled, "a copy is a draft"
    copy.published_from = day
    copy.save()
    copied = {str(copy.uid): ("dag", copy.starts_on, "CONFIRMED")}
    assert poller.poll() == unchanged | cancelled | copied

    later()
    event.name, event.slug = "Andere dag", "andere-dag"
    event.save()
    region.slug = "regio-nieuw"
    region.save()
    renamed = {uid: ("AFGELAST: Andere dag", day + timedelta(40), "CANCELLED")}
    assert poller.poll() == unchanged | renamed | copied
    assert poller.address == address_after_rename
    assert urlsplit(poller.events[uid]["URL"]).path == "/agenda/andere-dag/"

    later()
    event.published_from = None
    event.save()
    assert poller.poll() == unchanged | copied

    later()
    event.published_from, event.status = day, EventStatus.MOVED
    event.save()
    back = {uid: ("Andere dag", day + timedelta(40), "CONFIRMED")}
    assert poller.poll() == unchanged | back | copied
    assert str(draft.uid) not in poller.events
    poller.poll()
    assert poller.answers[-1] == 304


def test_a_client_near_a_postcode_loses_what_moves_away_and_gains_what_comes_near(
    client, later, postcode
):
    far = make.a_postcode_area(code="1741", latitude=52.79, longitude=5.06)  # at 17 km
    goes, comes = (
        make.an_event(name=name, region=None, place=area.place, starts_on=today() + timedelta(9))
        for name, area in (("gaat", postcode), ("komt", far))
    )
    poller = Poller(client, "/dichtbij/1621.ics?binnen=15")
    assert [name for name, *_ in poller.poll().values()] == ["gaat"]

    later()
    goes.place, comes.place = far.place, postcode.place
    goes.save()
    comes.save()
    assert [name for name, *_ in poller.poll().values()] == ["komt"]
    wider = Poller(client, "/dichtbij/1621.ics?binnen=20")
    assert {*wider.poll()} == {str(goes.uid), str(comes.uid)}


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        # the nights when summer and winter time start, and the days around them
        (date(2027, 3, 27), 9, 11),
        (date(2027, 3, 28), 8, 10),
        (date(2027, 10, 30), 8, 10),
        (date(2027, 10, 31), 9, 11),
    ],
)
def test_ten_to_twelve_is_the_right_time_around_both_clock_changes(client, day, start, end):
    regions = [make.a_region(slug=slug) for slug in ("regio", "weekeinde")]
    make.an_event(region=regions[0], starts_on=day, starts_at=time(10), ends_at=time(12))
    make.an_event(region=regions[1], starts_on=day, ends_on=day + timedelta(2))
    poller, whole_days = (Poller(client, f"/regios/{region.slug}.ics") for region in regions)
    poller.poll()
    whole_days.poll()
    ((timed,), (long,)) = poller.events.values(), whole_days.events.values()

    assert timed["DTSTART"].dt == datetime(day.year, day.month, day.day, start, tzinfo=UTC)
    assert timed["DTEND"].dt == datetime(day.year, day.month, day.day, end, tzinfo=UTC)
    assert (long["DTSTART"].dt, long["DTEND"].dt) == (day, day + timedelta(3))
