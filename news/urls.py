"""The addresses of news, agenda and themes, and what a region has of them."""

from django.urls import path

from news import calendar_views, months, region_views, theme_views, views

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
        path("maand/<str:month>/", months.event_month, name="month"),
        path("<slug:slug>/", views.event_detail, name="detail"),
        path("<slug:slug>.ics", calendar_views.event_file, name="calendar"),
    ],
    "events",
)
themes = (
    [
        path("", theme_views.theme_list, name="list"),
        path("<slug:slug>/", theme_views.theme_detail, name="detail"),
    ],
    "themes",
)
# Below the addresses of the regions, and in their namespace.
of_a_region = [
    path("<slug:slug>/agenda/", region_views.region_agenda, name="agenda"),
    path("<slug:slug>/nieuws/", region_views.region_news, name="news"),
]
