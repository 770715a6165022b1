"""The stored files of pictures."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from regions.clock import today
from regions.models import ERASED, Picture, Preview
from regions.models.erasures import erase_names_from_admin_log
from regions.pictures.encoding import Encoded
from regions.stored_files import Folder
from regions.writing.changing import changing

FOLDER = Folder("pictures")
BLANK = dict.fromkeys(Picture.erased_texts, "") | dict.fromkeys(
    Picture.erased_required_texts, ERASED
)


def store(encoded: Encoded) -> None:
    for name, data in encoded.files.items():
        FOLDER.store(name, data)


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
    FOLDER.erase_on_commit(picture.file_names)


def clear_unused(now: datetime) -> int:
    records: Any = Picture.history.exclude(digest="")
    return FOLDER.clear_unused(set(records.values_list("digest", flat=True)), now)
