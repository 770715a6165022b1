"""What articles and activities share in the admin: each is of a region, and comes out some day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from news.states import saved_message
from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.base import DirectoryForm, NamedAdmin
from regions.models import Region

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


AN_EDITOR_WRITES = "Dit is een concept. Een projectleider zet het op de site."


SAVED_ALREADY = (
    "Dit is al opgeslagen: u vindt het in de lijst. "
    "Bedoelt u iets anders? Geef het dan een andere naam of een andere dag."
)


class OfRegionForm(DirectoryForm):
    """Who presses twice on a slow connection adds one thing, not two."""

    told_apart_by: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk is None and not self.errors and self._is_there():
            self.add_error("name", SAVED_ALREADY)
        return cleaned

    def _is_there(self) -> bool:
        """Asked one after the other: whoever adds something to this region waits here."""
        said = {name: self.cleaned_data.get(name) for name in self.told_apart_by}
        if said["region"] is not None:
            list(Region.objects.filter(pk=said["region"].pk).locked())
        same = [
            Q(**{f"{name}__isnull": True} if value is None else {name: value})
            for name, value in said.items()
        ]
        return bool(self._meta.model.objects.filter(*same).exists())


class OfRegionAdmin(NamedAdmin):
    """For a leader, whose schools are few too, the choices are plain lists."""

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        fields = super().get_autocomplete_fields(request)
        if rights_of(request).is_national:
            return fields
        return [name for name in fields if name != "school"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who publishes nowhere reads who does, not how."""
        fieldsets = super().get_fieldsets(request, obj)
        if "published_from" not in self.get_readonly_fields(request, obj):
            return fieldsets
        new = {PUBLICATION[1]["description"]: AN_EDITOR_WRITES}
        return [
            (title, {**options, "description": new.get(old := options.get("description"), old)})
            for title, options in fieldsets
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        obj.years_found = form.years_found

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().response_add(request, obj, *args, **kwargs)
        return self._after_saving(request, obj, response)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._after_saving(request, obj, super().response_change(request, obj))

    def _after_saving(self, request: HttpRequest, obj: Any, response: Any) -> Any:
        for text in self.what_saving_came_to(obj):
            self.message_user(request, text, messages.INFO)
        if (page := self.get_view_on_site_url(obj)) is not None:
            link = format_html('<a href="{}">Bekijk {} op de site</a>', page, obj)
            self.message_user(request, link, messages.INFO)
        return response

    def what_saving_came_to(self, obj: models.Model) -> list[str]:
        return [*obj.years_found, saved_message(obj, today())]  # type: ignore[attr-defined, arg-type]
