"""The form, and the page after it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pactdir.error_reports.answering import receive
from pactdir.error_reports.forms import ReportForm
from pactdir.error_reports.reported_page import page_before
from pactdir.public_forms.views import public_form_view
from regions.clock import today

SEE_OTHER = 303


@public_form_view
def report(request: HttpRequest) -> HttpResponse:
    day = today()
    if request.method == "POST":
        form = ReportForm(request, request.POST)
        if form.is_valid():
            values = form.cleaned_data
            receive(values["page"], values["text"], values["evidence"], values["email"], day)
            return HttpResponseRedirect(reverse("error_reports:sent"), status=SEE_OTHER)
    else:
        # From the header, so that the link to this form is the same on every page and never holds
        # a secret URL: those pages send no Referer.
        page = page_before(request.headers.get("Referer", ""), request.get_host())
        form = ReportForm(request, initial={"page": page})
    context = {"form": form, "day": day}
    status = 422 if form.errors else 200
    return render(request, "error_reports/report.html", context, status=status)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "error_reports/sent.html", {"day": today()})
