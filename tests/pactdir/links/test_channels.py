"""The day on which a channel of a region was last found."""

from dataclasses import replace
from datetime import date

import pytest

from pactdir.importing.download import NetworkPolicy
from pactdir.links.checking import page_of, record_found_channels
from pactdir.models import LinkCheck, LinkVerdict
from regions.clock import today
from regions.history.fields import differences
from regions.history.restoring import as_recorded
from regions.writing.changing import ContentVersion
from tests import make
from tests.pactdir.importing.download_server import redirect_to, respond_with

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 1, 2)


def test_a_channel_that_answers_gets_this_day_and_another_keeps_its_own(server, policy, check):
    server.pages = {
        "/a": respond_with("<h1>Nieuwsbrief</h1>"),
        "/b": redirect_to("/b/", 301),
        "/b/": respond_with("<h1>Site</h1>"),
        "/c": respond_with("weg", status=404),
        "/d": respond_with("liever niet", status=403),
    }
    region = make.a_region(name="West")
    channels = {
        path: make.a_channel(region=region, url=server.url(path), found_on=LONG_AGO)
        for path in ["/a", "/b", "/c", "/d"]
    }
    lines = check(policy)

    for channel in channels.values():
        channel.refresh_from_db()
    days = {path: channel.found_on for path, channel in channels.items()}
    assert days == {"/a": today(), "/b": today(), "/c": LONG_AGO, "/d": LONG_AGO}
    assert [line.split(": ")[-1] for line in lines] == [
        "de server antwoordt met 404.",
        "de server antwoordt met 403.",
        "2 van 4.",
    ]
    assert all(line.startswith("https://") for line in lines[:2])


def test_nothing_inside_the_network_and_no_draft_or_example_is_visited(server, policy, check):
    server.pages = {"/a": respond_with("x")}
    for values in ({"published_from": None}, {"is_example": True}):
        make.a_channel(region=make.a_region(**values), url=server.url("/a"))
    assert check(policy) == ["Gevonden: 0 van 0."]
    assert server.requests == []

    inside = make.a_channel(url="https://127.0.0.1/a")
    assert "dat adres ligt niet op het openbare internet." in check(NetworkPolicy())[0]
    inside.refresh_from_db()
    assert inside.found_on is None


@pytest.mark.parametrize(("path", "host"), [("/login", "bron.example"), ("/b", "elders.example")])
def test_a_channel_that_redirects_to_another_page_is_listed_and_keeps_its_day(
    server, policy, check, path, host
):
    elsewhere = server.url(path, host)
    server.pages = {"/a": redirect_to(elsewhere), path: respond_with("Log in om verder te gaan")}
    channel = make.a_channel(url=server.url("/a"), found_on=LONG_AGO)
    lines = check(policy)

    channel.refresh_from_db()
    assert channel.found_on == LONG_AGO
    assert lines[0].endswith(f"/a: verwijst door naar {elsewhere}")


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://west.example", True),
        ("https://www.west.example/", True),
        ("https://West.example:443/?uit=nieuwsbrief#top", True),
        ("https://west.example/welkom/", False),
        ("https://west.example:8443/", False),
        ("https://westen.example/", False),
    ],
)
def test_addresses_of_one_page_may_differ_in_www_and_a_last_slash(url, same):
    assert (page_of(url) == page_of("https://west.example/")) is same


@pytest.mark.parametrize("location", ["https://[x", "https://a b/", "https://a\x01b/"])
def test_a_site_that_redirects_to_nonsense_stops_no_other(server, check, policy, location):
    policy = replace(policy, resolve=lambda host, port: ["127.0.0.1"])
    server.pages = {"/a": redirect_to(location), "/b": respond_with("x")}
    for path in server.pages:
        make.a_channel(region=make.a_region(), url=server.url(path))

    lines = check(policy)
    assert "leesbaar adres." in lines[0]
    assert lines[1] == "Gevonden: 1 van 2."


def test_an_error_halfway_loses_no_day(server, policy, check):
    server.pages = {"/a": respond_with("x")}
    found = make.a_channel(region=make.a_region(), url=server.url("/a"))
    make.a_channel(region=make.a_region(), url="https://stuk.example/")

    def resolve(host, port):
        if host == "stuk.example":
            raise RuntimeError("een fout in ons programma")
        return ["127.0.0.1"]

    with pytest.raises(RuntimeError):
        check(replace(policy, resolve=resolve))
    found.refresh_from_db()
    assert found.found_on == today()


def test_a_visit_changes_the_content_once_a_day_and_is_not_in_the_history(server, policy, check):
    server.pages = {"/a": respond_with("x"), "/b": respond_with("x")}
    channels = [make.a_channel(url=server.url(path)) for path in server.pages]
    version = ContentVersion.current()
    check(policy)
    check(policy)

    assert ContentVersion.current() == version + 1
    assert [channel.history.count() for channel in channels] == [1, 1]


def test_a_later_edit_is_not_recorded_with_the_day_of_a_visit(server, policy, check):
    server.pages = {"/a": respond_with("x")}
    channel = make.a_channel(url=server.url("/a"), found_on=LONG_AGO)
    check(policy)
    channel.refresh_from_db()
    channel.save()
    assert channel.history.count() == 1

    channel.kind = "linkedin"
    channel.save()
    newer, older = channel.history.order_by("-history_id")
    assert [change.name for change in differences(older, newer)] == ["kind"]
    assert as_recorded(channel, older, ()).found_on == today()


def test_a_channel_that_got_another_address_during_the_visit_gets_no_day(server, policy, check):
    channel = make.a_channel(url=server.url("/a"))

    def edit_meanwhile(host, port):
        channel.url = "https://west.example/nieuw/"
        channel.save()
        return ["127.0.0.1"]

    server.pages = {"/a": respond_with("x")}
    check(replace(policy, resolve=edit_meanwhile))

    channel.refresh_from_db()
    assert channel.found_on is None


def test_only_channels_of_public_regions_get_the_day():
    regions = [make.a_region(), make.a_region(published_from=None), make.a_region(is_example=True)]
    url = "https://west.example/"
    channels = [make.a_channel(region=region, url=url) for region in regions]
    LinkCheck.objects.create(url=url, verdict=LinkVerdict.FOUND, answered_on=LONG_AGO)
    record_found_channels(today())

    for channel in channels:
        channel.refresh_from_db()
    assert [channel.found_on for channel in channels] == [LONG_AGO, None, None]
