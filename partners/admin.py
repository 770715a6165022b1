"""Admin of partners and offers."""

from django.contrib import admin

from partners import admin_offers  # noqa: F401 (registers its models)
from partners.models import Partner, PartnerParticipation, Sector
from regions.editing.base import NamedAdmin, RegionScopedAdmin
from regions.editing.fieldsets import PUBLICATION, SOURCE
from regions.editing.list_filters import ChoiceSetFilter, PublicationFilter
from regions.editing.participation import PARTICIPATION_FIELDS, ParticipationRows


class SectorFilter(ChoiceSetFilter):
    title = "sector"
    parameter_name = "sectors"
    options = Sector


class PartnerParticipationInline(ParticipationRows):
    model = PartnerParticipation
    verbose_name_plural = "Bedrijven en partners die meedoen"
    fields = ["region", "partner", *PARTICIPATION_FIELDS]
    autocomplete_fields = ["region", "partner"]


@admin.register(Partner)
class PartnerAdmin(NamedAdmin):
    list_display = ["name", "kind", "place", "kvk_number", "published_from", "is_example"]
    list_select_related = ["place"]
    list_filter = [PublicationFilter, "kind", SectorFilter, "is_example"]
    search_fields = ["folded_name", "place__folded_name", "kvk_number"]
    autocomplete_fields = ["place", "picture"]
    inlines = [PartnerParticipationInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "slug",
                    "kind",
                    "sectors",
                    "summary",
                    "makes",
                    "website",
                    "picture",
                ]
            },
        ),
        ("Waar en wie", {"fields": ["place", "other_sites", ("kvk_number", "kvk_is_public")]}),
        (
            "Opleiden",
            {"fields": ["trades", "recognition", ("recognition_source", "recognition_dated")]},
        ),
        (
            "Contact",
            {
                "fields": [
                    "contact_role",
                    ("contact_email", "email_is_public"),
                    ("contact_phone", "phone_is_public"),
                ],
                "description": "Van de organisatie, niet van een persoon.",
            },
        ),
        PUBLICATION,
        SOURCE,
    ]


@admin.register(PartnerParticipation)
class PartnerParticipationAdmin(RegionScopedAdmin):
    list_display = ["partner", "region", "since", "until", "source"]
    list_select_related = ["partner", "region"]
    list_filter = ["region"]
    search_fields = ["partner__folded_name", "region__folded_name"]
    autocomplete_fields = ["partner", "region"]
