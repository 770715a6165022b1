"""The page on which a national editor erases a contact or a user."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from pactdir.erasing.erasing import erase, overview
from pactdir.erasing.mentions import mentions
from pactdir.erasing.people import Person, person_of_contact, person_of_user
from regions.assigned_rights import rights_of
from regions.editing.composed import Part
from regions.editing.pages import admin_page, missing_row, readable_row

DONE = "De persoon is gewist. Wie wat wanneer wijzigde, blijft staan, zonder de naam."
YOURSELF = "Dit wist ook uw eigen account. Vraag dat een andere landelijke redacteur."


class ErasePages(Part):
    def urls(self) -> list[URLPattern]:
        return [self.path("<path:object_id>/wissen/", self.erase_view, "erase")]

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None or not rights_of(request).is_national:
            return {}
        return {"erase_url": self.url("erase", row.pk)}

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def erase_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not rights_of(request).is_national:
            raise PermissionDenied
        row = readable_row(self.model_admin, request, object_id)
        if row is None:
            return missing_row(self.model_admin, request, object_id)
        person = _person_of(row, by_name="only_this" not in request.POST)
        user = cast(User, request.user)
        refused: list[str] = [YOURSELF] if user.pk in person.users else []
        if request.method == "POST" and not refused:
            try:
                erase(person, by=user)
            except ValidationError as error:
                refused = error.messages
            else:
                messages.success(request, DONE)
                for mention in mentions(person) if not person.by_name else ():
                    messages.warning(request, f"De naam staat nog in: {mention.where}.")
                return HttpResponseRedirect(self.url("changelist"))
        context = {
            "title": f"{row} wissen" if isinstance(row, User) else "Persoon wissen",
            "object": row,
            "change_url": self.url("change", row.pk),
            "erased": overview(person),
            "mentions": mentions(person),
            "refused": refused,
        }
        status = 409 if refused and request.method == "POST" else 200
        return admin_page(self.model_admin, request, "admin/erase.html", context, status)


def _person_of(row: Any, *, by_name: bool) -> Person:
    if isinstance(row, User):
        return person_of_user(row, by_name=by_name)
    return person_of_contact(row.pk, by_name=by_name)
