"""Public pages while the database is down: the last cached copy, or a 503."""

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
from pactdir.outage.overload import is_overloaded
from pactdir.page_store import seen_versions
from pactdir.page_store.backends import PAGES
from pactdir.urls import handler500  # noqa: F401 (of this module's addresses too)
from regions.models import Region
from tests import make

SAFETY = ["Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Referrer-Policy"]
calls: list[str] = []


def is_stale(answer):
    return answer.get("Cache-Status", "").startswith("pactdir; hit; detail=stale-if-error")


def operational_error(cause):
    error = OperationalError("de verbinding is weg")
    error.__cause__ = cause
    return error


def break_once(request):
    calls.append(request.path)
    if len(calls) == 1:
        raise operational_error(psycopg.errors.AdminShutdown("terminating connection"))
    return HttpResponse("gelukt")


def break_always(request):
    calls.append(request.path)
    raise operational_error(psycopg.OperationalError("server closed the connection unexpectedly"))


def time_out(request):
    calls.append(request.path)
    raise operational_error(
        psycopg.errors.QueryCanceled("canceling statement due to statement timeout")
    )


def run_wrong_query(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


urlpatterns = [
    path("breekt/", break_once),
    path("stuk/", break_always),
    path("traag/", time_out),
    path("verkeerd/", run_wrong_query),
    path("", include("pactdir.urls")),
]


# Cached copies


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_serves_a_cached_copy_marked_as_stale(database_down, client, encoding):
    make.a_region(slug="hoorn")
    headers = {"accept-encoding": encoding}
    before = {
        address: client.get(address, headers=headers)
        for address in ["/", "/regios/hoorn/", "/robots.txt"]
    }
    with database_down():
        for address in ["/", "/regios/hoorn/"]:
            answer = client.get(address, headers=headers)

            assert (answer.status_code, is_stale(answer)) == (200, True)
            assert answer.content == before[address].content
            assert answer["Cache-Control"] == "max-age=5"
            unchanged = ["ETag", "Vary", "Content-Type", "Content-Length", *SAFETY]
            assert [answer[name] for name in unchanged] == [
                before[address][name] for name in unchanged
            ]
            head = client.head(address, headers=headers)
            assert (head.status_code, head.content, is_stale(head)) == (200, b"", True)
        # This page needs no database, so it is rendered.
        assert not is_stale(client.get("/robots.txt"))
    back = client.get("/")
    assert (back.status_code, is_stale(back)) == (200, False)
    assert back["Cache-Control"] == "no-cache"


def test_answers_304_to_a_client_that_has_the_page(database_down, client):
    make.a_region()
    typed = "/zoeken/?q=hoorn"  # cached only by the client
    for address in ["/", typed]:
        headers_ = {"if-none-match": client.get(address)["ETag"]}
        with database_down():
            answer = client.get(address, headers=headers_)

            assert (answer.status_code, answer.content, is_stale(answer)) == (304, b"", True)
            assert client.get(address, headers={"if-none-match": 'W/"else"'}).status_code != 304


def test_serves_a_cached_filtered_list_only_for_the_same_filter(database_down, client):
    make.a_region()
    narrowed = client.get("/scholen/?niveau=havo")
    client.get("/scholen/")
    with database_down():
        assert client.get("/scholen/?niveau=havo").content == narrowed.content
        assert client.get("/scholen/?niveau=vwo").status_code == 503
        assert client.get("/scholen/?niveau=havo&page=2").status_code == 503


def test_serves_no_copy_cached_for_another_host_or_scheme(database_down, client, settings):
    settings.ALLOWED_HOSTS = ["een.example", "twee.example"]
    client.get("/", headers={"host": "een.example"})
    with database_down():
        assert client.get("/", headers={"host": "een.example"}).status_code == 200
        assert client.get("/", headers={"host": "twee.example"}).status_code == 503
        assert client.get("/", headers={"host": "een.example"}, secure=True).status_code == 503


def test_serves_no_copy_of_private_pages(database_down, client):
    client.force_login(make.a_national_editor())
    addresses = ["/admin/", "/admin/regions/region/", "/zoeken/?q=jansen", "/voorbeeld/abc/"]
    for address in addresses:
        client.get(address)
    with database_down():
        assert [client.get(address).status_code for address in addresses] == [503] * 4


def test_serves_no_copy_from_yesterday(database_down, client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 20))
    client.get("/")
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: date(2090, 5, 21))
    with database_down():
        assert client.get("/").status_code == 503


def test_serves_a_page_unpublished_since_only_briefly(database_down, client, monkeypatch):
    """At most for the time it takes to detect an outage."""
    article = make.an_article(name="Gaat weg")
    own = article.get_absolute_url()
    client.get(own)
    client.get("/nieuws/")
    article.delete()
    client.get("/over/")  # so that the worker sees the new content version
    with database_down():
        assert (client.get(own).status_code, client.get("/over/").status_code) == (200, 200)

        later = seen_versions.monotonic() + seen_versions.RECENT + 1
        monkeypatch.setattr(seen_versions, "monotonic", lambda: later)
        assert [client.get(address).status_code for address in [own, "/nieuws/"]] == [503, 503]
        assert client.get("/over/").status_code == 200


def test_serves_the_most_recent_copy(database_down, client):
    region = make.a_region(name="Eerst")
    client.get("/regios/")
    Region.objects.get(pk=region.pk).save()
    region.name = "Later"
    region.save()
    newest = client.get("/regios/")
    with database_down():
        assert client.get("/regios/").content == newest.content


def test_keeps_the_long_max_age_of_a_copy(database_down, client):
    place = make.a_municipality(latitude=52.6, longitude=5.1, province="PV27")
    make.a_school_participation(school=make.a_school(municipality=place))
    address = client.get("/kaart/nederland.svg")["Location"]
    before = client.get(address)
    with database_down():
        answer = client.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, before["Cache-Control"])


@pytest.mark.parametrize("damaged", [b"x", b"[{}, {}"])
def test_ignores_a_damaged_copy(database_down, client, damaged):
    caches[PAGES].set(client.get("/over/")["ETag"], damaged)
    with database_down():
        assert client.get("/over/").status_code == 503


def test_caches_a_limited_number_of_versions(client):
    seen = seen_versions.SeenVersions()
    for version in range(1000):
        seen.record(version)
        seen.record(version)

    assert seen.recent() == list(range(999, 999 - seen_versions.MAX_VERSIONS, -1))


# 503 pages


def test_answers_503_without_a_copy(database_down, client):
    with database_down():
        answer = client.get("/scholen/?niveau=havo")
    page = BeautifulSoup(answer.content, "lxml")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert (answer["Cache-Control"], answer.cookies) == ("no-store", {})
    assert all(answer[name] for name in SAFETY)
    assert page.h1.text == "Deze pagina is er nu even niet"
    assert page.select_one("main .button")["href"] == "/scholen/?niveau=havo"
    assert page.find("meta", {"name": "robots", "content": "noindex"})
    for file in page.select("link"):
        assert (settings.BASE_DIR / file["href"].removeprefix("/")).is_file(), file


def test_escapes_the_query_string_on_the_503_page(database_down, client):
    with database_down():
        answer = client.get('/zoeken/?q="><script>alert(1)</script>')

    assert b"<script" not in answer.content


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_an_invalid_query_is_not_an_outage(client):
    answer = client.get("/verkeerd/")

    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text


@pytest.mark.parametrize("error", [OperationalError("weg"), InterfaceError("gesloten")])
def test_recognises_an_outage_as_the_cause_of_another_error(error):
    consequence = KeyError("waarde")
    consequence.__context__ = error

    assert outage_in(consequence) is error
    assert outage_in(KeyError("waarde")) is None


# Retries


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "times", "status"),
    [("/breekt/", 2, 200), ("/stuk/", 2, 503), ("/traag/", 1, 503)],
)
def test_retries_once_after_a_broken_connection(client, address, times, status):
    calls.clear()
    answer = client.get(address)

    assert (answer.status_code, len(calls)) == (status, times)


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls(__name__)
def test_never_retries_a_post(client):
    calls.clear()

    assert client.post("/breekt/").status_code == 503
    assert len(calls) == 1
    assert not Article.objects.exists()


# Overload


@pytest.mark.django_db
def test_an_overloaded_worker_does_not_query_the_database(client, django_assert_num_queries):
    before = client.get("/over/")
    token = is_overloaded.set(True)
    with django_assert_num_queries(0):
        cached, other = client.get("/over/"), client.get("/scholen/")
        posted = client.post("/admin/login/", {"username": "a"})
    is_overloaded.reset(token)

    assert (cached.content, is_stale(cached)) == (before.content, True)
    assert (other.status_code, other["Retry-After"]) == (503, "5")
    assert posted.status_code == 503
