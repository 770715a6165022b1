"""Every URL of the site by kind of page, and its response."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urlencode

from bs4 import BeautifulSoup
from django.db.models import Count
from django.test import Client
from icalendar import Calendar

from news.models import Article, Event
from partners.models import Offer, Partner
from regions.models import Municipality, PostcodeArea, Province, Region, Theme
from regions.names.folding import fold
from schools.models import Indicator, Profile, School
from tests.measures.country_walk.reading import Page, Series

NOT_FOUND = "niet gevonden"
CALENDAR, FEED = "agenda om te volgen", "nieuws om te volgen"
STREAMS = ("agenda", "nieuws")
FEEDS = (*STREAMS, "aanbod")
LISTS = ("regios", "scholen", "gemeenten", "partners", "aanbod", "nieuws", "agenda", "themas")
ABOUT = ("over", "contact", "privacy", "toegankelijkheid", "woordenlijst", "doe-mee", "mail")
QUERIES = (
    *("school", "techniek", "robot", "robots", "techlab", "lassen", "timmeren", "gamen", "drones"),
    *("open dag", "kader", "vmbo kader", "mavo", "praktijkonderwijs", "isk", "mbo", "bouw", "auto"),
    *("sterk techniekonderwijs", "techniekpact", "sto", "regio", "amstelland", "uithoorn"),
    *("hoorn", "bergen", "den bosch", "heerhugowaard", "wellant", "clusius", "vonk", "tetrix"),
    *("1703", "1016GV 12", "Spui 70 Den Haag", "xyzzy"),
)
TO_DO_NEAR = ("1016", "1315", "1703", "3011", "9712")
SPOKEN_PROPERTIES = ("X-WR-CALNAME", "X-WR-CALDESC", "SUMMARY", "DESCRIPTION", "LOCATION")
SPOKEN_ELEMENTS = ["title", "subtitle", "summary", "rights", "name"]
Address = tuple[str, str]  # the kind of page, and its path and query


def addresses(day: date) -> Iterator[Address]:
    yield "begin", "/"
    yield from (("over de site", f"/{name}/") for name in ABOUT)
    yield from _lists()
    yield from _details(day)
    yield from _figures()
    yield from _calendars_and_feeds(day)
    for area in PostcodeArea.objects.order_by("code"):
        yield "postcode", f"/dichtbij/{area.code}/"
    yield "postcode", "/dichtbij/"
    yield from _searches(day)
    yield from _comparisons(day)
    yield "kaart", "/kaart/nederland.svg"
    yield NOT_FOUND, "/een-adres-dat-niet-bestaat/"
    yield NOT_FOUND, "/dichtbij/0123/"


def _lists() -> Iterator[Address]:
    for name in LISTS:
        yield f"lijst: {name}", f"/{name}/"
    for province in Province:
        query = urlencode({"provincie": fold(province.label).replace(" ", "-")})
        for name in ("regios", "scholen", "gemeenten"):
            yield f"lijst: {name}", f"/{name}/?{query}"
    yield "lijst: agenda", "/agenda/maand/2021-11/"
    for postcode in TO_DO_NEAR:
        yield "lijst: aanbod", f"/aanbod/?bij={postcode}"


def _details(day: date) -> Iterator[Address]:
    for region in Region.objects.published(day):
        address = region.get_absolute_url()
        yield "regio", address
        yield from (("regio: meer", f"{address}{more}/") for more in ("agenda", "nieuws"))
        yield from (("regio: jaar", f"{address}{more}/") for more in ("jaar", "jaar/2024"))
        yield from (("tijdlijn", f"{address}{more}/") for more in ("tijdlijn", "veranderd"))
    for municipality in Municipality.objects.current(day):
        yield "voor gemeenten", f"/voor-gemeenten/?gemeente={municipality.slug}"
        yield "tijdlijn", f"{municipality.get_absolute_url()}tijdlijn/"
    kinds: dict[str, Any] = {
        "gemeente": Municipality.objects.current(day),
        "vroegere gemeente": Municipality.objects.exclude(pk__in=Municipality.objects.current(day)),
        "school": School.objects.published(day),
        "partner": Partner.objects.published(day),
        "aanbod": Offer.objects.published(day),
        "thema": Theme.objects.published(day),
        "nieuws": Article.objects.published(day),
        "activiteit": Event.objects.published(day),
    }
    for kind, rows in kinds.items():
        yield from ((kind, row.get_absolute_url()) for row in rows)


def _figures() -> Iterator[Address]:
    for per in ("regio", "gemeente", "provincie"):
        yield "cijfers", f"/cijfers/?per={per}"
    yield from (("cijfers", row.get_absolute_url()) for row in Indicator.objects.order_by("slug"))
    for profile in Profile.values:
        yield "profiel", f"/profielen/{profile}/"
        yield "witte vlekken", f"/cijfers/witte-vlekken/?profiel={profile}"


def _calendars_and_feeds(day: date) -> Iterator[Address]:
    yield CALENDAR, "/agenda.ics"
    yield from ((FEED, f"/{feed}.atom") for feed in FEEDS)
    followed: list[Any] = [
        *Region.objects.published(day),
        *Municipality.objects.current(day),
        *Theme.objects.published(day),
    ]
    for row in followed:
        address = row.get_absolute_url()
        yield CALENDAR, f"{address.rstrip('/')}.ics"
        yield from ((FEED, f"{address}{stream}.atom") for stream in STREAMS)
    for school in School.objects.published(day):
        yield CALENDAR, f"{school.get_absolute_url().rstrip('/')}.ics"
    for area in PostcodeArea.objects.order_by("code"):
        yield CALENDAR, f"/dichtbij/{area.code}.ics"


def _searches(day: date) -> Iterator[Address]:
    regions = Region.objects.published(day).exclude_examples().values_list("name", flat=True)
    for query in dict.fromkeys([*QUERIES, *regions, *_shared_names(day)]):
        yield "zoeken", f"/zoeken/?q={quote(query)}"
        yield "suggesties", f"/zoeken/suggesties/?q={quote(query)}"


def _shared_names(day: date) -> Iterator[str]:
    schools = School.objects.published(day).exclude(place=None)
    names = schools.values("folded_name", "place__name").annotate(many=Count("pk"))
    for row in names.filter(many__gt=1).order_by("folded_name", "place__name"):
        yield f"{row['folded_name']} {row['place__name']}"


def _comparisons(day: date) -> Iterator[Address]:
    yield "vergelijken", "/vergelijken/"
    for region, next_region in pairwise(Region.objects.published(day)):
        yield "vergelijken", f"/vergelijken/?regio={region.slug}&regio={next_region.slug}"
    schools = (
        School.objects.published(day).taking_part(day).exclude_examples().order_by("folded_name")
    )
    for first, second in [*pairwise(schools), *_namesakes(day)]:
        yield "vergelijken", f"/vergelijken/?school={first.slug}&school={second.slug}&vanaf=1703"


def _namesakes(day: date) -> Iterator[tuple[School, School]]:
    schools = School.objects.published(day).exclude(place=None)
    for first, second in pairwise(schools.order_by("folded_name", "place_id", "pk")):
        if (first.folded_name, first.place_id) == (second.folded_name, second.place_id):
            yield first, second


@dataclass
class Outcome:
    statuses: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    series: Series | None = None


def visit(client: Client, kind: str, address: str) -> Outcome:
    outcome, pages = Outcome(), []
    while address:
        try:
            answer = client.get(address, follow=True)
        except Exception as error:  # visitors would get a 500
            outcome.statuses[500] += 1
            outcome.errors.append(f"{address}: {error!r}")
            break
        chain = [status for _, status in answer.redirect_chain]
        outcome.statuses.update([*chain, answer.status_code])
        if answer.status_code != (404 if kind == NOT_FOUND else 200):
            outcome.errors.append(f"{address}: {answer.status_code}")
            break
        pages.append(Page(_html_of(answer), _address_of(answer)))
        address = pages[-1].next_address
    outcome.series = Series(kind, pages[0].address, pages) if pages else None
    return outcome


def _address_of(answer: Any) -> str:
    query = answer.request.get("QUERY_STRING")
    return f"{answer.request['PATH_INFO']}?{query}" if query else answer.request["PATH_INFO"]


def _html_of(answer: Any) -> str:
    text: str = answer.content.decode()
    content_type = answer["Content-Type"].partition(";")[0]
    if content_type == "text/calendar":
        return _paragraphs(_texts_of_calendar(text))
    if content_type == "application/atom+xml":
        return _paragraphs(_texts_of_feed(text))
    if content_type != "application/json":
        return text
    rows = (
        f'<li class="row"><a class="row__name" href="{escape(hit["address"])}">'
        f"{escape(hit['name'])}</a> {escape(hit['where'])} · {escape(hit['kind'])}</li>"
        for hit in json.loads(text)
    )
    return f'<ul class="rows">{"".join(rows)}</ul>'


def _texts_of_calendar(text: str) -> Iterator[str]:
    calendar = Calendar.from_ical(text)
    for part in (calendar, *calendar.walk("VEVENT")):
        yield from (str(part[name]) for name in SPOKEN_PROPERTIES if name in part)


def _texts_of_feed(text: str) -> Iterator[str]:
    feed = BeautifulSoup(text, "xml")
    yield from (element.get_text() for element in feed.find_all(SPOKEN_ELEMENTS))


def _paragraphs(texts: Iterator[str]) -> str:
    return f"<main>{''.join(f'<p>{escape(text)}</p>' for text in texts)}</main>"
