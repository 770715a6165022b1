"""URL patterns below those of a region and of a municipality, in their namespaces."""

from django.urls import path

from pactdir.timeline import views

region_timeline_patterns = [
    path("<slug:slug>/tijdlijn/", views.region_timeline, name="timeline"),
    path("<slug:slug>/veranderd/", views.region_changes, name="changes"),
    path("<slug:slug>/veranderd.atom", views.region_feed, name="feed"),
]
municipality_timeline_patterns = [
    path("<slug:slug>/tijdlijn/", views.municipality_timeline, name="timeline"),
    path("<slug:slug>/veranderd/", views.municipality_changes, name="changes"),
    path("<slug:slug>/veranderd.atom", views.municipality_feed, name="feed"),
]
