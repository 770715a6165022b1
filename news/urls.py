"""Two addresses in one app: the news and the agenda."""

from django.urls import path

from news import views

articles = (
    [
        path("", views.article_list, name="list"),
        path("<slug:slug>/", views.article_detail, name="detail"),
    ],
    "articles",
)
events = (
    [
        path("", views.event_list, name="list"),
        path("<slug:slug>/", views.event_detail, name="detail"),
    ],
    "events",
)
