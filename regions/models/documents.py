"""PDF documents that a page offers as downloads."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from regions.clock import AsOf
from regions.directory import (
    DirectoryModel,
    DirectoryQuerySet,
    Sourced,
    labelled,
    source_required,
)
from regions.fields.partial_date import PartialDateField
from regions.models.region import Region
from regions.wording.dutch import size_in_words

MAX_NAME = 120
STORED = ("file_key", "size")  # set with the file


class DocumentQuerySet(DirectoryQuerySet):
    def with_file(self) -> Self:
        return self.exclude(file_key="")

    def public(self, on: date) -> Self:
        """Documents that a public page offers."""
        model: Any = self.model
        owners = model._meta.get_field(model.owner_field).related_model._default_manager
        return self.with_file().filter(**{f"{model.owner_field}__in": owners.published(on)})

    def as_of(self, day: date | AsOf) -> Self:
        """None as of a past date: what the page offered then is unknown."""
        return self.none() if AsOf.of(day).is_past else self.with_file()


class Document(DirectoryModel, Sourced):
    """A PDF, stored under `file_key` (`regions.documents`); the upload itself is not kept.

    A subclass has a foreign key to the row whose page offers the document, and sets the name of it
    in `owner_field`. Deleting a document erases its file; one that is restored has no file.
    """

    owner_field: ClassVar[str]

    name = models.CharField("titel", max_length=MAX_NAME)
    dated = PartialDateField("datum")
    file_key = models.CharField(max_length=40, editable=False, blank=True)
    size = models.PositiveIntegerField("grootte", editable=False, default=0)  # bytes

    objects = DocumentQuerySet.as_manager()

    class Meta(DirectoryModel.Meta):
        abstract = True
        default_related_name = "documents"
        ordering = [F("dated").desc(nulls_last=True), "name", "pk"]
        constraints = [
            source_required("%(class)s_has_source"),
            models.UniqueConstraint(
                fields=["file_key"], condition=~Q(file_key=""), name="%(class)s_file_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def file_name(self) -> str:
        return f"{self.file_key}.pdf"

    @property
    def download_name(self) -> str:
        return f"{slugify(self.name) or 'document'}.pdf"

    @property
    def file_url(self) -> str:
        return reverse("document-file", args=[self.file_key, self.download_name])

    @property
    def kind_and_size(self) -> str:
        return f"pdf, {size_in_words(self.size)}"


def document_titles(page: Any) -> str:
    """ "Documenten: Jaarplan 2026.", for a row with its documents `with_file()` prefetched."""
    return labelled("Documenten", [document.name for document in page.documents.all()])


class RegionDocument(Document):
    owner_path = "region"
    owner_field = "region"

    region = models.ForeignKey(Region, models.CASCADE, verbose_name="regio")

    class Meta(Document.Meta):
        verbose_name = "document van een regio"
        verbose_name_plural = "documenten van regio's"
