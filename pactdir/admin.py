"""The admin of a region, with inlines from all apps, and registrations that must come last."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import admin as django_accounts  # noqa: F401 (undone below)
from django.contrib.auth.models import Group, User
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from news.admin import GoalArticleInline, GoalEventInline
from pactdir.accounts.account_admin import AccountAdmin
from pactdir.accounts.invitation_admin import InvitationAdmin
from pactdir.accounts.team_pages import TeamPages
from pactdir.audit.log_admin import AuditEventAdmin
from pactdir.digest.subscriber_admin import SubscriberAdmin
from pactdir.erasing.erase_pages import ErasePages
from pactdir.error_reports.report_admin import ErrorReportAdmin
from pactdir.importing.desk.doubt_admin import PostcodeDoubtAdmin
from pactdir.importing.desk.log_pages import ImportAdmin, ImportedRowAdmin
from pactdir.importing.desk.match_admin import SchoolMatchAdmin
from pactdir.importing.desk.source_values import SourceValuePart
from pactdir.importing.desk.upload_pages import UploadAdmin
from pactdir.mail.mail_admin import MessageAdmin
from pactdir.models import (
    AuditEvent,
    DemoRow,
    ErrorReport,
    Import,
    ImportedRow,
    Invitation,
    LinkCheck,
    Message,
    Submission,
    Subscriber,
    Synonym,
    Upload,
)
from pactdir.submissions.submission_admin import SubmissionAdmin
from partners.admin import PartnerParticipationInline
from regions.admin import (
    AgreementInline,
    ChannelInline,
    ConfirmationInline,
    ContactInline,
    GoalDocumentInline,
    GoalInline,
    MunicipalityParticipationInline,
    RegionThemeInline,
)
from regions.admin_documents import ChecksUploads, RegionDocumentInline
from regions.clock import today
from regions.editing.base import NamedAdmin, RegionScopedAdmin
from regions.editing.fieldsets import PUBLICATION, SOURCE
from regions.editing.list_filters import PublicationFilter
from regions.editing.national import ReadOnlyAdmin
from regions.editing.preview_button import PreviewButton
from regions.models import Confirmation, Contact, Goal, Municipality, PostcodeArea, Region
from schools.admin import GoalFigureInline, SchoolParticipationInline
from schools.models import School

# These contain secrets, which nobody may read or set for another user.
admin.site.unregister([StaticDevice, TOTPDevice])

__all__ = [
    "AccountAdmin",
    "PostcodeDoubtAdmin",
    "RegionAdmin",
    "SchoolMatchAdmin",
]


@admin.register(Region)
class RegionAdmin(NamedAdmin):
    parts = [*NamedAdmin.parts, ChecksUploads, TeamPages]
    leaders_add_and_delete = False
    list_display = ["name", "kind", "published_from", "is_example"]
    list_filter = [PublicationFilter, "kind", "is_example"]
    inlines = [
        GoalInline,
        ContactInline,
        ChannelInline,
        AgreementInline,
        RegionThemeInline,
        SchoolParticipationInline,
        PartnerParticipationInline,
        MunicipalityParticipationInline,
        RegionDocumentInline,
        ConfirmationInline,
    ]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "website", "year_reports"]}),
        ("Het verhaal", {"fields": ["summary", "about", "aims_note", "asks", "picture"]}),
        PUBLICATION,
        SOURCE,
        ("Voor de redactie", {"fields": ["editor_note"]}),
    ]
    autocomplete_fields = ["picture"]
    readonly_fields = ["year_reports"]

    @admin.display(description="verantwoording")
    def year_reports(self, row: Region) -> str:
        if row.pk is None or not row.is_published(today()):
            return "Staat de regio op de site, dan is daar per jaar een verslag om af te drukken."
        url = reverse("regions:years", args=[row.slug])
        return format_html('<a href="{}">Verslag per jaar</a>', url)

    def response_post_save_add(self, request: HttpRequest, obj: Region) -> HttpResponseRedirect:
        return self._redirect_to_index(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Region) -> HttpResponseRedirect:
        return self._redirect_to_index(request, obj)

    def _redirect_to_index(self, request: HttpRequest, region: Region) -> HttpResponseRedirect:
        page = self.get_view_on_site_url(region)
        message = "Deze regio staat nu niet op de site."
        if page is not None:
            message = format_html('<a href="{}">Bekijk {} op de site</a>', page, region)
        self.message_user(request, message, messages.INFO)
        return HttpResponseRedirect(reverse("admin:index"))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Confirmation:
            for row in formset.extra_forms:
                row.instance.by = request.user
        super().save_formset(request, form, formset, change)


@admin.register(Goal)
class GoalAdmin(RegionScopedAdmin):
    parts = [*RegionScopedAdmin.parts, PreviewButton]
    list_display = ["__str__", "region", "order", "programme_line", "horizon"]
    list_select_related = ["region", "programme_line__funding_period"]
    list_filter = ["region"]
    search_fields = ["text", "region__folded_name"]
    autocomplete_fields = ["region"]
    inlines = [GoalArticleInline, GoalEventInline, GoalFigureInline, GoalDocumentInline]
    fieldsets = [
        (None, {"fields": ["region", "order", "text", ("target", "horizon"), "programme_line"]}),
        SOURCE,
    ]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if obj is not None else []

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        if obj is None or not obj.region.is_published(today()):
            return None
        return obj.get_absolute_url()

    def choice_label(self, row: Goal) -> str:
        return f"{row.region}, doel {row.order}: {Truncator(row.text).chars(100)}"


# Groups and Django's permissions have no effect on this site.
admin.site.unregister([Group, User])


@admin.register(DemoRow)
class DemoRowAdmin(ReadOnlyAdmin):
    list_display = ["key", "model", "is_adopted"]
    list_filter = ["is_adopted"]
    search_fields = ["key"]


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ["url", "verdict", "answered_on", "first_missed", "reason"]
    list_filter = ["verdict"]
    search_fields = ["url"]


@admin.register(Synonym)
class SynonymAdmin(RegionScopedAdmin):
    list_display = ["words"]
    search_fields = ["words"]


for model in (Municipality, PostcodeArea, School):
    admin.site.get_model_admin(model).add_part(SourceValuePart)  # type: ignore[attr-defined]

admin.site.register(User, AccountAdmin)
for erasable in (Contact, User):
    admin.site.get_model_admin(erasable).add_part(ErasePages)  # type: ignore[attr-defined]
admin.site.register(Invitation, InvitationAdmin)
admin.site.register(Import, ImportAdmin)
admin.site.register(ImportedRow, ImportedRowAdmin)
admin.site.register(Upload, UploadAdmin)
admin.site.register(Message, MessageAdmin)
admin.site.register(Subscriber, SubscriberAdmin)
admin.site.register(AuditEvent, AuditEventAdmin)
admin.site.register(Submission, SubmissionAdmin)
admin.site.register(ErrorReport, ErrorReportAdmin)
