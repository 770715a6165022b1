from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from pactdir.deploy.checks import security_txt_holds


class PactdirConfig(AppConfig):
    name = "pactdir"
    verbose_name = "De site"

    def ready(self) -> None:
        # The models are loaded only now.
        from pactdir.search.filling import fill_where_empty  # noqa: PLC0415
        from pactdir.search.renewing import follow  # noqa: PLC0415
        from pactdir.search.synonyms import fill_after_migrate  # noqa: PLC0415
        from regions.writing.changing import follow_changes  # noqa: PLC0415

        follow_changes(follow)
        post_migrate.connect(fill_after_migrate, sender=self, dispatch_uid="synonyms_filled")
        post_migrate.connect(fill_where_empty, sender=self, dispatch_uid="search_filled")
        # Only before a deploy: an old date shall not keep a migration or a repair from running.
        register(security_txt_holds, Tags.security, deploy=True)


class PactdirAdminConfig(AdminConfig):
    default_site = "pactdir.admin_site.site.PactAdminSite"
