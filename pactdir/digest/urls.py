"""URLs of the digest, below `/mail/`."""

from django.urls import path

from pactdir.digest import views

digest = (
    [
        path("", views.subscribe, name="subscribe"),
        path("verstuurd/", views.asked, name="asked"),
        path("<str:token>/", views.subscription, name="subscription"),
        path("<str:token>/afmelden/", views.unsubscribe, name="unsubscribe"),
    ],
    "digest",
)
