"""A submitted form that could not be saved, so that the 503 page can offer to send it again.

It is returned only to its sender, and neither stored nor logged. Files and passwords are left out.
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

EXCLUDED_NAMES = ("password", "csrfmiddlewaretoken")
END_OF_BLOCK = re.compile(r"</(?:p|li|h\d)>|<br>")
SAVE_BUTTONS = {"_save", "_continue", "_addanother"}


@dataclass(frozen=True)
class SubmittedForm:
    url: str
    model: type[models.Model] | None  # None if it is not an admin form
    fields: list[tuple[str, str]]
    has_files: bool
    has_password: bool

    @classmethod
    def of(cls, request: HttpRequest) -> SubmittedForm | None:
        """Return None unless the CSRF token was checked and valid."""
        was_checked = getattr(request, "csrf_processing_done", False)
        if not was_checked or getattr(request, "csrf_failed", False):
            return None
        return cls(
            request.get_full_path(),
            _model(request),
            [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if not any(excluded in name for excluded in EXCLUDED_NAMES)
            ],
            bool(request.FILES),
            any("password" in name for name in request.POST),
        )

    @property
    def is_a_save(self) -> bool:
        return any(name in SAVE_BUTTONS for name, _ in self.fields)

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        fields_and_values = [(self._text_field(name), value.strip()) for name, value in self.fields]
        return [
            (capfirst(field.verbose_name), _as_plain_text(field, value))
            for field, value in fields_and_values
            if field is not None and value
        ]

    def _text_field(self, name: str) -> Any:
        row = re.fullmatch(r"(\w+)-\d+-(\w+)", name)
        model = self._inline_models.get(row[1]) if row else self.model
        if model is None:
            return None
        field = {field.name: field for field in model._meta.fields}.get(row[2] if row else name)
        if not isinstance(field, models.CharField | models.TextField) or field.choices:
            return None
        return field

    @cached_property
    def _inline_models(self) -> dict[str, type[models.Model]]:
        if self.model is None:
            return {}
        related = self.model._meta.related_objects
        return {relation.get_accessor_name() or "": relation.related_model for relation in related}


def _as_plain_text(field: Any, value: str) -> str:
    if not isinstance(field, RichTextField):
        return value
    return strip_tags(END_OF_BLOCK.sub("\\g<0>\n", value)).strip()


def _model(request: HttpRequest) -> type[models.Model] | None:
    match = request.resolver_match
    name = re.fullmatch(r"([a-z]+)_([a-z]+)_(add|change)", (match and match.url_name) or "")
    if match is None or name is None or match.namespace != "admin":
        return None
    try:
        return apps.get_model(name[1], name[2])
    except LookupError:
        return None
