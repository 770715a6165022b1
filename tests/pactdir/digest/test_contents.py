"""What a digest contains, for whom, and when it is sent."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pactdir.digest import contents
from pactdir.digest.queueing import Outcome, queue_digests
from pactdir.digest.subscribing import Choices, subscription_path, unsubscribe_path
from pactdir.mail.sending import send_due
from pactdir.models import AuditEvent, AuditKind, Frequency, Message
from regions.clock import midnight, today
from tests import make
from tests.admin.rows import a_subscriber
from tests.pactdir.timeline.test_changes import recorded
from tests.pages.reading import names as listed
from tests.pages.reading import read

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
IN_NOVEMBER = date(2026, 11, 12)


@pytest.fixture(autouse=True)
def _settings(settings):
    settings.SITE_ADDRESS = "https://pactdir.example"
    settings.MAIL_AT_ONCE = False


@pytest.fixture
def region():
    return make.a_region(name="West-Friesland", slug="west-friesland")


def a_reader(*regions, themes=(), **fields):
    subscriber = a_subscriber(**{"confirmed_at": LONG_AGO, **fields})
    subscriber.regions.set(regions)
    subscriber.themes.set(themes)
    return subscriber


def told(reader, day=DAY, rhythm=Frequency.MONTHLY):
    queue_digests(rhythm, day)
    message = Message.objects.filter(recipient=reader.email).first()  # the newest
    return message.text if message else ""


def an_event(region, **fields):
    values = {"starts_on": date(2027, 1, 18), "published_from": date(2026, 1, 1), **fields}
    return make.an_event(region=region, **values)


def test_lists_upcoming_and_new_rows_with_links_to_this_site_only(region):
    an_event(region, name="Open dag", slug="open-dag")
    make.an_offer(region=region, name="Robots bouwen", is_of_region=True, ends=None,
                  source_dated=date(2026, 11, 1), published_from=IN_NOVEMBER)  # fmt: skip
    make.an_article(region=region, name="Nieuw lokaal", published_from=IN_NOVEMBER)
    reader = a_reader(region)

    assert queue_digests(Frequency.MONTHLY, DAY) == Outcome(queued=1)
    send_due()

    (sent,) = mail.outbox
    assert sent.subject.startswith("Techniek in de regio: 1 activiteit, 1 aanbod")
    for text in ("- Open dag: maandag 18 januari 2027", "- Robots bouwen (", "- Nieuw lokaal\n"):
        assert text in sent.body
    assert "https://pactdir.example/agenda/open-dag/" in sent.body
    assert f"https://pactdir.example{subscription_path(reader)}\n" in sent.body
    assert sent.body.count("://") == sent.body.count("https://pactdir.example/")
    assert "None" not in sent.body
    assert sent.extra_headers["List-Unsubscribe"] == (
        f"<https://pactdir.example{unsubscribe_path(reader)}>"
    )
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    message = Message.objects.get()
    assert (message.link, message.unsubscribe_link) == ("", "")


def test_omits_what_is_not_new_past_far_ahead_draft_or_elsewhere(region):
    an_event(region, starts_on=date(2026, 11, 30))
    an_event(region, starts_on=date(2027, 8, 1))
    an_event(region, published_from=None)
    an_event(make.a_region())
    make.an_article(region=region, published_from=date(2026, 10, 31))
    make.an_article(region=region, published_from=DAY)  # next time
    make.an_article(region=region, published_from=None)
    a_reader(region)

    assert queue_digests(Frequency.MONTHLY, DAY) == Outcome(nothing_new=1)
    assert not Message.objects.exists()


def test_nothing_of_a_draft_region_is_included():
    region = make.a_region(published_from=None)
    an_event(region)
    make.an_article(region=region, published_from=IN_NOVEMBER)

    assert told(a_reader(region)) == ""


def test_an_article_is_included_exactly_once(region):
    reader = a_reader(region)
    for day in (IN_NOVEMBER, DAY, date(2026, 12, 31)):
        make.an_article(region=region, name=f"Bericht {day}", published_from=day)
    november, january = told(reader), told(reader, date(2027, 1, 4))

    assert [f"Bericht {IN_NOVEMBER}" in text for text in (november, january)] == [True, False]
    assert [f"Bericht {DAY}" in text for text in (november, january)] == [False, True]
    assert "Bericht 2026-12-31" in january


def test_a_theme_narrows_a_region(region):
    theme = make.a_theme(name="Robots")
    make.an_event_theme(event=an_event(region, name="Met robots"), theme=theme)
    make.an_event_theme(event=an_event(make.a_region(), name="Elders"), theme=theme)
    an_event(region, name="Zonder thema")

    text = told(a_reader(region, themes=[theme]))

    assert ("Met robots" in text, "Elders" in text, "Zonder thema" in text) == (True, False, False)
    everywhere = told(a_reader(themes=[theme]))
    assert "Elders" in everywhere


@pytest.mark.parametrize(
    ("in_region", "themes", "names"),
    [
        (True, ["robots"], {"Met robots"}),
        (False, ["robots"], {"Met robots", "Elders"}),
        (False, ["robots", "bouwen"], {"Met robots", "Elders", "Met bouwen"}),
        (True, ["robots", "verdwenen"], {"Met robots"}),  # no row has it any more
        (True, [], {"Met robots", "Met bouwen"}),
    ],
)
def test_the_link_to_all_rows_lists_what_was_chosen(
    client, monkeypatch, region, in_region, themes, names
):
    monkeypatch.setattr(contents, "MAX_LINES", 0)
    slugs = ("robots", "bouwen", "verdwenen")
    known = {slug: make.a_theme(name=slug, slug=slug) for slug in slugs}
    elsewhere = make.a_region(slug="elders")
    for name, where, theme in (
        ("Met robots", region, "robots"),
        ("Met bouwen", region, "bouwen"),
        ("Elders", elsewhere, "robots"),
    ):
        event = an_event(where, name=name, starts_on=DAY + timedelta(8))
        make.an_event_theme(event=event, theme=known[theme])
    reader = a_reader(*([region] if in_region else []), themes=[known[slug] for slug in themes])

    link = re.search(r"Alles staat op:\s+https://pactdir\.example(\S+)", told(reader))[1]

    assert "verdwenen" not in link
    assert {*listed(read(client.get(link)), "/agenda/")} == names


def test_a_postcode_covers_its_surroundings_and_its_region(region):
    place = make.a_place(name="Hoorn")
    make.a_postcode_area(code="1621", place=place)
    make.a_municipality_participation(region=region, municipality=place.municipality)
    an_event(region, name="Van de regio")
    an_event(make.a_region(), name="Ver weg")
    an_event(None, name="In Hoorn zelf", place=place)

    text = told(a_reader(postcode="1621"))

    names = ("Van de regio", "In Hoorn zelf", "Ver weg")
    assert [name in text for name in names] == [True, True, False]


@pytest.mark.parametrize("with_theme", [True, False])
@pytest.mark.parametrize("with_region", [True, False])
@pytest.mark.parametrize("is_taking_part", [True, False])
def test_the_links_of_a_postcode_list_what_the_mail_lists(
    client, monkeypatch, region, is_taking_part, with_region, with_theme
):
    monkeypatch.setattr(contents, "MAX_LINES", 100)
    latitudes = {"1621": 52.64, "1741": 52.79, "4811": 51.59}  # here, 17 km from here, far away
    here, *elsewhere = (
        make.a_postcode_area(code=code, latitude=latitude, longitude=5.06).place
        for code, latitude in latitudes.items()
    )
    if is_taking_part:
        make.a_municipality_participation(region=region, municipality=here.municipality)
    chosen, theme, day = make.a_region(), make.a_theme(slug="robots"), today()
    for number, (of, place, has_theme) in enumerate(
        product([region, chosen, make.a_region()], [here, *elsewhere, None], [True, False])
    ):
        values = {"region": of, "place": place, "published_from": day - timedelta(1)}
        event = make.an_event(name=f"Dag {number}", starts_on=day + timedelta(8), **values)
        offer = make.an_offer(
            name=f"Les {number}", is_of_region=True, ends=day + timedelta(9), **values
        )
        if has_theme:
            make.an_event_theme(event=event, theme=theme)
            make.an_offer_theme(offer=offer, theme=theme)
    choices = Choices(
        Frequency.MONTHLY,
        (chosen,) if with_region else (),
        (theme,) if with_theme else (),
        "1621",
    )

    parts = contents.parts_for(choices, contents.Period(day - timedelta(7), day))
    for part, prefix in zip(parts[:2], ("/agenda/", "/aanbod/"), strict=True):
        pages = [read(client.get(url)) for url in part.more_urls]
        found = {name for page in pages for name in listed(page, prefix)}
        assert {re.match(r"\w+ \d+", line.text)[0] for line in part.lines} == found
        assert 1 < len(found) < 24


def test_changes_of_a_region_are_included_with_a_link_to_all_of_them(region):
    make.a_municipality_participation(
        region=region, municipality=make.a_municipality(name="Hoorn"), since=date(2026, 11, 20)
    )

    text = told(a_reader(region))

    assert "WAT ER VERANDERDE BIJ WEST-FRIESLAND" in text
    assert "Hoorn" in text


MONDAYS = [date(2026, 3, 23) + timedelta(weeks=number) for number in range(6)]


def weekly_digests(reader, write):
    """The text of each, with what `write` adds on that day before the mail is sent."""
    for day in MONDAYS:
        write(day)
        # so that there is something to mail every week
        make.an_article(region=reader.regions.get(), published_from=day - timedelta(1))
        yield told(reader, day, Frequency.WEEKLY)


@pytest.mark.parametrize(
    ("fields", "added", "weeks"),
    [
        ({"since": "2026"}, None, []),  # since 1 January, or later
        ({"since": "2026"}, date(2026, 4, 1), [2]),
        ({"since": "april 2026"}, None, [2]),  # the first mail after the 1st
        ({"since": "april 2026"}, date(2026, 4, 8), [3]),
        ({"since": "2026-04-05"}, None, [2]),
        ({"since": "2026-04-06"}, None, [3]),  # a day on which mail is sent
        ({"since": "2026-04-03"}, date(2026, 4, 6), [3]),
        ({"since": "2012"}, date(2026, 4, 6), [3]),
        ({"since": "2012", "until": "2026-04-05"}, None, [2]),
        ({"since": "2012", "until": "2026-04-06"}, None, [3]),
        ({"since": "2012", "until": "maart 2026"}, None, [2]),  # at the end of the month
        # Mailed while ahead:
        ({"since": "2026-04-08"}, date(2026, 3, 25), [1]),
        ({"since": "april 2026"}, date(2026, 3, 25), [1]),
        ({"since": "2012", "until": "2026-04-08"}, date(2026, 3, 25), [1]),
        ({"since": "2012", "until": "maart 2026"}, date(2026, 3, 25), [1]),
    ],
)
def test_a_change_is_in_exactly_one_digest(region, fields, added, weeks):
    recorded(region)
    school = recorded(make.a_school(name="Ahorn"))

    def write(day):
        if not school.participations.exists() and (added is None or added <= day):
            row = make.a_school_participation(region=region, school=school, **fields)
            recorded(row, midnight(added or date(2020, 1, 1)))

    texts = list(weekly_digests(a_reader(region, rhythm="weekly"), write))

    assert [number for number, text in enumerate(texts) if "Ahorn" in text] == weeks


@pytest.mark.parametrize(
    ("fields", "weeks"),
    [
        ({"terminated": "maart 2026"}, {"is beëindigd": [1]}),
        ({"terminated": "2026-04-08"}, {"is beëindigd": [1]}),
        # The sentence changes on the day itself.
        ({"starts": "2026-04-08"}, {" begint ": [1], " begon ": [3]}),
    ],
)
def test_a_change_mailed_while_ahead_is_in_another_digest_only_in_other_words(
    region, fields, weeks
):
    recorded(region)

    def write(day):
        if not region.agreements.exists() and day >= date(2026, 3, 25):
            source = "brief" if "terminated" in fields else ""
            values = {"starts": "2012", "ends": None, "termination_source": source, **fields}
            row = make.an_agreement(region=region, **values)
            recorded(row, midnight(date(2026, 3, 25)))

    texts = list(weekly_digests(a_reader(region, rhythm="weekly"), write))

    assert {
        words: [number for number, text in enumerate(texts) if words in text] for words in weeks
    } == weeks


def test_a_change_recorded_after_the_day_of_a_late_digest_is_in_the_next_one(region):
    recorded(region)
    reader = a_reader(region, rhythm="weekly")
    row = make.a_school_participation(
        region=region, school=recorded(make.a_school(name="Ahorn")), since="2026-04-03"
    )
    recorded(row, midnight(date(2026, 4, 8)))

    texts = list(weekly_digests(reader, lambda day: None))

    assert [number for number, text in enumerate(texts) if "Ahorn" in text] == [3]


def test_a_confirmation_on_the_day_of_a_mail_is_in_the_next_one(region):
    recorded(region)

    def write(day):
        make.a_confirmation(region=region, block="schools", on=day)

    texts = list(weekly_digests(a_reader(region, rhythm="weekly"), write))

    assert [text.count("bevestigd: Scholen") for text in texts] == [0, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("rhythm", "confirmed", "is_sent"),
    [
        ("weekly", datetime(2026, 11, 29, 22, tzinfo=UTC), True),
        ("weekly", datetime(2026, 11, 30, 8, tzinfo=UTC), False),  # this week
        ("monthly", datetime(2026, 11, 30, 8, tzinfo=UTC), True),
        ("monthly", datetime(2026, 12, 1, 8, tzinfo=UTC), False),  # this month
        ("weekly", None, False),
        ("monthly", None, False),
    ],
)
def test_the_first_mail_covers_the_next_period(region, rhythm, confirmed, is_sent):
    an_event(region, starts_on=date(2026, 12, 10))
    a_reader(region, rhythm=rhythm, confirmed_at=confirmed)

    assert queue_digests(Frequency(rhythm), DAY).queued == is_sent


def test_a_subscriber_gets_one_digest_per_period_even_if_the_frequency_changes(region):
    an_event(region, starts_on=date(2026, 12, 10))
    reader = a_reader(region, rhythm="monthly")
    days = [DAY + timedelta(days) for days in (0, 0, 3, 29)]
    assert [queue_digests(Frequency.MONTHLY, day).queued for day in days] == [1, 0, 0, 0]

    reader.refresh_from_db()
    reader.rhythm = "weekly"
    reader.save()

    assert queue_digests(Frequency.WEEKLY, DAY + timedelta(1)).queued == 0


def test_the_command_reports_what_it_did_and_the_log_names_nobody(region, capsys):
    an_event(region, starts_on=date(2026, 6, 10))
    a_reader(region, rhythm="weekly")
    a_reader(region)

    call_command("send_digest", "--date=2026-06-01", "--weekly")
    call_command("send_digest", "--date=2026-06-01")

    assert capsys.readouterr().out.splitlines() == [
        "Elke week: 1 klaargezet, voor 0 was er niets te melden.",
        "Elke week: 0 klaargezet, voor 0 was er niets te melden.",
        "Elke maand: 1 klaargezet, voor 0 was er niets te melden.",
    ]
    sentences = [
        event.sentence for event in AuditEvent.objects.filter(kind=AuditKind.DIGEST_QUEUED)
    ]
    assert sorted(sentences) == [
        "Een opdracht op de server zette nieuws per mail klaar: 1 (elke maand).",
        "Een opdracht op de server zette nieuws per mail klaar: 1 (elke week).",
    ]


def test_a_future_date_is_refused():
    with pytest.raises(CommandError):
        call_command("send_digest", "--date=2999-01-01")


def test_takes_the_same_queries_for_any_number_of_rows(region):
    assert connection.features.supports_json_field  # SQLite is queried once per connection

    def queries(rows):
        for _ in range(rows):
            an_event(region, school=make.a_school())
            make.an_article(region=region, published_from=IN_NOVEMBER)
            make.an_offer(region=region, published_from=IN_NOVEMBER, source_dated=IN_NOVEMBER)
        a_reader(region)
        queue_digests(Frequency.WEEKLY, DAY)  # fills the cache of the content version
        with CaptureQueriesContext(connection) as captured:
            assert queue_digests(Frequency.MONTHLY, DAY).queued == 1
        return len(captured)

    assert queries(1) == queries(4) < 60  # thirty of which are for the changes of a region
