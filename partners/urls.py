"""URL patterns of the partners."""

from django.urls import path

from partners import sheets, views

app_name = "partners"
urlpatterns = [
    path("", views.partner_list, name="list"),
    path("<slug:slug>/", views.partner_detail, name="detail"),
    path("<slug:slug>.<sheet:extension>", sheets.partner_detail_sheet, name="sheet"),
]
