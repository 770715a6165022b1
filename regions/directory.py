"""What all public models share: the door, addresses that last, publication by date."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import wraps
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.db.models.signals import post_save, pre_delete, pre_save
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.text import slugify

from regions.changing import changing, current_change
from regions.history import DirectoryHistory, record_bulk
from regions.names.folding import fold
from regions.wording.sources import parts, with_date

if TYPE_CHECKING:
    from regions.rights import Rights


class DirectoryQuerySet(models.QuerySet):
    """Writes in bulk only through the door, for these pass by `save()` and its checks."""

    def update(self, **kwargs: Any) -> int:
        current_change().touch_model(self.model)
        keys = list(self.values_list("pk", flat=True))
        updated = super().update(**kwargs)
        rows: Any = self.model._base_manager.filter(pk__in=keys)
        record_bulk(rows, "~")
        return updated

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        current_change().touch_model(self.model)
        created = super().bulk_create(objs, *args, **kwargs)
        record_bulk(created, "+")
        return created

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        current_change().touch_model(self.model)
        return super().bulk_update(objs, *args, **kwargs)

    def bulk_delete(self) -> int:
        """Delete rows on which nothing hangs, all at once; the database refuses where it does."""
        current_change().touch_model(self.model)
        record_bulk(self, "-")
        return self._raw_delete(self.db)

    def delete(self) -> tuple[int, dict[str, int]]:
        with changing():
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def locked(self) -> Self:
        """Lock these rows until the transaction ends, where one is open.

        SQLite locks the whole database when a transaction begins; there this locks nothing more.
        """
        if not connection.in_atomic_block:
            return self
        return self.order_by("pk").select_for_update(no_key=True)

    def visible_to(self, rights: Rights) -> Self:
        """What this user may see in the admin: all that is shared, and what their regions own."""
        model = cast(type[DirectoryModel], self.model)
        if rights.is_national or (model.is_shared and rights.open_admin):
            return self
        if model.owner_path is None:
            return self.none()
        return self.filter(**{f"{model.owner_path}__in": rights.writes})


class DirectoryModel(models.Model):
    """A model whose rows are public: checked in full and written through the door."""

    objects = DirectoryQuerySet.as_manager()
    history = DirectoryHistory(inherit=True)

    # Whose it is: the lookup that leads to the region that owns a row, or shared by all regions:
    # then who works on one may read it. Where neither is said only national editors see it.
    owner_path: ClassVar[str | None] = None
    is_shared: ClassVar[bool] = False

    class Meta:
        abstract = True
        # Related managers write with this one: they shall not pass by the door either.
        base_manager_name = "objects"

    # Fields that follow from others, so that they are written whichever of those were.
    derived_fields: ClassVar[tuple[str, ...]] = ()
    # Fields that follow from other rows: they change this one, and its history tells nothing of it.
    fields_of_others: ClassVar[tuple[str, ...]] = ()

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Check everything the admin's form would, then write.

        Raises ValidationError with Dutch texts where the row would say something impossible.
        """
        if update_fields is not None:
            update_fields = {*update_fields, *self.derived_fields}
        self._end_lines_alike()
        with changing(savepoint=False):
            self.full_clean()
            super().save(*args, update_fields=update_fields, **kwargs)

    def _end_lines_alike(self) -> None:
        """A browser ends the lines of a text in its own way; that alone changes nothing."""
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname, None)
            if isinstance(value, str) and "\r\n" in value:
                setattr(self, field.attname, value.replace("\r\n", "\n"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changing(savepoint=False):
            return super().delete(*args, **kwargs)


def _refuse_outside(sender: type[models.Model], **kwargs: Any) -> None:
    if issubclass(sender, DirectoryModel):
        current_change()


def _note_write(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if issubclass(sender, DirectoryModel):
        current_change().touch(instance)


def watch_writes() -> None:
    """Note every saved or deleted row, cascades too; refuse it outside the door."""
    # After a save it would be too late: without a transaction the row is in the database by then.
    pre_save.connect(_refuse_outside, dispatch_uid="directory_before_save")
    post_save.connect(_note_write, dispatch_uid="directory_saved")
    pre_delete.connect(_note_write, dispatch_uid="directory_deleted")


class Sourced(models.Model):
    """Where a fact comes from."""

    source = models.CharField(
        "bron",
        max_length=200,
        blank=True,
        help_text="Waar staat dit? Bijvoorbeeld: nieuwsbericht van de gemeente, 12 mei 2026.",
    )
    source_url = models.URLField("adres van de bron", blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.source = self.source.strip()


def sources_of(rows: Iterable[Any]) -> list[str]:
    """The sources of these rows, once each, with their dates."""
    named = [part for row in rows if row for part in parts(row.source)]
    return list(dict.fromkeys(map(with_date, named)))


def source_required(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(source=""),
        name=name,
        violation_error_message="Noem de bron: zonder bron komt dit niet op de site.",
    )


def ends_after_start(start: str, end: str, name: str) -> models.CheckConstraint:
    """The end does not lie before the start, where both are known."""
    return models.CheckConstraint(
        condition=(
            models.Q(**{f"{start}__isnull": True})
            | models.Q(**{f"{end}__isnull": True})
            | models.Q(**{f"{end}__gte": models.F(start)})
        ),
        name=name,
        violation_error_message="Het einde ligt vóór het begin.",
    )


class OldSlug(models.Model):
    """An address that once led to a row, so that it still does."""

    kind = models.CharField(max_length=60)
    slug = models.SlugField(max_length=120)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = "oud adres"
        verbose_name_plural = "oude adressen"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_leads_to_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class Moved(Exception):
    """The thing lives at another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


View = Callable[..., HttpResponse]


def follow_old_addresses(view: View) -> View:
    """Redirect for good where the view finds that its object moved; the query goes along."""
    return follow_old_addresses_to("")(view)


def follow_old_addresses_to(below: str) -> Callable[[View], View]:
    """The same for what stands below the page of that object: "agenda/"."""

    def follow(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Moved as moved:
                query = request.META.get("QUERY_STRING")
                address = f"{moved.address}{below}"
                return HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))

        return wrapped

    return follow


class NamedQuerySet(DirectoryQuerySet):
    def find(self, slug: str) -> Any:
        """The row with that slug. Raises Moved where it was renamed, Http404 where none is."""
        if (found := self.filter(slug=slug).first()) is not None:
            return found
        old = OldSlug.objects.filter(kind=self.model._meta.label_lower, slug=slug).first()
        if old and (renamed := self.filter(pk=old.object_id).first()) is not None:
            raise Moved(cast(Any, renamed).get_absolute_url())
        raise Http404

    def named(self, text: str) -> Self:
        """Those that have `text` in one of their names, whatever its accents or capitals."""
        return self.filter(folded_name__contains=fold(text))


class NamedModel(DirectoryModel):
    """A row with a name, found by that name, at an address that lasts."""

    name = models.CharField("naam", max_length=120)
    slug = models.SlugField(
        "adres",
        max_length=120,
        unique=True,
        help_text="Het laatste deel van het adres van de pagina. Een oud adres blijft werken.",
    )
    folded_name = models.CharField(max_length=400, editable=False, default="", db_index=True)

    class Meta(DirectoryModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    def follow_name(self) -> None:
        """Fill in what follows from the names, as `save()` does; rows made in bulk ask for it."""
        self.slug = self.slug.lower()
        folded = dict.fromkeys(fold(name) for name in self.all_names())
        self.folded_name = " ".join(filter(None, folded))[:400]

    def name_as_slug(self) -> str:
        return slugify(self.name)[:100] or str(self._meta.model_name)

    def free_slug(self) -> str:
        """An address from the name that nothing has or had: an old one still leads there."""
        start = self.name_as_slug()
        taken = self.taken_addresses(start, but_of=self.pk)
        numbered = (f"{start}-{number}" for number in count(2))
        return start if start not in taken else next(one for one in numbered if one not in taken)

    def is_address_taken(self) -> bool:
        return self.slug in self.taken_addresses(self.slug, but_of=self.pk)

    @classmethod
    def taken_addresses(cls, start: str = "", but_of: int | None = None) -> set[str]:
        """The slugs that lead or led to a row, or to any but this one, as far as they begin so."""
        rows = cls.with_address().filter(slug__startswith=start)
        old = OldSlug.objects.filter(kind=cls._meta.label_lower, slug__startswith=start)
        if but_of is not None:
            rows, old = rows.exclude(pk=but_of), old.exclude(object_id=but_of)
        return {*rows.values_list("slug", flat=True), *old.values_list("slug", flat=True)}

    @classmethod
    def with_address(cls) -> QuerySet:
        """The rows that an address leads to."""
        return cls._base_manager.all()

    def all_names(self) -> list[str]:
        """The names in the row itself by which it is found."""
        return [self.name]

    derived_fields: ClassVar[tuple[str, ...]] = ("folded_name",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.follow_name()
        rows = self.with_address().filter(pk=self.pk)
        with changing(savepoint=False):
            stored = rows.values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            if stored and stored != self.slug:
                OldSlug.objects.update_or_create(
                    kind=self._meta.label_lower, slug=stored, defaults={"object_id": self.pk}
                )


class PublishedQuerySet(NamedQuerySet):
    def published(self, on: date) -> Self:
        """What visitors see on that day."""
        return self.filter(published_from__lte=on)

    def real(self) -> Self:
        """Without what was invented to show what a full page looks like."""
        return self.filter(is_example=False)


class Publishable(models.Model):
    """Public from a day; a draft without one. Midnight needs no job."""

    published_from = models.DateField(
        "op de site vanaf",
        null=True,
        blank=True,
        db_index=True,
        help_text="Leeg: een concept, dat niemand op de site ziet.",
    )

    class Meta:
        abstract = True

    def is_published(self, on: date) -> bool:
        return self.published_from is not None and self.published_from <= on


class NamedPage(NamedModel, Publishable):
    """A named row that gets its address when it is first published, and then keeps it.

    Until then its slug is a proposal, and another draft may have the same: so nobody learns of a
    draft elsewhere by the number behind an address.
    """

    slug = models.SlugField(
        "adres",
        max_length=120,
        help_text="Het laatste deel van het adres van de pagina. Een oud adres blijft werken.",
    )

    class Meta(NamedModel.Meta):
        abstract = True

    def free_slug(self) -> str:
        return self.name_as_slug() if self.published_from is None else super().free_slug()

    def is_address_taken(self) -> bool:
        return self.published_from is not None and super().is_address_taken()

    @classmethod
    def with_address(cls) -> QuerySet:
        """What is published or once was; a draft that never was has no address."""
        once = cls.history.filter(published_from__isnull=False).values("id")
        return cls._base_manager.filter(Q(published_from__isnull=False) | Q(pk__in=once))

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        with changing(savepoint=False):
            if not self._state.adding:
                self._settle_address()
            if update_fields is not None:
                update_fields = {*update_fields, "slug"}
            super().save(*args, update_fields=update_fields, **kwargs)

    def _settle_address(self) -> None:
        """Follow the name of a draft, unless an editor chose a slug; be free when published."""
        drafts = type(self)._base_manager.filter(pk=self.pk, published_from__isnull=True)
        if (draft := drafts.first()) is None:
            return
        if self.slug == draft.slug == draft.name_as_slug() and not self._had_address():
            self.slug = self.name_as_slug()
        if self.is_address_taken():
            self.slug = self.free_slug()

    def _had_address(self) -> bool:
        return self.with_address().filter(pk=self.pk).exists()

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Say at the field that an address is of another page; its constraint is of no field."""
        if self.published_from is not None and "slug" not in (exclude or ()):
            others = type(self)._base_manager.exclude(pk=self.pk)
            if others.filter(slug=self.slug, published_from__isnull=False).exists():
                raise ValidationError({"slug": self.unique_error_message(type(self), ("slug",))})
        super().validate_constraints(exclude=exclude)


def one_address(name: str) -> models.UniqueConstraint:
    """One page at an address; drafts have none yet."""
    return models.UniqueConstraint(
        fields=["slug"],
        condition=Q(published_from__isnull=False),
        name=name,
        violation_error_message="Dit adres heeft een andere pagina al.",
    )


class ExampleMark(models.Model):
    """Marks what is invented to show what a full page looks like."""

    is_example = models.BooleanField(
        "voorbeeld",
        default=False,
        help_text="Verzonnen, om te laten zien wat een volledige pagina toont. Telt nergens mee.",
    )

    class Meta:
        abstract = True

    # Where who takes part with this one is found ("participations__region").
    example_peers: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> None:
        """What is invented and what is real do not take part in each other."""
        super().clean()
        if self._state.adding:
            return
        rows = type(self)._base_manager.filter(pk=self.pk)
        for peer in self.example_peers:
            if rows.filter(**{f"{peer}__is_example": not self.is_example}).exists():
                raise ValidationError(
                    {"is_example": "Dit kan niet: er doet iets aan mee dat het andere is."}
                )


def code_validator(pattern: str, message: str) -> RegexValidator:
    return RegexValidator(rf"^{pattern}\Z", message)
