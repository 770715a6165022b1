"""Accounts in the admin, where at least one national editor must remain able to log in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from pactdir.accounts.account_filters import (
    LastLoginFilter,
    RoleFilter,
    SecondFactorFilter,
    StateFilter,
)
from pactdir.accounts.last_national import require_another_national_editor
from pactdir.accounts.links import mail_link
from pactdir.accounts.recent_proof import confirm_url, is_proved
from pactdir.accounts.second_factor import enrolled, reset_second_factor
from pactdir.accounts.sessions import end_sessions, last_seen
from pactdir.accounts.states import AccountState, role_in_words, roles_of, state_of
from pactdir.audit.recording import record
from pactdir.models import AuditKind, LinkKind
from regions.editing.composed import ComposedAdmin, Part
from regions.editing.lookups import OfferedLookups
from regions.editing.national import NationalOnly
from regions.editing.stacked_rows import StackedRows
from regions.editing.unsaved_input import RestoredInput
from regions.models import Assignment

TAKEN = "Er is al een account met dit e-mailadres."
NO_ADDRESS = "Dit account heeft geen e-mailadres. Vul dat eerst in."
NOT_ACTIVE = "Dit account is uitgeschakeld. Zet het eerst weer aan."
NOT_PROVED = (
    "Wie een e-mailadres wijzigt, meldt zich eerst opnieuw aan. "
    '<a href="{}" target="_blank">Doe dat in een nieuw tabblad</a> en sla daarna hier op.'
)
NEVER = "nog nooit"
ENDED = "overal afgemeld"
ACCOUNT = "Account"
MAX_NAME = 150  # max_length of User.username


class AccountForm(forms.ModelForm):
    """The username of a new account is its email address; the user chooses the password."""

    is_proved = False  # whether the editor filling it in has recently re-authenticated

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "is_superuser", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = self.instance.pk is None
        self.former_email = self.instance.email

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if len(email) > MAX_NAME:
            raise ValidationError(f"Een adres heeft hier hoogstens {MAX_NAME} tekens.")
        others = User.objects.exclude(pk=self.instance.pk)
        if email and others.filter(Q(email__iexact=email) | Q(username__iexact=email)).exists():
            raise ValidationError(TAKEN)
        if self.instance.pk and email != self.former_email.lower() and not self.is_proved:
            where = reverse("admin:auth_user_change", args=[self.instance.pk])
            raise ValidationError(format_html(NOT_PROVED, confirm_url(where)))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("is_superuser", "is_active"):
            if name in self.fields and not cleaned.get(name):
                self._add_error_if_last(name)
                break
        return cleaned

    def _add_error_if_last(self, field: str) -> None:
        try:
            require_another_national_editor([self.instance.pk])
        except ValidationError as error:
            self.add_error(field, error)

    def save(self, commit: bool = True) -> User:
        user: User = self.instance
        if user.pk is None:
            user.set_unusable_password()
        if user.pk is None or user.username == self.former_email:
            user.username = user.email or user.username
        return super().save(commit)


class AssignmentInline(StackedRows):
    model = Assignment
    extra = 1
    classes = []
    select_related = ["region"]
    verbose_name = "regio"
    verbose_name_plural = "regio's"

    def row_title(self, row: Assignment) -> str:
        return role_in_words(row)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "region":
            field.widget.can_add_related = False  # regions are not created from this form
        return field


class OwnFields(Part):
    def fieldsets(self, request: HttpRequest, row: Any, fieldsets: Any) -> Any:
        # A user who is being invited has no account yet.
        return [each for each in fieldsets if row is not None or each[0] != ACCOUNT]


class AccountAdmin(NationalOnly, OfferedLookups, ComposedAdmin):
    """Each POST is one change, because deleting a user also updates the confirmations they gave."""

    parts = [RestoredInput, OwnFields]

    form = AccountForm
    change_form_template = "admin/account_form.html"
    list_display = ["name", "roles", "state", "second_factor", "last_log_in"]
    list_filter = [
        RoleFilter,
        StateFilter,
        SecondFactorFilter,
        LastLoginFilter,
        ("assignments__region", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["username"]
    actions = ["send_links", "reset_second_factor", "end_sessions"]
    readonly_fields = ["username", "state", "second_factor", "last_seen", "date_joined"]
    fieldsets = [
        (None, {"fields": [("first_name", "last_name"), "email"]}),
        ("Rechten", {"fields": ["is_superuser"]}),
        (
            ACCOUNT,
            {"fields": [*("username", "state", "is_active"), *readonly_fields[2:]]},
        ),
    ]
    inlines = [AssignmentInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        users = super().get_queryset(request).annotate(has_second_factor=enrolled())
        return users.prefetch_related("assignments__region")

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        form.is_proved = is_proved(request)
        return form

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.send_link))
        return [path("<path:object_id>/link/", view, name="auth_user_link"), *super().get_urls()]

    @admin.display(description="naam", ordering="username")
    def name(self, row: User) -> str:
        return f"{row.get_full_name()} ({row.username})" if row.get_full_name() else row.username

    @admin.display(description="werkt aan")
    def roles(self, row: User) -> str:
        return ", ".join(roles_of(row)) or "niets"

    @admin.display(description="stand")
    def state(self, row: User) -> str:
        return state_of(row).label

    @admin.display(description="laatste aanmelding", ordering="last_login", empty_value=NEVER)
    def last_log_in(self, row: User) -> datetime | None:
        return row.last_login

    @admin.display(description="laatst gezien")
    def last_seen(self, row: User) -> str:
        at = last_seen(row)
        return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else NEVER

    @admin.display(description="tweede stap")
    def second_factor(self, row: Any) -> str:
        return "ja" if row.has_second_factor else "nee"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            self._mail(request, form.instance)

    @admin.action(description="Mail een link om een wachtwoord te kiezen", permissions=["change"])
    def send_links(self, request: HttpRequest, rows: QuerySet) -> None:
        for user in rows:
            self._mail(request, user)

    def send_link(self, request: HttpRequest, object_id: str) -> HttpResponse:
        user = self.get_object(request, object_id)
        if user is None or not self.has_change_permission(request, user):
            raise Http404
        self._mail(request, user)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))

    def _mail(self, request: HttpRequest, user: User) -> None:
        if problem := (not user.is_active and NOT_ACTIVE) or (not user.email and NO_ADDRESS):
            messages.error(request, f"{user.username}: {problem}")
            return
        is_invited = state_of(user) is AccountState.INVITED
        mail_link(user, LinkKind.INVITATION if is_invited else LinkKind.RESET)
        what = "De uitnodiging" if is_invited else "De link"
        messages.success(request, f"{what} gaat per mail naar {user.email}.")

    @admin.action(description="Wis de tweede stap", permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if not is_proved(request):
            return HttpResponseRedirect(confirm_url(request.get_full_path()))
        by = cast(User, request.user)
        for user in queryset:
            reset_second_factor(user, by.get_username())
            self.log_change(request, user, "Tweede stap gewist.")
        messages.success(request, "De tweede stap is gewist. Zij zijn overal afgemeld.")
        return None

    @admin.action(description="Meld overal af", permissions=["change"])
    def end_sessions(self, request: HttpRequest, queryset: QuerySet) -> None:
        for user in queryset:
            end_sessions(user)
            record(AuditKind.ACCOUNT_CHANGED, user, detail=ENDED)
            self.log_change(request, user, f"{ENDED.capitalize()}.")
        messages.success(request, "Zij zijn overal afgemeld.")

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().delete_view(request, object_id, *args, **kwargs)
        except ValidationError as error:
            address = reverse("admin:auth_user_change", args=[object_id])
            return _redirect_with_error(request, error, address)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changelist_view(request, *args, **kwargs)
        except ValidationError as error:
            return _redirect_with_error(request, error, request.get_full_path())

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        require_another_national_editor([obj.pk])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        require_another_national_editor(queryset.values_list("pk", flat=True))
        super().delete_queryset(request, queryset)


def _redirect_with_error(
    request: HttpRequest, error: ValidationError, address: str
) -> HttpResponse:
    messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address)
