"""The stored files of pictures. A file is written before its row, and erased after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from regions.models import ERASED, Picture
from regions.pictures.encoding import Encoded
from regions.writing.changing import changing

FOLDER = "pictures"
# How long after its files a row may still be saved.
UNUSED_LIFETIME = timedelta(days=1)


def storage() -> Storage:
    return storages["default"]


def path_of(name: str) -> str:
    return f"{FOLDER}/{name}"


def store(encoded: Encoded) -> None:
    for name, data in encoded.files.items():
        store_file(name, data)


def store_file(name: str, data: bytes) -> None:
    if not storage().exists(path_of(name)):
        storage().save(path_of(name), ContentFile(data))


def open_file(name: str) -> Any:
    """Raise FileNotFoundError if it is not stored."""
    return storage().open(path_of(name))


def withdraw(picture: Picture, on: date) -> None:
    """Erase the files in all sizes, and the texts about the picture, in the history too."""
    names = picture.file_names
    blank = dict.fromkeys(Picture.erased_texts, "")
    blank |= dict.fromkeys(Picture.erased_required_texts, ERASED)
    with changing():
        for field, value in blank.items():
            setattr(picture, field, value)
        picture.withdrawn_on = on
        picture.save()
        Picture.history.filter(id=picture.pk).update(**blank)
        transaction.on_commit(lambda: _erase(names))


def _erase(names: Iterable[str]) -> None:
    for name in names:
        storage().delete(path_of(name))


def clear_unused(now: datetime) -> int:
    """Erase files of uploads that were never saved; those of deleted rows are kept to restore."""
    records: Any = Picture.history.exclude(digest="")
    known = set(records.values_list("digest", flat=True))
    try:
        _, names = storage().listdir(FOLDER)
    except FileNotFoundError:
        return 0
    unused = [
        name
        for name in names
        if name.rpartition("-")[0] not in known
        and storage().get_modified_time(path_of(name)) <= now - UNUSED_LIFETIME
    ]
    _erase(unused)
    return len(unused)
