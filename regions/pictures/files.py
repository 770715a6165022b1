"""The stored files of pictures. A file is written before its row, and erased after it."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from regions.clock import today
from regions.models import ERASED, Picture, Preview
from regions.models.erasures import erase_names_from_admin_log
from regions.pictures.encoding import Encoded
from regions.writing.changing import changing

FOLDER = "pictures"
# How long after its files a row may still be saved.
UNUSED_LIFETIME = timedelta(days=1)
BLANK = dict.fromkeys(Picture.erased_texts, "") | dict.fromkeys(
    Picture.erased_required_texts, ERASED
)


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
    """Erase the files in all sizes, and the texts about the picture wherever they are kept."""
    before = copy(picture)
    with changing():
        for field, value in BLANK.items():
            setattr(picture, field, value)
        picture.withdrawn_on = on
        picture.save()
        _forget(before)


@receiver(post_delete, sender=Picture)
def withdraw_deleted(sender: type[Picture], instance: Picture, **kwargs: Any) -> None:
    """Without a row, as after deleting its region, nobody could withdraw the picture."""
    if instance.withdrawn_on is None:
        records = Picture.history.filter(id=instance.pk, history_type="-")
        records.update(withdrawn_on=today())  # so that it is restored as withdrawn
        _forget(instance)


def _forget(picture: Picture) -> None:
    Picture.history.filter(id=picture.pk).update(**BLANK)
    Preview.objects.containing([picture.digest]).delete()
    erase_names_from_admin_log(Picture, [picture.pk])
    names = picture.file_names
    transaction.on_commit(lambda: _erase(names))


def _erase(names: Iterable[str]) -> None:
    for name in names:
        storage().delete(path_of(name))


def clear_unused(now: datetime) -> int:
    """Erase files of uploads that were never saved."""
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
