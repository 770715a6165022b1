"""Two addresses in one app: the regions and the municipalities."""

from django.urls import path

from regions import views
from regions.picture import region_picture

regions = (
    [
        path("", views.region_list, name="list"),
        path("<slug:slug>/", views.region_detail, name="detail"),
        path("<slug:slug>/beeld.png", region_picture, name="picture"),
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
