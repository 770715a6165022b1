"""The home page, and the pages about the site itself."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from news.models import Article, Event
from pactdir.map.area import COUNTRY, AreaMap
from pactdir.map.cached_maps import area_map
from pactdir.pages.accessibility import NOT_TESTED, TESTED
from pactdir.pages.region_rows import RegionRow, region_rows
from pactdir.retention.rules import RULES
from regions.clock import today
from regions.models import Region
from regions.published_regions import published_regions
from regions.wording.glossary import TERMS
from schools.models import Profile

MAX_UPCOMING_EVENTS, MAX_PAST_EVENTS, ARTICLES = 4, 2, 4


@dataclass(frozen=True, slots=True)
class Home:
    """Past events are loaded only if there are no upcoming ones."""

    regions: list[RegionRow]
    example: Region | None
    upcoming: list[Event]
    past: list[Event]
    articles: list[Article]
    map: AreaMap | None


def load_home(day: date) -> Home:
    regions = published_regions(day).values()
    events = Event.objects.published(day).exclude_examples().for_list()
    upcoming = list(events.upcoming(day)[:MAX_UPCOMING_EVENTS])
    return Home(
        regions=region_rows((region for region in regions if not region.is_example), day),
        example=_example(day),
        upcoming=upcoming,
        past=[] if upcoming else list(events.past(day)[:MAX_PAST_EVENTS]),
        articles=list(Article.objects.published(day).exclude_examples().for_list()[:ARTICLES]),
        map=area_map(COUNTRY, day),
    )


def _example(day: date) -> Region | None:
    return next((region for region in published_regions(day).values() if region.is_example), None)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    day = today()
    return render(request, "home.html", {"page": load_home(day), "day": day})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    day = today()
    return render(request, "pages/over.html", {"example": _example(day), "day": day})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/contact.html", _with_controller())


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", _with_controller() | {"rules": RULES})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = _with_controller() | {"tested": TESTED, "not_tested": NOT_TESTED}
    return render(request, "pages/toegankelijkheid.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    letters = groupby(TERMS.values(), key=lambda term: term.letter)
    context = {
        "letters": [(letter, list(terms)) for letter, terms in letters],
        "profiles": Profile.values,
        "day": today(),
    }
    return render(request, "pages/woordenlijst.html", context)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("img/favicon.svg"))


def _with_controller() -> dict[str, object]:
    return {
        "day": today(),
        "controller_name": settings.CONTROLLER_NAME,
        "controller_email": settings.CONTROLLER_EMAIL,
        "security_contact": settings.SECURITY_CONTACT,
    }
