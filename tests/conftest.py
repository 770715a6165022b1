"""Fixtures of all tests: a database in a file, plain static files, and the demo on request."""

import gc
from contextvars import ContextVar

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import get_commands
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.template import Template
from django.test import override_settings
from django.test.signals import setting_changed
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from pactdir.page_store import middleware as page_store
from pactdir.page_store.backends import COUNTS, KINDS
from pactdir.page_store.release import SHOWN_SETTINGS, release
from pactdir.search.indexing import update_index
from regions.writing import changing, version_cache
from tests.demo_rows import DemoRows
from tests.late_index import late_index
from tests.quick_flush import QuickFlush
from tests.quick_migrate import QuickMigrate
from tests.sharing import (  # noqa: F401 (pytest looks for hooks here)
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_sessionstart,
)

PLAIN_STATIC_FILES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# A busy machine must not fail the tests.
hypothesis_settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("suite")

PLAIN_RENDER = vars(Template)["_render"]  # Django's own outside tests


def pytest_collection_finish():
    # Loaded modules stay in memory, so exclude them from garbage collection.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    _quick_migrate, tmp_path_factory, django_db_modify_db_settings_parallel_suffix
):
    """SQLite in a file, since a live server and a second writer each have their own connection.

    Each worker has its own database: PostgreSQL by the suffix, SQLite by its folder.
    """
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def _quick_migrate(request):
    with pytest.MonkeyPatch.context() as patch:
        folder = request.config.cache.mkdir("migrated")
        patch.setitem(get_commands(), "migrate", QuickMigrate(folder))
        yield patch


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, _quick_migrate):
    _quick_migrate.undo()  # Django's checks load the command by the name of its app


@pytest.fixture(scope="session", autouse=True)
def _no_synonyms():
    # Tests start with an empty site; tests of synonyms load the file themselves.
    post_migrate.disconnect(sender=apps.get_app_config("pactdir"), dispatch_uid="synonyms_filled")


@pytest.fixture(scope="session", autouse=True)
def _quick_flush():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(get_commands(), "flush", QuickFlush())
        yield


@pytest.fixture(scope="session", autouse=True)
def _late_index():
    listeners = [late_index if each is update_index else each for each in changing._listeners]
    assert late_index in listeners
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changing, "_listeners", listeners)
        with connection.execute_wrapper(late_index.before_statement):
            yield


@pytest.fixture(autouse=True)
def _no_entries_of_another_test():
    yield
    late_index.forget()


@pytest.fixture(scope="session", autouse=True)
def _settings_for_tests():
    # No collectstatic and no slow passwords; tests about these have their own settings.
    with override_settings(
        STORAGES=PLAIN_STATIC_FILES,
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        CONTROLLER_NAME="",  # those of the demo may be in .env
        CONTROLLER_EMAIL="",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_pages_only(django_test_environment):
    """`response.context` is the context of the page only.

    Django would also copy the context of each template within it: hundreds for a form, since every
    field has its own, which takes a fifth of the time of a region's form. It does so by replacing
    this same method in tests, and has no setting for it.
    """
    render = Template._render  # Django's own in tests
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
def _no_cached_pages():
    # A rolled-back test reuses version numbers, and would get pages cached by another test.
    for kind in (*KINDS, COUNTS):
        caches[kind].clear()
    page_store.seen_versions.forget()
    version_cache.clear_caches()


@receiver(setting_changed)
def _as_after_a_restart(setting, **kwargs):
    # Pages read these settings at the start.
    if setting.startswith(SHOWN_SETTINGS):
        release.cache_clear()


@pytest.fixture(scope="session")
def _demo_rows():
    return DemoRows()


@pytest.fixture
def demo(db, _demo_rows):
    """Loaded in the test's own transaction, or committed for a test without one (live_server);
    removed after the test either way.
    """
    _demo_rows.load()
