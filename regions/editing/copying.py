"""The button "Kopieer naar volgend jaar", and the dates and name of the next edition."""

from __future__ import annotations

import re
from abc import abstractmethod
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from regions.assigned_rights import rights_of
from regions.editing.composed import Part
from regions.editing.pages import missing_row
from regions.writing.changing import changing

HALF_A_WEEK = 3  # days; after a longer shift, the same weekday a week earlier is nearer


def same_weekday(day: date, year: int) -> date:
    """Return the same weekday nearest to that date in `year`: 19-11-2026 becomes 18-11-2027."""
    leap_day = (day.month, day.day) == (2, 29)
    anniversary = date(year, 2, 28) if leap_day else day.replace(year=year)
    ahead = (day.weekday() - anniversary.weekday()) % 7
    return anniversary + timedelta(days=ahead if ahead <= HALF_A_WEEK else ahead - 7)


def with_next_year(name: str, old: int, new: int) -> str:
    """Shift the years in a name that contains the old year: "PET 2026" or "PET 2025-2026"."""
    if not re.search(rf"\b{old}\b", name):
        return name
    years = "|".join(str(year) for year in (old - 1, old, old + 1))
    return re.sub(rf"\b({years})\b", lambda match: str(int(match[0]) + new - old), name)


class CopyPart(Part):
    """Opens a draft of the next edition for review; a subclass defines what that is."""

    @abstractmethod
    def copy_of(self, row: Any) -> Any:
        """Return an unsaved draft."""

    @abstractmethod
    def existing_copy(self, copy: Any) -> Any: ...

    @abstractmethod
    def copy_related_rows(self, row: Any, copy: Any) -> None: ...

    @abstractmethod
    def dates_in_words(self, copy: Any) -> str: ...

    def urls(self) -> list[URLPattern]:
        return [self.path("<path:object_id>/kopieer/", self.copy_view, "copy")]

    @method_decorator(require_POST)
    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.model_admin.get_object(request, unquote(object_id))
        if not self._may_copy(request, row):
            raise PermissionDenied
        if row is None:
            return missing_row(self.model_admin, request, object_id)
        with changing():
            copy = self.copy_of(row)
            made_before = self.existing_copy(copy)
            if made_before is None:
                copy.save()
                self.copy_related_rows(row, copy)
                self.model_admin.log_addition(request, copy, "Gekopieerd van een vorig jaar.")
        if made_before is None:
            text = f"Dit is de kopie, een concept. Klopt dit? {self.dates_in_words(copy)}."
            text += " Kijk ook de tekst na, en noem een bron."
            self.model_admin.message_user(request, text, messages.SUCCESS)
        else:
            self.model_admin.message_user(request, "Deze kopie was er al.", messages.WARNING)
        return HttpResponseRedirect(self.url("change", quote((made_before or copy).pk)))

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None or not self._may_copy(request, row):
            return {}
        return {"copy_url": self.url("copy", quote(row.pk))}

    def _may_copy(self, request: HttpRequest, row: Any) -> bool:
        model_admin, rights = self.model_admin, rights_of(request)
        if not model_admin.has_view_permission(request, row):
            return False
        if not model_admin.has_add_permission(request):
            return False
        return (
            row is None
            or rights.is_national
            or row.region_id in rights.regions_to_write(self.model)
        )
