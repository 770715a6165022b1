"""URLs of the regions and the municipalities, in a namespace each."""

from django.urls import path

from pactdir.pages import detail_sheets as sheets
from pactdir.pages import region_views as views
from pactdir.pages.joining import join_region
from pactdir.pages.picture import region_picture

regions = (
    [
        path("", views.region_list, name="list"),
        path("<slug:slug>/", views.region_detail, name="detail"),
        path("<slug:slug>.<sheet:extension>", sheets.region_detail_sheet, name="sheet"),
        path("<slug:slug>/doe-mee/", join_region, name="join"),
        path("<slug:slug>/beeld.png", region_picture, name="picture"),
    ],
    "regions",
)
municipalities = (
    [
        path("", views.municipality_list, name="list"),
        path("<slug:slug>/", views.municipality_detail, name="detail"),
        path("<slug:slug>.<sheet:extension>", sheets.municipality_detail_sheet, name="sheet"),
    ],
    "municipalities",
)
