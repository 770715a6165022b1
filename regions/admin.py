"""Admin of this app's models. The admin of Region, with inlines of all apps, is in `pactdir`."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from regions import admin_documents, admin_pictures  # noqa: F401 (register their models)
from regions.assigned_rights import rights_of
from regions.clock import today
from regions.editing.base import NamedAdmin, RegionScopedAdmin
from regions.editing.composed import Part
from regions.editing.evidence import EvidenceAdmin
from regions.editing.fieldsets import POINT, SOURCE, without_fields
from regions.editing.national import ReadOnlyAdmin
from regions.editing.participation import PARTICIPATION_FIELDS, ParticipationRows
from regions.editing.stacked_rows import StackedRows
from regions.history.grounds import who_recorded_ground
from regions.models import (
    Agreement,
    Assignment,
    Boundary,
    Channel,
    Confirmation,
    Contact,
    ContentVersion,
    FundingPeriod,
    Goal,
    GoalDocument,
    Municipality,
    MunicipalityParticipation,
    MunicipalitySuccession,
    Neighbour,
    OldSlug,
    Organisation,
    OrganisationName,
    Place,
    PostcodeArea,
    Preview,
    ProgrammeLine,
    RegionTheme,
    Theme,
)
from regions.wording.dutch import day_in_words, listed


class MunicipalityParticipationInline(ParticipationRows):
    model = MunicipalityParticipation
    verbose_name_plural = "Gemeenten die meedoen"
    fields = ["region", "municipality", "named_as", "commitment", *PARTICIPATION_FIELDS]
    autocomplete_fields = ["region", "municipality"]


class PredecessionInline(StackedRows):
    model = MunicipalitySuccession
    fk_name = "new"
    verbose_name_plural = "Ontstaan uit (herindelingen)"
    fields = [("old", "on"), ("source", "source_url")]
    autocomplete_fields = ["old"]
    select_related = ["old", "new"]


@admin.register(Municipality)
class MunicipalityAdmin(NamedAdmin):
    list_display = ["name", "code", "in_province", "valid_from", "valid_until", "is_example"]
    list_filter = ["province", "is_example"]
    search_fields = ["folded_name", "code", "predecessions__old__folded_name"]
    inlines = [MunicipalityParticipationInline, PredecessionInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "code", "official_name", "province"]}),
        ("Bestaat", {"fields": [("valid_from", "valid_until")]}),
        POINT,
        ("Op de site", {"fields": ["is_example"]}),
    ]

    @admin.display(description="provincie", ordering="province")
    def in_province(self, row: Municipality) -> str:
        return row.province_in_words

    def choice_label(self, row: Municipality) -> str:
        return f"{row.name} (tot en met {row.valid_until})" if row.valid_until else row.name


@admin.register(MunicipalitySuccession)
class MunicipalitySuccessionAdmin(RegionScopedAdmin):
    list_display = ["old", "new", "on", "source"]
    list_select_related = ["old", "new"]
    search_fields = ["old__folded_name", "new__folded_name"]
    autocomplete_fields = ["old", "new"]


@admin.register(MunicipalityParticipation)
class MunicipalityParticipationAdmin(RegionScopedAdmin):
    list_display = ["municipality", "region", "since", "until", "source"]
    list_select_related = ["municipality", "region"]
    list_filter = ["region"]
    search_fields = ["municipality__folded_name", "region__folded_name", "named_as"]
    autocomplete_fields = ["municipality", "region"]


@admin.register(Place)
class PlaceAdmin(RegionScopedAdmin):
    list_display = ["name", "municipality"]
    list_select_related = ["municipality"]
    list_filter = ["municipality__province"]
    search_fields = ["folded_name", "municipality__folded_name"]
    autocomplete_fields = ["municipality"]

    def choice_label(self, row: Place) -> str:
        return f"{row.name} (gemeente {row.municipality})"


@admin.register(PostcodeArea)
class PostcodeAreaAdmin(RegionScopedAdmin):
    list_display = ["code", "place", "municipality"]
    list_select_related = ["place__municipality"]
    search_fields = ["code", "place__folded_name"]
    autocomplete_fields = ["place"]
    fieldsets = [(None, {"fields": ["code", "place"]}), POINT]

    @admin.display(description="gemeente", ordering="place__municipality__folded_name")
    def municipality(self, row: PostcodeArea) -> Municipality:
        return row.place.municipality


@admin.register(Neighbour)
class NeighbourAdmin(ReadOnlyAdmin):
    list_display = ["municipality", "neighbour"]
    list_select_related = ["municipality", "neighbour"]
    search_fields = ["municipality__folded_name"]


@admin.register(Boundary)
class BoundaryAdmin(ReadOnlyAdmin):
    list_display = ["code", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["code", "municipality__folded_name"]
    fields = ["code", "municipality"]


class ProgrammeLineInline(StackedRows):
    model = ProgrammeLine
    fields = [("number", "name"), ("source", "source_url")]
    select_related = ["funding_period"]


@admin.register(FundingPeriod)
class FundingPeriodAdmin(RegionScopedAdmin):
    list_display = ["__str__", "source"]
    search_fields = ["first_year", "last_year"]
    inlines = [ProgrammeLineInline]
    fieldsets = [(None, {"fields": [("first_year", "last_year")]}), SOURCE]


@admin.register(ProgrammeLine)
class ProgrammeLineAdmin(RegionScopedAdmin):
    list_display = ["name", "number", "funding_period", "source"]
    list_select_related = ["funding_period"]
    list_filter = ["funding_period"]
    search_fields = ["name"]


class OrganisationNameInline(StackedRows):
    model = OrganisationName
    verbose_name_plural = "Andere namen"


@admin.register(Organisation)
class OrganisationAdmin(NamedAdmin):
    list_display = ["name", "website"]
    search_fields = ["folded_name", "other_names__name"]
    inlines = [OrganisationNameInline]


@admin.register(OrganisationName)
class OrganisationNameAdmin(RegionScopedAdmin):
    list_display = ["name", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["name", "organisation__folded_name"]
    autocomplete_fields = ["organisation"]


AGREEMENT_FIELDS: list[Any] = [
    "region",
    ("kind", "funding_period"),
    "lead_organisation",
    "project_numbers",
    ("is_signed", "signed", "signed_at"),
    ("starts", "ends", "end_wording"),
    ("terminated", "termination_source"),
    ("budget", "budget_note"),
    "end_goal",
    "note",
    ("source", "source_url"),
]


class AgreementInline(StackedRows):
    model = Agreement
    fields = AGREEMENT_FIELDS
    autocomplete_fields = ["lead_organisation"]
    select_related = ["lead_organisation"]

    def row_note(self, row: Agreement) -> str:
        return row.state(today()).label


@admin.register(Agreement)
class AgreementAdmin(RegionScopedAdmin):
    list_display = ["region", "kind", "funding_period", "lead_organisation", "starts", "ends"]
    list_display_links = ["region", "kind"]
    list_select_related = ["region", "funding_period", "lead_organisation"]
    list_filter = ["kind", "funding_period"]
    search_fields = ["region__folded_name", "lead_organisation__folded_name", "project_numbers"]
    autocomplete_fields = ["region", "lead_organisation"]
    fieldsets = [
        (None, {"fields": AGREEMENT_FIELDS[:4]}),
        ("Looptijd", {"fields": AGREEMENT_FIELDS[4:7]}),
        ("Geld en toelichting", {"fields": AGREEMENT_FIELDS[7:9]}),
        SOURCE,
    ]


class GoalInline(StackedRows):
    model = Goal
    fields = [
        "order",
        "text",
        ("target", "horizon"),
        "programme_line",
        ("source", "source_url"),
        "evidence",
    ]
    readonly_fields = ["evidence"]

    @admin.display(description="bewijs")
    def evidence(self, row: Goal) -> str:
        if row.pk is None:
            return "Sla het doel eerst op; daarna kunt u er bewijs bij noemen."
        address = reverse("admin:regions_goal_change", args=[row.pk])
        return format_html('<a href="{}">Noem bewijs bij dit doel</a>', address)

    def row_title(self, row: Goal) -> str:
        return f"{row.order}. {Truncator(row.text).chars(100)}"


class GoalDocumentInline(StackedRows):
    model = GoalDocument
    verbose_name_plural = "Bewijs: documenten elders"
    classes = []
    fields = [("name", "dated"), ("source", "source_url")]


@admin.register(GoalDocument)
class GoalDocumentAdmin(EvidenceAdmin):
    list_display = ["name", "goal", "dated", "source"]
    list_select_related = ["goal__region"]
    search_fields = ["name", "goal__text"]
    autocomplete_fields = ["goal"]
    fieldsets = [(None, {"fields": ["goal", "name", "dated"]}), SOURCE]


@admin.register(Theme)
class ThemeAdmin(NamedAdmin):
    list_display = ["name", "pupil_word"]
    search_fields = ["folded_name", "pupil_word"]


class RegionThemeInline(StackedRows):
    model = RegionTheme
    verbose_name = "thema"
    verbose_name_plural = "Thema's"
    fields = [("theme", "order")]
    autocomplete_fields = ["theme"]
    select_related = ["theme"]


@admin.register(RegionTheme)
class RegionThemeAdmin(RegionScopedAdmin):
    list_display = ["theme", "region", "order"]
    list_select_related = ["theme", "region"]
    list_filter = ["region"]
    search_fields = ["theme__folded_name", "region__folded_name"]
    autocomplete_fields = ["theme", "region"]


class ChannelInline(StackedRows):
    model = Channel
    verbose_name_plural = "Kanalen: site, nieuwsbrief, sociale media"
    fields = [("kind", "url"), "found_on"]


@admin.register(Channel)
class ChannelAdmin(RegionScopedAdmin):
    list_display = ["kind", "region", "url", "found_on"]
    list_select_related = ["region"]
    list_filter = ["region", "kind"]
    search_fields = ["url", "region__folded_name"]
    autocomplete_fields = ["region"]
    fieldsets = [(None, {"fields": ["region", ("kind", "url"), "found_on"]})]


CONTACT_FIELDS: list[Any] = [
    ("role", "organisation_name"),
    "order",
    ("website", "note"),
    ("person_name", "name_is_public"),
    ("email", "email_is_public"),
    ("phone", "phone_is_public"),
    ("publication_ground", "publication_agreed_on"),
    ("source", "source_url"),
]


class ContactInline(StackedRows):
    model = Contact
    fields = CONTACT_FIELDS

    def row_note(self, row: Contact) -> str:
        return row.organisation_name


class GroundFields(Part):
    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        if row is not None and row.publication_ground:
            return fieldsets
        return without_fields(fieldsets, ["ground_recorded"])


@admin.register(Contact)
class ContactAdmin(RegionScopedAdmin):
    parts = [*RegionScopedAdmin.parts, GroundFields]
    readonly_fields = ["ground_recorded"]
    list_display = [
        "role",
        "region",
        "organisation_name",
        "name_is_public",
        "email_is_public",
        "phone_is_public",
    ]
    list_select_related = ["region"]
    list_filter = ["region"]
    search_fields = ["role", "organisation_name", "region__folded_name"]
    autocomplete_fields = ["region"]
    fieldsets = [
        (None, {"fields": ["region", *CONTACT_FIELDS[:3]]}),
        (
            "De persoon: openbaar per veld, naar keuze",
            {"fields": [*CONTACT_FIELDS[3:7], "ground_recorded"]},
        ),
        SOURCE,
    ]

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Contact | None:
        contact: Contact | None = super().get_object(request, *args, **kwargs)
        if contact is not None:
            contact.ground_recorded = who_recorded_ground(contact, rights_of(request))
        return contact

    @admin.display(description="vastgelegd")
    def ground_recorded(self, row: Contact) -> str:
        return row.ground_recorded


class ConfirmationInline(StackedRows):
    model = Confirmation
    only_leaders = True
    fields = [("block", "on", "by")]
    readonly_fields = ["by"]
    select_related = ["by", "region"]

    def row_title(self, row: Confirmation) -> str:
        return row.get_block_display()

    def row_note(self, row: Confirmation) -> str:
        by = f" door {row.by.get_username()}" if row.by else ""
        return f"bevestigd op {day_in_words(row.on)}{by}"


@admin.register(Confirmation)
class ConfirmationAdmin(RegionScopedAdmin):
    only_leaders = True
    list_display = ["region", "block", "on", "by"]
    list_display_links = ["region", "block"]
    list_select_related = ["region", "by"]
    list_filter = ["block", "region"]
    search_fields = ["region__folded_name"]
    autocomplete_fields = ["region"]
    readonly_fields = ["by"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Assignment)
class AssignmentAdmin(RegionScopedAdmin):
    list_display = ["user", "region", "role"]
    list_select_related = ["user", "region"]
    list_filter = ["role", "region"]
    search_fields = ["user__username", "region__folded_name"]
    autocomplete_fields = ["user", "region"]


@admin.register(Preview)
class PreviewAdmin(ReadOnlyAdmin):
    """Deleting a preview revokes it: its link no longer works."""

    list_display = ["title", "region", "made_by", "made_at", "expires_at"]
    list_select_related = ["region", "made_by"]
    actions = ["revoke"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = Preview.objects.defer("html")
        return rows.revocable_by(cast(User, request.user), rights_of(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = rights_of(request).open_admin
        return is_open and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())

    @admin.action(description="Trek in", permissions=["view"])
    def revoke(self, request: HttpRequest, rows: Any) -> None:
        with transaction.atomic():
            titles = listed(str(row) for row in rows)
            rows.delete()
        messages.success(request, f"Ingetrokken: {titles}. De links werken niet meer.")


@admin.register(OldSlug)
class OldSlugAdmin(ReadOnlyAdmin):
    list_display = ["slug", "kind"]
    search_fields = ["slug"]


@admin.register(ContentVersion)
class ContentVersionAdmin(ReadOnlyAdmin):
    pass
