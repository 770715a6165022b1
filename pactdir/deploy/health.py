"""For who keeps the site running: does this process live, and can it serve?"""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pactdir.database.aside import AskedAside

PATIENCE = 0.7  # seconds: who asks waits one


@cache_control(no_store=True)
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    return _plain("ok")


@cache_control(no_store=True)
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    try:
        applied = _applied_migrations.ask(PATIENCE)
    except (Error, TimeoutError):
        return _plain("De database antwoordt niet.", status=503)
    if not _migrations_of_this_release() <= applied:
        return _plain("Er zijn migraties die nog niet zijn toegepast.", status=503)
    return _plain("ok")


def _ask() -> set[tuple[str, str]]:
    """With a connection of its own, for one that is shared may be the one that hangs."""
    try:
        return set(MigrationRecorder(connection).applied_migrations())
    finally:
        connection.close()


_applied_migrations = AskedAside(_ask)


@cache
def _migrations_of_this_release() -> set[tuple[str, str]]:
    """Read from disk once: they change with the code, and that with the process."""
    return set(MigrationLoader(None).graph.nodes)


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
