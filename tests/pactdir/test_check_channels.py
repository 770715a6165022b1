"""Following the links to the channels of regions."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from pactdir.importing.download import NetworkPolicy
from pactdir.management.commands.check_channels import Command
from regions.clock import today
from tests import make
from tests.pactdir.importing.conftest import policy, server
from tests.pactdir.importing.download_server import redirect_to, respond_with

pytestmark = pytest.mark.django_db
__all__ = ["policy", "server"]
LONG_AGO = date(2026, 1, 2)


@pytest.fixture
def check(capsys):
    def check(policy):
        command = Command()
        command.policy = policy
        call_command(command)
        return capsys.readouterr().out.splitlines()

    return check


def test_a_channel_that_answers_gets_this_day_and_another_keeps_its_own(server, policy, check):
    server.pages = {
        "/a": respond_with("<h1>Nieuwsbrief</h1>"),
        "/b": redirect_to("/a", 301),
        "/c": respond_with("weg", status=404),
        "/d": respond_with("liever niet", status=403),
    }
    region = make.a_region(name="West")
    channels = {
        path: make.a_channel(region=region, url=server.url(path), found_on=LONG_AGO)
        for path in server.pages
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
    assert all(line.startswith("West, https://") for line in lines[:2])


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


def test_a_second_visit_on_one_day_changes_nothing(server, policy, check):
    server.pages = {"/a": respond_with("x")}
    channel = make.a_channel(url=server.url("/a"))
    check(policy)
    records = channel.history.count()
    check(policy)

    assert channel.history.count() == records == 2


@pytest.mark.parametrize("location", ["https://[x", "https://a b/", "https://a\x01b/"])
def test_a_site_that_redirects_to_nonsense_stops_no_other(server, check, policy, location):
    policy = replace(policy, resolve=lambda host, port: ["127.0.0.1"])
    server.pages = {"/a": redirect_to(location), "/b": respond_with("x")}
    for path in server.pages:
        make.a_channel(region=make.a_region(), url=server.url(path))

    lines = check(policy)
    assert "leesbaar adres." in lines[0]
    assert lines[1] == "Gevonden: 1 van 2."
