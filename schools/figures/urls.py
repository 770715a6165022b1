from django.urls import path

from schools.figures import sheets, views

app_name = "figures"
urlpatterns = [
    path("", views.figures, name="list"),
    path("<slug:slug>/", views.indicator, name="indicator"),
    path("<slug:slug>.<sheet:extension>", sheets.indicator_sheet, name="indicator-sheet"),
    path("<slug:slug>/<slug:code>/", views.area, name="area"),
]
