"""What an answer says about a page: gone, there, or nothing."""

import gzip
from contextlib import suppress

import pytest

from pactdir.importing.download import Limits
from pactdir.links.answers import LIMITS, answer_of
from pactdir.models import LinkVerdict
from tests.pactdir.importing.download_server import PATIENCE, redirect_to, respond_with

FOUND, GONE, UNCERTAIN = LinkVerdict.FOUND, LinkVerdict.MISSED, LinkVerdict.UNCERTAIN
PAGE = respond_with("<title>Techniek</title><p>Welkom")
SHORT = Limits(size=LIMITS.size, seconds=0.3, redirects=LIMITS.redirects)


def titled(title):
    return respond_with(f"<html><title>\n {title} </title><p>Tekst")


def gzip_bomb(handler):
    content = gzip.compress(bytes(20_000_000))
    handler.answer(content, Content_Encoding="gzip")


def wait(handler):
    handler.server.test_is_over.wait(PATIENCE)


def drip_headers(handler):
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not handler.server.test_is_over.wait(0.01):
            handler.wfile.write(b"X-Nog: een\r\n")


def send_endless_header(handler):
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Lang: ")
        while not handler.server.test_is_over.is_set():
            handler.wfile.write(b"x" * 65_536)


def send_endless_page(handler):
    with suppress(OSError):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<title>Techniek</title>")
        while not handler.server.test_is_over.is_set():
            handler.wfile.write(b"x" * 65_536)


def disconnect(handler):
    handler.connection.close()


ANSWERS = {
    "a page": (PAGE, FOUND, 200),
    "a page without an end": (send_endless_page, FOUND, 200),
    "404": (respond_with("weg", status=404), GONE, 404),
    "410": (respond_with("weg", status=410), GONE, 410),
    "401": (respond_with("log in", status=401), UNCERTAIN, 401),
    "403": (respond_with("liever niet", status=403), UNCERTAIN, 403),
    "429": (respond_with("te vaak", status=429), UNCERTAIN, 429),
    "500": (respond_with("stuk", status=500), UNCERTAIN, 500),
    "503": (respond_with("even niet", status=503), UNCERTAIN, 503),
    "no content": (respond_with("", status=204), UNCERTAIN, 204),
    "an empty page": (respond_with(" \n"), UNCERTAIN, 200),
    "a compressed page": (gzip_bomb, UNCERTAIN, 200),
    "a page not found": (titled("Pagina niet&nbsp;gevonden"), UNCERTAIN, 200),
    "a page not found in English": (titled("404 - Page not found"), UNCERTAIN, 200),
    "a parked domain": (titled("Dit domein is te koop"), UNCERTAIN, 200),
    "a title that only sounds like it": (titled("Niet gevonden wat je zocht? Kom"), UNCERTAIN, 200),
    "a title with other words": (titled("Personeel gevonden in de techniek"), FOUND, 200),
    "a header without an end": (send_endless_header, UNCERTAIN, None),
    "a connection that is closed": (disconnect, UNCERTAIN, None),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_judged_with_care(server, policy, name):
    handler, verdict, status = ANSWERS[name]
    server.pages = {"/a": handler}
    answer = answer_of(server.url("/a"), policy)
    assert (answer.verdict, answer.status) == (verdict, status)
    assert bool(answer.reason) is (verdict != FOUND)


@pytest.mark.parametrize("handler", [wait, drip_headers])
def test_a_slow_server_says_nothing_about_the_page(server, policy, handler):
    server.pages = {"/a": handler}
    answer = answer_of(server.url("/a"), policy, SHORT)
    assert answer.verdict == UNCERTAIN
    assert answer.reason == "het ophalen duurt langer dan 0.3 s." or handler is drip_headers


@pytest.mark.parametrize(
    ("redirects", "verdict"), [(1, FOUND), (2, FOUND), (3, FOUND), (4, UNCERTAIN)]
)
def test_three_redirects_are_followed(server, policy, redirects, verdict):
    server.pages = {f"/{n}": redirect_to(f"/{n + 1}", 301) for n in range(redirects)}
    server.pages[f"/{redirects}"] = PAGE
    assert answer_of(server.url("/0"), policy).verdict == verdict


@pytest.mark.parametrize(
    "location",
    [
        "/a",  # a loop
        "https://intern.example/",
        "https://10.0.0.8/",
        "http://elders.example/",
        "ftp://elders.example/",
        "file:///etc/passwd",
        "https://[x",
        f"/{'x' * 70_000}",
    ],
)
def test_a_redirect_that_may_not_be_followed_says_nothing_about_the_page(server, policy, location):
    server.pages = {"/a": redirect_to(location)}
    answer = answer_of(server.url("/a"), policy)
    assert (answer.verdict, answer.status) == (UNCERTAIN, None)
    assert {host for host, path in server.requests} == {"bron.example"}


@pytest.mark.parametrize(
    ("host", "verdict"),
    [
        ("elders.example", FOUND),
        ("weg.example", GONE),  # no such host
        ("storing.example", UNCERTAIN),  # the name server does not answer
        ("verlopen.example", GONE),  # its certificate ended
        ("vreemd.example", UNCERTAIN),  # the certificate of another host
        ("intern.example", UNCERTAIN),
        ("half.example", UNCERTAIN),
    ],
)
def test_only_a_host_that_does_not_exist_or_let_its_certificate_end_is_gone(
    server, policy, host, verdict
):
    server.pages = {"/a": PAGE}
    assert answer_of(server.url("/a", host), policy).verdict == verdict


def test_a_redirect_to_a_page_that_is_gone_is_gone(server, policy):
    server.pages = {"/a": redirect_to("/b"), "/b": respond_with("weg", status=404)}
    answer = answer_of(server.url("/a"), policy)
    assert (answer.verdict, answer.status) == (GONE, 404)


def test_a_very_long_address_is_visited_and_its_answer_fits(server, policy):
    path = f"/{'x' * 20_000}"
    server.pages = {path: PAGE}
    assert answer_of(server.url(path), policy).verdict == FOUND
