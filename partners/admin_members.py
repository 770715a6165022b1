"""Choices of schools and partners in the admin: leaders choose among members of their regions."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from partners.models import Partner, PartnerParticipation
from regions.assigned_rights import rights_of
from regions.editing.options import ScopedOptions
from schools.models import School, SchoolParticipation

MEMBERS: dict[str, tuple[type[Model], type[Model]]] = {
    "school": (School, SchoolParticipation),
    "partner": (Partner, PartnerParticipation),
}


class ChoosesMembers(ScopedOptions):
    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        # Give leaders a plain list instead: they have only a few schools and partners.
        fields = super().get_autocomplete_fields(request)
        if rights_of(request).is_national:
            return fields
        return [name for name in fields if name not in MEMBERS]

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        rows = super().get_field_queryset(db, db_field, request)
        rights = rights_of(request)
        if db_field.name not in MEMBERS or rights.is_national:
            return rows
        _, participation = MEMBERS[db_field.name]
        theirs = participation._default_manager.filter(region__in=rights.writes)
        return rows.filter(pk__in=theirs.values(db_field.name))
