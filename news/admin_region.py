"""What articles and activities share in the admin: each is of a region, and comes out some day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse

from news.states import told
from regions.clock import today
from regions.editing.base import NamedAdmin
from regions.rights import rights_of

PUBLICATION: tuple[str, Any] = (
    "Op de site",
    {
        "fields": ["published_from"],
        "description": (
            "Zonder datum is dit een concept: alleen u en uw collega's in de regio zien het. "
            "Met een datum staat het vanaf die dag op de site. "
            "Haalt u de datum weg, dan gaat het er weer af."
        ),
    },
)


class OfRegionAdmin(NamedAdmin):
    """For a leader, whose regions and schools are few, the choices are plain lists."""

    plain_for_leaders = ("region", "school")

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        fields = super().get_autocomplete_fields(request)
        if rights_of(request).is_national:
            return fields
        return [name for name in fields if name not in self.plain_for_leaders]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who keeps one region means that one."""
        initial = super().get_changeform_initial_data(request)
        rights = rights_of(request)
        if not rights.is_national and len(rights.writes) == 1:
            initial.setdefault("region", str(*rights.writes))
        return initial

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().response_add(request, obj, *args, **kwargs)
        return self._after_saving(request, obj, response)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._after_saving(request, obj, super().response_change(request, obj))

    def _after_saving(self, request: HttpRequest, obj: Any, response: Any) -> Any:
        for text in self.what_saving_came_to(obj):
            self.message_user(request, text, messages.INFO)
        return response

    def what_saving_came_to(self, obj: models.Model) -> list[str]:
        return [told(obj, today())]  # type: ignore[arg-type]
