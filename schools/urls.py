from django.urls import path

from schools import sheets, views

app_name = "schools"
urlpatterns = [
    path("", views.school_list, name="list"),
    path("<slug:slug>/", views.school_detail, name="detail"),
    path("<slug:slug>.<sheet:extension>", sheets.school_detail_sheet, name="sheet"),
]
