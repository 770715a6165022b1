"""Measures the cost of pages and search on DATABASE_URL, for `bench.py`.

All in one process without a network, so that only the work of the site itself is measured. Two
views of the same size are the baselines: `ready_bytes` is behind the same middleware; `bare_page`
puts ready text into our `base.html`, which is the least a page of this site can cost.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import django

django.setup()

from django.conf import settings  # noqa: E402 (only now is there anything to import)
from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils.safestring import mark_safe  # noqa: E402

from pactdir.gunicorn import when_ready  # noqa: E402
from pactdir.page_store.backends import KINDS  # noqa: E402
from regions.models import Municipality, PostcodeArea, Region  # noqa: E402
from regions.writing import version_cache  # noqa: E402
from schools.models import School  # noqa: E402
from tests.measures import country, huge  # noqa: E402
from tests.measures.wsgi_client import Answer, Get, wsgi_client  # noqa: E402

ROUNDS, SECONDS = 5, 0.5  # per case, interleaved; the fastest round counts
FEW_PARTNERS, FEW_ARTICLES = 200, 100  # rows that match the search, at the real size
BROTLI = {"HTTP_ACCEPT_ENCODING": "br"}
SIZES: dict[str, int] = {}  # of the baseline responses, in bytes
PAGE = engines["django"].from_string(
    '{% extends "base.html" %}{% block content %}{{ text }}{% endblock %}'
)


def ready_bytes(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(b"x" * SIZES[name])


def bare_page(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(PAGE.render({"text": mark_safe("x" * SIZES[name])}, request))  # noqa: S308


URLS = (
    path("ready/<str:name>", ready_bytes),
    path("bare/<str:name>", bare_page),
    path("", include("pactdir.urls")),
)


class Cost(NamedTuple):
    cpu: float  # seconds in this process
    wall: float  # seconds, including the database


@dataclass(frozen=True)
class Case:
    name: str
    get: Callable[[], Answer]
    is_page: bool = True  # otherwise compared with static bytes only


@dataclass(frozen=True)
class Measured:
    size: int  # bytes
    cost: Cost
    ready_bytes: Cost
    bare_page: Cost | None
    queries: int  # without those for the content version


# --- measuring ---


def measure(case: Case, get: Get) -> Measured:
    # Interleaved with the baselines, so that all run on an equally busy machine.
    answer = case.get()
    assert answer.status[:3] in ("200", "304"), (case.name, answer.status)
    size = len(answer.body)
    with CaptureQueriesContext(connection) as queries:
        case.get()
    number = sum("contentversion" not in query["sql"] for query in queries)
    SIZES["ready"], SIZES["empty"] = size, 0
    SIZES["bare"] = max(0, size - len(get("/bare/empty").body))
    requests: list[Callable[[], object]] = [case.get, partial(get, "/ready/ready")]
    if case.is_page:
        requests.append(partial(get, "/bare/bare"))
    rounds = [[cost_of(request) for request in requests] for _ in range(ROUNDS)]
    cost, ready, *bare = (
        min(costs, key=lambda cost: cost.wall) for costs in zip(*rounds, strict=True)
    )
    return Measured(size, cost, ready, bare[0] if bare else None, number)


def cost_of(request: Callable[[], object]) -> Cost:
    request()
    count, cpu, start = 0, time.process_time(), time.perf_counter()
    while not count or time.perf_counter() - start < SECONDS:
        request()
        count += 1
    return Cost((time.process_time() - cpu) / count, (time.perf_counter() - start) / count)


# --- cases ---


def page_cases(get: Get, get_uncached: Get) -> Iterator[Case]:
    """Cases right after a write, without a write, and from the cache."""
    for name, address in _pages().items():
        etag = get(address, **BROTLI).headers["ETag"]
        yield Case(f"{name}: net na een wijziging", partial(after_a_write, get_uncached, address))
        yield Case(f"{name}: zonder wijziging", partial(get_uncached, address))
        yield Case(f"{name}: gemaakt, verkleind en bewaard", partial(_into_cache, get, address))
        yield Case(f"{name}: bewaard", partial(get, address, **BROTLI))
        yield Case(f"{name}: 304", partial(get, address, HTTP_IF_NONE_MATCH=etag))


def _pages() -> dict[str, str]:
    return {
        "home": "/",
        "regio": Region.objects.order_by("pk")[0].get_absolute_url(),
        "gemeente": Municipality.objects.order_by("pk")[0].get_absolute_url(),
        "school": School.objects.order_by("pk")[0].get_absolute_url(),
        "scholen": "/scholen/",
        "dichtbij": _nearby(),
    }


def after_a_write(get: Get, address: str) -> Answer:
    # Without values cached per content version, which every write increments.
    version_cache.clear_caches()
    return get(address)


def _into_cache(get: Get, address: str) -> Answer:
    for kind in KINDS:
        caches[kind].clear()
    return get(address, **BROTLI)


def search_cases(get: Get) -> Iterator[Case]:
    queries = {
        "zoeken: niets gevonden": "xyzzyq",
        "zoeken: zeldzaam woord, met keuzes": huge.RARE,
        "zoeken: zeldzaam woord, gekozen": f"{huge.RARE}&soort=nieuws",
        "zoeken: woord in een kwart": huge.COMMON,
        "zoeken: woord in een kwart, gekozen": f"{huge.COMMON}&soort=nieuws&jaar=2015",
        "zoeken: begin van een woord": "ba",
    }
    for name, query in queries.items():
        yield Case(name, partial(get, f"/zoeken/?q={query}"))
    prefixes = {"suggesties: twee letters": "ba", "suggesties: een woord": "open"}
    for name, prefix in prefixes.items():
        yield Case(name, partial(get, f"/zoeken/suggesties/?q={prefix}"), is_page=False)
    yield Case("dichtbij", partial(get, _nearby()))
    yield Case("dichtbij: gekozen", partial(get, f"{_nearby()}?advies=vmbo-kader"))
    country_map = get("/kaart/nederland.svg").headers["Location"]
    yield Case("kaart van het land", partial(get, country_map), is_page=False)


def _nearby() -> str:
    codes = PostcodeArea.objects.order_by("code").values_list("code", flat=True)
    return f"/dichtbij/{codes[len(codes) // 2]}/"


# --- tables ---

Results = dict[str, Measured]


def print_table(
    title: str, cases: Iterator[Case], get: Get, smaller: Results | None = None
) -> Results:
    """One line per case; with `smaller`, also how many times its time."""
    last = f"{'x first':>8}" if smaller else ""
    columns = f"{'bytes':>8}{'queries':>8}{'CPU ms':>8}{'ms':>8}{'x bare':>8}{'x ready':>8}{last}"
    print(f"\n{title}\n{'':40}{columns}")
    results = {}
    for case in cases:
        results[case.name] = measure(case, get)
        print(_line(case.name, results[case.name], smaller), flush=True)
    return results


def _line(name: str, result: Measured, smaller: Results | None) -> str:
    wall, bare = result.cost.wall, result.bare_page
    times_bare = f"{wall / bare.wall:8.1f}" if bare else f"{'':8}"
    growth = f"{wall / smaller[name].cost.wall:8.1f}" if smaller else ""
    return (
        f"{name:40}{result.size:8}{result.queries:8}{result.cost.cpu * 1000:8.2f}{wall * 1000:8.2f}"
        f"{times_bare}{wall / result.ready_bytes.wall:8.1f}{growth}"
    )


def main(partners: int, articles: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    print("Gegevens maken ...", flush=True)
    country.fill()
    _add_entries(FEW_PARTNERS, FEW_ARTICLES)
    when_ready(None)  # as in production
    get = wsgi_client(settings.MIDDLEWARE)
    get_uncached = wsgi_client([name for name in settings.MIDDLEWARE if "PageStore" not in name])
    print_table("Pagina's van het hele land", page_cases(get, get_uncached), get_uncached)
    usual = print_table("Zoeken in het hele land", search_cases(get_uncached), get_uncached)
    print("\nMeer gegevens maken ...", flush=True)
    _add_entries(partners, articles)
    title = f"Zoeken met {partners} partners en {articles} berichten meer"
    print_table(title, search_cases(get_uncached), get_uncached, usual)


def _add_entries(partners: int, articles: int) -> None:
    with transaction.atomic():
        huge.fill(partners, articles)
    as_autovacuum()


def as_autovacuum() -> None:
    """PostgreSQL does this within a minute by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]] or [huge.PARTNERS, huge.ARTICLES]
    with override_settings(ROOT_URLCONF=URLS):
        main(*sizes)
