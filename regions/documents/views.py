"""Serves the documents that a public page offers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.documents.files import FOLDER, document_models
from regions.models import Document
from regions.stored_files import FOR_A_YEAR


@require_safe
def document_file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    document = _public_document(key)
    if document is None:
        raise Http404
    if name != document.download_name:  # the title was changed
        return HttpResponseRedirect(document.file_url)
    return document_response(document, FOR_A_YEAR)


def _public_document(key: str) -> Document | None:
    day = today()
    for model in document_models():
        if document := model._default_manager.public(day).filter(file_key=key).first():
            return document
    return None


def document_response(document: Document, cache_control: str) -> HttpResponseBase:
    return FOLDER.response(
        document.file_name, "application/pdf", cache_control, document.download_name
    )
