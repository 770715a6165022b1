"""The pages on which a company or region fills in, sees and sends what it places."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pactdir.accounts.deciders import decider_in_words
from pactdir.models import Submission, SubmissionKind, SubmissionLink, SubmissionState
from pactdir.public_forms.views import View, public_form_view
from pactdir.submissions.deciding import (
    ask_removal,
    begin_edit,
    hide_contact,
    keep,
    keep_published,
    send,
    take_back,
    withdraw,
)
from pactdir.submissions.links import find_link, request_link
from pactdir.submissions.merging import proposal_of
from pactdir.submissions.personal_addresses import personal_addresses
from pactdir.submissions.prefilling import new_submission, profile_of
from pactdir.submissions.publishing import answers_for_sender, preview_of, public_page
from pactdir.submissions.questions import (
    QUESTIONS,
    ButtonForm,
    CheckForm,
    LinkRequestForm,
    step_form,
)
from pactdir.submissions.wording import answers_in_words
from regions.clock import today
from regions.editing.preview import with_bar

SEE_OTHER = 303
MAX_DRAFTS = 10
TOO_MANY_DRAFTS = "U hebt al tien concepten. Verstuur er een, of trek er een in."
CHANGED = "Dit is net veranderd. Hieronder staat hoe het nu is."
# From a page that shows how it was: what changes nothing, and what must always work.
ANYTIME = ("preview", "hide")
CHANGED_ELSEWHERE = "Dit is net in een ander venster veranderd. Bewaar het nog eens."
NEW = {
    SubmissionKind.PROFILE: "Plaats uw bedrijf",
    SubmissionKind.OFFER: "Plaats uw aanbod",
    SubmissionKind.REGION: "Meld een regio aan",
}


def _redirect(name: str, *args: Any) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"submissions:{name}", args=args), status=SEE_OTHER)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {"day": today(), **context}
    response = render(request, f"submissions/{template}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


@public_form_view
def start(request: HttpRequest) -> HttpResponse:
    form = LinkRequestForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        request_link(form.cleaned_data["email"])
        return _redirect("requested")
    return _page(request, "start", {"form": form}, status=422 if form.errors else 200)


@require_safe
@never_cache
def requested(request: HttpRequest) -> HttpResponse:
    return _page(request, "requested", {})


def with_link(view: View) -> View:
    """Find the link and, of a submission, one of the same email address."""

    @public_form_view
    def of_sender(
        request: HttpRequest, token: str, number: int | None = None, **kwargs: Any
    ) -> HttpResponse:
        link = find_link(token, timezone.now())
        if link is None:
            return _page(request, "expired", {}, status=404)
        if number is None:
            return view(request, token, link, **kwargs)
        rows = Submission.objects.select_related("region", "partner", "offer__partner")
        submission = rows.filter(email=link.email, pk=number).first()
        if submission is None:
            return _page(request, "expired", {"token": token}, status=404)
        try:
            return view(request, token, submission, **kwargs)
        except Submission.DoesNotExist:  # deleted meanwhile
            return _page(request, "expired", {"token": token}, status=404)

    return of_sender


@with_link
def overview(request: HttpRequest, token: str, link: SubmissionLink) -> HttpResponse:
    rows = Submission.objects.filter(email=link.email).select_related("region", "partner", "offer")
    form = ButtonForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = request.POST.get("kind", "")
        if kind in SubmissionKind.values:
            if rows.unsent().count() < MAX_DRAFTS:
                submission = new_submission(kind, link.email)
                return _redirect("step", token, submission.pk, "wie")
            form.add_error(None, TOO_MANY_DRAFTS)
    context = {
        "form": form,
        "token": token,
        "link": link,
        "submissions": list(rows.order_by("-pk")),
        "new": NEW.items(),
        "has_profile": profile_of(link.email) is not None,
    }
    return _page(request, "overview", context, status=422 if form.errors else 200)


@with_link
def step(request: HttpRequest, token: str, submission: Submission, step: str) -> HttpResponse:
    steps = list(QUESTIONS[submission.kind].steps)
    if step not in steps or not submission.may_be_changed:
        return _redirect("check", token, submission.pk)
    if request.method == "POST":
        form = step_form(submission, step, request, request.POST)
        if not _shows_now(request, submission):
            form.add_error(None, CHANGED_ELSEWHERE)
        if form.is_valid() and _keep(submission, form):
            later = steps[steps.index(step) + 1 :]
            if not later:
                return _redirect("check", token, submission.pk)
            return _redirect("step", token, submission.pk, later[0])
    else:
        form = step_form(submission, step, request)
    context = {
        "form": form,
        "token": token,
        "submission": submission,
        "title": QUESTIONS[submission.kind].titles[step],
        "number": steps.index(step) + 1,
        "count": len(steps) + 1,
    }
    return _page(request, "step", context, status=422 if form.errors else 200)


def _keep(submission: Submission, form: Any) -> bool:
    region = form.cleaned_data.get("region", submission.region)
    if kept := keep(submission, form.as_typed(), region):
        return kept
    form.add_error(None, CHANGED_ELSEWHERE)
    submission.refresh_from_db()
    return False


def _shows_now(request: HttpRequest, submission: Submission) -> bool:
    """Whether the page that was sent shows what is stored now."""
    return request.POST.get("seen") == submission.version


@with_link
def check(request: HttpRequest, token: str, submission: Submission) -> HttpResponse:
    questions = _proposed(submission)
    form = CheckForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if response := _act(request, token, submission, questions, form):
            return response
        questions = _proposed(submission)  # it may have been decided on just now
    missing = []
    if submission.may_be_changed:
        missing = [
            (name, _step_of(questions, name), f"{_label_of(questions, name)}{error}")
            for name, errors in questions.errors.items()
            for error in errors
        ]
    context = {
        "form": form,
        "token": token,
        "submission": submission,
        "answers": answers_in_words(questions, questions.data),
        "missing": missing,
        "personal": [
            (name, _step_of(questions, name), email)
            for name, email in personal_addresses(questions.data)
        ],
        "steps": questions.titles.items(),
        "is_profile": submission.kind == SubmissionKind.PROFILE,
        "has_preview": submission.kind != SubmissionKind.REGION,
        "page": public_page(submission.row, today()) if submission.row else "",
        "decider": decider_in_words(submission.region),
    }
    return _page(request, "check", context, status=422 if form.errors else 200)


def _act(
    request: HttpRequest, token: str, submission: Submission, questions: Any, form: CheckForm
) -> HttpResponse | None:
    what = request.POST.get("what")
    if what not in ANYTIME and not _shows_now(request, submission):
        form.add_error(None, CHANGED)
        return None
    done = True
    if what == "preview" and submission.kind != SubmissionKind.REGION and questions.is_valid():
        try:
            html = preview_of(submission, questions, today(), request)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return None
        bar = render_to_string(
            "submissions/_preview_bar.html", {"token": token, "submission": submission}
        )
        return _as_page(with_bar(html, bar))
    if what == "send" and submission.may_be_changed and questions.is_valid():
        done = send(submission)
    elif what == "back" and submission.state == SubmissionState.SENT:
        done = take_back(submission)
    elif what == "edit" and submission.state == SubmissionState.ACCEPTED:
        done = begin_edit(submission)
        if done:
            return _redirect("step", token, submission.pk, "wie")
    elif what == "hide" and submission.row is not None:
        hide_contact(submission)
    elif what == "remove" and _is_public(submission) and not submission.asks_removal:
        done = ask_removal(submission, form.cleaned_data["removal_reason"])
    elif what == "keep" and submission.asks_removal:
        done = keep_published(submission)
    elif what == "withdraw" and submission.state != SubmissionState.ACCEPTED:
        done = withdraw(submission)
        if done:
            return _redirect("overview", token)
    else:
        return None
    if not done:
        form.add_error(None, CHANGED)
        submission.refresh_from_db()
        return None
    return _redirect("check", token, submission.pk)


def _is_public(submission: Submission) -> bool:
    return submission.row is not None and bool(public_page(submission.row, today()))


def _proposed(submission: Submission) -> Any:
    """The answers, with what editors changed on the published row since, or that row itself."""
    values, row = submission.answers, submission.row
    if row is not None:
        now = answers_for_sender(row, submission)
        is_accepted = submission.state == SubmissionState.ACCEPTED
        values = now if is_accepted else proposal_of(submission, now).values
    return QUESTIONS[submission.kind](data=values)


def _as_page(html: str) -> HttpResponse:
    response = HttpResponse(html)
    response["X-Robots-Tag"] = "noindex"
    return response


def _label_of(questions: Any, name: str) -> str:
    return f"{questions.fields[name].label}: " if name in questions.fields else ""


def _step_of(questions: Any, name: str) -> str:
    found = (step for step, names in questions.steps.items() if name in names)
    return next(found, next(iter(questions.steps)))
