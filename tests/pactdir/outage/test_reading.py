"""A visitor while the database is away: the page as it last was, or one that says to come back."""

from datetime import date

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import caches
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone

from news.models import Article
from pactdir.database.errors import outage_in
from pactdir.outage.overload import is_full
from pactdir.page_store import seen_versions
from pactdir.page_store.backends import PAGES
from pactdir.urls import handler500  # noqa: F401 (of this module's addresses too)
from regions.models import Region
from tests import make

SAFETY = ["Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Referrer-Policy"]
calls: list[str] = []


def is_stale(answer):
    return answer.get("Cache-Status", "").startswith("pactdir; hit; detail=stale-if-error")


def cut_off(cause):
    """As Django tells it."""
    error = OperationalError("de verbinding is weg")
    error.__cause__ = cause
    return error


def breaks_once(request):
    calls.append(request.path)
    if len(calls) == 1:
        raise cut_off(psycopg.errors.AdminShutdown("terminating connection"))
    return HttpResponse("gelukt")


def breaks_always(request):
    calls.append(request.path)
    raise cut_off(psycopg.OperationalError("server closed the connection unexpectedly"))


def takes_too_long(request):
    calls.append(request.path)
    raise cut_off(psycopg.errors.QueryCanceled("canceling statement due to statement timeout"))


def asks_wrong(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


urlpatterns = [
    path("breekt/", breaks_once),
    path("stuk/", breaks_always),
    path("traag/", takes_too_long),
    path("verkeerd/", asks_wrong),
    path("", include("pactdir.urls")),
]


# --- the last good copy ---


@pytest.mark.parametrize("form", ["br", "gzip", "identity"])
def test_a_page_that_was_asked_before_is_there_and_says_that_it_was_kept(
    database_away, client, form
):
    make.a_region(slug="hoorn")
    asked = {"accept-encoding": form}
    before = {at: client.get(at, headers=asked) for at in ["/", "/regios/hoorn/", "/robots.txt"]}
    with database_away():
        for address in ["/", "/regios/hoorn/"]:
            answer = client.get(address, headers=asked)

            assert (answer.status_code, is_stale(answer)) == (200, True)
            assert answer.content == before[address].content
            assert answer["Cache-Control"] == "max-age=5"
            same = ["ETag", "Vary", "Content-Type", "Content-Length", *SAFETY]
            assert [answer[name] for name in same] == [before[address][name] for name in same]
            head = client.head(address, headers=asked)
            assert (head.status_code, head.content, is_stale(head)) == (200, b"", True)
        # This one needs no database, so it is made anew.
        assert not is_stale(client.get("/robots.txt"))
    back = client.get("/")
    assert (back.status_code, is_stale(back)) == (200, False)
    assert back["Cache-Control"] == "no-cache"


def test_who_has_the_page_already_is_told_that_it_stands(database_away, client):
    make.a_region()
    typed = "/zoeken/?q=hoorn"  # kept by nobody but who asked it
    for address in ["/", typed]:
        has = {"if-none-match": client.get(address)["ETag"]}
        with database_away():
            answer = client.get(address, headers=has)

            assert (answer.status_code, answer.content, is_stale(answer)) == (304, b"", True)
            assert client.get(address, headers={"if-none-match": 'W/"else"'}).status_code != 304


def test_a_narrowed_list_is_there_as_it_was_narrowed_and_no_other(database_away, client):
    make.a_region()
    narrowed = client.get("/scholen/?niveau=havo")
    client.get("/scholen/")
    with database_away():
        assert client.get("/scholen/?niveau=havo").content == narrowed.content
        assert client.get("/scholen/?niveau=vwo").status_code == 503
        assert client.get("/scholen/?niveau=havo&page=2").status_code == 503


def test_a_page_of_another_host_or_scheme_is_not(database_away, client, settings):
    settings.ALLOWED_HOSTS = ["een.example", "twee.example"]
    client.get("/", headers={"host": "een.example"})
    with database_away():
        assert client.get("/", headers={"host": "een.example"}).status_code == 200
        assert client.get("/", headers={"host": "twee.example"}).status_code == 503
        assert client.get("/", headers={"host": "een.example"}, secure=True).status_code == 503


def test_what_is_not_for_everyone_is_not(database_away, client):
    client.force_login(make.a_national_editor())
    addresses = ["/admin/", "/admin/regions/region/", "/zoeken/?q=jansen", "/voorbeeld/abc/"]
    for address in addresses:
        client.get(address)
    with database_away():
        assert [client.get(address).status_code for address in addresses] == [503] * 4


def test_a_page_of_yesterday_is_not(database_away, client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 20))
    client.get("/")
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 21))
    with database_away():
        assert client.get("/").status_code == 503


def test_what_was_taken_off_the_site_does_not_come_back(database_away, client, monkeypatch):
    """Not for longer than a moment: that long an outage takes to be noticed, too."""
    article = make.an_article(name="Gaat weg")
    own = article.get_absolute_url()
    client.get(own)
    client.get("/nieuws/")
    article.delete()
    client.get("/over/")  # by which the worker learns that something changed
    with database_away():
        assert (client.get(own).status_code, client.get("/over/").status_code) == (200, 200)

        later = seen_versions.monotonic() + seen_versions.A_MOMENT + 1
        monkeypatch.setattr(seen_versions, "monotonic", lambda: later)
        assert [client.get(at).status_code for at in [own, "/nieuws/"]] == [503, 503]
        assert client.get("/over/").status_code == 200


def test_the_newest_copy_goes_out_first(database_away, client):
    region = make.a_region(name="Eerst")
    client.get("/regios/")
    Region.objects.get(pk=region.pk).save()
    region.name = "Later"
    region.save()
    newest = client.get("/regios/")
    with database_away():
        assert client.get("/regios/").content == newest.content


def test_a_copy_that_may_be_kept_for_good_still_may(database_away, client):
    place = make.a_municipality(latitude=52.6, longitude=5.1, province="PV27")
    make.a_school_participation(school=make.a_school(municipality=place))
    address = client.get("/kaart/nederland.svg")["Location"]
    before = client.get(address)
    with database_away():
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, before["Cache-Control"])


@pytest.mark.parametrize("damaged", [b"x", b"[{}, {}"])
def test_what_is_damaged_in_the_store_does_not_go_out(database_away, client, damaged):
    caches[PAGES].set(client.get("/over/")["ETag"], damaged)
    with database_away():
        assert client.get("/over/").status_code == 503


def test_only_so_many_versions_are_looked_for(client):
    seen = seen_versions.SeenVersions()
    for version in range(1000):
        seen.saw(version)
        seen.saw(version)

    assert seen.lately() == list(range(999, 999 - seen_versions.MOST, -1))


# --- a page that says to come back ---


def test_a_page_that_nobody_asked_before_says_to_come_back(database_away, client):
    with database_away():
        answer = client.get("/scholen/?niveau=havo")
    page = BeautifulSoup(answer.content, "html.parser")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert (answer["Cache-Control"], answer.cookies) == ("no-store", {})
    assert all(answer[name] for name in SAFETY)
    assert page.h1.text == "Deze pagina is er nu even niet"
    assert page.select_one("main .button")["href"] == "/scholen/?niveau=havo"
    assert page.find("meta", {"name": "robots", "content": "noindex"})
    for file in page.select("link"):
        assert (settings.BASE_DIR / file["href"].removeprefix("/")).is_file(), file


def test_what_was_typed_in_the_address_stands_there_as_text(database_away, client):
    with database_away():
        answer = client.get('/zoeken/?q="><script>alert(1)</script>')

    assert b"<script" not in answer.content


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_question_that_is_wrong_is_no_outage(client):
    answer = client.get("/verkeerd/")

    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text


@pytest.mark.parametrize("error", [OperationalError("weg"), InterfaceError("gesloten")])
def test_an_outage_is_known_behind_what_it_led_to(error):
    led_to = KeyError("waarde")
    led_to.__context__ = error

    assert outage_in(led_to) is error
    assert outage_in(KeyError("waarde")) is None


# --- once more ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "times", "status"),
    [("/breekt/", 2, 200), ("/stuk/", 2, 503), ("/traag/", 1, 503)],
)
def test_a_page_that_met_a_broken_connection_is_tried_once_more(client, address, times, status):
    calls.clear()
    answer = client.get(address)

    assert (answer.status_code, len(calls)) == (status, times)


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls(__name__)
def test_what_may_write_is_never_tried_again(client):
    calls.clear()

    assert client.post("/breekt/").status_code == 503
    assert len(calls) == 1
    assert not Article.objects.exists()


# --- no room ---


@pytest.mark.django_db
def test_a_worker_that_is_full_asks_nothing_of_its_database(client, django_assert_num_queries):
    before = client.get("/over/")
    token = is_full.set(True)
    with django_assert_num_queries(0):
        kept, other = client.get("/over/"), client.get("/scholen/")
        sent = client.post("/admin/login/", {"username": "a"})
    is_full.reset(token)

    assert (kept.content, is_stale(kept)) == (before.content, True)
    assert (other.status_code, other["Retry-After"]) == (503, "5")
    assert sent.status_code == 503
