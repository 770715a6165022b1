"""The search page."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.search.facets import LABELS
from pactdir.search.pupil_words import RELATED, NearbyShortcut, nearby_shortcut
from pactdir.search.query import MAX_QUERY_LENGTH, parse_query
from pactdir.search.results import MAX_RESULTS, SearchResults
from pactdir.search.site_pages import PageLink, pages_for
from pactdir.search.spelling import spelling_suggestions
from pactdir.search.synonyms import current_synonyms
from pactdir.search_box.gazetteer import gazetteer
from pactdir.search_box.interpreter import (
    Interpretation,
    interpret,
    nearest_names,
    places_named,
)
from regions.clock import today
from regions.lists.query_names import reads


@require_safe
@reads("q", "page", *LABELS)
def search(request: HttpRequest) -> HttpResponse:
    day = today()
    text = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
    interpretation = interpret(text, day)
    has_filters = not request.GET.keys() <= {"q"}
    shortcut = None if has_filters else nearby_shortcut(text, day)
    redirect_to = interpretation.redirect_to
    if shortcut and shortcut.is_whole_query and redirect_to and not interpretation.is_postcode:
        # Ambiguous: "Dieren" is a village, and animals are what a pupil may be interested in.
        interpretation = Interpretation(choices=tuple(places_named(text, gazetteer(day))))
    # A visitor who filters results is never redirected, except from the letters of a postcode.
    elif redirect_to and (interpretation.is_postcode or not has_filters):
        return redirect(redirect_to)
    context = {
        "query": text,
        "interpretation": interpretation,
        "shortcut": shortcut,
        "day": day,
    }
    if text:
        context |= _results(request, text, interpretation, shortcut, day)
    return render(request, "search.html", context)


def _results(
    request: HttpRequest,
    text: str,
    interpretation: Interpretation,
    shortcut: NearbyShortcut | None,
    day: date,
) -> dict[str, object]:
    synonyms = current_synonyms(day)
    query = parse_query(text, synonyms, RELATED)
    results = SearchResults(query, request.GET, day)
    pages = [*_profile_page(shortcut), *pages_for(query)]
    if not results and interpretation.besides:
        # "Tabor 1703": if no text contains the number, search for the other words.
        query = parse_query(interpretation.besides, synonyms, RELATED)
        results = SearchResults(query, request.GET, day)
    if not results and (asked := query.without_question_words()):
        query = asked
        results = SearchResults(query, request.GET, day)
    if not results:
        if interpretation.has_message or shortcut or pages:
            return {"pages": pages}
        names = nearest_names(text, day) or spelling_suggestions(query, synonyms, day)
        return {"did_you_mean": names}
    page = results.page(request.GET.get("page"))
    return {
        "pages": pages,
        "searched": query.text,
        "filters": results.facets.shown,
        "page": page,
        "hits": results.hits(page),
        "max_results": MAX_RESULTS if results.has_more else 0,
    }


def _profile_page(shortcut: NearbyShortcut | None) -> Iterator[PageLink]:
    if shortcut and shortcut.names_profile:
        address = reverse("profiles:detail", args=[shortcut.value])
        yield PageLink(f"Profiel {shortcut.label}", address)
