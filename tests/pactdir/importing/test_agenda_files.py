"""Calendar files (.ics): what is imported, updated, kept and refused."""

from datetime import date, time, timedelta

import pytest

from news.models import Event, EventStatus
from pactdir.importing import Refused, import_files
from pactdir.importing.kinds.agenda import Agenda
from regions.clock import today
from tests import make
from tests.pactdir.importing.files import database_hash, write_files

pytestmark = pytest.mark.django_db

STAMP = "DTSTAMP:20260101T000000Z"
DAY = today() + timedelta(30)


def ymd(day):
    return f"{day:%Y%m%d}"


START = f";VALUE=DATE:{ymd(DAY)}"


def event(*lines, uid="een", summary="Techniekdag", start=START):
    known = [f"UID:{uid}", STAMP, f"SUMMARY:{summary}", f"DTSTART{start}"]
    return "\r\n".join(["BEGIN:VEVENT", *known, *lines, "END:VEVENT"])


def calendar(*events):
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//NL"]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""])


@pytest.fixture
def load(tmp_path):
    def load(*events):
        (outcome,) = import_files(write_files(tmp_path, {"agenda.ics": calendar(*events)})).outcomes
        return outcome

    return load


def test_an_event_becomes_a_draft_once(load):
    lines = ("LOCATION:Aula\\, Hoorn", "DESCRIPTION:Kom\\nkijken", "URL:https://dag.example/")
    assert load(event(*lines)).created == ["Techniekdag"]

    row = Event.objects.get()
    assert (row.starts_on, row.ends_on, row.starts_at) == (DAY, DAY, None)
    assert (row.venue, row.summary, row.website) == (
        "Aula, Hoorn",
        "Kom kijken",
        "https://dag.example/",
    )
    assert (row.published_from, row.region, row.slug) == (None, None, "techniekdag")
    before = database_hash("pactdir.Import")
    assert load(event(*lines)).unchanged == 1
    assert database_hash("pactdir.Import") == before


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (";TZID=Europe/Amsterdam:{}T100000", "DTEND;TZID=Europe/Amsterdam:{}T120000", (10, 12)),
        (":{}T100000", "DURATION:PT2H", (10, 12)),
        (";TZID=America/New_York:{}T040000", "DURATION:PT2H", (10, 12)),
        (":{}T100000", "DTEND:{}T100000", (10, None)),
        (":{}T100000", "X-GEEN:einde", (10, None)),
    ],
)
def test_times_are_those_in_amsterdam(load, start, end, expected):
    day = date(DAY.year + 1, 1, 15)
    load(event(end.format(ymd(day)), start=start.format(ymd(day))))

    row = Event.objects.get()
    assert (row.starts_on, row.ends_on) == (day, day)
    hours = (row.starts_at.hour, row.ends_at and row.ends_at.hour)
    assert hours == expected


def test_all_day_events_end_on_the_day_before_dtend_and_midnight_belongs_to_the_day_before(load):
    midnight = f"DTEND:{ymd(DAY + timedelta(1))}T000000"
    load(
        event(f"DTEND;VALUE=DATE:{ymd(DAY + timedelta(3))}", uid="a", summary="a"),
        event(midnight, uid="b", summary="b", start=f":{ymd(DAY)}T200000"),
    )

    days = {row.name: (row.ends_on, row.ends_at) for row in Event.objects.all()}
    assert days == {"a": (DAY + timedelta(2), None), "b": (DAY, time(0))}


def test_an_endless_series_is_cut_off_and_its_exceptions_count(load):
    first, week = DAY, timedelta(7)
    load(
        event("RRULE:FREQ=WEEKLY", f"EXDATE;VALUE=DATE:{ymd(first + week)}"),
        event(
            f"RECURRENCE-ID;VALUE=DATE:{ymd(first + 2 * week)}",
            start=f";VALUE=DATE:{ymd(first + 2 * week + timedelta(1))}",
        ),
    )

    days = sorted(Event.objects.values_list("starts_on", flat=True))
    assert days[:3] == [first, first + 2 * week + timedelta(1), first + 3 * week]
    assert days[-1] <= today() + timedelta(400)
    assert load(event("RRULE:FREQ=WEEKLY")).created == ["Techniekdag"]  # the excluded date


def publish():
    row = Event.objects.get()
    row.region, row.published_from = make.a_region(), make.PUBLISHED
    row.save()
    return row


def test_a_public_event_that_is_moved_and_then_cancelled_is_updated(load):
    load(event())
    publish()
    later = f";VALUE=DATE:{ymd(DAY + timedelta(7))}"
    assert load(event(start=later)).changed_rows == 1
    row = Event.objects.get()
    assert (row.status, row.moved_from_start) == (EventStatus.MOVED, DAY)
    assert (row.starts_on, row.sequence) == (DAY + timedelta(7), 1)

    load(event("STATUS:CANCELLED", start=later))
    row.refresh_from_db()
    assert (row.status, row.moved_from_start) == (EventStatus.CANCELLED, DAY)

    load(event(start=later))
    row.refresh_from_db()
    assert row.status == EventStatus.MOVED


def test_an_editors_changes_are_kept_and_the_preview_says_so(load):
    load(event())
    row = publish()
    row.starts_on = row.ends_on = DAY + timedelta(1)
    row.venue = "Gymzaal"
    row.save()

    outcome = load(
        event(
            "LOCATION:Aula", summary="Nieuwe naam", start=f";VALUE=DATE:{ymd(DAY + timedelta(9))}"
        )
    )
    row.refresh_from_db()
    assert (row.name, row.venue, row.starts_on) == (
        "Nieuwe naam",
        "Gymzaal",
        DAY + timedelta(1),
    )
    assert row.status == EventStatus.PLANNED, "a move is kept or updated as a whole"
    assert {"waar", "eerste dag"} <= {conflict.field for conflict in outcome.conflicts}


def test_importing_our_own_calendar_creates_no_duplicates_and_deleted_events_stay_deleted(load):
    own = make.an_event(name="Techniekdag", starts_on=DAY)
    assert load(event(uid=own.uid)).created == []
    load(event())
    Event.objects.exclude(pk=own.pk).get().delete()

    assert "blijft weg" in load(event()).warnings[0]
    assert Event.objects.get() == own


BAD = {
    "empty": "",
    "no calendar": "hallo",
    "html": "<!doctype html><title>Log in</title>",
    "binary": bytes(range(256)) * 20,
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 400,
    "a zip": b"PK\x03\x04" + b"\0" * 60,
    "utf-16": calendar(event()).encode("utf-16"),
    "windows-1252": calendar(event(summary="Één dag")).encode("cp1252"),
    "nul bytes": calendar(event(summary="a\0b")),
    "no events": calendar(),
    "only a todo": calendar("BEGIN:VTODO\r\nUID:a\r\nEND:VTODO"),
    "ends in an event": calendar(event()).partition("END:VEVENT")[0],
    "no end of the calendar": calendar(event()).replace("END:VCALENDAR", ""),
    "ends crossed": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VCALENDAR\r\nEND:VEVENT",
    "two calendars": calendar(event()) * 2,
    "a line that is none": calendar(event("dit is geen regel")),
    "no DTSTART": calendar("BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:a\r\nEND:VEVENT"),
    "no UID": calendar(event().replace("UID:een\r\n", "")),
    "no SUMMARY": calendar(event().replace("SUMMARY:Techniekdag\r\n", "")),
    "empty SUMMARY": calendar(event(summary=" ")),
    "two UIDs": calendar(event("UID:twee")),
    "DTSTART is none": calendar(event(start=":morgen")),
    "31 February": calendar(event(start=";VALUE=DATE:20260231")),
    "the year 1": calendar(event(start=";VALUE=DATE:00010101")),
    "the year 9999": calendar(event(start=";VALUE=DATE:99991231")),
    "ends before its start": calendar(event(f"DTEND;VALUE=DATE:{ymd(DAY - timedelta(4))}")),
    "lasts a century": calendar(event("DURATION:P36500D")),
    "an endless duration": calendar(event("DURATION:P99999999999999D")),
    "every second": calendar(event("RRULE:FREQ=SECONDLY", start=":20200101T000000Z")),
    "every hour": calendar(event("RRULE:FREQ=HOURLY", start=":20200101T000000Z")),
    "a frequency of nothing": calendar(event("RRULE:FREQ=SOMS")),
    "30 February for ever": calendar(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    "every 0 days": calendar(event("RRULE:FREQ=DAILY;INTERVAL=0")),
    "a billion times": calendar(event("RRULE:FREQ=DAILY;COUNT=1000000000")),
    "two rules": calendar(event("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY")),
    "a bomb of dates": calendar(event("RDATE:" + ",".join(["20270101T000000Z"] * 5_000))),
    "too many times together": calendar(
        *(event("RRULE:FREQ=DAILY", uid=uid) for uid in ("a", "b", "c"))
    ),
    "too many series": calendar(*(event("RRULE:FREQ=YEARLY", uid=n) for n in range(51))),
    "too many events": calendar(*(event(uid=n) for n in range(1_001))),
    "10 MB": calendar(event("DESCRIPTION:" + "x" * 10_000_000)),
    "3 MB": calendar(event("DESCRIPTION:" + "x" * 3_000_000)),
    "an unknown time zone of nonsense": calendar(event(start=";TZID=\x01:20260101T100000")),
    "a change of all that follow": calendar(
        event("RRULE:FREQ=DAILY"), event(f"RECURRENCE-ID;RANGE=THISANDFUTURE:{ymd(DAY)}")
    ),
    "periods": calendar(event("RDATE;VALUE=PERIOD:20270101T000000Z/PT1H")),
    "deep nesting": "BEGIN:VCALENDAR\r\n" * 3_000,
    "a name of 500 letters": calendar(event(summary="x" * 500)),
    "a night that does not exist": calendar(event(start=":20270328T023000")),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_calendar_is_refused_with_a_sentence_and_stores_nothing(tmp_path, content):
    before = database_hash()
    paths = write_files(tmp_path, {"agenda.ics": content})
    try:
        problems = list(map(str, import_files(paths).unknown))
    except Refused as refused:
        problems = refused.lines()

    assert len(problems) == 1, problems
    assert problems[0].startswith("agenda.ics"), problems
    assert problems[0].endswith((".", "”.")), problems
    assert database_hash() == before


def test_the_command_for_this_kind_reads_only_calendars(tmp_path):
    paths = write_files(tmp_path, {"agenda.ics": calendar(event()), "tabel.csv": "a;b\n1;2\n"})
    assert import_files(paths[:1], only=Agenda).outcomes[0].created == ["Techniekdag"]
    with pytest.raises(Refused):
        import_files(paths[1:], only=Agenda)


def test_the_table_has_at_least_thirty_refused_calendars():
    assert len(BAD) >= 30
