"""The admin of a region, whose rows reach into all apps, and of the accounts."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

from pactdir.models import DemoRow
from partners.admin import PartnerParticipationInline
from regions.admin import (
    AgreementInline,
    ConfirmationInline,
    ContactInline,
    GoalInline,
    MunicipalityParticipationInline,
    RegionThemeInline,
)
from regions.admin_base import PUBLICATION, SOURCE, NamedAdmin, ReadOnlyAdmin, ThroughTheDoor
from regions.admin_filters import PublicationFilter
from regions.models import Confirmation, Region
from schools.admin import SchoolParticipationInline


@admin.register(Region)
class RegionAdmin(NamedAdmin):
    list_display = ["name", "kind", "published_from", "is_example"]
    list_filter = [PublicationFilter, "kind", "is_example"]
    inlines = [
        AgreementInline,
        GoalInline,
        ContactInline,
        RegionThemeInline,
        SchoolParticipationInline,
        PartnerParticipationInline,
        MunicipalityParticipationInline,
        ConfirmationInline,
    ]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "website"]}),
        ("Het verhaal", {"fields": ["summary", "about", "aims_note"]}),
        PUBLICATION,
        SOURCE,
    ]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Who confirms is who is logged in."""
        if formset.model is Confirmation:
            for row in formset.extra_forms:
                row.instance.by = request.user
        super().save_formset(request, form, formset, change)


# Importing UserAdmin registered it; deleting a user also writes the confirmations they made.
admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(ThroughTheDoor, UserAdmin):
    pass


@admin.register(DemoRow)
class DemoRowAdmin(ReadOnlyAdmin):
    list_display = ["key", "model", "is_adopted"]
    list_filter = ["is_adopted"]
    search_fields = ["key"]
