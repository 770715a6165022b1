"""The search page."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.search.finding import MOST, Found
from pactdir.search.postcodes import postcode_area
from pactdir.search.question import LONGEST_QUESTION, read_question
from pactdir.search.spelling import meant_perhaps
from pactdir.search.synonyms import known_synonyms
from regions.clock import today
from regions.postcodes import postcode_in


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    day = today()
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    digits = postcode_in(asked)
    if digits and request.GET["q"] != digits:
        # The letters of a postcode point at a street: no page, print or bookmark keeps them.
        return redirect(f"{reverse('search')}?q={digits}")
    context = {"question": digits or asked, "day": day}
    if digits:
        context |= {"digits": digits, "area": postcode_area(digits)}
    elif asked:
        context |= _found(request, asked, day)
    return render(request, "search.html", context)


def _found(request: HttpRequest, asked: str, day: date) -> dict[str, object]:
    synonyms = known_synonyms()
    question = read_question(asked, synonyms)
    found = Found(question, request.GET, day)
    if not found:
        return {"suggestions": meant_perhaps(question, synonyms, day)}
    page = found.page(request.GET.get("page"))
    return {
        "filter": found.choices,
        "page": page,
        "hits": found.hits(page),
        "most": MOST if found.has_more else 0,
    }
