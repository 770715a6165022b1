"""The unsaved input of a form whose user turns out to be logged out.

It is not stored on the server or in the browser: the login page that is returned contains it,
signed, and it is only put back into a form of the same user.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import User
from django.core import signing
from django.forms import ModelForm
from django.http import HttpRequest, QueryDict

from regions.editing.composed import Part

GIVEN_TO = "form_given_to"  # hidden field of every form: its user
SIGNED_INPUT = "unsaved_input"  # hidden field of the login page: the signed input
SALT = "regions.editing.unsaved_input"


def given_to(user: User) -> str:
    return signing.Signer(salt=SALT).sign_object(user.pk)


@dataclass(frozen=True)
class UnsavedInput:
    user: int
    fields: dict[str, list[str]]

    @classmethod
    def of(cls, request: HttpRequest) -> UnsavedInput | None:
        try:
            if SIGNED_INPUT in request.POST:
                user, fields = signing.loads(request.POST[SIGNED_INPUT], salt=f"{SALT} sealed")
                return cls(user, fields)
            user = signing.Signer(salt=SALT).unsign_object(request.POST.get(GIVEN_TO, ""))
        except signing.BadSignature:
            return None
        return cls(user, _without_secrets(request.POST))

    def signed(self) -> str:
        return signing.dumps([self.user, self.fields], salt=f"{SALT} sealed", compress=True)

    def as_sent(self) -> QueryDict:
        query = QueryDict(mutable=True)
        for name, values in self.fields.items():
            query.setlist(name, values)
        return query


def _without_secrets(query: QueryDict) -> dict[str, list[str]]:
    return {
        name: values
        for name, values in query.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
    }


class NotSaved:
    """Mixin for a form that shows the submitted input with its errors, but cannot be saved."""

    def is_valid(self) -> bool:
        return False


class RestoredInput(Part):
    """Adds the user to the form, and shows input submitted while logged out without saving it."""

    def form_class(self, request: HttpRequest, row: Any, form: type[ModelForm]) -> type[ModelForm]:
        return type(form.__name__, (NotSaved, form), {}) if is_unsaved(request) else form

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        user = cast(User, request.user)
        return {"given_to": given_to(user), "is_unsaved": is_unsaved(request)}


def is_unsaved(request: HttpRequest) -> bool:
    return getattr(request, "is_unsaved", False)


def mark_unsaved(request: HttpRequest, unsaved_input: UnsavedInput) -> None:
    unsaved: Any = request
    unsaved.POST, unsaved.is_unsaved = unsaved_input.as_sent(), True
