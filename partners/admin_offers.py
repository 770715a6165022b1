"""Admin of offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from partners.admin_members import MEMBERS
from partners.models import Offer, OfferAudience, OfferDocument, OfferRegion, OfferTheme
from partners.offer_copying import copy_themes, copy_to_next_year, existing_copy
from partners.offer_words import OfferOn
from regions.admin_documents import ChecksUploads, DocumentAdmin, DocumentRows
from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.base import DirectoryForm, NamedAdmin, RegionScopedAdmin
from regions.editing.composed import Part
from regions.editing.copying import CopyPart
from regions.editing.date_fields import ConfirmsUnlikelyYears
from regions.editing.list_filters import ChoiceSetFilter, PublicationFilter
from regions.editing.of_region import PUBLICATION_DATE, PublicationPart, RegionalForm
from regions.editing.publication_states import publication_state
from regions.editing.scope import KeepsChoices
from regions.editing.stacked_rows import StackedRows

NO_WAY_TO_JOIN = (
    "Er staat niet bij hoe men meedoet. De pagina zegt nu: vraag het aan {}. Een link, een "
    "e-mailadres of een telefoonnummer helpt de lezer verder."
)


class AudienceFilter(ChoiceSetFilter):
    title = "voor wie"
    parameter_name = "audience"
    options = OfferAudience


class OfferForm(RegionalForm):
    identified_by = ("name", "region", "kind", "school", "partner", "starts")
    kept_choices = tuple(MEMBERS)
    field_of_constraint = {
        "offer_of_one_organisation": "school",
        "offer_ends_after_start": "ends",
        "offer_amount_only_if_paid": "cost_note",
    }


class JoiningPart(Part):
    def messages(self, form: Any) -> Iterator[str]:
        offer = form.instance
        if not offer.has_way_to_join:
            yield NO_WAY_TO_JOIN.format(offer.organisation)


class OfferCopyPart(CopyPart):
    def copy_of(self, row: Offer) -> Offer:
        return copy_to_next_year(row, today())

    def existing_copy(self, copy: Offer) -> Offer | None:
        return existing_copy(copy)

    def copy_related_rows(self, row: Offer, copy: Offer) -> None:
        # Without its other regions, which the user may not lead.
        copy_themes(row, copy)

    def dates_in_words(self, copy: Offer) -> str:
        return (OfferOn(copy, today()).when or "Wanneer: niet bekend").capitalize()


class LedRegions:
    """Offers only regions that the user leads, since the offer is published in `region` too."""

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> QuerySet:
        rows: QuerySet = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]
        rights = rights_of(request)
        if db_field.name != "region" or rights.is_national:
            return rows
        return rows.filter(pk__in=rights.leads)


class OfferRegionRowForm(KeepsChoices, ConfirmsUnlikelyYears):
    kept_choices = ("region",)


class OfferRegionForm(DirectoryForm):
    kept_choices = ("region",)


class OfferRegionInline(LedRegions, StackedRows):
    model = OfferRegion
    form = OfferRegionRowForm
    verbose_name = "andere regio"
    verbose_name_plural = "Ook in andere regio's"
    fields = ["region"]
    select_related: ClassVar[list[str]] = ["region"]


class OfferThemeInline(StackedRows):
    model = OfferTheme
    verbose_name = "thema"
    verbose_name_plural = "Thema's"
    fields = ["theme"]
    autocomplete_fields = ["theme"]
    select_related: ClassVar[list[str]] = ["theme"]


class OfferDocumentInline(DocumentRows):
    model = OfferDocument


@admin.register(Offer)
class OfferAdmin(NamedAdmin):
    form = OfferForm
    members = MEMBERS
    parts = [*NamedAdmin.parts, ChecksUploads, PublicationPart, JoiningPart, OfferCopyPart]
    list_display = ["name", "kind", "when_shown", "state_shown", "region"]
    list_select_related = ["region", "school", "partner"]
    list_filter = [PublicationFilter, "kind", AudienceFilter, "region"]
    search_fields = [
        "folded_name",
        "region__folded_name",
        "school__folded_name",
        "partner__folded_name",
    ]
    autocomplete_fields = ["region", "school", "partner", "place", "picture"]
    inlines = [OfferThemeInline, OfferRegionInline, OfferDocumentInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "region"]}),
        (
            "Van wie?",
            {
                "fields": ["school", "partner", "is_of_region"],
                "description": "Kies één van de drie.",
            },
        ),
        ("Voor wie en wat?", {"fields": ["audience", "summary", "body", "picture"]}),
        (
            "Wanneer en waar?",
            {
                "fields": [("starts", "ends"), "weekdays", "by_appointment", "venue", "place"],
                "description": (
                    "Na de laatste dag zegt de site vanzelf dat het er was. Is er geen laatste "
                    "dag bekend? Dan vraagt de site na een jaar om het na te gaan."
                ),
            },
        ),
        ("Kosten en plaatsen", {"fields": [("cost", "cost_note"), "capacity"]}),
        (
            "Meedoen",
            {
                "fields": ["how_to_join", "join_url", "join_email", "join_phone", "join_until"],
                "description": (
                    "Vul minstens één manier in. Anders verwijst de pagina naar de school, de "
                    "partner of de regio."
                ),
            },
        ),
        PUBLICATION_DATE,
        ("Bron", {"fields": ["source", "source_url", "source_dated"]}),
    ]

    @admin.display(description="wanneer", ordering="starts")
    def when_shown(self, row: Offer) -> str:
        return OfferOn(row, today()).when or "niet bekend"

    @admin.display(description="stand", ordering="published_from")
    def state_shown(self, row: Offer) -> str:
        day = today()
        return f"{publication_state(row, day)}, {OfferOn(row, day).label.lower()}"


@admin.register(OfferRegion)
class OfferRegionAdmin(LedRegions, RegionScopedAdmin):
    form = OfferRegionForm
    list_display = ["region", "offer"]
    list_select_related = ["region", "offer__region"]
    search_fields = ["region__folded_name", "offer__folded_name"]
    autocomplete_fields = ["offer"]


@admin.register(OfferTheme)
class OfferThemeAdmin(RegionScopedAdmin):
    list_display = ["theme", "offer"]
    list_select_related = ["theme", "offer__region"]
    search_fields = ["theme__folded_name", "offer__folded_name"]
    autocomplete_fields = ["theme", "offer"]


@admin.register(OfferDocument)
class OfferDocumentAdmin(DocumentAdmin):
    list_display = ["name", "offer", "dated", "source"]
    list_select_related = ["offer__region"]
    search_fields = ["name", "offer__folded_name"]
    autocomplete_fields = ["offer"]
