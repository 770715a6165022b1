"""The admin, for now for national editors only."""

from typing import Any, cast

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog

from regions.admin_base import NamedAdmin, ReadOnlyAdmin, choice_label


class LabelledAutocomplete(AutocompleteJsonView):
    def process_request(self, request: HttpRequest) -> tuple[Any, ...]:
        term, *others = super().process_request(request)
        return term.replace("\0", " "), *others  # PostgreSQL takes no NUL

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": choice_label(obj)}


class NationalAdminSite(AdminSite):
    site_header = "Techniek in de regio: beheer"
    site_title = "Beheer"
    index_title = "Wat wilt u bijwerken?"

    def has_permission(self, request: HttpRequest) -> bool:
        """National editors are superusers; being staff alone opens nothing yet."""
        return bool(request.user.is_active and request.user.is_superuser)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, LabelledAutocomplete.as_view(admin_site=self)(request))

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Add what Django's own scripts do not say in Dutch (pactdir/locale)."""
        catalog = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "pactdir"])
        return cast(HttpResponse, catalog(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """In the order of the house; in each app first what has a page, last what is only read."""
        house = [config.label for config in apps.get_app_configs()]
        listed = super().get_app_list(request, app_label)
        for app in listed:
            app["models"].sort(key=lambda shown: self._rank(shown["model"]))
        return sorted(listed, key=lambda app: house.index(app["app_label"]))

    def _rank(self, model: type[Model]) -> int:
        model_admin = self.get_model_admin(model)
        return isinstance(model_admin, ReadOnlyAdmin) - isinstance(model_admin, NamedAdmin)
