"""The stored files of documents, and the models that have them."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete

from regions.models import Document
from regions.stored_files import Folder

FOLDER = Folder("documents")


def document_models() -> list[type[Document]]:
    return [model for model in apps.get_models() if issubclass(model, Document)]


def new_key() -> str:
    """Random, so that no region notices that another has this file."""
    return token_hex(20)


def connect_erasing() -> None:
    # Per model, since a receiver for all models would slow down every deletion.
    for model in document_models():
        post_delete.connect(erase_deleted, sender=model, dispatch_uid=f"erase {model._meta.label}")


def erase_deleted(sender: type[Document], instance: Document, **kwargs: Any) -> None:
    if instance.file_key:
        sender.history.filter(id=instance.pk).update(file_key="")
        FOLDER.erase_on_commit([instance.file_name])


def clear_unused(now: datetime) -> int:
    known: set[str] = set()
    for model in document_models():
        records: Any = model.history.exclude(file_key="")
        known.update(records.values_list("file_key", flat=True))
    return FOLDER.clear_unused(known, now)
