"""Models with a name and a slug; old slugs redirect."""

from __future__ import annotations

from typing import Any, ClassVar, Self, cast

from django.db import models
from django.db.models import QuerySet
from django.http import Http404

from regions.directory.old_slugs import Moved, OldSlug
from regions.directory.rows import DirectoryModel, DirectoryQuerySet
from regions.names.folding import fold
from regions.names.slugs import free_slug, slug_of
from regions.writing.changing import changing


class NamedQuerySet(DirectoryQuerySet):
    def find(self, slug: str) -> Any:
        """Raise Moved if the slug is a former one, Http404 if no row has or had it."""
        if (row := self.filter(slug=slug).first()) is not None:
            return row
        old = OldSlug.objects.filter(kind=self.model._meta.label_lower, slug=slug).first()
        if old and (renamed := self.filter(pk=old.object_id).first()) is not None:
            raise Moved(cast(Any, renamed).get_absolute_url())
        raise Http404

    def named(self, text: str) -> Self:
        return self.filter(folded_name__contains=fold(text))


class NamedModel(DirectoryModel):
    name = models.CharField("naam", max_length=120)
    slug = models.SlugField(
        "adres",
        max_length=120,
        unique=True,
    )
    folded_name = models.CharField(max_length=400, editable=False, default="", db_index=True)

    class Meta(DirectoryModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def set_derived_fields(self) -> None:
        """Set the fields derived from the names; `bulk_create` does not do this."""
        self.slug = self.slug.lower()
        folded_names = dict.fromkeys(fold(name) for name in self.all_names())
        self.folded_name = " ".join(filter(None, folded_names))[:400]

    def name_as_slug(self) -> str:
        return slug_of(self.name, default=str(self._meta.model_name))

    def free_slug(self) -> str:
        """Return a slug that no row has or had, because old URLs keep redirecting to their row."""
        start = self.name_as_slug()
        return free_slug(start, self.taken_slugs(start, exclude_pk=self.pk))

    def is_slug_taken(self) -> bool:
        return self.slug in self.taken_slugs(self.slug, exclude_pk=self.pk)

    def replace_taken_slug(self) -> None:
        if self.is_slug_taken():
            self.slug = self.free_slug()

    @classmethod
    def taken_slugs(cls, start: str = "", exclude_pk: int | None = None) -> set[str]:
        rows = cls.with_url().filter(slug__startswith=start)
        old = OldSlug.objects.filter(kind=cls._meta.label_lower, slug__startswith=start)
        if exclude_pk is not None:
            rows, old = rows.exclude(pk=exclude_pk), old.exclude(object_id=exclude_pk)
        return {*rows.values_list("slug", flat=True), *old.values_list("slug", flat=True)}

    @classmethod
    def with_url(cls) -> QuerySet:
        return cls._base_manager.all()

    def all_names(self) -> list[str]:
        return [self.name]

    derived_fields: ClassVar[tuple[str, ...]] = ("folded_name",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_derived_fields()
        rows = self.with_url().filter(pk=self.pk)
        with changing(savepoint=False):
            stored_slug = rows.values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            if stored_slug and stored_slug != self.slug:
                OldSlug.objects.update_or_create(
                    kind=self._meta.label_lower, slug=stored_slug, defaults={"object_id": self.pk}
                )
