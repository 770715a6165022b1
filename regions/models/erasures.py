"""Keyed hashes of erased personal data, so that no import or restore brings it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.crypto import salted_hmac

from regions.clock import today

ERASED = "[verwijderd]"  # replaces the text in history records
EMAIL, NAME, PHONE = "mail", "name", "phone"


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def erasure_digest(kind: str, value: str, row: str = "") -> str:
    """`row`, such as "contact:12", limits a value that others may share to one row."""
    text = f"{kind}\n{row}\n{folded(value)}"
    return salted_hmac("regions.erasures", text, algorithm="sha256").hexdigest()


class Erasure(models.Model):
    digest = models.CharField(max_length=64, primary_key=True)
    on = models.DateField(default=today)

    class Meta:
        verbose_name = "wissing"
        verbose_name_plural = "wissingen"
        ordering = ["on", "digest"]

    def __str__(self) -> str:
        return f"{self.on} {self.digest}"


def contact_digests(key: int, name: str, email: str, phone: str) -> set[str]:
    """Digests of a contact with these values; it was erased if any of them is stored."""
    row = f"contact:{key}"
    digests = {erasure_digest(EMAIL, email)} if email else set()
    if name:
        digests |= {erasure_digest(NAME, name), erasure_digest(NAME, name, row)}
    if phone:
        digests.add(erasure_digest(PHONE, phone, row))
    return digests


def text_fields(model: Any) -> list[Any]:
    kinds = models.CharField | models.TextField
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds)]


def erase_names_from_admin_log(model: type[models.Model], keys: Iterable[int]) -> None:
    """Erase the names of these rows from Django's log of the admin, which keeps those of all."""
    entries = LogEntry.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        object_id__in=[str(key) for key in keys],
    )
    entries.update(object_repr=ERASED)


def forget_if_erased(row: Any) -> None:
    """Clear data of an erased person that a history record would bring back."""
    values = [getattr(row, name, "") for name in ("person_name", "email", "phone")]
    for field in text_fields(type(row)):
        text = getattr(row, field.attname)
        if isinstance(text, str) and ERASED in text:
            rest = text.replace(ERASED, "").strip()
            if rest or field.blank:  # a required text keeps its placeholder
                setattr(row, field.attname, rest)
    if hasattr(row, "forget_person"):
        digests = contact_digests(row.pk, *values)
        if ERASED in values or Erasure.objects.filter(pk__in=digests).exists():
            row.forget_person()
