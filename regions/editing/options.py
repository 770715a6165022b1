"""Options shared by the admin of a model and its inlines."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.db.models import Field, QuerySet
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.editing.date_fields import typed_field_arguments
from regions.editing.form_fields import (
    FORMFIELD_OVERRIDES,
    ChoiceByLabel,
    KeyedAutocomplete,
    adapt,
)
from regions.editing.scope import Scope, names_owner, scoped


class ScopedOptions(BaseModelAdmin):
    """Limits rows and choices to those the user may see, and adapts form fields."""

    formfield_overrides = FORMFIELD_OVERRIDES
    # Set only by national editors; for leaders the slug is derived from the name.
    national_fields: ClassVar[tuple[str, ...]] = ("slug", "is_example")
    only_leaders: ClassVar[bool] = False
    # Participations by foreign key: leaders choose among those that take part in their regions.
    members: ClassVar[dict[str, type[models.Model]]] = {}

    @cached_property
    def scope(self) -> Scope:
        return Scope(self.model, self.only_leaders)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return scoped(super().get_queryset(request), rights_of(request))

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        # Give leaders a plain list of members instead: they have only a few.
        fields = super().get_autocomplete_fields(request)
        if rights_of(request).is_national:
            return fields
        return [name for name in fields if name not in self.members]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        prepopulated = super().get_prepopulated_fields(request, obj)
        if rights_of(request).is_national:
            return prepopulated
        return {k: v for k, v in prepopulated.items() if k not in self.national_fields}

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(
            db_field, request, **typed_field_arguments(db_field), **kwargs
        )
        if field is not None:
            adapt(field, db_field)
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs.setdefault("form_class", ChoiceByLabel)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeyedAutocomplete(db_field, self.admin_site))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and names_owner(db_field) and not rights_of(request).is_national:
            field.required = True  # leaders cannot have national rows
            field.help_text = ""
        return field

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        rows = self._rows_to_choose(db, db_field, request)
        rights = rights_of(request)
        if rights.is_national:
            return rows
        rows = scoped(rows, rights)
        if participation := self.members.get(db_field.name):
            members = participation._default_manager.filter(region__in=rights.writes)
            rows = rows.filter(pk__in=members.values(db_field.name))
        return rows.filter(pk__in=self.scope.regions(rights)) if names_owner(db_field) else rows

    def _rows_to_choose(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        model = db_field.related_model
        if admin.site.is_registered(model):
            related = admin.site.get_model_admin(model)
            if isinstance(related, ScopedOptions):
                return related.get_queryset(request)  # loads the relations that the labels need
        rows = super().get_field_queryset(db, db_field, request)
        if rows is None and not rights_of(request).is_national:
            return model._default_manager.all()
        return rows
