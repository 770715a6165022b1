"""URL patterns below those of a region, in its namespace."""

from django.urls import path

from pactdir.year_report import views

year_patterns = [
    path("<slug:slug>/jaar/", views.years, name="years"),
    path("<slug:slug>/jaar/<str:span>/", views.year, name="year"),
]
