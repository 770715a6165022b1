"""URL patterns of news, events and themes, and of a region's own events and news."""

from django.urls import path

from news import calendar_views, month_views, region_views, theme_views, views

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
        path("maand/<str:month>/", month_views.event_month, name="month"),
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
# Included under "regios/", in the namespace of the regions.
region_patterns = [
    path("<slug:slug>/agenda/", region_views.region_agenda, name="agenda"),
    path("<slug:slug>/nieuws/", region_views.region_news, name="news"),
]
