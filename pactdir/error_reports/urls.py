"""URLs of reports, below `/klopt-niet/`."""

from django.urls import path

from pactdir.error_reports import views

error_reports = (
    [
        path("", views.report, name="report"),
        path("verstuurd/", views.sent, name="sent"),
    ],
    "error_reports",
)
