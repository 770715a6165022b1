"""What was typed in a form whose sender turns out to be logged out.

Nothing of it is stored, neither here nor in the browser: it travels in the log-in page that answers
the form, signed, and goes back into the form of the user it was given to, and of nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import User
from django.core import signing
from django.forms import ModelForm
from django.http import HttpRequest, QueryDict

from regions.editing.composed import Part

GIVEN_TO = "form_given_to"  # in each form: whose it is
SEALED = "unsaved_input"  # in the log-in page: what was sent
SALT = "regions.editing.unsaved_input"


def given_to(user: User) -> str:
    return signing.Signer(salt=SALT).sign_object(user.pk)


@dataclass(frozen=True)
class UnsavedInput:
    user: int
    fields: dict[str, list[str]]

    @classmethod
    def of(cls, request: HttpRequest) -> UnsavedInput | None:
        """As the log-in page bears it, or as a form sends it; None where it is no form of ours."""
        try:
            if SEALED in request.POST:
                user, fields = signing.loads(request.POST[SEALED], salt=f"{SALT} sealed")
                return cls(user, fields)
            user = signing.Signer(salt=SALT).unsign_object(request.POST.get(GIVEN_TO, ""))
        except signing.BadSignature:
            return None
        return cls(user, _without_secrets(request.POST))

    def sealed(self) -> str:
        return signing.dumps([self.user, self.fields], salt=f"{SALT} sealed", compress=True)

    def as_sent(self) -> QueryDict:
        sent = QueryDict(mutable=True)
        for name, values in self.fields.items():
            sent.setlist(name, values)
        return sent


def _without_secrets(sent: QueryDict) -> dict[str, list[str]]:
    return {
        name: values
        for name, values in sent.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
    }


class NotSaved:
    """Mixed into a form that shows what was sent, with its errors, and is not saved yet."""

    def is_valid(self) -> bool:
        return False


class RestoredInput(Part):
    """Names in the form the user it is for, and does not save what was sent while logged out."""

    def form_class(self, request: HttpRequest, row: Any, form: type[ModelForm]) -> type[ModelForm]:
        return type(form.__name__, (NotSaved, form), {}) if is_unsaved(request) else form

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        user = cast(User, request.user)
        return {"given_to": given_to(user), "is_unsaved": is_unsaved(request)}


def is_unsaved(request: HttpRequest) -> bool:
    return getattr(request, "is_unsaved", False)


def mark_unsaved(request: HttpRequest, typed: UnsavedInput) -> None:
    """Let the view of a form show this instead of saving what was sent."""
    unsaved: Any = request
    unsaved.POST, unsaved.is_unsaved = typed.as_sent(), True
