from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from pactdir.deploy.checks import check_mail, check_second_factor, check_security_txt


class PactdirConfig(AppConfig):
    name = "pactdir"
    verbose_name = "De site"

    def ready(self) -> None:
        # These import models, which are not loaded before `ready()`.
        from pactdir.accounts import (  # noqa: F401, PLC0415 (receivers)
            audit_receivers,
            last_national,
            session_use,
        )
        from pactdir.search.indexing import update_index  # noqa: PLC0415
        from pactdir.search.post_migrate import (  # noqa: PLC0415
            add_synonyms,
            rebuild_if_empty,
        )
        from regions.writing.changing import add_change_listener  # noqa: PLC0415

        apps.get_app_config("auth").verbose_name = "Accounts"
        add_change_listener(update_index)
        post_migrate.connect(add_synonyms, sender=self, dispatch_uid="synonyms_filled")
        post_migrate.connect(rebuild_if_empty, sender=self, dispatch_uid="search_filled")
        # Checked only with --deploy: an expired date must not block a migration.
        register(check_second_factor, Tags.security, deploy=True)
        register(check_security_txt, Tags.security, deploy=True)
        register(check_mail, Tags.security, deploy=True)


class PactdirAdminConfig(AdminConfig):
    default_site = "pactdir.admin_site.site.PactAdminSite"
