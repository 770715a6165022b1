from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register

from pactdir.checks import security_txt_holds


class PactdirConfig(AppConfig):
    name = "pactdir"
    verbose_name = "De site"

    def ready(self) -> None:
        # Only before a deploy: an old date shall not keep a migration or a repair from running.
        register(security_txt_holds, Tags.security, deploy=True)


class PactdirAdminConfig(AdminConfig):
    default_site = "pactdir.admin_site.PactAdminSite"
