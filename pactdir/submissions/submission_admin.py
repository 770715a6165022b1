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
from pactdir.submissions.deciding import AlreadyDecided, accept, refuse
from pactdir.submissions.doubles import Double, doubles_of
from pactdir.submissions.publishing import places_named
from pactdir.submissions.questions import QUESTIONS
from pactdir.submissions.views import answers_in_words, in_words
from partners.models import Partner
from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.composed import CLASHED
from regions.editing.form_fields import choice_label
from regions.editing.list_filters import ScopedRelatedFilter
from regions.editing.national import ReadOnlyAdmin
from regions.editing.pages import admin_page, admin_url
from regions.models import Place

GONE = "Hierover is net beslist, of de inzender nam het terug. Hieronder staat hoe het nu is."
UNWANTED = "Dit hoort niet op deze site."
ACCEPTED = "Opgenomen. De inzender krijgt mail."
REFUSED = "Afgewezen. De inzender krijgt mail met de reden."


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Reden",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )


def review_form(submission: Submission, doubles: list[Double], data: Any = None) -> Any:
    """The questions with all answers, and what only a leader decides."""
    answers = submission.answers
    form = QUESTIONS[submission.kind](data, initial=answers)
    for field in form.fields.values():
        field.disabled = False
    if submission.kind == SubmissionKind.REGION:
        return form
    row = submission.row
    present = row.place_id if row is not None else None
    found = places_named(str(answers.get("place_name") or ""))
    places = Place.objects.filter(pk__in=[place.pk for place in found] + [present])
    form.fields["place"] = PlaceField(
        places.select_related("municipality"),
        initial=found[0].pk if len(found) == 1 else None,
        label="Plaats op de pagina",
        required=False,
        empty_label="Niet bekend",
    )
    if row is None:
        known = [double.partner.pk for double in doubles if double.may_be_chosen]
        form.fields["partner"] = forms.ModelChoiceField(
            Partner.objects.filter(pk__in=known),
            label="Is dit een partner die er al staat?",
            required=False,
            empty_label="Nee, een nieuwe partner",
            initial=submission.partner_id,
        )
    return form


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, place: Any) -> str:
        return choice_label(place)


class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["name_shown", "kind", "region", "state", "sent_at", "is_overdue"]
    list_select_related = ["region"]
    list_filter = ["state", "kind", ("region", ScopedRelatedFilter)]
    list_per_page = 50
    actions = ["refuse_unwanted"]
    ordering = ["-state", "sent_at", "pk"]  # "verstuurd" comes first

    @admin.display(description="wat")
    def name_shown(self, row: Submission) -> str:
        return row.name or "Zonder naam"

    @admin.display(description="langer dan 14 dagen", boolean=True)
    def is_overdue(self, row: Submission) -> bool:
        return row.state == SubmissionState.SENT and row.is_overdue(timezone.now())

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
        doubles = doubles_of(submission, rights_of(request))
        decides = request.method == "POST" and submission.state == SubmissionState.SENT
        form = review_form(submission, doubles, request.POST if decides else None)
        refusing = decides and "refuse" in request.POST
        reason = ReasonForm(request.POST if refusing else None)
        if request.method == "POST":
            if not {"accept", "refuse"} & request.POST.keys():
                raise PermissionDenied  # it is only decided on here
            if not decides or request.POST.get("seen") != _seen(submission):
                messages.error(request, GONE)
                return HttpResponseRedirect(admin_url(self, "change", submission.pk))
            if refusing and reason.is_valid():
                return self._refuse(request, submission, reason.cleaned_data["reason"])
            if not refusing and form.is_valid() and self._accept(request, submission, form):
                return HttpResponseRedirect(admin_url(self, "changelist"))
        if refusing:
            form = review_form(submission, doubles)
        context = {
            "title": str(submission),
            "object": submission,
            "submission": submission,
            "form": form,
            "fields": _fields(form, submission),
            "answers": answers_in_words(QUESTIONS[submission.kind](), submission),
            "reason": reason,
            "seen": _seen(submission),
            "doubles": doubles,
            "is_waiting": submission.state == SubmissionState.SENT,
            "change_url": admin_url(self, "change", submission.pk),
        }
        status = 200 if not decides else 422
        return admin_page(self, request, "admin/submission.html", context, status)

    def _accept(self, request: HttpRequest, submission: Submission, form: Any) -> bool:
        partner = submission.partner or form.cleaned_data.get("partner")
        if submission.offer is not None:
            partner = submission.offer.partner
        try:
            row = accept(submission, form, partner, cast(User, request.user), today())
        except AlreadyDecided:
            form.add_error(None, GONE)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        except IntegrityError:
            form.add_error(None, CLASHED)
        else:
            self.message_user(request, ACCEPTED)
            if submission.kind == SubmissionKind.REGION:
                self.message_user(request, f"{row} is een concept. Nodig nu de projectleider uit.")
            return True
        submission.refresh_from_db()
        return False

    def _refuse(self, request: HttpRequest, submission: Submission, reason: str) -> HttpResponse:
        if refuse(submission, reason, cast(User, request.user)):
            self.message_user(request, REFUSED)
            return HttpResponseRedirect(admin_url(self, "changelist"))
        messages.error(request, GONE)
        return HttpResponseRedirect(admin_url(self, "change", submission.pk))


def _seen(submission: Submission) -> str:
    return submission.changed_at.isoformat()


def _fields(form: Any, submission: Submission) -> list[tuple[Any, str, bool]]:
    """Each field, with what is published now and whether the sender changed that."""
    before, answers = submission.before, submission.answers
    return [
        (
            field,
            in_words(field, before.get(field.name)) if before else "",
            bool(before) and field.name in answers and _differs(before, answers, field.name),
        )
        for field in form
    ]


def _differs(before: dict[str, Any], answers: dict[str, Any], name: str) -> bool:
    return (before.get(name) or "") != (answers.get(name) or "")
