"""The 503 pages, rendered without the database."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error as any_error

from pactdir.database.errors import CommitInDoubt, outage_in
from pactdir.outage.sent_form import SentForm

COME_BACK = 5  # seconds; a restart of PostgreSQL takes one or two


class Unavailable(HttpResponse):
    status_code = 503

    def __init__(self, content: str, outage: BaseException | None) -> None:
        super().__init__(content)
        self.outage = outage
        self["Retry-After"] = str(COME_BACK)
        self["Cache-Control"] = "no-store"


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """handler500, called while the exception is being handled."""
    outage = outage_in(sys.exc_info()[1])
    return unavailable(request, outage) if outage else any_error(request)


def unavailable(request: HttpRequest, outage: BaseException | None) -> Unavailable:
    if request.method != "POST":
        again = request.get_full_path()
        return Unavailable(render_to_string("503.html", {"again": again}), outage)
    if request.path == reverse("admin:login"):
        again = request.path
        return Unavailable(render_to_string("admin/no_log_in.html", {"again": again}), outage)
    sent = SentForm.of(request)
    context = {
        "sent": sent,
        "token": get_token(request) if sent else "",
        "is_in_doubt": isinstance(outage, CommitInDoubt),
        "again": request.path,
    }
    return Unavailable(render_to_string("admin/not_stored.html", context), outage)
