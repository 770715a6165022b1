"""The queue in which leaders decide on what was sent to their region."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from pactdir.models import Submission, SubmissionKind, SubmissionState
from pactdir.submissions.deciding import AlreadyDecided, EditConflict, accept, refuse, remove
from pactdir.submissions.publishing import drafts_of, public_page
from pactdir.submissions.questions import QUESTIONS
from pactdir.submissions.reviewing import NOT_YOURS, Review
from pactdir.submissions.wording import answers_in_words
from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.composed import CLASHED
from regions.editing.list_filters import ScopedRelatedFilter
from regions.editing.national import ReadOnlyAdmin
from regions.editing.pages import admin_page, admin_url

GONE = "Hierover is net beslist, of de inzender nam het terug. Hieronder staat hoe het nu is."
UNWANTED = "Dit hoort niet op deze site."
ACCEPTED = "Opgenomen. De inzender krijgt mail."
REMOVED = "Het is van de site. De inzender krijgt mail."
REFUSED = "Afgewezen. De inzender krijgt mail met de reden."


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Reden",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )


class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["name_shown", "kind", "region", "state_shown", "sent_at", "is_overdue"]
    list_select_related = ["region"]
    list_filter = ["state", "asks_removal", "kind", ("region", ScopedRelatedFilter)]
    list_per_page = 50
    actions = ["refuse_unwanted"]
    ordering = ["-asks_removal", "-state", "sent_at", "pk"]  # "verstuurd" comes first

    @admin.display(description="wat")
    def name_shown(self, row: Submission) -> str:
        return row.name or "Zonder naam"

    @admin.display(description="stand", ordering="state")
    def state_shown(self, row: Submission) -> str:
        return row.state_in_words

    @admin.display(description="langer dan 14 dagen", boolean=True)
    def is_overdue(self, row: Submission) -> bool:
        return _waits(row) and row.is_overdue(timezone.now())

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Submission.objects.visible_to(rights_of(request)).order_by(*self.ordering)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if obj is not None and not rights.is_national:
            return obj.region_id in rights.leads and obj.state != SubmissionState.DRAFT
        return rights.is_national or bool(rights.leads)

    @admin.action(description="Weiger als ongewenste reclame, zonder mail", permissions=["view"])
    def refuse_unwanted(self, request: HttpRequest, rows: QuerySet) -> None:
        user = cast(User, request.user)
        waiting = rows.filter(state=SubmissionState.SENT)
        refused = sum(refuse(row, UNWANTED, user, tell=False) for row in waiting)
        self.message_user(request, f"Afgewezen: {refused}.")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        submission = self.get_object(request, object_id)
        if submission is None or not self.has_view_permission(request, submission):
            return super().change_view(request, object_id, form_url, extra_context)
        rights, data = rights_of(request), None
        if request.method == "POST" and submission.state == SubmissionState.SENT:
            data = request.POST
        review = Review(submission, rights, data, today())
        refusing = data is not None and "refuse" in data
        reason = ReasonForm(data if refusing else None)
        if request.method == "POST" and "remove" in request.POST:
            return self._remove(request, review)
        if request.method == "POST":
            if not {"accept", "refuse"} & request.POST.keys():
                raise PermissionDenied  # it is only decided on here
            if data is None or data.get("seen") != submission.version:
                messages.error(request, GONE)
                return HttpResponseRedirect(admin_url(self, "change", submission.pk))
            if refusing and reason.is_valid():
                return self._refuse(request, submission, reason.cleaned_data["reason"])
            if not refusing and review.may_be_accepted():
                try:
                    return self._accept(request, review)
                except EditConflict:
                    return self.change_view(request, object_id, form_url, extra_context)
                except ValidationError as error:
                    review.form.add_error(None, ValidationError(error.messages))
                except IntegrityError:
                    review.form.add_error(None, CLASHED)
                submission.refresh_from_db()
        if refusing:
            review = Review(submission, rights, None, today())
        context = {
            "title": str(submission),
            "object": submission,
            "submission": submission,
            "review": review,
            "form": review.form,
            "answers": answers_in_words(QUESTIONS[submission.kind](), submission.answers),
            "reason": reason,
            "seen": submission.version,
            "is_waiting": submission.state == SubmissionState.SENT,
            "waits": _waits(submission),
            "page": public_page(row, today()) if (row := submission.row) is not None else "",
            "drafts": drafts_of(submission),
            "is_profile": submission.kind == SubmissionKind.PROFILE,
            "change_url": admin_url(self, "change", submission.pk),
        }
        status = 200 if data is None else 422
        return admin_page(self, request, "admin/submission.html", context, status)

    def _accept(self, request: HttpRequest, review: Review) -> HttpResponse:
        """Raise EditConflict, or ValidationError or IntegrityError if it cannot be written."""
        submission, by = review.submission, cast(User, request.user)
        try:
            row = accept(submission, review.form, review.chosen, review.now, by, today())
        except AlreadyDecided:
            messages.error(request, GONE)
            return HttpResponseRedirect(admin_url(self, "change", submission.pk))
        self.message_user(request, ACCEPTED)
        if submission.kind == SubmissionKind.REGION:
            self.message_user(request, f"{row} is een concept. Nodig nu de projectleider uit.")
        return HttpResponseRedirect(admin_url(self, "changelist"))

    def _refuse(self, request: HttpRequest, submission: Submission, reason: str) -> HttpResponse:
        if refuse(submission, reason, cast(User, request.user)):
            self.message_user(request, REFUSED)
            return HttpResponseRedirect(admin_url(self, "changelist"))
        messages.error(request, GONE)
        return HttpResponseRedirect(admin_url(self, "change", submission.pk))

    def _remove(self, request: HttpRequest, review: Review) -> HttpResponse:
        submission = review.submission
        if not review.may_change_row:
            messages.error(request, NOT_YOURS)
        elif self._is_removed(request, submission):
            self.message_user(request, REMOVED)
            return HttpResponseRedirect(admin_url(self, "changelist"))
        return HttpResponseRedirect(admin_url(self, "change", submission.pk))

    def _is_removed(self, request: HttpRequest, submission: Submission) -> bool:
        try:
            if request.POST.get("seen") == submission.version and remove(
                submission, cast(User, request.user)
            ):
                return True
            messages.error(request, GONE)
        except ValidationError as error:  # an older row that is not valid today
            for message in error.messages:
                messages.error(request, message)
        return False


def _waits(submission: Submission) -> bool:
    return submission.state == SubmissionState.SENT or submission.asks_removal
