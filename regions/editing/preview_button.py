"""The button that previews the public page of a form before saving."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from regions.assigned_rights import rights_of
from regions.editing.composed import Part, RolledBack
from regions.editing.preview import keep, page_of
from regions.models import Region
from regions.rights import region_of

SEE_OTHER = 303


class PreviewMade(RolledBack):
    def __init__(self, row: Any, html: str, region: int | None) -> None:
        super().__init__(str(row))
        self.title, self.html, self.region = str(row), html, region
        self.anchor = urlsplit(row.get_absolute_url()).fragment

    def response(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        url = urlsplit(keep(user, self.title, self.html, self.region))
        with_anchor = url._replace(fragment=self.anchor).geturl()
        return HttpResponseRedirect(with_anchor, status=SEE_OTHER)


class PreviewButton(Part):
    """Saves the row and its inline rows, renders the page, and rolls the save back."""

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        is_shown = hasattr(self.model, "get_absolute_url") and _may_preview(request, row)
        return {"show_preview": is_shown}

    def saved(self, request: HttpRequest, form: Any, change: bool) -> None:
        if "_preview" not in request.POST:
            return
        row = form.instance
        if not _may_preview(request, row):
            raise PermissionDenied
        remains = change or not isinstance(row, Region)
        raise PreviewMade(row, page_of(row, request), region_of(row) if remains else None)


def _may_preview(request: HttpRequest, row: Any) -> bool:
    """Only national editors can preview a row that all regions share."""
    return row is None or rights_of(request).is_national or region_of(row) is not None
