"""Admin of pictures: uploaded once, then chosen for an article, offer, region or school."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from regions.clock import today
from regions.editing.base import RegionScopedAdmin
from regions.editing.composed import Part
from regions.editing.help import INSTRUCTIONS
from regions.editing.of_region import RegionalForm
from regions.editing.pages import admin_page, missing_row, readable_row
from regions.models import Picture
from regions.models.pictures import WIDTHS
from regions.pictures.encoding import Encoded, encode
from regions.pictures.files import store, withdraw
from regions.pictures.views import file_response
from regions.stored_files import CHOOSE_FILE, MAX_BYTES, TOO_MANY_BYTES

WITHDRAWN = "De afbeelding is ingetrokken: alle bestanden zijn gewist."


class PictureForm(RegionalForm):
    identified_by = ("name", "region")
    field_of_constraint = {
        "picture_once": "upload",
        "picture_with_files_or_withdrawn": "upload",
        "picture_described_or_decorative": "alt",
        "picture_people_consented": "consent_holder",
        "picture_parents_agreed": "parents_agreed",
    }

    def _get_validation_exclusions(self) -> set[str]:
        # Constraints on these fields are checked too, even though the form does not contain them.
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions - {"digest", "withdrawn_on"}


class UploadForm(PictureForm):
    upload = forms.FileField(
        label="Bestand",
        error_messages={"required": CHOOSE_FILE},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    upload.help_text = INSTRUCTIONS["picture.upload"]
    encoded: Encoded | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if (upload := self.cleaned_data.get("upload")) is None:
            # One error is enough.
            self.instance.digest, self.instance.width, self.instance.height = "-", 1, 1
            return cleaned
        region = self.cleaned_data.get("region")
        try:
            if upload.size > MAX_BYTES:
                raise forms.ValidationError(TOO_MANY_BYTES)
            upload.seek(0)  # already read, if the save was refused
            self.encoded = encode(upload.read(), region.pk if region else None)
        except forms.ValidationError as error:
            self.add_error("upload", error)
            self.instance.digest, self.instance.width, self.instance.height = "-", 1, 1
        else:
            for name in ("digest", "width", "height", "has_avif"):
                setattr(self.instance, name, getattr(self.encoded, name))
        return cleaned


class WithdrawPages(Part):
    """Shows the picture in the admin, and withdraws it."""

    def urls(self) -> list[URLPattern]:
        return [
            self.path("<path:object_id>/beeld/", self.file_view, "file"),
            self.path("<path:object_id>/intrekken/", self.withdraw_view, "withdraw"),
        ]

    def form_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        if row is None or row.withdrawn_on or not self._may_withdraw(request, row):
            return {}
        return {"withdraw_url": self.url("withdraw", row.pk)}

    def _may_withdraw(self, request: HttpRequest, row: Picture) -> bool:
        return self.model_admin.has_change_permission(request, row)

    @method_decorator(require_safe)
    def file_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        picture = readable_row(self.model_admin, request, object_id)
        if picture is None or picture.withdrawn_on:
            raise Http404
        return file_response(picture, min(WIDTHS[0], picture.width), "webp", "no-store")

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        picture = readable_row(self.model_admin, request, object_id)
        if picture is None:
            return missing_row(self.model_admin, request, object_id)
        if not self._may_withdraw(request, picture):
            raise PermissionDenied
        if request.method == "POST":
            if not picture.withdrawn_on:
                withdraw(picture, today())
            messages.success(request, WITHDRAWN)
            return HttpResponseRedirect(self.url("changelist"))
        context = {
            "title": "Afbeelding intrekken",
            "object": picture,
            "change_url": self.url("change", picture.pk),
        }
        return admin_page(self.model_admin, request, "admin/regions/withdraw.html", context)


class PictureFieldsets(Part):
    description = [
        ("Wat is te zien?", {"fields": ["alt", "is_decorative", "caption"]}),
        ("Van wie?", {"fields": ["credit", "permission"]}),
        (
            "Wie is te herkennen?",
            {
                "fields": ["people", "consent_holder", "consent_until", "parents_agreed"],
                "description": (
                    "Zet nergens de naam van een kind, ook niet in het bijschrift. Trekt iemand "
                    "de toestemming in? Trek dan de afbeelding in: zij verdwijnt meteen overal. "
                    "Na de laatste dag toont de site haar vanzelf niet meer."
                ),
            },
        ),
    ]

    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        first = ["upload"] if row is None else ["picture_shown", "state_shown"]
        return [(None, {"fields": ["name", "region", *first]}), *self.description]


@admin.register(Picture)
class PictureAdmin(RegionScopedAdmin):
    """A picture is withdrawn rather than deleted, and never replaced: a new one needs its own
    consent.
    """

    form = PictureForm
    parts = [PictureFieldsets, *RegionScopedAdmin.parts, WithdrawPages]
    list_display = ["name", "region", "people", "consent_until", "state_shown"]
    list_select_related = ["region"]
    list_filter = ["people", "region"]
    search_fields = ["name", "alt", "caption", "region__folded_name"]
    autocomplete_fields = ["region"]
    readonly_fields = ["picture_shown", "state_shown"]

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = UploadForm
        return super().get_form(request, obj, *args, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.withdrawn_on:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            store(form.encoded)
        super().save_model(request, obj, form, change)

    def choice_label(self, row: Picture) -> str:
        state = row.state(today())
        label = row.name if state == "te gebruiken" else f"{row.name} ({state})"
        return f"{label}, {row.region}" if row.region else label

    @admin.display(description="afbeelding")
    def picture_shown(self, row: Picture) -> str:
        if row.pk is None or row.withdrawn_on:
            return "–"
        url = self.part_instances[-1].url("file", row.pk)
        width = min(WIDTHS[0], row.width)
        height = round(width * row.height / row.width)
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" class="picture-shown">',
            *(url, row.alt, width, height),
        )

    @admin.display(description="stand")
    def state_shown(self, row: Picture) -> str:
        return row.state(today())
