"""Home, and the pages about the site itself."""

from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from news.models import Article, Event
from pactdir.pages.accessibility import NOT_TESTED, TESTED
from pactdir.pages.region_page import RegionPage
from regions.clock import today
from regions.models import Region
from regions.wording.glossary import TERMS


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    day = today()
    events = Event.objects.published(day).real().for_list()
    regions = Region.objects.published(day)
    context = {
        "coming": events.coming(day)[:4],
        "past": events.past(day)[:2],
        "articles": Article.objects.published(day).real().for_list()[:4],
        "rows": [RegionPage(region, day) for region in regions.real().for_list()],
        "example": regions.filter(is_example=True).first(),
        "day": day,
    }
    return render(request, "home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    day = today()
    example = Region.objects.published(day).filter(is_example=True).first()
    return render(request, "pages/over.html", {"example": example, "day": day})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/contact.html", _with_controller())


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", _with_controller())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = _with_controller() | {"tested": TESTED, "not_tested": NOT_TESTED}
    return render(request, "pages/toegankelijkheid.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    letters = groupby(TERMS.values(), key=lambda term: term.letter)
    context = {"letters": [(letter, list(terms)) for letter, terms in letters], "day": today()}
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
