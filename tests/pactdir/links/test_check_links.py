"""`manage.py check_links`: which links it visits, and what it keeps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import models

from pactdir.links.checking import check_due_links, list_public_links
from pactdir.links.dead import dead_links
from pactdir.links.public_links import link_columns, public_urls
from pactdir.models import LinkCheck, LinkVerdict
from regions.clock import today
from regions.directory import record_kinds
from regions.models import Contact
from regions.writing.changing import ContentVersion
from tests import make
from tests.pactdir.importing.download_server import respond_with

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
GONE = respond_with("weg", status=404)
PAGE = respond_with("<title>Techniek</title>")


def pass_days(days):
    """Move everything stored back in time."""
    for check in LinkCheck.objects.all():
        for name in ("asked_on", "answered_on", "first_missed"):
            if (day := getattr(check, name)) is not None:
                setattr(check, name, day - timedelta(days=days))
        check.save()


@pytest.fixture
def answers(server, policy, check):
    """Visit one link on several days; return the verdict after each."""
    url = server.url("/a")
    make.a_region(website=url)

    def answers(*handlers, days=7):
        verdicts = []
        for handler in handlers:
            server.pages = {"/a": handler}
            check(policy)
            verdicts.append(LinkCheck.objects.get(url=url).verdict)
            pass_days(days)
        return verdicts

    return answers


def test_a_link_is_dead_after_two_misses_a_week_apart(answers):
    assert answers(GONE, GONE, GONE) == ["gemist", "dood", "dood"]


def test_a_link_missed_once_and_then_found_starts_anew(answers):
    assert answers(GONE, PAGE, GONE) == ["gemist", "gevonden", "gemist"]
    assert LinkCheck.objects.get().first_missed == today() - WEEK


def test_an_answer_that_says_nothing_neither_kills_nor_revives_a_link(answers):
    busy = respond_with("even niet", status=503)
    assert answers(busy, busy, GONE, busy, GONE) == [
        "onzeker",
        "onzeker",
        "gemist",
        "onzeker",
        "dood",
    ]


def test_a_link_is_not_visited_again_within_a_week(answers, server):
    assert answers(GONE, GONE, GONE, days=6) == ["gemist", "gemist", "dood"]
    assert len(server.requests) == 2  # on the first day and the thirteenth


def test_the_newest_answer_is_told_with_its_day():
    check = LinkCheck(url="https://west.example/")
    assert check.answer_in_words == "nog niet nagekeken"

    check.answered_on, check.verdict = date(2026, 12, 1), LinkVerdict.MISSED
    check.status, check.first_missed = 404, date(2026, 12, 1)
    assert check.answer_in_words == "1 december 2026: niet gevonden (404)"
    check.first_missed, check.verdict = date(2026, 11, 20), LinkVerdict.DEAD
    first = "voor het eerst 20 november 2026"
    assert check.answer_in_words == f"1 december 2026: niet gevonden (404), {first}"
    check.verdict, check.status, check.first_missed = LinkVerdict.FOUND, 200, None
    assert check.answer_in_words == "1 december 2026: gevonden"


def test_every_link_field_of_every_kind_is_covered():
    expected = {
        (kind.model, field.name)
        for kind in record_kinds()
        for field in kind.model._meta.get_fields()
        if isinstance(field, models.URLField)
    }
    assert set(link_columns()) == expected
    assert len(expected) >= 8


def test_links_of_public_rows_are_visited_each_url_once():
    region = make.a_region(website="https://a.example/", source_url="https://b.example/")
    make.a_school(website="https://a.example/")
    make.an_event(region=region, website="https://c.example/")
    make.a_contact(region=region, website="https://d.example/")
    make.a_channel(region=region, url="https://e.example/")
    ours = {f"https://{letter}.example/" for letter in "abcde"}
    assert ours <= public_urls(today())


def test_links_of_drafts_and_invented_rows_are_not_visited():
    before = public_urls(today())
    for values in ({"published_from": None}, {"is_example": True}):
        region = make.a_region(website="https://zq7.example/", **values)
        make.a_channel(region=region, url="https://zq7.example/kanaal/")
        make.a_contact(region=region, website="https://zq7.example/contact/")
        make.a_school(website="https://zq7.example/school/", **values)
        make.an_event(
            region=region,
            website="https://zq7.example/activiteit/",
            published_from=values.get("published_from", today()),
        )
        make.a_partner(website="https://zq7.example/partner/", **values)
    assert {url for url in public_urls(today()) - before if "zq7" in url} == set()


def test_a_url_that_is_no_longer_public_is_forgotten():
    contact = make.a_contact(website="https://west.example/contact/")
    list_public_links(today())
    assert LinkCheck.objects.filter(url=contact.website).exists()

    Contact.objects.get(pk=contact.pk).delete()
    list_public_links(today())
    assert not LinkCheck.objects.filter(url=contact.website).exists()


def test_a_run_that_dies_loses_no_answer_and_the_next_asks_nobody_twice(server, policy):
    server.pages = dict.fromkeys(["/a", "/b", "/c"], PAGE)
    for path in server.pages:
        make.a_region(website=server.url(path))

    def die(host, port):
        if server.requests:
            raise SystemExit  # as if killed during the second visit
        return ["127.0.0.1"]

    with pytest.raises(SystemExit):
        list(check_due_links(9, replace(policy, resolve=die), lambda host: None))
    answered = LinkCheck.objects.filter(verdict=LinkVerdict.FOUND)
    assert [check.url for check in answered] == [server.url("/a")]

    list(check_due_links(9, policy, lambda host: None))
    assert [path for host, path in server.requests] == ["/a", "/c"]
    pass_days(1)
    list(check_due_links(9, policy, lambda host: None))
    assert [path for host, path in server.requests] == ["/a", "/c", "/b"]


def test_another_run_at_the_same_time_visits_other_links(server, policy):
    server.pages = dict.fromkeys(["/a", "/b"], PAGE)
    for path in server.pages:
        make.a_region(website=server.url(path))
    first = check_due_links(9, policy, lambda host: None)
    next(first)
    list(check_due_links(9, policy, lambda host: None))
    list(first)
    assert sorted(path for host, path in server.requests) == ["/a", "/b"]


def test_a_limited_run_visits_the_longest_ago_first_and_pauses_per_host(server, policy):
    server.pages = dict.fromkeys(["/a", "/b", "/c"], PAGE)
    for path in server.pages:
        make.a_region(website=server.url(path))
    hosts = []
    list(check_due_links(2, policy, hosts.append))
    assert [path for host, path in server.requests] == ["/a", "/b"]
    assert len(hosts) == 2

    pass_days(7)
    list(check_due_links(2, policy, hosts.append))
    assert [path for host, path in server.requests[2:]] == ["/c", "/a"]


def test_a_visit_changes_no_public_data(answers):
    version = ContentVersion.current()
    answers(GONE, PAGE)
    assert ContentVersion.current() == version


def dead(*urls):
    for url in urls:
        LinkCheck.objects.create(
            url=url, verdict=LinkVerdict.DEAD, answered_on=today(), first_missed=today() - WEEK
        )


def test_the_dead_links_of_regions_are_listed_with_their_rows():
    ours, other = make.a_region(website="https://west.example/"), make.a_region()
    event = make.an_event(region=ours, website="https://west.example/weg/")
    make.an_event(region=other, website="https://oost.example/weg/")
    make.an_event(region=ours, website="https://west.example/gemist/")
    dead("https://west.example/weg/", "https://oost.example/weg/", "https://west.example/")
    LinkCheck.objects.create(url="https://west.example/gemist/", verdict=LinkVerdict.MISSED)

    links = dead_links([ours.pk], today())
    assert [(link.row, link.field) for link in links] == [(ours, "website"), (event, "website")]
    assert links[0].check.first_missed == today() - WEEK


@pytest.mark.parametrize("events", [1, 5])
def test_the_dead_links_take_the_same_queries_for_any_number_of_rows(
    events, django_assert_num_queries
):
    region = make.a_region()
    for number in range(events):
        url = f"https://west.example/{number}/"
        make.an_event(region=region, website=url)
        dead(url)
    owned = sum(model.owner_path is not None for model, name in link_columns())
    with django_assert_num_queries(1 + owned):  # the dead links, and one per kind of link
        assert len(dead_links([region.pk], today())) == events
