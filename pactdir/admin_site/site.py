"""The admin site, for national editors, leaders and editors of regions."""

from typing import Any, cast

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.views.i18n import JavaScriptCatalog

from pactdir.accounts.accepting import accepting_urls
from pactdir.accounts.choosing import OwnPasswordChange, choosing_urls
from pactdir.accounts.log_in_limit import ThrottledLoginForm
from pactdir.accounts.logged_out import preserve_input
from pactdir.accounts.own_account import own_account_urls
from pactdir.accounts.second_factor import is_offered, is_pending
from pactdir.accounts.second_step import after_second_step, second_step_urls
from pactdir.accounts.set_by_hand import require_own_password
from pactdir.admin_site.first_screen import FirstScreen, lists
from regions.assigned_rights import rights_of, rights_of_user
from regions.clock import today
from regions.editing.base import NamedAdmin
from regions.editing.form_fields import choice_label
from regions.editing.national import ReadOnlyAdmin

MAX_PK_DIGITS = 18  # a longer number cannot be a primary key


class LabelledAutocomplete(AutocompleteJsonView):
    def process_request(self, request: HttpRequest) -> tuple[Any, ...]:
        term, *others = super().process_request(request)
        return term.replace("\0", " "), *others  # PostgreSQL rejects NUL

    def has_perm(self, request: HttpRequest, obj: Any = None) -> bool:
        source = self.source_field.model
        return (
            admin.site.is_registered(source)
            and admin.site.get_model_admin(source).has_view_permission(request)
            and super().has_perm(request, obj)
        )

    def get_queryset(self) -> QuerySet:
        matches = super().get_queryset()
        source = admin.site.get_model_admin(self.source_field.model)
        choices = source.get_field_queryset(None, self.source_field, self.request)
        if choices is None:
            return matches
        return matches.filter(pk__in=choices.order_by().values("pk"))

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": choice_label(obj)}


class RightsLoginForm(ThrottledLoginForm):
    """Logging in requires a role in a region or superuser status; `is_staff` is ignored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Gebruikersnaam of e-mailadres"

    def confirm_login_allowed(self, user: Any) -> None:
        AuthenticationForm.confirm_login_allowed(self, user)
        if not rights_of_user(user).open_admin:
            raise self.get_invalid_login_error()
        require_own_password(user)


class PactAdminSite(AdminSite):
    site_header = "Techniek in de regio: beheer"
    site_title = "Beheer"
    index_title = "Wat wilt u bijwerken?"
    # The index page has all links; on a phone there is no room for them beside a form.
    enable_nav_sidebar = False

    login_form = RightsLoginForm
    login_template = "admin/log_in.html"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return after_second_step(preserve_input(self, super().admin_view(view, cacheable)))

    def has_permission(self, request: HttpRequest) -> bool:
        return rights_of(request).open_admin and not is_pending(request)

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        rights, user = rights_of(request), cast(User, request.user)
        screen = FirstScreen(rights, today(), user.get_full_name() or user.get_username())
        editable_lists, read_only_lists = lists(self.get_app_list(request))
        context = {
            "screen": screen,
            "editable_lists": editable_lists,
            "read_only_lists": read_only_lists,
            "offers_second_step": is_offered(request),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        # Use the link's text as the title: it fits on a phone.
        context = {**self.each_context(request), "title": "Wachtwoord wijzigen"}
        return OwnPasswordChange.as_view(
            success_url=reverse("admin:password_change_done"),
            extra_context={**context, **(extra_context or {})},
        )(request)

    def get_urls(self) -> list[Any]:
        # Override Django's view-on-site shortcut, which does not check view permission.
        shortcut = path(
            "r/<path:content_type_id>/<path:object_id>/",
            self.admin_view(self.view_on_site_shortcut),
            name="view_on_site",
        )
        return [
            shortcut,
            *own_account_urls(self),
            *second_step_urls(self),
            *choosing_urls(self),
            *accepting_urls(self),
            *super().get_urls(),
        ]

    def view_on_site_shortcut(
        self, request: HttpRequest, content_type_id: str, object_id: str
    ) -> HttpResponse:
        if not (content_type_id.isdecimal() and len(content_type_id) < MAX_PK_DIGITS):
            raise Http404
        model = get_object_or_404(ContentType, pk=content_type_id).model_class()
        if model is None or not self.is_registered(model):
            raise Http404
        model_admin = self.get_model_admin(model)
        row = model_admin.get_object(request, object_id)
        if row is None or not model_admin.has_view_permission(request, row):
            raise Http404
        if (url := model_admin.get_view_on_site_url(row)) is None:
            raise Http404
        return HttpResponseRedirect(url)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, LabelledAutocomplete.as_view(admin_site=self)(request))

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        # Add our translations of strings that Django's catalogue lacks (pactdir/locale).
        catalog = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "pactdir"])
        return cast(HttpResponse, catalog(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        # Return a lazy list: checking the permissions for all models takes time, and Django puts
        # the list in the context of every page, for a menu that we do not use.
        if app_label is None:
            return cast(list[Any], SimpleLazyObject(lambda: self._sorted_app_list(request)))
        return self._sorted_app_list(request, app_label)

    def _sorted_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        labels = [config.label for config in apps.get_app_configs()]
        app_list = super().get_app_list(request, app_label)
        for app in app_list:
            app["models"].sort(key=lambda item: self._rank(item["model"]))
        return sorted(app_list, key=lambda app: labels.index(app["app_label"]))

    def _rank(self, model: type[Model]) -> int:
        model_admin = self.get_model_admin(model)
        return isinstance(model_admin, ReadOnlyAdmin) - isinstance(model_admin, NamedAdmin)
