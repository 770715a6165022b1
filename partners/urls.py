"""URL patterns of partners and offers."""

from django.urls import path

from partners import offer_views, sheets, views

app_name = "partners"
urlpatterns = [
    path("", views.partner_list, name="list"),
    path("<slug:slug>/", views.partner_detail, name="detail"),
    path("<slug:slug>.<sheet:extension>", sheets.partner_detail_sheet, name="sheet"),
]
# Included under "aanbod/", in the namespace of the offers, whose list is `pactdir.to_do`.
offer_patterns = [path("<slug:slug>/", offer_views.offer_detail, name="detail")]
