"""Validation of articles and events: constraints, and nonexistent times."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from tests import make
from tests.impossible import refused_by_the_database, refused_twice, refused_with_message

ENDS_BEFORE_IT_STARTS = (
    "De eindtijd ligt vóór de begintijd. Loopt het door na middernacht? "
    "Dat kan tot 06.00 uur, als het om 12.00 uur of later begint."
)
DAY = date(2024, 6, 15)
LATER = DAY + timedelta(days=1)


def test_the_last_day_cannot_be_before_the_first(db):
    event = make.an_event(starts_on=DAY)
    refused_twice(event, "De laatste dag ligt vóór de eerste.", ends_on=DAY - timedelta(days=1))


def test_the_end_time_of_a_one_day_event_cannot_be_before_its_start_time(db):
    event = make.an_event(starts_on=DAY, starts_at=time(14))
    refused_twice(event, ENDS_BEFORE_IT_STARTS, ends_at=time(13))
    refused_twice(event, ENDS_BEFORE_IT_STARTS, ends_at=time(6, 1))
    refused_twice(event, ENDS_BEFORE_IT_STARTS, starts_at=time(11, 59), ends_at=time(3))
    make.an_event(starts_on=DAY, ends_on=LATER, starts_at=time(14), ends_at=time(13))
    make.an_event(starts_on=DAY, starts_at=time(14), ends_at=time(14))


@pytest.mark.parametrize("end", [time(0), time(0, 30), time(6)])
def test_an_evening_may_end_after_midnight(db, end):
    event = make.an_event(starts_on=DAY, starts_at=time(20), ends_at=end)

    assert (event.ends_on, event.day_of_end_time) == (DAY, LATER)
    assert event.is_past(LATER)
    assert not event.is_past(DAY)


@pytest.mark.parametrize(("start", "end"), [(time(20), time(0, 30)), (time(12), time(6))])
def test_an_evening_that_ends_on_the_next_date_is_stored_as_one_day(db, start, end):
    event = make.an_event(starts_on=DAY, ends_on=LATER, starts_at=start, ends_at=end)
    event.refresh_from_db()

    assert event.ends_on == DAY


@pytest.mark.parametrize(
    ("last", "start", "end"),
    [
        (LATER, time(20), time(6, 1)),
        (LATER, time(11), time(3)),
        (LATER, time(9), time(17)),
        (LATER, time(20), time(0)),  # ambiguous: the end of the first day or of the second
        (LATER + timedelta(days=1), time(20), time(0, 30)),
    ],
)
def test_an_event_of_several_days_with_times_keeps_its_days(db, last, start, end):
    event = make.an_event(starts_on=DAY, ends_on=last, starts_at=start, ends_at=end)
    event.refresh_from_db()

    assert event.ends_on == last


# Summer time begins at 02:00 on 28 March 2027, and ends at 03:00 on 25 October 2026.
DOES_NOT_EXIST = (
    "02.30 uur bestaat niet op 28 maart 2027: dan begint de zomertijd, "
    "en gaat de klok een uur vooruit."
)
SATURDAY, SUNDAY = date(2027, 3, 27), date(2027, 3, 28)


@pytest.mark.parametrize(
    "when",
    [
        {"starts_on": SUNDAY, "starts_at": time(2, 30)},
        {"starts_on": SUNDAY, "starts_at": time(1), "ends_at": time(2, 30)},
        {"starts_on": SATURDAY, "starts_at": time(20), "ends_at": time(2, 30)},
        {"starts_on": SATURDAY, "ends_on": SUNDAY, "starts_at": time(1), "ends_at": time(2, 30)},
    ],
)
def test_a_time_skipped_by_daylight_saving_is_invalid(db, when):
    with pytest.raises(ValidationError) as error:
        make.an_event(**when)
    assert error.value.messages == [DOES_NOT_EXIST]


@pytest.mark.parametrize(
    "when",
    [
        {"starts_on": SUNDAY, "starts_at": time(1, 59), "ends_at": time(3)},
        {"starts_on": SATURDAY, "starts_at": time(2, 30)},
        {
            "starts_on": date(2026, 10, 25),
            "starts_at": time(2, 30),
        },  # occurs twice that night; the first one counts
    ],
)
def test_a_time_around_a_clock_change_is_valid(db, when):
    event = make.an_event(**when)
    event.refresh_from_db()
    assert event.starts_at == when["starts_at"]


def test_an_end_time_needs_a_start_time(db):
    event = make.an_event()
    refused_twice(event, "Bij een eindtijd hoort een begintijd.", ends_at=time(13))


def test_a_moved_event_needs_its_original_dates(db):
    event = make.an_event()
    refused_twice(event, "Verplaatst: vul in wanneer het eerst was.", status="verplaatst")


def test_the_original_last_day_cannot_be_before_the_original_first(db):
    refused_twice(
        make.an_event(),
        "Vul bij 'was eerst' de eerste en de laatste dag in.",
        moved_from_start=LATER,
        moved_from_end=DAY,
    )


def test_two_events_cannot_share_a_uid(db):
    event, other = make.an_event(), make.an_event()
    refused_by_the_database(other, uid=event.uid)
    refused_with_message(
        other, "Dit bestaat al: Activiteit met hetzelfde in ‘Vast kenmerk’.", uid=event.uid
    )


def test_an_event_without_an_end_date_lasts_one_day(db):
    event = make.an_event(starts_on=DAY)
    event.refresh_from_db()
    assert event.ends_on == DAY


def test_an_event_needs_a_start_date(db):
    with pytest.raises(ValidationError) as error:
        make.an_event(starts_on=None)
    assert "starts_on" in error.value.message_dict


@pytest.mark.parametrize("make_row", [make.an_article, make.an_event])
def test_a_name_that_is_too_long_is_invalid(db, make_row):
    with pytest.raises(ValidationError) as error:
        make_row(name="x" * 151)
    assert list(error.value.message_dict) == ["name"]
