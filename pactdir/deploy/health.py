"""Liveness and readiness probes."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pactdir.database.background_call import BackgroundCall

TIMEOUT = 0.7  # seconds; the clients of these probes time out after one


@cache_control(no_store=True)
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    return _plain("ok")


@cache_control(no_store=True)
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    try:
        applied = _applied_migrations.result(TIMEOUT)
    except (Error, TimeoutError):
        return _plain("De database antwoordt niet.", status=503)
    if not _migrations_of_this_release() <= applied:
        return _plain("Er zijn migraties die nog niet zijn toegepast.", status=503)
    return _plain("ok")


def _query() -> set[tuple[str, str]]:
    # Use a new connection: the thread's own may be the one that hangs.
    try:
        return set(MigrationRecorder(connection).applied_migrations())
    finally:
        connection.close()


_applied_migrations = BackgroundCall(_query)


@cache
def _migrations_of_this_release() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).graph.nodes)


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
