"""URL patterns under the URL of a region, included in the `regions` namespace."""

from django.urls import path

from pactdir.year_report import views

year_patterns = [
    path("<slug:slug>/jaar/", views.years, name="years"),
    path("<slug:slug>/jaar/<str:span>/", views.year, name="year"),
]
