"""Articles and events: which are public, real, upcoming or past, and in which order."""

from datetime import date, timedelta

import pytest

from news.models import Article, Event
from tests import make

DAY = date(2024, 6, 15)
LATER = DAY + timedelta(days=1)


def names(rows):
    return [row.name for row in rows]


# --- upcoming and past ---


def test_an_event_is_upcoming_through_its_last_day(db):
    event = make.an_event(starts_on=DAY, ends_on=LATER)
    for on, is_past in ((DAY, False), (LATER, False), (LATER + timedelta(days=1), True)):
        assert event.is_past(on) is is_past
        assert Event.objects.upcoming(on).exists() is not is_past
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
    assert names(Event.objects.upcoming(DAY)) == ["bezig", "vandaag", "straks"]
    assert names(Event.objects.past(DAY)) == ["net voorbij", "lang geleden"]
    assert names(Event.objects.upcoming_first(DAY)) == [
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


def test_exclude_examples_leaves_out_rows_of_an_example_region(make_row):
    national = make_row(name="landelijk")
    real = make_row(name="echt", region=make.a_region())
    example = make_row(name="verzonnen", region=make.a_region(is_example=True))
    assert set(type(real).objects.exclude_examples()) == {national, real}
    assert [row.is_example for row in (national, real, example)] == [False, False, True]


def test_an_event_of_an_example_school_is_an_example(db):
    event = make.an_event(school=make.a_school(is_example=True))
    make.an_event(name="echt", school=make.a_school())
    assert event.is_example
    assert names(Event.objects.exclude_examples()) == ["echt"]


def test_articles_are_listed_newest_first_and_undated_ones_last(db):
    for name, dated in (("zonder", ""), ("oud", "2021"), ("nieuw", "15-2-2021")):
        make.an_article(name=name, dated=dated)
    assert names(Article.objects.for_list()) == ["nieuw", "oud", "zonder"]
    assert names(Article.objects.all()) == ["nieuw", "oud", "zonder"]
