"""What someone sent in a form that could not be stored, for a page that can send it again.

It goes back to who sent it and nowhere else: nothing of it is stored or logged. Files a browser
does not take back, and a password never stands in a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import capfirst

from regions.fields.rich_text import RichTextField

NOT_GIVEN_BACK = ("password", "csrfmiddlewaretoken")
END_OF_BLOCK = re.compile(r"</(?:p|li|h\d)>|<br>")
SAVES = {"_save", "_continue", "_addanother"}


@dataclass(frozen=True)
class SentForm:
    address: str
    model: type[models.Model] | None  # whose form it is, where it is one of the admin
    fields: list[tuple[str, str]]
    has_files: bool
    has_password: bool

    @classmethod
    def of(cls, request: HttpRequest) -> SentForm | None:
        """None where it may not have come from a form of ours: its token did not fit, or nobody
        looked at it yet."""
        was_looked_at = getattr(request, "csrf_processing_done", False)
        if not was_looked_at or getattr(request, "csrf_failed", False):
            return None
        return cls(
            request.get_full_path(),
            _model(request),
            [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if not any(secret in name for secret in NOT_GIVEN_BACK)
            ],
            bool(request.FILES),
            any("password" in name for name in request.POST),
        )

    @property
    def is_a_save(self) -> bool:
        return any(name in SAVES for name, _ in self.fields)

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """What a person wrote, below the names of its fields: to read over, or to copy."""
        written = [(self._text_field(name), value.strip()) for name, value in self.fields]
        return [
            (capfirst(field.verbose_name), _as_read(field, value))
            for field, value in written
            if field is not None and value
        ]

    def _text_field(self, name: str) -> Any:
        row = re.fullmatch(r"(\w+)-\d+-(\w+)", name)
        model = self._below.get(row[1]) if row else self.model
        if model is None:
            return None
        field = {field.name: field for field in model._meta.fields}.get(row[2] if row else name)
        if not isinstance(field, models.CharField | models.TextField) or field.choices:
            return None
        return field

    @cached_property
    def _below(self) -> dict[str, type[models.Model]]:
        """The rows below a form, by what their fields begin with."""
        if self.model is None:
            return {}
        related = self.model._meta.related_objects
        return {rows.get_accessor_name() or "": rows.related_model for rows in related}


def _as_read(field: Any, value: str) -> str:
    """Rich text is sent as HTML; what looks like a tag in any other field was typed so."""
    if not isinstance(field, RichTextField):
        return value
    return strip_tags(END_OF_BLOCK.sub("\\g<0>\n", value)).strip()


def _model(request: HttpRequest) -> type[models.Model] | None:
    """Read from the name of the address, as the admin makes them: app, model and what is done."""
    match = request.resolver_match
    named = re.fullmatch(r"([a-z]+)_([a-z]+)_(add|change)", (match and match.url_name) or "")
    if match is None or named is None or match.namespace != "admin":
        return None
    try:
        return apps.get_model(named[1], named[2])
    except LookupError:
        return None
