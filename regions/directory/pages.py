"""Models that have their own page, published from a date on; a draft has no URL yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet

from regions.directory.named import NamedModel, NamedQuerySet
from regions.fields.publication import Publishable
from regions.writing.changing import changing


class PublishedQuerySet(NamedQuerySet):
    def published(self, on: date) -> Self:
        return self.filter(published_from__lte=on)

    def not_published(self, on: date) -> Self:
        return self.filter(Q(published_from=None) | Q(published_from__gt=on))

    def exclude_examples(self) -> Self:
        return self.filter(is_example=False)


class NamedPage(NamedModel, Publishable):
    """A named row that gets its URL when first published, and then keeps it.

    Until then its slug is only proposed, and other drafts may have the same one: a numbered slug
    would reveal that another region has such a draft.
    """

    slug = models.SlugField(
        "adres",
        max_length=120,
    )

    class Meta(NamedModel.Meta):
        abstract = True

    def free_slug(self) -> str:
        return self.name_as_slug() if self.published_from is None else super().free_slug()

    def is_slug_taken(self) -> bool:
        return self.published_from is not None and super().is_slug_taken()

    @classmethod
    def with_url(cls) -> QuerySet:
        """Rows that are or once were published; a draft that never was has no URL."""
        once = cls.history.filter(published_from__isnull=False).values("id")
        return cls._base_manager.filter(Q(published_from__isnull=False) | Q(pk__in=once))

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        with changing(savepoint=False):
            if not self._state.adding:
                self._settle_slug()
            if update_fields is not None:
                update_fields = {*update_fields, "slug"}
            super().save(*args, update_fields=update_fields, **kwargs)

    def _settle_slug(self) -> None:
        # A draft's slug follows its name, unless an editor chose one; on publication it must be
        # unique.
        drafts = type(self)._base_manager.filter(pk=self.pk, published_from__isnull=True)
        if (draft := drafts.first()) is None:
            return
        if self.slug == draft.slug == draft.name_as_slug() and not self._had_url():
            self.slug = self.name_as_slug()
        self.replace_taken_slug()

    def _had_url(self) -> bool:
        return self.with_url().filter(pk=self.pk).exists()

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        # Report a taken slug at its field, which the error of a conditional constraint lacks.
        if self.published_from is not None and "slug" not in (exclude or ()):
            others = type(self)._base_manager.exclude(pk=self.pk)
            if others.filter(slug=self.slug, published_from__isnull=False).exists():
                raise ValidationError({"slug": self.unique_error_message(type(self), ("slug",))})
        # This replaces `unique_slug`, to save its queries.
        super().validate_constraints(exclude={*(exclude or ()), "slug"})


def unique_slug(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["slug"],
        condition=Q(published_from__isnull=False),
        name=name,
        violation_error_message="Dit adres heeft een andere pagina al.",
    )


class ExampleFlag(models.Model):
    """A flag for example rows, which show what a complete page looks like."""

    is_example = models.BooleanField(
        "voorbeeld",
        default=False,
    )

    class Meta:
        abstract = True

    # Lookups to the other side of participations: "participations__region".
    example_peers: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> None:
        super().clean()
        if self._state.adding:
            return
        rows = type(self)._base_manager.filter(pk=self.pk)
        for peer in self.example_peers:
            if rows.filter(**{f"{peer}__is_example": not self.is_example}).exists():
                raise ValidationError(
                    {"is_example": "Dit kan niet: er doet iets aan mee dat het andere is."}
                )
