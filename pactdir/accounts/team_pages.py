"""The page on which leaders and national editors decide who works on a region."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from pactdir.accounts.account_admin import MAX_NAME
from pactdir.accounts.invitations import invite, may_give, withdraw
from pactdir.accounts.links import name_of
from pactdir.models import Invitation
from regions.assigned_rights import rights_of
from regions.editing.composed import Part
from regions.editing.pages import admin_page, missing_row, readable_row
from regions.editing.past import record_key
from regions.history.roles import roles_to_give_back
from regions.models import Assignment, AssignmentChange, Region
from regions.models.people import AssignmentRole
from regions.rights import Rights

SENT = "De uitnodiging gaat per mail naar {}. De link werkt zeven dagen."
GONE = "Dat is er niet meer. Hieronder staat hoe het nu is."


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label="E-mailadres",
        max_length=MAX_NAME,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Rol", choices=AssignmentRole.choices)

    def __init__(self, rights: Rights, region: Region, *args: Any) -> None:
        super().__init__(*args)
        roles = [
            choice for choice in AssignmentRole.choices if may_give(rights, region.pk, choice[0])
        ]
        cast(forms.ChoiceField, self.fields["role"]).choices = roles

    def clean_email(self) -> str:
        return cast(str, self.cleaned_data["email"]).lower()


class TeamPages(Part):
    def urls(self) -> list[URLPattern]:
        return [self.path("<path:object_id>/mensen/", self.team_view, "team")]

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None or not rights_of(request).may_publish_in(row.pk):
            return {}
        return {"team_url": self.url("team", row.pk)}

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def team_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        region = readable_row(self.model_admin, request, object_id)
        if region is None:
            return missing_row(self.model_admin, request, object_id)
        rights = rights_of(request)
        if not rights.may_publish_in(region.pk):
            raise PermissionDenied
        form = InvitationForm(rights, region)
        if request.method == "POST":
            if request.POST.get("what") != "invite":
                self._act(request, region)
                return self._back(region)
            form = InvitationForm(rights, region, request.POST)
            if form.is_valid() and self._invite(request, region, form):
                return self._back(region)
        return self._page(request, region, form)

    def _page(self, request: HttpRequest, region: Region, form: InvitationForm) -> HttpResponse:
        rights = rights_of(request)
        assignments = region.assignments.select_related("user").order_by("-role", "user__username")
        invitations = region.invitations.select_related("invited_by")
        now = timezone.now()
        context = {
            "title": f"Wie werkt aan {region}",
            "object": region,
            "change_url": self.url("change", region.pk),
            "history_url": self.url("history", region.pk),
            "form": form,
            "people": [(row, _name(row.user), self._may_give(rights, row)) for row in assignments],
            "invitations": [
                (row, name_of(row.invited_by), row.expires_at <= now, self._may_give(rights, row))
                for row in cast(Any, invitations).waiting()
            ],
            "lost": [(row, _name(row.user)) for row in self._rows(rights, region, "give_back")],
        }
        return admin_page(self.model_admin, request, "admin/team.html", context)

    def _invite(self, request: HttpRequest, region: Region, form: InvitationForm) -> bool:
        email, role = form.cleaned_data["email"], form.cleaned_data["role"]
        if refused := invite(region, email, role, cast(User, request.user)):
            form.add_error("email", ValidationError(refused))
            return False
        messages.success(request, SENT.format(email))
        return True

    def _act(self, request: HttpRequest, region: Region) -> None:
        what, key = request.POST.get("what"), record_key(request.POST.get("row", ""))
        rights = rights_of(request)
        row = next((row for row in self._rows(rights, region, what) if row.pk == key), None)
        if row is None or not self._may_give(rights, row):
            messages.error(request, GONE)
        elif what == "give_back":
            given = {"role": row.role}
            Assignment.objects.get_or_create(given, user=row.user, region=region)
            messages.success(request, f"De rol van {_name(row.user)} is teruggegeven.")
        elif what == "end":
            row.delete()
            self.model_admin.log_change(request, region, f"Rol ingetrokken van {row.user}.")
            messages.success(request, f"De rol van {_name(row.user)} is ingetrokken.")
        elif what == "withdraw":
            withdraw(row)
            messages.success(request, f"De uitnodiging van {row.email} is ingetrokken.")
        elif refused := invite(region, row.email, row.role, cast(User, request.user)):
            messages.error(request, refused)
        else:
            messages.success(request, SENT.format(row.email))

    def _rows(self, rights: Rights, region: Region, what: str | None) -> list[Any]:
        if what == "end":
            return list(region.assignments.select_related("user"))
        if what in ("again", "withdraw"):
            return list(cast(Any, region.invitations).waiting())
        if what == "give_back" and rights.is_national:
            return roles_to_give_back(region)
        return []

    def _back(self, region: Region) -> HttpResponse:
        return HttpResponseRedirect(self.url("team", region.pk))

    def _may_give(self, rights: Rights, row: Assignment | AssignmentChange | Invitation) -> bool:
        # Users who may assign a role may also revoke it.
        return may_give(rights, row.region_id, row.role)


def _name(user: User) -> str:
    full_name = user.get_full_name()
    return f"{full_name} ({user.get_username()})" if full_name else user.get_username()
