"""No malformed URL, query string or header gives a server error."""

import re
from datetime import date
from typing import NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from regions.lists.query_names import names_read_by
from tests import make

pytestmark = pytest.mark.django_db

ONE_IN = 20  # share of all requests that an ordinary run sends
AT_LEAST = 300  # requests in each half
# Parameters that any view might read, declared or not.
NAMES = ["page", "q", "regio", "jaar"]
SKIPPED = ("admin/", "livez", "readyz")
BAD = [
    *("%00", "%FF", "%ED%A0%80", "%F0%9F", "\xff", "%", "%%%s%n", "", "9" * 30, "-" + "9" * 30),
    *("-1", "1e999", "NaN", "%D9%A1%D9%A2", "½", "2026-02-30", "true", "%5B%5D", "..%2F..%2Fetc"),
    *("%7B%22a%22%3A1%7D", "%0D%0AX:y", "%27%20OR%201%3D1;--", "a" * 100_000),
]
RARE = ["%00", "%FF", "%ED%A0%80", "%D9%A3", "%C4%B0", "%5B", "%25", "%20", "|", "-", "9", "a", "+"]
VALUES = st.one_of(
    st.lists(st.sampled_from(RARE), min_size=1, max_size=12).map("".join),
    st.integers().map(str),
    st.floats().map(str),
    st.binary(min_size=1, max_size=12).map(lambda raw: "".join(f"%{byte:02X}" for byte in raw)),
)
# The value once, twice, as an array, as an object, empty, and among empty ones.
NOTATIONS = [
    "{0}={1}",
    "{0}={1}&{0}={1}",
    "{0}[]={1}",
    "{0}[a]={1}",
    "{0}",
    "&;{0}={1}&=",
    "{0}=={1}",
]
HEADERS = [
    *("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_HOST", "HTTP_IF_MODIFIED_SINCE"),
    *("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_COOKIE", "HTTP_RANGE"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "CONTENT_TYPE", "CONTENT_LENGTH"),
]
HEADER_VALUES = [
    *BAD,
    'W/"',
    '"' * 1000,
    "*",
    "W/*",
    "br;q=9" * 999,
    ",;" * 999,
    "[::1",
    "a:b:c",
    "@",
]


class Requests:
    """Sends requests, and counts them and the server errors."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)
        self.count = 0
        self.errors = {}

    def get(self, path, query="", **headers):
        self.count += 1
        answer = self.client.generic("GET", path, QUERY_STRING=query, **headers)
        if answer.status_code >= 500:
            error = repr(answer.exc_info[1]) if answer.exc_info else answer.status_code
            self.errors.setdefault(str(error)[:200], (path[:80], query[:80], str(headers)[:80]))
        return answer


@pytest.fixture
def requests():
    return Requests()


def routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if route.startswith(SKIPPED):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield f"/{route}"


def all_routes():
    return list(routes(get_resolver().url_patterns))


def fill_in(route, value):
    route = route.replace("<sheet:extension>", "csv")
    return re.sub(r"<[^>]+>", lambda _: value, route)


@pytest.fixture
def rows():
    region = make.a_region(slug="rij", name="Rij")
    place = make.a_place(municipality=make.a_municipality(slug="rij", name="Rij"))
    make.a_postcode_area(code="1703", place=place)
    school = make.a_school(slug="rij", name="Rij", place=place)
    partner = make.a_partner(slug="rij", name="Rij")
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=partner)
    indicator = make.an_indicator(slug="rij", name="Rij")
    make.a_figure(indicator=indicator, area_code="rij", profile="pie")
    make.an_article(slug="rij", name="Rij", region=region)
    make.an_event(slug="rij", name="Rij", region=region)
    make.an_offer(slug="rij", name="Rij", region=region)
    make.a_region_theme(region=region, theme=make.a_theme(slug="rij", name="Rij"))


def existing_page(route):
    route = route.replace("<str:span>", "2021").replace("<stream:stream>", "agenda")
    special = {"month": "2026-11", "pc4": "1703", "profielen/<slug": "pie", "<int:": "1"}
    return fill_in(route, next((special[name] for name in special if name in route), "rij"))


class Parameter(NamedTuple):
    """A query parameter of a page, and whether the page reads its query string at all."""

    page: str
    name: str
    is_read: bool


def parameters_of(requests, page, monkeypatch):
    # The first request shows whether the page reads its query string.
    read = []

    def note(request):
        read.append(request.path)
        return QueryDict(request.META["QUERY_STRING"])

    with monkeypatch.context() as patch:
        patch.setattr(WSGIRequest, "GET", property(note))
        requests.client.get(page)
    own = names_read_by(resolve(page).func) - set(NAMES)
    return [Parameter(page, name, bool(read)) for name in [*NAMES, *sorted(own)]]


def random_values():
    drawn = []

    @settings(
        max_examples=1,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(VALUES, min_size=8, max_size=8, unique=True))
    def draw(values):
        drawn.extend(values)

    draw()
    return drawn


@pytest.fixture
def send_all(pytestconfig):
    return pytestconfig.option.every_request


def all_requests(parameters, values):
    """Each value in each parameter and path, and each bad value in each header.

    Pages that do not read their query string get half of the values.
    """
    for number, (page, name, is_read) in enumerate(parameters):
        for turn, value in enumerate(values):
            if is_read or (number + turn) % 2:
                yield page, NOTATIONS[(number + turn) % len(NOTATIONS)].format(name, value), {}
    for route in all_routes():
        for value in values if "<" in route else []:
            yield fill_in(route, value), "", {}
    for page in ("/", "/regios/rij/"):
        for header in HEADERS:
            for value in HEADER_VALUES:
                yield page, "", {header: value}


@pytest.mark.parametrize("part", [0, 1])
def test_no_malformed_request_gives_a_server_error(
    rows, requests, capsys, monkeypatch, part, send_all
):
    """An even sample of a few hundred; `make hostile` sends them all."""
    pages = [existing_page(route) for route in all_routes()]
    parameters = [
        parameter for page in pages for parameter in parameters_of(requests, page, monkeypatch)
    ]
    values = [*BAD, *random_values()]
    step = 2 if send_all else ONE_IN

    for page, query, headers in list(all_requests(parameters, values))[part * step // 2 :: step]:
        requests.get(page, query, **headers)

    with capsys.disabled():
        print(  # noqa: T201
            f"\n{requests.count} misvormde verzoeken: {len(values)} waarden in "
            f"{len(parameters)} parameters van {len(pages)} adressen"
        )
    assert requests.errors == {}
    assert len(values) >= 20
    assert {page for page, _, is_read in parameters if is_read} >= {"/regios/", "/zoeken/"}
    assert requests.count >= AT_LEAST


def test_a_server_error_is_reported(requests, monkeypatch):
    monkeypatch.setattr("pactdir.search.views.today", lambda: 1 / 0)
    requests.get("/zoeken/", "q=%00")

    assert requests.errors == {"ZeroDivisionError('division by zero')": ("/zoeken/", "q=%00", "{}")}


def test_nearly_every_route_has_an_existing_page(rows, requests, settings):
    settings.SECURITY_CONTACT = "mailto:lek@pactdir.example"
    settings.SECURITY_EXPIRES = date(2027, 6, 30)
    answers = {route: requests.get(existing_page(route)) for route in all_routes()}
    missing = [route for route, answer in answers.items() if answer.status_code == 404]

    assert missing == [
        "/mail/<str:token>/",
        "/mail/<str:token>/afmelden/",
        "/kaart/<slug:name>.svg",
        "/doe-mee/link/<str:token>/",
        "/doe-mee/link/<str:token>/<int:number>/",
        "/doe-mee/link/<str:token>/<int:number>/<slug:step>/",
        "/voorbeeld/<str:key>/",
        "/voorbeeld/beeld/<str:signed>/<int:width>.<slug:extension>",
        "/beeld/<slug:digest>-<int:width>.<slug:extension>",
        "/document/<slug:key>/<str:name>",
        "/sitemap-<slug:section>.xml",
    ]
