"""Filters of the admin's lists."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from regions.assigned_rights import rights_of
from regions.clock import today


class PublicationFilter(admin.SimpleListFilter):
    title = "publicatie"
    parameter_name = "op-de-site"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "Ja"), ("later", "Later"), ("nee", "Nee, concept")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        conditions: dict[str, dict[str, Any]] = {
            "ja": {"published_from__lte": today()},
            "later": {"published_from__gt": today()},
            "nee": {"published_from__isnull": True},
        }
        return queryset.filter(**conditions.get(self.value() or "", {}))


class ScopedRelatedFilter(admin.RelatedFieldListFilter):
    """Offers only related rows that this user can see in their own list."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        self.of_whole_country = rights_of(request).is_national
        related = model_admin.admin_site.get_model_admin(field.remote_field.model)
        return [(row.pk, str(row)) for row in related.get_queryset(request)]

    @property
    def include_empty_choice(self) -> bool:
        # Rows without a region are national, and leaders cannot see those.
        return self.of_whole_country and super().include_empty_choice


class ChoiceSetFilter(admin.SimpleListFilter):
    """Filter by one value of a ChoiceSetField; a subclass sets the field and its options."""

    options: ClassVar[type[models.TextChoices]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in self.options.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in self.options.values:
            return queryset
        return queryset.filter(**{f"{self.parameter_name}__contains": f"|{self.value()}|"})
