"""What pages and finding cost on the database that the environment names, for `bench.py`.

All in one process without a network, so that only what the site itself does is counted. Beside
each stand two others of the same size: a view that hands over finished bytes behind the same
middleware, and a view that puts a finished text in our own base template, which is the least a
page of this site can cost.
"""

import sys
import time
from collections.abc import Callable
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
from django.urls import include, path  # noqa: E402
from django.utils.safestring import mark_safe  # noqa: E402

from pactdir.gunicorn import when_ready  # noqa: E402
from pactdir.page_store.backends import NARROWED, PAGES  # noqa: E402
from regions.models import PostcodeArea, Region  # noqa: E402
from tests.measures import country, huge  # noqa: E402
from tests.measures.asking import Ask, asking  # noqa: E402

ROUNDS, SECONDS = 5, 0.5  # of each, in turns; the quickest round counts
SOME_PARTNERS, SOME_ARTICLES = 200, 100  # with the words that are asked for, at the real size
BROTLI = {"HTTP_ACCEPT_ENCODING": "br"}
SIZES: dict[str, int] = {}
PAGE = engines["django"].from_string(
    '{% extends "base.html" %}{% block content %}{{ text }}{% endblock %}'
)


def finished(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(b"x" * SIZES[name])


def plain(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(PAGE.render({"text": mark_safe("x" * SIZES[name])}, request))  # noqa: S308


URLS = (
    path("af/<str:name>", finished),
    path("kaal/<str:name>", plain),
    path("", include("pactdir.urls")),
)


class Cost(NamedTuple):
    cpu: float  # seconds of this process
    wall: float  # seconds in all, also those of the database


@dataclass(frozen=True)
class Case:
    name: str
    ask: Callable[[], tuple[str, dict[str, str], bytes]]
    is_page: bool = True  # else it has no template, and is compared with finished bytes alone


@dataclass(frozen=True)
class Measured:
    size: int
    itself: Cost
    finished: Cost
    plain: Cost | None


def once(ask: Callable[[], object]) -> Cost:
    ask()
    count, cpu, began = 0, time.process_time(), time.perf_counter()
    while not count or time.perf_counter() - began < SECONDS:
        ask()
        count += 1
    return Cost((time.process_time() - cpu) / count, (time.perf_counter() - began) / count)


def measured(case: Case, ask: Ask) -> Measured:
    """In turns with what it is compared with, so that all meet the same machine."""
    status, _, body = case.ask()
    assert status[:3] in ("200", "304"), (case.name, status)
    SIZES["af"], SIZES["leeg"] = len(body), 0
    SIZES["kaal"] = max(0, len(body) - len(ask("/kaal/leeg")[2]))
    asked: list[Callable[[], object]] = [case.ask, partial(ask, "/af/af")]
    if case.is_page:
        asked.append(partial(ask, "/kaal/kaal"))
    rounds = [[once(one) for one in asked] for _ in range(ROUNDS)]
    itself, finished, *plain = (
        min(costs, key=lambda cost: cost.wall) for costs in zip(*rounds, strict=True)
    )
    return Measured(len(body), itself, finished, plain[0] if plain else None)


# --- what is measured ---


def pages(whole: Ask, without_store: Ask) -> list[Case]:
    """A page as it is made, as it is made and kept, as it is kept, and as it has not changed."""
    region = Region.objects.order_by("pk").first()
    assert region is not None
    found = []
    for name, address in {
        "home": "/",
        "regio": region.get_absolute_url(),
        "scholen": "/scholen/",
        "dichtbij": _nearby(),
    }.items():
        tag = {"HTTP_IF_NONE_MATCH": whole(address, **BROTLI)[1]["ETag"]}
        found += [
            Case(f"{name}: gemaakt", partial(without_store, address)),
            Case(f"{name}: gemaakt, verkleind en bewaard", partial(_anew, whole, address)),
            Case(f"{name}: bewaard", partial(whole, address, **BROTLI)),
            Case(f"{name}: 304", partial(whole, address, **tag)),
        ]
    return found


def _anew(whole: Ask, address: str) -> tuple[str, dict[str, str], bytes]:
    for kind in (PAGES, NARROWED):
        caches[kind].clear()
    return whole(address, **BROTLI)


def finding(without_store: Ask) -> list[Case]:
    questions = {
        "zoeken: niets gevonden": "xyzzyq",
        "zoeken: zeldzaam woord, met keuzes": huge.RARE,
        "zoeken: zeldzaam woord, gekozen": f"{huge.RARE}&soort=nieuws",
        "zoeken: woord in een kwart": huge.COMMON,
        "zoeken: woord in een kwart, gekozen": f"{huge.COMMON}&soort=nieuws&jaar=2015",
        "zoeken: begin van een woord": "ba",
    }
    suggested = {"suggesties: twee letters": "ba", "suggesties: een woord": "open"}
    drawn = without_store("/kaart/nederland.svg")[1]["Location"]
    return [
        *(
            Case(name, partial(without_store, f"/zoeken/?q={question}"))
            for name, question in questions.items()
        ),
        *(
            Case(name, partial(without_store, f"/zoeken/suggesties/?q={start}"), is_page=False)
            for name, start in suggested.items()
        ),
        Case("dichtbij: gemaakt", partial(without_store, _nearby())),
        Case("dichtbij: gekozen", partial(without_store, f"{_nearby()}?advies=vmbo-kader")),
        Case("kaart van het land", partial(without_store, drawn), is_page=False),
    ]


def _nearby() -> str:
    """Of a postcode in the midst of the country."""
    codes = PostcodeArea.objects.order_by("code").values_list("code", flat=True)
    return f"/dichtbij/{codes[len(codes) // 2]}/"


# --- telling ---

Rows = dict[str, Measured]


def told(title: str, cases: list[Case], ask: Ask, smaller: Rows | None = None) -> Rows:
    """A line for each case, with how much more it is than at a smaller size."""
    more = f"{'x land':>8}" if smaller else ""
    print(f"\n{title}\n{'':40}{'bytes':>8}{'CPU ms':>8}{'ms':>8}{'x kaal':>8}{'x af':>7}{more}")
    rows = {}
    for case in cases:
        row = rows[case.name] = measured(case, ask)
        plain = f"{row.itself.wall / row.plain.wall:8.1f}" if row.plain else f"{'':8}"
        grown = f"{row.itself.wall / smaller[case.name].itself.wall:8.1f}" if smaller else ""
        print(
            f"{case.name:40}{row.size:8}{row.itself.cpu * 1000:8.2f}{row.itself.wall * 1000:8.2f}"
            f"{plain}{row.itself.wall / row.finished.wall:7.1f}{grown}",
            flush=True,
        )
    return rows


def main(partners: int, articles: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    print("Gegevens maken ...", flush=True)
    country.fill()
    _entries(SOME_PARTNERS, SOME_ARTICLES)
    when_ready(None)  # as it is served
    whole = asking(settings.MIDDLEWARE)
    without_store = asking([name for name in settings.MIDDLEWARE if "PageStore" not in name])
    told("Pagina's van het hele land", pages(whole, without_store), without_store)
    usual = told("Vinden in het hele land", finding(without_store), without_store)
    print("\nMeer gegevens maken ...", flush=True)
    _entries(partners, articles)
    title = f"Vinden met {partners} partners en {articles} berichten meer"
    told(title, finding(without_store), without_store, usual)


def _entries(partners: int, articles: int) -> None:
    with transaction.atomic():
        huge.fill(partners, articles)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as it does by itself within a minute


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]] or [huge.PARTNERS, huge.ARTICLES]
    with override_settings(ROOT_URLCONF=URLS):
        main(*numbers)
