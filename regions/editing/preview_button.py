"""A page as it will be, before it is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from regions.editing.preview import PageMade, keep, page_of
from regions.models import Region
from regions.rights import region_of

SEE_OTHER = 303


class PreviewPages(admin.ModelAdmin):
    """Adds a button that shows the public page of what is in the form.

    It is a save in all but one thing: as soon as the row and the rows below it are written, the
    page is made and everything is undone, by raising PageMade through the open door.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        has_page = hasattr(self.model, "get_absolute_url")
        extra_context = {"show_preview": has_page, **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PageMade as page:
            address = keep(page, request.user)  # type: ignore[arg-type]
            return HttpResponseRedirect(address, status=SEE_OTHER)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "_preview" in request.POST:
            row = form.instance
            is_there_afterwards = change or not isinstance(row, Region)
            region = region_of(row) if is_there_afterwards else None
            raise PageMade(str(row), page_of(row, request), region)
