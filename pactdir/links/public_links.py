"""The URLs in public rows: each URLField of each record kind, so also one that is added later."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet, URLField

from pactdir.models import LinkCheck
from regions.directory import DirectoryModel, record_kinds
from regions.models import Region

MAX_LENGTH = LinkCheck._meta.get_field("url").max_length or 0


def link_columns() -> Iterator[tuple[type[DirectoryModel], str]]:
    """Yield each model with the name of each of its fields that holds a link."""
    for kind in record_kinds():
        for field in kind.model._meta.concrete_fields:
            if isinstance(field, URLField):
                yield kind.model, field.name


def public_rows(model: Any, name: str, on: date) -> QuerySet:
    """The rows that show this field to visitors, without invented ones."""
    rows: Any = model.objects.exclude(**{name: ""})
    if hasattr(rows, "published"):
        rows = rows.published(on)
    elif model.owner_path is not None:
        regions = Region.objects.published(on).exclude_examples()
        rows = rows.filter(**{f"{model.owner_path}__in": regions})
    if hasattr(rows, "exclude_examples"):
        rows = rows.exclude_examples()
    if name in model.public_if:
        rows = rows.filter(**{model.public_if[name]: True})
    public: QuerySet = rows
    return public


def public_urls(on: date) -> set[str]:
    return {
        url
        for model, name in link_columns()
        for url in public_rows(model, name, on).order_by().values_list(name, flat=True).distinct()
        if url and len(url) <= MAX_LENGTH
    }
