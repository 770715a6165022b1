"""Filters of the list of accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from pactdir.accounts.second_factor import enrolled
from pactdir.accounts.states import CONDITIONS, AccountState
from regions.models import Assignment
from regions.models.people import AssignmentRole

LONG = timedelta(days=365)


class RoleFilter(admin.SimpleListFilter):
    title = "rol"
    parameter_name = "rol"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("landelijk", "Landelijke redacteur"),
            ("leader", "Projectleider"),
            ("editor", "Redacteur"),
            ("geen", "Geen rol"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        role = self.value()
        if role == "landelijk":
            return queryset.filter(is_superuser=True)
        if role in AssignmentRole.values:
            of_role = Assignment.objects.filter(role=role).values("user")
            return queryset.filter(is_superuser=False, pk__in=of_role)
        if role == "geen":
            return queryset.filter(is_superuser=False, assignments=None)
        return queryset


class StateFilter(admin.SimpleListFilter):
    title = "stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label).capitalize()) for value, label in AccountState.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        state = self.value()
        if state not in AccountState.values:
            return queryset
        return queryset.filter(CONDITIONS[AccountState(state)])


class SecondFactorFilter(admin.SimpleListFilter):
    title = "tweede stap"
    parameter_name = "tweede-stap"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "Ja"), ("nee", "Nee")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        conditions = {"ja": enrolled(), "nee": ~enrolled()}
        return queryset.filter(conditions.get(self.value() or "", Q()))


class LastLoginFilter(admin.SimpleListFilter):
    title = "laatste keer"
    parameter_name = "laatst"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("lang", "Al 12 maanden niet geweest")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() != "lang":
            return queryset
        before = timezone.now() - LONG
        never = Q(last_login=None, date_joined__lt=before)
        return queryset.filter(Q(last_login__lt=before) | never)
