"""Admin pages to upload files, preview what they would change, and import or discard them."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST

from pactdir.importing import Busy, Refused
from pactdir.importing.desk.log import imports
from pactdir.importing.desk.log_pages import OwnPages
from pactdir.importing.desk.uploads import (
    BUSY,
    LIFETIME,
    MAX_FILES,
    UNKNOWN_ERROR,
    PreviewOutdated,
    confirm_names,
    import_upload,
    safe_name,
    store_upload,
    update_preview,
)
from pactdir.importing.reading.files import MAX_BYTES
from pactdir.models import Upload
from regions.fields.partial_date import PartialDateFormField
from regions.wording.dutch import listed
from schools.figures.page import PUPILS, PUPILS_BY_LEVEL
from schools.models import Figure

logger = logging.getLogger(__name__)

TOO_LARGE = f"is te groot: meer dan {MAX_BYTES // 1_000_000} MB lezen we niet"
GONE = "Deze bestanden staan er niet meer: ze zijn al geladen of weggegooid."
CHANGED = (
    "Er is niets geladen. Intussen is er iets veranderd, zodat laden nu iets anders zou doen. "
    "Hieronder staat wat het nu zou doen."
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    default_error_messages = {
        "required": "Kies een of meer bestanden.",
        "missing": "Kies een of meer bestanden.",
        "empty": "Dit bestand is leeg.",
        "invalid": "Kies een of meer bestanden.",
    }

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in data or [] if file]
        if not files:
            raise forms.ValidationError(self.error_messages["required"])
        if len(files) > MAX_FILES:
            raise forms.ValidationError(f"Kies hoogstens {MAX_FILES} bestanden tegelijk.")
        return files


class UploadForm(forms.Form):
    chosen = FilesField(label="Bestanden", widget=SeveralFiles)
    as_of = PartialDateFormField(label="Peildatum", required=False)

    def __init__(self, too_large: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = [safe_name(name) for name in too_large]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.too_large:
            self.errors.pop("chosen", None)
            verb = TOO_LARGE if len(self.too_large) == 1 else TOO_LARGE.replace("is", "zijn", 1)
            self.add_error("chosen", f"{listed(self.too_large)} {verb}.")
        return self.cleaned_data


class UploadAdmin(OwnPages):
    list_display = ["__str__", "user", "made_at"]
    change_list_template = "admin/imports/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        current = rows.filter(made_at__gt=timezone.now() - LIFETIME)
        return current.defer("files").select_related("user")

    def get_urls(self) -> list[Any]:
        return [
            self.path("load/", self.load_view, "load"),
            self.path("<path:object_id>/decide/", self.decide_view, "decide"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {"load_url": self.url("load"), **(extra_context or {})}
        return super().changelist_view(request, context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def load_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = UploadForm([])
        if request.method == "POST":
            request.POST  # noqa: B018 (parsing the form fills `too_large`)
            form = UploadForm(getattr(request, "too_large", []), request.POST, request.FILES)
            if form.is_valid():
                files = [(file.name or "", file.read()) for file in form.cleaned_data["chosen"]]
                upload = store_upload(request.user, files, form.cleaned_data["as_of"])
                return HttpResponseRedirect(self.url("change", upload.pk))
        national = Figure.objects.filter(area_code="NL")
        context = {
            "title": "Bestanden laden",
            "form": form,
            # Of the country, which every file has and the invented figures of the example do not.
            "pupils_to_reload": sorted(
                national.periods_of(PUPILS) - national.periods_of(PUPILS_BY_LEVEL)
            ),
            "max_mb": MAX_BYTES // 1_000_000,
            "hours": LIFETIME.days * 24,
        }
        return self.page(request, "load", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        upload = self.readable(request, object_id)
        if upload is None:
            return self.missing(request, object_id)
        context = {
            "title": "Dit zou er veranderen"
            if upload.may_be_loaded
            else "Hier valt niets te laden",
            "upload": upload,
            "until": upload.made_at + LIFETIME,
            "decide_url": self.url("decide", upload.pk),
            "load_url": self.url("load"),
        }
        return self.page(request, "preview", context)

    @method_decorator(require_POST)
    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        upload = self.readable(request, object_id)
        if upload is None:
            return self._redirect_missing(request)
        if "load" in request.POST:
            return self._load(request, upload)
        if "names" in request.POST or "look" in request.POST:
            (confirm_names if "names" in request.POST else update_preview)(upload)
            return HttpResponseRedirect(self.url("change", upload.pk))
        upload.delete()
        messages.success(request, "De bestanden zijn weggegooid. Er is niets geladen.")
        return HttpResponseRedirect(self.url("load"))

    def _load(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        try:
            change_id = import_upload(upload.pk, request.user, request.POST.get("shown", ""))
        except (PreviewOutdated, Refused):
            update_preview(upload)
            messages.warning(request, CHANGED)
        except Busy:
            messages.warning(request, f"Er is niets geladen. {BUSY}")
        except Exception:  # the preview succeeded, so this is unexpected; the editor gets an answer
            logger.exception("Loading upload %s failed.", upload.pk)
            messages.error(request, UNKNOWN_ERROR)
        else:
            if change_id is None:
                return self._redirect_missing(request)
            row = imports().filter(change_id=change_id).order_by("pk").last()
            messages.success(request, "Geladen. Hieronder staat wat dit schreef.")
            return HttpResponseRedirect(reverse("admin:pactdir_import_change", args=[row.pk]))
        return HttpResponseRedirect(self.url("change", upload.pk))

    def _redirect_missing(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        messages.warning(request, GONE)
        return HttpResponseRedirect(self.url("load"))
