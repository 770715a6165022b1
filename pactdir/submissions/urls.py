"""URLs of the forms under /doe-mee/; none of these pages is cached."""

from django.urls import path

from pactdir.submissions import views

submissions = (
    [
        path("plaatsen/", views.start, name="start"),
        path("plaatsen/kijk-in-uw-mail/", views.requested, name="requested"),
        path("link/<str:token>/", views.overview, name="overview"),
        path("link/<str:token>/<int:number>/", views.check, name="check"),
        path("link/<str:token>/<int:number>/<slug:step>/", views.step, name="step"),
    ],
    "submissions",
)
