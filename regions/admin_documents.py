"""Admin of documents: uploaded in the form of the row whose page offers them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from regions.documents.checking import check
from regions.documents.files import FOLDER, new_key
from regions.documents.views import document_response
from regions.editing.base import DirectoryForm, RegionScopedAdmin
from regions.editing.composed import Part
from regions.editing.date_fields import ConfirmsUnlikelyYears
from regions.editing.fieldsets import SOURCE
from regions.editing.help import INSTRUCTIONS
from regions.editing.pages import readable_row
from regions.editing.stacked_rows import StackedRows
from regions.models import Document, RegionDocument
from regions.stored_files import CHOOSE_FILE, MAX_BYTES, TOO_MANY_BYTES

MAX_FILES = 3  # new ones per form, since each may take 20 seconds
TOO_MANY_FILES = (
    "Voeg hoogstens 3 bestanden per keer toe. Haal dit document weg, sla de andere op, en voeg "
    "het daarna toe."
)
NO_FILE = "Het bestand is gewist. Verwijder dit document, en voeg het zo nodig opnieuw toe."


class ChecksUploads(Part):
    """Rewrites uploads before the change opens: meanwhile nobody else could save anything."""

    def before_change(self, request: HttpRequest, object_id: str | None) -> None:
        uploads: list[Any] = [
            file for name, file in request.FILES.items() if name.rpartition("-")[2] == "upload"
        ]
        # Django asks this too, but only after these seconds of work.
        if not uploads or not self._may_save(request, object_id):
            return
        for upload in uploads[:MAX_FILES]:
            upload.checked = _checked(upload)
        for upload in uploads[MAX_FILES:]:
            upload.checked = forms.ValidationError(TOO_MANY_FILES)

    def _may_save(self, request: HttpRequest, object_id: str | None) -> bool:
        if object_id is None:
            return self.model_admin.has_add_permission(request)
        row = self.model_admin.get_object(request, unquote(object_id))
        return row is not None and self.model_admin.has_change_permission(request, row)


def _checked(upload: Any) -> bytes | forms.ValidationError:
    if upload.size > MAX_BYTES:
        return forms.ValidationError(TOO_MANY_BYTES)
    try:
        return check(upload.read())
    except forms.ValidationError as error:
        return error


class UploadsDocument(forms.ModelForm):
    """Asks for a file when a document is added; it is never replaced.

    The admin of the form has `ChecksUploads` among its parts.
    """

    upload = forms.FileField(
        label="Bestand",
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    upload.help_text = INSTRUCTIONS["document.upload"]
    pdf: bytes | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["upload"].disabled = True
            self.fields["upload"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk is None and "upload" not in self.errors:
            try:
                self.pdf = self._rewritten(self.cleaned_data.get("upload"))
            except forms.ValidationError as error:
                self.add_error("upload", error)
            else:
                self.instance.file_key = new_key()
                self.instance.size = len(self.pdf)
        return cleaned

    def _rewritten(self, upload: Any) -> bytes:
        if upload is None:
            raise forms.ValidationError(CHOOSE_FILE)
        if isinstance(upload.checked, forms.ValidationError):
            raise upload.checked
        return upload.checked

    def save(self, commit: bool = True) -> Any:
        if self.pdf is not None:
            FOLDER.store(self.instance.file_name, self.pdf)
        return super().save(commit)


class DocumentRowForm(UploadsDocument, ConfirmsUnlikelyYears):
    pass


class DocumentForm(UploadsDocument, DirectoryForm):
    pass


@admin.display(description="opgeslagen bestand")
def _file_shown(_: Any, row: Document) -> str:
    if row.pk is None:
        return "Nog geen."
    if not row.file_key:
        return NO_FILE
    page = f"admin:{row._meta.app_label}_{row._meta.model_name}_file"
    url = reverse(page, args=[row.pk])
    return format_html('<a href="{}">Download</a> ({})', url, row.kind_and_size)


class DocumentRows(StackedRows):
    file_shown = _file_shown
    readonly_fields: ClassVar[Any] = ["file_shown"]
    form = DocumentRowForm
    verbose_name = "document"
    verbose_name_plural = "Documenten (pdf)"
    fields = [("name", "dated"), ("upload", "file_shown"), ("source", "source_url")]

    def row_note(self, row: Document) -> str:
        return row.kind_and_size if row.file_key else "bestand gewist"


class DocumentFieldsets(Part):
    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        model: type[Document] = self.model
        file = "upload" if row is None else "file_shown"
        return [(None, {"fields": [model.owner_field, "name", "dated", file]}), SOURCE]


class DocumentPages(Part):
    def urls(self) -> list[URLPattern]:
        return [self.path("<path:object_id>/bestand/", self.file_view, "file")]

    @method_decorator(require_safe)
    def file_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        document = readable_row(self.model_admin, request, object_id)
        if document is None or not document.file_key:
            raise Http404
        return document_response(document, "no-store")


class DocumentAdmin(RegionScopedAdmin):
    file_shown = _file_shown
    readonly_fields: ClassVar[Any] = ["file_shown"]
    form = DocumentForm
    parts = [DocumentFieldsets, *RegionScopedAdmin.parts, ChecksUploads, DocumentPages]


class RegionDocumentInline(DocumentRows):
    model = RegionDocument


@admin.register(RegionDocument)
class RegionDocumentAdmin(DocumentAdmin):
    list_display = ["name", "region", "dated", "source"]
    list_select_related = ["region"]
    autocomplete_fields = ["region"]
    search_fields = ["name", "region__folded_name"]
