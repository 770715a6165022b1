"""Accounts in the admin, where at least one national editor must remain able to log in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from regions.editing.composed import ComposedAdmin, in_one_change
from regions.editing.lookups import OfferedLookups
from regions.editing.national import NationalOnly
from regions.editing.unsaved_input import RestoredInput

LAST_ONE = (
    "Dit is de laatste landelijke redacteur die kan inloggen. Maak eerst iemand anders landelijke "
    "redacteur. Anders kan niemand de site meer beheren."
)


def require_another_national_editor(leaving_pks: Iterable[int]) -> None:
    # Lock the rows: if two leave at once, the second sees that the first has left.
    active = User.objects.filter(is_active=True, is_superuser=True)
    active = active.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    keys = set(active.select_for_update().order_by("pk").values_list("pk", flat=True))
    if keys and keys <= set(leaving_pks):
        raise ValidationError(LAST_ONE)


class AccountForm(UserChangeForm):
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


class AccountPasswordForm(AdminPasswordChangeForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("set_usable_password"):
            try:
                require_another_national_editor([self.user.pk])
            except ValidationError as error:
                self.add_error("usable_password", error)
        return cleaned


class PermissionGroupAdmin(NationalOnly, OfferedLookups, ComposedAdmin, GroupAdmin):
    parts = [RestoredInput]


class AccountAdmin(NationalOnly, OfferedLookups, ComposedAdmin, UserAdmin):
    """Writes in one change: deleting a user also writes the confirmations they made."""

    parts = [RestoredInput]

    form = AccountForm
    change_password_form = AccountPasswordForm
    list_display = ["username", "first_name", "last_name", "email", "is_superuser"]
    list_filter = ["is_superuser", "is_active"]
    readonly_fields = ["last_login", "date_joined"]  # maintained by the site
    # `is_staff` is left out: it is ignored here.
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Persoonlijke gegevens", {"fields": ["first_name", "last_name", "email"]}),
        ("Rechten", {"fields": ["is_active", "is_superuser", "groups", "user_permissions"]}),
        ("Belangrijke datums", {"fields": ["last_login", "date_joined"]}),
    ]

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

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return in_one_change(super().user_change_password, request, *args, **kwargs)


def _redirect_with_error(
    request: HttpRequest, error: ValidationError, address: str
) -> HttpResponse:
    messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address)
