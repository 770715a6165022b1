"""The admin, for now for national editors only."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class NationalAdminSite(AdminSite):
    site_header = "Techniek in de regio: beheer"
    site_title = "Beheer"
    index_title = "Wat wilt u bijwerken?"

    def has_permission(self, request: HttpRequest) -> bool:
        """National editors are superusers; being staff alone opens nothing yet."""
        return bool(request.user.is_active and request.user.is_superuser)
