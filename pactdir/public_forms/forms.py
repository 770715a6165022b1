"""A form that protects itself against spam without a cookie."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from pactdir.public_forms.limits import client_of, is_over_limit
from pactdir.public_forms.tokens import Expired, Invalid, new_token, read_token

TOKEN, HONEYPOT = "formulier", "homepage"
MAX_PER_PAGE = 5  # accepted submissions of one page, which a visitor can go back to
STILL_THERE = "Wat u invulde staat er nog. Verstuur het nog eens."
EXPIRED = f"Deze pagina stond langer dan een dag open. {STILL_THERE}"
INVALID = f"Dit formulier kwam niet van een pagina van deze site. {STILL_THERE}"
OTHER_SITE = f"Uw browser zegt niet dat dit formulier van deze site komt. {STILL_THERE}"
HONEYPOT_FILLED = "Laat het veld dat leeg moet blijven leeg, en verstuur het dan nog eens."
TOO_MANY = (
    "Van uw aansluiting kwam dit formulier vandaag al zo vaak dat wij het nu niet meer aannemen."
    " Probeer het morgen nog eens."
)


class PublicFormMixin:
    """`name` separates the tokens and counts of forms. Only otherwise valid submissions count."""

    name: ClassVar[str]
    max_per_day: ClassVar[int] = 20  # accepted submissions per client

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    @property
    def token(self) -> str:
        return new_token(self.name)

    @property
    def _sent(self) -> Any:
        return cast(Any, self).data

    def clean(self) -> dict[str, Any] | None:
        cleaned = cast(Any, super()).clean()
        if not cast(Any, self).errors:
            self._refuse_spam()
        return cast(dict[str, Any] | None, cleaned)

    def _refuse_spam(self) -> None:
        if not is_from_this_site(self.request):
            raise ValidationError(OTHER_SITE)
        if self._sent.get(HONEYPOT):
            raise ValidationError(HONEYPOT_FILLED)
        try:
            page = read_token(self._sent.get(TOKEN, ""), self.name)
        except Expired as error:
            raise ValidationError(EXPIRED) from error
        except Invalid as error:
            raise ValidationError(INVALID) from error
        if is_over_limit(f"{self.name} page", page, MAX_PER_PAGE):
            raise ValidationError(EXPIRED)
        if is_over_limit(self.name, client_of(self.request), self.max_per_day):
            raise ValidationError(TOO_MANY)


class PublicForm(PublicFormMixin, forms.Form):
    pass


def is_from_this_site(request: HttpRequest) -> bool:
    """Judged by Sec-Fetch-Site, or by Origin for browsers without it (Safari before 16.4)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
