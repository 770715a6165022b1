"""URL patterns below those of a region and of a municipality, in their namespaces."""

from django.urls import path

from pactdir.timeline import views

region_timeline_patterns = [
    path("<slug:slug>/tijdlijn/", views.region_timeline, name="timeline"),
]
municipality_timeline_patterns = [
    path("<slug:slug>/tijdlijn/", views.municipality_timeline, name="timeline"),
]
