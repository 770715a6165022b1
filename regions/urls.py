"""Two addresses in one app: the regions and the municipalities."""

from django.urls import path

from regions import views

regions = (
    [
        path("", views.region_list, name="list"),
        path("<slug:slug>/", views.region_detail, name="detail"),
    ],
    "regions",
)
municipalities = (
    [
        path("", views.municipality_list, name="list"),
        path("<slug:slug>/", views.municipality_detail, name="detail"),
    ],
    "municipalities",
)
