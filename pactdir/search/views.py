"""The search page."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pactdir.search.choices import LABELS
from pactdir.search.finding import MOST, Found
from pactdir.search.pupil_words import Step, step_from
from pactdir.search.question import LONGEST_QUESTION, read_question
from pactdir.search.spelling import meant_perhaps
from pactdir.search.synonyms import known_synonyms
from pactdir.search_box.gazetteer import gazetteer
from pactdir.search_box.understanding import Understood, meant_by, nearest_names, understand
from regions.clock import today
from regions.lists.query_names import reads


@require_safe
@reads("q", "page", *LABELS)
def search(request: HttpRequest) -> HttpResponse:
    day = today()
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    understood = understand(asked, day)
    is_narrowed = not request.GET.keys() <= {"q"}
    step = None if is_narrowed else step_from(asked, day)
    if step and step.is_all and understood.leads_to and not understood.is_postcode:
        # "Dieren" is a village, and what a pupil likes.
        understood = Understood(choices=tuple(meant_by(asked, gazetteer(day))))
    # Who narrows what was found by a choice is searching, and stays.
    if understood.leads_to and (understood.is_postcode or not is_narrowed):
        return redirect(understood.leads_to)
    context = {"question": asked, "understood": understood, "step": step, "day": day}
    if asked:
        context |= _found(request, asked, understood, step, day)
    return render(request, "search.html", context)


def _found(
    request: HttpRequest, asked: str, understood: Understood, step: Step | None, day: date
) -> dict[str, object]:
    synonyms = known_synonyms(day)
    question = read_question(asked, synonyms)
    found = Found(question, request.GET, day)
    if not found and understood.is_told:
        return {}
    if not found and step:
        return {}
    if not found:
        near = nearest_names(asked, day) or meant_perhaps(question, synonyms, day)
        return {"did_you_mean": near}
    page = found.page(request.GET.get("page"))
    return {
        "filters": found.choices.shown,
        "page": page,
        "hits": found.hits(page),
        "most": MOST if found.has_more else 0,
    }
