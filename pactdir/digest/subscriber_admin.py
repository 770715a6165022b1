"""Subscriptions for national editors: how many there are, but no addresses.

To end a subscription for somebody who asks, find it by the full address.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from pactdir.audit.recording import record
from pactdir.digest.subscribing import unsubscribe
from pactdir.models import AuditKind, Subscriber
from regions.editing.national import ReadOnlyAdmin


class ConfirmedFilter(admin.SimpleListFilter):
    title = "bevestigd"
    parameter_name = "bevestigd"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "ja"), ("nee", "nog niet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if self.value() not in ("ja", "nee"):
            return None
        return queryset.filter(confirmed_at__isnull=self.value() == "nee")


class SubscriberAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "rhythm", "postcode", "asked_at", "confirmed_at", "mailed_on"]
    list_filter = ["rhythm", ConfirmedFilter]
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ["=email"]
    search_help_text = "Zoek op het hele e-mailadres. De adressen zelf staan hier niet."
    actions = ["end"]
    fields = ["rhythm", "regions", "themes", "postcode", "asked_at", "confirmed_at", "mailed_on"]

    @admin.action(description="Afmelden, op verzoek", permissions=["view"])
    def end(self, request: HttpRequest, rows: QuerySet[Subscriber]) -> None:
        for row in rows:
            unsubscribe(row)
            record(AuditKind.SUBSCRIPTION_ENDED)
        self.message_user(request, f"Afgemeld en gewist: {len(rows)}.", messages.SUCCESS)
