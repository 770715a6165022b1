"""The wall in the admin: what a project leader sees and may write, asked of the rights each time.

Everything a page, a list, a choice or an action is made of goes through `get_queryset()` and the
`has_…_permission()` below. A model that says neither whose it is nor that it is shared is shown to
national editors only, and so is everything that is no DirectoryModel.
"""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.directory import DirectoryModel, Publishable
from regions.editing.lookups import OfferedLookups
from regions.models import Region
from regions.rights import Rights, hangs_below, region_of

ONLY_LEADERS_PUBLISH = (
    "Publiceren kan alleen een projectleider. Laat dit leeg: dan is het een concept."
)
NOT_YOURS = "In deze regio kunt u dit niet wijzigen."


def scoped(rows: QuerySet, rights: Rights) -> QuerySet:
    """The rows this user may see; none of a model that knows no regions."""
    if rights.is_national:
        return rows
    if not issubclass(rows.model, DirectoryModel):
        return rows.none()
    return cast(QuerySet, cast(Any, rows).visible_to(rights))


class ScopedRows(BaseModelAdmin):
    """Rows, and the rows one chooses from, as far as the user may see them."""

    # What only national editors set: leaders get an address made from the name.
    national_fields: ClassVar[tuple[str, ...]] = ("slug", "is_example")
    # Whether an editor, who writes but does not publish, has no part in these.
    only_leaders: ClassVar[bool] = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return scoped(super().get_queryset(request), rights_of(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if rights_of(request).is_national:
            return fieldsets
        narrowed = [
            (title, {**options, "fields": _without(options["fields"], self.national_fields)})
            for title, options in fieldsets
        ]
        return [fieldset for fieldset in narrowed if fieldset[1]["fields"]]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        prepopulated = super().get_prepopulated_fields(request, obj)
        if rights_of(request).is_national:
            return prepopulated
        return {k: v for k, v in prepopulated.items() if k not in self.national_fields}

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and _owns(db_field) and not rights_of(request).is_national:
            field.required = True  # nothing of a leader's is of the whole country
            field.help_text = ""
        return field

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """Offer as owner only the regions in which the user may write this."""
        rows = super().get_field_queryset(db, db_field, request)
        rights = rights_of(request)
        if rights.is_national:
            return rows
        if rows is None:
            rows = db_field.related_model._default_manager.all()
        rows = scoped(rows, rights)  # what has no wall of its own offers everything
        return rows.filter(pk__in=self._regions(rights)) if _owns(db_field) else rows

    def _is_known(self) -> bool:
        """Whether leaders have anything to do with this model."""
        model = self.model
        return issubclass(model, DirectoryModel) and (
            model.is_shared or model.owner_path is not None
        )

    def _is_owned(self) -> bool:
        return issubclass(self.model, DirectoryModel) and self.model.owner_path is not None

    def _may_write(self, rights: Rights, row: DirectoryModel) -> bool:
        return rights.may_change(row) and (
            not self.only_leaders or rights.may_publish_in(region_of(row))
        )

    def _regions(self, rights: Rights) -> frozenset[int]:
        """The regions in which this user may add one of these."""
        return rights.leads if self.only_leaders else rights.regions_to_write(self.model)


def _owns(db_field: Any) -> bool:
    """Whether this field says whose the row is."""
    model = db_field.model
    return issubclass(model, DirectoryModel) and model.owner_path == db_field.name


def _without(fields: Any, dropped: tuple[str, ...]) -> list[Any]:
    kept = [
        tuple(_without(one, dropped)) if isinstance(one, tuple | list) else one
        for one in fields
        if one not in dropped
    ]
    return [one for one in kept if one != ()]


class ScopedAdmin(OfferedLookups, ScopedRows):
    """The list and the form of a model, for whom it concerns."""

    # Regions are begun and ended by national editors.
    leaders_add_and_delete: ClassVar[bool] = True

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who only reads is not told how to fill it in."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(title, {**options, "description": ""}) for title, options in fieldsets]

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """Who keeps a few regions chooses from a plain list of them."""
        fields = super().get_autocomplete_fields(request)
        if rights_of(request).is_national:
            return fields
        return [name for name in fields if not _owns(self.opts.get_field(name))]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Who keeps one region means that one."""
        initial = super().get_changeform_initial_data(request)  # type: ignore[misc]
        rights = rights_of(request)
        if not rights.is_national and self._is_owned():
            regions = self._regions(rights)
            for field in self.opts.fields:
                if _owns(field) and len(regions) == 1:
                    initial.setdefault(field.name, str(*regions))
        return initial

    def has_module_permission(self, request: HttpRequest) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_module_permission(request)
        return rights.open_admin and self._is_known()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_view_permission(request, obj)
        return rights.open_admin and self._is_known() and (obj is None or rights.may_read(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_change_permission(request, obj)
        if obj is not None:
            return self._is_owned() and self._may_write(rights, obj)
        return self._may_write_somewhere(rights)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return super().has_delete_permission(request, obj)
        return self.leaders_add_and_delete and self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_add_permission(request)
        return self.leaders_add_and_delete and self._may_write_somewhere(rights)

    def _may_write_somewhere(self, rights: Rights) -> bool:
        return self._is_owned() and bool(self._regions(rights))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who publishes nowhere sees from when it is on the site, and cannot say so."""
        fields = super().get_readonly_fields(request, obj)
        rights = rights_of(request)
        if rights.is_national or rights.leads or not issubclass(self.model, Publishable):
            return fields
        return [*fields, "published_from"]


class ScopedForm(forms.ModelForm):
    """Checks what a user made of a row, not only what it was."""

    rights: ClassVar[Rights] = Rights()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.rights.is_national and isinstance(self.instance, DirectoryModel):
            self._refuse_what_is_beyond(cleaned if cleaned is not None else self.cleaned_data)
        return cleaned

    def _refuse_what_is_beyond(self, cleaned: dict[str, Any]) -> None:
        if (way := hangs_below(type(self.instance))) is not None:
            above = cleaned.get(way)
            if above is not None and not self.rights.may_change(above):
                self.add_error(way, NOT_YOURS)
            return
        region = self._region_to_be(cleaned)
        if region is None or region in self.rights.leads:
            return
        if cleaned.get("published_from"):
            self.add_error("published_from", ONLY_LEADERS_PUBLISH)
        elif region not in self.rights.regions_to_write(type(self.instance)):
            self.add_error(None, NOT_YOURS)

    def _region_to_be(self, cleaned: dict[str, Any]) -> int | None:
        path = self.instance.owner_path
        if path in cleaned and isinstance(cleaned[path], Region):
            return cleaned[path].pk
        if path == "pk":
            return self.instance.pk
        return getattr(self.instance, f"{path}_id", None)


class NationalOnly(OfferedLookups):
    """What only national editors have to do with, whatever stock permission someone was given.

    For others there is nothing, so that no answer tells which of these rows exist.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows if rights_of(request).is_national else rows.none()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return rights_of(request).is_national and super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights_of(request).is_national and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return rights_of(request).is_national and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights_of(request).is_national and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights_of(request).is_national and super().has_delete_permission(request, obj)


class ScopedInline(ScopedRows, InlineModelAdmin):
    """Rows below a form: written by who may write what they hang below, if that owns them."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return super().has_view_permission(request, obj)
        return self._is_known() and (obj is None or rights_of(request).may_read(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        rights = rights_of(request)
        if rights.is_national:
            return super().has_change_permission(request, obj)
        if obj is None:  # below what is still to be made
            return self._is_below_parent() and bool(self._regions(rights))
        is_below = isinstance(obj, Region) or self._is_below_parent()
        return is_below and self._is_owned() and self._may_write(rights, obj)

    def _is_below_parent(self) -> bool:
        """Whether these rows are owned through what the form is of, like an article's themes."""
        way = hangs_below(self.model)
        if way is None:
            return False
        return self.model._meta.get_field(way).related_model is self.parent_model

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return bool(super().has_add_permission(request, obj))
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if rights_of(request).is_national:
            return super().has_delete_permission(request, obj)
        return self.has_change_permission(request, obj)
