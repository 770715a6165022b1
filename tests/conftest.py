"""What every test stands on: a database in a file, plain static files, and the demo on request."""

import gc
from contextvars import ContextVar
from io import StringIO

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.management.commands import flush
from django.db import connection
from django.db.models import QuerySet
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.template import Template
from django.test import override_settings
from django.test.signals import setting_changed
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from pactdir.page_store import middleware as page_store
from pactdir.page_store.backends import NARROWED, PAGES
from pactdir.page_store.release import PRINTED, release
from regions.writing import version_cache
from regions.writing.changing import ContentVersion, changing
from tests.sharing import (  # noqa: F401 (pytest looks for hooks here)
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_sessionstart,
)

PLAIN_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# How busy the machine is says nothing of the code.
hypothesis_settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("suite")

PLAIN_RENDER = vars(Template)["_render"]  # as outside of tests


def pytest_collection_finish():
    """What is loaded by now stays until the end: nobody has to look in it for what may go."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file: a live server and a second writer each have a connection of their own.

    A worker has a database of its own: PostgreSQL by the suffix, SQLite by its folder.
    """
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session", autouse=True)
def _no_synonyms_to_begin_with():
    """A test begins with an empty site; who looks at the synonyms of the file fills them in."""
    post_migrate.disconnect(sender=apps.get_app_config("pactdir"), dispatch_uid="synonyms_filled")


# What migrations fill, and fill again after every flush: that takes longer than many a test.
FILLED_BY_MIGRATIONS = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def _quick_flush():
    """Empty the tables after a test with real transactions, but for what would be filled again.

    By DELETE: TRUNCATE makes every table and index anew, and most of ours are empty. Foreign keys
    are looked at on commit, so the order is no matter.
    """

    def delete(ops, style, tables, *, reset_sequences=False, allow_cascade=False):
        names = [name for name in tables if name not in FILLED_BY_MIGRATIONS]
        return [f"DELETE FROM {ops.quote_name(name)}" for name in names]  # noqa: S608

    with pytest.MonkeyPatch.context() as patch:
        # Of the class: beside Playwright's loop this thread has another connection.
        patch.setattr(type(connection.ops), "sql_flush", delete)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **kwargs: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _settings_for_tests():
    """No collectstatic before a test, no slow passwords; a test of either sets its own."""
    with override_settings(
        STORAGES=PLAIN_STATIC_FILES,
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_pages_only(django_test_environment):
    """`response.context` is what the page was given.

    Django would keep what each template within it was given too: of a form hundreds, as every field
    has its own.
    """
    render = Template._render  # Django's own for tests
    within = ContextVar("within", default=False)

    def render_page(template, context):
        if within.get():
            return PLAIN_RENDER(template, context)
        token = within.set(True)
        try:
            return render(template, context)
        finally:
            within.reset(token)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render_page)
        yield


@pytest.fixture(autouse=True)
def _no_page_kept():
    """A test that is rolled back counts its versions anew, and would meet what another kept."""
    for kind in (PAGES, NARROWED):
        caches[kind].clear()
    page_store.seen.forget()
    version_cache.forget_all()


@receiver(setting_changed)
def _as_after_a_restart(setting, **kwargs):
    """What a page prints of the settings is read at the start."""
    if setting.startswith(PRINTED):
        release.cache_clear()


@pytest.fixture(scope="session")
def _demo_rows():
    """The demo's rows by model, once a test has loaded them."""
    return {}


@pytest.fixture
def demo(db, _demo_rows):
    """The demo as `load_demo` makes it: by the command the first time, then from a copy.

    Loaded in the test's own transaction, or for real where the test has none (live_server); gone
    after the test either way.
    """
    models = _loaded_models()
    nothing_yet = not any(model._base_manager.exists() for model in models)
    if _demo_rows and nothing_yet:
        _put_back(_demo_rows)
        return
    call_command("load_demo", stdout=StringIO())
    if nothing_yet:
        _demo_rows.update({model: list(model._base_manager.all()) for model in models})


def _loaded_models():
    """Every model but those that migrations fill and the version, which the door keeps."""
    filled = {"contenttypes.contenttype", "auth.permission", "regions.contentversion"}
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.label_lower not in filled]


def _put_back(rows):
    with changing(), connection.cursor() as cursor:
        for model, instances in rows.items():
            QuerySet(model).bulk_create(instances)  # history is among them already
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
            cursor.execute(statement)
        # Plain bulk_create notes nothing as touched; loading by the command raises the version.
        ContentVersion.raise_by_one()
