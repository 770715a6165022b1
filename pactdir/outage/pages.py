"""The 503 pages, rendered without the database."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token
from django.views.defaults import server_error as default_server_error

from pactdir.database.errors import CommitInDoubt, outage_in
from pactdir.outage.submitted_form import SubmittedForm

RETRY_AFTER = 5  # seconds; a restart of PostgreSQL takes one or two


class Unavailable(HttpResponse):
    status_code = 503

    def __init__(self, content: str, outage: BaseException | None) -> None:
        super().__init__(content)
        self.outage = outage
        self["Retry-After"] = str(RETRY_AFTER)
        self["Cache-Control"] = "no-store"


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    # handler500, called while the exception is being handled.
    outage = outage_in(sys.exc_info()[1])
    return unavailable(request, outage) if outage else default_server_error(request)


def unavailable(request: HttpRequest, outage: BaseException | None) -> Unavailable:
    if request.method != "POST":
        retry_url = request.get_full_path()
        return Unavailable(render_to_string("503.html", {"again": retry_url}), outage)
    if request.path == reverse("admin:login"):
        retry_url = request.path
        return Unavailable(render_to_string("admin/no_log_in.html", {"again": retry_url}), outage)
    sent = SubmittedForm.of(request)
    context = {
        "sent": sent,
        "token": get_token(request) if sent else "",
        "is_in_doubt": isinstance(outage, CommitInDoubt),
        "again": request.path,
    }
    return Unavailable(render_to_string("admin/not_stored.html", context), outage)
