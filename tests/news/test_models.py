"""Articles and events: constraints, the calendar sequence, publication and order."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from news.models import Article, Event
from tests import make
from tests.impossible import refused_by_the_database, refused_in_words, refused_twice

ENDS_BEFORE_IT_STARTS = (
    "De eindtijd ligt vóór de begintijd. Loopt het door na middernacht? "
    "Dat kan tot 06.00 uur, als het om 12.00 uur of later begint."
)
DAY = date(2024, 6, 15)
LATER = DAY + timedelta(days=1)


def names(rows):
    return [row.name for row in rows]


# --- constraints ---


def test_the_last_day_cannot_be_before_the_first(db):
    event = make.an_event(starts_on=DAY)
    refused_twice(event, "De laatste dag ligt vóór de eerste.", ends_on=DAY - timedelta(days=1))


def test_the_end_time_on_one_day_cannot_be_before_the_start_time(db):
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
def test_an_evening_entered_with_the_next_day_as_last_day_is_stored_as_one_day(db, start, end):
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
def test_several_days_with_times_stay_several_days(db, last, start, end):
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
def test_a_time_that_the_clock_skips_is_invalid(db, when):
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
        },  # occurs twice; the first counts
    ],
)
def test_a_time_that_the_clock_shows_is_valid(db, when):
    event = make.an_event(**when)
    event.refresh_from_db()
    assert event.starts_at == when["starts_at"]


def test_an_end_time_needs_a_start_time(db):
    event = make.an_event()
    refused_twice(event, "Bij een eindtijd hoort een begintijd.", ends_at=time(13))


def test_a_moved_event_needs_its_original_days(db):
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
    refused_in_words(
        other, "Dit bestaat al: Activiteit met hetzelfde in ‘Vast kenmerk’.", uid=event.uid
    )


def test_an_event_without_a_last_day_lasts_one_day(db):
    event = make.an_event(starts_on=DAY)
    event.refresh_from_db()
    assert event.ends_on == DAY


def test_an_event_needs_a_first_day(db):
    with pytest.raises(ValidationError) as error:
        make.an_event(starts_on=None)
    assert "starts_on" in error.value.message_dict


@pytest.mark.parametrize("make_row", [make.an_article, make.an_event])
def test_a_name_that_is_too_long_is_invalid(db, make_row):
    with pytest.raises(ValidationError) as error:
        make_row(name="x" * 151)
    assert list(error.value.message_dict) == ["name"]


# --- the sequence in calendar files ---


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


def test_another_place_raises_the_sequence(event):
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
    assert stale.sequence == 2  # saving it restored the old venue


# --- upcoming and past ---


def test_an_event_is_upcoming_through_its_last_day(db):
    event = make.an_event(starts_on=DAY, ends_on=LATER)
    for on, is_past in ((DAY, False), (LATER, False), (LATER + timedelta(days=1), True)):
        assert event.is_past(on) is is_past
        assert Event.objects.coming(on).exists() is not is_past
        assert Event.objects.past(on).exists() is is_past


@pytest.fixture
def agenda(db):
    for name, start, length in (
        ("lang geleden", -30, 0),
        ("net voorbij", -2, 1),
        ("bezig", -1, 3),
        ("vandaag", 0, 0),
        ("straks", 30, 0),
    ):
        starts_on = DAY + timedelta(days=start)
        make.an_event(name=name, starts_on=starts_on, ends_on=starts_on + timedelta(days=length))


def test_upcoming_events_are_soonest_first_and_past_events_latest_first(agenda):
    assert names(Event.objects.coming(DAY)) == ["bezig", "vandaag", "straks"]
    assert names(Event.objects.past(DAY)) == ["net voorbij", "lang geleden"]
    assert names(Event.objects.coming_first(DAY)) == [
        "bezig",
        "vandaag",
        "straks",
        "net voorbij",
        "lang geleden",
    ]


# --- publication ---


@pytest.fixture(params=[make.an_article, make.an_event], ids=["article", "event"])
def make_row(request, db):
    return request.param


def published(row, on=DAY):
    return type(row).objects.published(on).filter(pk=row.pk).exists()


def test_a_row_is_public_from_its_publication_date(make_row):
    row = make_row(published_from=DAY)
    assert published(row)
    assert not published(row, DAY - timedelta(days=1))
    assert not published(make_row(**make.drafts))


def test_nothing_of_a_draft_region_is_public(make_row):
    assert published(make_row(region=make.a_region()))
    assert not published(make_row(region=make.a_region(**make.drafts)))
    later = make_row(region=make.a_region(published_from=LATER))
    assert not published(later)
    assert published(later, LATER)


def test_no_event_of_a_draft_school_is_public(db):
    assert published(make.an_event(school=make.a_school()))
    assert not published(make.an_event(school=make.a_school(**make.drafts)))
    both = {"region": make.a_region(), "school": make.a_school(published_from=LATER)}
    assert not published(make.an_event(**both))


def test_real_leaves_out_rows_of_an_example_region(make_row):
    national = make_row(name="landelijk")
    real = make_row(name="echt", region=make.a_region())
    example = make_row(name="verzonnen", region=make.a_region(is_example=True))
    assert set(type(real).objects.real()) == {national, real}
    assert [row.is_example for row in (national, real, example)] == [False, False, True]


def test_an_event_of_an_example_school_is_an_example(db):
    event = make.an_event(school=make.a_school(is_example=True))
    make.an_event(name="echt", school=make.a_school())
    assert event.is_example
    assert names(Event.objects.real()) == ["echt"]


def test_articles_are_listed_newest_first_and_undated_ones_last(db):
    for name, dated in (("zonder", ""), ("oud", "2021"), ("nieuw", "15-2-2021")):
        make.an_article(name=name, dated=dated)
    assert names(Article.objects.for_list()) == ["nieuw", "oud", "zonder"]
    assert names(Article.objects.all()) == ["nieuw", "oud", "zonder"]
