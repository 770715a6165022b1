from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PactdirConfig(AppConfig):
    name = "pactdir"
    verbose_name = "De site"


class PactdirAdminConfig(AdminConfig):
    default_site = "pactdir.admin_site.NationalAdminSite"
